"""Staff and completion records: the register, revoking with a reason, re-issuing under a new number."""

import csv
import io
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning.forms.register import RevokeForm
from learning.models import Certificate
from learning.services.certificates import issue_certificate, revoke_certificate
from learning.services.drawing import draw_certificate
from learning.services.erasure import erase_learner

REGISTER = reverse("learning_reports:records")


@pytest.fixture
def record(course, bob) -> Certificate:
    return issue_certificate(enrolment=bob.enrolments.get(), holder_name=bob.full_name, key=str(uuid.uuid4()))


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def url(act: str, record: Certificate) -> str:
    return reverse(f"learning_reports:{act}", args=[record.number])


def corrected(name: str = "Богдан Іванович Мельниченко") -> dict[str, str]:
    return {"holder_name": name, "latin_name": "", "reason": "Misspelt surname"}


# --- the register -----------------------------------------------------------------------------------


def test_the_register_lists_records_with_their_state(as_staff, record):
    html = as_staff.get(REGISTER).content.decode()
    assert record.number in html and record.holder_name in html and record.course_title in html


@pytest.mark.parametrize(("state", "count"), [("valid", 0), ("revoked", 1), ("superseded", 0), ("", 1)])
def test_the_register_filters_by_state(as_staff, staff, record, state, count):
    revoke_certificate(certificate=record, reason="Issued by mistake", by=staff)
    assert len(as_staff.get(REGISTER, {"state": state}).context["object_list"]) == count


def test_the_register_finds_names_in_any_case(as_staff, record):
    assert len(as_staff.get(REGISTER, {"q": "мельник"}).context["object_list"]) == 1
    assert len(as_staff.get(REGISTER, {"q": "коваль"}).context["object_list"]) == 0


def test_the_register_leaves_as_a_spreadsheet_and_the_log_knows(as_staff, staff, record):
    revoke_certificate(certificate=record, reason="+380 was not a name", by=staff)
    body = b"".join(as_staff.get(REGISTER, {"export": "csv"}).streaming_content).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(body), delimiter=";"))[1]
    assert record.number in cells and "'+380 was not a name" in cells
    assert ModelLogEntry.objects.get(action="learning.export").data["report"] == "records"


def test_one_record_shows_every_printed_word(as_staff, record):
    html = as_staff.get(url("record", record)).content.decode()
    for words in (record.number, record.holder_name, "Foundations", "find who decides", url("revoke", record)):
        assert words in html


def test_the_drawn_pdf_can_be_taken_and_an_undrawn_one_is_not_found(as_staff, record):
    assert as_staff.get(url("record_pdf", record)).status_code == 404
    draw_certificate(record)
    response = as_staff.get(url("record_pdf", record))
    assert b"".join(response.streaming_content).startswith(b"%PDF")


# --- revoking ---------------------------------------------------------------------------------------


def test_revoking_warns_that_the_reason_is_public(as_staff, record):
    response = as_staff.get(url("revoke", record))
    field = response.context["form"]["reason"]
    assert str(RevokeForm.base_fields["reason"].help_text) in response.content.decode()
    assert field.field.required


def test_a_revoked_record_says_why_to_everybody(as_staff, client, staff, record):
    response = as_staff.post(url("revoke", record), {"reason": "Issued by mistake"})
    assert response.url == url("record", record)
    record.refresh_from_db()
    assert (record.state, record.revoked_by, record.revoke_reason) == ("revoked", staff, "Issued by mistake")
    client.logout()
    assert "Issued by mistake" in client.get(reverse("verify_record", args=[record.number])).content.decode()


def test_the_log_knows_who_revoked_and_why(as_staff, staff, record):
    as_staff.post(url("revoke", record), {"reason": "Issued by mistake"})
    entry = ModelLogEntry.objects.get(action="learning.revoke")
    assert (entry.user, entry.object_id, entry.data["reason"]) == (staff, str(record.pk), "Issued by mistake")
    assert "Issued by mistake" in as_staff.get(url("record", record)).content.decode()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 256])
