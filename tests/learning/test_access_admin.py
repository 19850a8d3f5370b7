"""Who may enter which room of Wagtail's own admin, by hand, for each role. A group that is in no table fails it."""

import re

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, reverse
from wagtail.models import Collection, Locale, Site

from courses.models import CoursePage, LegalAct, Term
from learning import roles
from learning.models import CommentTemplate, Community
from tests import cast
from tests.learning.test_access_table import TABLE
from tests.learning.visits import ADMIN, ALL, OFFICE, ROLES, named, status, visitor

# Wagtail's own admin, by the beginning of the name (the longest one counts): who may enter; nobody else gets a page.
WAGTAILS: dict[str, set[str]] = {
    "wagtail_bulk_action": {"edith", "administrator"},
    "simple_translation:": {"edith", "administrator"},
    "wagtailadmin_account": ADMIN,
    "wagtailadmin_api:": ADMIN,
    "wagtailadmin_block_preview": ADMIN,
    "wagtailadmin_choose_page": ADMIN,
    "wagtailadmin_collections:": {"administrator"},
    "wagtailadmin_dismissibles": ADMIN,
    "wagtailadmin_editing_sessions:": ADMIN,
    "wagtailadmin_error_test": set(),
    "wagtailadmin_explore": {"edith", "administrator"},
    "wagtailadmin_home": ADMIN,
    "wagtailadmin_javascript_catalog": ALL,
    "wagtailadmin_login": set(),
    "wagtailadmin_logout": ADMIN,
    "wagtailadmin_pages:": {"edith", "administrator"},
    "wagtailadmin_password_reset": set(),
    "wagtailadmin_reports:": {"edith", "administrator"},
    "wagtailadmin_reports:locked_pages": {"administrator"},
    "wagtailadmin_reports:page_types_usage": {"administrator"},
    "wagtailadmin_reports:site_history": ADMIN,
    "wagtailadmin_sprite": ALL,
    "wagtailadmin_tag": ADMIN,
    "wagtailadmin_workflows:": {"administrator"},
    "wagtailadmin_workflows:task_cho": ADMIN,
    "wagtaildocs:": {"edith", "administrator"},
    "wagtaildocs_chooser:": ADMIN,
    "wagtailembeds:": ADMIN,
    "wagtailforms:": {"edith", "administrator"},
    "wagtailimages:": {"edith", "administrator"},
    "wagtailimages_chooser:": ADMIN,
    "wagtaillocales:": {"administrator"},
    "wagtailredirects:": {"administrator"},
    "wagtailsettings:": {"administrator"},
    "wagtailsites:": {"administrator"},
    "wagtailsnippetchoosers_": ADMIN,
    "wagtailsnippets:": ADMIN,
    "wagtailsnippets_courses_legalact:": {"edith", "administrator"},
    "wagtailsnippets_courses_term:": {"edith", "administrator"},
    "wagtailsnippets_learning_commenttemplate:": {"edith", "administrator"},
    "wagtailsnippets_learning_community:": OFFICE,
    "wagtailsnippets_quizzes_bankquestion:": {"edith", "administrator"},
    "wagtailsnippets_quizzes_banktopic:": {"edith", "administrator"},
    "wagtailusers_groups:": {"administrator"},
    "wagtailusers_users:": {"administrator"},
}

# To whoever enters the admin these say no more than titles, and do nothing.
HARMLESS = {
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:move_confirm",
}


def group_of(name: str) -> str | None:
    return max((prefix for prefix in WAGTAILS if name.startswith(prefix)), key=len, default=None)


def test_every_named_address_is_in_one_of_the_tables():
    names = {name for name, _ in named(get_resolver())}
    assert {name for name in names if name not in TABLE and group_of(name) is None} == set()
    assert set(TABLE) <= names
    assert {group_of(name) for name in names - set(TABLE)} == set(WAGTAILS)


@pytest.fixture
def objects(people, course, world) -> dict[str, object]:
    """For Wagtail's addresses: values by the beginning of the name and by the name of the part."""
    return {
        "wagtailusers_users:": people["charlie"].pk,
        "wagtailusers_groups:": Group.objects.get(name=roles.STAFF).pk,
        "wagtailsites:": Site.objects.get().pk,
        "wagtaillocales:": Locale.objects.first().pk,
        "wagtailadmin_collections:": Collection.objects.last().pk,
        "wagtailsnippets_learning_commenttemplate:": CommentTemplate.objects.create(title="More", text="Say why.").pk,
        "wagtailsnippets_learning_community:": Community.objects.create(name="Сіверська громада").pk,
        "wagtailsnippets_quizzes_banktopic:": cast.bank_topic("Budget").pk,
        "wagtailsnippets_quizzes_bankquestion:": cast.bank_question(cast.bank_topic("Petitions")).pk,
        "wagtailsnippets_courses_term:": Term.objects.create(word="quorum", slug="kvorum", definition="Least.").pk,
        "wagtailsnippets_courses_legalact:": LegalAct.objects.create(title="On local self-government").pk,
        "simple_translation:": course.pk,
        "wagtailadmin_pages:": course.pk,
        "wagtailadmin_explore": course.pk,
    }


