"""A zip with a course folder, unpacked with care: into a folder of its own that goes again, a little at a time.

Nothing of an archive is believed before it was counted: not names, not sizes.
"""

import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from .reader import COURSE_FILE
from .source import PortableError, Problem

MOST_FILES = 600
MOST_BYTES = 120 << 20  # unpacked, all together
MOST_OF_ONE = 25 << 20
MOST_ZIPPED = 60 << 20
# Text shrinks to a tenth; what shrinks to a thousandth was made to burst.
MOST_RATIO = 200
SMALL = 1 << 20  # below this no ratio hurts
CHUNK = 1 << 16

# What zipfile raises for what is not a sound zip.
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
UTF8_NAMES = 0x800
ENCRYPTED = 0x1
IGNORED = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)")
ARCHIVES = re.compile(r"\.(?:zip|7z|rar|tar|gz|tgz|bz2|xz|jar)$", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00-\x1f\x7f\\:]")


@contextmanager
def unpacked(archive: Path | IO[bytes], name: str = "zip") -> Iterator[Path]:
    """The folder with `course.md` of a zip. Raises PortableError for an archive that is not one of ours.

    It has a room of its own around it: a glossary is also looked for beside a course's folder, where nothing of others
    may stand.
    """
    with tempfile.TemporaryDirectory(prefix="course-") as room:
        folder = Path(room) / "unpacked"
        folder.mkdir()
        try:
            with zipfile.ZipFile(archive) as opened:
                _unpack(opened, folder, name)
        except UNREADABLE as error:
            message = _("The archive cannot be read: it is damaged, or of another kind than zip.")
            raise _refusal(name, message) from error
        yield _course_folder(folder, name)


def _unpack(archive: zipfile.ZipFile, folder: Path, name: str) -> None:
    entries = [entry for entry in archive.infolist() if not IGNORED.search(entry.filename)]
    if faults := list(_faults(entries, name)):
        raise PortableError(faults)
    left = MOST_BYTES
    for entry in entries:
        if entry.is_dir():
            continue
        target = folder / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        left -= _copy(archive, entry, target, min(left, MOST_OF_ONE), name)


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, limit: int, name: str) -> int:
    """How many bytes the entry really had: what it says of itself may be a lie."""
    size = 0
    with archive.open(entry) as content, target.open("wb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            if size > limit or size > entry.file_size:
                raise _refusal(name, _("“%s” is bigger than it may be.") % entry.filename)
            file.write(chunk)
    return size


def _faults(entries: list[zipfile.ZipInfo], name: str) -> Iterator[Problem]:
    """What is wrong with the table of contents, before anything is unpacked."""
    if len(entries) > MOST_FILES:
        yield Problem(name, 0, _("The archive has more than %d files.") % MOST_FILES)
        return
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        yield Problem(name, 0, _("Unpacked, the archive has more than %d MB.") % (MOST_BYTES >> 20))
    seen: set[str] = set()
    for entry in entries:
        for message in _faults_of(entry):
            yield Problem(name, 0, message % _shown(entry.filename))
        folded = entry.filename.casefold().rstrip("/")
        if folded in seen:
            yield Problem(name, 0, _("“%s” is there twice.") % _shown(entry.filename))
        seen.add(folded)


def _faults_of(entry: zipfile.ZipInfo) -> Iterator[str]:
    """Sentences with a place for the name."""
    if not (entry.filename.isascii() or entry.flag_bits & UTF8_NAMES):
        yield _("The name “%s” is not in UTF-8. Use Latin letters, digits and hyphens.")
    if is_outside(entry.filename):
        yield _("The name “%s” leads out of the folder.")
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        yield _("“%s” is a link or another thing that is no file.")
    if entry.flag_bits & ENCRYPTED:
        yield _("“%s” is locked with a password.")
    if ARCHIVES.search(entry.filename):
        yield _("“%s” is an archive inside the archive.")
    if entry.file_size > MOST_OF_ONE:
        yield _("“%s” is bigger than it may be.")
    elif entry.file_size > SMALL and entry.file_size > entry.compress_size * MOST_RATIO:
        yield _("“%s” would grow beyond all measure when unpacked.")


def is_outside(name: str) -> bool:
    parts = name.rstrip("/").split("/")
    return bool(UNSAFE.search(name)) or any(part in ("", ".", "..") for part in parts)


def _course_folder(folder: Path, name: str) -> Path:
    """Where `course.md` is: at the top, or in the one folder there."""
    if (folder / COURSE_FILE).is_file():
        return folder
    inner = [path for path in folder.iterdir() if (path / COURSE_FILE).is_file()]
    if len(inner) != 1:
        raise _refusal(name, _("There is no %s in the archive.") % COURSE_FILE)
    return inner[0]


def _refusal(name: str, message: str) -> PortableError:
    return PortableError([Problem(name, 0, message)])


def _shown(name: str) -> str:
    """A name that can be shown anywhere, and is not endless."""
    return "".join(character if character.isprintable() else "?" for character in name)[:100]
