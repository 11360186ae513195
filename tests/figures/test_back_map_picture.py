"""The picture of the back map shows every zone, and its text can replace it."""

import re

from tableside.figures.back_map import LOOKS, back_map_picture
from tableside.knowledge.back_map import STUDENT_CEILING, back_map

PICTURE = back_map_picture()


def test_the_text_tells_every_zone_with_its_rule() -> None:
    """Who does not see the picture learns the same from its text."""
    for zone in back_map().zones:
        assert zone.rule in PICTURE.alt
        assert LOOKS[zone.max_pressure].words.split(":")[0] in PICTURE.alt


def test_the_text_begins_with_what_is_forbidden() -> None:
    """The strictest zones are told first, and a zone of both sides once."""
    spine = back_map().zone("spine")

    assert PICTURE.alt.index(spine.rule) < PICTURE.alt.index("level 1 at most")
    assert PICTURE.alt.count("Kidney area, both sides") == 1


def test_every_zone_carries_its_number() -> None:
    """Colour never tells alone: numbers and hatching do too."""
    shown = re.findall(r">([✕123])</text>", PICTURE.svg)

    assert len(shown) == len(back_map().zones)
    assert len({(look.colour, look.hatch, look.number) for look in LOOKS}) == STUDENT_CEILING + 1
    assert PICTURE.svg.count("<pattern") >= 3


def test_left_and_right_are_the_client_s() -> None:
    """The picture says whose left it shows."""
    assert "client's left" in PICTURE.svg
    assert "client's right" in PICTURE.svg


def test_the_picture_is_the_same_every_time_and_not_heavy() -> None:
    """A rebuilt notebook does not change, and stays small."""
    assert back_map_picture().svg == PICTURE.svg
    assert len(PICTURE.svg) < 150_000
