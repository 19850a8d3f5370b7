"""How often one address may knock. A hall of people shares one, so the limits are wide."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from home.limits import is_too_often


def is_too_fast(request: HttpRequest, door: str, per_minute: int) -> bool:
    """Counts a knock at this door, and says whether it is one too many for this minute."""
    return is_too_often(f"{door}:{get_adapter().get_client_ip(request)}", most=per_minute, seconds=60)