WORDS = {
    "app_label": "courses",
    "app_name": "courses",
    "content_type_app_name": "courses",
    "model_name": "coursepage",
    "content_type_model_name": "lessonpage",
    "action": "delete",
    "action_name": "approve",
}


def address_of(name: str, pattern: URLPattern, objects: dict[str, object]) -> str | None:
    """With the values this kind of part usually has; nothing where they do not fit."""
    key = objects.get(group_of(name), 1)
    parts = {part: WORDS.get(part, key) for part in pattern.pattern.regex.groupindex or pattern.pattern.converters}
    if name == "wagtailsettings:edit":
        parts = {"app_name": "home", "model_name": "academysettings"}
    try:
        return reverse(name, kwargs=parts)
    except Exception:  # noqa: BLE001  a part of another kind
        return None


@pytest.mark.parametrize("role", ROLES)
def test_wagtails_admin_keeps_out_whom_the_table_does_not_name(people, objects, role):
    surprises = []
    for name, pattern in named(get_resolver()):
        if name in TABLE or role in (ADMIN if name in HARMLESS else WAGTAILS[group_of(name)]):
            continue
        for method in ("get", "post"):
            address = address_of(name, pattern, objects)
            if address and (got := status(people[role], role, method, address)) < 300:
                surprises.append(f"{method} {name}: {got}")
    assert not surprises, "\n".join(surprises)


FIRST_PAGES = {
    "wagtailadmin_home": ADMIN,
    "wagtailadmin_collections:index": {"administrator"},
    "wagtailadmin_reports:site_history": ADMIN,
    "wagtailadmin_workflows:index": {"administrator"},
    "wagtaildocs:index": {"edith", "administrator"},
    "wagtailimages:index": {"edith", "administrator"},
    "wagtailredirects:index": {"administrator"},
    "wagtailsites:index": {"administrator"},
    "wagtailsnippets_courses_legalact:list": {"edith", "administrator"},
    "wagtailsnippets_courses_legalact:add": {"edith", "administrator"},
    "wagtailsnippets_courses_term:list": {"edith", "administrator"},
    "wagtailsnippets_courses_term:add": {"edith", "administrator"},
    "wagtailsnippets_learning_commenttemplate:list": {"edith", "administrator"},
    "wagtailsnippets_learning_commenttemplate:add": {"edith", "administrator"},
    "wagtailsnippets_learning_community:list": OFFICE,
    "wagtailsnippets_quizzes_bankquestion:list": {"edith", "administrator"},
    "wagtailsnippets_quizzes_bankquestion:add": {"edith", "administrator"},
    "wagtailsnippets_quizzes_banktopic:list": {"edith", "administrator"},
    "wagtailsnippets_quizzes_banktopic:add": {"edith", "administrator"},
    "wagtailusers_groups:index": {"administrator"},
    "wagtailusers_users:index": {"administrator"},
}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reaches_the_rooms_of_their_work(people, role):
    got = {name: status(people[role], role, "get", reverse(name)) == 200 for name in FIRST_PAGES}
    assert got == {name: role in who for name, who in FIRST_PAGES.items()}


def pages_of_a_page() -> list[str]:
    """Every address of Wagtail's that is about one page and needs nothing else."""
    found = []
    for name, pattern in named(get_resolver()):
        if (
            name not in HARMLESS
            and name.startswith("wagtailadmin_pages:")
            and [*pattern.pattern.converters]
            in (
                ["page_id"],
                ["page_to_move_id"],
            )
        ):
            found.append(name)
    return found


def test_a_trainer_works_on_their_own_course_alone(people, course):
    other = cast.make_course(course.get_parent().specific, title="Another course")
    edith = people["edith"]
    own, foreign = (
        {name for name in pages_of_a_page() if status(edith, "edith", "get", reverse(name, args=[page.pk])) == 200}
        for page in (course, other)
    )
    assert {"wagtailadmin_pages:edit", "wagtailadmin_pages:history"} <= own
    assert foreign == set()
    assert status(edith, "edith", "post", reverse("wagtailadmin_pages:edit", args=[other.pk])) == 302
    assert CoursePage.objects.get(pk=other.pk).title == "Another course"


@pytest.mark.parametrize("role", ["staff", "charlie"])
def test_nobody_else_edits_any_course(people, course, role):
    pages = {
        name for name in pages_of_a_page() if status(people[role], role, "get", reverse(name, args=[course.pk])) == 200
    }
    assert pages == set()


def test_every_room_of_the_office_has_a_title(people, world):
    administrator = visitor(people["administrator"], "administrator")
    rooms = [(name, thing) for name, rows in TABLE.items() if name.startswith("learning_reports:") for thing, _ in rows]
    addresses = [reverse(name, args=[world[part] for part in thing.parts]) for name, thing in rooms]
    titles = [title_of(response) for response in map(administrator.get, addresses) if is_page(response)]
    assert len(titles) > 20 and not [title for title in titles if not title or title.startswith("-")]


def is_page(response: HttpResponse) -> bool:
    """Whole: lists also send their rows alone."""
    is_html = response["Content-Type"].startswith("text/html")
    return response.status_code == 200 and is_html and "<html" in response.text


def title_of(page: HttpResponse) -> str:
    return " ".join(re.search(r"<title[^>]*>(.*?)</title>", page.text, re.DOTALL)[1].split())
