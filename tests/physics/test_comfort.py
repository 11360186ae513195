"""What a client feels: thresholds, ratings and soreness."""

import random
import statistics
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.physics.comfort import (
    AREA_EXPONENT,
    MEDIAN_MEN,
    MEDIAN_WOMEN,
    AreaBasis,
    Feeling,
    adjusted_threshold,
    area_basis,
    comfort_force,
    drawn_threshold,
    feeling,
    pain,
    pain_threshold,
    relative_load,
    reported_rating,
    sensation,
    soreness_after,
    threshold_force,
)
from tableside.physics.pressure import mean_pressure
from tableside.physics.quantity import Kilopascal, Newton, OutOfRangeError

loads = st.floats(0, 100)
FADE_HOURS = 24


def seeded(seed: int) -> random.Random:
    """Return chance that repeats."""
    return random.Random(seed)


def test_the_area_exponent_is_that_of_the_study() -> None:
    """From 406 to 205 kPa between 0.5 and 2 cm²."""
    assert pytest.approx(0.493, abs=0.0005) == AREA_EXPONENT
    ratio = pain_threshold(MEDIAN_WOMEN, 0.5).value / pain_threshold(MEDIAN_WOMEN, 2).value
    assert pytest.approx(406 / 205) == ratio


def test_the_thumb_of_the_worked_example() -> None:
    """A median woman, a thumb of 3 cm²: 175 kPa, 52 N, and discomfort from 21 N."""
    assert pytest.approx(175, abs=0.5) == pain_threshold(MEDIAN_WOMEN, 3).value
    assert pytest.approx(52, abs=0.5) == threshold_force(MEDIAN_WOMEN, 3).value
    assert pytest.approx(21, abs=0.5) == comfort_force(MEDIAN_WOMEN, 3).value


def test_the_median_man_bears_a_fifth_more() -> None:
    """360 against 300 kPa, at every contact."""
    men, women = threshold_force(MEDIAN_MEN, 3).value, threshold_force(MEDIAN_WOMEN, 3).value

    assert pytest.approx(1.2) == men / women


@pytest.mark.parametrize(
    ("area", "basis"),
    [
        (0.4, AreaBasis.NOT_MODELLED),
        (0.5, AreaBasis.MEASURED),
        (2, AreaBasis.MEASURED),
        (3, AreaBasis.CARRIED_ON),
        (4, AreaBasis.CARRIED_ON),
        (25, AreaBasis.NOT_MODELLED),
    ],
)
def test_the_model_says_what_a_threshold_rests_on(area: float, basis: AreaBasis) -> None:
    """A palm has no threshold, and the model does not make one up."""
    assert basis is area_basis(area)
    if basis is AreaBasis.NOT_MODELLED:
        with pytest.raises(OutOfRangeError, match=r"from 0\.5 to 4 cm²"):
            pain_threshold(MEDIAN_WOMEN, area)


@given(force=st.floats(0, 60), area=st.floats(0.5, 4), other=st.floats(0.5, 4))
def test_a_broader_contact_never_loads_more(force: float, area: float, other: float) -> None:
    """The threshold pressure falls with area, but the pressure falls faster."""
    small, large = sorted((area, other))

    def load(cm2: float) -> float:
        return relative_load(mean_pressure(Newton(force), cm2), pain_threshold(MEDIAN_WOMEN, cm2))

    assert load(large) <= load(small) * (1 + 1e-12)
    assert threshold_force(MEDIAN_WOMEN, small).value <= (
        threshold_force(MEDIAN_WOMEN, large).value * (1 + 1e-12)
    )


@given(one=loads, other=loads)
def test_more_load_is_never_felt_less(one: float, other: float) -> None:
    """Sensation, pain and the word for it rise together, within their scales."""
    light, heavy = sorted((one, other))
    words = list(Feeling)

    assert 0 <= sensation(light) <= sensation(heavy) <= 10
    assert 0 <= pain(light) <= pain(heavy) <= 10
    assert words.index(feeling(light)) <= words.index(feeling(heavy))


@pytest.mark.parametrize(
    ("load", "felt", "hurts", "word"),
    [
        (0, 0, 0, Feeling.COMFORTABLE),
        (0.39, 2.72, 0, Feeling.COMFORTABLE),
        (0.4, 2.77, 0, Feeling.STRONG),
        (0.8, 4.50, 0, Feeling.EDGE),
        (1, 5.27, 0, Feeling.EDGE),
        (1.75, 7.79, 4, Feeling.PAIN),
        (2.5, 10, 8, Feeling.PAIN),
        (100, 10, 10, Feeling.PAIN),
    ],
)
def test_the_scales_pass_through_their_anchors(
    load: float, felt: float, hurts: float, word: Feeling
) -> None:
    """Pain begins at load 1 and is 8 where tolerance ends."""
    assert pytest.approx(felt, abs=0.01) == sensation(load)
    assert pytest.approx(hurts) == pain(load)
    assert word is feeling(load)


