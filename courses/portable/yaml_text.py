"""Settings to YAML as a person would write it: in the order given, nothing empty, quotes only where they are needed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from quizzes.frozen import decimal_text


class Prose(str):
    """A text of several lines, written as such."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented below their key."""
        super().increase_indent(flow, False)


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = decimal_text(value)
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(
    Prose, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="|")
)


def front_matter(settings: Mapping[str, Any]) -> str:
    """The settings between their two lines of `---`."""
    return f"---\n{yaml_of(settings)}---\n"


def yaml_of(settings: Any) -> str:
    return yaml.dump(without_empty(settings), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))


def without_empty(value: Any) -> Any:
    """`False` and 0 say something; an empty text, list or nothing do not. A choice of a model is its value."""
    if isinstance(value, Mapping):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if not is_empty(item)}
    if isinstance(value, list | tuple):
        return [without_empty(item) for item in value]
    return str(value) if isinstance(value, str) and not isinstance(value, Prose) else value


def is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)
