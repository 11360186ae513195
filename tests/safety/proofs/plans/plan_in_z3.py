"""What the proofs about plans share: the symbolic client, and the search for one who is harmed.

What passes is taken from the checks themselves, tried out on every zone, stroke, level, oil,
position and limit that there is; where amounts are not whole numbers, from the caps that the
checks use. What must hold is taken from each condition that concerns the client, and from the
zones, the strokes, the oils and the parameters.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import z3
from screen_in_z3 import Client, Screening, exactly
from screen_proofs import believable

from tableside.knowledge import Knowledge, knowledge
from tableside.safety.cited import Cap
from tableside.safety.decision import ScreenDecision
from tableside.safety.facts import ClientFacts
from tableside.safety.findings import Finding
from tableside.safety.limits import Limits

KNOWN = knowledge()
CONDITIONS = KNOWN.conditions

FIRMEST = 5
"""The ceiling of a client here, so that every limit that a condition sets does matter."""


@cache
def client() -> Screening:
    """Return a client of whom nothing is known, as the screening finds them."""
    return Screening(CONDITIONS, Client(), ceiling=FIRMEST)


def counterexample(passes: z3.BoolRef, harms: Iterable[z3.BoolRef]) -> z3.ModelRef | None:
    """Return a client and a plan that passes and does some harm, or None if there is none."""
    solver = z3.Solver()
    solver.add(*believable(), passes, z3.Or(*harms))
    found = solver.check()
    assert found != z3.unknown, solver.reason_unknown()
    return solver.model() if found == z3.sat else None


def limited(**limits: object) -> ClientFacts:
    """Return an adult who may be massaged within these limits."""
    return ClientFacts(
        limits=Limits(**{"max_pressure": FIRMEST, **limits}),
        decision=ScreenDecision.PROCEED,
        years=40.0,
        pregnant=False,
        allergies=frozenset(),
        skin_sites=frozenset(),
    )


def is_safe(findings: Iterable[Finding]) -> bool:
    """Return whether none of the findings tells of harm."""
    return not any(finding.safety for finding in findings)


def below(amount: z3.ArithRef, caps: Iterable[Cap]) -> z3.BoolRef:
    """Return "the amount goes beyond none of the caps"."""
    return z3.And(*[amount <= exactly(cap.most) for cap in caps])


def holds(formula: z3.BoolRef, values: dict[z3.ExprRef, bool | float]) -> bool:
    """Return whether the formula is true of these values of its variables."""
    given = [(variable, _as_z3(variable, value)) for variable, value in values.items()]
    found = z3.simplify(z3.substitute(formula, *given))
    assert z3.is_true(found) or z3.is_false(found), found
    return z3.is_true(found)


def with_parameter(name: str, value: float) -> Knowledge:
    """Return what the course knows, with another number for one parameter."""
    parameters = tuple(
        each.model_copy(update={"value": value}) if each.id == name else each
        for each in KNOWN.parameters
    )
    return replace(KNOWN, parameters=parameters)


def _as_z3(variable: z3.ExprRef, value: bool | float) -> z3.ExprRef:
    if z3.is_bool(variable):
        return z3.BoolVal(value)
    return z3.IntVal(value) if variable.is_int() else exactly(value)
