import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from learning.middleware import UNSTORABLE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/kursy%00/", "/?q=%00", "/?%00=1", "/accounts/login/?next=%00"])
def test_nul_in_the_address_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_nul_in_a_form_is_refused(client):
    assert client.post("/accounts/login/", {"login": "a\x00@example.org"}).status_code == 400
    assert client.post("/accounts/login/", {"lo\x00gin": "a@example.org"}).status_code == 400


def test_nul_in_a_field_beside_a_file_is_refused(client):
    data = {"login": "\x00", "file": SimpleUploadedFile("a.txt", b"\x00\x00 files may hold anything")}
    assert client.post("/accounts/login/", data).status_code == 400
    assert client.post("/accounts/login/", {**data, "login": "x"}).status_code == 200


def test_half_a_surrogate_pair_is_unstorable():
    assert UNSTORABLE.search("a\ud800b")
    assert not UNSTORABLE.search("a\U0001f600b")


@pytest.mark.parametrize("charset", ["utf-16", "raw_unicode_escape", "latin-1"])
def test_a_form_in_a_charset_no_browser_sends_is_refused(client, charset):
    content_type = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.post("/accounts/login/?q=%5Cud800", b"login=x", content_type=content_type).status_code == 400


def test_broken_percent_signs_in_the_address_are_no_defect(client):
    assert client.get("/accounts/login/?next=%ff%fe&%zz=%").status_code == 200
    assert client.get("/%ff%fe/").status_code == 404


def test_a_session_cookie_that_spells_nul_is_as_good_as_none(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "abcdefgh\x00ijklmn"
    assert client.get("/accounts/login/").status_code == 200


@pytest.mark.parametrize("address", ["/my/", "/en/my/", "/accounts/login/", "/cms/", "/records/2026-000001/"])
def test_private_pages_are_not_kept_by_the_browser(client, address):
    assert client.get(address)["Cache-Control"] == "no-store, private"


def test_the_admin_has_a_policy_without_other_hosts(client):
    policy = client.get("/cms/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in client.get("/accounts/login/")["Content-Security-Policy"]
