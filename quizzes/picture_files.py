"""Whether bytes are a picture that may be shown. Pillow reads its head and checks its parts, and draws nothing."""

import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
# Pillow's name -> how the file's name ends and its media type. No SVG: it can hold scripts.
KINDS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


class NotAPicture(ValueError):
    """Why the bytes are refused; `str()` is a sentence for the trainer."""


def kind_of(name: str, data: bytes) -> str:
    """png, jpg, gif or webp, whatever the name says. Raises NotAPicture."""
    if len(data) > MOST_BYTES:
        raise NotAPicture(_("The picture “%(name)s” is larger than 5 MB.") % {"name": name})
    try:
        return opened(name, data)
    except NotAPicture:
        raise
    except Exception as error:  # noqa: BLE001  Pillow's readers raise whatever they like on hostile bytes
        raise unknown(name) from error


def opened(name: str, data: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(BytesIO(data), formats=tuple(KINDS))
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPicture(_("The picture “%(name)s” has too many pixels.") % {"name": name})
    kind = KINDS[picture.format]
    picture.verify()
    return kind


def unknown(name: str) -> NotAPicture:
    return NotAPicture(
        _("“%(name)s” is no picture that can be shown: PNG, JPEG, GIF and WebP are, SVG is not.") % {"name": name}
    )
