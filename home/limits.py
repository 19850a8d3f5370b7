"""How often something may happen, counted in the cache: enough to stop a machine, and no record of anybody."""

from django.core.cache import cache


def is_too_often(what: str, *, most: int, seconds: int) -> bool:
    """Counts once more; true from the one after `most` on. A window of `seconds` begins with the first."""
    key = f"limit:{what}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # the window ended between the two calls
        return False
