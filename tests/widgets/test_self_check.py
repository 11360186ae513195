"""Questions to check oneself answer with the rule."""

import pytest

from tableside.errors import UnknownNameError
from tableside.widgets import what_do_you_do, where_to_press
from tableside.widgets.self_check import order_the_steps


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


def test_an_order_is_answered_with_the_first_rule_it_breaks() -> None:
    """At every move, until all rules are kept."""
    question = order_the_steps("hot-towel", "soak-towel", "screen-and-consent")
    question.answer = ["soak-towel", "screen-and-consent", "hot-towel"]
    wrong = question.status
    question.answer = ["screen-and-consent", "soak-towel", "hot-towel"]

    assert wrong.startswith("Not safe: “Screen the client")
    assert question.status.startswith("Right")


def test_a_mistyped_step_is_told_to_the_author() -> None:
    """With the nearest one that exists."""
    with pytest.raises(UnknownNameError, match="hot-towel"):
        order_the_steps("soak-towel", "hot-towl")
