"""How long it takes to score a round of the pressure drill.

    python benchmarks/drill_score.py

A round of one minute at 120 samples a second, which should take less than 20 ms, and one of ten
minutes at 100 a second, which should take less than 150 ms.
"""

import random
import statistics
import time

from tableside.drills import PressurePlan, score_pressure
from tableside.drills.simulated import STUDENT, simulate

ROUNDS = 15
CASES = {
    "one minute at 120 Hz": (PressurePlan(hold_seconds=50.0), 120, 20.0),
    "ten minutes at 100 Hz": (
        PressurePlan(
            lead_seconds=120.0,
            ramp_seconds=120.0,
            hold_seconds=120.0,
            release_seconds=120.0,
            tail_seconds=119.0,
        ),
        100,
        150.0,
    ),
}
"""Each case: the plan, the samples a second, and the milliseconds that it may take."""


def main() -> None:
    """Print the median and the spread of each case, and its share of what it may take."""
    for name, (plan, rate, allowed) in CASES.items():
        found = []
        for seed in range(ROUNDS):
            trace = simulate(plan, STUDENT, random.Random(seed), rate_hz=rate)  # noqa: S311
            start = time.perf_counter()
            score_pressure(trace, plan)
            found.append(1000 * (time.perf_counter() - start))
        median = statistics.median(found)
        print(
            f"{name}: {median:.1f} ms (from {min(found):.1f} to {max(found):.1f}), "
            f"{median / allowed:.2f} of the {allowed:g} ms that it may take"
        )


if __name__ == "__main__":
    main()
