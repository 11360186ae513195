"""The engine and the formulas that the proofs are about say the same of many thousand intakes."""

import random
from collections.abc import Iterator

import pytest
import z3
from screen_in_z3 import Client, Screening
from screen_proofs import CLIENT
from z3_in_python import Values, compiled

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition, Heat
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Intake
from tableside.safety.screen import screen
from tableside.safety.verdict import Verdict

KNOWN = knowledge()
CEILING = int(KNOWN.parameter("student-max-walton").number)
SCREENING = Screening(KNOWN.conditions, CLIENT, ceiling=CEILING)
BOUNDS = SCREENING.bounds()
TOLD = {f"told {number}": present for number, present in SCREENING.present.items()}
OPEN = {f"open {number}": unknown for number, unknown in SCREENING.open.items()}
FORMULAS = {**BOUNDS, **TOLD, **OPEN}
LIMITS = {
    quantity.id: [
        end
        for condition in KNOWN.conditions
        for span in condition.measures
        if span.quantity == quantity.id
        for end in (span.at_least, span.below)
        if end is not None
    ]
    for quantity in KNOWN.quantities
}


def random_intake(rng: random.Random) -> Intake:
    """Return some client: from one with few answers amiss to one with everything."""
    yes_share = rng.choice([0, 0.01, 0.03, 0.1, 0.4])
    open_share = rng.choice([0, 0, 0.01, 0.05, 0.5])
    yes, no = set(), set()
    for condition in KNOWN.conditions:
        draw = rng.random()
        if draw < yes_share:
            yes.add(condition.id)
        elif draw > open_share:
            no.add(condition.id)
    given = rng.choice([0, 0.1, 0.5])
    amounts = {q.id: random_amount(rng, q.id) for q in KNOWN.quantities if rng.random() < given}
    return Intake(yes=frozenset(yes), no=frozenset(no - yes), amounts=amounts)


def random_amount(rng: random.Random, name: str) -> float:
    """Return a believable number, often one at which something changes or just beside it."""
    quantity = KNOWN.quantity(name)
    edge = rng.choice([quantity.low, quantity.high, *LIMITS[name]])
    beside = edge + rng.choice([0, 0, -0.001, 0.001, -1, 1])
    amount = rng.choice([beside, beside, rng.uniform(quantity.low, quantity.high)])
    return min(max(amount, quantity.low), quantity.high)


def values(intake: Intake) -> Values:
    """Return what *intake* means for the variables of the formulas."""
    found: dict[str, bool | float] = {}
    for condition in KNOWN.conditions:
        found[f"yes {condition.number}"] = condition.id in intake.yes
        found[f"no {condition.number}"] = condition.id in intake.no
    for quantity in KNOWN.quantities:
        found[f"given {quantity.id}"] = quantity.id in intake.amounts
        found[f"amount {quantity.id}"] = intake.amounts.get(quantity.id, quantity.low)
    return found


def said_by_the_engine(verdict: Verdict) -> Iterator[str]:
    """Yield the names of the formulas that are true by the engine's verdict."""
    limits = verdict.limits
    yield from (f"decision {each.word}" for each in ScreenDecision if each <= verdict.decision)
    yield from ["urgent"] * verdict.urgent
    yield from ["unscented"] * limits.unscented
    yield from (f"pressure {level}" for level in range(limits.max_pressure, CEILING))
    heat = {None: (), Heat.LOWER: (Heat.LOWER,), Heat.NONE: (Heat.LOWER, Heat.NONE)}[limits.heat]
    yield from (f"heat {each}" for each in heat)
    minutes = {each.adapt.max_minutes for each in KNOWN.conditions} - {None}
    if limits.max_minutes is not None:
        yield from (f"minutes {each:g}" for each in minutes if limits.max_minutes <= each)
    for kind in ("positions", "oils", "strokes", "zones"):
        yield from (f"{kind} {name}" for name in getattr(limits, f"avoid_{kind}"))
    yield from (f"areas {area.value}" for area in limits.avoid_areas)
    choices = {frozenset(each.adapt.prefer_positions) for each in KNOWN.conditions} - {frozenset()}
    for choice in choices:
        if any(asked <= choice for asked in limits.prefer_positions):
            yield f"one of {' '.join(sorted(choice))}"
    yield from (f"told {each.condition.number}" for each in verdict.fired)
    yield from (f"open {each.number}" for each in (*verdict.ask_first, *verdict.ask_also))


@pytest.mark.parametrize("seed", range(4))
def test_engine_and_formulas_say_the_same(seed: int) -> None:
    """Decision, urgency, reasons, open questions and every limit, of five thousand clients."""
    rng = random.Random(seed)
    true_ones = compiled(FORMULAS)
    reached = set()
    for _ in range(5000):
        intake = random_intake(rng)
        verdict = screen(intake, KNOWN)
        reached.add(verdict.decision)

        assert frozenset(said_by_the_engine(verdict)) == true_ones(values(intake)), intake
    assert reached == set(ScreenDecision)


def test_the_compiled_formulas_mean_what_z3_means() -> None:
    """For a few clients z3 works the same formulas out by itself."""
    rng = random.Random(0)
    true_ones = compiled(FORMULAS)
    for _ in range(5):
        given = values(random_intake(rng))
        pairs = [
            (z3.Bool(name), z3.BoolVal(value))
            if isinstance(value, bool)
            else (z3.Real(name), z3.RealVal(repr(value)))
            for name, value in given.items()
        ]
        by_z3 = {
            name
            for name, formula in FORMULAS.items()
            if z3.is_true(z3.simplify(z3.substitute(formula, pairs)))
        }

        assert true_ones(given) == by_z3


def test_a_difference_would_be_seen() -> None:
    """Formulas of conditions that somebody changed disagree with the engine at once."""
    changed = [softened(each) for each in KNOWN.conditions]
    formulas = {**FORMULAS, **Screening(changed, Client(), ceiling=CEILING).bounds()}
    true_ones = compiled(formulas)
    intake = Intake.no_except(KNOWN.conditions, yes=["blood-thinners"])

    assert frozenset(said_by_the_engine(screen(intake, KNOWN))) != true_ones(values(intake))


def softened(condition: Condition) -> Condition:
    """Return the condition; blood thinners with a firmer pressure than the course allows."""
    if condition.id != "blood-thinners":
        return condition
    adapt = condition.adapt.model_copy(update={"max_pressure": 3})
    return condition.model_copy(update={"adapt": adapt})
