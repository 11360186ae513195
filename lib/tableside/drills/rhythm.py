"""Rhythm: when strokes begin, how steadily they follow each other, and how near to the beat.

The formulas are those of the rhythm literature: nPVI compares each interval with the next, the
coefficient of variation (CV) compares all with their mean, so that together they tell a drift
from an uneven hand.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from statistics import mean, median, pstdev
from typing import NamedTuple

ONSET_SHARE = 0.2
"""A stroke begins where the press rises through this share of the round's peak."""

AGAIN_SHARE = 0.1
"""… and the next can begin only after it fell through this share (hysteresis)."""

PEAK_PERCENTILE = 0.95
"""The round's peak is the press that this share of the looks stay below: one slip is no peak."""

DRIFT_RATIO = 0.6
"""An nPVI below this share of the CV tells of a drift; chance alone gives 1.13 (course rule)."""


class Stroke(NamedTuple):
    """One stroke, in seconds of the round."""

    begin: float
    end: float


def strokes(seconds: Sequence[float], press: Sequence[float]) -> tuple[Stroke, ...]:
    """Return every stroke of a press that runs straight between the given moments.

    A stroke that is still on at the end ends there.
    """
    peak = _peak(press)
    if peak <= 0:
        return ()
    rise, fall = ONSET_SHARE * peak, AGAIN_SHARE * peak
    found: list[Stroke] = []
    begin: float | None = 0.0 if press[0] >= rise else None
    for (t1, p1), (t2, p2) in pairwise(zip(seconds, press, strict=True)):
        if begin is None and p2 >= rise > p1:
            begin = _crossing(t1, p1, t2, p2, rise)
        elif begin is not None and p2 <= fall:
            found.append(Stroke(begin, _crossing(t1, p1, t2, p2, fall)))
            begin = None
    if begin is not None:
        found.append(Stroke(begin, seconds[-1]))
    return tuple(found)


def _peak(press: Sequence[float]) -> float:
    pressed = sorted(p for p in press if p > 0)
    return pressed[int(PEAK_PERCENTILE * (len(pressed) - 1))] if pressed else 0.0


def _crossing(t1: float, p1: float, t2: float, p2: float, level: float) -> float:
    return t1 + (t2 - t1) * (level - p1) / (p2 - p1) if p1 != p2 else t2


def intervals(onsets: Sequence[float]) -> tuple[float, ...]:
    """Return the times between one onset and the next."""
    return tuple(late - early for early, late in pairwise(onsets))


def tempo_error(between: Sequence[float], period: float) -> float:
    """Return how far the middle interval is from *period*, as a share: positive is too slow."""
    return median(between) / period - 1


def variation(between: Sequence[float]) -> float:
    """Return the coefficient of variation: standard deviation over mean, as a share."""
    return pstdev(between) / mean(between)


def npvi(between: Sequence[float]) -> float:
    """Return the normalised pairwise variability index, in per cent; 0 is perfectly even."""
    pairs = [abs(d1 - d2) / ((d1 + d2) / 2) for d1, d2 in pairwise(between)]
    return 100 * mean(pairs)


def manner(between: Sequence[float]) -> str:
    """Return ``drifting`` if the strokes slowly change pace, ``uneven`` if one by one."""
    return "drifting" if npvi(between) < DRIFT_RATIO * 100 * variation(between) else "uneven"


def asynchronies(onsets: Sequence[float], beats: Sequence[float]) -> tuple[float, ...]:
    """Return for each onset how long after its nearest beat it came; before it is negative."""
    return tuple(min((onset - beat for beat in beats), key=abs) for onset in onsets)


def spread(amounts: Sequence[float]) -> float:
    """Return the standard deviation about the mean; 0 for fewer than two amounts."""
    if len(amounts) < 2:
        return 0.0
    middle = mean(amounts)
    return sqrt(mean((amount - middle) ** 2 for amount in amounts))
