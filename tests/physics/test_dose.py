"""What a warm spell does to skin: dose, burns, safe exposure and a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.knowledge import knowledge
from tableside.physics.dose import (
    BURN_ACTIVATION,
    FIRST_DEGREE,
    burn_integral,
    burn_rate,
    burn_seconds,
    cem43,
    dose_rate,
    heat_limits,
    heat_verdict,
    safe_seconds,
)
from tableside.physics.heat_trace import HeatTrace, HeatTraceError
from tableside.physics.quantity import OutOfRangeError

LIMITS = heat_limits(knowledge())
SCALE = LIMITS.scale

skin = st.lists(st.floats(30, 50), min_size=2, max_size=30)


def steady(celsius: float, minutes: float) -> HeatTrace:
    """Return a skin that stays at one temperature."""
    return HeatTrace((0, 60 * minutes), (celsius, celsius))


def sampled(celsius: list[float], apart: float = 1.0) -> HeatTrace:
    """Return a trace of these temperatures, so many seconds apart."""
    return HeatTrace(tuple(apart * number for number in range(len(celsius))), tuple(celsius))


@pytest.mark.parametrize(
    ("celsius", "minutes", "dose"),
    [
        (43, 2, 2),
        (42, 8, 2),
        (40, 20, 0.31),
        (41, 5, 0.31),
        (44, 5, 10),
        (45, 10, 40),
        (50, 1, 128),
    ],
)
def test_steady_skin_gets_the_dose_of_the_table(
    celsius: float, minutes: float, dose: float
) -> None:
    """The table is rounded to two digits."""
    assert cem43(steady(celsius, minutes), SCALE) == pytest.approx(dose, rel=0.02)


@pytest.mark.parametrize(
    ("celsius", "seconds"), [(44, 16_260), (45, 7_730), (47, 1_770), (48, 855), (50, 200)]
)
def test_the_burn_integral_burns_at_the_times_of_its_own_pair(
    celsius: float, seconds: float
) -> None:
    """The widespread wrong pair would take five times as long."""
    assert 1 / burn_rate(celsius) == pytest.approx(seconds, rel=0.02)


def test_the_burn_integral_has_the_activation_that_belongs_to_its_frequency() -> None:
    """6.28e5 J/mol over 8.314 J/(mol K) would be 75 535 K, and is refused here."""
    assert BURN_ACTIVATION == 75_000


@pytest.mark.parametrize(
    ("celsius", "seconds", "within"),
    [
        (44, 11_020, 0.01),
        (45, 5_830, 0.01),
        (47, 1_700, 0.01),
        (48, 940, 0.01),
        (50, 296, 0.01),
        (55, 20, 0.05),
        (60, 2, 0.25),
    ],
)
def test_the_regression_burns_at_the_times_of_the_table(
    celsius: float, seconds: float, within: float
) -> None:
    """The last two are rounded to whole seconds in the table."""
    assert burn_seconds(celsius) == pytest.approx(seconds, rel=within)


def test_the_safe_line_runs_at_290_seconds_at_45_degrees() -> None:
    """And 17.5 minutes at 43 °C, where the course's limit of dose allows two."""
    assert safe_seconds(45) == pytest.approx(290, abs=1)
    assert safe_seconds(43) / 60 == pytest.approx(17.5, abs=0.1)


@given(st.floats(44, 50))
def test_safe_exposure_ends_before_any_burn(celsius: float) -> None:
    """Nor is skin at the safe line's time anywhere near a first-degree burn integral."""
    assert safe_seconds(celsius) < burn_seconds(celsius)
    assert safe_seconds(celsius) * burn_rate(celsius) < FIRST_DEGREE


@given(st.floats(43, 51))
def test_the_course_allows_less_than_the_safe_line(celsius: float) -> None:
    """The dose limit is reached before the safe exposure is over, up to where dose is counted."""
    assert 60 * LIMITS.dose / dose_rate(celsius, SCALE) < safe_seconds(celsius)


@given(skin, st.data())
def test_more_heat_is_never_less_dose(celsius: list[float], drawn: st.DataObject) -> None:
    """Warm any samples further, and neither dose nor burn integral falls."""
    warmer = [drawn.draw(st.floats(value, 50)) for value in celsius]

    assert cem43(sampled(warmer), SCALE) >= cem43(sampled(celsius), SCALE)
    assert burn_integral(sampled(warmer)) >= burn_integral(sampled(celsius))


@given(skin, st.floats(1, 5))
def test_a_longer_spell_is_never_less_dose(celsius: list[float], longer: float) -> None:
    """The same temperatures, drawn out."""
    slow, fast = sampled(celsius, longer), sampled(celsius)

    assert cem43(slow, SCALE) >= cem43(fast, SCALE) > 0
    assert burn_integral(slow) >= burn_integral(fast) >= 0


