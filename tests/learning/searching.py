"""Lessons to be found, and what a visitor finds."""

import re
from html import unescape

from courses.models import CoursePage, LessonPage
from tests import cast

HIT = re.compile(r'<li class="hit">.*?</li>', re.DOTALL)


def add_lesson(course: CoursePage, title: str, text: str, *extra: dict, slug: str = "bezpeka", **fields) -> LessonPage:
    content = [cast.block("text", f"<p>{text}</p>"), *extra]
    body = [cast.block("section", {"title": "Розділ", "content": content})]
    fields = {"goal": "Мета.", "body": body, **fields}
    page = course.add_child(instance=LessonPage(title=title, slug=slug, **fields))
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


def hits(client, question: str, **more: str) -> list[str]:
    """The titles of what is found."""
    html = client.get("/search/", {"q": question, **more}).text
    titles = [re.search(r"<h3.*?</h3>", hit, re.DOTALL)[0] for hit in HIT.findall(html)]
    return [unescape(re.sub(r"<[^>]+>", "", title)).replace("\xa0", " ") for title in titles]
