"""What can be wrong with a translation, each thing by a rule of its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib

from . import catalogues
from .marked import Marked

# Placeholders of Python and of our scripts. A lone «%» counts too: one more, or one less, breaks the formatting.
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[a-z]|%[sd]\b|%|\{\w+\}")
TAG = re.compile(r"<[^>]*>")
# Ukrainian has ’ and « »; the voice of the academy has no exclamation marks; ы, э, ё, ъ are not Ukrainian letters.
FOREIGN_SIGNS = re.compile(r"""['"“”„!—ыэёъ]|\.\.\.""", re.IGNORECASE)


class Fault(NamedTuple):
    kind: str
    place: str
    text: str


def faults(po_file: Path, marked: list[Marked], name: str) -> Iterator[Fault]:
    catalogue = catalogues.read(po_file)
    if catalogues.is_ours(po_file):
        yield from missing(catalogue, marked)
        yield from unused(catalogue, marked, name)
    for entry in catalogue:
        for kind in faults_of(entry, catalogues.language_of(po_file), catalogue):
            yield Fault(kind, f"{name}:{entry.linenum}", entry.msgid)
    yield from faults_of_files(po_file, catalogue, name)


def missing(catalogue: polib.POFile, marked: list[Marked]) -> Iterator[Fault]:
    known = {catalogues.key_of(entry) for entry in catalogue if not entry.obsolete}
    for one in marked:
        if one.key not in known:
            yield Fault("missing", one.place, one.key.text)


def unused(catalogue: polib.POFile, marked: list[Marked], name: str) -> Iterator[Fault]:
    wanted = {one.key for one in marked}
    for entry in catalogue:
        if entry.obsolete or catalogues.key_of(entry) not in wanted:
            yield Fault("no longer used", f"{name}:{entry.linenum}", entry.msgid)


def faults_of_files(po_file: Path, catalogue: polib.POFile, name: str) -> Iterator[Fault]:
    rule = catalogues.plural_rule(catalogues.language_of(po_file))
    if " ".join(catalogue.metadata.get("Plural-Forms", "").split()) != rule:
        yield Fault("plural rule differs from Django's", name, rule)
    compiled = catalogues.mo_file(po_file)
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        yield Fault("not compiled", name, "run `manage.py compile_translations`")


def faults_of(entry: polib.POEntry, language: str, catalogue: polib.POFile) -> Iterator[str]:
    if entry.fuzzy:
        yield "fuzzy"
    if not all(forms_of(entry)):
        yield "untranslated"
    elif len(forms_of(entry)) != forms_needed(entry, catalogue):
        yield "a plural form is missing"
    elif any(placeholders(form) != placeholders(entry.msgid_plural or entry.msgid) for form in forms_of(entry)):
        yield "other placeholders"
    elif any(edges(form) != edges(entry.msgid) for form in forms_of(entry)):
        yield "other spaces at the ends"
    if language == "uk" and any(FOREIGN_SIGNS.search(TAG.sub("", form)) for form in forms_of(entry)):
        yield "signs that Ukrainian does not use"


def forms_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def forms_needed(entry: polib.POEntry, catalogue: polib.POFile) -> int:
    rule = re.search(r"nplurals\s*=\s*(\d+)", catalogue.metadata.get("Plural-Forms", ""))
    return int(rule[1]) if entry.msgid_plural and rule else 1


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
