"""Trying a course out: drafts and all, step by step, measured as for learners, and nothing of it recorded."""

from decimal import Decimal

import pytest
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from learning.models import ActivityCompletion, Enrolment, QuizAttempt, SectionCompletion
from learning.previews import FIELD
from learning.sandbox import SandboxStep
from quizzes.models import QuizPage
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION, REFLECTION, RIGHT
from tests.learning.remarking import let_it_count


@pytest.fixture
def trainer(client, edith):
    client.force_login(edith)
    return client


def course_url(course: CoursePage) -> str:
    return reverse("learning_reports:try_course", args=[course.pk])


def page_url(course: CoursePage, page) -> str:
    return reverse("learning_reports:try_page", args=[course.pk, page.pk])


def hand_in(client, course, quiz, number="5", **more):
    html = client.get(page_url(course, quiz)).content.decode()
    form = html.split(f'name="{FIELD}" value="')[1].split('"')[0]
    data = {FIELD: form, f"q-{CHOICE_QUESTION}": RIGHT, f"q-{NUMBER_QUESTION}": number, **more}
    return client.post(page_url(course, quiz), data).content.decode()


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Enrolment, QuizAttempt, SectionCompletion, ActivityCompletion))


def test_a_whole_course_is_walked_to_its_end_and_nothing_is_recorded(trainer, course, quiz):
    before = counts()
    for lesson in LessonPage.objects.child_of(course):
        assert "Спроба курсу" in trainer.get(page_url(course, lesson)).content.decode()
        assert trainer.post(page_url(course, lesson)).status_code == 302
    assert "тест складено" in hand_in(trainer, course, quiz)
    html = trainer.get(course_url(course)).content.decode()
    assert "Тут курс було б завершено" in html and "100 %" in html
    assert counts() == before


def test_a_failed_quiz_completes_nothing(trainer, course, quiz):
    quiz.pass_mark = 100
    quiz.save_revision()
    assert "тест не складено" in hand_in(trainer, course, quiz, number="7")
    assert "Тут курс було б завершено" not in trainer.get(course_url(course)).content.decode()


@pytest.mark.parametrize(
    ("method", "grade", "is_done"),
    [("best", "1", True), ("last", "1", True), ("first", "0.5", False), ("average", "0.75", True)],
)
def test_of_several_attempts_the_one_that_would_count_for_a_learner_counts(
    trainer, course, quiz, method, grade, is_done
):
    quiz.grading_method = method
    quiz.save_revision()
    for number in ("7", "5"):
        hand_in(trainer, course, quiz, number=number)
    step = step_of(trainer, course, quiz)
    assert (step.fraction, step.is_done) == (Decimal(grade), is_done)


def test_a_quiz_once_passed_stays_done_whatever_the_last_attempt_was(trainer, course, quiz):
    quiz.grading_method = "last"
    quiz.save_revision()
    for number in ("5", "7"):
        hand_in(trainer, course, quiz, number=number)
    step = step_of(trainer, course, quiz)
    assert (step.fraction, step.is_done) == (Decimal("0.5"), True)


def step_of(client, course, page) -> SandboxStep:
    steps = client.get(course_url(course)).context["sandbox"].steps
    return next(step for step in steps if step.activity.page_id == page.pk)


def test_what_a_trainer_would_mark_counts_in_full_once_it_is_answered(trainer, course, quiz):
    quiz = let_it_count(quiz)
    assert "тест не складено" in hand_in(trainer, course, quiz)
    html = hand_in(trainer, course, quiz, **{f"q-{REFLECTION}": "The head."})
    assert "тест складено" in html and "зараховано повністю" in html


def test_drafts_are_part_of_it(trainer, course):
    draft = course.add_child(instance=LessonPage(title="Only a draft", slug="draft", goal="G", live=False))
    draft.save_revision()
    assert "Only a draft" in trainer.get(course_url(course)).content.decode()
    assert trainer.get(page_url(course, draft)).status_code == 200


def test_a_step_leads_to_the_next(trainer, course):
    lesson = LessonPage.objects.child_of(course).first()
    quiz = QuizPage.objects.child_of(lesson).first() or QuizPage.objects.descendant_of(course).first()
    assert trainer.post(page_url(course, lesson)).url == page_url(course, quiz)


def test_it_can_be_begun_anew(trainer, course):
    lesson = LessonPage.objects.child_of(course).first()
    trainer.post(page_url(course, lesson))
    assert 'data-state="done"' in trainer.get(course_url(course)).content.decode()
    trainer.post(course_url(course))
    assert 'data-state="done"' not in trainer.get(course_url(course)).content.decode()


def test_two_trainers_do_not_meet_in_it(trainer, client, course, admin_user):
    trainer.post(page_url(course, LessonPage.objects.child_of(course).first()))
    client.force_login(admin_user)
    assert 'data-state="done"' not in client.get(course_url(course)).content.decode()


def test_a_form_from_yesterday_is_refused_kindly(trainer, course, quiz):
    response = trainer.post(page_url(course, quiz), {FIELD: "x"})
    assert response.status_code == 422 and page_url(course, quiz) in response.content.decode()


def test_others_do_not_get_in(client, course, quiz, staff, charlie):
    for person in (charlie, staff):
        client.force_login(person)
        for url in (course_url(course), page_url(course, quiz)):
            assert client.get(url).status_code in (302, 404)
            assert client.post(url).status_code in (302, 404)


def test_a_page_of_elsewhere_is_not_in_it(trainer, course):
    assert trainer.get(page_url(course, course)).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(trainer, course, method):
    assert getattr(trainer, method)(course_url(course)).status_code == 405
