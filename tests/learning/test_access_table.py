"""Who may do what, by hand: every named address of the resolver, for each role, by GET and POST, on own and foreign
things. An address of ours that is not in the table fails it; so does a group of Wagtail's own admin.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import PageViewRestriction

from courses.models import CoursePage, LessonPage
from learning import roles
from learning.learners import GUEST_SESSION_KEY
from learning.models import Enrolment, User
from learning.services.attempts import start_attempt
from learning.services.certificates import issue_certificate
from quizzes.models import QuizPage
from tests import cast
from tests.cast import CHECK_BLOCK, CHOICE_QUESTION, REFLECTION, RIGHT

ROLES = ("anonymous", "guest", "alice", "charlie", "edith", "staff", "administrator")
STRANGERS, LEARNERS = {"anonymous", "guest"}, {"alice", "charlie"}
SIGNED_IN = {*LEARNERS, "edith", "staff", "administrator"}
ALL, OFFICE = set(ROLES), {"staff", "administrator"}
ADMIN = {"edith", *OFFICE}
# To the page to sign in, or with a word back to the first page of the admin.
SENT_AWAY = (302, 302)
ANSWER = {f"q-{CHOICE_QUESTION}": RIGHT, f"was-{CHOICE_QUESTION}": "", "key": "form-key", "self": "1"}
NAME = {"holder_name": "Аліса Коваль", "key": "issue-key", "reason": "A typo.", "title": "New course"}


@dataclass(frozen=True)
class Thing:
    """What an address is about: the names of its parts in the world, and whose it is ("" for nobody's)."""

    owner: str = ""
    parts: tuple[str, ...] = ()


def of(owner: str, *parts: str) -> Thing:
    return Thing(owner, parts)


ALICES = {"running": of("alice", "running"), "done": of("alice", "done"), "finished": of("alice", "finished")}
GUESTS = {
    "running": of("guest", "guests_running"),
    "done": of("guest", "guests_done"),
    "finished": of("guest", "guests_finished"),
}

# name -> [(thing, {who: (status of GET, status of POST)})]. "owner" and "others" are relative to the thing's owner.
Rows = list[tuple[Thing, dict]]


def owned(kind: str, get: tuple, post: tuple, *more: str) -> Rows:
    """(status for the owner, for everybody else) by GET and by POST."""
    found = []
    for things in (ALICES, GUESTS):
        thing = things[kind]
        expected = {"owner": (get[0], post[0]), "others": (get[1], post[1])}
        found.append((of(thing.owner, *thing.parts, *more), expected))
    return found


def anybody(get: int, post: int, *parts: str) -> Rows:
    return [(of("", *parts), {"anybody": (get, post)})]


def doors(parts: tuple = (), **who: tuple[int, int]) -> Rows:
    return [(of("", *parts), who)]


def for_signed_in(get: int, post: int) -> Rows:
    return doors(signed_in=(get, post), strangers=SENT_AWAY)


def for_strangers(get: int, post: int) -> Rows:
    return doors(strangers=(get, post), signed_in=SENT_AWAY)


def of_the_office(get: int, post: int, *parts: str) -> Rows:
    return doors(parts, office=(get, post), edith=SENT_AWAY, learners=SENT_AWAY, strangers=SENT_AWAY)


def of_the_admin(get: int, post: int, *parts: str) -> Rows:
    return doors(parts, admin=(get, post), learners=SENT_AWAY, strangers=SENT_AWAY)


def of_administrators(get: int, post: int, *parts: str) -> Rows:
    rest = dict.fromkeys(("staff", "edith", "learners", "strangers"), SENT_AWAY)
    return doors(parts, administrator=(get, post), **rest)


TABLE: dict[str, Rows] = {
    # --- learning ---
    "section_done": anybody(405, 302, "lesson", "section"),
    "check_answer": anybody(405, 302, "lesson", "check"),
    "quiz_start": anybody(405, 302, "quiz"),
    "attempt": [*owned("running", (200, 404), (405, 405)), *owned("done", (302, 404), (405, 405))],
    "attempt_save": [*owned("running", (405, 405), (302, 404)), *owned("done", (405, 405), (302, 404))],
    "attempt_submit": [*owned("running", (405, 405), (302, 404)), *owned("done", (405, 405), (302, 404))],
    "attempt_check": owned("running", (405, 405), (302, 404), "choice"),
    "attempt_result": [*owned("done", (200, 404), (405, 405)), *owned("running", (302, 404), (405, 405))],
    "attempt_compare": owned("done", (405, 405), (302, 404), "reflection"),
    "finish": [
        (of("alice", "finished"), {"owner": (200, 302), "others": (404, 404)}),
        # A record needs a confirmed address.
        (of("guest", "guests_finished"), {"owner": (200, 409), "others": (404, 404)}),
    ],
    "settle": owned("finished", (405, 405), (302, 404)),
    "record": [(of("alice", "record"), {"owner": (200, 405), "others": (404, 405)})],
    "record_pdf": [(of("alice", "record"), {"owner": (200, 405), "others": (404, 405)})],
    "my_learning": anybody(200, 405),
    "profile": for_signed_in(200, 422),
    "download_data": doors(signed_in=(200, 405), strangers=SENT_AWAY),
    "delete_account": for_signed_in(200, 422),
    "join_guest": anybody(302, 302),
    "verify": anybody(200, 405),
    "verify_record": anybody(200, 405, "record"),
    # --- the site ---
    "admin_login": doors(strangers=(302, 405), signed_in=(403, 405)),
    "healthz": anybody(200, 405),
    "readyz": anybody(200, 405),
    "robots": anybody(200, 405),
    "sitemap": anybody(200, 200),
    "theme": anybody(405, 302),
    "picture": anybody(404, 404, "nowhere"),
    "wagtail_serve": [
        *anybody(200, 405, "course_path"),
        *anybody(200, 405, "lesson_path"),
        *anybody(200, 405, "quiz_path"),
    ],
    "wagtailcore_login": doors(strangers=(302, 405), signed_in=(403, 405)),
    "wagtailcore_authenticate_with_password": anybody(405, 200, "restriction", "course"),
    "wagtaildocs_serve": anybody(404, 404, "nothing", "nowhere"),
    "wagtaildocs_authenticate_with_password": anybody(405, 404, "restriction"),
    # --- accounts ---
    "account_login": for_strangers(200, 200),
    "account_logout": for_signed_in(200, 302),
    "account_inactive": anybody(200, 405),
    "account_signup": for_strangers(200, 200),
    "account_reauthenticate": for_signed_in(200, 200),
    "account_email": for_signed_in(200, 302),
    "account_email_verification_sent": anybody(302, 302),
    "account_change_password": for_signed_in(200, 200),
    "account_set_password": anybody(302, 302),  # everybody here has one
    "account_reset_password": anybody(200, 200),
    "account_confirm_login_code": anybody(302, 302),  # nobody here waits for a code
    "account_confirm_password_reset_code": anybody(302, 302),
    "account_complete_password_reset": anybody(302, 302),
    "account_password_reset_completed": anybody(200, 405),
    "account_request_login_code": for_strangers(200, 200),
    # --- our part of the admin ---
    "preview_mark": doors(admin=(405, 422), learners=(405, 302), strangers=(405, 302)),
    "learning_reports:new_course": doors(
        edith=(200, 302), administrator=(200, 302), staff=SENT_AWAY, learners=SENT_AWAY, strangers=SENT_AWAY
    ),
    "learning_reports:overview": of_the_admin(200, 405),
    "learning_reports:enrolments": of_the_admin(200, 405),
    "learning_reports:enrolments_results": of_the_admin(200, 405),
    "learning_reports:story": of_the_office(200, 405, "finished"),
    "learning_reports:records": of_the_office(200, 405),
    "learning_reports:records_results": of_the_office(200, 405),
    "learning_reports:record": of_the_office(200, 405, "record"),
    "learning_reports:record_pdf": of_the_office(200, 405, "record"),
    "learning_reports:revoke": of_the_office(200, 302, "record"),
    "learning_reports:reissue": of_the_office(200, 302, "record"),
}

# Wagtail's own admin, by the beginning of the name (the longest one counts): who may enter; nobody else gets a page.
WAGTAILS: dict[str, set[str]] = {
    "wagtail_bulk_action": {"edith", "administrator"},
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
    "wagtailsnippets_learning_community:": OFFICE,
    "wagtailusers_groups:": {"administrator"},
    "wagtailusers_users:": {"administrator"},
}


# --- the world ------------------------------------------------------------------------------------


@pytest.fixture
def people(course, charlie, edith, staff) -> dict[str, User | None]:
    administrator = cast.make_person("administrator")
    administrator.groups.add(Group.objects.get(name=roles.ADMINISTRATORS))
    alice = cast.make_person("alice", full_name="Аліса Коваль")
    known = {"alice": alice, "charlie": charlie, "edith": edith, "staff": staff, "administrator": administrator}
    return {"anonymous": None, "guest": None, **known}


@pytest.fixture
def world(people, course, quiz) -> dict[str, object]:
    """Values for the parts of addresses. alice and the guest have finished, and have begun the quiz once more."""
    quiz.feedback_timing = "at_once"
    quiz.save_revision().publish()
    lesson = LessonPage.objects.child_of(course).first()
    finished = cast.finish_course(people["alice"], course)
    record = issue_certificate(enrolment=finished, holder_name="Аліса Коваль", key="first")
    guests = finish_as_guest(course)
    hidden = cast.add_lesson(CoursePage.objects.get(pk=course.pk), "Hidden")
    restriction = PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")
    return {
        "lesson": lesson.pk,
        "section": lesson.body[0].id,
        "check": CHECK_BLOCK,
        "quiz": quiz.pk,
        "course": course.pk,
        "choice": CHOICE_QUESTION,
        "reflection": REFLECTION,
        "record": record.number,
        **attempts("", finished, quiz),
        **attempts("guests_", guests, quiz),
        "course_path": course.url.lstrip("/"),
        "lesson_path": lesson.url.lstrip("/"),
        "quiz_path": quiz.url.lstrip("/"),
        "restriction": restriction.pk,
        "nothing": 999,
        "nowhere": "nowhere.png",
    }


def finish_as_guest(course) -> Enrolment:
    maker = cast.make_person("maker")
    enrolment = cast.finish_course(maker, course)
    Enrolment.objects.filter(pk=enrolment.pk).update(user=None, guest_key="guest-key")
    maker.delete()
    return Enrolment.objects.get(pk=enrolment.pk)


def attempts(prefix: str, enrolment: Enrolment, quiz: QuizPage) -> dict[str, int]:
    """The submitted one got an answer to its reflection, so that it can be compared."""
    done = enrolment.attempts.get()
    done.responses.create(question_id=REFLECTION, question_digest="x", answer="My thoughts.")
    running = start_attempt(enrolment=enrolment, quiz=quiz, key="running")
    return {f"{prefix}finished": enrolment.pk, f"{prefix}done": done.pk, f"{prefix}running": running.pk}


def visitor(user: User | None, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    if role == "guest":
        session = client.session
        session[GUEST_SESSION_KEY] = "guest-key"
        session.save()
    return client


def status(user: User | None, role: str, method: str, address: str) -> int:
    """What this visitor gets; whatever it changed is undone."""
    try:
        with transaction.atomic():
            data = {**ANSWER, **NAME} if method == "post" and "/accounts/" not in address else None
            found = getattr(visitor(user, role), method)(address, data).status_code
            transaction.set_rollback(True)
    finally:
        cache.clear()
    return found


# --- our own addresses -----------------------------------------------------------------------------


def expected(row: dict, thing: Thing, role: str) -> tuple[int, int]:
    """The most particular entry of the row for this role."""
    wider = {
        "owner": role == thing.owner,
        "others": bool(thing.owner),
        role: True,
        "office": role in OFFICE,
        "admin": role in ADMIN,
        "learners": role in LEARNERS,
        "strangers": role in STRANGERS,
        "signed_in": role in SIGNED_IN,
        "anybody": True,
    }
    return next(row[who] for who, applies in wider.items() if applies and who in row)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_table_says(people, world, role):
    surprises = []
    for name, rows in TABLE.items():
        for thing, row in rows:
            address = reverse(name, args=[world[part] for part in thing.parts])
            got = tuple(status(people[role], role, method, address) for method in ("get", "post"))
            if got != expected(row, thing, role):
                surprises.append(f"{name} {thing.owner or '-'}: {got}, not {expected(row, thing, role)}")
    assert surprises == []


# --- Wagtail's admin -------------------------------------------------------------------------------


def named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from named(item, space + (f"{item.namespace}:" if item.namespace else ""))
        elif item.name:
            yield space + item.name, item


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
    from wagtail.models import Collection, Locale, Site

    from courses.models import LegalAct
    from learning.models import Community

    return {
        "wagtailusers_users:": people["charlie"].pk,
        "wagtailusers_groups:": Group.objects.get(name=roles.STAFF).pk,
        "wagtailsites:": Site.objects.get().pk,
        "wagtaillocales:": Locale.objects.first().pk,
        "wagtailadmin_collections:": Collection.objects.last().pk,
        "wagtailsnippets_learning_community:": Community.objects.create(name="Сіверська громада").pk,
        "wagtailsnippets_courses_legalact:": LegalAct.objects.create(title="On local self-government").pk,
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
def test_wagtails_admin_lets_in_whom_the_table_says(people, objects, role):
    surprises = []
    for name, pattern in named(get_resolver()):
        address = None if name in TABLE else address_of(name, pattern, objects)
        if not address:
            continue
        for method in ("get", "post"):
            got = status(people[role], role, method, address)
            if got < 300 and role not in WAGTAILS[group_of(name)]:
                surprises.append(f"{method} {name}: {got}")
    assert surprises == []


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
    "wagtailsnippets_learning_community:list": OFFICE,
    "wagtailusers_groups:index": {"administrator"},
    "wagtailusers_users:index": {"administrator"},
}


@pytest.mark.parametrize("role", ROLES)
def test_everybody_reaches_the_rooms_of_their_work(people, role):
    got = {name: status(people[role], role, "get", reverse(name)) == 200 for name in FIRST_PAGES}
    assert got == {name: role in who for name, who in FIRST_PAGES.items()}


# Says only, to whoever enters the admin, that no workflow runs.
HARMLESS = "wagtailadmin_pages:confirm_workflow_cancellation"


def pages_of_a_page() -> list[str]:
    """Every address of Wagtail's that is about one page and needs nothing else."""
    found = []
    for name, pattern in named(get_resolver()):
        if (
            name != HARMLESS
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
