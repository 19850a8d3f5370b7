"""The same page under another language of the interface: /kursy/ and /en/kursy/."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import translate_url
from django.utils import translation


def in_language(url: str, code: str) -> str:
    """The address as it is called in that language, whatever language it is in now; unchanged when it has none.

    Django's `translate_url` alone understands only addresses of the language that is active.
    """
    written_in = translation.get_language_from_path(urlsplit(url).path) or settings.LANGUAGE_CODE
    with translation.override(written_in):
        return translate_url(url, code)
