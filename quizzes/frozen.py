"""Frozen dataclasses to JSON and back, and the one spelling of JSON that digests are taken of."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def to_json(value: Any) -> Any:
    """Dataclasses become objects, tuples lists, decimals strings: no float ever, so that nothing is rounded."""
    if is_dataclass(value):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Decimal):
        return decimal_text(value)
    return value


def from_json(kind: Any, data: Any) -> Any:
    """The reverse of `to_json`, led by the type hints of `kind`. A field the data lack takes its default, so that
    versions frozen before a field existed can still be read."""
    if is_dataclass(kind):
        hints = type_hints(kind)
        return kind(**{name: from_json(hint, data[name]) for name, hint in hints.items() if name in data})
    if isinstance(kind, UnionType):  # something, or None
        return None if data is None else from_json(get_args(kind)[0], data)
    if get_origin(kind) is tuple:
        return tuple(from_json(get_args(kind)[0], item) for item in data)
    return Decimal(data) if kind is Decimal else data


@cache
def type_hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def decimal_text(value: Decimal) -> str:
    """One spelling for equal decimals, with all their digits: `1`, `1.0` and `1E0` are all "1"."""
    whole, point, part = format(value, "f").partition(".") if value else ("0", "", "")
    part = part.rstrip("0")
    return f"{whole}{point}{part}" if part else whole


def plain(value: Decimal) -> Decimal:
    """The same number without idle zeros: other programs write a mark of one as `1.0000000`."""
    return Decimal(decimal_text(value))


def canonical_json(data: Any) -> str:
    """The same text for the same data, whatever the order its keys came in."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest_of(data: Any) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(canonical_json(data).encode()).hexdigest()
