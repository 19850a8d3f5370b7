"""Small doors of the site: theme, language, the admin's login, health, robots."""

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_GET, require_POST, require_safe
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

YEAR = 60 * 60 * 24 * 365
THEMES = ("light", "dark")
PERSONAL = ("my", "learn", "records", "v", "accounts")


def safe_next(request: HttpRequest, fallback: str = "/") -> str:
    """Where the form came from, never off this host."""
    target = request.POST.get("next") or request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return fallback


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = redirect(safe_next(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    else:
        response.delete_cookie("theme")
    return response


@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """One login for everybody. Whoever is signed in and sent here may not open the admin: say so, do not loop."""
    if request.user.is_authenticated:
        return render(request, "403.html", status=403)
    target = urlencode({"next": request.GET.get("next", reverse("wagtailadmin_home"))})
    return redirect(f"{reverse('account_login')}?{target}")


@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Database and cache answer; an exception here is a 500, which is the message."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.set("readyz", "ok", 5)
    ready = cache.get("readyz") == "ok"
    return JsonResponse({"ready": ready}, status=200 if ready else 503)


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Old browsers ask here and take no SVG; the others read in the page where their icon is."""
    return redirect(static("look/favicon.ico"))


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """What is somebody's own is closed to search engines, under the address of every language."""
    others = [f"/{code}" for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    closed = [f"{start}/{path}/" for start in ("", *others) for path in PERSONAL]
    lines = "".join(f"Disallow: {path}\n" for path in ("/cms/", *closed))
    body = f"User-agent: *\n{lines}Sitemap: {request.build_absolute_uri(reverse('sitemap'))}\n"
    return HttpResponse(body, content_type="text/plain")


def editor_words(request: HttpRequest) -> HttpResponse:
    """In place of Wagtail's own view, which knows no translations of its scripts but those that Wagtail brings."""
    return get_localized_response(JavaScriptCatalog.as_view(), request)
