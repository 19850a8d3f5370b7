"""Every page speaks one language: what visitors read on it is collected, and searched for words of the other one."""

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from courses.models import CourseOutcome, CoursePage, LessonPage
from home.addresses import in_language
from home.models import AcademySettings
from learning.models import Certificate
from learning.services.attempts import start_attempt
from learning.services.certificates import issue_certificate
from quizzes.models import QuizPage
from tests import cast

SPOKEN = {"alt", "aria-label", "label", "placeholder", "title"}
SILENT = {"script", "style"}
EMPTY = {"br", "circle", "hr", "img", "input", "link", "meta", "path", "rect", "use", "wbr"}
CYRILLIC = re.compile(r"[а-яіїєґ]+", re.IGNORECASE)
# Words of three letters and more: «h» or «cm» may be a formula.
LATIN = re.compile(r"[a-z]{3,}", re.IGNORECASE)
SAME_EVERYWHERE = re.compile(
    r"Українська|English|PDF|JSON|QR|YouTube|Facebook|WhatsApp|Telegram|Viber|cookie|\S+@\S+|https?://\S+|\{\w+\}",
    re.IGNORECASE,
)


class Reader(HTMLParser):
    """Collects what a page says aloud or shows, but for what it marks as being in another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.words, self.open = language, [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign = given.get("lang", self.language) != self.language
        silent = tag in SILENT or foreign or self.is_silent
        if tag not in EMPTY:
            self.open.append((tag, silent))
        if not silent:
            self.words += [value for name, value in attrs if value and self.is_spoken(tag, name, value)]

    def is_spoken(self, tag: str, name: str, value: str) -> bool:
        """A `template` holds the words of our scripts."""
        return name in SPOKEN or (tag == "template" and name.startswith("data-") and "/" not in value)

    @property
    def is_silent(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_endtag(self, tag: str) -> None:
        while tag not in EMPTY and self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.is_silent and data.strip():
            self.words.append(data.strip())


def words_of(html: str, language: str) -> str:
    reader = Reader(language)
    reader.feed(html)
    return SAME_EVERYWHERE.sub("", "\n".join(reader.words))


def without_letters(value: Any) -> Any:
    """The content of a course as digits, so that every word left is the interface's; tags, ids and types stay."""
    if isinstance(value, dict):
        return {key: part if key in {"id", "type"} else without_letters(part) for key, part in value.items()}
    if isinstance(value, list):
        return [without_letters(part) for part in value]
    return re.sub(r"[a-z](?![^<>]*>)", "0", value, flags=re.IGNORECASE) if isinstance(value, str) else value


def silence(page: Page, *streams: str) -> None:
    page = page.specific
    for name, field in vars(page).copy().items():
        if isinstance(field, str) and name in {"title", "summary", "goal", "hero_title"}:
            setattr(page, name, without_letters(field))
    for name in streams:
        setattr(page, name, json.dumps(without_letters(list(getattr(page, name).raw_data))))
    page.save()


@pytest.fixture(params=["uk", "en"])
def language(request) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.fixture
def silent_course(course) -> CoursePage:
    AcademySettings.objects.update_or_create(site=Site.objects.get(), defaults={"name": "1", "issuer": "1"})
    for page in Page.objects.filter(depth__gt=1):
        silence(page)
    for lesson in LessonPage.objects.all():
        silence(lesson, "body")
    for quiz in QuizPage.objects.all():
        silence(quiz, "questions")
    CourseOutcome.objects.update(text="1")
    return CoursePage.objects.get(pk=course.pk)


@pytest.fixture
def record(silent_course, language) -> Certificate:
    """A finished course, and its record in a name of the language's letters."""
    name = {"uk": "Ян Ко", "en": "Jan Ko"}[language]
    enrolment = cast.finish_course(cast.make_person("jan", full_name=name), silent_course)
    return issue_certificate(enrolment=enrolment, holder_name=name, key=str(uuid.uuid4()))


def visited(client: Client, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    for address in addresses:
        yield address, client.get(address, follow=True).content.decode()


def pages_of_the_site(course: CoursePage) -> list[str]:
    pages = [course.get_parent().get_parent(), course.get_parent(), course, *course.get_descendants()]
    return [in_language(page.get_url(), translation.get_language()) for page in pages]


def pages_for_anyone(record: Certificate) -> list[str]:
    accounts = named("account_login", "account_signup", "account_reset_password", "account_request_login_code")
    verified = [reverse("verify_record", args=[number]) for number in (record.number, "2000-000000")]
    return [*named("my_learning", "verify"), *accounts, *verified, reverse("verify") + "?number=x"]


def pages_of_a_person(record: Certificate) -> list[str]:
    enrolment = record.completion.enrolment
    accounts = named("account_email", "account_change_password", "account_logout")
    results = [reverse("attempt_result", args=[attempt.pk]) for attempt in enrolment.attempts.all()]
    records = [reverse("finish", args=[enrolment.pk]), reverse("record", args=[record.number])]
    return [*named("my_learning", "profile", "delete_account"), *accounts, *results, *records]


def named(*names: str) -> list[str]:
    return [reverse(name) for name in names]


def foreign(language: str, pages: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Address → words that do not belong to the language of the page."""
    alphabet = {"uk": LATIN, "en": CYRILLIC}[language]
    found = {address: alphabet.findall(words_of(html, language)) for address, html in pages}
    return {address: words for address, words in found.items() if words}


def test_every_page_speaks_its_own_language(client, record, silent_course, language):
    assert foreign(language, visited(client, pages_of_the_site(silent_course) + pages_for_anyone(record))) == {}


def test_every_page_of_a_person_speaks_its_own_language(client, record, silent_course, language):
    client.force_login(record.completion.enrolment.user)
    assert foreign(language, visited(client, pages_of_the_site(silent_course) + pages_of_a_person(record))) == {}


def test_an_attempt_speaks_its_own_language(client, silent_course, language):
    user = cast.make_person("jan")
    attempt = start_attempt(enrolment=cast.enrol_person(user, silent_course), quiz=QuizPage.objects.get(), key="1")
    client.force_login(user)
    assert foreign(language, visited(client, [reverse("attempt", args=[attempt.pk]), reverse("my_learning")])) == {}


def test_the_reader_finds_words_of_another_language():
    html = '<p lang="en">Yes <br/>No</p><p aria-label="Close">Так <br>PDF</p>'
    words_of_scripts = '<template data-sent="Sent {count}"></template>'
    assert foreign("uk", [("/", html + words_of_scripts)]) == {"/": ["Close", "Sent"]}


def test_the_scripts_of_the_editor_speak_ukrainian(client):
    words = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    assert json.dumps("Зміни збережено.") in words
