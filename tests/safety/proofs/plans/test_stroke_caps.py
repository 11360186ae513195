"""No stroke that passes is too firm, too long, or where it must not be, for any client."""

from collections.abc import Callable, Iterator
from itertools import product
from random import Random

import pytest
import z3
from plan_in_z3 import (
    CONDITIONS,
    FIRMEST,
    KNOWN,
    below,
    client,
    counterexample,
    holds,
    is_safe,
    limited,
    with_parameter,
)
from screen_in_z3 import exactly

from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Area, Condition, Decision
from tableside.safety import plan, strokes
from tableside.safety.areas import sideless, zones_in
from tableside.safety.cited import Cap
from tableside.safety.facts import ClientFacts
from tableside.safety.position import Placing
from tableside.safety.session_plan import SessionPlan, Work

ZONES = tuple(zone.id for zone in KNOWN.zones)
STROKES = tuple(stroke.id for stroke in KNOWN.strokes)
STUDENTS_BELOW = with_parameter("student-max-walton", 2.0)
"""Students held to less than zones and strokes bear, so that their ceiling matters by itself."""


class Stroke:
    """The variables of one stroke; its zone and its kind are numbers of the lists above."""

    zone, kind, level, places = z3.Ints("zone kind level places")
    seconds = z3.Real("seconds")


def work(zone: int, kind: int, level: int, seconds: float = 1.0) -> Work:
    """Return a stroke, done with what it is done with."""
    name = STROKES[kind]
    contact = KNOWN.stroke(name).contacts[0]
    return Work(zone=ZONES[zone], stroke=name, contact=contact, level=level, seconds=seconds)


def leaving_out() -> Iterator[tuple[str, str]]:
    """Yield everything that a client may need left out."""
    yield from (("strokes", each) for each in STROKES)
    yield from (("zones", each) for each in sorted({sideless(zone) for zone in KNOWN.zones}))
    yield from (("areas", each) for each in Area)


def passes(
    pressure: z3.ArithRef, avoids: Callable[[str, str], z3.BoolRef], known: Knowledge = KNOWN
) -> z3.BoolRef:
    """Return "the stroke passes", by trying every stroke on every zone under every limit."""
    everywhere = list(product(range(len(ZONES)), range(len(STROKES))))

    def safe(zone: int, kind: int, level: int, facts: ClientFacts) -> bool:
        return is_safe(strokes.check_work(work(zone, kind, level), facts, known))

    at = {pair: z3.And(Stroke.zone == pair[0], Stroke.kind == pair[1]) for pair in everywhere}
    passing = [
        z3.And(at[pair], Stroke.level == level, pressure == most)
        for pair, level, most in product(everywhere, range(6), range(1, FIRMEST + 1))
        if safe(*pair, level, limited(max_pressure=most))
    ]
    parts = [z3.Or(*passing)]
    for what, name in leaving_out():
        facts = limited(**{f"avoid_{what}": frozenset({name})})
        barred = [at[pair] for pair in everywhere if not safe(*pair, 0, facts)]
        parts.append(z3.Implies(avoids(what, name), z3.Not(z3.Or(*barred))))
    for index, each in enumerate(known.strokes):
        seconds = below(Stroke.seconds, strokes.seconds_caps(each))
        places = below(Stroke.places, plan.places_caps(each))
        parts.append(z3.Implies(Stroke.kind == index, z3.And(seconds, places)))
    return z3.And(*parts)


def harmed(known: Knowledge = KNOWN) -> z3.ModelRef | None:
    """Look for a client and a stroke that passes and harms."""
    harms = [Stroke.level > exactly(known.parameter("student-max-walton").number)]
    for index, zone in enumerate(known.zones):
        harms.append(z3.And(Stroke.zone == index, Stroke.level > zone.max_pressure))
    for index, each in enumerate(known.strokes):
        too_much = [Stroke.level > each.pressure[1], on(*each.avoid_zones)]
        too_much += [Stroke.seconds > exactly(each.max_seconds)] if each.max_seconds else []
        too_much += [Stroke.places > each.max_places] if each.max_places else []
        harms.append(z3.And(Stroke.kind == index, z3.Or(*too_much)))
    harms += [z3.And(client().concerns[each.number], harms_with(each)) for each in CONDITIONS]
    return counterexample(passes(client().pressure, client().avoids, known), harms)


