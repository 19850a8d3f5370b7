"""Finds the texts that code and templates mark for translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation.template import templatize

PLACES = ("learning", "home", "courses", "quizzes", "templates")
ARGUMENTS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
FUNCTIONS = {name + kind: given for name, given in ARGUMENTS.items() for kind in ("", "_lazy", "_noop")}
FUNCTIONS["_"] = ARGUMENTS["gettext"]
STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# Django turns a template into calls like these, with everything else blotted out.
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(({STRING}(?:,\s*{STRING})*)")


class Key(NamedTuple):
    """What a catalogue knows a text by."""

    context: str
    text: str
    plural: str


class Marked(NamedTuple):
    key: Key
    file: str
    line: int

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}"


def marked_texts(root: Path | None = None) -> list[Marked]:
    """Every marked text of ours, in the order of the files."""
    root = root or settings.BASE_DIR
    return [marked for file in sources(root) for marked in marked_in(file, file.relative_to(root).as_posix())]


def sources(root: Path) -> list[Path]:
    files = [file for place in PLACES for file in (root / place).rglob("*")]
    return sorted(file for file in files if file.suffix == ".py" or is_template(file))


def is_template(file: Path) -> bool:
    return file.suffix in {".html", ".txt"} and "templates" in file.parts


def marked_in(file: Path, name: str) -> Iterator[Marked]:
    source = file.read_text(encoding="utf-8")
    calls = python_calls(source) if file.suffix == ".py" else template_calls(source)
    for function, texts, line in calls:
        if key := key_of(function, texts):
            yield Marked(key, name, line)


def python_calls(source: str) -> Iterator[tuple[str, list[str], int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            yield getattr(node.func, "id", getattr(node.func, "attr", "")), texts, node.lineno


def template_calls(source: str) -> Iterator[tuple[str, list[str], int]]:
    calls = templatize(source)
    for found in CALL.finditer(calls):
        yield found[1], ast.literal_eval(f"[{found[2]}]"), calls.count("\n", 0, found.start()) + 1


def key_of(function: str, texts: list[str]) -> Key | None:
    """None for a call that marks nothing, or whose text is known only when the code runs."""
    wanted = FUNCTIONS.get(function)
    if not wanted or len(texts) < len(wanted) or not all(isinstance(text, str) for text in texts[: len(wanted)]):
        return None
    given = dict(zip(wanted, texts, strict=False))
    return Key(given.get("context", ""), given["text"], given.get("plural", ""))
