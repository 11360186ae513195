"""Invented learners, for tests and for showing a drill without anyone at the table.

The constants only make an expert, a student and a novice look different; they are no norm data.
"""

import math
import random
from dataclasses import dataclass

from tableside.drills.plan import PressurePlan
from tableside.drills.trace import Device, Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """How an invented learner presses."""

    delay: float
    """Seconds behind the target."""

    bias: float
    """Standard deviation of a lasting error, as a share of the band's middle."""

    drift: float
    """Size of slow wandering, as a share of the band's middle."""

    haste: float
    """How many times as fast as planned the learner leans in and eases off."""


EXPERT = Learner(delay=0.15, bias=0.03, drift=0.08, haste=1.1)
STUDENT = Learner(delay=0.25, bias=0.07, drift=0.16, haste=1.4)
NOVICE = Learner(delay=0.35, bias=0.12, drift=0.28, haste=2.2)

WANDERING_SECONDS = 0.6
"""How long a wandering lasts; a hand is no faster than this."""


def simulate(
    plan: PressurePlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
) -> Trace:
    """Return one round pressed by *learner* in the plan's first zone; *rng* decides all chance."""
    x, y = plan.target_zones()[0].spot
    gain = 1 + rng.gauss(0, learner.bias)
    pull, wander, keep = 0.0, 0.0, math.exp(-1 / rate_hz / WANDERING_SECONDS)
    samples: list[tuple[float, float, float | None, float | None]] = []
    for number in range(math.ceil(plan.seconds * rate_hz) + 1):
        second = number / rate_hz
        pull = keep * pull + rng.gauss(0, learner.drift * math.sqrt(1 - keep * keep))
        wander = keep * wander + (1 - keep) * pull
        meant = _hasty(plan, second - learner.delay, learner.haste)
        press = min(1.0, max(0.0, meant * (gain + wander)))
        place = (x, y) if press > 0 else (None, None)
        samples.append((second * 1000, press, *place))
    return Trace.of(
        samples, drill=drill, device=Device.MOUSE_DRAG, plan=plan.model_dump(mode="json")
    )


def _hasty(plan: PressurePlan, second: float, haste: float) -> float:
    """Return the target as a learner in haste means it: the same corners, steeper slopes."""
    lead, _, hold, _, _ = plan.ends()
    if second <= hold:
        second = lead + (second - lead) * haste if second > lead else second
        return plan.target(min(second, hold))
    return plan.target(hold + (second - hold) * haste)
