from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answer_number import NotANumber, parse_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", "10"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 000", "1000"),
        ("1\u00a0000,5", "1000.5"),
        ("1\u2009000\u202f000", "1000000"),
        ("1.000,50", "1000.5"),
        ("1,000.50", "1000.5"),
        ("1,000,000", "1000000"),
        ("1,000", "1"),
        ("−3", "-3"),
        ("– 3", "-3"),
        ("+7", "7"),
        (",5", "0.5"),
        ("1e3", "1000"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, expected):
    assert parse_number(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["10 днів", "10днів", "10 ДНІВ", "10 днiв.", "10"])
def test_the_unit_may_follow_the_number(text):
    assert parse_number(text, "днів") == 10


@pytest.mark.parametrize(
    "text",
    ["", "abc", "NaN", "inf", "-Infinity", "1e99", "1e999999999", "12 50", "1 00", "1,2,3", "--1", "10 днів", "1/2",
     "٣", "9" * 200, "1_000", "0x10", "1e-90", "²"],
)  # fmt: skip
def test_what_is_not_one_sensible_number_is_refused(text):
    with pytest.raises(NotANumber):
        parse_number(text)


def test_another_unit_is_refused():
    with pytest.raises(NotANumber):
        parse_number("10 років", "днів")


@given(st.text(max_size=120))
def test_any_text_is_a_finite_number_or_refused(text):
    with suppress(NotANumber):
        assert parse_number(text).is_finite()


@given(st.decimals(-(10**12), 10**12, places=4), st.sampled_from([".", ","]))
def test_every_decimal_is_read_with_either_sign(number, sign):
    assert parse_number(str(number).replace(".", sign)) == number
