"""What a run's results say of the class."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from classroom.test_class_session import joined, sent, start
from tableside.classroom.result import Fault, Judged
from tableside.classroom.session import state_after
from tableside.classroom.statistics import (
    FEWEST,
    STUCK_AFTER,
    board,
    misconceptions,
    progress,
    spread,
)

GOOD = Judged(points=90.0, safe=True, headline="Safe. 90 of 100 points.")
UNSAFE = replace(GOOD, safe=False)
WARM_FIRST = Fault(rule="H6", what="Warm up first.", because="Cold tissue.", safety=True)
SLOWER = Fault(rule="hold:ramp", what="Lean in slowly.", because="", safety=False)


@given(st.lists(st.floats(0, 100), max_size=FEWEST - 1))
def test_few_results_are_never_pooled(points: list[float]) -> None:
    """With four results a distribution would show single people."""
    shown = board([replace(GOOD, points=each) for each in points])

    assert not shown.enough
    assert (shown.spread, shown.misconceptions, shown.heat, shown.overlay) == (None, (), (), None)
    assert shown.choices == ()


@given(st.lists(st.tuples(st.floats(0, 100) | st.none(), st.booleans()), min_size=FEWEST))
def test_every_result_stands_in_one_place(results: list[tuple[float | None, bool]]) -> None:
    """A result is in a bar, unsafe or unscored, and in one of them only."""
    found = spread([replace(GOOD, points=points, safe=safe) for points, safe in results])

    assert sum(found.bars) + found.unsafe + found.unscored == len(results)


def test_points_of_an_unsafe_round_do_not_show() -> None:
    """Ninety points that hurt somebody are in no bar."""
    found = spread([UNSAFE] * 3 + [GOOD] * 2)

    assert (found.unsafe, sum(found.bars), found.middle) == (3, 2, 90)


def test_misconceptions_are_counted_by_rule_and_safety_comes_first() -> None:
    """One student's slip is no misconception of the class, and counts once for each rule."""
    results = [
        replace(GOOD, faults=(SLOWER,)),
        replace(GOOD, faults=(SLOWER,)),
        replace(GOOD, faults=(SLOWER, WARM_FIRST, WARM_FIRST)),
        replace(GOOD, faults=(WARM_FIRST,)),
        replace(GOOD, faults=(replace(SLOWER, rule="once"),)),
    ]
    first, second = misconceptions(results)

    assert (first.rule, first.count, first.of) == ("H6", 2, 5)
    assert (second.rule, second.count) == ("hold:ramp", 3)
    assert len(first.reteach) == 3
    assert "Warm up first." in first.reteach[0]


def test_decisions_are_counted_against_what_was_right() -> None:
    """Each row is what was right, each column what was made of it."""
    pairs = [("stop", "proceed"), ("stop", "stop"), ("stop", "stop"), ("adapt", "adapt")]
    found = board([replace(GOOD, decided=pair) for pair in [*pairs, pairs[0]]]).confusion

    assert found is not None
    assert found.right == ("Adapt the massage", "Do not massage")
    assert found.chosen == ("Go ahead", "Adapt the massage", "Do not massage")
    assert found.counts == ((0, 1, 0), (2, 0, 2))


def test_every_student_counts_the_same_on_the_map() -> None:
    """Somebody who pressed ten times as long is not ten times as hot."""
    long = replace(GOOD, heat={(0, 0): 100.0})
    short = replace(GOOD, heat={(1, 1): 1.0})
    found = board([long, long, short, short, short]).heat

    assert found == ((0.0, 0.0, 0.667), (2.0, 2.0, 1.0))


def test_the_ribbon_holds_eight_traces_in_ten() -> None:
    """Median and tenths are of all traces, point by point."""
    lines = [replace(GOOD, line=(step / 10, 1.0)) for step in range(11)]
    found = board(lines).overlay

    assert found is not None
    assert (found.low[0], found.middle[0], found.high[0]) == (0.1, 0.5, 0.9)


def test_somebody_who_sends_nothing_for_long_is_stuck() -> None:
    """Whoever is done, or came just now, or went away, is not."""
    now = 2 + STUCK_AFTER + 1
    late = joined("cy").model_copy(update={"at": now - 5})
    events = [joined("ana"), joined("bo"), joined("gone"), late, start(), sent("bo", 1)]
    state = state_after(events)
    found = progress(state, state.runs["r1"], {"ana", "bo", "cy"}, now)

    assert (found.stuck, found.there, found.done) == (("ana",), 3, 1)
