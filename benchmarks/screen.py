"""How many clients are screened in a second, on one core.

    python benchmarks/screen.py

Two thousand random clients, from one who says no to everything to one with half of it, are
screened over and over; the course promises 20,000 screens a second. A screen is the decision
with what it rests on; the words of a verdict are worked out only when somebody reads them, and
the second line says what that costs.
"""

import random
import statistics
import time
from collections.abc import Callable

from tableside.knowledge import Knowledge, knowledge
from tableside.safety.intake import Intake
from tableside.safety.screen import screen

PROMISED = 20_000
CLIENTS = 2000
ROUNDS = 15


def random_client(rng: random.Random, known: Knowledge) -> Intake:
    """Return the intake of some client."""
    yes_share, open_share = rng.choice([(0, 0), (0.03, 0), (0.1, 0.05), (0.5, 0.2)])
    yes, no = set(), set()
    for condition in known.conditions:
        draw = rng.random()
        if draw < yes_share:
            yes.add(condition.id)
        elif draw < 1 - open_share:
            no.add(condition.id)
    amounts = {q.id: rng.uniform(q.low, q.high) for q in known.quantities if rng.random() < 0.2}
    return Intake(yes=frozenset(yes), no=frozenset(no), amounts=amounts)


def rates(work: Callable[[Intake], object], clients: list[Intake]) -> list[float]:
    """Return how many clients a second *work* does, in each of several rounds."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for intake in clients:
            work(intake)
        found.append(len(clients) / (time.perf_counter() - start))
    return found


def told(name: str, found: list[float]) -> str:
    """Return the middle, the slowest and the fastest of several rates, in words."""
    middle, slow, fast = statistics.median(found), min(found), max(found)
    return f"{name}: {middle:,.0f} a second (from {slow:,.0f} to {fast:,.0f})"


def main() -> None:
    """Measure, and print the rates."""
    known = knowledge()
    rng = random.Random(1)  # noqa: S311 - nothing secret
    clients = [random_client(rng, known) for _ in range(CLIENTS)]
    screen(clients[0], known)
    decided = rates(lambda intake: screen(intake, known), clients)
    explained = rates(
        lambda intake: (verdict := screen(intake, known), verdict.fired, verdict.limits), clients
    )
    print(told("screens", decided))
    print(told("screens with reasons and limits read", explained))
    print(f"promised: {PROMISED:,}; that is met {statistics.median(decided) / PROMISED:.1f} times")


if __name__ == "__main__":
    main()