@given(skin, st.data())
def test_doses_add_up(celsius: list[float], drawn: st.DataObject) -> None:
    """Cut a spell in two, and the parts make the whole."""
    cut = drawn.draw(st.integers(0, len(celsius) - 1))
    parts = [sampled(celsius[: cut + 1]), sampled(celsius[cut:])]

    assert sum(cem43(part, SCALE) for part in parts) == pytest.approx(
        cem43(sampled(celsius), SCALE)
    )
    assert sum(map(burn_integral, parts)) == pytest.approx(burn_integral(sampled(celsius)))


def test_below_44_degrees_no_burn_is_counted() -> None:
    """By the definition of the integral, however long it lasts."""
    assert burn_integral(steady(43.9, 600)) == 0


@pytest.mark.parametrize("celsius", [43.9, 50.1, 55, 60, float("nan")])
def test_the_burn_rate_is_refused_outside_its_range(celsius: float) -> None:
    """Its constants were fitted to 44 to 50 °C."""
    with pytest.raises(OutOfRangeError, match="44 to 50 °C"):
        burn_rate(celsius)


def test_the_other_models_are_refused_outside_their_ranges() -> None:
    """None of them guesses."""
    for celsius in (14.9, 51.1):
        with pytest.raises(OutOfRangeError):
            dose_rate(celsius, SCALE)
    for celsius in (43.9, 60.1):
        with pytest.raises(OutOfRangeError):
            burn_seconds(celsius)
    for celsius in (42.9, 60.1):
        with pytest.raises(OutOfRangeError):
            safe_seconds(celsius)
    with pytest.raises(OutOfRangeError):
        burn_integral(sampled([49, 51]))


def test_gentle_warmth_is_good_and_says_how_much_is_left() -> None:
    """Skin at 41 °C for 8 minutes uses half a minute of dose."""
    verdict = heat_verdict(steady(41, 8), LIMITS)

    assert verdict.ok
    assert verdict.reasons == ()
    assert verdict.margin.dose == pytest.approx(1.5)
    assert verdict.margin.skin == 2


def test_exactly_the_limit_is_still_good() -> None:
    """43 °C for two minutes is all that a session may give."""
    assert heat_verdict(steady(43, 2), LIMITS).ok


def test_too_long_is_refused_for_its_dose_alone() -> None:
    """42.5 °C is not too hot, but ten minutes of it are too much."""
    verdict = heat_verdict(steady(42.5, 10), LIMITS)

    assert not verdict.ok
    assert verdict.reasons == ("The thermal dose is 5.0 minutes (CEM43); 2 are the most.",)
    assert verdict.margin.dose == pytest.approx(-3)


def test_too_hot_is_refused_for_its_heat_alone() -> None:
    """44 °C for half a minute is a dose of one minute, yet hotter than skin may be."""
    verdict = heat_verdict(steady(44, 0.5), LIMITS)

    assert verdict.reasons == ("The skin reaches 44.0 °C; 43 °C is the most it may reach.",)


def test_hotter_than_dose_can_count_is_refused_without_a_number() -> None:
    """The most dangerous spell gets a verdict, not an error, and no invented dose."""
    verdict = heat_verdict(sampled([33, 56, 40]), LIMITS)

    assert not verdict.ok
    assert verdict.margin.dose is None
    assert "no longer be counted" in verdict.reasons[1]


@given(skin)
def test_a_good_spell_has_margins_and_a_bad_one_has_reasons(celsius: list[float]) -> None:
    """Verdict, reasons and margins never disagree."""
    verdict = heat_verdict(sampled(celsius, 20), LIMITS)
    margins = (verdict.margin.dose, verdict.margin.skin)

    assert verdict.ok == (verdict.reasons == ())
    assert verdict.ok == all(margin is not None and margin >= 0 for margin in margins)


@pytest.mark.parametrize(
    ("seconds", "celsius", "words"),
    [
        ((), (), "at least one"),
        ((0, 1), (33,), "one temperature for each time"),
        ((0, 0), (33, 34), "order of time"),
        ((1, 0), (33, 34), "order of time"),
        ((0, 1), (33, float("nan")), "not finite"),
    ],
)
def test_samples_that_are_no_trace_are_refused(
    seconds: tuple[float, ...], celsius: tuple[float, ...], words: str
) -> None:
    """With a sentence that says what to give instead."""
    with pytest.raises(HeatTraceError, match=words):
        HeatTrace(seconds, celsius)
