"""A consultation form, and what a browser sends from it."""

import html as entities
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client

from home import spam
from home.models import ConsultationField, ConsultationPage, ConsultationRequest, HomePage

# What the browser calls the field «Громада», which the editor added.
COMMUNITY = ConsultationField(label="Громада").get_field_clean_name()
FILLED_IN = {
    "name": "Марія Ковальчук",
    "email": "maria@example.net",
    "phone": "",
    "topic": "Конфлікти й діалог",
    "question": "Як скликати збори, якщо староста проти?",
    "consent": "on",
    COMMUNITY: "Сіверська",
}


def make_form(**fields: Any) -> ConsultationPage:
    page = ConsultationPage(
        title="Попросити консультацію", slug="ask", topics="Громадський контроль\nКонфлікти й діалог"
    )
    for name, value in fields.items():
        setattr(page, name, value)
    page.form_fields = [ConsultationField(label="Громада", field_type="singleline", required=False)]
    HomePage.objects.get().add_child(instance=page)
    return page


def stamp_of(age: timedelta = timedelta(minutes=5)) -> str:
    """As the form had it when it was opened so long ago."""
    with pytest.MonkeyPatch.context() as patch:
        now = signing.time.time()
        patch.setattr(signing.time, "time", lambda: now - age.total_seconds())
        return spam.new_stamp().text


def ask(client: Client, address: str = "/ask/", **fields: Any) -> HttpResponse:
    """Nothing is sent for a field that is None."""
    data = {"stamp": stamp_of(), **FILLED_IN, **fields}
    return client.post(address, {name: value for name, value in data.items() if value is not None})


def make_request(**fields: Any) -> ConsultationRequest:
    stamp = spam.new_stamp()
    words = {name: FILLED_IN[name] for name in ("name", "email", "phone", "topic", "question")}
    return ConsultationRequest.objects.create(
        key=stamp.key, language="uk", **{**words, "form_data": {"Громада": "Сіверська"}, **fields}
    )


def said(response: HttpResponse) -> str:
    """The page as it is read, so that quotes and apostrophes are what they look like."""
    return entities.unescape(response.content.decode()).replace("\u00a0", " ")
