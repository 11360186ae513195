"""Several conditions leave what the strictest of each limit leaves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition, Heat
from tableside.safety.limits import Limits, combine, strictest_heat

CONDITIONS = knowledge().conditions
SOME = st.lists(st.sampled_from(CONDITIONS), max_size=6)


def test_nothing_limits_beyond_the_ceiling() -> None:
    """Without conditions only the ceiling stands."""
    assert combine([], ceiling=3) == Limits(max_pressure=3)


def test_a_cap_above_the_ceiling_raises_nothing() -> None:
    """A condition never lets a student press harder."""
    mild = [each for each in CONDITIONS if each.adapt.max_pressure == 3]

    assert mild
    assert combine(mild, ceiling=2).max_pressure == 2


@pytest.mark.parametrize(
    ("heats", "strictest"),
    [
        ([], None),
        ([None], None),
        ([None, Heat.LOWER], Heat.LOWER),
        ([Heat.LOWER, Heat.NONE, None], Heat.NONE),
    ],
)
def test_the_strictest_heat_counts(heats: list[Heat | None], strictest: Heat | None) -> None:
    """No towel is stricter than a cooler one, and that than nothing said."""
    assert strictest_heat(heats) == strictest


@given(SOME, SOME)
def test_more_conditions_only_tighten(some: list[Condition], more: list[Condition]) -> None:
    """Whatever the first allow no longer, all together do not allow either."""
    before, after = combine(some, ceiling=5), combine([*some, *more], ceiling=5)

    assert after.max_pressure <= before.max_pressure
    assert (after.max_minutes or 999) <= (before.max_minutes or 999)
    assert before.avoid_oils <= after.avoid_oils
    assert before.avoid_strokes <= after.avoid_strokes
    assert before.avoid_zones <= after.avoid_zones
    assert before.avoid_areas <= after.avoid_areas
    assert before.unscented <= after.unscented
    assert all(before.suits(p.id) for p in knowledge().positions if after.suits(p.id))


@given(SOME)
def test_order_does_not_matter(some: list[Condition]) -> None:
    """The same conditions in another order leave the same."""
    backwards = combine(some[::-1], ceiling=3)
    forwards = combine(some, ceiling=3)

    assert set(forwards.prefer_positions) == set(backwards.prefer_positions)
    assert forwards.max_pressure == backwards.max_pressure
    assert forwards.avoid_zones == backwards.avoid_zones


def test_a_position_must_suit_every_condition() -> None:
    """One that a condition bars, or that another does not count among its own, is out."""
    limits = Limits(
        max_pressure=3,
        prefer_positions=(frozenset({"prone", "seated"}), frozenset({"seated", "side-lying"})),
        avoid_positions=frozenset({"supine"}),
    )

    assert [p.id for p in knowledge().positions if limits.suits(p.id)] == ["seated"]
