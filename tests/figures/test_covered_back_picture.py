"""The picture of two covered backs shows one that is even and one that is not."""

from tableside.drills import CoveragePlan
from tableside.figures.covered_back import HATCHES, WORDS, covered_backs, covered_backs_picture

PLAN = CoveragePlan()
EVEN, UNEVEN = covered_backs()
PICTURE = covered_backs_picture()


def test_the_even_round_leaves_next_to_nothing_out_and_overstays_nowhere() -> None:
    """What text and lesson say of the left picture is so: it earns full marks."""
    assert round(EVEN.score.points or 0) == 100
    assert EVEN.untouched(PLAN) < 0.05
    assert EVEN.left.hotspot()[0] <= PLAN.stay_seconds


def test_the_uneven_round_is_safe_and_still_not_good() -> None:
    """It leaves places out and overstays in one, so that nothing but its unevenness is shown."""
    assert UNEVEN.score.safe
    assert not UNEVEN.score.passed
    assert 0.2 < UNEVEN.untouched(PLAN) < 0.3
    assert UNEVEN.left.hotspot()[0] > PLAN.stay_seconds


def test_the_text_tells_what_was_left_out_and_where_too_much_was_done() -> None:
    """Who does not see the picture learns the same."""
    seconds, where = UNEVEN.left.hotspot()

    assert f"{1 - EVEN.untouched(PLAN):.0%} of the region was reached" in PICTURE.alt
    assert f"{UNEVEN.untouched(PLAN):.0%} of the region was never reached" in PICTURE.alt
    assert f"for {seconds:.0f} seconds ({where})" in PICTURE.alt
    assert EVEN.headline in PICTURE.svg
    assert UNEVEN.headline in PICTURE.svg


def test_colour_never_tells_alone() -> None:
    """Each share has its hatching and its words in the legend."""
    assert len(set(HATCHES)) == len(WORDS)
    for words in WORDS:
        assert words in PICTURE.svg


def test_the_picture_is_the_same_every_time_and_not_heavy() -> None:
    """A rebuilt notebook does not change, and stays small."""
    assert covered_backs_picture().svg == PICTURE.svg
    assert len(PICTURE.svg) < 90_000
