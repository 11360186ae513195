"""The picture of getting up tells the stages of the last step, with its times."""

from tableside.figures.rising import STAGES, STEP, rising_picture
from tableside.knowledge import knowledge

PICTURE = rising_picture()


def test_the_stages_follow_the_step() -> None:
    """Resting, rolling and sitting come in the order in which the step names them."""
    named = [action.id for action in knowledge().step(STEP).actions]
    shown = [stage.action for stage in STAGES if stage.action]

    assert shown == [action for action in named if action in shown]
    assert shown[-1] == named[-1]


def test_the_times_are_those_of_the_step() -> None:
    """A minute is told in minutes, less in seconds."""
    assert "rest, covered, 1 to 3 minutes" in PICTURE.alt
    assert "push up with the arms, 10 to 20 seconds" in PICTURE.alt
    assert "how it feels, 1 to 2 minutes" in PICTURE.alt


def test_somebody_stands_by_while_the_client_sits_and_stands() -> None:
    """The therapist is drawn in the last two stages, and told of in the text."""
    assert [stage.helper is not None for stage in STAGES] == [False, False, True, True]
    assert "therapist stands beside the client while they sit and while they stand" in PICTURE.alt
    assert PICTURE.svg.count(">therapist<") == 2


def test_the_picture_is_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert rising_picture().svg == PICTURE.svg
