"""Laws change: which lessons are due for review, who is told, and what the lesson itself says."""

import csv
import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import CoursePage, CourseTeamMember, LegalAct, LegalSource, LessonPage
from learning.models import LawChangeNotice
from learning.selectors.law_reviews import lessons_due
from learning.services.law_changes import tell_of_change_task
from tests import cast
from tests.translated import course_in_english, english_of

REPORT = reverse("learning_reports:law_reviews")
CHECKED = datetime.date(2026, 3, 1)
LATER = datetime.date(2026, 4, 15)


@pytest.fixture
def act(db) -> LegalAct:
    return LegalAct.objects.create(title="On local self-government", number="280/97-ВР")


@pytest.fixture
def lessons(course, act) -> tuple[LessonPage, LessonPage]:
    """The first names the act, the second another one; both were checked."""
    first, second = LessonPage.objects.child_of(course).order_by("path")
    LegalSource.objects.create(page=first, act=act)
    LegalSource.objects.create(page=second, act=LegalAct.objects.create(title="On petitions", number="393/96-ВР"))
    LessonPage.objects.update(checked_on=CHECKED, review_months=12)
    return first, second


def due(course: CoursePage, on: datetime.date = LATER) -> dict[str, str]:
    rows = lessons_due(CoursePage.objects.filter(pk=course.pk), on=on)
    return {lesson.title: lesson.reason for lesson in rows}


def change(act: LegalAct, date: datetime.date | None = LATER) -> None:
    act.changed_on = date
    act.save()


# --- which lessons are due --------------------------------------------------------------------------


def test_a_lesson_checked_within_its_interval_is_not_due(course, lessons):
    assert due(course) == {}
    assert due(course, on=datetime.date(2027, 2, 28)) == {}


def test_a_lesson_is_due_on_the_day_its_interval_is_over(course, lessons):
    LessonPage.objects.filter(pk=lessons[1].pk).update(review_months=24)
    assert due(course, on=datetime.date(2027, 3, 1)) == {"First lesson": "interval"}


def test_a_translated_lesson_is_due_once_and_its_translation_says_what_has_changed(course, lessons, act, client):
    course_in_english(course)
    change(act)
    LessonPage.objects.filter(pk=lessons[1].pk).update(checked_on=None)
    assert due(course) == {"First lesson": "changed", "Second lesson": "never"}
    assert "after the check" in client.get(english_of(lessons[0]).url).content.decode()


def test_a_month_too_short_for_the_day_ends_the_interval_on_its_last_one(course, lessons):
    LessonPage.objects.filter(pk=lessons[0].pk).update(checked_on=datetime.date(2026, 1, 31), review_months=1)
    assert due(course, on=datetime.date(2026, 2, 27)) == {}
    assert due(course, on=datetime.date(2026, 2, 28)) == {"First lesson": "interval"}


def test_a_lesson_nobody_checked_is_due(course, lessons):
    LessonPage.objects.filter(pk=lessons[1].pk).update(checked_on=None)
    assert due(course) == {"Second lesson": "never"}


def test_a_change_of_an_act_flags_exactly_the_lessons_that_name_it(course, lessons, act):
    change(act)
    assert due(course) == {"First lesson": "changed"}


def test_a_lesson_checked_since_the_change_is_flagged_no_more(course, lessons, act):
    change(act)
    LessonPage.objects.filter(pk=lessons[0].pk).update(checked_on=LATER)
    assert due(course) == {}


def test_a_change_before_the_check_flags_nothing(course, lessons, act):
    change(act, CHECKED)
    assert due(course) == {}


# --- who is told ------------------------------------------------------------------------------------


@pytest.fixture
def tell(db, django_capture_on_commit_callbacks, mailoutbox):
    """Changes an act as a form would, and gives the letters that left."""

    def told(act: LegalAct, date: datetime.date | None = LATER) -> list:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            change(act, date)
        return list(mailoutbox)

    return told


def test_the_trainer_gets_one_letter_in_text_and_html_naming_the_lesson(tell, edith, lessons, act):
    (letter,) = tell(act)
    html = letter.alternatives[0].content.replace("\N{NO-BREAK SPACE}", " ")
    assert letter.to == ["edith@example.org"]
    for text in (letter.body, html):
        assert "First lesson" in text
        assert "Second lesson" not in text
        assert f"/cms/pages/{lessons[0].pk}/edit/" in text
        assert REPORT in text


def test_a_lesson_that_names_another_changed_act_is_not_in_the_letter(tell, edith, lessons, act):
    LegalAct.objects.exclude(pk=act.pk).update(changed_on=LATER)
    (letter,) = tell(act)
    assert "Second lesson" not in letter.body


def test_the_same_date_saved_again_sends_no_second_letter(tell, edith, lessons, act):
    assert len(tell(act)) == 1
    assert tell(act) == []
    act.title = "On local self-government in Ukraine"
    assert tell(act) == []


