"""Moodle's GIFT, both ways. Source: https://docs.moodle.org/en/GIFT_format; ours besides: see `comments`."""

from quizzes.formats.results import ImportedQuestion, Problem
from quizzes.formats.results import ImportResult as GiftResult

from .pictureless import losses
from .reader import parse
from .writer import CannotWrite, write

__all__ = ["CannotWrite", "GiftResult", "ImportedQuestion", "Problem", "losses", "parse", "write"]
