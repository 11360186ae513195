"""Clients in every position, with their pillows."""

from tableside.figures.client_positions import SCENES, positions_picture
from tableside.knowledge import knowledge

PICTURE = positions_picture()


def test_every_position_and_every_pillow_is_drawn() -> None:
    """A pillow that the course adds has to be given a place in the drawing."""
    known = {each.id: {pillow.id for pillow in each.pillows} for each in knowledge().positions}

    assert known == {name: set(scene.pillows) for name, scene in SCENES.items()}


def test_the_text_tells_where_every_pillow_belongs() -> None:
    """And which of them is a matter of liking."""
    for position in knowledge().positions:
        assert position.how in PICTURE.alt
        assert all(pillow.where.rstrip(".") in PICTURE.alt for pillow in position.pillows)
    optional = sum(not pillow.always for each in knowledge().positions for pillow in each.pillows)

    assert PICTURE.alt.count("(if the client likes it)") == optional


def test_what_cannot_be_reached_is_said() -> None:
    """Face up, nobody can massage the low back."""
    assert "✗ Face up: the low back is hidden" in PICTURE.svg
    assert PICTURE.svg.count("✓") == sum(each.reaches_low_back for each in knowledge().positions)


def test_the_picture_is_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert positions_picture().svg == PICTURE.svg