def test_nothing_is_revoked_without_a_reason_that_fits(as_staff, record, reason):
    assert as_staff.post(url("revoke", record), {"reason": reason}).status_code == 200
    record.refresh_from_db()
    assert record.state == "valid"


def test_revoking_again_keeps_the_first_reason(as_staff, record):
    as_staff.post(url("revoke", record), {"reason": "First"})
    as_staff.post(url("revoke", record), {"reason": "Second"})
    record.refresh_from_db()
    assert record.revoke_reason == "First"
    assert ModelLogEntry.objects.filter(action="learning.revoke").count() == 1


# --- re-issuing -------------------------------------------------------------------------------------


def test_a_reissued_record_has_a_new_number_and_the_old_one_is_superseded(as_staff, staff, record):
    as_staff.post(url("reissue", record), corrected())
    record.refresh_from_db()
    new = record.superseded_by
    assert (record.state, new.state, new.holder_name) == ("superseded", "valid", "Богдан Іванович Мельниченко")
    assert new.number != record.number and new.issued_by == staff
    assert ModelLogEntry.objects.get(action="learning.reissue").data["supersedes"] == record.number


def test_the_new_record_is_drawn_as_soon_as_it_is_committed(as_staff, record, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_staff.post(url("reissue", record), corrected())
    record.refresh_from_db()
    assert record.superseded_by.pdf_sha256


def test_a_name_the_font_cannot_print_is_refused_with_the_reason(as_staff, record):
    response = as_staff.post(url("reissue", record), corrected("王 Мельник"))
    assert "王" in str(response.context["form"].errors["holder_name"])
    assert Certificate.objects.count() == 1


def test_a_superseded_record_is_not_reissued_again(as_staff, record):
    as_staff.post(url("reissue", record), corrected())
    assert as_staff.post(url("reissue", record), corrected()).url == url("record", record)
    assert Certificate.objects.count() == 2


def test_a_record_whose_name_was_removed_is_not_reissued(as_staff, bob, record):
    erase_learner(user=bob)
    as_staff.post(url("reissue", record), corrected())
    assert Certificate.objects.count() == 1
    assert bob.full_name not in as_staff.get(url("record", record)).content.decode()


# --- who may ----------------------------------------------------------------------------------------

ACTS = ["record", "record_pdf", "revoke", "reissue"]


@pytest.mark.parametrize("person", ["charlie", "edith", "bob"])
def test_learners_and_trainers_do_not_touch_the_register(client, request, record, person):
    client.force_login(request.getfixturevalue(person))
    for address in [REGISTER, *(url(act, record) for act in ACTS)]:
        assert client.get(address).status_code == 302
    for act in ("revoke", "reissue"):
        assert client.post(url(act, record), {**corrected()}).status_code == 302
    assert Certificate.objects.get().state == "valid"


def test_whoever_may_only_look_is_offered_and_allowed_nothing_more(client, charlie, record):
    for codename in ("access_admin", "view_certificate"):
        charlie.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(charlie)
    assert url("revoke", record) not in client.get(url("record", record)).content.decode()
    assert client.post(url("revoke", record), {"reason": "Because"}).url == reverse("wagtailadmin_home")
    assert Certificate.objects.get().state == "valid"


def test_an_unknown_number_is_not_found(as_staff, record):
    for act in ACTS:
        assert as_staff.get(reverse(f"learning_reports:{act}", args=["2020-000001"])).status_code == 404


def test_looking_changes_nothing_and_other_methods_are_refused(as_staff, record):
    for act in ("revoke", "reissue"):
        assert as_staff.get(url(act, record)).status_code == 200
        assert as_staff.put(url(act, record)).status_code == 405
    assert as_staff.post(REGISTER).status_code == 405
    assert as_staff.post(url("record", record)).status_code == 405
    assert Certificate.objects.get().state == "valid"
