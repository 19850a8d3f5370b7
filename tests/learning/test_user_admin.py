"""Users and communities in Wagtail's admin: made, changed, found, erased; and who may make whom powerful."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import ModelLogEntry

from learning import roles
from learning.learners import Learner
from learning.models import Certificate, Community, Enrolment, User
from learning.services.enrolment import enrol
from tests import cast

USERS = reverse("wagtailusers_users:index")
ADD = reverse("wagtailusers_users:add")


@pytest.fixture
def root(db) -> User:
    return User.objects.create_superuser("root@example.org", "pass-word-7")


@pytest.fixture
def administrator(db) -> User:
    """Everything short of the superuser's flag."""
    user = cast.make_person("admin")
    user.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
    return user


@pytest.fixture
def as_admin(client, administrator):
    client.force_login(administrator)
    return client


def edit_url(user: User) -> str:
    return reverse("wagtailusers_users:edit", args=[user.pk])


def fields(**changed) -> dict:
    return {
        "email": "new@example.org",
        "full_name": "Нова Людина",
        "latin_name": "",
        "language": "uk",
        "community": "",
        "password1": "",
        "password2": "",
        "is_active": "on",
        **changed,
    }


def test_an_administrator_makes_an_account_that_signs_in_with_a_code(as_admin):
    community = Community.objects.create(name="Сіверська громада")
    response = as_admin.post(ADD, fields(email="New@Example.org", community=community.pk))
    assert response.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.full_name, user.community, user.has_usable_password()) == ("Нова Людина", community, False)


def test_an_account_may_be_given_a_role_and_a_password(as_admin):
    trainers = Group.objects.get(name=roles.TRAINERS)
    as_admin.post(ADD, fields(password1="river-stone-42", password2="river-stone-42", groups=[trainers.pk]))
    user = User.objects.get(email="new@example.org")
    assert user.check_password("river-stone-42") and trainers in user.groups.all()


@pytest.mark.parametrize("address", ["charlie@example.org", "CHARLIE@example.org", "second@example.org", "no-address"])
def test_an_address_of_somebody_else_is_refused(as_admin, charlie, address):
    EmailAddress.objects.create(user=charlie, email="second@example.org", verified=True)
    response = as_admin.post(ADD, fields(email=address))
    assert response.status_code == 200 and "email" in response.context["form"].errors


def test_a_changed_address_is_confirmed_anew_and_the_former_one_opens_nothing(as_admin, charlie):
    as_admin.post(edit_url(charlie), fields(email="charlie-new@example.org"))
    charlie.refresh_from_db()
    assert charlie.email == "charlie-new@example.org"
    assert not EmailAddress.objects.filter(user=charlie).exists()


def test_a_change_of_name_leaves_the_confirmed_address_and_the_password(as_admin, charlie):
    as_admin.post(edit_url(charlie), fields(email=charlie.email, full_name="Чарлі Новий"))
    charlie.refresh_from_db()
    assert charlie.full_name == "Чарлі Новий" and charlie.check_password("pass-word-7")
    assert EmailAddress.objects.filter(user=charlie, verified=True).exists()


@pytest.mark.parametrize("page", [ADD, "edit", "delete"])
def test_the_forms_show_our_names_and_not_wagtails(as_admin, charlie, page):
    url = page if page == ADD else reverse(f"wagtailusers_users:{page}", args=[charlie.pk])
    html = as_admin.get(url).content.decode()
    assert "first_name" not in html
    assert ('name="full_name"' in html) == (page != "delete")


def test_the_list_shows_and_finds_people_by_name_and_address(as_admin, alice, charlie):
    html = as_admin.get(USERS).content.decode()
    assert alice.full_name in html and charlie.email in html
    found = as_admin.get(USERS, {"q": "КОВАЛЬ"}).context["object_list"]
    assert [user.email for user in found] == [alice.email]


@pytest.mark.parametrize("ordering", ["full_name", "-email", "community__name", "last_login"])
def test_the_list_sorts(as_admin, charlie, ordering):
    assert as_admin.get(USERS, {"ordering": ordering}).status_code == 200


