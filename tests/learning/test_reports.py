"""The staff's reports: numbers that add up, lists that leave as spreadsheets, and who may open them."""

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from courses.outline import course_outline
from learning import roles
from learning.learners import Learner
from learning.models import Community
from learning.selectors.overview import overview
from learning.services.certificates import issue_certificate
from learning.services.enrolment import enrol
from learning.services.erasure import erase_learner
from learning.services.sections import answer_check, complete_section
from tests import cast

OVERVIEW = reverse("learning_reports:overview")
REPORT = reverse("learning_reports:enrolments")
LISTS = [OVERVIEW, REPORT, reverse("learning_reports:enrolments_results")]


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def as_trainer(client, edith):
    client.force_login(edith)
    return client


def enrol_guest(course, key="guest"):
    return enrol(learner=Learner(guest_key=key), course=course)


def issue(person, course):
    return issue_certificate(enrolment=person.enrolments.get(), holder_name=person.full_name, key=str(uuid.uuid4()))


def rows_of(response) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def queries(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


# --- the overview -----------------------------------------------------------------------------------


def test_the_overview_counts_the_enrolled_the_active_and_the_completed(course, alice, bob):
    alice.enrolments.update(last_activity_at=timezone.now() - timedelta(days=31))
    issue(bob, course)
    view = overview(course.key)
    assert (view.enrolled, view.active, view.completed, view.records) == (2, 1, 1, 1)


def test_where_people_stop_is_told_for_each_activity_in_the_order_of_the_course(course, alice, bob):
    outline = course_outline(course)
    lesson = outline.lessons[0]
    complete_section(
        enrolment=alice.enrolments.get(), outline=outline, lesson_key=lesson.key, section_id=lesson.sections[0].id
    )
    counts = [(item.title, item.began, item.completed, item.stopped) for item in overview(course.key).activities]
    assert counts == [("First lesson", 2, 1, 1), ("Quiz", 1, 1, 0), ("Second lesson", 1, 1, 0)]


def test_answering_a_check_question_is_beginning_and_counts_once(course, alice):
    outline = course_outline(course)
    lesson, enrolment = outline.lessons[0], alice.enrolments.get()
    answer_check(enrolment=enrolment, lesson_key=lesson.key, block_id=cast.CHECK_BLOCK, answer=cast.RIGHT)
    assert overview(course.key).activities[0].began == 1
    complete_section(enrolment=enrolment, outline=outline, lesson_key=lesson.key, section_id=lesson.sections[0].id)
    assert overview(course.key).activities[0].began == 1


def test_guests_are_counted_apart_and_only_when_asked_for(as_staff, course, alice):
    enrol_guest(course)
    assert overview(course.key).enrolled == 1
    assert overview(course.key, guests=True).enrolled == 1
    assert as_staff.get(OVERVIEW).context["guests"] is None
    assert as_staff.get(OVERVIEW, {"guests": "1"}).context["guests"].enrolled == 1


def test_a_deleted_course_keeps_its_numbers(as_staff, course, bob):
    key = course.key
    course.delete()
    view = as_staff.get(OVERVIEW, {"course": key})
    assert view.context["people"].completed == 1
    assert {(item.title, item.is_current) for item in view.context["people"].activities} == {
        ("First lesson", False),
        ("Quiz", False),
        ("Second lesson", False),
    }


def test_the_overview_draws_bars_without_inline_style_or_script(as_staff, course, bob):
    html = as_staff.get(OVERVIEW).content.decode()
    main = html[html.index('class="la-figures"') : html.index("</table>", html.index("la-bars"))]
    assert "<svg" in main and "First lesson" in main
    assert "style=" not in main and "<script" not in main


def test_the_overview_is_counted_again_when_asked(as_staff, course, alice):
    assert as_staff.get(OVERVIEW).context["people"].enrolled == 1
    cast.enrol_person(cast.make_person("dora"), course)
    assert as_staff.get(OVERVIEW).context["people"].enrolled == 1
    assert as_staff.get(OVERVIEW, {"anew": "1"}).context["people"].enrolled == 2


def test_an_academy_without_courses_has_an_overview_that_says_so(as_staff):
    assert as_staff.get(OVERVIEW).status_code == 200


@pytest.mark.parametrize("url", [f"{OVERVIEW}?anew=1&guests=1", REPORT])
def test_thirty_learners_cost_as_many_queries_as_three(as_staff, course, url):
    for number in range(3):
        cast.finish_course(cast.make_person(f"first-{number}", full_name="Олена Коваль"), course)
    few = queries(as_staff, url)
    for number in range(27):
        cast.enrol_person(cast.make_person(f"more-{number}"), course)
    assert queries(as_staff, url) == few


# --- the report of enrolments -----------------------------------------------------------------------


def test_the_report_tells_who_where_and_how_far(as_staff, course, bob):
    bob.community = Community.objects.create(name="Сіверська громада")
    bob.save()
    number = issue(bob, course).number
    html = as_staff.get(REPORT).content.decode()
    for words in (bob.full_name, bob.email, "Сіверська громада", "Foundations", "100\u00a0%", number):
        assert words in html


def test_guests_are_not_in_the_report_and_the_erased_have_no_name(as_staff, course, bob):
    enrol_guest(course)
    erase_learner(user=bob)
    rows = rows_of(as_staff.get(REPORT, {"export": "csv"}))
    assert len(rows) == 1
    assert bob.full_name not in rows[0].values() and "bob@example.org" not in rows[0].values()


@pytest.mark.parametrize(("state", "names"), [("under_way", ["alice"]), ("done", ["bob"]), ("", ["alice", "bob"])])
def test_the_report_filters_by_state(as_staff, alice, bob, state, names):
    found = as_staff.get(REPORT, {"state": state, "ordering": "user__email"}).context["object_list"]
    assert [row.user.email.split("@")[0] for row in found] == names


def test_the_report_filters_by_course_and_dates(as_staff, course, alice):
    other = cast.make_course(course.get_parent().specific, title="Petitions")
    cast.enrol_person(alice, other)
    assert len(as_staff.get(REPORT, {"course": other.key}).context["object_list"]) == 1
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert len(as_staff.get(REPORT, {"last_activity_at_from": tomorrow}).context["object_list"]) == 0
    assert len(as_staff.get(REPORT, {"last_activity_at_to": tomorrow}).context["object_list"]) == 2


@pytest.mark.parametrize("query", ["коваль аліса", "АЛІСА", "Alice@EXAMPLE"])
def test_the_report_finds_names_and_addresses_in_any_case(as_staff, alice, bob, query):
    found = as_staff.get(REPORT, {"q": query}).context["object_list"]
    assert [row.user for row in found] == [alice]


def test_a_filter_that_cannot_be_shows_nobody(as_staff, alice):
    assert len(as_staff.get(REPORT, {"course": "everything"}).context["object_list"]) == 0
    assert rows_of(as_staff.get(REPORT, {"course": "everything", "export": "csv"})) == []


@pytest.mark.parametrize("ordering", ["user__full_name", "-completed_at", "record_number", "-progress_percent", "x;y"])
def test_the_report_sorts_and_bears_a_made_up_ordering(as_staff, alice, bob, ordering):
    found = as_staff.get(REPORT, {"ordering": ordering}).context["object_list"]
    assert {row.user for row in found} == {alice, bob}


def test_what_is_empty_sorts_last(as_staff, alice, bob):
    found = as_staff.get(REPORT, {"ordering": "-completed_at"}).context["object_list"]
    assert [row.user for row in found] == [bob, alice]


# --- spreadsheets -----------------------------------------------------------------------------------


def test_the_csv_opens_in_excel_and_holds_no_formula(as_staff, course, alice):
    alice.full_name = '=HYPERLINK("http://evil")'
    alice.save()
    body = b"".join(as_staff.get(REPORT, {"export": "csv"}).streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    assert b"'=HYPERLINK" in body


def test_the_xlsx_holds_texts_and_kyiv_time_and_no_formula(as_staff, course, alice):
    alice.full_name = "＝1+1\x0b"
    alice.save()
    alice.enrolments.update(last_activity_at=datetime(2026, 7, 1, 9, 30, tzinfo=UTC))
    response = as_staff.get(REPORT, {"export": "xlsx"})
    row = next(load_workbook(io.BytesIO(b"".join(response.streaming_content))).active.iter_rows(min_row=2))
    assert row[0].value == "'＝1+1"
    assert row[6].value == datetime(2026, 7, 1, 12, 30)
    assert "f" not in {cell.data_type for cell in row}


@pytest.mark.parametrize("spreadsheet_format", ["csv", "xlsx"])
def test_every_export_leaves_a_row_in_the_log_without_what_was_typed(as_staff, staff, alice, spreadsheet_format):
    as_staff.get(REPORT, {"export": spreadsheet_format, "q": "Аліса", "state": "under_way"})
    entry = ModelLogEntry.objects.get(action="learning.export")
    assert entry.user == staff
    assert entry.data == {
        "report": "enrolments",
        "format": spreadsheet_format,
        "rows": 1,
        "filters": {"state": "under_way"},
        "searched": True,
    }


def test_an_export_costs_as_many_queries_for_thirty_as_for_three(as_staff, course):
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            b"".join(as_staff.get(REPORT, {"export": "csv"}).streaming_content)
        return len(captured)

    for number in range(3):
        cast.enrol_person(cast.make_person(f"first-{number}"), course)
    few = cost()
    for number in range(27):
        cast.enrol_person(cast.make_person(f"more-{number}"), course)
    assert cost() == few


# --- who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", LISTS)
def test_learners_and_strangers_do_not_get_in(client, course, charlie, url):
    assert client.get(url).status_code == 302
    client.force_login(charlie)
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("url", LISTS)
def test_someone_in_the_admin_without_courses_is_sent_back(client, course, charlie, url):
    charlie.groups.add(Group.objects.get(name=roles.TRAINERS))
    client.force_login(charlie)
    assert client.get(url).url == reverse("wagtailadmin_home")


@pytest.mark.parametrize("url", LISTS)
def test_the_reports_are_not_posted_to(as_staff, course, url):
    assert as_staff.post(url).status_code == 405


def test_a_trainer_sees_the_own_course_and_no_other(as_trainer, course, alice):
    other = cast.make_course(course.get_parent().specific, title="Petitions")
    cast.enrol_person(cast.make_person("dora", full_name="Дора Степанівна"), other)
    html = as_trainer.get(REPORT).content.decode()
    assert alice.full_name in html and "Дора" not in html and "Petitions" not in html
    assert list(as_trainer.get(OVERVIEW).context["courses"]) == [course.key]
    assert as_trainer.get(OVERVIEW, {"course": other.key}).status_code == 404


def test_a_trainer_is_told_no_addresses(as_trainer, course, alice):
    nameless = cast.make_person("nameless")
    cast.enrol_person(nameless, course)
    html = as_trainer.get(REPORT).content.decode()
    csv_text = b"".join(as_trainer.get(REPORT, {"export": "csv"}).streaming_content).decode()
    assert "alice@" not in html + csv_text and "nameless@" not in html + csv_text
    assert len(as_trainer.get(REPORT, {"q": "nameless@"}).context["object_list"]) == 0


def test_the_menu_shows_each_person_what_they_may_open(client, edith, staff, charlie):
    def menu() -> str:
        return client.get(reverse("wagtailadmin_home")).content.decode()

    client.force_login(staff)
    assert REPORT in menu() and reverse("learning_reports:records") in menu()
    client.force_login(edith)
    assert REPORT in menu() and reverse("learning_reports:records") not in menu()
    charlie.groups.add(Group.objects.get(name=roles.TRAINERS))
    client.force_login(charlie)
    assert REPORT not in menu()
