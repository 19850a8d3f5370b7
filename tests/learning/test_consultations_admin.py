"""Staff read what people ask, answer it, and take it out as a spreadsheet."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import ConsultationRequest
from learning.models import User
from learning.services.consultations import answer_consultation
from tests.consultations import FILLED_IN, make_form, make_request

LIST = reverse("learning_reports:consultations")


@pytest.fixture
def asked(course) -> ConsultationRequest:
    return make_request(asked_from=course, asked_from_title=course.title)


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def url(act: str, asked: ConsultationRequest) -> str:
    return reverse(f"learning_reports:{act}", args=[asked.pk])


def rows(response) -> list:
    return list(response.context["object_list"])


def test_the_list_shows_who_asks_and_from_where_and_no_questions(as_staff, asked):
    html = as_staff.get(LIST).content.decode()
    for words in (asked.name, asked.topic, "Foundations", url("consultation", asked)):
        assert words in html
    assert asked.question not in html


def test_the_menu_leads_to_the_list(as_staff, asked):
    assert LIST in as_staff.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(("state", "count"), [("open", 1), ("answered", 1), ("forgotten", 1), ("", 3), ("x", 0)])
def test_the_list_filters_by_state(as_staff, staff, asked, state, count):
    answer_consultation(consultation=make_request(), by=staff)
    make_request()
    ConsultationRequest.objects.filter(pk=ConsultationRequest.objects.latest("pk").pk).forget(at=timezone.now())
    assert len(rows(as_staff.get(LIST, {"state": state}))) == count


def test_the_list_filters_by_topic_and_day(as_staff, asked):
    make_request(topic="Громадський контроль", submit_time=timezone.now() - timezone.timedelta(days=9))
    assert rows(as_staff.get(LIST, {"topic": asked.topic})) == [asked]
    assert rows(as_staff.get(LIST, {"submit_time_from": timezone.localdate().isoformat()})) == [asked]


@pytest.mark.parametrize(("words", "count"), [("ковальчук", 1), ("MARIA@", 1), ("староста", 1), ("петро", 0)])
def test_the_list_finds_names_contacts_and_questions(as_staff, asked, words, count):
    assert len(rows(as_staff.get(LIST, {"q": words}))) == count


def test_a_request_is_found_by_the_number_its_person_was_told(as_staff, asked):
    later = make_request()
    assert later in rows(as_staff.get(LIST, {"q": str(later.pk)}))
    assert asked not in rows(as_staff.get(LIST, {"q": str(later.pk)}))


def test_the_newest_stand_first(as_staff, asked):
    later = make_request()
    assert rows(as_staff.get(LIST)) == [later, asked]


def test_a_spreadsheet_holds_everything_calculates_nothing_and_the_log_knows(as_staff, staff, asked):
    ConsultationRequest.objects.update(question='=HYPERLINK("http://x.example")', name="+380")
    answer_consultation(consultation=asked, by=staff, note="@all")
    body = b"".join(as_staff.get(LIST, {"export": "csv", "q": "380"}).streaming_content).decode("utf-8-sig")
    heads, cells = csv.reader(io.StringIO(body), delimiter=";")
    row = dict(zip(heads, cells, strict=True))
    assert {'\'=HYPERLINK("http://x.example")', "'+380", "'@all", "Громада: Сіверська", str(staff)} <= set(cells)
    assert len(row) == len(cells) == 14
    entry = ModelLogEntry.objects.get(action="learning.export")
    assert (entry.data["report"], entry.data["rows"], entry.data["searched"]) == ("consultations", 1, True)


def test_the_other_spreadsheet_can_be_taken_too(as_staff, asked):
    response = as_staff.get(LIST, {"export": "xlsx"})
    assert b"".join(response.streaming_content).startswith(b"PK")


def test_the_list_costs_the_same_for_many(as_staff, asked, django_assert_max_num_queries):
    for _ in range(15):
        make_request()
    as_staff.get(LIST)
    with django_assert_max_num_queries(16):
        as_staff.get(LIST)


def test_one_request_shows_the_question_its_context_and_the_way_to_answer(as_staff, asked, course):
    html = as_staff.get(url("consultation", asked)).content.decode()
    for words in (
        asked.question,
        "Сіверська",
        f'href="mailto:{asked.email}"',
        f'href="{course.url}"',
        url("answer_consultation", asked),
    ):
        assert words in html


def test_what_people_wrote_is_text(as_staff, db):
    asked = make_request(name="<script>x</script>", question="<img src=x>")
    html = as_staff.get(url("consultation", asked)).content.decode()
    assert "<script>x" not in html and "<img src=x" not in html


def test_it_is_answered_and_opened_again(as_staff, staff, asked):
    response = as_staff.post(url("answer_consultation", asked), {"note": "Called back."}, follow=True)
    html = response.content.decode()
    assert "Called back." in html and url("reopen_consultation", asked) in html
    assert url("answer_consultation", asked) not in html
    asked.refresh_from_db()
    assert (asked.answered_by, asked.answer_note) == (staff, "Called back.")
    assert "Called back." in as_staff.get(url("answer_consultation", asked)).content.decode()
    as_staff.post(url("reopen_consultation", asked))
    asked.refresh_from_db()
    assert asked.state == "open"


def test_who_comes_second_is_told(as_staff, asked):
    for _ in range(2):
        response = as_staff.post(url("answer_consultation", asked), {"note": ""}, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["warning"]


def test_a_note_that_is_too_long_comes_back(as_staff, asked):
    response = as_staff.post(url("answer_consultation", asked), {"note": "x" * 2001})
    assert response.context["form"].errors["note"]
    asked.refresh_from_db()
    assert asked.state == "open"


def test_an_advertisement_is_deleted(as_staff, asked):
    assert as_staff.post(url("delete_consultation", asked)).url == LIST
    assert not ConsultationRequest.objects.exists()


def test_looking_changes_nothing(as_staff, asked):
    for act in ("answer_consultation", "reopen_consultation", "delete_consultation"):
        assert as_staff.get(url(act, asked)).status_code == 200
    asked.refresh_from_db()
    assert asked.state == "open"


def test_who_may_only_read_is_offered_nothing_to_do(client, asked, charlie):

    charlie.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_consultationrequest"]))
    client.force_login(charlie)
    html = client.get(url("consultation", asked)).content.decode()
    assert asked.question in html
    assert url("delete_consultation", asked) not in html and url("answer_consultation", asked) not in html
    assert client.post(url("delete_consultation", asked)).status_code == 302
    assert ConsultationRequest.objects.exists()


def test_wagtails_own_list_of_forms_does_not_show_them(client, course):
    page = make_form()
    make_request(page_id=page.pk)
    client.force_login(User.objects.create_superuser("boss@example.org", "x"))
    assert page.title not in client.get(reverse("wagtailforms:index")).content.decode()
    for name in ("list_submissions", "delete_submissions"):
        assert client.get(reverse(f"wagtailforms:{name}", args=[page.pk])).status_code == 302


def test_the_form_can_be_edited(client, course):
    page = make_form()
    client.force_login(User.objects.create_superuser("boss@example.org", "x"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert FILLED_IN["topic"] in html and "Громада" in html
