"""What a person sees when something cannot be done: plain words, the HTTP status, and never a traceback."""

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also django-allauth's answer to its rate limits, as `handler429` of the URL configuration."""
    return render(request, "429.html", status=429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open for too long, or cookies switched off. What was typed is behind “Back”."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Whatever broke may be broken for the page too: no context processor, no database, only the template."""
    event = secrets.token_hex(3)
    logger.error("Event %s: %s %s", event, request.method, request.path)
    return HttpResponse(get_template("500.html").render({"event": event}), status=500)
