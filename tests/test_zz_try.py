import pytest
from wagtail.models import Page, Site, Locale

def test_a(db):
    assert Page.objects.count() and Site.objects.count()

@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("n", range(4))
def test_t(n):
    Page.objects.first(); assert Locale.objects.count()
    Site.objects.all().delete()

def test_b(db):
    assert Site.objects.count() == 1

@pytest.mark.parametrize("n", range(3))
def test_browser(page, n, live_server):
    page.goto("/healthz")
    assert page.content()
    Site.objects.all().delete()

def test_c(db):
    assert Site.objects.count() == 1
