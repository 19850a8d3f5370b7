"""Who may do what, by hand: every named address of ours, for each role, by GET and POST, on own and foreign things.

An address that is not in this table and not in that of test_access_admin.py fails the test there.
"""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.learning.visits import ADMIN, LEARNERS, OFFICE, ROLES, SIGNED_IN, STRANGERS, status

# To the page to sign in, or with a word back to the first page of the admin.
SENT_AWAY = (302, 302)


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


def of_its_trainers(get: int, post: int, *parts: str) -> Rows:
    """Of those who may publish the page."""
    rest = {"staff": (404, post if post == 405 else 404), "learners": SENT_AWAY, "strangers": SENT_AWAY}
    return doors(parts, edith=(get, post), administrator=(get, post), **rest)


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
    "attempt_beat": [*owned("running", (405, 405), (200, 404)), *owned("done", (405, 405), (302, 404))],
    "attempt_check": owned("running", (405, 405), (302, 404), "choice"),
    "attempt_switch": [
        *owned("running", (405, 405), (302, 404), "choice"),
        *owned("done", (405, 405), (302, 404), "choice"),
    ],
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
    "search": anybody(200, 405),
    "search_suggest": anybody(200, 405),
    # --- the site ---
    "admin_login": doors(strangers=(302, 405), signed_in=(403, 405)),
    "healthz": anybody(200, 405),
    "readyz": anybody(200, 405),
    "favicon": anybody(302, 405),
    "news_atom": anybody(200, 200),  # Django answers a POST as a GET
    "news_rss": anybody(200, 200),
    "robots": anybody(200, 405),
    "sitemap": anybody(200, 200),
    "theme": anybody(405, 302),
    "picture": anybody(404, 404, "nowhere"),
    # Wagtail answers a POST as a GET.
    "wagtail_serve": [
        *anybody(200, 200, "course_path"),
        *anybody(200, 200, "lesson_path"),
        *anybody(200, 200, "quiz_path"),
        # Nothing was filled in.
        *anybody(200, 422, "ask_path"),
    ],
    "wagtailcore_login": doors(strangers=(302, 405), signed_in=(403, 405)),
    "wagtailcore_authenticate_with_password": anybody(200, 200, "restriction", "course"),
    "wagtaildocs_serve": anybody(404, 404, "nothing", "nowhere"),
    "wagtaildocs_authenticate_with_password": anybody(404, 404, "restriction"),
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
    "learning_reports:import_course": doors(
        edith=(200, 422), administrator=(200, 422), staff=SENT_AWAY, learners=SENT_AWAY, strangers=SENT_AWAY
    ),
    "learning_reports:export_course": doors(
        ("course",),
        edith=(200, 200),
        administrator=(200, 200),
        staff=(404, 404),
        learners=SENT_AWAY,
        strangers=SENT_AWAY,
    ),
    "learning_reports:try_course": of_its_trainers(200, 302, "course"),
    "learning_reports:try_page": of_its_trainers(200, 302, "course", "lesson"),
    "learning_reports:quiz_paper": of_its_trainers(200, 405, "quiz"),
    "learning_reports:copy_course": doors(
        ("course",),
        edith=(200, 302),
        administrator=(200, 302),
        staff=(404, 404),
        learners=SENT_AWAY,
        strangers=SENT_AWAY,
    ),
    # Nobody said into which course.
    "learning_reports:copy_lesson": doors(
        ("lesson",),
        edith=(200, 422),
        administrator=(200, 422),
        staff=(404, 404),
        learners=SENT_AWAY,
        strangers=SENT_AWAY,
    ),
    "learning_reports:completability": of_the_admin(200, 405),
    "learning_reports:questions_template": of_the_admin(200, 405),
    **dict.fromkeys(
        ("learning_reports:import_into_quiz", "learning_reports:export_of_quiz"),
        doors(
            ("quiz",),
            edith=(200, 422),
            administrator=(200, 422),
            staff=(404, 404),
            learners=SENT_AWAY,
            strangers=SENT_AWAY,
        ),
    ),
    **dict.fromkeys(
        ("learning_reports:import_into_topic", "learning_reports:export_of_topic"),
        doors(
            ("topic",),
            edith=(200, 422),
            administrator=(200, 422),
            staff=(404, 404),
            learners=SENT_AWAY,
            strangers=SENT_AWAY,
        ),
    ),
    "learning_reports:insert_question": doors(
        ("bank_question",),
        edith=(200, 422),
        administrator=(200, 422),
        staff=SENT_AWAY,
        learners=SENT_AWAY,
        strangers=SENT_AWAY,
    ),
    "learning_reports:quiz_bank": doors(
        ("quiz",),
        edith=(200, 422),
        administrator=(200, 422),
        staff=SENT_AWAY,
        learners=SENT_AWAY,
        strangers=SENT_AWAY,
    ),
    "learning_reports:overview": of_the_admin(200, 405),
    "learning_reports:enrolments": of_the_admin(200, 405),
    "learning_reports:enrolments_results": of_the_admin(200, 405),
    "learning_reports:overrides": of_the_admin(200, 405),
    "learning_reports:overrides_results": of_the_admin(200, 405),
    "learning_reports:enrolment_overrides": of_the_admin(200, 405, "finished"),
    # Nothing is granted by an empty form.
    "learning_reports:override": of_the_admin(200, 422, "finished", "quiz_key"),
    "learning_reports:story": of_the_office(200, 405, "finished"),
    "learning_reports:health": of_the_admin(200, 405),
    "learning_reports:health_results": of_the_admin(200, 405),
    "learning_reports:quiz_health": of_the_admin(200, 405, "quiz"),
    "learning_reports:count_health": of_the_admin(405, 302, "quiz"),
    "learning_reports:reflections": of_the_admin(200, 405),
    "learning_reports:reflections_results": of_the_admin(200, 405),
    # Nothing was said.
    "learning_reports:reflection": of_the_admin(200, 422, "open_answer"),
    "learning_reports:law_reviews": of_the_admin(200, 405),
    "learning_reports:law_reviews_results": of_the_admin(200, 405),
    "learning_reports:records": of_the_office(200, 405),
    "learning_reports:records_results": of_the_office(200, 405),
    "learning_reports:record": of_the_office(200, 405, "record"),
    "learning_reports:record_pdf": of_the_office(200, 405, "record"),
    "learning_reports:revoke": of_the_office(200, 302, "record"),
    "learning_reports:reissue": of_the_office(200, 302, "record"),
    "learning_reports:quiz_impact": of_its_trainers(200, 405, "quiz"),
    "learning_reports:publish_quiz": of_its_trainers(200, 302, "quiz", "revision"),
    "learning_reports:question_impact": of_its_trainers(200, 405, "bank_question"),
    "learning_reports:publish_question": of_its_trainers(200, 302, "bank_question", "bank_revision"),
    "learning_reports:regrade": of_its_trainers(200, 422, "quiz"),
    "learning_reports:regrading": of_its_trainers(200, 405, "regrading"),
    "learning_reports:consultations": of_the_office(200, 405),
    "learning_reports:consultations_results": of_the_office(200, 405),
    "learning_reports:consultation": of_the_office(200, 405, "consultation"),
    "learning_reports:answer_consultation": of_the_office(200, 302, "consultation"),
    "learning_reports:reopen_consultation": of_the_office(200, 302, "consultation"),
    "learning_reports:delete_consultation": of_the_office(200, 302, "consultation"),
}


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
    assert not surprises, "\n".join(surprises)
