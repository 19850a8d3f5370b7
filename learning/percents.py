from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal


def whole_percent(fraction: Decimal) -> int:
    """0..1 as whole percent, rounded down, so that 69.9 % never reads as a pass mark of 70 % that was reached.

    Fractions carry seven places: 0.9999999 is a whole that was added up from thirds.
    """
    exact = fraction.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return int((exact * 100).to_integral_value(ROUND_DOWN))


def percent_words(fraction: Decimal) -> str:
    """0.7743 → «77 %», on one line."""
    return f"{whole_percent(fraction)}\u00a0%"
