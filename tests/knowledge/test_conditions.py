"""The conditions of the screening, with their questions, decisions and measures."""

import pytest

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Decision, Measure

KNOWN = knowledge()


def test_every_ask_is_a_question() -> None:
    """What a client is asked ends with a question mark, and has only one."""
    asks = [each.ask for each in (*KNOWN.conditions, *KNOWN.quantities)]

    assert [ask for ask in asks if ask.count("?") != 1 or not ask.endswith("?")] == []
    assert len(asks) == len(set(asks))


def test_only_these_strict_decisions_are_not_red_flags() -> None:
    """Whatever stops or refers must be answered first, save where a milder way is usual."""
    strict = (Decision.STOP, Decision.REFER)
    exceptions = {each.id for each in KNOWN.conditions if each.decision in strict} - {
        each.id for each in KNOWN.conditions if each.red_flag
    }

    assert exceptions == {"no-improvement", "burn-or-blister", "changing-mole-or-lump"}


def test_only_these_milder_decisions_are_red_flags() -> None:
    """Four conditions do not bar massage for good, and still must be answered first."""
    strict = (Decision.STOP, Decision.REFER)
    flags = {each.id for each in KNOWN.conditions if each.red_flag and each.decision not in strict}

    assert flags == {"aneurysm-elsewhere", "aortic-graft", "recent-spinal-surgery", "drug-patch"}


def test_every_urgent_condition_sends_the_client_to_care() -> None:
    """Urgent means that the text names medical care."""
    urgent = [each for each in KNOWN.conditions if each.urgent]

    assert len(urgent) == 10
    assert [each.id for each in urgent if "care" not in each.adapt.do] == []
    assert [each.id for each in urgent if "not massage" not in each.adapt.do] == []


def test_numbers_in_adaptations_are_course_rules() -> None:
    """Walton levels and minutes were chosen by the course."""
    numbered = [
        each
        for each in KNOWN.conditions
        if each.adapt.max_pressure is not None or each.adapt.max_minutes is not None
    ]

    assert numbered
    assert [each.id for each in numbered if not each.course_rule] == []


def test_the_measures_split_pregnancy_without_gap_or_overlap() -> None:
    """Every week of pregnancy belongs to one trimester."""
    trimesters = ("first-trimester", "second-trimester", "third-trimester")
    spans = [KNOWN.condition(name).measures[0] for name in trimesters]
    weeks = KNOWN.quantity("weeks-pregnant")

    assert {1} == {
        sum(span.holds(week) for span in spans)
        for week in range(int(weeks.low), int(weeks.high) + 1)
    }


@pytest.mark.parametrize(
    ("amount", "holds"), [(13.9, False), (14, True), (27.9, True), (28, False)]
)
def test_a_measure_holds_from_its_lower_end_up_to_its_upper(amount: float, holds: bool) -> None:
    """The lower end counts, the upper no longer does."""
    measure = Measure(quantity="weeks-pregnant", at_least=14, below=28)

    assert holds is measure.holds(amount)


def test_measures_lie_within_what_is_believable() -> None:
    """A limit that no believable answer reaches would never fire."""
    for condition in KNOWN.conditions:
        for measure in condition.measures:
            quantity = KNOWN.quantity(measure.quantity)
            limits = [each for each in (measure.at_least, measure.below) if each is not None]

            assert all(quantity.low <= limit <= quantity.high for limit in limits), condition.id


def test_positions_are_preferred_or_avoided_but_not_both() -> None:
    """A condition that did both would leave the therapist without an answer."""
    both = [
        each.id
        for each in KNOWN.conditions
        if set(each.adapt.prefer_positions) & set(each.adapt.avoid_positions)
    ]

    assert both == []
    assert [p.id for p in KNOWN.positions if not p.reaches_low_back] == ["supine"]
