"""How long it takes to say what is wrong with an order of steps.

    python benchmarks/order.py

Random orders of the ten steps of the course, which should take less than 1 ms each, and of 24
invented steps, which should take less than 50 ms.
"""

import random
import statistics
import time
from collections.abc import Sequence

from tableside.knowledge import knowledge
from tableside.knowledge.steps import Action, Precedence, PrecedenceKind, Step
from tableside.safety.order import check_order

ORDERS = 200
STEPS = 24
SHARES = {"many rules": 0.3, "few rules": 0.06}
"""Of the pairs of invented steps, how many have a rule of their own. Where rules are few, many
orders are acceptable, and to find the nearest takes longest."""


def invented_steps(rng: random.Random, share: float) -> tuple[Step, ...]:
    """Return 24 steps; each may have to wait for some of those before it."""
    return tuple(
        Step(
            id=f"step-{number}",
            number=number % 12,
            title=f"Do step {number}",
            goal="To be put in order.",
            actions=(Action(id=f"act-{number}", text="Do it."),),
            course_rule=True,
            after=tuple(
                Precedence(
                    step=f"step-{earlier}",
                    kind=rng.choice(list(PrecedenceKind)),
                    rule="H1",
                    because="It was invented so.",
                    course_rule=True,
                )
                for earlier in range(number)
                if rng.random() < share
            ),
        )
        for number in range(STEPS)
    )


def milliseconds(
    steps: Sequence[Step], asked: list[str], rng: random.Random, *, nearest: bool = False
) -> list[float]:
    """Return how long each of several random orders takes to check, and perhaps to mend."""
    found = []
    for _ in range(ORDERS):
        performed = rng.sample(asked, len(asked))
        start = time.perf_counter()
        check = check_order(performed, steps=steps, asked=asked)
        if nearest:
            _ = check.nearest
        found.append(1000 * (time.perf_counter() - start))
    return found


def told(name: str, found: list[float], promised: float) -> str:
    """Return the middle, the fastest and the slowest of several times, in words."""
    middle, fast, slow = statistics.median(found), min(found), max(found)
    ratio = promised / middle
    return (
        f"{name}: {middle:.2f} ms (from {fast:.2f} to {slow:.2f}); "
        f"{promised:g} ms are promised, {ratio:.1f} times as much"
    )


def main() -> None:
    """Measure, and print the times."""
    rng = random.Random(1)  # noqa: S311 - nothing secret
    steps = knowledge().steps
    ten = [step.id for step in steps if 1 <= step.number <= 10]
    print(told("ten steps", milliseconds(steps, ten, rng), 1))
    for name, share in SHARES.items():
        invented = invented_steps(rng, share)
        names = [step.id for step in invented]
        print(told(f"{STEPS} steps, {name}", milliseconds(invented, names, rng), 50))
        mended = milliseconds(invented, names, rng, nearest=True)
        print(told(f"{STEPS} steps, {name}, with the nearest good order", mended, 50))


if __name__ == "__main__":
    main()
