"""Question health on the screen: in the editor, in the list of quizzes, and quiz by quiz."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from courses.models import CoursePage
from learning.models import QuizHealth
from learning.reports.health_words import decimal
from learning.services.health import count_health
from quizzes.models import QuizPage
from tests import cast
from tests.cast import CHOICE_QUESTION, NUMBER_QUESTION
from tests.journeys.editing import publish
from tests.learning.remarking import let_it_count
from tests.learning.test_health import ALL_RIGHT, HALF, NOTHING, take

LIST = reverse("learning_reports:health")


def address(quiz: QuizPage) -> str:
    return reverse("learning_reports:quiz_health", args=[quiz.pk])


def answer(course, quiz, *sheets: dict, beginning: int = 0) -> None:
    for number, sheet in enumerate(sheets, start=beginning):
        take(cast.enrol_person(cast.make_person(f"learner{number}"), course), quiz, sheet)
    count_health(quiz_key=quiz.key)


@pytest.fixture
def answered(course, quiz) -> QuizPage:
    answer(course, quiz, ALL_RIGHT, HALF, HALF, NOTHING)
    return quiz


@pytest.fixture
def enough(course, answered, monkeypatch) -> QuizPage:
    """So few are many here; and four of six chose the same that is wrong."""
    monkeypatch.setattr("quizzes.item_verdicts.ENOUGH", 6)
    answer(course, answered, HALF, HALF, beginning=10)
    return answered


@pytest.fixture
def as_trainer(client, edith):
    client.force_login(edith)
    return client


def text_of(response) -> str:
    """In words, without the tags and the spaces between them."""
    html = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(html.split())


# --- one quiz ---------------------------------------------------------------------------------------


def test_a_quiz_shows_its_numbers_and_those_of_its_questions(as_trainer, answered):
    context = as_trainer.get(address(answered)).context
    figures = dict(context["figures"])
    assert [row["question"].id for row in context["rows"]][:2] == [CHOICE_QUESTION, NUMBER_QUESTION]
    assert "4" in figures.values()
    assert "50\N{NO-BREAK SPACE}%" in figures.values()


def test_few_answers_are_called_few(as_trainer, answered):
    assert "замало відповідей (4 з 30)" in text_of(as_trainer.get(address(answered))).lower()


def test_enough_answers_get_a_sentence_and_a_mark_in_words(as_trainer, enough):
    page = text_of(as_trainer.get(address(enough)))
    assert "Перевірити" in page
    assert "lh-mark--check" in page


def test_what_nobody_marks_and_what_a_trainer_marks_are_told_apart(as_trainer, course, quiz):
    answer(course, quiz, ALL_RIGHT)
    assert marked_in_words(as_trainer, quiz) == "Без оцінки"
    answer(course, let_it_count(quiz), ALL_RIGHT, beginning=10)
    assert marked_in_words(as_trainer, quiz) == "Оцінює тренер"
    page = text_of(as_trainer.get(address(quiz)))
    assert "Оцінює тренер: у цих числах не враховано." in page


def marked_in_words(client, quiz) -> str:
    """What stands beside the reflection, which is the last question."""
    return client.get(address(quiz)).context["rows"][-1]["label"]


def test_a_question_known_by_a_short_name_shows_what_it_asks(as_trainer, answered):
    assert "Who decides?" in text_of(as_trainer.get(address(answered)))


@pytest.mark.parametrize(("value", "said"), [(-0.004, "0,00"), (-0.4, "−0,40"), (None, "–")])
def test_a_negative_number_has_a_minus_and_nought_has_none(value, said):
    assert decimal(value) == said


def test_choices_show_their_share_and_which_is_right(as_trainer, answered):
    row = as_trainer.get(address(answered)).context["rows"][0]
    assert [(bar["text"], bar["earns"], bar["count"], bar["width"]) for bar in row["bars"]] == [
        ("The community", True, 1, 25),
        ("The ministry", False, 2, 50),
    ]


@pytest.mark.parametrize(("attempts", "mean"), [("first", "0"), ("best", "100"), ("all", "50")])
def test_the_reader_chooses_which_attempts_count(as_trainer, course, quiz, attempts, mean):
    enrolment = cast.enrol_person(cast.make_person("learner"), course)
    for sheet in (NOTHING, ALL_RIGHT):
        take(enrolment, quiz, sheet)
    count_health(quiz_key=quiz.key)
    with translation.override("en"):
        figures = as_trainer.get(address(quiz), {"attempts": attempts}).context["figures"]
    assert figures[1][1] == f"{mean}\N{NO-BREAK SPACE}%"


def test_an_earlier_edition_can_be_looked_at(as_trainer, course, answered):
    changed = publish(answered, questions=[cast.number_question()])
    answer(course, changed, {NUMBER_QUESTION: "5"}, beginning=10)
    new, old = as_trainer.get(address(answered)).context["editions"]
    assert len(as_trainer.get(address(answered)).context["rows"]) == 1
    assert len(as_trainer.get(address(answered), {"edition": old}).context["rows"]) == 3


@pytest.mark.parametrize("wish", [{"attempts": "x"}, {"edition": "x"}])
def test_what_nobody_could_choose_is_not_there(as_trainer, answered, wish):
    assert as_trainer.get(address(answered), wish).status_code == 404


def test_a_quiz_nobody_finished_says_so(as_trainer, quiz):
    assert "Цей тест ще ніхто не закінчив" in text_of(as_trainer.get(address(quiz)))


def test_whoever_will_not_wait_has_it_counted_now(as_trainer, answered):
    QuizHealth.objects.update(attempts=0)
    response = as_trainer.post(reverse("learning_reports:count_health", args=[answered.pk]))
    assert response.url == address(answered)
    assert QuizHealth.objects.get().attempts == 4


def test_numbers_that_wait_are_said_to(as_trainer, course, answered):
    assert "очікують" not in text_of(as_trainer.get(address(answered)))
    take(cast.enrol_person(cast.make_person("late"), course), answered, ALL_RIGHT)
    assert "очікують" in text_of(as_trainer.get(address(answered)))


def test_the_numbers_leave_as_a_spreadsheet(as_trainer, answered):
    response = as_trainer.get(address(answered), {"export": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = [list(row.values()) for row in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert [row[:4] for row in rows][:2] == [["1", "Q1", "4", "0.25"], ["2", "Q2", "4", "0.75"]]
    assert "The community: 1; The ministry: 2" in rows[0]
    sheet = load_workbook(io.BytesIO(b"".join(as_trainer.get(address(answered), {"export": "xlsx"})))).active
    assert [cell.value for cell in sheet[2]][:4] == [1, "Q1", 4, 0.25]


# --- who may ----------------------------------------------------------------------------------------


def test_a_quiz_of_another_course_does_not_exist_for_a_trainer(as_trainer, course):
    other = cast.make_course(course.get_parent().specific, title="Another course")
    quiz = QuizPage.objects.descendant_of(other).get()
    assert as_trainer.get(address(quiz)).status_code == 404
    assert as_trainer.post(reverse("learning_reports:count_health", args=[quiz.pk])).status_code == 404
    assert [row.pk for row in as_trainer.get(LIST).context["object_list"]] == [
        QuizPage.objects.descendant_of(course).get().pk
    ]


def test_an_outsider_is_sent_away(client, charlie, answered):
    client.force_login(charlie)
    for url in (LIST, address(answered)):
        assert client.get(url).status_code == 302


def test_the_wrong_method_is_refused(as_trainer, answered):
    assert as_trainer.post(address(answered)).status_code == 405
    assert as_trainer.get(reverse("learning_reports:count_health", args=[answered.pk])).status_code == 405


# --- the list ---------------------------------------------------------------------------------------


def test_the_list_names_the_question_to_look_at_first(as_trainer, enough):
    (quiz,) = as_trainer.get(LIST).context["object_list"]
    assert (quiz.attempts, quiz.to_check, quiz.worst) == (6, 1, "Q1")


def test_the_list_is_searched_and_filtered_by_course(client, staff, course, answered):
    other = cast.make_course(course.get_parent().specific, title="Another course")
    client.force_login(staff)
    assert len(client.get(LIST).context["object_list"]) == 2
    assert len(client.get(LIST, {"course": other.key}).context["object_list"]) == 1
    assert len(client.get(LIST, {"q": "another"}).context["object_list"]) == 1


def test_the_list_leaves_as_a_spreadsheet(as_trainer, enough):
    response = as_trainer.get(LIST, {"export": "csv"})
    (row,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";")
    assert list(row.values())[:5] == ["Quiz", "Foundations", "6", "1", "Q1"]


# --- the editor -------------------------------------------------------------------------------------


def lines_of(client, quiz) -> dict[str, str]:
    """Question id -> what the editor is told of it."""
    html = text_of(client.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])))
    parts = html.split('data-health-of="')[1:]
    return {part.split('"')[0]: part.split("</li>")[0] for part in parts}


def test_the_editor_has_the_numbers_of_each_question(as_trainer, enough):
    lines = lines_of(as_trainer, enough)
    assert set(lines) == {CHOICE_QUESTION, NUMBER_QUESTION, cast.REFLECTION}
    assert "Перевірити" in lines[CHOICE_QUESTION]
    assert "17 %" in lines[CHOICE_QUESTION]
    assert f"#block-{CHOICE_QUESTION}-section" in lines[CHOICE_QUESTION]


def test_a_question_that_was_reworded_in_the_draft_says_that_it_begins_anew(as_trainer, answered):
    answered.questions = [cast.choice_question(prompt="Who decides now?"), cast.number_question()]
    answered.save_revision()
    lines = lines_of(as_trainer, answered)
    assert "Досі запитували інакше" in lines[CHOICE_QUESTION]
    assert "75 %" in lines[NUMBER_QUESTION]


def test_the_editor_of_a_new_quiz_says_that_nobody_has_finished_it(as_trainer, quiz):
    assert "Цей тест ще ніхто не закінчив" in text_of(
        as_trainer.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk]))
    )


def test_the_form_for_a_new_quiz_has_no_such_panel(as_trainer, course):
    lesson = course.get_children().first()
    page = as_trainer.get(reverse("wagtailadmin_pages:add", args=["quizzes", "quizpage", lesson.pk]))
    assert page.status_code == 200
    assert "data-health-of" not in page.content.decode()


# --- what it costs ----------------------------------------------------------------------------------


def is_of_others(sql: str) -> bool:
    """Every report first ends the timed attempts that are over, fifty at most; and the editor counts whom an edit
    meets. Both by an index, and neither reads what was answered."""
    return 'ORDER BY "learning_quizattempt"."deadline_at" ASC LIMIT 50' in sql or "SELECT COUNT(*)" in sql


def cost(client, url) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert client.get(url).status_code == 200
    asked = [query["sql"] for query in counted.captured_queries]
    assert not [sql for sql in asked if "learning_response" in sql]
    assert not [sql for sql in asked if "learning_quizattempt" in sql and not is_of_others(sql)]
    return len(counted)


def test_looking_reads_no_attempt_and_costs_the_same_after_many(as_trainer, course, answered):
    addresses = [LIST, address(answered), reverse("wagtailadmin_pages:edit", args=[answered.pk])]
    for url in addresses:
        as_trainer.get(url)
    before = [cost(as_trainer, url) for url in addresses]
    answer(course, answered, *[HALF] * 6, beginning=20)
    assert [cost(as_trainer, url) for url in addresses] == before


def test_the_list_costs_the_same_however_many_quizzes(client, staff, course, answered):
    client.force_login(staff)
    client.get(LIST)
    before = cost(client, LIST)
    index = course.get_parent().specific
    for number in range(3):
        cast.make_course(index, title=f"Course {number}")
        index = type(index).objects.get(pk=index.pk)
    assert CoursePage.objects.count() == 4
    assert cost(client, LIST) == before
