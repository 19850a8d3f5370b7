"""Small middlewares: what is packed, what a browser must not store, the admin's policy, what no database takes."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from learning.charsets import is_utf8
from learning.views.errors import bad_request, page_not_found

GetResponse = Callable[[HttpRequest], HttpResponseBase]

TEXT = re.compile(r"text/|application/(?:json|javascript|xml|[a-z]+\+xml)|image/svg")
LANGUAGE_PREFIX = "|".join(code for code, _ in settings.LANGUAGES)
PRIVATE = re.compile(rf"^/(?:(?:{LANGUAGE_PREFIX})/)?(?:my|learn|records|accounts|cms)/")
# Neither PostgreSQL nor a JSON file takes them: NUL, and halves of a surrogate pair.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Nor does a column of whole numbers hold more than 18 digits of any kind.
ENORMOUS = re.compile(r"/[0-9]{19,}(?:/|$)")
ADMIN_POLICY = {
    "default-src": "'self'",
    # Wagtail's own templates hold inline scripts and styles.
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "frame-src": " ".join(["'self'", *settings.VIDEO_FRAMES]),
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


class TextGZipMiddleware(GZipMiddleware):
    """Packs what gets smaller by it. A PDF or a picture would not, and would lose the length a browser shows."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if TEXT.match(response.get("Content-Type", "")) else response


def private_pages(get_response: GetResponse) -> GetResponse:
    """What was made for one person is kept neither on a shared phone (under the private paths) nor by a proxy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if "public" in response.get("Cache-Control", ""):
            return response
        if PRIVATE.match(request.path_info):
            response["Cache-Control"] = "no-store, private"
        elif request.session.accessed and not response.has_header("Cache-Control"):
            # Not no-store: a lesson must come back at once on the way back.
            response["Cache-Control"] = "private"
        return response

    return middleware


def admin_content_security_policy(get_response: GetResponse) -> GetResponse:
    """The admin gets a policy of its own: inline code yes, other hosts no."""
    policy = "; ".join(f"{name} {sources}" for name, sources in ADMIN_POLICY.items())

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith("/cms/"):
            response["Content-Security-Policy"] = policy
        return response

    return middleware


def refuse_unstorable_text(get_response: GetResponse) -> GetResponse:
    """400 for text that no database takes, 404 for the number of a row that none can have; before any view meets it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        drop_unstorable_cookies(request)
        if not speaks_utf8(request):
            request.encoding = "utf-8"  # the page of the error reads the address too
            return bad_request(request)
        if any(map(UNSTORABLE.search, words_of_address(request))):
            return bad_request(request)
        if ENORMOUS.search(request.path_info):
            return page_not_found(request)
        return get_response(request)

    def process_view(request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        # Only here: the check against forged forms has read the form by now, so nothing is read for our sake.
        if any(map(UNSTORABLE.search, words_of_form(request))) or is_cut_short(request):
            return bad_request(request)
        return None

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def speaks_utf8(request: HttpRequest) -> bool:
    """A charset in the Content-Type decides how the address and the form are read; browsers send UTF-8 or none."""
    return request.encoding is None or is_utf8(request.encoding)


def words_of_address(request: HttpRequest) -> Iterable[str]:
    yield request.path_info
    for name, values in request.GET.lists():
        yield from (name, *values)


def words_of_form(request: HttpRequest) -> Iterable[str]:
    """Field names and values, and names of files; never the files."""
    for name, values in request.POST.lists():
        yield from (name, *values)
    for name, files in request.FILES.lists():
        yield from (name, *(str(file.name) for file in files))


def is_cut_short(request: HttpRequest) -> bool:
    """The connection broke while the form was on its way. Half a form must not be handed in for a whole one."""
    announced, body = request.META.get("CONTENT_LENGTH", ""), getattr(request, "_body", None)
    return body is not None and announced.isdigit() and len(body) < int(announced)


def drop_unstorable_cookies(request: HttpRequest) -> None:
    """A quoted cookie can spell NUL. Such a cookie is not ours: go on as if it had not been sent."""
    bad = [name for name, value in request.COOKIES.items() if UNSTORABLE.search(value)]
    for name in bad:
        del request.COOKIES[name]
    if settings.SESSION_COOKIE_NAME in bad:
        request.session = type(request.session)()
