"""The page of a timed attempt says that it is there, and is told what time is left."""

from datetime import datetime
from math import ceil

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.limits import is_too_often
from learning.access import own_attempt
from learning.dates import minute_words
from learning.models import QuizAttempt
from learning.services.heartbeats import beat
from learning.views.quizzes import answered_kindly
from learning.views.refusals import refuse

# One page sends one a minute, and one more whenever it comes back into sight; several tabs are fine.
MOST_A_MINUTE = 30


@require_POST
@answered_kindly
def heartbeat(request: HttpRequest, attempt_id: int) -> HttpResponse:
    found, at = own_attempt(request, attempt_id), timezone.now()
    if is_too_often(f"beat:{found.pk}", most=MOST_A_MINUTE, seconds=60):
        return refuse(request, _("Too many requests in a row. Wait a minute."), back="", status=429)
    found = beat(attempt=found, at=at)
    return JsonResponse(time_left(found, at))


def time_left(attempt: QuizAttempt, at: datetime) -> dict[str, object]:
    if attempt.deadline_at is None:
        return {"left": None, "until": ""}
    left = ceil((attempt.deadline_at - at).total_seconds())
    return {"left": max(0, left), "until": minute_words(attempt.deadline_at)}
