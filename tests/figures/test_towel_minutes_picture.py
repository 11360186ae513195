"""How long a towel may lie, and how much heat a session may have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.figures.towel_minutes import (
    TEMPERATURES,
    heat_budget_picture,
    longest,
    session_minutes,
    towel_timeline_picture,
    towels,
)
from tableside.knowledge import knowledge
from tableside.safety.heat import HeatPlan, Towel, check_heat
from tableside.safety.limits import Limits


def safe(*towels: tuple[float, float]) -> bool:
    """Return whether the rules allow towels of (°C, minutes) that are well looked after."""
    plan = HeatPlan(
        towels=tuple(
            Towel(
                surface=celsius,
                minutes=minutes,
                layers=4,
                covered=True,
                dry_layer=True,
                measured=True,
                feeling_tested=True,
                checks=tuple(sorted({0.0, min(2.0, minutes), min(5.0, minutes), minutes})),
            )
            for celsius, minutes in towels
        )
    )
    found = check_heat(plan, Limits(max_pressure=3), knowledge())
    return not any(each.safety for each in found)


@given(st.floats(35, 43))
def test_the_rules_allow_the_longest_towel_and_no_longer_one(celsius: float) -> None:
    """The picture's limit of one towel is the rules' own."""
    most = longest(celsius)

    assert safe((celsius, most * 0.999))
    assert not safe((celsius, most * 1.01))


@given(st.floats(35, 43))
def test_the_rules_allow_the_session_that_is_shown_and_no_more(celsius: float) -> None:
    """So is its limit of all towels together."""
    most = session_minutes(celsius)

    assert safe((celsius, most * 0.4995), (celsius, most * 0.4995))
    assert not safe((celsius, most * 0.505), (celsius, most * 0.505))


@pytest.mark.parametrize("celsius", [43.1, 44, 60])
def test_a_towel_that_is_too_hot_has_no_minutes(celsius: float) -> None:
    """Above the ceiling nothing goes on."""
    assert longest(celsius) == 0
    assert not safe((celsius, 1))


def test_the_timeline_tells_every_look_and_every_limit() -> None:
    """Its text can replace it."""
    picture = towel_timeline_picture()

    assert "at 2 and at 5 minutes" in picture.alt
    for towel in towels():
        assert f"off after {towel.minutes:g} minutes at the latest" in picture.alt
        assert f"off by {towel.minutes:g}" in picture.svg


def test_the_budget_tells_what_is_left_for_a_second_towel() -> None:
    """At 42 °C the first towel has taken all of it."""
    picture = heat_budget_picture()

    assert "41 °C: 20 min: 10, and 10 with a second towel" in picture.alt
    assert "42 °C: 8 min: one towel, no second" in picture.alt
    assert "43 °C: 2 min: too short to warm: let it cool" in picture.alt
    assert all(f"{celsius:g} °C" in picture.svg for celsius in TEMPERATURES)


def test_the_pictures_are_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert towel_timeline_picture().svg == towel_timeline_picture().svg
    assert heat_budget_picture().svg == heat_budget_picture().svg
