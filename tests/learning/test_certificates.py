import uuid
from decimal import Decimal

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from wagtail.models import ModelLogEntry

from courses.models import CourseOutcome
from learning.errors import KeyReused, NotYetEarned, UnprintableName
from learning.models import Certificate, CourseCompletion, Enrolment, RegisterCounter
from learning.services.certificates import issue_certificate, next_number, reissue_certificate, revoke_certificate
from learning.services.drawing import draw_certificate
from tests.cast import finish_course, make_person

NAME = "Ґалаґан-Їжакевич Єлизавета Іларіонівна"


@pytest.fixture
def finished(bob):
    return Enrolment.objects.get(user=bob)


@pytest.fixture
def record(finished):
    return issue_certificate(enrolment=finished, holder_name=NAME, key="first")


def test_a_record_holds_every_word_it_prints(record, course):
    assert record.holder_name == NAME
    assert record.course_title == course.title
    assert record.outcomes == ["find who decides"]
    assert record.fraction == 1
    assert record.state == "valid"


def test_asking_twice_gives_the_same_record(finished, record):
    assert issue_certificate(enrolment=finished, holder_name=NAME, key="first") == record
    assert issue_certificate(enrolment=finished, holder_name=NAME, key="second") == record
    assert Certificate.objects.count() == 1


def test_the_same_key_with_another_name_is_refused(finished, record):
    with pytest.raises(KeyReused):
        issue_certificate(enrolment=finished, holder_name="Somebody Else", key="first")


def test_no_record_before_the_course_is_finished(alice):
    with pytest.raises(NotYetEarned):
        issue_certificate(enrolment=alice.enrolments.get(), holder_name=NAME, key="k")


def test_no_record_without_a_confirmed_address(bob, finished):
    EmailAddress.objects.filter(user=bob).update(verified=False)
    with pytest.raises(NotYetEarned):
        issue_certificate(enrolment=finished, holder_name=NAME, key="k")
    assert not RegisterCounter.objects.exists()


@pytest.mark.parametrize("name", ["", "Я", "王小明", "Ім’я\x00", "x" * 151, "Іван\u202eнаві"])
def test_a_name_that_cannot_be_printed_is_refused_with_the_reason(finished, name):
    with pytest.raises(UnprintableName) as refusal:
        issue_certificate(enrolment=finished, holder_name=name, key="k")
    assert str(refusal.value)
    assert not Certificate.objects.exists()


def test_register_numbers_have_no_gaps_even_when_an_issue_fails(course, bob, record):
    with pytest.raises(RuntimeError), transaction.atomic():
        next_number(record.issued_at.year)
        raise RuntimeError
    carol = finish_course(make_person("carol"), course)
    second = issue_certificate(enrolment=carol, holder_name="Керол Іванівна", key="k")
    assert [record.number[5:], second.number[5:]] == ["000001", "000002"]


def test_a_revoked_record_says_when_and_why_and_is_never_deleted(record, staff):
    revoke_certificate(certificate=record, reason="Issued by mistake.", by=staff)
    again = revoke_certificate(certificate=record, reason="Another reason.", by=staff)
    assert again.state == "revoked"
    assert again.revoke_reason == "Issued by mistake."


def test_a_corrected_record_gets_a_new_number_and_the_old_one_says_superseded(record, staff):
    new = reissue_certificate(certificate=record, holder_name="Інше Ім’я", reason="A typo.", by=staff)
    record.refresh_from_db()
    assert record.state == "superseded"
    assert new.supersedes == record
    assert new.number != record.number
    assert Certificate.objects.current().get() == new


def test_a_record_is_replaced_only_once(record, staff):
    reissue_certificate(certificate=record, holder_name="Інше Ім’я", reason="A typo.", by=staff)
    with pytest.raises(NotYetEarned):
        reissue_certificate(certificate=record, holder_name="Ще Інше", reason="Again.", by=staff)
    assert Certificate.objects.count() == 2


def test_a_later_edit_of_the_course_or_profile_changes_no_record(record, course, bob):
    course.title = "Renamed"
    course.save()
    bob.full_name = "Renamed"
    bob.save()
    record.refresh_from_db()
    assert (record.course_title, record.holder_name) == ("Foundations", NAME)


def test_the_pdf_is_drawn_once_and_keeps_its_hash(record):
    first = draw_certificate(record)
    again = draw_certificate(Certificate.objects.get(pk=record.pk))
    assert first.pdf.name == again.pdf.name
    assert len(first.pdf_sha256) == 64
    assert first.pdf.read(5) == b"%PDF-"


def test_two_drawing_at_once_agree_on_the_first(record):
    stale = Certificate.objects.get(pk=record.pk)
    first = draw_certificate(record)
    second = draw_certificate(stale)
    assert second.pdf.name == first.pdf.name
    assert len(list(second.pdf.storage.listdir(str(record.issued_at.year))[1])) >= 1


def test_a_record_for_every_key_belongs_to_one_enrolment_only(course, bob, record):
    carol = finish_course(make_person("carol"), course)
    other = issue_certificate(enrolment=carol, holder_name="Керол Іванівна", key="first")
    assert other != record
    assert uuid.UUID(str(other.uuid)) != record.uuid


def test_hours_and_outcomes_are_those_of_the_day_the_course_was_finished(finished, course):
    course.hours, course.ects = Decimal(90), Decimal(3)
    course.outcomes.set([CourseOutcome(text="do something else")])
    course.save_revision().publish()
    late = issue_certificate(enrolment=finished, holder_name=NAME, key="late")
    assert (late.hours, late.ects, late.outcomes) == (Decimal(3), None, ["find who decides"])


def test_a_completion_from_before_they_were_kept_takes_them_from_the_course(finished):
    completion = finished.completion
    kept = {key: value for key, value in completion.outline.items() if key not in ("hours", "ects", "outcomes")}
    CourseCompletion.objects.update(outline=kept)
    late = issue_certificate(enrolment=finished, holder_name=NAME, key="late")
    assert (late.hours, late.outcomes) == (Decimal(3), ["find who decides"])


def test_an_issue_leaves_one_audit_row(bob, finished, record):
    issue_certificate(enrolment=finished, holder_name=NAME, key="again")
    entry = ModelLogEntry.objects.get(action="learning.issue")
    assert (entry.user, entry.label) == (bob, record.number)
