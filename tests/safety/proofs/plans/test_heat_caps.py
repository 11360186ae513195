"""No towels that pass are too hot, too long or too many for any client."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations_with_replacement

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st
from plan_in_z3 import (
    CONDITIONS,
    FIRMEST,
    KNOWN,
    below,
    client,
    counterexample,
    holds,
    is_safe,
    with_parameter,
)
from screen_in_z3 import HEAT, exactly

from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Heat
from tableside.safety import heat
from tableside.safety.heat import HeatPlan, Towel
from tableside.safety.heat_caps import dose_rate
from tableside.safety.limits import Limits

SURFACES = (39.0, 40.0, 40.5, 42.0, 42.5, 43.0, 43.5)
"""Temperatures in °C at, below and above every cap; times may be anything."""

SHORTER = with_parameter("max-heat-minutes", 15.0)
"""Less time for all towels than two of them may have, so that this cap matters by itself."""

MINUTES = z3.Reals("minutes-1 minutes-2 minutes-3")
OFTEN = (0.0, 2.0, *(5.0 * step for step in range(1, 49)))


def towel(surface: float, minutes: float) -> Towel:
    """Return a towel about which all is right but perhaps its heat and its time."""
    return Towel(
        surface=surface,
        minutes=minutes,
        dry_layer=True,
        measured=True,
        feeling_tested=True,
        checks=OFTEN[:50],
    )


def passes(limit: z3.ArithRef, surfaces: tuple[float, ...], known: Knowledge = KNOWN) -> z3.BoolRef:
    """Return "towels of these temperatures pass", the times being variables."""
    times = MINUTES[: len(surfaces)]
    total = z3.Sum(z3.RealVal(0), *times)
    rates = [exactly(dose_rate(each, known)) for each in surfaces]
    dose = z3.Sum(z3.RealVal(0), *[a * b for a, b in zip(rates, times, strict=True)])
    application = [heat.application_cap("", known)]
    return z3.And(
        below(z3.IntVal(len(surfaces)), [heat.towels_cap(known)]),
        below(total, [heat.heat_minutes_cap(known)]),
        below(dose, [heat.dose_cap(known)]),
        *[minutes > 0 for minutes in times],
        *[below(minutes, application) for minutes in times],
        *[below(exactly(each), [heat.surface_cap("", known)]) for each in surfaces],
        *[z3.Not(limit == HEAT[Heat.NONE]) for _ in times],
        z3.Implies(limit == HEAT[Heat.LOWER], total <= exactly(heat.lower_minutes(known))),
        *[
            z3.Implies(limit == HEAT[Heat.LOWER], exactly(each) <= heat.lower_surface(known))
            for each in surfaces
        ],
    )


def harms(surfaces: tuple[float, ...], known: Knowledge) -> Iterable[z3.BoolRef]:
    """Yield every way in which these towels could be too much."""
    most = {each.id: exactly(each.span[1]) for each in known.parameters}
    times = MINUTES[: len(surfaces)]
    total = z3.Sum(z3.RealVal(0), *times)
    rates = [exactly(dose_rate(each, known)) for each in surfaces]
    dose = z3.Sum(z3.RealVal(0), *[a * b for a, b in zip(rates, times, strict=True)])
    yield from (each > most["application-minutes"] for each in times)
    yield from (exactly(each) > most["surface-ceiling"] for each in surfaces)
    yield total > most["max-heat-minutes"]
    yield dose > most["thermal-dose-limit"]
    yield len(surfaces) > most["max-applications"]
    too_hot = z3.Or(*[exactly(each) > most["lower-heat-ceiling"] for each in surfaces])
    for each in CONDITIONS:
        if each.adapt.heat is Heat.NONE:
            yield z3.And(client().concerns[each.number], z3.BoolVal(bool(surfaces)))
        if each.adapt.heat is Heat.LOWER:
            too_much = z3.Or(too_hot, total > most["lower-heat-minutes"])
            yield z3.And(client().concerns[each.number], too_much)


def burnt(known: Knowledge = KNOWN) -> tuple[float, ...] | None:
    """Look for a client and up to three towels that pass and harm; return their temperatures."""
    for count in range(4):
        for surfaces in combinations_with_replacement(SURFACES, count):
            allowed = passes(client().heat, surfaces, known)
            if counterexample(allowed, harms(surfaces, known)) is not None:
                return surfaces
    return None


@pytest.mark.parametrize("known", [KNOWN, SHORTER], ids=["as it is", "shorter"])
def test_no_towels_that_pass_exceed_a_cap_for_their_client(known: Knowledge) -> None:
    """For no client whatever, and no times whatever."""
    assert burnt(known) is None


@pytest.mark.parametrize(
    ("function", "known"),
    [
        ("surface_cap", KNOWN),
        ("application_cap", KNOWN),
        ("towels_cap", KNOWN),
        ("heat_minutes_cap", SHORTER),
        ("dose_cap", KNOWN),
    ],
)
def test_weakening_a_cap_is_noticed(
    function: str, known: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One degree, one minute, one towel or one unit of dose more harms some client."""
    cap = getattr(heat, function)

    def weaker(*arguments: object) -> object:
        found = cap(*arguments)
        return replace(found, most=found.most + 1)

    monkeypatch.setattr(heat, function, weaker)

    assert burnt(known) is not None


@pytest.mark.parametrize("function", ["lower_surface", "lower_minutes"])
def test_weakening_a_limit_of_lower_heat_is_noticed(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some client who needs less heat then gets more."""
    most = getattr(heat, function)(KNOWN)
    monkeypatch.setattr(heat, function, lambda _: most + 1)

    assert burnt() is not None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(SURFACES), st.sampled_from([1.0, 2.0, 4.9, 5.0, 8.0, 10.0, 10.5])
        ),
        max_size=3,
    ),
    st.sampled_from(list(HEAT)),
    st.sampled_from([KNOWN, SHORTER]),
)
def test_formulas_and_check_agree(
    towels: list[tuple[float, float]], limit: Heat | None, known: Knowledge
) -> None:
    """Any towels, any limit of heat: they pass by the formulas if they pass by the check."""
    plan = HeatPlan(towels=tuple(towel(*each) for each in towels))
    found = heat.check_heat(plan, Limits(max_pressure=FIRMEST, heat=limit), known)
    limited = z3.Int("limit")
    formula = passes(limited, tuple(surface for surface, _ in towels), known)
    values: dict[z3.ExprRef, bool | float] = {limited: HEAT[limit]}
    values.update(zip(MINUTES, (minutes for _, minutes in towels), strict=False))

    assert holds(formula, values) is is_safe(found)
