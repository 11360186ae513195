"""How near a press is to a target: closeness counts, and not only inside or outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tableside.drills.even import STEP
from tableside.drills.target import Corner, TargetPlan

OVER_PRESSING_COST = 2.0
"""Above the band costs this many times as much as the same distance below (course rule)."""

ACTIVE_SHARE = 0.1
"""Closeness counts while the target is above this share of its peak (course rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """How near the press was to the target, and where it was lost."""

    share: float
    seconds_above: float
    seconds_below: float
    """Time below the band at the right place."""
    cost_above: float
    cost_below: float
    """What being above and below cost, as summed lost closeness."""


def closeness(press: Sequence[float], here: Sequence[bool], plan: TargetPlan) -> Closeness:
    """Return the mean soft-band closeness while pressing is asked for, and where it was lost."""
    active = above = below = 0
    least = ACTIVE_SHARE * plan.peak
    cost_above = cost_below = 0.0
    for pressed, at_place, (target, wide) in zip(press, here, _bands(plan.corners()), strict=False):
        if target <= least:
            continue
        active += 1
        off = pressed - target
        if off > wide + 1e-9:
            above += 1
            cost_above += soft_cost(off, wide)
        elif off < -wide - 1e-9:
            below += at_place
            cost_below += soft_cost(off, wide)
    return Closeness(
        share=1 - (cost_above + cost_below) / active if active else 0.0,
        seconds_above=above * STEP,
        seconds_below=below * STEP,
        cost_above=cost_above,
        cost_below=cost_below,
    )


def soft_cost(off: float, wide: float) -> float:
    """Return what being *off* the target costs, 0 to 1: nothing within *wide*, then steeper."""
    beyond = (abs(off) - wide) / wide
    if beyond <= 1e-9:
        return 0.0
    return min(1.0, beyond * (OVER_PRESSING_COST if off > 0 else 1.0))


@lru_cache(maxsize=64)
def _bands(corners: tuple[Corner, ...]) -> tuple[tuple[float, float], ...]:
    """Return target and width at every look of the grid: the same for a whole class."""
    bands: list[tuple[float, float]] = []
    for start, end in pairwise(corners):
        span = end.second - start.second
        while (second := len(bands) * STEP) < end.second:
            share = (second - start.second) / span
            bands.append(
                (
                    start.target + (end.target - start.target) * share,
                    start.wide + (end.wide - start.wide) * share,
                )
            )
    return tuple(bands)