def test_drawn_clients_spread_as_stated() -> None:
    """The median stays, sigma is 0.43, and nobody is beyond three sigmas."""
    rng = seeded(7)
    drawn = [drawn_threshold(rng, MEDIAN_WOMEN).value for _ in range(4000)]

    assert pytest.approx(300, rel=0.03) == statistics.median(drawn)
    share = sum(value < 300 * 2.718281828**-0.43 for value in drawn) / len(drawn)
    assert pytest.approx(0.159, abs=0.02) == share
    assert min(drawn) >= 300 * 2.7183 ** (-3 * 0.43) - 0.1
    assert max(drawn) <= 300 * 2.7183 ** (3 * 0.43) + 0.1


def test_the_same_seed_draws_the_same_client() -> None:
    """Chance comes from the seed alone."""
    first, again = (drawn_threshold(seeded(3), MEDIAN_WOMEN) for _ in range(2))

    assert first == again


def test_there_is_no_force_that_suits_everyone() -> None:
    """At 52 N through a thumb about half of the clients are in pain."""
    rng = seeded(1)
    clients = [drawn_threshold(rng, MEDIAN_WOMEN) for _ in range(1000)]
    share = sum(threshold_force(client, 3).value < 52.4 for client in clients) / 1000

    assert pytest.approx(0.5, abs=0.05) == share


def test_history_zone_and_soreness_change_the_threshold() -> None:
    """Each ratio acts once; full soreness takes three tenths."""
    plain = Kilopascal(300)

    assert plain == adjusted_threshold(plain)
    assert pytest.approx(300 * 262 / 356) == adjusted_threshold(plain, history=262 / 356).value
    assert pytest.approx(150) == adjusted_threshold(plain, zone=0.5).value
    assert pytest.approx(210) == adjusted_threshold(plain, soreness=1).value


@given(seed=st.integers(), rating=st.floats(0, 10), less=st.floats(0, 10), more=st.floats(0, 10))
def test_a_client_who_holds_back_never_says_more(
    seed: int, rating: float, less: float, more: float
) -> None:
    """With the same chance, holding back lowers the number; it stays a whole 0 to 10."""
    less, more = sorted((less, more))
    open_word = reported_rating(seeded(seed), rating, less)
    held_word = reported_rating(seeded(seed), rating, more)

    assert 0 <= held_word <= open_word <= 10
    assert isinstance(held_word, int)


def test_ratings_scatter_around_the_truth() -> None:
    """An open client is right on average, and off by about 0.7 points."""
    rng = seeded(5)
    said = [reported_rating(rng, 5) for _ in range(4000)]

    assert pytest.approx(5, abs=0.05) == statistics.mean(said)
    assert pytest.approx((0.49 + 1 / 12) ** 0.5, abs=0.05) == statistics.stdev(said)


@given(
    sore=st.floats(0, 1),
    load=loads,
    one=st.floats(0, 3600),
    two=st.floats(0, 3600),
)
def test_a_hold_in_two_halves_makes_as_sore_as_the_whole(
    sore: float, load: float, one: float, two: float
) -> None:
    """Soreness does not depend on how time is cut, and stays from 0 to 1."""
    whole = soreness_after(sore, load, one + two, FADE_HOURS)
    halves = soreness_after(soreness_after(sore, load, one, FADE_HOURS), load, two, FADE_HOURS)

    assert pytest.approx(whole, abs=1e-9) == halves
    assert 0 <= whole <= 1


@given(one=loads, other=loads, seconds=st.floats(0, 3600), sore=st.floats(0, 1))
def test_more_load_never_leaves_less_soreness(
    one: float, other: float, seconds: float, sore: float
) -> None:
    """Pressing harder for as long never heals."""
    light, heavy = sorted((one, other))
    less = soreness_after(sore, light, seconds, FADE_HOURS)

    assert less <= soreness_after(sore, heavy, seconds, FADE_HOURS) + 1e-12


def test_comfortable_work_makes_nobody_sore_and_soreness_fades() -> None:
    """Nothing is added up to "strong"; a day later about a third is left."""
    assert soreness_after(0, 0.8, 1800, FADE_HOURS) == 0
    assert pytest.approx(0.632, abs=0.001) == soreness_after(0, 1.8, 120, FADE_HOURS)
    assert pytest.approx(0.368, abs=0.001) == soreness_after(1, 0, 24 * 3600, FADE_HOURS)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: sensation(-0.1),
        lambda: pain(101),
        lambda: feeling(float("nan")),
        lambda: relative_load(Kilopascal(10), Kilopascal(0)),
        lambda: relative_load(Kilopascal(-1), Kilopascal(100)),
        lambda: pain_threshold(Kilopascal(0), 1),
        lambda: adjusted_threshold(Kilopascal(300), history=2),
        lambda: adjusted_threshold(Kilopascal(300), soreness=1.1),
        lambda: reported_rating(seeded(0), 11),
        lambda: reported_rating(seeded(0), 5, -1),
        lambda: soreness_after(0, 1, -1, FADE_HOURS),
        lambda: soreness_after(0, 1, 1, 0),
        lambda: drawn_threshold(seeded(0), Kilopascal(50)),
        lambda: area_basis(0),
    ],
)
def test_what_the_model_does_not_cover_is_refused(ask: Callable[[], object]) -> None:
    """Out of range is an error, never a guess."""
    with pytest.raises(OutOfRangeError):
        ask()
