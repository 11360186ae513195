"""One scale of temperature for towel, bowl, tap and skin."""

from tableside.figures.heat_scale import ROWS, burn_times, heat_scale_picture, span_words
from tableside.knowledge import knowledge

PICTURE = heat_scale_picture()


def test_every_number_is_the_course_s_own() -> None:
    """Picture and text say what knowledge says, and call a course rule one."""
    for row in ROWS:
        parameter = knowledge().parameter(row.parameter)

        assert span_words(parameter) in PICTURE.alt
        assert span_words(parameter) in PICTURE.svg
        assert ("(course rule)" in span_words(parameter)) == parameter.course_rule


def test_hotter_skin_burns_sooner() -> None:
    """All burn times are there, the coolest first, and are told in the text."""
    times = burn_times()

    assert [celsius for celsius, _ in times] == [44, 45, 47, 48, 49, 51, 55, 60]
    assert times[0] == (44, "6 h")
    assert times[-1] == (60, "3 s")
    assert all(f"at {celsius:g} °C after {words}" in PICTURE.alt for celsius, words in times)


def test_the_picture_is_the_same_every_time_and_not_heavy() -> None:
    """A rebuilt notebook does not change, and stays small."""
    assert heat_scale_picture().svg == PICTURE.svg
    assert len(PICTURE.svg) < 60_000
