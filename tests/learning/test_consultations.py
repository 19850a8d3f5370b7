"""A consultation request after it was asked: who is told, what is kept for how long, whose it is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import ConsultationRequest
from learning.consultation_letters import people_who_answer
from learning.errors import NoLongerPossible
from learning.models import User
from learning.selectors.personal_data import personal_data
from learning.services.consultations import answer_consultation, delete_consultation, reopen_consultation
from learning.services.erasure import erase_learner
from tests.consultations import FILLED_IN, ask, make_form, make_request

PERSONAL = (FILLED_IN["name"], FILLED_IN["email"], FILLED_IN["question"], "Сіверська")


@pytest.fixture
def request_(db) -> ConsultationRequest:
    return make_request()


def forget(*arguments: str) -> str:
    out = StringIO()
    call_command("forget_old_consultations", *arguments, stdout=out)
    return out.getvalue()


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


# --- letters ----------------------------------------------------------------------------------------


def test_the_staff_are_told_once_when_the_request_is_stored_and_not_before(
    client, course, staff, mailoutbox, django_capture_on_commit_callbacks
):
    make_form()
    with django_capture_on_commit_callbacks(execute=True):
        ask(client)
        assert not mailoutbox
    (letter,) = mailoutbox
    assert letter.to == [staff.email]


def test_a_form_sent_twice_brings_one_letter(client, course, staff, mailoutbox, django_capture_on_commit_callbacks):
    make_form()
    stamp = ask(client, question="").context["form"].stamp.text
    with pytest.MonkeyPatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("home.spam.QUICKEST", timedelta(seconds=-1))
        ask(client, stamp=stamp)
        ask(client, stamp=stamp)
    assert len(mailoutbox) == 1


def told(mailoutbox, capture, **fields):
    with capture(execute=True):
        asked = make_request(**fields)
    return asked, mailoutbox


def test_the_letter_says_where_to_read_and_repeats_nothing(staff, mailoutbox, django_capture_on_commit_callbacks):
    asked, (letter,) = told(mailoutbox, django_capture_on_commit_callbacks, asked_from_title="Перший урок")
    html = letter.alternatives[0].content
    for words in (letter.body, html):
        assert f"/cms/learning/consultations/{asked.pk}/" in words
        assert "Перший урок" in words and FILLED_IN["topic"] in words
    for personal in PERSONAL:
        assert personal not in letter.subject + letter.body + html


def test_everybody_is_told_alone_and_in_their_language(staff, mailoutbox, django_capture_on_commit_callbacks):
    User.objects.filter(pk=staff.pk).update(language="en")
    other = User.objects.create_user("other@example.org")
    other.groups.set(staff.groups.all())
    _, letters = told(mailoutbox, django_capture_on_commit_callbacks)
    assert sorted(letter.to for letter in letters) == [["other@example.org"], ["staff@example.org"]]
    assert [letter.subject.split(" №")[0] for letter in letters] == ["Consultation request", "Запит на консультацію"]


def test_only_those_are_told_who_may_answer(staff, edith, charlie):
    gone = User.objects.create_user("gone@example.org", is_active=False)
    gone.groups.set(staff.groups.all())
    assert list(people_who_answer()) == [staff]


def test_where_nobody_may_answer_a_superuser_is_told(db):
    boss = User.objects.create_superuser("boss@example.org", "x")
    assert list(people_who_answer()) == [boss]


def test_a_request_that_is_gone_brings_no_letter(staff, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_request().delete()
    assert not mailoutbox


def test_a_change_of_a_request_brings_no_letter(request_, staff, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer_consultation(consultation=request_, by=staff)
    assert not mailoutbox


# --- answered ---------------------------------------------------------------------------------------


def test_an_answer_keeps_who_when_and_the_note(request_, staff):
    at = timezone.now()
    answered = answer_consultation(consultation=request_, by=staff, note="By phone.", at=at)
    answered.refresh_from_db()
    assert (answered.state, answered.answered_at, answered.answered_by) == ("answered", at, staff)
    assert answered.answer_note == "By phone."


def test_of_two_who_answer_the_first_stays(request_, staff, charlie):
    answer_consultation(consultation=request_, by=staff, note="First.")
    with pytest.raises(NoLongerPossible):
        answer_consultation(consultation=request_, by=charlie, note="Second.")
    request_.refresh_from_db()
    assert (request_.answered_by, request_.answer_note) == (staff, "First.")


def test_a_mark_is_taken_back_and_the_note_stays(request_, staff):
    answer_consultation(consultation=request_, by=staff, note="Called, nobody there.")
    reopened = reopen_consultation(consultation=request_, by=staff)
    assert (reopened.state, reopened.answered_by) == ("open", None)
    assert reopened.answer_note == "Called, nobody there."
    with pytest.raises(NoLongerPossible):
        reopen_consultation(consultation=request_, by=staff)


def test_the_log_knows_what_was_done_and_no_person_who_asked(request_, staff):
    answer_consultation(consultation=request_, by=staff, note="For Марія Ковальчук.")
    reopen_consultation(consultation=request_, by=staff)
    delete_consultation(consultation=request_, by=staff)
    entries = ModelLogEntry.objects.order_by("pk")
    acts = ["answered", "reopened", "deleted"]
    assert [entry.action for entry in entries] == [f"learning.consultation_{act}" for act in acts]
    assert {entry.user for entry in entries} == {staff}
    assert not [entry for entry in entries if any(words in f"{entry.label}{entry.data}" for words in PERSONAL)]
    assert not ConsultationRequest.objects.exists()


# --- how long ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answered", "forgotten"),
    [(800, 366, True), (800, 364, False), (731, None, True), (729, None, False), (400, 300, False)],
)
def test_a_request_is_kept_as_long_as_promised_and_no_longer(db, asked, answered, forgotten):
    row = make_request(submit_time=days_ago(asked), answered_at=days_ago(answered) if answered else None)
    assert forget().endswith(f"{int(forgotten)}\n")
    row.refresh_from_db()
    assert (row.name == "") is forgotten


def test_what_is_left_of_an_old_request_can_be_counted_and_names_nobody(db, staff, charlie, course):
    make_request(
        submit_time=days_ago(800), answered_at=days_ago(700), answered_by=staff, answer_note="x", user=charlie,
        phone="+380501234567", asked_from=course, asked_from_title=course.title,
    )  # fmt: skip
    forget()
    row = ConsultationRequest.objects.values().get()
    assert row["topic"] == FILLED_IN["topic"] and row["asked_from_title"] == course.title
    assert (row["user_id"], row["form_data"]) == (None, {})
    assert [row[name] for name in ("name", "email", "phone", "question", "answer_note")] == [""] * 5


def test_a_second_night_finds_nothing_and_keeps_the_date(db):
    row = make_request(submit_time=days_ago(800))
    forget()
    first = ConsultationRequest.objects.get(pk=row.pk).forgotten_at
    assert forget().endswith("0\n")
    assert ConsultationRequest.objects.get(pk=row.pk).forgotten_at == first


def test_an_academy_may_keep_less(db):
    make_request(submit_time=days_ago(40))
    assert forget("--unanswered-days", "30").endswith("1\n")


# --- whose it is ------------------------------------------------------------------------------------


def test_a_person_downloads_what_they_asked_and_nobody_elses(alice, charlie):
    make_request(user=alice)
    make_request(user=charlie, question="Not hers.")
    (mine,) = personal_data(alice)["consultations"]
    assert mine["question"] == FILLED_IN["question"] and mine["more"] == {"Громада": "Сіверська"}


def test_the_download_is_a_file(client, alice):
    make_request(user=alice)
    client.force_login(alice)
    assert FILLED_IN["question"] in client.get("/my/data.json").content.decode()


def test_the_end_of_an_account_takes_the_person_out_of_what_they_asked(alice, charlie):
    row, other = make_request(user=alice), make_request(user=charlie)
    erase_learner(user=alice)
    row.refresh_from_db()
    assert (row.state, row.name, row.question, row.user) == ("forgotten", "", "", None)
    other.refresh_from_db()
    assert other.state == "open"


def test_a_staff_member_who_leaves_stays_no_name_in_the_requests(request_, staff):
    answer_consultation(consultation=request_, by=staff)
    erase_learner(user=staff)
    request_.refresh_from_db()
    assert (request_.state, request_.answered_by) == ("answered", None)


@pytest.mark.parametrize("wrong", [{"email": "", "phone": ""}, {"forgotten_at": timezone.now()}])
def test_the_database_refuses_what_cannot_be(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(**wrong)
