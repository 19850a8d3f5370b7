"""The YAML between the `---` lines at the top of a file, read field by field with the line of every fault."""

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import gettext as _

from .source import Notes

Path = tuple[str | int, ...]
MARKER = re.compile(r"^---\s*$")
# A no-break space is a character, not a gap.
GAPS = re.compile(r"[ \t\r\n\f\v]+")
# What neither a page nor a database can hold, and XML neither.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def split(text: str, notes: Notes) -> tuple[str, str, int]:
    """(the YAML, the body after it, the line the body begins on). Without front matter the YAML is ""."""
    lines = text.split("\n")
    if not MARKER.match(lines[0]):
        notes.add(1, _("The file must begin with “---” and its settings."))
        return "", text, 1
    for number, line in enumerate(lines[1:], start=1):
        if MARKER.match(line):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    notes.add(1, _("The settings at the top are not closed with “---”."))
    return "", "", len(lines)


def read(text: str, notes: Notes) -> "Fields":
    """The fields of the YAML. What cannot be read at all is noted and leaves no fields."""
    loaded = _load(text, notes, before=2)
    if loaded is None:
        return Fields({}, {}, notes, is_broken=True)
    data, lines = loaded
    if not isinstance(data, dict):
        notes.add(1, _("The settings must be lines of “key: value”."))
        return Fields({}, {}, notes, is_broken=True)
    return Fields(data, lines, notes)


def read_list(text: str, notes: Notes) -> Iterator["Fields"]:
    """The fields of each group in a file that is one list of them."""
    loaded = _load(text, notes, before=1)
    if loaded is None:
        return
    data, lines = loaded
    if not (isinstance(data, list) and all(isinstance(item, dict) for item in data)):
        notes.add(1, _("The file must be a list of “key: value” groups, each beginning with “- ”."))
        return
    for place, item in enumerate(data):
        yield Fields(item, lines, notes, (place,))


def _load(text: str, notes: Notes, *, before: int) -> tuple[Any, dict[Path, int]] | None:
    """(data, line of every key). `before` is the number of the YAML's first line in its file."""
    try:
        _refuse_aliases(text)
        data = yaml.safe_load(text)
        return data, dict(_lines(yaml.compose(text, Loader=yaml.SafeLoader), before))
    except yaml.YAMLError as error:
        message = _("The settings cannot be read: put texts with a colon in quotes. %s") % _said(error)
        notes.add(_line_of(error, before), message)
    except (ValueError, RecursionError) as error:  # 2026-13-45 looks like a date and is none
        notes.add(1, _("The settings cannot be read: %s") % error)
    return None


