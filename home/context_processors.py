from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .academy import academy_for


def academy(request: HttpRequest) -> dict:
    """`academy` for every template; nothing is read until one asks for it."""
    return {"academy": SimpleLazyObject(lambda: academy_for(request))}
