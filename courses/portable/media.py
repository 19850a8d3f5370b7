"""The files of `media/`: which are taken, and what must be in them."""

import hashlib
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image as Pillow

from .references import MEDIA_NAME
from .source import MediaSource

MEDIA_FOLDER = "media"
NAME = re.compile(f"^{MEDIA_NAME}$")
# Ending -> what Pillow calls the content.
PICTURES = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP"}
# Of some documents the first bytes tell whether they are what they are named.
FIRST_BYTES = {"pdf": b"%PDF", "docx": b"PK", "odt": b"PK", "pptx": b"PK", "xlsx": b"PK", "rtf": b"{\\rtf"}
MOST_PIXELS = 40_000_000
CHUNK = 1 << 20


def ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def is_picture(name: str) -> bool:
    return ending(name) in PICTURES


def documents() -> set[str]:
    """The endings of documents the site takes. An archive in an archive is nobody's form to fill in."""
    return set(settings.WAGTAILDOCS_EXTENSIONS) - {"zip"}


def faults(path: Path) -> Iterator[str]:
    """Why a file cannot be taken."""
    kind = ending(path.name)
    if not NAME.match(path.name):
        yield _("A file’s name has Latin letters, digits, dots and hyphens, and ends like .jpg or .pdf.")
    elif path.is_symlink() or not path.is_file():
        yield _("This is not a file.")
    elif kind == "svg":
        yield _("SVG can hold programs and is not taken as a picture. Save it as PNG or WebP.")
    elif kind in PICTURES:
        yield from _picture_faults(path)
    elif kind in documents():
        yield from _document_faults(path)
    else:
        taken = ", ".join([*sorted(PICTURES), *sorted(documents())])
        yield _("Files of this kind are not taken. These are: %s.") % taken


def _picture_faults(path: Path) -> Iterator[str]:
    if path.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        yield _too_big(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(path, formats=sorted(set(PICTURES.values()))) as picture:
                yield from _content_faults(picture, PICTURES[ending(path.name)])
    except Exception:  # noqa: BLE001  Pillow raises anything on what is no picture
        yield _("This is no picture, or a damaged one.")


def _content_faults(picture: Pillow.Image, expected: str) -> Iterator[str]:
    """The size is known before anything is unpacked."""
    width, height = picture.size
    if width * height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
        yield _("The picture has more than %d million pixels.") % (MOST_PIXELS // 1_000_000)
    elif picture.format != expected:
        yield _("The picture is %(real)s, not what its name says.") % {"real": picture.format}
    else:
        picture.verify()


def _document_faults(path: Path) -> Iterator[str]:
    if path.stat().st_size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        yield _too_big(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
        return
    with path.open("rb") as file:
        if not file.read(8).startswith(FIRST_BYTES.get(ending(path.name), b"")):
            yield _("The file is not what its name says.")


def _too_big(limit: int) -> str:
    return _("The file is too big: at most %d MB.") % (limit // (1 << 20))


def read_media(path: Path, title: str = "", description: str = "", focus: tuple[int, ...] = ()) -> MediaSource:
    return MediaSource(
        name=path.name,
        path=path,
        digest=digest_of(path),
        title=title or path.stem,
        description=description,
        focus=focus,
    )


def digest_of(path: Path) -> str:
    """SHA-1, as Wagtail names the content of pictures and documents."""
    digest = hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
