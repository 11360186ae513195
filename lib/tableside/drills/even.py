"""A trace laid on an even grid of time, so that a score does not depend on the device's rate."""

from itertools import pairwise
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


class Look(NamedTuple):
    """What the hand did at one moment of the grid."""

    second: float
    press: float
    place: tuple[float, float] | None


def even_looks(trace: Trace, seconds: float) -> tuple[Look, ...]:
    """Return looks at every fiftieth of a second from 0 to *seconds*.

    Between two samples the press runs straight and the place is the earlier one's. After the
    last sample nothing is known, and nothing is returned.
    """
    samples = trace.samples
    if not samples:
        return ()
    count = int(min(seconds * 1000, samples[-1][0]) / 1000 * RATE_HZ + 1e-9) + 1
    looks: list[Look] = []
    new, add = tuple.__new__, looks.append  # a named tuple's own maker takes twice as long
    now = 0.0
    # Before the first sample the hand does what it does there.
    for (t1, press, x, y), (t2, later, next_x, next_y) in pairwise((samples[0], *samples)):
        if t2 <= now:
            continue
        length, rise = t2 - t1, later - press
        place = _place(x, y) or _place(next_x, next_y)
        while now < t2 and len(looks) < count:
            pressed = press + rise * ((now - t1) / length) if length else press
            add(new(Look, (now / 1000, pressed, place)))
            now = len(looks) * 1000 / RATE_HZ
    if len(looks) < count:
        _, press, x, y = samples[-1]
        looks.append(Look(now / 1000, press, _place(x, y)))
    return tuple(looks)


def why_not_whole(trace: Trace, seconds: float) -> str:
    """Return why the recording cannot be scored as a round of *seconds*; empty if it can."""
    times = [0.0, *(sample[0] / 1000 for sample in trace.samples)]
    for before, after in pairwise(times):
        if after - before > LONGEST_GAP and before < seconds:
            return (
                f"The recording has a gap of {after - before:.1f} s at second {before:.1f}: "
                "the page was hidden or the computer was busy. Do the round again."
            )
    if times[-1] < seconds - EARLY_END:
        return (
            f"The round was stopped after {times[-1]:.1f} of {seconds:.1f} s. "
            "Do it again, to the end."
        )
    return ""


def _place(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)
