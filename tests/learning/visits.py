"""Visitors of every role at one address, and every address there is."""

from collections.abc import Iterator

from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver

from courses.models import CourseIndexPage
from learning.learners import GUEST_SESSION_KEY
from learning.models import User
from tests.cast import CHOICE_QUESTION, RIGHT

ROLES = ("anonymous", "guest", "alice", "charlie", "edith", "staff", "administrator")
STRANGERS, LEARNERS = {"anonymous", "guest"}, {"alice", "charlie"}
SIGNED_IN = {*LEARNERS, "edith", "staff", "administrator"}
ALL, OFFICE = set(ROLES), {"staff", "administrator"}
ADMIN = {"edith", *OFFICE}
ANSWER = {f"q-{CHOICE_QUESTION}": RIGHT, f"was-{CHOICE_QUESTION}": "", "key": "form-key", "self": "1"}
NAME = {"holder_name": "Аліса Коваль", "key": "issue-key", "reason": "A typo."}


def visitor(user: User | None, role: str) -> Client:
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    if role == "guest":
        session = client.session
        session[GUEST_SESSION_KEY] = "guest-key"
        session.save()
    return client


def new_course() -> dict[str, object]:
    return {"title": "New course", "catalogue": CourseIndexPage.objects.get().pk}


def status(user: User | None, role: str, method: str, address: str) -> int:
    """What this visitor gets; whatever it changed is undone."""
    try:
        with transaction.atomic():
            data = {**ANSWER, **NAME, **new_course()} if method == "post" and "/accounts/" not in address else None
            found = getattr(visitor(user, role), method)(address, data).status_code
            transaction.set_rollback(True)
    finally:
        cache.clear()
    return found


def named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from named(item, space + (f"{item.namespace}:" if item.namespace else ""))
        elif item.name:
            yield space + item.name, item
