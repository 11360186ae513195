"""Invented learners who glide over a region: all over it, or on both sides alike."""

import random

from tableside.drills.balance import BalancePlan
from tableside.drills.coverage import CoveragePlan
from tableside.drills.simulated.learners import Learner
from tableside.drills.simulated.pressing import pressed, wandering
from tableside.drills.trace import Trace
from tableside.knowledge.back_map import Point, Side, Zone

PRESS = 0.35
"""How hard the hand glides: within level 2."""

LANE_SECONDS = 5.0
"""How long one way along a zone takes."""


def simulate_coverage(
    plan: CoveragePlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> Trace:
    """Return one round of gliding up and down the zones, one after the other."""
    zones = plan.target_zones()
    shares = _shares(len(zones), learner, rng)
    # What a learner leaves out at the ends of a zone, and how long one place is lingered on.
    reach = min(1.0, max(0.0, 1.2 - 3.8 * learner.drift + rng.gauss(0, learner.bias)))
    lingering = min(0.9, max(0.0, 4.4 * (learner.drift - 0.08) + rng.gauss(0, learner.bias)))
    wander = wandering(learner.drift, rng, rate_hz)
    sway = wandering(6 * learner.drift, rng, rate_hz)

    def hand(second: float) -> tuple[float, Point]:
        zone, share = _turn(zones, shares, second / plan.work_seconds)
        seconds = share * plan.work_seconds / len(zones)
        moving = max(0.0, seconds - lingering * plan.work_seconds / len(zones))
        x, y = _lane(zone, moving / LANE_SECONDS, reach)
        return PRESS * (1 + wander()), (x + sway(), y)

    return pressed(plan, learner, hand, rate_hz=rate_hz, drill=drill)


def simulate_balance(
    plan: BalancePlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> Trace:
    """Return one round of gliding on the left, then on the right."""
    zones = tuple(
        next(zone for zone in plan.target_zones() if zone.side is side)
        for side in (Side.LEFT, Side.RIGHT)
    )
    split = min(0.9, max(0.1, 0.5 + rng.gauss(0, 0.5 * learner.drift**1.3)))
    harder = rng.gauss(0, 0.8 * learner.drift)
    wander = wandering(learner.drift, rng, rate_hz)

    def hand(second: float) -> tuple[float, Point]:
        gone = second / plan.work_seconds
        first = gone < split
        lean = 1 + (harder if first else -harder) / 2
        lane = second / LANE_SECONDS
        return PRESS * lean * (1 + wander()), _lane(zones[0 if first else 1], lane, 0.8)

    return pressed(plan, learner, hand, rate_hz=rate_hz, drill=drill)


def _shares(count: int, learner: Learner, rng: random.Random) -> list[float]:
    """Return which share of the round each zone gets."""
    wanted = [max(0.1, 1 + rng.gauss(0, learner.drift)) for _ in range(count)]
    return [each / sum(wanted) for each in wanted]


def _turn(zones: tuple[Zone, ...], shares: list[float], gone: float) -> tuple[Zone, float]:
    """Return the zone whose turn it is, and how far its turn has gone, from 0 to 1."""
    start = 0.0
    for zone, share in zip(zones, shares, strict=True):
        if gone < start + share:
            return zone, (gone - start) / share
        start += share
    return zones[-1], 1.0


def _lane(zone: Zone, lanes: float, reach: float) -> Point:
    """Return where a hand is that goes up and down the middle of a zone."""
    low, high = min(y for _, y in zone.polygon), max(y for _, y in zone.polygon)
    back_and_forth = abs((lanes % 2) - 1)
    middle = (low + high) / 2
    return zone.spot[0], middle + (back_and_forth - 0.5) * (high - low) * reach
