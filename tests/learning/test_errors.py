import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from learning.urls import handler400, handler403, handler404, handler500, urlpatterns
from learning.views import errors

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def broken(request) -> HttpResponse:
    raise RuntimeError("a secret of the machine")


urlpatterns = [path("broken/", broken), *urlpatterns]


@pytest.mark.django_db
def test_a_missing_page_says_so_and_shows_the_way_on(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert b"site-footer" in response.content
    assert b"noindex" in response.content


@pytest.mark.django_db
def test_a_form_from_another_site_is_refused_in_our_words():
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert b"site-footer" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.permission_denied, 403), (errors.too_many_requests, 429)],
)
def test_every_refusal_has_its_page(client, view, status):
    request = client.get("/accounts/login/").wsgi_request
    response = view(request)
    assert response.status_code == status
    assert response.content.decode().count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.urls("tests.learning.test_errors")
def test_a_defect_shows_a_page_and_never_a_traceback(client):
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert b"a secret of the machine" not in response.content


def test_the_page_of_a_defect_needs_no_database():
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert b"look/look.css" in response.content
