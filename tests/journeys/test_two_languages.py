"""A learner changes language half-way: what is done counts in both, once; the words are those of the language."""

import re

import pytest
from django.test import Client

from courses.models import CoursePage, LessonPage
from courses.outline import course_outline
from learning.models import Certificate, CourseCompletion, Enrolment, QuizAttempt
from learning.services.certificates import issue_certificate, reissue_certificate
from quizzes.models import QuizPage
from tests import cast
from tests.cast import CHECK_BLOCK, CHOICE_QUESTION, NUMBER_QUESTION, RIGHT
from tests.translated import course_in_english, english_of


@pytest.fixture
def english(course) -> CoursePage:
    return course_in_english(course)


@pytest.fixture
def lesson(course) -> LessonPage:
    return LessonPage.objects.child_of(course).first()


@pytest.fixture
def learner(client, alice) -> Client:
    client.force_login(alice)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def read(client: Client, lesson: LessonPage, number: int, prefix: str = "") -> None:
    section = lesson.body[number].id
    assert client.post(f"{prefix}/learn/lessons/{lesson.pk}/sections/{section}/").status_code == 302


def done(html: str) -> int:
    """How many sections of a lesson are marked as read."""
    return len(re.findall(r'<a href="#s-[\w-]+" data-state="done">', html))


@pytest.mark.parametrize("first", ["uk", "en"])
def test_a_section_read_in_one_language_is_read_in_the_other(learner, lesson, english, first):
    pages = {"uk": (lesson, ""), "en": (english_of(lesson), "/en")}
    read(learner, pages[first][0], 0, pages[first][1])
    for each, _ in pages.values():
        assert done(page(learner, each.url)) == 1


def test_a_lesson_half_read_in_each_language_is_completed_once(learner, lesson, english, alice):
    read(learner, lesson, 0)
    read(learner, english_of(lesson), 1, "/en")
    completed = alice.enrolments.get().activities.get()
    assert (completed.activity_key, completed.title) == (lesson.translation_key, "First lesson in English")
    read(learner, lesson, 1)
    assert alice.enrolments.get().activities.count() == 1


def test_after_a_section_the_reader_stays_in_the_language(learner, lesson, english):
    answer = learner.post(f"/en/learn/lessons/{english_of(lesson).pk}/sections/{lesson.body[0].id}/")
    assert answer.url == f"{english_of(lesson).url}#s-{lesson.body[1].id}"


def test_a_check_answered_in_one_language_is_judged_in_the_words_of_the_other(learner, lesson, english):
    learner.post(f"/learn/lessons/{lesson.pk}/checks/{CHECK_BLOCK}/", {f"q-{CHOICE_QUESTION}": RIGHT})
    verdict = page(learner, english_of(lesson).url).partition(f"check-{CHECK_BLOCK}")[2]
    assert "The English community" in verdict
    assert "Yes." in verdict


def test_an_attempt_begun_in_one_language_goes_on_from_the_other_in_its_own_words(learner, quiz, english, alice):
    learner.post(f"/learn/quizzes/{quiz.pk}/start/", {"key": "uk"})
    attempt = alice.enrolments.get().attempts.get()
    assert f'href="/en/learn/attempts/{attempt.pk}/"' in page(learner, english_of(quiz).url)
    again = learner.post(f"/en/learn/quizzes/{english_of(quiz).pk}/start/", {"key": "en"})
    assert again.url == f"/en/learn/attempts/{attempt.pk}/"
    html = page(learner, again.url)
    assert '<main id="main" lang="uk">' in html
    assert "The community" in html
    assert "The English community" not in html


def test_a_quiz_passed_in_one_language_is_passed_in_the_other(learner, quiz, english, alice):
    learner.post(f"/en/learn/quizzes/{english_of(quiz).pk}/start/", {"key": "en"})
    attempt = alice.enrolments.get().attempts.get()
    assert attempt.version.locale == "en"
    given = {f"q-{CHOICE_QUESTION}": RIGHT, f"q-{NUMBER_QUESTION}": "5", "key": "s"}
    was = {f"was-{CHOICE_QUESTION}": "", f"was-{NUMBER_QUESTION}": ""}
    learner.post(f"/learn/attempts/{attempt.pk}/submit/", {**given, **was})
    for each in (quiz, english_of(quiz)):
        html = page(learner, each.url)
        assert f"/learn/attempts/{attempt.pk}/result/" in html
        assert 'data-state="done"' in html


