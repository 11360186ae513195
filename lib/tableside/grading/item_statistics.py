"""How a question did in a class: how hard it was, and whether it tells good work from weak.

Plain functions of lists of shares, from 0 for nothing to 1 for all points of a question.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

_Z = 1.959963984540054
"""Standard normal deviate that leaves 95 in 100 between its two signs."""

FEWEST_FOR_DIFFICULTY = 5
"""Below so many answers a share says nothing about a class (course rule)."""

FEWEST_FOR_DISCRIMINATION = 10
"""Below so many answers a correlation says nothing (course rule)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number and the interval that holds it 95 times in 100."""

    value: float
    low: float
    high: float


def difficulty(shares: Sequence[float]) -> Estimate | None:
    """Return the average share of the points that was earned; None for too few answers.

    The interval is Wilson's for a proportion (J Am Stat Assoc 22:209, 1927). With part marks it
    is wider than it need be, never narrower.
    """
    count = len(shares)
    if count < FEWEST_FOR_DIFFICULTY:
        return None
    value = fmean(shares)
    spread = 1 + _Z**2 / count
    middle = (value + _Z**2 / (2 * count)) / spread
    root = math.sqrt(value * (1 - value) / count + _Z**2 / (4 * count**2))
    half = _Z * root / spread
    return Estimate(value, max(0.0, middle - half), min(1.0, middle + half))


def discrimination(shares: Sequence[float], rest: Sequence[float]) -> Estimate | None:
    """Return how a question goes with the *rest* of the work, from -1 to 1.

    It is the correlation with what each student earned in all other questions. Near 0 it tells
    good work from weak no better than chance; below 0 there may be a fault in the question. None
    for too few answers, or where everybody earned the same. The interval is Fisher's.
    """
    count = len(shares)
    if count < FEWEST_FOR_DISCRIMINATION:
        return None
    value = _correlation(shares, rest)
    if value is None:
        return None
    inside = min(max(value, -0.999999), 0.999999)
    turned, half = math.atanh(inside), _Z / math.sqrt(count - 3)
    return Estimate(value, math.tanh(turned - half), math.tanh(turned + half))


def _correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    mean_one, mean_other = fmean(one), fmean(other)
    pairs = [(a - mean_one, b - mean_other) for a, b in zip(one, other, strict=True)]
    of_one = sum(a * a for a, _ in pairs)
    of_other = sum(b * b for _, b in pairs)
    if of_one < 1e-12 or of_other < 1e-12:
        return None
    return sum(a * b for a, b in pairs) / math.sqrt(of_one * of_other)
