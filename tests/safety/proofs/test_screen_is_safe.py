"""Proofs about the screening, for every intake that there can be.

z3 searches all answers (yes, no, unanswered) and all believable numbers at once. The formulas are
translated from the same conditions that the engine reads (``screen_in_z3.py``); that they say
what the engine does is tested beside this file (``test_engine_and_formulas_agree.py``).

A proof that knows the conditions alone cannot notice a condition that is missing. So the proofs
at the end compare with a second reading of the table of contraindications, made by itself
(``required.toml``), and ``test_weakening_is_noticed.py`` weakens every rule in every way to see
that one of them fails.
"""

import pytest
import z3
from screen_in_z3 import Client, Screening, any_of, exactly
from screen_proofs import CLIENT, PROOFS, Proof, believable, find
from second_reading import rows

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition, Decision, Heat
from tableside.safety.decision import ScreenDecision

CONDITIONS = knowledge().conditions
CEILING = int(knowledge().parameter("student-max-walton").number)
SCREENING = Screening(CONDITIONS, CLIENT, ceiling=CEILING)
RED_FLAGS = [each for each in CONDITIONS if each.red_flag]


def test_every_row_of_the_table_is_a_condition() -> None:
    """No row of the second reading was lost; conditions that came later may lack one."""
    numbers = [each.number for each in CONDITIONS]

    assert len(rows()) >= 93
    assert [number for number in rows() if number not in numbers] == []


def test_no_red_flag_answered_yes_or_unanswered_ends_in_proceed_or_adapt() -> None:
    """Whatever else was answered, the massage does not begin."""
    raised = any_of(
        z3.Or(CLIENT.yes(each.number), CLIENT.unanswered(each.number)) for each in RED_FLAGS
    )
    mild = z3.Not(SCREENING.at_least(ScreenDecision.HOLD))

    assert find(*believable(), raised, mild) is None


def test_no_red_flag_measured_ends_in_proceed_or_adapt() -> None:
    """A number that says so counts like the answer yes."""
    measured = any_of(CLIENT.within(span) for each in RED_FLAGS for span in each.measures)
    mild = z3.Not(SCREENING.at_least(ScreenDecision.HOLD))

    assert find(*believable(), measured, mild) is None


def test_every_red_flag_blocks_by_itself() -> None:
    """The same without a solver: each flag alone is enough, so that all of them are.

    A flag needs no company and decides something stricter than HOLD; while it is open the
    engine decides HOLD at least; and a verdict is the strictest that any rule asks for.
    """
    assert [each.id for each in RED_FLAGS if each.only_with] == []
    assert [
        each.id for each in RED_FLAGS if ScreenDecision.of(each.decision) <= ScreenDecision.HOLD
    ] == []
    assert ScreenDecision.HOLD > ScreenDecision.ADAPT > ScreenDecision.PROCEED


def worse_answers(better: Client, worse: Client) -> list[z3.BoolRef]:
    """Return "*worse* answered nothing better, and gave at least the same numbers"."""
    numbers = [each.number for each in CONDITIONS]
    return [
        *(z3.Implies(better.yes(each), worse.yes(each)) for each in numbers),
        *(z3.Implies(worse.no(each), better.no(each)) for each in numbers),
        *(
            z3.And(
                z3.Implies(better.given(each.id), worse.given(each.id)),
                better.amount(each.id) == worse.amount(each.id),
            )
            for each in knowledge().quantities
        ),
        *worse.believable(numbers, knowledge().quantities),
    ]


def test_answering_worse_never_makes_a_verdict_milder() -> None:
    """No to unanswered to yes, or a number that was missing: decision and limits only tighten."""
    worse = Client(" of the worse")
    before = SCREENING.bounds()
    after = Screening(CONDITIONS, worse, ceiling=CEILING).bounds()
    milder = any_of(z3.And(before[name], z3.Not(after[name])) for name in before)

    assert find(*believable(), *worse_answers(CLIENT, worse), milder) is None


def test_hold_has_one_possible_place() -> None:
    """Above ADAPT, and not above the mildest red flag: between the two is room for one."""
    mildest = min(ScreenDecision.of(each.decision) for each in RED_FLAGS)

    assert (ScreenDecision.ADAPT, mildest) == (
        ScreenDecision(ScreenDecision.HOLD - 1),
        ScreenDecision(ScreenDecision.HOLD + 1),
    )


