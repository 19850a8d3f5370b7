"""A wish that cannot be met: one plain page with the reason, the right status, and the way back."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from learning.errors import LearningError


def refuse(request: HttpRequest, reason: LearningError | str, *, back: str, status: int = 0) -> HttpResponse:
    status = status or getattr(reason, "status", 400)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": str(reason)}, status=status)
    return render(
        request, "learning/refused.html", {"reason": str(reason), "back": back, "code": status}, status=status
    )
