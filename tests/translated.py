"""Pages in English, made as a trainer makes them: copied by Wagtail, given other words and addresses, published."""

import json
from typing import TypeVar

from wagtail.models import Locale, Page

from courses.models import CourseIndexPage, CoursePage, LessonPage
from quizzes.models import QuizPage

P = TypeVar("P", bound=Page)
STREAMS = {LessonPage: "body", QuizPage: "questions"}
# Texts of the cast's courses, and what stands for them in English.
WORDS = {", one": ", one in English", ", the text": ", the text in English", "The community": "The English community"}


def copied(page: P) -> P:
    """A draft; what is above it is translated already, or stands under the root."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    return page.specific.copy_for_translation(english)


def in_english(page: P) -> P:
    translation = copied(page)
    translation.title = f"{page.title} in English"
    translation.slug = f"{page.slug}-in-english"
    if stream := STREAMS.get(type(translation)):
        raw = json.dumps(list(getattr(translation, stream).raw_data))
        for old, new in WORDS.items():
            raw = raw.replace(old, new)
        setattr(translation, stream, json.loads(raw))
    translation.save_revision().publish()
    return type(translation).objects.get(pk=translation.pk)


def english_of(page: P) -> P:
    return page.get_translation(Locale.objects.get(language_code="en"))


def front_in_english(course: CoursePage) -> CourseIndexPage:
    """Front page and catalogue alone."""
    index = course.get_parent().specific
    in_english(index.get_parent().specific)
    return in_english(index)


def course_in_english(course: CoursePage, *, lessons: int | None = None) -> CoursePage:
    """The course with its first lessons (all, if no number is given) and their quizzes, front page and catalogue."""
    front_in_english(course)
    english = in_english(course)
    for lesson in LessonPage.objects.child_of(course)[:lessons]:
        in_english(lesson)
        for quiz in QuizPage.objects.child_of(lesson):
            in_english(quiz)
    return CoursePage.objects.get(pk=english.pk)
