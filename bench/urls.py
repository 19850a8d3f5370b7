"""The academy's addresses, and one more: the bare view that the pages are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from learning.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def bare(request: HttpRequest) -> HttpResponse:
    """The least a page for a signed-in learner can do: the middleware, the session and the user are loaded."""
    return HttpResponse(f"{request.user.pk} {len(request.session.keys())}", content_type="text/plain")


urlpatterns = [path("bench/bare/", bare), *urlpatterns]