def test_every_rule_can_decide() -> None:
    """For each condition there is a client for whom it alone makes the decision what it is."""
    idle = []
    for each in CONDITIONS:
        decision = ScreenDecision.of(each.decision)
        others = [
            SCREENING.present[other.number]
            for other in CONDITIONS
            if other is not each and ScreenDecision.of(other.decision) >= decision
        ]
        alone = z3.And(SCREENING.present[each.number], z3.Not(any_of(others)))
        if find(*believable(), alone, SCREENING.is_exactly(decision)) is None:
            idle.append(each.id)

    assert idle == []


def makes_no_difference(without: Screening) -> bool:
    """Return whether no client gets another decision, urgency or limit from *without*."""
    before, after = SCREENING.bounds(), without.bounds(CONDITIONS)
    changed = any_of(z3.Xor(before[name], after[name]) for name in before)
    return find(*believable(), changed) is None


def test_no_rule_is_redundant() -> None:
    """Taking a rule away gives some client another decision, urgency or limit.

    The one exception decides PROCEED. It is there to be told, against old lists that forbid it,
    and nothing but the reasons that a verdict tells would change without it.
    """
    redundant = [
        each.id
        for each in CONDITIONS
        if makes_no_difference(
            Screening([o for o in CONDITIONS if o is not each], CLIENT, ceiling=CEILING)
        )
    ]

    assert redundant == [each.id for each in CONDITIONS if each.decision is Decision.PROCEED]


def without_measure(condition: Condition, index: int) -> Screening:
    """Return the screening once a condition has lost one of its spans."""
    kept = condition.measures[:index] + condition.measures[index + 1 :]
    changed = condition.model_copy(update={"measures": kept})
    conditions = [changed if each is condition else each for each in CONDITIONS]
    return Screening(conditions, CLIENT, ceiling=CEILING)


def test_no_measure_is_redundant() -> None:
    """Taking a span away gives some client another decision, urgency or limit.

    The one exception is the week of pregnancy as a reason against heat: each trimester forbids
    heat already. It is told as a reason of its own, because the question is one of its own.
    """
    redundant = [
        each.id
        for each in CONDITIONS
        for index in range(len(each.measures))
        if makes_no_difference(without_measure(each, index))
    ]

    assert redundant == ["pregnancy-and-heat"]


@pytest.mark.parametrize("decision", list(ScreenDecision))
def test_every_decision_is_reached(decision: ScreenDecision) -> None:
    """There is a client for whom it is decided."""
    assert find(*believable(), SCREENING.is_exactly(decision)) is not None


def test_limits_never_exceed_the_cap_of_a_condition_that_applies() -> None:
    """Pressure, heat, time, positions, oils, strokes, zones, areas and scent, for each."""
    exceeded = [
        z3.And(SCREENING.concerns[each.number], broken)
        for each in CONDITIONS
        for broken in caps_broken(each)
    ]

    assert len(exceeded) > 100
    assert find(*believable(), any_of(exceeded)) is None
    assert find(*believable(), SCREENING.pressure > CEILING) is None


def caps_broken(condition: Condition) -> list[z3.BoolRef]:
    """Return "the verdict allows more than this limit" for each limit that a condition sets."""
    adapt = condition.adapt
    broken = [
        z3.Not(SCREENING.avoids(kind, name))
        for kind in ("positions", "oils", "strokes", "zones")
        for name in getattr(adapt, f"avoid_{kind}")
    ]
    if adapt.max_pressure is not None:
        broken.append(SCREENING.pressure > adapt.max_pressure)
    if adapt.max_minutes is not None:
        broken.append(SCREENING.minutes > exactly(adapt.max_minutes))
    if adapt.heat is not None:
        broken.append(SCREENING.heat < {Heat.LOWER: 1, Heat.NONE: 2}[adapt.heat])
    if adapt.prefer_positions:
        broken.append(z3.Not(SCREENING.asks_for_one_of(adapt.prefer_positions)))
    if condition.decision is Decision.AVOID_AREA:
        broken.append(z3.Not(SCREENING.avoids("areas", condition.area.value)))
    return broken + ([z3.Not(SCREENING.unscented)] if adapt.unscented else [])


def test_a_condition_that_changes_nothing_limits_nothing() -> None:
    """PROCEED means as planned, so what decides it sets no limit."""
    limiting = [
        each.id for each in CONDITIONS if each.decision is Decision.PROCEED and caps_broken(each)
    ]

    assert limiting == []


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.__name__)
def test_the_screening_does_what_the_second_reading_requires(proof: Proof) -> None:
    """No client is wronged by any row of the table."""
    assert proof(CONDITIONS) == ()
