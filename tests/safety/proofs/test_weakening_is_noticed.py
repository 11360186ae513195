"""Taking away or weakening any one safety rule makes a named proof fail.

Every condition is weakened in every way that one change of one field allows, and the proofs of
``screen_proofs.py`` are run on the result. They compare with a second reading of the table of
contraindications; a proof from the conditions alone could not miss what is no longer there.
"""

import pytest
from screen_proofs import (
    PROOFS,
    Proof,
    every_reason_is_told,
    never_milder_than_the_table,
    no_limit_is_looser_than_the_table,
    nothing_begins_before_a_red_flag_is_answered,
    whoever_needs_care_today_is_sent_today,
)
from second_reading import rows
from weakenings import weakenings

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Adaptation, Condition, Measure

CONDITIONS = knowledge().conditions


def without(condition: Condition, weaker: Condition | None) -> list[Condition]:
    """Return all conditions with *weaker* in place of *condition*, or with neither."""
    changed = [weaker if each is condition else each for each in CONDITIONS]
    return [each for each in changed if each is not None]


READ_TWICE = [condition for condition in CONDITIONS if condition.number in rows()]
"""A condition that came later is guarded as soon as required.toml has a row for it."""


@pytest.mark.parametrize("condition", READ_TWICE, ids=lambda condition: condition.number)
def test_every_weakening_of_a_rule_makes_a_proof_fail(condition: Condition) -> None:
    """Some proof finds a client who is wronged by this very row of the table."""
    proofs = list(PROOFS)
    unnoticed = []
    for what, weaker in weakenings(condition):
        conditions = without(condition, weaker)
        failing = next((p for p in proofs if condition.number in p(conditions)), None)
        if failing is None:
            unnoticed.append(what)
        else:
            # What noticed one weakening is likely to notice the next, and is tried first.
            proofs.sort(key=lambda proof: proof is not failing)

    assert unnoticed == []


@pytest.mark.parametrize(
    ("name", "what", "proof"),
    [
        ("diabetes", "taken away", never_milder_than_the_table),
        ("suspected-cancer", "decides clearance", never_milder_than_the_table),
        ("unusual-age-of-onset", "no longer beside low-bone-density", never_milder_than_the_table),
        ("drug-patch", "no longer red_flag", nothing_begins_before_a_red_flag_is_answered),
        ("cauda-equina", "no longer urgent", whoever_needs_care_today_is_sent_today),
        ("blood-thinners", "max_pressure + 1", no_limit_is_looser_than_the_table),
        ("menstruation", "taken away", every_reason_is_told),
        ("pregnancy-and-heat", "without weeks-pregnant 0", every_reason_is_told),
    ],
)
def test_each_proof_notices_what_it_is_for(name: str, what: str, proof: Proof) -> None:
    """No proof is there for show: each has a weakening that it finds."""
    condition = knowledge().condition(name)
    weaker = dict(weakenings(condition))[what]

    assert condition.number in proof(without(condition, weaker))


def test_every_field_that_makes_a_condition_safe_is_weakened() -> None:
    """A field that a later version adds is not forgotten here."""
    told_only = {"unverified", "course_rule", "sources", "id", "number", "group", "name", "ask"}
    weakened = {"decision", "urgent", "red_flag", "area", "adapt", "measures", "only_with"}
    words_only = {"do", "position", "oil"}
    limits = {"max_pressure", "max_minutes", "heat", "unscented", "prefer_positions"}
    left_out = {"avoid_positions", "avoid_oils", "avoid_strokes", "avoid_zones"}

    assert set(Condition.model_fields) == told_only | weakened | {"because"}
    assert set(Adaptation.model_fields) == words_only | limits | left_out
    assert set(Measure.model_fields) == {"quantity", "at_least", "below"}
