"""What is measured of a round along a target: closeness, hold, ramp and release, each 0 to 1.

The formulas follow the reference; the weights and tolerances are course rules, published here
and in the lesson.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from operator import sub

from tableside.drills.closeness import Closeness, closeness
from tableside.drills.even import RATE_HZ, STEP
from tableside.drills.place import TOUCH, Phase
from tableside.drills.recording import Recording
from tableside.drills.target import Stretch, TargetPlan

HOLD_LAPSE = 0.2
"""A slip out of the band shorter than this, in seconds, does not end a hold (course rule)."""

HOLD_SHARE = 0.8
"""In the band in one piece for this share of a hold earns all of it (course rule)."""

RAMP_SLACK = 1.5
"""Leaning in may be this many times as fast as planned before it costs (course rule)."""

RELEASE_SLACK = 2.0
"""Easing off may be this many times as fast: letting go evenly is harder (course rule)."""

SPEED_WINDOW = 0.5
"""Speeds are taken over this many seconds, so that a tremor or a key's step is not a speed."""

LIFT_SECONDS = 0.5
"""So long after the release, in seconds, the hand should be off (course rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The four parts, and the numbers that explain them."""

    closeness: Closeness
    hold: float
    ramp: float
    release: float

    seconds_elsewhere: float
    """Time pressing outside the chosen zones."""

    held: float
    """Longest stretch inside the band, in seconds, summed over the holds."""

    ramp_speed: float
    """Fastest leaning in, as a multiple of the planned speed."""

    release_speed: float
    """Fastest easing off, as a multiple of the planned speed."""

    reached: float
    """Highest press in a hold as a share of its band's lower edge, at most 1; their mean."""

    left_over: float
    """Mean press after the release should be over, as a share of the peak's lower edge."""


def measure(recording: Recording, plan: TargetPlan) -> Measured:
    """Return the parts of a whole round. Only what is pressed in the plan's zones counts."""
    press = recording.on_target()
    stretches = plan.stretches()
    tops = _tops(stretches)
    held = [_held(press, each) for each in tops]
    asked = sum(each.seconds for each in tops)
    # A line without a level stretch is held wherever it peaks.
    hold = (
        fsum(
            each.seconds * min(1.0, seconds / (HOLD_SHARE * each.seconds))
            for each, seconds in zip(tops, held, strict=True)
        )
        / asked
        if asked
        else 1.0
    )
    reached = [_reached(press, each) for each in tops] or [_peak_reached(press, plan)]
    mean_reached = fsum(reached) / len(reached)
    left_over = _left_over(press, stretches, plan)
    rising = max(_speeds(press, stretches, Phase.RAMP), default=0.0)
    falling = max(_speeds(press, stretches, Phase.RELEASE), default=0.0)
    return Measured(
        closeness=closeness(press, recording.here, plan),
        hold=hold,
        ramp=_calm(rising, RAMP_SLACK) * mean_reached,
        release=_calm(falling, RELEASE_SLACK) * mean_reached * (1 - left_over),
        seconds_elsewhere=STEP
        * sum(
            [
                press > TOUCH and not here
                for press, here in zip(recording.looks.press, recording.here, strict=True)
            ]
        ),
        held=sum(held),
        ramp_speed=rising,
        release_speed=falling,
        reached=mean_reached,
        left_over=left_over,
    )


def _tops(stretches: Sequence[Stretch]) -> list[Stretch]:
    return [each for each in stretches if each.phase is Phase.HOLD]


def _within(press: Sequence[float], stretch: Stretch) -> Sequence[float]:
    return press[_tick(stretch.start.second) : _tick(stretch.end.second) + 1]


def _held(press: Sequence[float], hold: Stretch) -> float:
    _, target, wide = hold.start
    low, high = target - wide - 1e-9, target + wide + 1e-9
    return _longest([low <= p <= high for p in _within(press, hold)]) * STEP


def _reached(press: Sequence[float], hold: Stretch) -> float:
    low = hold.start.target - hold.start.wide
    return min(1.0, max(_within(press, hold), default=0.0) / low) if low > 0 else 1.0


def _peak_reached(press: Sequence[float], plan: TargetPlan) -> float:
    return min(1.0, max(press, default=0.0) / _peak_low(plan))


def _peak_low(plan: TargetPlan) -> float:
    return max(corner.target - corner.wide for corner in plan.corners())


def _left_over(press: Sequence[float], stretches: Sequence[Stretch], plan: TargetPlan) -> float:
    over = max(each.end.second for each in stretches if each.phase is Phase.RELEASE)
    tail = press[_tick(over + LIFT_SECONDS) :]
    return min(1.0, fsum(tail) / len(tail) / _peak_low(plan)) if tail else 0.0


def _speeds(press: Sequence[float], stretches: Sequence[Stretch], phase: Phase) -> Iterator[float]:
    """Yield the fastest move of each slope, as a multiple of the planned speed.

    A slope is looked at with the level before and after it: from the beginning where it leans
    in first, else from the middle of the level before it, to the end of the level after it; or
    to that level's middle, where another slope of its kind follows.
    """
    for number, each in enumerate(stretches):
        if each.phase is not phase:
            continue
        before = stretches[number - 1] if number else each
        after = stretches[number + 1] if number + 1 < len(stretches) else each
        level_before, level_after = not before.slope, not after.slope
        begin = (before.start.second + before.end.second) / 2 if level_before else each.start.second
        end = after.end.second if level_after else each.end.second
        if phase is Phase.RAMP and before.phase is Phase.READY:
            begin = before.start.second
        if phase is Phase.RELEASE and after.phase is Phase.HOLD:
            end = (after.start.second + after.end.second) / 2
        moved = press[_tick(begin) : _tick(end) + 1]
        yield _fastest(moved if phase is Phase.RAMP else [-p for p in moved]) / abs(each.slope)


def _calm(speed: float, slack: float) -> float:
    """Return 1 up to *slack* times the planned speed, falling to 0 at twice that."""
    return 1 - min(1.0, max(0.0, speed / slack - 1))


def _fastest(press: Sequence[float]) -> float:
    """Return the fastest rise per second, taken over windows; 0 if nothing rises."""
    window = int(SPEED_WINDOW * RATE_HZ)
    return max(0.0, max(map(sub, press[window:], press), default=0.0)) / SPEED_WINDOW


def _longest(flags: Iterable[bool]) -> int:
    """Return the most looks inside the band in one hold, slips left out of the count."""
    longest = inside = 0
    for flag, run in groupby(flags):
        looks = len(list(run))
        if flag:
            inside += looks
            longest = max(longest, inside)
        elif looks * STEP > HOLD_LAPSE + 1e-9:
            inside = 0
    return longest


def _tick(second: float) -> int:
    return round(second * RATE_HZ)
