"""The skin through a whole session: at rest, under towels, and between them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.physics.quantity import OutOfRangeError
from tableside.physics.skin import Placement, skin_under_towel
from tableside.physics.skin_state import (
    SkinState,
    resting,
    skin_face,
    towel_laid,
    towel_lifted,
    warmed,
)
from tableside.physics.towel import Cover, Room

ROOM = Room()


def after(skin: SkinState, seconds: int, *, step: float = 1.0) -> SkinState:
    """Return the skin after so many seconds."""
    for _ in range(round(seconds / step)):
        skin = warmed(skin, step, room=ROOM)
    return skin


def covered(celsius: float, *, on: SkinState | None = None) -> SkinState:
    """Return skin under a towel with a dry towel on top."""
    return towel_laid(on or resting(), celsius, cover=Cover.DRY_TOWEL)


@given(st.floats(28, 36), st.floats(15, 30))
@settings(max_examples=20)
def test_bare_skin_at_rest_stays_as_it_is(celsius: float, air: float) -> None:
    """Nothing warms, nothing cools, whatever the room."""
    room = Room(celsius=air)
    skin = resting(celsius)
    for _ in range(20):
        skin = warmed(skin, 30, room=room)

    assert skin_face(skin, room=room) == pytest.approx(celsius, abs=0.01)


@pytest.mark.parametrize("celsius", [43.0, 50.0, 55.0])
def test_one_towel_warms_as_the_model_of_one_towel_says(celsius: float) -> None:
    """Step by step or in one run: the same skin."""
    stepwise = after(towel_laid(resting(), celsius, cover=Cover.VAPOUR_TIGHT), 300)
    run = skin_under_towel(Placement(celsius), 300, room=ROOM)

    assert skin_face(stepwise, room=ROOM) == pytest.approx(run.surface.celsius[-1], abs=0.01)


def test_a_second_towel_meets_the_warmth_of_the_first() -> None:
    """Heat adds up over a session."""
    once = after(covered(42), 600)
    twice = after(covered(42, on=after(towel_lifted(once), 30)), 60)
    fresh = after(covered(42), 60)

    assert skin_face(twice, room=ROOM) > skin_face(fresh, room=ROOM)


def test_lifted_towels_leave_skin_that_pales_again() -> None:
    """Half an hour later the skin is nearly at rest."""
    skin = towel_lifted(after(covered(43), 600))
    warm = skin_face(skin, room=ROOM)
    cool = skin_face(after(skin, 1800), room=ROOM)

    assert warm > 33.5
    assert cool == pytest.approx(33, abs=0.1)


@given(st.floats(34, 60), st.sampled_from(Cover), st.floats(0, 0.2))
@settings(max_examples=30)
def test_no_skin_gets_hotter_than_what_lies_on_it(
    celsius: float, cover: Cover, layer: float
) -> None:
    """Heat flows one way only."""
    skin = towel_laid(resting(), celsius, dry_layer=layer, cover=cover)
    for _ in range(60):
        skin = warmed(skin, 5, room=ROOM)
        assert skin_face(skin, room=ROOM) <= max(celsius, 37.0) + 1e-6


def test_what_the_model_cannot_know_is_refused() -> None:
    """Boiling towels, negative layers and long steps have no answer."""
    with pytest.raises(OutOfRangeError, match="temperature of the towel"):
        towel_laid(resting(), 80)
    with pytest.raises(OutOfRangeError, match="dry layer"):
        towel_laid(resting(), 40, dry_layer=-1)
    with pytest.raises(OutOfRangeError, match="time step"):
        warmed(resting(), 600, room=ROOM)
