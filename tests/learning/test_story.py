"""One learner's story in one course: every fact, in the order of time, for staff alone."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.outline import course_outline
from learning.models import Enrolment
from learning.selectors.story import story_of
from learning.services.attempts import start_attempt
from learning.services.certificates import issue_certificate, revoke_certificate
from learning.services.erasure import erase_learner
from learning.services.grading import append_grade
from learning.services.sections import answer_check
from quizzes.grading import grade_quiz
from tests import cast


def enrolment_of(person) -> Enrolment:
    return Enrolment.objects.select_related("completion").get(user=person)


def story_url(enrolment) -> str:
    return reverse("learning_reports:story", args=[enrolment.pk])


def kinds(enrolment) -> list[str]:
    return [moment.kind for moment in story_of(enrolment)]


def test_the_story_tells_every_fact_in_the_order_of_time(bob):
    moments = story_of(enrolment_of(bob))
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert [moment.kind for moment in moments] == [
        *("began", "section", "section", "lesson_done", "section", "section", "lesson_done"),
        *("attempt", "submitted", "grade", "quiz_done", "finished"),
    ]


def test_a_record_issued_and_revoked_is_part_of_the_story(bob, staff):
    enrolment = enrolment_of(bob)
    record = issue_certificate(enrolment=enrolment, holder_name=bob.full_name, key=str(uuid.uuid4()))
    revoke_certificate(certificate=record, reason="Issued by mistake", by=staff)
    issued, revoked = story_of(enrolment)[-2:]
    assert (issued.kind, issued.number, revoked.kind, revoked.note) == (
        *("issued", record.number),
        *("revoked", "Issued by mistake"),
    )


def test_answers_are_told_in_words_with_what_they_earned(bob):
    submitted = next(moment for moment in story_of(enrolment_of(bob)) if moment.kind == "submitted")
    assert [(row.question, row.answer, row.fraction) for row in submitted.answers][:2] == [
        ("Q1", "The community", 1),
        ("Q2", "5", 1),
    ]


def test_a_check_question_is_told_with_its_answer(course, alice):
    enrolment = enrolment_of(alice)
    lesson = course_outline(course).lessons[0]
    answer_check(enrolment=enrolment, lesson_key=lesson.key, block_id=cast.CHECK_BLOCK, answer=cast.WRONG)
    check = story_of(enrolment)[-1]
    assert (check.kind, check.title, check.answers[0].answer) == ("check", "First lesson", "The ministry")


def test_a_later_grade_stands_beside_the_first_with_its_reason(bob, staff):
    attempt = enrolment_of(bob).attempts.get()
    grade = grade_quiz(attempt.version.read(), {})
    opinion = {"grader": staff, "reason": "A new key", "may_fall": True}
    append_grade(attempt=attempt, version=attempt.version, grade=grade, at=timezone.now(), **opinion)
    grades = [moment for moment in story_of(enrolment_of(bob)) if moment.kind == "grade"]
    assert [grade.fraction for grade in grades] == [1, 0]
    assert grades[1].note == "staff@example.org. A new key"


def test_a_deleted_course_leaves_its_story_readable(course, bob):
    course.delete()
    moments = story_of(enrolment_of(bob))
    assert "First lesson" in [moment.title for moment in moments if moment.kind == "lesson_done"]
    assert len([moment for moment in moments if moment.kind == "section"]) == 4


def test_an_erased_learners_story_keeps_facts_and_no_answers(client, staff, bob):
    pk = enrolment_of(bob).pk
    erase_learner(user=bob)
    client.force_login(staff)
    html = client.get(reverse("learning_reports:story", args=[pk])).content.decode()
    assert "Богдан" not in html and "The community" not in html and "bob@" not in html
    assert kinds(Enrolment.objects.get(pk=pk))[-1] == "erased"


def test_more_facts_cost_no_more_queries(quiz, bob):
    enrolment = enrolment_of(bob)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            story_of(enrolment)
        return len(captured)

    few = cost()
    for _ in range(5):
        cast.pass_quiz(enrolment, quiz)
    assert cost() == few


def test_staff_read_the_story(client, staff, bob, quiz):
    start_attempt(enrolment=enrolment_of(bob), quiz=quiz, key="again")
    client.force_login(staff)
    html = client.get(story_url(enrolment_of(bob))).content.decode()
    for words in (bob.full_name, bob.email, "First lesson, one", "The community", "Quiz, "):
        assert words in html


@pytest.mark.parametrize("person", ["charlie", "edith", "bob"])
def test_nobody_else_reads_it_not_even_its_own_learner(client, request, bob, person):
    client.force_login(request.getfixturevalue(person))
    response = client.get(story_url(enrolment_of(bob)))
    assert response.status_code == 302 and "story" not in response.url


def test_a_story_that_is_not_there_is_not_found_and_none_is_posted_to(client, staff, bob):
    client.force_login(staff)
    assert client.get(reverse("learning_reports:story", args=[0])).status_code == 404
    assert client.post(story_url(enrolment_of(bob))).status_code == 405
