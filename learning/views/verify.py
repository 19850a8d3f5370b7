"""Anybody checks a completion record by its number. Nothing about the person but the name on it."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.models import Certificate
from learning.rate_limits import is_too_often
from learning.views.errors import too_many_requests

NUMBER = re.compile(r"^\d{4}-\d{6,9}$")
# More than a hall of people would look up in a minute from one address: somebody is collecting names.
LOOKUPS_PER_MINUTE = 60


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    number = request.GET.get("number", "").strip().replace("–", "-").lstrip("№ ")
    if not number:
        return render(request, "learning/verify.html")
    if NUMBER.match(number):
        return redirect("verify_record", number)
    complaint = _("A record number is a year, a hyphen and six digits, for example 2026-000148.")
    return render(request, "learning/verify.html", {"number": number[:40], "complaint": complaint}, status=422)


@require_safe
def verify_record(request: HttpRequest, number: str) -> HttpResponse:
    if is_too_often(request, "verify", limit=LOOKUPS_PER_MINUTE):
        return too_many_requests(request)
    certificate = Certificate.objects.filter(number=number).select_related("superseded_by").first()
    response = render(
        request,
        "learning/verify_record.html",
        {"record": certificate, "number": number[:40]},
        status=200 if certificate else 404,
    )
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