def test_guests_are_never_among_users(as_admin, course):
    before = as_admin.get(USERS).context["items_count"]
    enrol(learner=Learner(guest_key="guest"), course=course)
    assert as_admin.get(USERS).context["items_count"] == before


def test_an_administrator_makes_nobody_a_superuser(as_admin, charlie):
    as_admin.post(edit_url(charlie), fields(email=charlie.email, is_superuser="on"))
    as_admin.post(ADD, fields(is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_does_not_touch_a_superuser(as_admin, root):
    form = fields(email=root.email, password1="river-stone-42", password2="river-stone-42")
    assert as_admin.post(edit_url(root), form).url == reverse("wagtailadmin_home")
    root.refresh_from_db()
    assert root.check_password("pass-word-7")


def test_a_superuser_makes_a_superuser(client, root, charlie):
    client.force_login(root)
    client.post(edit_url(charlie), fields(email=charlie.email, is_superuser="on"))
    charlie.refresh_from_db()
    assert charlie.is_superuser


def test_deleting_an_account_erases_the_person_and_keeps_the_counts(as_admin, administrator, bob):
    as_admin.post(reverse("wagtailusers_users:delete", args=[bob.pk]))
    assert not User.objects.filter(email="bob@example.org").exists()
    assert Enrolment.objects.get(completion__isnull=False).erased_at
    entry = ModelLogEntry.objects.get(action="wagtail.delete", deleted=True)
    assert entry.user == administrator and "Богдан" not in entry.label and "bob" not in entry.label


def test_deleting_several_accounts_erases_each(as_admin, alice, bob):
    url = reverse("wagtail_bulk_action", args=["learning", "user", "delete"])
    as_admin.post(f"{url}?id={alice.pk}&id={bob.pk}")
    assert set(Enrolment.objects.values_list("user", flat=True)) == {None}
    assert not Certificate.objects.exclude(holder_name="").exists()


@pytest.mark.parametrize("person", ["charlie", "edith", "staff"])
def test_nobody_else_sees_or_changes_accounts(client, request, alice, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(USERS).status_code == 302
    assert client.post(edit_url(alice), fields()).status_code == 302
    assert client.post(ADD, fields()).status_code == 302
    assert not User.objects.filter(email="new@example.org").exists()


def test_ones_own_name_is_changed_on_the_account_page(client, staff):
    client.force_login(staff)
    url = reverse("wagtailadmin_account")
    assert "first_name" not in client.get(url).content.decode()
    client.post(url, account_form(client.get(url)) | {"name_email-full_name": "Стефа Іванівна"})
    staff.refresh_from_db()
    assert staff.full_name == "Стефа Іванівна"


def account_form(page) -> dict:
    """What the page's forms would send if nothing was changed."""
    panels = [panel for tab in page.context["panels_by_tab"].values() for panel in tab]
    forms = [panel.get_form() for panel in panels if panel.name != "password"]
    bound = [field for form in forms for field in form]
    return {field.html_name: field.value() for field in bound if field.value() not in (None, "", False)}


def test_staff_keep_the_list_of_communities(client, staff):
    client.force_login(staff)
    url = reverse("wagtailsnippets_learning_community:add")
    client.post(url, {"name": "Бахмутська громада", "region": "Донецька область", "katotth": ""})
    community = Community.objects.get()
    page = client.get(reverse("wagtailsnippets_learning_community:list"), {"q": "Бахмут"})
    assert community.name in page.content.decode()
    edit = reverse("wagtailsnippets_learning_community:edit", args=[community.pk])
    client.post(edit, {"name": "Бахмут", "region": "", "katotth": "UA14"})
    community.refresh_from_db()
    assert community.name == "Бахмутська громада"  # the code is refused


def test_learners_and_trainers_keep_no_communities(client, edith):
    client.force_login(edith)
    client.post(reverse("wagtailsnippets_learning_community:add"), {"name": "X", "region": "", "katotth": ""})
    assert not Community.objects.exists()
