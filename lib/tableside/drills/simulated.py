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
    """Standard deviation of slow wandering, as a share of the band's middle."""

    haste: float
    """How many times as fast as planned the learner leans in and eases off."""


EXPERT = Learner(delay=0.15, bias=0.02, drift=0.03, haste=1.0)
STUDENT = Learner(delay=0.25, bias=0.06, drift=0.08, haste=1.3)
NOVICE = Learner(delay=0.35, bias=0.10, drift=0.14, haste=2.2)

WANDERING_SECONDS = 1.0
"""How long a slow wandering lasts."""


def simulate(
    plan: PressurePlan,
    learner: Learner,
    rng: random.Random,
    *,
    rate_hz: float = 60,
    drill: str = "simulated",
    device: Device = Device.MOUSE_DRAG,
) -> Trace:
    """Return one round pressed by *learner* in the plan's first zone; *rng* decides all chance."""
    x, y = plan.target_zones()[0].spot
    gain = 1 + rng.gauss(0, learner.bias)
    wander, keep = 0.0, math.exp(-1 / rate_hz / WANDERING_SECONDS)
    samples: list[tuple[float, float, float | None, float | None]] = []
    for number in range(math.ceil(plan.seconds * rate_hz) + 1):
        second = number / rate_hz
        wander = keep * wander + rng.gauss(0, learner.drift * math.sqrt(1 - keep * keep))
        meant = _hasty(plan, second - learner.delay, learner.haste)
        press = min(1.0, max(0.0, meant * (gain + wander)))
        place = (x, y) if press > 0 else (None, None)
        samples.append((second * 1000, press, *place))
    return Trace.of(samples, drill=drill, device=device, plan=plan.model_dump(mode="json"))


def _hasty(plan: PressurePlan, second: float, haste: float) -> float:
    """Return the target as a learner in haste means it: the same corners, steeper slopes."""
    lead, _, hold, _, _ = plan.ends()
    if second <= hold:
        second = lead + (second - lead) * haste if second > lead else second
        return plan.target(min(second, hold))
    return plan.target(hold + (second - hold) * haste)
