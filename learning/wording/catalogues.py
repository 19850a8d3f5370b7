"""The files that hold the translations: reading, collecting what is new, compiling."""

from collections.abc import Iterator
from pathlib import Path

import polib
from django import conf
from django.conf import settings

from .marked import Key, Marked

WIDTH = 110


def po_files() -> list[Path]:
    return sorted(file for folder in settings.LOCALE_PATHS for file in Path(folder).glob("*/LC_MESSAGES/*.po"))


def is_ours(po_file: Path) -> bool:
    """The first locale path holds the words of our own code; any other fills gaps in what others translated."""
    return po_file.is_relative_to(settings.LOCALE_PATHS[0])


def read(po_file: Path) -> polib.POFile:
    return polib.pofile(str(po_file), wrapwidth=WIDTH)


def language_of(po_file: Path) -> str:
    return po_file.parts[-3]


def key_of(entry: polib.POEntry) -> Key:
    return Key(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def mo_file(po_file: Path) -> Path:
    return po_file.with_suffix(".mo")


def compile_catalogue(po_file: Path) -> Path:
    mo_file(po_file).write_bytes(read(po_file).to_binary())
    return mo_file(po_file)


def plural_rule(language: str) -> str:
    """Django's own rule for the plural forms. With another one Django keeps two catalogues that do not mix."""
    catalogue = Path(conf.__file__).parent / "locale" / language / "LC_MESSAGES" / "django.mo"
    return " ".join(polib.mofile(str(catalogue)).metadata["Plural-Forms"].split())


def collect(po_file: Path, marked: list[Marked]) -> tuple[int, int]:
    """Makes the entries those the code asks for now, in its order. Returns how many are new and how many went."""
    old, new = read(po_file), polib.POFile(wrapwidth=WIDTH)
    new.metadata = old.metadata
    known = {key_of(entry): entry for entry in old}
    forms = int(plural_rule(language_of(po_file)).split("nplurals=")[1][0])
    new.extend(entries(marked, known, forms))
    new.save(str(po_file))
    wanted = {key_of(entry) for entry in new}
    return len(wanted - set(known)), len(set(known) - wanted)


def entries(marked: list[Marked], known: dict[Key, polib.POEntry], forms: int) -> Iterator[polib.POEntry]:
    files: dict[Key, dict[str, str]] = {}
    for one in marked:
        files.setdefault(one.key, {})[one.file] = ""
    for key, places in files.items():
        entry = known.get(key) or new_entry(key, forms)
        # Without line numbers: a catalogue should change when words change.
        entry.occurrences, entry.obsolete = list(places.items()), False
        yield entry


def new_entry(key: Key, forms: int) -> polib.POEntry:
    entry = polib.POEntry(msgid=key.text, msgctxt=key.context or None)
    if key.plural:
        entry.msgid_plural, entry.msgstr_plural = key.plural, dict.fromkeys(range(forms), "")
    if "%(" in key.text + key.plural:
        entry.flags = ["python-format"]
    return entry
