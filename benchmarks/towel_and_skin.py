"""How long it takes to follow a towel and the skin under it for a quarter of an hour.

    python benchmarks/towel_and_skin.py

The towel in the air, then a towel on the back, and what the skin got: less than 100 ms in all.
"""

import statistics
import time

from tableside.knowledge import knowledge
from tableside.physics.dose import heat_limits, heat_verdict
from tableside.physics.skin import Placement, skin_under_towel
from tableside.physics.towel import Cover, Room, Towel, towel_cooling

RUNS = 50
SECONDS = 900.0
PROMISED = 100.0


def milliseconds() -> list[float]:
    """Return how long each of several runs takes."""
    limits, room, towel = heat_limits(knowledge()), Room(), Towel(face=0.08)
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        towel_cooling(60, SECONDS, towel=towel, room=room)
        under = skin_under_towel(Placement(43, Cover.DRY_TOWEL), SECONDS, room=room)
        heat_verdict(under.basal, limits)
        found.append(1000 * (time.perf_counter() - start))
    return found


def main() -> None:
    """Measure, and print the times."""
    found = milliseconds()
    middle = statistics.median(found)
    print(
        f"15 minutes of towel and skin: {middle:.1f} ms "
        f"(from {min(found):.1f} to {max(found):.1f}); "
        f"{PROMISED:g} ms are promised, {PROMISED / middle:.1f} times as much"
    )


if __name__ == "__main__":
    main()
