import pytest
from django.urls import reverse

from home.models import AcademySettings, StandardPage
from home.planting import plant_site
from learning.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return plant_site()


@pytest.fixture
def admin(client, home):
    client.force_login(User.objects.create_superuser("edith@example.org", "a long password"))
    return client


def test_the_front_page_can_be_edited(admin, home):
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200


def test_a_standard_page_can_be_edited(admin):
    page = StandardPage.objects.first()
    assert admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_academy_can_be_edited(admin):
    row = AcademySettings.of_default_site()
    response = admin.get(reverse("wagtailsettings:edit", args=["home", "academysettings", row.site_id]))
    assert response.status_code == 200
    assert "Academy of Local Democracy" in response.content.decode()


def test_a_preview_carries_the_content_checks_and_a_public_page_does_not(admin, home):
    public = admin.get("/")
    preview = home.make_preview_request(original_request=public.wsgi_request)
    assert "wagtail-userbar" in preview.content.decode()
    assert "wagtail-userbar" not in public.content.decode()
