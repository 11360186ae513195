"""The picture of the client's scale tells at every number what the rules ask for."""

from tableside.drills.breath import Feeling, needed_response
from tableside.figures.number_scale import HIGHEST, LOOKS, number_scale_picture, stretches

PICTURE = number_scale_picture()


def test_every_number_has_the_answer_of_the_rule() -> None:
    """The stretches hold each number once, with what the pause drill asks for there."""
    told = {
        number: each.response for each in stretches() for number in range(each.low, each.high + 1)
    }

    assert told == {number: needed_response(number) for number in range(HIGHEST + 1)}


def test_the_text_tells_every_stretch_and_every_feeling() -> None:
    """Who does not see the picture learns the same."""
    for each in stretches():
        assert each.response.title.lower() in PICTURE.alt
    for feeling in (Feeling.BURNING, Feeling.TINGLING, Feeling.SHOOTING):
        assert feeling.value in PICTURE.alt.lower()
    assert "at any number" in PICTURE.alt


def test_colour_never_tells_alone() -> None:
    """Each answer has its own sign, hatching and words."""
    looks = [LOOKS[each.response] for each in stretches()]

    assert len({look.sign for look in looks}) == len(looks)
    assert len({look.hatch for look in looks}) == len(looks)
    for look in looks:
        assert look.words.split("\n")[0] in PICTURE.svg


def test_the_picture_is_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert number_scale_picture().svg == PICTURE.svg