def test_a_newer_change_sends_another_letter(tell, edith, lessons, act):
    tell(act)
    assert len(tell(act, LATER + datetime.timedelta(days=1))) == 1


def test_a_trainer_of_several_lessons_gets_one_letter_for_all(tell, edith, lessons, act):
    LegalSource.objects.create(page=lessons[1], act=act)
    (letter,) = tell(act)
    assert "First lesson" in letter.body
    assert "Second lesson" in letter.body


def test_trainers_of_other_courses_are_not_told(tell, edith, course, lessons, act):
    other = cast.make_course(course.get_parent().specific, title="Another course")
    CourseTeamMember.objects.create(page=other, user=cast.make_person("frank"))
    assert [letter.to for letter in tell(act)] == [["edith@example.org"]]


def test_nobody_is_told_where_the_lessons_were_checked_since(tell, edith, lessons, act):
    LessonPage.objects.update(checked_on=LATER)
    assert tell(act) == []
    assert not LawChangeNotice.objects.exists()


def test_nobody_is_told_when_a_date_is_taken_back(tell, edith, lessons, act):
    tell(act)
    assert tell(act, None) == []


def test_the_letter_speaks_the_trainers_language(tell, edith, lessons, act):
    edith.language = "en"
    edith.save()
    assert tell(act)[0].subject == "A law your lessons name has changed"


def test_a_letter_that_waited_until_the_lessons_were_checked_is_not_sent(edith, lessons, act, mailoutbox):
    change(act)
    LessonPage.objects.update(checked_on=LATER)
    tell_of_change_task.enqueue(LawChangeNotice.objects.get().pk)
    assert not mailoutbox


# --- the report -------------------------------------------------------------------------------------


@pytest.fixture
def as_trainer(client, edith):
    client.force_login(edith)
    return client


@pytest.fixture
def foreign(course) -> CoursePage:
    return cast.make_course(course.get_parent().specific, title="Another course")


def titles(client, **wish: str) -> list[tuple[str, str]]:
    rows = client.get(REPORT, wish).context["object_list"]
    return [(lesson.course_title, lesson.title) for lesson in rows]


def test_a_trainer_sees_the_lessons_of_their_own_courses_alone(as_trainer, course, foreign):
    assert titles(as_trainer) == [("Foundations", "First lesson"), ("Foundations", "Second lesson")]


def test_staff_see_all_lessons_and_edit_none(client, staff, course, foreign):
    client.force_login(staff)
    assert {course for course, _ in titles(client)} == {"Foundations", "Another course"}
    assert "/edit/" not in client.get(REPORT).content.decode().split("<main")[1]


def test_the_report_is_filtered_by_reason_by_course_and_by_act(as_trainer, course, foreign, lessons, act):
    LessonPage.objects.filter(pk=lessons[1].pk).update(checked_on=None)
    change(act, timezone.localdate())
    assert titles(as_trainer, reason="changed") == [("Foundations", "First lesson")]
    assert titles(as_trainer, reason="never") == [("Foundations", "Second lesson")]
    assert titles(as_trainer, act=str(act.pk)) == [("Foundations", "First lesson")]
    assert len(titles(as_trainer, course=course.key)) == 2
    assert titles(as_trainer, course=foreign.key) == []


def test_the_report_leaves_as_a_spreadsheet(as_trainer, lessons, act):
    change(act, timezone.localdate())
    response = as_trainer.get(REPORT, {"export": "csv", "reason": "changed"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert list(row.values())[:2] == ["First lesson", "Foundations"]
    assert row["Норми перевірено"] == "2026-03-01"
    assert "280/97-ВР" in text


def test_the_report_costs_the_same_however_many_lessons_are_due(as_trainer, course, django_assert_max_num_queries):
    for number in range(20):
        cast.add_lesson(course, f"Lesson {number}")
    as_trainer.get(REPORT)
    with django_assert_max_num_queries(40):
        assert len(titles(as_trainer)) == 22


# --- what a reader is told --------------------------------------------------------------------------


def law_of(client, lesson: LessonPage) -> str:
    html = client.get(lesson.url).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    return html.split('id="sources"')[1].split("</section>")[0]


def test_a_lesson_says_when_its_norms_were_checked(client, lessons):
    LessonPage.objects.get(pk=lessons[0].pk).save()
    assert "Норми перевірено 1 березня 2026" in law_of(client, lessons[0])


def test_a_lesson_says_that_nobody_checked_it_yet_with_sources_or_without(client, course):
    for lesson in LessonPage.objects.child_of(course):
        assert "ще не перевіряв" in law_of(client, lesson)


def test_a_lesson_says_which_act_has_changed_since_and_the_others_do_not(client, lessons, act):
    before = [law_of(client, lesson) for lesson in lessons]
    change(act)
    assert "Змінено 15 квітня 2026" in law_of(client, lessons[0])
    assert "Змінено" not in "".join(before) + law_of(client, lessons[1])
