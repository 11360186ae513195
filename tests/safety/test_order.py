"""Whether an order of the course's steps is safe."""

import random

import pytest

from course_order import TEN_STEPS
from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.safety.order import check_order
from tableside.safety.precedence import precedence_rules

STEPS = knowledge().steps
TEN = tuple(step.id for step in STEPS if 1 <= step.number <= 10)


def safe_order(rng: random.Random) -> list[str]:
    """Return the ten steps in some order that keeps every hard rule."""
    hard = [(r.before, r.after) for r in precedence_rules(STEPS) if r.hard]
    order: list[str] = []
    while len(order) < len(TEN):
        waiting = {after for before, after in hard if before in TEN and before not in order}
        order.append(
            rng.choice([step for step in TEN if step not in order and step not in waiting])
        )
    return order


def test_the_courses_own_order_has_no_fault() -> None:
    """Nothing is to be said about it, and nothing to be moved."""
    check = check_order(TEN_STEPS, steps=STEPS, asked=TEN)

    assert (check.findings, check.moves, check.missing) == ((), (), ())


def test_the_articles_order_is_unsafe() -> None:
    """The article presses and heats before the client lies comfortably and covered."""
    check = check_order(TEN, steps=STEPS, asked=TEN)

    assert not check.safe
    assert ("body-straight", "hot-towel") in {finding.subjects for finding in check.findings}
    assert check.findings[0].safety


@pytest.mark.parametrize("seed", range(200))
def test_any_order_that_keeps_the_hard_rules_is_safe(seed: int) -> None:
    """Steps that do not wait for each other may stand either way round."""
    assert check_order(safe_order(random.Random(seed)), steps=STEPS, asked=TEN).safe


def hard_pairs() -> list[tuple[str, str]]:
    """Return the hard rules among the ten steps."""
    rules = precedence_rules(STEPS)
    return [(r.before, r.after) for r in rules if r.hard and {r.before, r.after} <= set(TEN)]


@pytest.mark.parametrize(("before", "after"), hard_pairs())
def test_swapping_a_hard_pair_is_always_unsafe(before: str, after: str) -> None:
    """Whatever else is right, the two steps the wrong way round make the order unsafe."""
    order = list(TEN_STEPS)
    first, second = order.index(before), order.index(after)
    order[first], order[second] = order[second], order[first]

    assert not check_order(order, steps=STEPS, asked=TEN).safe


def test_a_finding_says_what_comes_first_and_why() -> None:
    """It names both steps by their titles and gives the rule's reason and sources."""
    order = ["hot-towel", *(step for step in TEN_STEPS if step != "hot-towel")]
    found = check_order(order, steps=STEPS, asked=TEN).findings[0]

    assert "must come before “Lay the hot towel on”" in found.message
    assert found.because
    assert found.sources or found.course_rule


def test_the_first_unsafe_step_is_named() -> None:
    """Of several hard faults the one that comes first in the session is the one to talk about."""
    order = ["oils", "hot-towel", *(s for s in TEN_STEPS if s not in {"oils", "hot-towel"})]

    assert check_order(order, steps=STEPS, asked=TEN).first_unsafe == "oils"
    assert check_order(TEN_STEPS, steps=STEPS, asked=TEN).first_unsafe is None


def test_the_nearest_order_mends_and_changes_nothing_else() -> None:
    """One step too early is put where it belongs."""
    order = ["hot-towel", *(step for step in TEN_STEPS if step != "hot-towel")]
    check = check_order(order, steps=STEPS, asked=TEN)

    assert check.nearest == TEN_STEPS
    assert check.moves == ("hot-towel",)


def test_credit_is_full_for_a_good_order_and_falls_with_every_fault() -> None:
    """From 1 for the course's own order down to next to nothing for its reverse."""
    swapped = list(TEN_STEPS)
    swapped[4], swapped[5] = swapped[5], swapped[4]
    orders = [TEN_STEPS, swapped, ["hot-towel", *(s for s in swapped if s != "hot-towel")]]
    earned = [check_order(order, steps=STEPS, asked=TEN).credit for order in orders]

    assert earned[0] == 1
    assert earned == sorted(earned, reverse=True)
    assert len(set(earned)) == len(earned)
    assert check_order(TEN_STEPS[::-1], steps=STEPS, asked=TEN).credit < 0.15


def test_a_step_left_out_costs_its_share() -> None:
    """Nine good steps of ten are worth nine tenths."""
    assert check_order(TEN_STEPS[:-1], steps=STEPS, asked=TEN).credit == pytest.approx(0.9)


def test_a_missing_step_is_named() -> None:
    """What was asked for and left out is listed, and what is there is still judged."""
    check = check_order(TEN_STEPS[:-1], steps=STEPS, asked=TEN)

    assert check.missing == ("roll-off",)
    assert check.safe


def test_a_rule_by_way_of_a_step_not_asked_for_still_counts() -> None:
    """Soaking comes before oil, though the towel between them is not among the cards."""
    check = check_order(["oils", "soak-towel"], steps=STEPS, asked=["oils", "soak-towel"])

    assert [finding.subjects for finding in check.findings] == [("soak-towel", "oils")]


@pytest.mark.parametrize(
    ("performed", "message"),
    [
        ([*TEN_STEPS, "sing"], "'sing', which was not asked for"),
        ([*TEN_STEPS, "oils"], "'oils' more than once"),
    ],
)
def test_a_stranger_or_a_repeat_is_refused_by_name(performed: list[str], message: str) -> None:
    """An order of other things than the steps is no order of the steps."""
    with pytest.raises(UnknownNameError, match=message):
        check_order(performed, steps=STEPS, asked=TEN)
