"""Moodle XML, both ways. Source: https://docs.moodle.org/en/Moodle_XML_format; ours besides: see `extras`."""

from .reader import parse
from .writer import CannotWrite, write

__all__ = ["CannotWrite", "parse", "write"]
