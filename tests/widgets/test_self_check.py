"""Questions to check oneself answer with the rule."""

import pytest

from tableside.errors import UnknownNameError
from tableside.widgets import what_do_you_do, where_to_press


@pytest.mark.parametrize(
    ("zone", "verdict"),
    [("spine", "Not safe."), ("erector-lower-left", "Right."), ("kidney-left", "Not safe.")],
)
def test_a_place_is_answered_with_its_rule(zone: str, verdict: str) -> None:
    """The verdict comes first, then the zone's own rule."""
    question = where_to_press(3, "spine", "erector-lower-left", "kidney-left")
    question.answer = zone

    assert question.status.startswith(verdict)
    assert len(question.status) > 40


@pytest.mark.parametrize(
    ("response", "verdict"),
    [
        ("carry-on-and-ask", "Not safe."),
        ("stop-technique-and-ask", "Right."),
        ("end-session", "Not quite."),
    ],
)
def test_a_response_is_answered_with_what_the_sign_needs(response: str, verdict: str) -> None:
    """Too little is unsafe; too much is safe, and still not right."""
    question = what_do_you_do(
        "tingling-in-leg", "carry-on-and-ask", "stop-technique-and-ask", "end-session"
    )
    question.answer = response

    assert question.status.startswith(verdict)


def test_a_mistyped_zone_is_told_to_the_author() -> None:
    """A lesson with a wrong name cannot be built."""
    with pytest.raises(UnknownNameError, match="spline"):
        where_to_press(3, "spline", "kidney-left")
