"""How often one address may knock. A hall of people shares one, so the limits are wide."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_too_fast(request: HttpRequest, door: str, per_minute: int) -> bool:
    """Counts a knock at this door, and says whether it is one too many for this minute."""
    key = f"{door}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) > per_minute
    except ValueError:  # the minute ended between the two calls
        return False
