import re

import pytest
from allauth.account.models import EmailAddress

from learning.models import Certificate, Enrolment
from learning.services.certificates import issue_certificate, reissue_certificate, revoke_certificate
from tests import cast
from tests.learning.pdf_text import pdf_text

NAME = "Богдан Іванович Мельник-Ґжицький"


@pytest.fixture
def enrolment(bob) -> Enrolment:
    return bob.enrolments.get()


@pytest.fixture
def finisher(client, bob):
    client.force_login(bob)
    return client


@pytest.fixture
def finish(enrolment) -> str:
    return f"/learn/enrolments/{enrolment.pk}/finish/"


@pytest.fixture
def record(enrolment) -> Certificate:
    return issue_certificate(enrolment=enrolment, holder_name=NAME, key="k")


def take(client, finish, name=NAME, key="form-key", **more):
    return client.post(finish, {"holder_name": name, "key": key, **more})


def test_the_finish_celebrates_and_asks_for_the_name(finisher, finish, bob):
    html = finisher.get(finish).content.decode()
    assert "Foundations" in html
    assert f'value="{bob.full_name}"' in html


def test_the_name_confirmed_gives_the_record(finisher, finish, bob):
    assert take(finisher, finish).url == finish
    record = Certificate.objects.get()
    html = finisher.get(finish).content.decode()
    assert record.number in html
    assert NAME in html
    assert f"/records/{record.number}/pdf/" in html
    bob.refresh_from_db()
    assert bob.full_name == NAME


def test_the_record_is_downloaded_as_the_same_pdf_each_time(finisher, finish):
    take(finisher, finish)
    number = Certificate.objects.get().number
    first, again = (finisher.get(f"/records/{number}/pdf/") for _ in range(2))
    assert first["Content-Type"] == "application/pdf"
    assert f"{number}.pdf" in first["Content-Disposition"]
    content = first.getvalue()
    assert content == again.getvalue()
    assert "Мельник-Ґжицький" in pdf_text(content).replace("\u2011", "-")


def test_asking_twice_gives_one_record(finisher, finish):
    for key in ("form-key", "form-key", "another tab"):
        assert take(finisher, finish, key=key).url == finish
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("name", ["王小明", "Я", "", "x" * 151])
def test_a_name_that_cannot_be_printed_is_refused_at_its_field(finisher, finish, name):
    response = take(finisher, finish, name=name)
    assert response.status_code == 422
    assert "holder_name" in response.context["form"].errors
    assert not Certificate.objects.exists()


def test_a_latin_name_that_cannot_be_printed_is_refused_at_its_own_field(finisher, finish):
    response = take(finisher, finish, latin_name="王")
    assert list(response.context["form"].errors) == ["latin_name"]


def test_a_name_is_text_and_nothing_else(finisher, finish):
    take(finisher, finish, name="Богдан <b>Мельник</b>")
    html = finisher.get(finish).content.decode()
    assert "<b>Мельник" not in html


def test_a_form_without_its_key_issues_nothing(finisher, finish):
    assert take(finisher, finish, key="").status_code == 400
    assert not Certificate.objects.exists()


def test_the_same_key_with_another_name_is_refused(finisher, finish):
    take(finisher, finish)
    assert take(finisher, finish, name="Хтось Інший").status_code == 422
    assert Certificate.objects.get().holder_name == NAME


def test_without_a_confirmed_address_there_is_no_record(finisher, finish, bob):
    EmailAddress.objects.filter(user=bob).update(verified=False)
    assert 'name="holder_name"' not in finisher.get(finish).content.decode()
    assert take(finisher, finish).status_code == 409
    assert not Certificate.objects.exists()


def test_a_guest_who_finished_is_led_to_sign_up(client, finish, enrolment):
    Enrolment.objects.filter(pk=enrolment.pk).update(user=None, guest_key="guest-key")
    session = client.session
    session["guest"] = "guest-key"
    session.save()
    assert f"/accounts/signup/?next={finish}" in client.get(finish).content.decode()
    assert take(client, finish).status_code == 409


def test_a_revoked_record_cannot_be_taken_anew(finisher, finish, record, staff):
    revoke_certificate(certificate=record, reason="Issued by mistake.", by=staff)
    assert take(finisher, finish).status_code == 409
    assert Certificate.objects.get().state == "revoked"
    assert 'name="holder_name"' not in finisher.get(finish).content.decode()


def test_an_unfinished_course_has_no_finish(client, alice):
    client.force_login(alice)
    assert client.get(f"/learn/enrolments/{alice.enrolments.get().pk}/finish/").status_code == 404


def test_somebody_elses_finish_and_record_do_not_exist(client, finish, record, charlie):
    addresses = (finish, f"/records/{record.number}/", f"/records/{record.number}/pdf/")
    for person in (None, charlie):
        if person:
            client.force_login(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert take(client, finish).status_code == 404


def test_records_are_read_only(finisher, finish, record):
    assert finisher.delete(finish).status_code == 405
    for address in (f"/records/{record.number}/", f"/records/{record.number}/pdf/"):
        assert finisher.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/records/{}/", "/records/{}/pdf/", "/my/"])
def test_records_are_not_kept_by_the_browser(finisher, record, address):
    assert finisher.get(address.format(record.number))["Cache-Control"] == "no-store, private"


def test_a_record_shows_its_code_and_where_to_check_it(finisher, record):
    html = finisher.get(f"/records/{record.number}/").content.decode()
    assert f"/v/{record.number}/" in html
    assert re.search(r'<svg role="img" aria-label="[^"]+"', html)


@pytest.mark.parametrize("act", ["revoked", "replaced"])
def test_the_holder_sees_what_became_of_a_record(finisher, record, staff, act):
    if act == "revoked":
        revoke_certificate(certificate=record, reason="Issued by mistake.", by=staff)
        expected = "Issued by mistake."
    else:
        expected = reissue_certificate(certificate=record, holder_name="Інше Ім’я", reason="A typo.", by=staff).number
    assert expected in finisher.get(f"/records/{record.number}/").content.decode()


def test_a_second_course_leads_on(finisher, finish, course):
    other = cast.make_course(course.get_parent().specific, title="Hearings")
    assert other.url in finisher.get(finish).content.decode()
