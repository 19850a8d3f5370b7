"""The search, and the titles it offers while somebody types. What was asked is neither stored nor logged."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from courses.search import Question, ask
from home.academy import academy_for
from learning.rate_limits import is_too_often
from learning.selectors.pages import Neighbour
from learning.selectors.search import Findings, Ground, find, hits
from learning.selectors.vocabulary import known, titles_like
from learning.views.errors import too_many_requests
from learning.views.pages import only_ground

HITS_ON_PAGE = 10
SEARCHES_PER_MINUTE = 120
SUGGESTIONS_PER_MINUTE = 900


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = ask(request.GET.get("q", ""))
    if question and is_too_often(request, "search", limit=SEARCHES_PER_MINUTE):
        return too_many_requests(request)
    ground = ground_of(request)
    findings = find(question, ground) if question and ground else Findings()
    shown = Paginator(findings.things, HITS_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "question": question,
        "findings": findings,
        "count": len(findings.things),
        "shown": shown,
        "hits": hits(list(shown), question, ground) if shown else [],
        "correction": correction(question, findings, ground),
        "previous": neighbour(question, shown.previous_page_number()) if shown.has_previous() else None,
        "next": neighbour(question, shown.next_page_number()) if shown.has_next() else None,
    }
    response = render(request, "learning/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles for what is typed so far, as JSON: an improvement of the field, which works without it."""
    if is_too_often(request, "suggest", limit=SUGGESTIONS_PER_MINUTE):
        return JsonResponse({"titles": []}, status=429)
    ground, typed = ground_of(request), ask(request.GET.get("q", "")).text
    response = JsonResponse({"titles": titles_like(typed, ground) if ground else []})
    response["X-Robots-Tag"] = "noindex"
    return response


def ground_of(request: HttpRequest) -> Ground | None:
    only = only_ground()
    site = only.site if only else Site.find_for_request(request)
    return Ground(site, get_language(), academy_for(request).locale_codes) if site else None


def correction(question: Question, findings: Findings, ground: Ground | None) -> str:
    """What was perhaps meant, where not all of the words were found."""
    is_needed = question and ground and (findings.is_partial or not findings.things)
    return known(ground).vocabulary.correct(question) if is_needed else ""


def neighbour(question: Question, number: int) -> Neighbour:
    address = f"{reverse('search')}?{urlencode({'q': question.text, 'page': number})}"
    return Neighbour(address, _("Page %(number)d") % {"number": number})
