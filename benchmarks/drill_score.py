"""How long it takes to score a round of each drill.

    python benchmarks/drill_score.py

A round of one minute at 120 samples a second, which should take less than 20 ms, and, of the
drills that can last so long, one of ten minutes at 100 a second, which should take less than
150 ms.
"""

import random
import statistics
import time

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    PressurePlan,
    ReleasePlan,
    TaperPlan,
    TempoPlan,
    TowelPlan,
    score_round,
)
from tableside.drills.simulated import STUDENT, simulate_round

ROUNDS = 15
MINUTE, TEN_MINUTES = 20.0, 150.0
"""Milliseconds that a round of one minute and one of ten may take."""

CASES: dict[str, tuple[AnyPlan, int, float]] = {
    "hold a band, one minute": (PressurePlan(hold_seconds=50.0), 120, MINUTE),
    "taper, one minute": (TaperPlan(stroke_seconds=8.0), 120, MINUTE),
    "release, half a minute": (ReleasePlan(hold_seconds=14.0), 120, MINUTE),
    "coverage, one minute": (CoveragePlan(), 120, MINUTE),
    "balance, one minute": (BalancePlan(work_seconds=60.0), 120, MINUTE),
    "tempo, one minute": (TempoPlan(), 120, MINUTE),
    "towel timer, twelve minutes of its clock": (TowelPlan(), 120, MINUTE),
    "breath and pause, 79 seconds": (BreathPlan(), 120, MINUTE),
    "hold a band, ten minutes": (
        PressurePlan(
            lead_seconds=120.0,
            ramp_seconds=120.0,
            hold_seconds=120.0,
            release_seconds=120.0,
            tail_seconds=119.0,
        ),
        100,
        TEN_MINUTES,
    ),
    "balance, ten minutes": (BalancePlan(work_seconds=599.0), 100, TEN_MINUTES),
}
"""Each case: the plan, the samples a second, and the milliseconds that it may take."""


def milliseconds(plan: AnyPlan, rate: int) -> list[float]:
    """Return how long the rounds of several students took to score."""
    found = []
    for seed in range(ROUNDS):
        recorded = simulate_round(plan, STUDENT, random.Random(seed), rate_hz=rate)  # noqa: S311 - nothing secret
        start = time.perf_counter()
        score_round(plan, *recorded)
        found.append(1000 * (time.perf_counter() - start))
    return found


def main() -> None:
    """Print the median and the spread of each case, and its share of what it may take."""
    for name, (plan, rate, allowed) in CASES.items():
        found = milliseconds(plan, rate)
        median = statistics.median(found)
        print(
            f"{name}: {median:.1f} ms (from {min(found):.1f} to {max(found):.1f}), "
            f"{median / allowed:.2f} of the {allowed:g} ms that it may take"
        )


if __name__ == "__main__":
    main()
