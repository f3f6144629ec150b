"""Whether two numbers of people can both be true."""

import math

from syriaevents.schema import Range

_ABOUT = 0.2
"""How far, as a share, "about 200" may be from what it was."""


def bounds(number: Range) -> tuple[float, float]:
    """The smallest and the largest number that words allow: "at least 200" has no largest."""
    if number.low is None and number.high is None and number.best is not None:
        return number.best * (1 - _ABOUT), number.best * (1 + _ABOUT)
    low = number.low if number.low is not None else 0
    return low, number.high if number.high is not None else math.inf


def meet(one: Range, other: Range) -> bool:
    """Whether there is a number that both allow."""
    (low, high), (least, most) = bounds(one), bounds(other)
    return max(low, least) <= min(high, most)


def same(one: Range | None, other: Range | None) -> bool:
    """Whether both name one number."""
    return one is not None and other is not None and named(one) is not None and named(one) == named(other)


def named(number: Range) -> int | None:
    """The number that the words name."""
    return next((value for value in (number.best, number.low, number.high) if value is not None), None)


def told(number: Range) -> str:
    """A number as a person writes it."""
    low, high, value = number.low, number.high, named(number)
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is None and high is None:
        return f"about {value:,}" if value is not None else "unknown"
    return f"at least {low:,}" if low is not None else f"at most {high:,}"
