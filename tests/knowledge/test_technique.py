"""Positions, strokes, oils and numbers fit together, and fit what the sentences say."""

from itertools import pairwise

import pytest

from tableside.knowledge import knowledge

KNOWN = knowledge()


def test_nothing_presses_harder_than_a_student_may() -> None:
    """Steps, strokes and zones keep to the ceiling."""
    ceiling = KNOWN.parameter("student-max-walton").number

    assert max(step.pressure[1] for step in KNOWN.steps if step.pressure) == ceiling
    assert max(stroke.pressure[1] for stroke in KNOWN.strokes) == ceiling
    assert max(zone.max_pressure for zone in KNOWN.zones) == ceiling


def test_the_heat_numbers_fit_together() -> None:
    """Cooler for some, a target for most, a ceiling for all, and pain only above that."""
    low, high = KNOWN.parameter("surface-target").span
    lower = KNOWN.parameter("lower-heat-ceiling").number
    dry = KNOWN.parameter("dry-layer-above").number
    ceiling = KNOWN.parameter("surface-ceiling").number
    pain = KNOWN.parameter("skin-pain-threshold").number

    assert lower <= low < dry < high < ceiling < pain
    assert (
        KNOWN.parameter("application-minutes").span[1] * KNOWN.parameter("max-applications").number
        <= KNOWN.parameter("max-heat-minutes").number
    )


def test_the_prose_gives_the_same_numbers_as_the_parameters() -> None:
    """A number that stands in a sentence is the one that the models use."""
    low, high = KNOWN.parameter("surface-target").span
    bath_low, bath_high = KNOWN.parameter("bath").span
    towel = " ".join(action.text for action in KNOWN.step("soak-towel").actions)
    hold = KNOWN.stroke("held-pressure").max_seconds
    spread = " ".join(action.text for action in KNOWN.step("spread-pressure").actions)

    assert f"{low:g} to {high:g} °C" in towel
    assert f"{bath_low:g} to {bath_high:g} °C" in towel
    assert f"Above {KNOWN.parameter('surface-ceiling').number:g} °C" in towel
    assert f"{low:g} to {high:g} °C" in KNOWN.claim("S1.1").teach
    assert f"{KNOWN.parameter('max-heat-minutes').number:g} minutes" in KNOWN.claim("S5.7").teach
    assert f"above {KNOWN.parameter('rating-ceiling').number:g} out of 10" in (
        KNOWN.claim("S9.7").teach
    )
    assert f"{hold:g} seconds" in spread
    assert f"{hold:g} seconds" in KNOWN.claim("S9.2").teach
    assert f"{KNOWN.dilution('adult').percent:g} per cent" in KNOWN.claim("S8.5").teach


def test_held_places_and_friction_keep_off_every_forbidden_zone() -> None:
    """A stroke with a small contact names each zone where nobody may press."""
    forbidden = {
        zone.id.removesuffix("-left").removesuffix("-right")
        for zone in KNOWN.zones
        if zone.max_pressure == 0
    }

    for name in ("held-pressure", "friction"):
        assert forbidden <= set(KNOWN.stroke(name).avoid_zones), name


def test_the_bands_of_age_join_without_gap() -> None:
    """Everyone has one dilution limit, and pregnancy another."""
    bands = [limit for limit in KNOWN.dilutions if not limit.pregnant]

    assert bands[0].from_years == 0
    assert bands[-1].below_years is None
    assert all(one.below_years == other.from_years for one, other in pairwise(bands))
    assert [limit.id for limit in KNOWN.dilutions if limit.pregnant] == ["pregnant"]


def test_the_course_never_allows_more_oil_than_the_literature_recommends() -> None:
    """Where sources differ the strictest holds."""
    assert all(limit.percent <= limit.published_percent for limit in KNOWN.dilutions)
    assert all(limit.published_percent <= limit.published_max_percent for limit in KNOWN.dilutions)


def test_a_client_with_a_nut_allergy_still_has_an_oil() -> None:
    """Avoiding what is avoided leaves something to offer."""
    avoided = set(KNOWN.condition("nut-or-seed-allergy").adapt.avoid_oils)
    nuts = {oil.id for oil in KNOWN.oils if {"tree-nut", "peanut", "seed"} & set(oil.allergens)}
    left = [
        oil
        for oil in KNOWN.oils
        if oil.kind == "carrier" and oil.in_class and oil.id not in avoided
    ]

    assert nuts <= avoided
    assert left


def test_oils_that_react_with_light_stay_out_of_class() -> None:
    """So nobody has to work with tenths of a per cent."""
    assert [oil.id for oil in KNOWN.oils if oil.phototoxic_max_percent and oil.in_class] == []


def test_a_parameter_with_a_span_has_no_single_number() -> None:
    """A model that asks for one number of a span has made a mistake."""
    with pytest.raises(ValueError, match="bath has a low and a high"):
        _ = KNOWN.parameter("bath").number
    assert KNOWN.parameter("surface-ceiling").span == (43, 43)
