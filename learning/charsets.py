"""Charsets a request may claim: any that Python knows, `hex` and `idna` included.

Django reads the address in them and falls over before the first middleware. Here such a claim is made harmless; the
middleware `refuse_unstorable_text` then answers it.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import Any

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

CHARSET = re.compile(r"""(;\s*charset\s*=\s*)("[^"]*"|[^;\s]*)""", re.IGNORECASE)
# Everything can be read in it, and no browser sends it: the middleware refuses it.
HARMLESS = "latin-1"


def is_utf8(charset: str) -> bool:
    """True for UTF-8, and for what Python does not know, which Django leaves unheeded."""
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return True


def defuse(content_type: str) -> str:
    """The content type with a charset other than UTF-8 replaced by one that can do no harm."""
    return CHARSET.sub(
        lambda match: match[0] if is_utf8(match[2].strip('"')) else f"{match[1]}{HARMLESS}", content_type
    )


def with_harmless_charsets(application: WsgiApplication) -> WsgiApplication:
    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "charset" in environ.get("CONTENT_TYPE", "").lower():
            environ["CONTENT_TYPE"] = defuse(environ["CONTENT_TYPE"])
        return application(environ, start_response)

    return wrapped
