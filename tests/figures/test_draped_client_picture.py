"""A covered client, seen from above."""

from tableside.figures.draped_client import LABELS, draped_client_picture

PICTURE = draped_client_picture()


def test_the_text_says_what_is_covered_and_what_is_not() -> None:
    """All words of the picture stand in its text, from the head down."""
    places = [PICTURE.alt.index(" ".join(label.words.split())) for label in LABELS]

    assert places == sorted(places)
    assert "the only part uncovered" in PICTURE.alt


def test_left_and_right_are_the_client_s() -> None:
    """The client lies face down, head up: their left is on the reader's left."""
    left, right = PICTURE.svg.index(">left<"), PICTURE.svg.index(">right<")

    assert left < right
    assert PICTURE.svg.count("client's") == 2


def test_the_picture_is_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert draped_client_picture().svg == PICTURE.svg
