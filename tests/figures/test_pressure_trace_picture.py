"""The picture of a round says what the score says."""

import random

from tableside.drills import PressurePlan, Trace, score_pressure
from tableside.drills.simulated import EXPERT, simulate
from tableside.figures.picture import Picture
from tableside.figures.pressure_trace import pressure_trace_picture

PLAN = PressurePlan()
ROUND = simulate(PLAN, EXPERT, random.Random(4))


def picture_of(trace: Trace) -> Picture:
    """Return the picture of a round of the plan."""
    return pressure_trace_picture(trace, score_pressure(trace, PLAN), PLAN)


def test_a_safe_round_shows_its_score_and_no_mark() -> None:
    """Line, band, limit and headline; nothing marked unsafe."""
    picture = picture_of(ROUND)

    assert score_pressure(ROUND, PLAN).headline() in picture.svg
    assert "client's limit" in picture.svg
    assert ">unsafe<" not in picture.svg
    assert "between 40 and 50 % of the device's range" in picture.alt


def test_an_unsafe_moment_is_marked() -> None:
    """The picture and its text tell when and why."""
    samples = [
        sample._replace(press=0.5, x=0.0, y=18.0) if 6000 < sample.t < 7000 else sample
        for sample in ROUND.samples
    ]
    picture = picture_of(Trace.of(samples, drill="a-drill", device=ROUND.device))

    assert ">unsafe<" in picture.svg
    assert "You pressed on the spine" in picture.alt
    assert "from second 6.0" in picture.alt


def test_an_empty_round_can_be_shown() -> None:
    """A recording that holds nothing is a picture of the plan, and says so."""
    picture = picture_of(Trace.of([], drill="a-drill", device=ROUND.device))

    assert "Not scored." in picture.alt


def test_the_same_round_gives_the_same_picture() -> None:
    """A rebuilt notebook does not change."""
    assert picture_of(ROUND).svg == picture_of(ROUND).svg
