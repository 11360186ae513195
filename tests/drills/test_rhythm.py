"""Rhythm: golden numbers of the reference, and what does not depend on the clock's scale."""

import random
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills.rhythm import (
    asynchronies,
    intervals,
    manner,
    npvi,
    spread,
    strokes,
    tempo_error,
    variation,
)

STEADY = st.lists(st.floats(0.2, 3), min_size=4, max_size=40)


@pytest.mark.parametrize(("cv", "golden"), [(0.03, 3.4), (0.06, 6.8), (0.10, 11.3), (0.20, 23)])
def test_the_npvi_of_a_random_hand_is_the_reference_s(cv: float, golden: float) -> None:
    """Chance intervals with a known CV have the nPVI that the reference worked out."""
    rng = random.Random(7)
    between = [max(0.05, rng.gauss(1, cv)) for _ in range(60_000)]

    assert variation(between) == pytest.approx(cv, rel=0.02)
    assert npvi(between) == pytest.approx(golden, rel=0.03)
    assert manner(between) == "uneven"


def test_a_drift_has_a_large_cv_and_a_small_npvi() -> None:
    """From 20 % too quick to 20 % too slow, evenly: CV 12 %, nPVI 2, as in the reference."""
    between = [0.8 + 0.4 * number / 20 for number in range(21)]

    assert variation(between) == pytest.approx(0.12, abs=0.005)
    assert npvi(between) == pytest.approx(2.1, abs=0.1)
    assert manner(between) == "drifting"


def test_equal_intervals_have_no_variability() -> None:
    """The doctest of the literature: [1, 1, 1, 1] is 0."""
    assert (npvi([1, 1, 1, 1]), variation([1, 1, 1, 1])) == (0, 0)


def test_long_and_short_in_turn_is_known_by_hand() -> None:
    """Each pair differs by 1 about a mean of 1.5: two thirds, in per cent."""
    assert npvi([1, 2, 1, 2]) == pytest.approx(100 * 2 / 3)


@given(STEADY, st.floats(0.1, 10))
def test_another_time_scale_changes_no_share(between: list[float], scale: float) -> None:
    """Twice as slow at half the tempo is the same rhythm."""
    scaled = [scale * each for each in between]

    assert npvi(scaled) == pytest.approx(npvi(between), abs=1e-6)
    assert variation(scaled) == pytest.approx(variation(between), abs=1e-6)
    assert tempo_error(scaled, scale) == pytest.approx(tempo_error(between, 1), abs=1e-6)


@given(STEADY, st.floats(-0.3, 0.3))
def test_coming_early_every_time_is_no_unevenness(between: list[float], early: float) -> None:
    """A constant lead over the beat moves the mean asynchrony and leaves its spread."""
    beats = [0.0, *accumulate(max(each, 1.0) for each in between)]
    off = asynchronies([beat + early for beat in beats], beats)

    assert off == pytest.approx([early] * len(beats))
    assert spread(off) == pytest.approx(0, abs=1e-9)


def test_a_stroke_begins_at_a_fifth_of_the_peak_and_ends_at_a_tenth() -> None:
    """Between samples the crossing is found by a straight line."""
    seconds = [0.0, 1.0, 2.0, 3.0, 4.0]
    (only,) = strokes(seconds, [0.0, 0.0, 1.0, 1.0, 0.0])

    assert only.begin == pytest.approx(1.2)
    assert only.end == pytest.approx(3.9)


def test_a_tremor_about_the_threshold_is_one_stroke() -> None:
    """Only after falling through the lower level can another begin."""
    press = [0, 1, 1, 0.15, 0.3, 0.15, 0.3, 1, 0.0, 1, 0]

    assert len(strokes([float(n) for n in range(len(press))], press)) == 2


def test_one_slip_does_not_hide_all_strokes() -> None:
    """A single far too hard press is not the measure of the others."""
    press = [0.0, 0.2, 0.2, 0.0] * 20 + [1.0, 0.0]

    assert len(strokes([n / 10 for n in range(len(press))], press)) == 21


def test_nothing_pressed_has_no_strokes() -> None:
    """A resting hand has no rhythm."""
    assert strokes([0, 1, 2], [0, 0, 0]) == ()
    assert intervals([]) == ()
