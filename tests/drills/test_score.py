"""What every drill's score has in common: parts, floor, named losses, verdict apart."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills.score import (
    FLOOR,
    Part,
    Status,
    falling,
    not_scored,
    not_tried,
    points,
    scored,
)
from tableside.drills.vetoes import Veto, VetoKind

SPINE = Veto(kind=VetoKind.NO_GO, second=1.0, reason="You pressed on the spine.")


def parts(*shares: float) -> list[Part]:
    """Return parts of equal weight."""
    return [
        Part(name=f"part-{n}", share=share, weight=1 / len(shares), happened="So.", next_time="Do.")
        for n, share in enumerate(shares)
    ]


SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


def test_golden_means() -> None:
    """The geometric mean of 1 and a quarter is a half; nothing counts as a hundredth."""
    assert points(parts(1, 1, 1)) == pytest.approx(100)
    assert points(parts(1, 0.25)) == pytest.approx(50)
    assert points(parts(1, 0)) == pytest.approx(100 * FLOOR**0.5)


@given(SHARES, st.floats(0, 1))
def test_a_better_part_is_never_worth_less(shares: list[float], better: float) -> None:
    """Raising any part raises the points, or leaves them."""
    raised = [max(shares[0], better), *shares[1:]]

    assert points(parts(*raised)) >= points(parts(*shares))


@given(SHARES)
def test_a_veto_leaves_the_points_and_takes_the_pass(shares: list[float]) -> None:
    """Unsafe is no number, and no number makes up for it."""
    safe, unsafe = scored(parts(*shares)), scored(parts(*shares), vetoes=(SPINE,))

    assert unsafe.points == safe.points
    assert (unsafe.verdict, unsafe.passed) == ("unsafe", False)
    assert unsafe.headline().startswith("Unsafe")


@given(SHARES)
def test_at_most_three_losses_are_named_the_dearest_first(shares: list[float]) -> None:
    """More are not read."""
    lost = scored(parts(*shares)).deductions

    assert len(lost) <= 3
    assert [each.marks for each in lost] == sorted((each.marks for each in lost), reverse=True)


def test_not_tried_not_scored_and_nothing_are_three_things() -> None:
    """No effort is 0, no recording is no score, and a bad round has its points."""
    lazy, lost, bad = not_tried("Begin."), not_scored("A gap."), scored(parts(0, 0))

    assert [each.status for each in (lazy, lost, bad)] == [
        Status.NOT_TRIED,
        Status.NOT_SCORED,
        Status.SCORED,
    ]
    assert (lazy.points, lost.points) == (0, None)
    assert bad.points == pytest.approx(1)
    assert [each.passed for each in (lazy, lost, bad)] == [False] * 3


def test_a_pass_can_be_withheld() -> None:
    """A round with the points can still lack what the drill is about."""
    score = scored(parts(1, 1), withheld="The sides differ.")

    assert score.safe
    assert not score.passed
    assert "The sides differ." in score.as_text()


def test_the_page_is_given_plain_data() -> None:
    """The same shape from every drill."""
    shown = replace(scored(parts(1, 0.5), vetoes=(SPINE,)), claim="By keys.").as_dict()

    assert set(shown) == {
        "status", "points", "verdict", "passed", "headline", "parts", "deductions",
        "vetoes", "withheld", "notes", "reason", "claim",
    }  # fmt: skip
    assert shown["vetoes"][0]["kind"] == "no-go"
    assert shown["parts"][1] == {"part": "part-1", "share": 0.5, "weight": 0.5}


def test_falling_is_whole_at_first_and_nothing_at_last() -> None:
    """Straight between."""
    assert [falling(each, 1, 3) for each in (0, 1, 2, 3, 9)] == [1, 1, 0.5, 0, 0]
    assert [falling(-each, -3, -1) for each in (0, 1, 2, 3, 9)] == [0, 0, 0.5, 1, 1]
