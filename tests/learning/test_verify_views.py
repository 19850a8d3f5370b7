import pytest
from django.utils import timezone

from learning.models import Certificate
from learning.services.certificates import issue_certificate, reissue_certificate, revoke_certificate
from learning.services.erasure import erase_learner
from learning.views.verify import LOOKUPS_PER_MINUTE
from tests import cast

NAME = "Богдан Іванович Мельник"


@pytest.fixture
def record(bob) -> Certificate:
    return issue_certificate(enrolment=bob.enrolments.get(), holder_name=NAME, key="k")


def look_up(client, record):
    return client.get(f"/v/{record.number}/")


def test_anybody_sees_name_course_hours_date_and_issuer(client, record):
    html = look_up(client, record).content.decode()
    assert NAME in html
    assert "Foundations" in html
    assert ">3<" in html
    assert record.issuer in html
    assert "stamp--valid" in html


def test_nothing_else_about_the_person_is_told(client, record, bob, course):
    other = cast.make_course(course.get_parent().specific, title="Another course")
    cast.enrol_person(bob, other)
    bob.full_name, bob.latin_name = "Another Name", "Latin Name"
    bob.save()
    html = look_up(client, record).content.decode()
    for secret in (bob.email, "bob", "Another Name", "Latin Name", "Another course", "100 %", str(record.uuid)):
        assert secret not in html


def test_a_revoked_record_says_when_and_why(client, record, staff):
    revoke_certificate(certificate=record, reason="Issued by mistake.", by=staff)
    html = look_up(client, record).content.decode()
    assert "stamp--revoked" in html
    assert "Issued by mistake." in html
    assert str(timezone.localdate().year) in html
    assert staff.email not in html


def test_a_superseded_record_leads_to_the_newer_one(client, record, staff):
    new = reissue_certificate(certificate=record, holder_name="Богдан Мельник", reason="A typo.", by=staff)
    html = look_up(client, record).content.decode()
    assert "stamp--valid" not in html
    assert f"/v/{new.number}/" in html
    assert "stamp--valid" in look_up(client, new).content.decode()


def test_after_erasure_the_record_stays_valid_without_a_name(client, record, bob):
    erase_learner(user=bob)
    html = look_up(client, record).content.decode()
    assert "stamp--valid" in html
    assert "Мельник" not in html


@pytest.mark.parametrize("number", ["2026-999999", "nonsense", "2026-000001x", "%D0%AF", "x" * 500, "..%2f..", "'--"])
@pytest.mark.django_db
def test_a_number_nobody_has_is_not_found(client, number):
    response = client.get(f"/v/{number}/")
    assert response.status_code == 404
    assert "site-footer" in response.content.decode()


def test_no_search_engine_or_cache_keeps_it(client, record):
    response = look_up(client, record)
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "Disallow: /v/" in client.get("/robots.txt").content.decode()


def test_whoever_collects_names_is_stopped(client, record):
    for _ in range(LOOKUPS_PER_MINUTE):
        assert look_up(client, record).status_code == 200
    stopped = look_up(client, record)
    assert stopped.status_code == 429
    assert NAME not in stopped.content.decode()


def test_another_address_is_not_stopped_with_them(client, record):
    for _ in range(LOOKUPS_PER_MINUTE + 1):
        look_up(client, record)
    assert client.get(f"/v/{record.number}/", REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["2026-000148", " 2026–000148 ", "№ 2026-000148", "№2026-000148"])
def test_a_number_as_people_type_it_leads_to_its_page(client, typed):
    assert client.get("/verify/", {"number": typed}).url == "/v/2026-000148/"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["148", "two", "<script>", "2026-1", "x" * 5000])
def test_what_is_no_number_is_said_kindly(client, typed):
    response = client.get("/verify/", {"number": typed})
    assert response.status_code == 422
    assert "<script>" not in response.content.decode()


@pytest.mark.django_db
def test_checking_only_reads(client):
    assert client.post("/verify/").status_code == client.post("/v/2026-000001/").status_code == 405
    assert client.head("/verify/").status_code == 200
