import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from learning.charsets import defuse, with_harmless_charsets

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=UTF-8", f"{FORM}; charset=no-such-thing", ""])
def test_what_browsers_send_stays_as_it_is(content_type):
    assert defuse(content_type) == content_type


@pytest.mark.parametrize("charset", ["hex", "idna", '"utf-16"', "raw_unicode_escape"])
def test_any_other_charset_is_made_harmless(charset):
    assert defuse(f"{FORM}; Charset={charset}; x=1") == f"{FORM}; Charset=latin-1; x=1"


@pytest.mark.parametrize("charset", ["hex", "idna", "raw_unicode_escape"])
def test_django_can_read_what_is_left(charset):
    environ = RequestFactory().post("/?q=%5Cud800", b"login=x", content_type=FORM).environ
    environ["CONTENT_TYPE"] = f"{FORM}; charset={charset}"
    request = with_harmless_charsets(lambda environ, _: WSGIRequest(environ))(environ, None)
    assert request.GET["q"] == "\\ud800"
    assert request.encoding == "latin-1"
