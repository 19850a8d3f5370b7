"""How often one address may do something. Wide enough for a hall that shares one, too narrow for a script."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_too_often(request: HttpRequest, act: str, *, limit: int, seconds: int) -> bool:
    """Whether this act of the request's address is one more than `limit` within `seconds`, counted from the first."""
    key = f"{act}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # the time ended between the two calls
        return False