def harms_with(condition: Condition) -> z3.BoolRef:
    """Return "the stroke is nothing for somebody with this condition"."""
    adapt = condition.adapt
    harms = [on(*adapt.avoid_zones)]
    harms += [Stroke.kind == STROKES.index(each) for each in adapt.avoid_strokes]
    harms += [] if adapt.max_pressure is None else [Stroke.level > adapt.max_pressure]
    if condition.decision is Decision.AVOID_AREA:
        harms.append(on(*zones_in(condition.area, KNOWN)))
    return z3.Or(*harms)


def on(*names: str) -> z3.BoolRef:
    """Return "the stroke is on one of these zones", on whichever side."""
    return z3.Or(
        *[Stroke.zone == n for n, each in enumerate(KNOWN.zones) if sideless(each) in names]
    )


@pytest.mark.parametrize("known", [KNOWN, STUDENTS_BELOW], ids=["as it is", "students below"])
def test_no_stroke_that_passes_exceeds_a_cap_for_its_client(known: Knowledge) -> None:
    """For no client whatever, and no stroke whatever."""
    assert harmed(known) is None


def without(caps: Callable[..., tuple[Cap, ...]], index: int) -> Callable[..., tuple[Cap, ...]]:
    """Return a function that forgets one of the caps that *caps* returns."""

    def forgetful(*arguments: object) -> tuple[Cap, ...]:
        found = caps(*arguments)
        return (*found[:index], *found[index + 1 :])

    return forgetful


@pytest.mark.parametrize(
    ("index", "known"),
    [(0, KNOWN), (1, KNOWN), (2, STUDENTS_BELOW), (3, KNOWN)],
    ids=["zone", "stroke", "student", "client"],
)
def test_forgetting_a_cap_of_pressure_is_noticed(
    index: int, known: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of zone, stroke, student and client none can be left out."""
    monkeypatch.setattr(strokes, "pressure_caps", without(strokes.pressure_caps, index))

    assert harmed(known) is not None


@pytest.mark.parametrize(
    ("module", "function", "weaker"),
    [
        (strokes, "seconds_caps", lambda _: ()),
        (plan, "places_caps", lambda _: ()),
        (strokes, "_wrong_zone", lambda *_: ()),
        (strokes, "_not_for_client", lambda *_: ()),
        (strokes, "left_out", lambda *_: []),
    ],
)
def test_weakening_a_check_is_noticed(
    module: object, function: str, weaker: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some client is then harmed by a stroke that passes."""
    monkeypatch.setattr(module, function, weaker)

    assert harmed() is not None


def some_client(rng: Random) -> ClientFacts:
    """Return a client with a few limits."""
    names = [pair for pair in leaving_out() if pair[1] != Area.SKIN_SITE]
    avoided = rng.sample(names, rng.choice([0, 0, 1, 3]))
    kinds = {f"avoid_{kind}": [n for k, n in avoided if k == kind] for kind, _ in names}
    left_out = {kind: frozenset(found) for kind, found in kinds.items()}
    return limited(max_pressure=rng.randint(1, FIRMEST), **left_out)


def test_formulas_and_check_agree() -> None:
    """Any stroke, any limits: it passes by the formulas if it passes by the check of plans."""
    rng = Random(7)
    left_out = {pair: z3.Bool(" ".join(pair)) for pair in leaving_out()}
    pressure = z3.Int("pressure")
    formula = passes(pressure, lambda *pair: left_out[pair])
    outcomes = set()
    for _ in range(300):
        facts, places = some_client(rng), rng.randint(1, 4)
        zone, kind = rng.randrange(len(ZONES)), rng.randrange(len(STROKES))
        stroke = work(zone, kind, rng.randrange(5), rng.choice([30.0, 31.0]))
        planned = SessionPlan(segments=(Placing(position="prone"), *[stroke] * places))
        found = plan.check_plan(planned, facts, KNOWN).findings
        safe = is_safe(each for each in found if each.rule != "H8")
        values: dict[z3.ExprRef, bool | float] = {
            Stroke.zone: zone,
            Stroke.kind: kind,
            Stroke.level: stroke.level,
            Stroke.places: places,
            Stroke.seconds: stroke.seconds,
            pressure: facts.limits.max_pressure,
        }
        for (what, name), variable in left_out.items():
            values[variable] = name in getattr(facts.limits, f"avoid_{what}")
        outcomes.add(safe)

        assert holds(formula, values) is safe
    assert outcomes == {True, False}
