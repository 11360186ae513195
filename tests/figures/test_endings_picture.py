"""The pictures of tapering off and letting go show one good ending and one hasty one."""

import pytest

from tableside.drills import ReleasePlan, TaperPlan
from tableside.figures.endings import (
    Ending,
    release_picture,
    releases,
    taper_picture,
    tapers,
)
from tableside.figures.picture import Picture

PAIRS = [tapers(), releases()]
PICTURES = [taper_picture(), release_picture()]


@pytest.mark.parametrize("pair", PAIRS)
def test_the_slow_ending_passes_and_the_hasty_one_does_not(pair: tuple[Ending, Ending]) -> None:
    """What the lesson praises the drill praises too, and both rounds are safe."""
    slow, hasty = pair

    assert slow.score.passed
    assert not hasty.score.passed
    assert slow.score.safe
    assert hasty.score.safe


@pytest.mark.parametrize("pair", PAIRS)
def test_haste_costs_the_release(pair: tuple[Ending, Ending]) -> None:
    """The dearest loss of the hasty hand is how it let go."""
    _, hasty = pair

    assert hasty.score.deductions[0].part == "release"


@pytest.mark.parametrize(("picture", "pair"), list(zip(PICTURES, PAIRS, strict=True)))
def test_picture_and_text_tell_both_scores(picture: Picture, pair: tuple[Ending, Ending]) -> None:
    """The points stand above each line and in the text that can replace the picture."""
    for ending in pair:
        assert ending.headline in picture.svg
        assert f"{ending.score.points:.0f} of 100" in picture.alt


def test_the_text_tells_what_the_plan_asks_for() -> None:
    """Strokes, levels and seconds are those of the drill."""
    taper, release = TaperPlan(), ReleasePlan()

    assert f"asks for {taper.strokes} strokes" in PICTURES[0].alt
    assert f"takes {release.release_seconds:g} seconds to come down" in PICTURES[1].alt


def test_the_same_picture_every_time() -> None:
    """A rebuilt notebook does not change, and stays small."""
    assert taper_picture().svg == PICTURES[0].svg
    assert release_picture().svg == PICTURES[1].svg
    assert all(len(picture.svg) < 60_000 for picture in PICTURES)
