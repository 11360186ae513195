"""The proofs that compare the screening with the second reading; each looks for a client.

A proof gets the conditions as they stand (or as somebody has weakened them). It returns the rows
of the second reading by which some client would be wronged, or nothing if no such client exists.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

import z3
from screen_in_z3 import Client, Screening, any_of
from second_reading import holds, rows

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition
from tableside.safety.decision import ScreenDecision

Proof = Callable[[Sequence[Condition]], tuple[str, ...]]

CLIENT = Client()

FIRMEST = 5
"""The ceiling in these proofs: with the students' own ceiling of 3, no limit of 3 could matter."""


def find(*claims: z3.BoolRef) -> z3.ModelRef | None:
    """Return a client of whom all *claims* hold, or None if none exists."""
    solver = z3.SolverFor("QF_LRA")
    solver.add(*claims)
    found = solver.check()
    assert found != z3.unknown, solver.reason_unknown()
    return solver.model() if found == z3.sat else None


@cache
def believable() -> tuple[z3.BoolRef, ...]:
    """Return what holds of every intake that the engine accepts."""
    return tuple(CLIENT.believable(rows(), knowledge().quantities))


def never_milder_than_the_table(conditions: Sequence[Condition]) -> tuple[str, ...]:
    """Every row that is true of a client makes the decision at least as strict as the row."""
    screening = Screening(conditions, CLIENT, ceiling=FIRMEST)
    levels = {decision: screening.at_least(decision) for decision in ScreenDecision}
    return _wronged(
        (row.number, z3.And(holds(row.number, CLIENT), z3.Not(levels[row.decision])))
        for row in rows().values()
    )


def nothing_begins_before_a_red_flag_is_answered(
    conditions: Sequence[Condition],
) -> tuple[str, ...]:
    """Every red flag of the table, while unanswered, makes the decision at least HOLD."""
    screening = Screening(conditions, CLIENT, ceiling=FIRMEST)
    hold = screening.at_least(ScreenDecision.HOLD)
    return _wronged(
        (row.number, z3.And(CLIENT.unanswered(row.number), z3.Not(hold)))
        for row in rows().values()
        if row.red_flag
    )


def whoever_needs_care_today_is_sent_today(conditions: Sequence[Condition]) -> tuple[str, ...]:
    """Every row of the table that cannot wait makes the verdict urgent."""
    screening = Screening(conditions, CLIENT, ceiling=FIRMEST)
    return _wronged(
        (row.number, z3.And(holds(row.number, CLIENT), z3.Not(screening.urgent)))
        for row in rows().values()
        if row.urgent
    )


def no_limit_is_looser_than_the_table(conditions: Sequence[Condition]) -> tuple[str, ...]:
    """Every limit that the table or the course sets for a row is kept when the row is true."""
    screening = Screening(conditions, CLIENT, ceiling=FIRMEST)
    return _wronged(
        (row.number, z3.And(holds(row.number, CLIENT), row.broken_caps(screening)))
        for row in rows().values()
        if row.caps
    )


def every_reason_is_told(conditions: Sequence[Condition]) -> tuple[str, ...]:
    """Every row that is true of a client is among the reasons that the verdict gives."""
    screening = Screening(conditions, CLIENT, ceiling=FIRMEST)
    untold = z3.BoolVal(val=False)
    return _wronged(
        (
            row.number,
            z3.And(holds(row.number, CLIENT), z3.Not(screening.present.get(row.number, untold))),
        )
        for row in rows().values()
    )


PROOFS: tuple[Proof, ...] = (
    never_milder_than_the_table,
    nothing_begins_before_a_red_flag_is_answered,
    whoever_needs_care_today_is_sent_today,
    no_limit_is_looser_than_the_table,
    every_reason_is_told,
)


def _wronged(faults: Iterable[tuple[str, z3.BoolRef]]) -> tuple[str, ...]:
    faults = tuple(faults)
    model = find(*believable(), any_of(fault for _, fault in faults))
    if model is None:
        return ()
    return tuple(
        number for number, fault in faults if z3.is_true(model.eval(fault, model_completion=True))
    )
