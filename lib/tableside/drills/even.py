"""A trace laid on an even grid of time, so that a score does not depend on the device's rate."""

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from operator import sub
from typing import NamedTuple

from tableside.drills.trace import Trace

RATE_HZ = 50
"""Scores look at a trace this often."""

STEP = 1 / RATE_HZ
"""Seconds between two looks."""

LONGEST_GAP = 0.25
"""A recording silent for longer than this, in seconds, is not scored (course rule)."""

EARLY_END = 0.3
"""A recording that ends more than this before the plan, in seconds, was stopped (course rule)."""


Place = tuple[float, float]
"""A place on the back map, in centimetres."""


class Looks(NamedTuple):
    """What the hand did at the moments of the grid: one column for each thing that was seen.

    A long round has many moments: as objects of their own they keep the garbage collector busy.
    """

    seconds: Sequence[float]
    press: Sequence[float]
    """Share of the device's range."""

    places: Sequence[Place | None]
    """None while nothing touches."""


def even_looks(trace: Trace, seconds: float) -> Looks:
    """Return looks at every fiftieth of a second from 0 to *seconds*.

    Between two samples the press runs straight and the place is the earlier one's. After the
    last sample nothing is known, and nothing is returned.
    """
    presses: list[float] = []
    places: list[Place | None] = []
    rows = trace.samples.rows()
    if not rows:
        return Looks([], presses, places)
    times = (*trace.samples.t, inf)
    # Before the first sample, and at the last one, the hand does what it does there.
    before = (rows[0], *rows)
    after = (*rows, rows[-1])
    count = int(min(seconds * 1000, times[-2]) / 1000 * RATE_HZ + 1e-9) + 1
    passed = 0
    grid = [look * 1000 / RATE_HZ for look in range(count)]
    for now in grid:
        while times[passed] <= now:
            passed += 1
        t1, press, x, y = before[passed]
        t2, later, next_x, next_y = after[passed]
        if t2 > t1 and press != later:
            press += (later - press) * ((now - t1) / (t2 - t1))
        if x is None or y is None:
            x, y = next_x, next_y
        presses.append(press)
        places.append(None if x is None or y is None else (x, y))
    return Looks([now / 1000 for now in grid], presses, places)


def why_not_whole(trace: Trace, seconds: float) -> str:
    """Return why the recording cannot be scored as a round of *seconds*; empty if it can."""
    times = (0.0, *trace.samples.t)
    longest = 1000 * LONGEST_GAP
    if max(map(sub, times[1:], times), default=0.0) > longest:
        for before, after in pairwise(times):
            if after - before > longest and before < 1000 * seconds:
                return (
                    f"The recording has a gap of {(after - before) / 1000:.1f} s at second "
                    f"{before / 1000:.1f}: the page was hidden or the computer was busy. "
                    "Do the round again."
                )
    if times[-1] / 1000 < seconds - EARLY_END:
        return (
            f"The round was stopped after {times[-1] / 1000:.1f} of {seconds:.1f} s. "
            "Do it again, to the end."
        )
    return ""
