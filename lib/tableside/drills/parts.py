"""The four parts of a pressure score, each from 0 to 1, after the reference's formulas.

The weights and tolerances are course rules, published here and in the lesson.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from tableside.drills.even import RATE_HZ, STEP, Look
from tableside.drills.plan import TOUCH, PressurePlan
from tableside.knowledge.back_map import zones_at


class PartName(StrEnum):
    """What a part of the score judges."""

    CLOSENESS = "closeness"
    HOLD = "hold"
    RAMP = "ramp"
    RELEASE = "release"


WEIGHTS = {
    PartName.CLOSENESS: 0.4,
    PartName.HOLD: 0.2,
    PartName.RAMP: 0.2,
    PartName.RELEASE: 0.2,
}
"""How much each part counts (course rule); they add to 1."""

OVER_PRESSING_COST = 2.0
"""Above the band costs this many times as much as the same distance below (course rule)."""

HOLD_LAPSE = 0.2
"""A slip out of the band shorter than this, in seconds, does not end a hold (course rule)."""

HOLD_SHARE = 0.8
"""In the band in one piece for this share of the hold earns the whole part (course rule)."""

ACTIVE_SHARE = 0.1
"""Closeness counts while the target is above this share of the band's middle (course rule)."""

RAMP_SLACK = 1.5
"""Leaning in may be this many times as fast as planned before it costs (course rule)."""

RELEASE_SLACK = 2.0
"""Easing off may be this many times as fast: letting go evenly is harder (course rule)."""

SPEED_WINDOW = 0.5
"""Speeds are taken over this many seconds, so that a tremor or a key's step is not a speed."""

LIFT_SECONDS = 0.5
"""So long after the release, in seconds, the hand should be off (course rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The four parts, and the numbers that explain them."""

    closeness: float
    hold: float
    ramp: float
    release: float

    seconds_above: float
    """Time above the band while the plan asked for pressing."""

    seconds_below: float
    """Time below the band while the plan asked for pressing, at the right place."""

    seconds_elsewhere: float
    """Time pressing outside the chosen zones."""

    cost_above: float
    cost_below: float
    """What being above and below cost, as summed lost closeness."""

    longest_hold: float
    """Longest stretch inside the band during the hold, in seconds."""

    ramp_speed: float
    """Fastest leaning in, as a multiple of the planned speed."""

    release_speed: float
    """Fastest easing off, as a multiple of the planned speed."""

    reached: float
    """Highest press during the hold as a share of the band's lower edge, at most 1."""

    left_over: float
    """Mean press after the release should be over, as a share of the band's lower edge."""

    def value(self, part: PartName) -> float:
        """Return a part by name, 0 to 1."""
        return float(getattr(self, part.value))


def on_target(look: Look, plan: PressurePlan) -> bool:
    """Return whether the hand is in one of the zones that the plan names."""
    return look.place is not None and any(z.id in plan.zones for z in zones_at(*look.place))


def measure(looks: Sequence[Look], plan: PressurePlan) -> Parts:
    """Return the parts of a whole round. Only what is pressed in the plan's zones counts."""
    here = [on_target(look, plan) for look in looks]
    press = [look.press if ok else 0.0 for look, ok in zip(looks, here, strict=True)]
    elsewhere = sum(look.press > TOUCH and not ok for look, ok in zip(looks, here, strict=True))
    _, ramp_end, hold_end, release_end, _ = plan.ends()
    hold_start, half_way = ramp_end, (ramp_end + hold_end) / 2
    held = press[_tick(hold_start) : _tick(hold_end) + 1]
    longest = _longest(plan.low - 1e-9 <= p <= plan.high + 1e-9 for p in held) * STEP
    reached = min(1.0, max(held, default=0.0) / plan.low)
    tail = press[_tick(release_end + LIFT_SECONDS) :]
    left_over = min(1.0, sum(tail) / len(tail) / plan.low) if tail else 0.0
    rising = _fastest(press[: _tick(hold_end) + 1]) * plan.ramp_seconds / plan.middle
    easing = [-p for p in press[_tick(half_way) :]]
    falling = _fastest(easing) * plan.release_seconds / plan.middle
    return Parts(
        **_closeness(press, plan, elsewhere=[not ok for ok in here]),
        hold=min(1.0, longest / (HOLD_SHARE * plan.hold_seconds)),
        ramp=_calm(rising, RAMP_SLACK) * reached,
        release=_calm(falling, RELEASE_SLACK) * reached * (1 - left_over),
        seconds_elsewhere=elsewhere * STEP,
        longest_hold=longest,
        ramp_speed=rising,
        release_speed=falling,
        reached=reached,
        left_over=left_over,
    )


def _closeness(
    press: Sequence[float], plan: PressurePlan, *, elsewhere: Sequence[bool]
) -> dict[str, float]:
    """Return the mean soft-band closeness while pressing is asked for, and where it was lost."""
    active = above = below = 0
    least = ACTIVE_SHARE * plan.middle
    cost_above = cost_below = 0.0
    for tick, (pressed, away) in enumerate(zip(press, elsewhere, strict=True)):
        target = plan.target(tick * STEP)
        if target <= least:
            continue
        active += 1
        wide = plan.tolerance(target)
        off = pressed - target
        cost = soft_cost(off, wide)
        if off > wide + 1e-9:
            above += 1
            cost_above += cost
        elif off < -wide - 1e-9:
            below += not away
            cost_below += cost
    return {
        "closeness": 1 - (cost_above + cost_below) / active if active else 0.0,
        "seconds_above": above * STEP,
        "seconds_below": below * STEP,
        "cost_above": cost_above,
        "cost_below": cost_below,
    }


def soft_cost(off: float, wide: float) -> float:
    """Return what being *off* the target costs, 0 to 1: nothing within *wide*, then steeper."""
    beyond = (abs(off) - wide) / wide
    if beyond <= 1e-9:
        return 0.0
    return min(1.0, beyond * (OVER_PRESSING_COST if off > 0 else 1.0))


def _calm(speed: float, slack: float) -> float:
    """Return 1 up to *slack* times the planned speed, falling to 0 at twice that."""
    return 1 - min(1.0, max(0.0, speed / slack - 1))


def _fastest(press: Sequence[float]) -> float:
    """Return the fastest rise per second, taken over windows; 0 if nothing rises."""
    window = int(SPEED_WINDOW * RATE_HZ)
    rises = (late - early for early, late in zip(press, press[window:], strict=False))
    return max(0.0, max(rises, default=0.0)) / SPEED_WINDOW


def _longest(flags: Iterable[bool]) -> int:
    """Return the most looks inside the band in one hold, slips left out of the count."""
    longest = inside = 0
    for flag, run in groupby(flags):
        looks = sum(1 for _ in run)
        if flag:
            inside += looks
            longest = max(longest, inside)
        elif looks * STEP > HOLD_LAPSE + 1e-9:
            inside = 0
    return longest


def _tick(second: float) -> int:
    return round(second * RATE_HZ)
