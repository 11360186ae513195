"""The picture of the oil limits shows what the course knows, and what is not yet verified."""

from tableside.figures.oil_limits import oil_limits_picture
from tableside.knowledge import knowledge

PICTURE = oil_limits_picture()


def test_every_group_is_shown_and_told() -> None:
    """Each group has its row, and its limit stands in the text."""
    for limit in knowledge().dilutions:
        ours = f"{limit.percent:g} per cent" if limit.percent else "none"

        assert limit.title in PICTURE.svg
        assert f"{limit.title}: {ours} in this course" in PICTURE.alt


def test_no_group_gets_more_than_is_published() -> None:
    """The course is never laxer than what it shows as advised."""
    for limit in knowledge().dilutions:
        assert limit.published_percent is not None
        assert limit.percent <= limit.published_percent


def test_what_is_from_memory_is_marked() -> None:
    """The published numbers say that nobody has looked them up."""
    assert "not yet verified" in PICTURE.svg
    assert "not yet verified" in PICTURE.alt
    assert "course rules" in PICTURE.alt


def test_none_is_told_in_words() -> None:
    """A group that gets nothing is not merely a missing bar."""
    barred = [limit for limit in knowledge().dilutions if not limit.percent]

    assert PICTURE.svg.count("✕ none") == len(barred)


def test_the_picture_is_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert oil_limits_picture().svg == PICTURE.svg