class Fields:
    """Some fields of the front matter. Each method reads one, notes what is wrong with it and returns a usable value.

    A file whose settings could not be read at all (`is_broken`) gets no further complaints about missing ones.
    """

    def __init__(
        self, data: Mapping[str, Any], lines: Mapping[Path, int], notes: Notes, path: Path = (), is_broken: bool = False
    ) -> None:
        self.data, self.lines, self.notes, self.path, self.is_broken = data, lines, notes, path, is_broken
        self.known: set[str] = set()

    def line(self, key: str | int | None = None) -> int:
        """The line of a key; where it is missing, of what it should be in."""
        whole = self.lines.get(self.path, 1)
        return whole if key is None else self.lines.get((*self.path, key), whole)

    def complain(self, key: str, message: str) -> None:
        if not self.is_broken:
            self.notes.add(self.line(key), f"{key}: {message}")

    def value(self, key: str) -> Any:
        self.known.add(key)
        return self.data.get(key)

    def text(self, key: str, *, required: bool = False, longest: int = 255) -> str:
        value = self.value(key)
        if isinstance(value, dict | list):
            self.complain(key, _("must be a text; put it in quotes."))
            return ""
        text = "" if value is None else one_line(str(value))
        if required and not text:
            self.complain(key, _("is missing."))
        self.check_text(self.line(key), key, text, longest)
        return text

    def check_text(self, line: int, key: str, text: str, longest: int) -> None:
        if len(text) > longest:
            self.notes.add(line, f"{key}: " + _("is too long: at most %d characters.") % longest)
        if UNSTORABLE.search(text):
            self.notes.add(line, f"{key}: " + _("has a character that cannot be stored."))

    def prose(self, key: str) -> str:
        """A text of several lines, as it is written."""
        value = self.value(key)
        if value is None or isinstance(value, str):
            return (value or "").strip("\n")
        self.complain(key, _("must be a text; put it in quotes."))
        return ""

    def boolean(self, key: str, default: bool) -> bool:
        value = self.value(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.complain(key, _("must be yes or no."))
        return default

    def choice(self, key: str, choices: Mapping[str, str], default: str) -> str:
        text = self.text(key)
        if text and text not in choices:
            self.complain(key, _("must be one of: %s.") % ", ".join(choices))
        return choices.get(text, default)

    def whole(self, key: str, *, least: int, most: int) -> int | None:
        number = self.number(key, least=least, most=most)
        if number is not None and number != int(number):
            self.complain(key, _("must be a whole number."))
        return None if number is None else int(number)

    def number(self, key: str, *, least: int, most: int, required: bool = False) -> Decimal | None:
        text = self.text(key, required=required)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not least <= number <= most:
            self.complain(key, _("must be a number from %(least)d to %(most)d.") % {"least": least, "most": most})
            return None
        return number

    def date(self, key: str) -> datetime.date | None:
        value = self.value(key)
        if value is None or (isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)):
            return value
        self.complain(key, _("must be a date like 2026-03-01."))
        return None

    def moment(self, key: str) -> datetime.datetime | None:
        """A date with its time, on the academy's clock where no other is named. YAML reads only those with seconds."""
        value = self.value(key)
        if isinstance(value, str):
            value = _moment_of(value)
        if value is None and self.data.get(key) is None:
            return None
        if not isinstance(value, datetime.datetime):
            self.complain(key, _("must be a date with a time like 2026-03-01 10:00."))
            return None
        return value if timezone.is_aware(value) else timezone.make_aware(value)

    def texts(self, key: str, *, longest: int = 250) -> tuple[str, ...]:
        """A list of texts."""
        value = self.value(key)
        if value is None:
            return ()
        if not isinstance(value, list) or any(isinstance(item, dict | list) or item is None for item in value):
            self.complain(key, _("must be a list of texts, each on a line that begins with “- ”."))
            return ()
        texts = tuple(one_line(str(item)) for item in value)
        for place, text in enumerate(texts):
            self.check_text(self.lines.get((*self.path, key, place), self.line(key)), key, text, longest)
        return texts

    def inside(self, key: str) -> "Fields | None":
        """The fields of a nested mapping; None where there is none."""
        value = self.value(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.complain(key, _("must be lines of “key: value” below it."))
            return None
        return Fields(value, self.lines, self.notes, (*self.path, key))

    def each(self, key: str) -> Iterator["Fields"]:
        """The fields of every mapping in a list."""
        value = self.value(key)
        if value is not None and not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            self.complain(key, _("must be a list of “key: value” groups, each beginning with “- ”."))
            return
        for place, item in enumerate(value or ()):
            yield Fields(item, self.lines, self.notes, (*self.path, key, place))

    def refuse_others(self) -> None:
        """Note the keys nobody asked for: most are misspelt."""
        for key in self.data:
            if key not in self.known:
                self.complain(str(key), _("is not a setting we know."))


def _moment_of(text: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(text.strip()) if ":" in text else None
    except ValueError:
        return None


def one_line(text: str) -> str:
    return GAPS.sub(" ", text).strip(" ")


def _refuse_aliases(text: str) -> None:
    """Nobody needs them here, and a few lines of them can stand for a billion."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, _("aliases are not read"), event.start_mark)


def _lines(node: yaml.Node | None, before: int, path: Path = ()) -> Iterator[tuple[Path, int]]:
    """(path, line in the file) of every key and item."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), key.start_mark.line + before
            yield from _lines(value, before, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value):
            yield (*path, place), item.start_mark.line + before
            yield from _lines(item, before, (*path, place))


def _line_of(error: yaml.YAMLError, before: int) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + before if mark else 1


def _said(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or "").capitalize()