def test_attempts_in_both_languages_share_the_limit(learner, quiz, english, alice):
    quiz.attempt_limit = 1
    quiz.save_revision().publish()
    enrolment = alice.enrolments.get()
    cast.pass_quiz(enrolment, QuizPage.objects.get(pk=quiz.pk))
    learner.post(f"/en/learn/quizzes/{english_of(quiz).pk}/start/", {"key": "en"})
    assert QuizAttempt.objects.count() == 1


@pytest.fixture
def finished(learner, course, english, quiz, alice) -> Enrolment:
    """alice reads the first lesson in Ukrainian, the second in English, and passes the English quiz."""
    first, second = LessonPage.objects.child_of(course)
    for number in (0, 1):
        read(learner, first, number)
        read(learner, english_of(second), number, "/en")
    cast.pass_quiz(alice.enrolments.get(), english_of(quiz))
    return alice.enrolments.get()


def test_a_course_taken_in_two_languages_is_completed_once(finished):
    completion = CourseCompletion.objects.get()
    assert completion.enrolment == finished
    assert completion.outline["titles"] == {"uk": "Foundations", "en": "Foundations in English"}
    assert finished.activities.count() == 3


@pytest.mark.parametrize(("language", "title"), [("uk", "Foundations"), ("en", "Foundations in English")])
def test_the_record_is_in_the_language_of_its_holder(finished, alice, language, title):
    alice.language = language
    alice.save()
    finished = Enrolment.objects.get(pk=finished.pk)
    record = issue_certificate(enrolment=finished, holder_name="Аліса Коваль", key="k")
    assert (record.language, record.course_title) == (language, title)


def test_one_record_is_issued_however_it_is_asked_for(learner, finished):
    for prefix, key in (("", "uk"), ("/en", "en")):
        address = f"{prefix}/learn/enrolments/{finished.pk}/finish/"
        assert learner.post(address, {"holder_name": "Аліса Коваль", "key": key}).status_code == 302
    assert Certificate.objects.count() == 1


def test_a_record_frozen_before_there_were_languages_is_issued_anew(finished, staff):
    completion = CourseCompletion.objects.get()
    outline = {name: value for name, value in completion.outline.items() if name != "titles"}
    CourseCompletion.objects.update(outline=outline)
    record = issue_certificate(enrolment=finished, holder_name="Аліса Коваль", key="k")
    again = reissue_certificate(certificate=record, holder_name="Аліса Бондар", reason="Name.", by=staff)
    assert again.course_title == outline["title"]


def test_my_learning_names_each_course_once_in_the_language_of_the_interface(learner, english, lesson):
    read(learner, lesson, 0)
    ukrainian, in_english = page(learner, "/my/"), page(learner, "/en/my/")
    assert "Foundations in English" not in ukrainian
    assert in_english.count("<h3>") == ukrainian.count("<h3>")
    assert "Foundations in English" in in_english
    assert f"{english_of(lesson).url}#s-{lesson.body[1].id}" in in_english


def test_a_language_taken_offline_leaves_the_learner_in_the_other(learner, english, lesson, alice):
    read(learner, english_of(lesson), 0, "/en")
    CoursePage.objects.get(pk=english.pk).delete()
    assert done(page(learner, f"/en{lesson.url}")) == 1
    assert "Foundations" in page(learner, "/en/my/")


def test_a_partly_translated_course_is_not_finished_sooner(learner, course, alice, quiz):
    """The second lesson is in Ukrainian alone, and is asked for all the same."""
    english = course_in_english(course, lessons=1)
    first, second = LessonPage.objects.child_of(course)
    for number in (0, 1):
        read(learner, english_of(first), number, "/en")
    cast.pass_quiz(alice.enrolments.get(), english_of(quiz))
    assert not CourseCompletion.objects.exists()
    assert len(course_outline(english).lessons) == 2
    for number in (0, 1):
        read(learner, second, number, "/en")
    assert CourseCompletion.objects.exists()
