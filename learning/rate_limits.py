"""How often one address may do something. Wide enough for a hall that shares one, too narrow for a script."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from home import limits

MINUTE = 60


def is_too_often(request: HttpRequest, act: str, *, limit: int, seconds: int = MINUTE) -> bool:
    """Whether this act of the request's address is one more than `limit` within `seconds`, counted from the first."""
    return limits.is_too_often(f"{act}:{get_adapter().get_client_ip(request)}", most=limit, seconds=seconds)
