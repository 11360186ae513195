"""Invented learners who follow a line, and what all who press have in common."""

import math
import random
from collections.abc import Callable, Sequence

from tableside.drills.device import Device
from tableside.drills.place import PlacedPlan
from tableside.drills.simulated.learners import Learner
from tableside.drills.target import Stretch, TargetPlan
from tableside.drills.trace import Trace
from tableside.knowledge.back_map import Point, back_map

WANDERING_SECONDS = 0.6
"""How long a wandering lasts; a hand is no faster than this."""

SLIP_SECONDS = 2.0
"""How long a dangerous learner presses on the spine, in the middle of the round."""

SLIP_PRESS = 0.35
"""How hard, as a share of the range."""

Hand = Callable[[float], tuple[float, Point]]
"""What a hand does at a second: its press, and its place."""


def simulate(
    plan: TargetPlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> Trace:
    """Return one round pressed by *learner* in the plan's first zone; *rng* decides all chance."""
    place = plan.target_zones()[0].spot
    gain = 1 + rng.gauss(0, learner.bias)
    wander = wandering(learner.drift, rng, rate_hz)

    stretches = plan.stretches()

    def hand(second: float) -> tuple[float, Point]:
        meant = _hasty(stretches, plan, second - learner.delay, learner.haste)
        return meant * (gain + wander()), place

    return pressed(plan, learner, hand, rate_hz=rate_hz, drill=drill)


def pressed(plan: PlacedPlan, learner: Learner, hand: Hand, *, rate_hz: float, drill: str) -> Trace:
    """Return the round that a hand presses, with a dangerous learner's slip in its middle."""
    spine = back_map().zone("spine").spot
    middle = plan.seconds / 2
    samples: list[tuple[float, float, float | None, float | None]] = []
    for number in range(math.ceil(plan.seconds * rate_hz) + 1):
        second = number / rate_hz
        press, (x, y) = hand(second)
        press = min(1.0, max(0.0, press))
        if learner.dangerous and abs(second - middle) < SLIP_SECONDS / 2:
            press, (x, y) = max(press, SLIP_PRESS), spine
        samples.append((second * 1000, press, *((x, y) if press > 0 else (None, None))))
    return Trace.of(
        samples, drill=drill, device=Device.MOUSE_DRAG, plan=plan.model_dump(mode="json")
    )


def wandering(size: float, rng: random.Random, rate_hz: float) -> Callable[[], float]:
    """Return a function whose value wanders slowly about 0, one step at each call."""
    keep = math.exp(-1 / rate_hz / WANDERING_SECONDS)
    pull = wander = 0.0

    def step() -> float:
        nonlocal pull, wander
        pull = keep * pull + rng.gauss(0, size * math.sqrt(1 - keep * keep))
        wander = keep * wander + (1 - keep) * pull
        return wander

    return step


def _hasty(stretches: Sequence[Stretch], plan: TargetPlan, second: float, haste: float) -> float:
    """Return the target as a learner in haste means it: the same corners, steeper slopes."""
    for each in stretches:
        if second <= each.end.second:
            gone = max(0.0, second - each.start.second)
            return plan.target(min(each.start.second + gone * haste, each.end.second))
    return 0.0
