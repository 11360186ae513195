"""How the client lies, is covered, and rises."""

from tableside.client import acts
from tableside.client.body import lift
from tableside.client.effects.effect import TRUST_GAINED, perform, says, trust_changed
from tableside.client.events import Event
from tableside.client.scene import Scene
from tableside.client.state import Stage

TRUST_LOST_UNCOVERED = 0.2
"""Trust lost by being uncovered unasked (course rule)."""


@perform.register
def _place(act: acts.PlaceClient, scene: Scene) -> tuple[Event, ...]:
    lift(scene.state)
    scene.state.position = act.position
    scene.state.stage = Stage.ON_TABLE
    chosen = scene.known.position(act.position)
    wanted = [pillow for pillow in chosen.pillows if pillow.always]
    missing = [pillow for pillow in wanted if pillow.id not in act.pillows]
    if missing:
        where = missing[0].where.rstrip(".")
        return (says(scene, f"Something pulls a little: {where[0].lower()}{where[1:]}."),)
    return (says(scene, "I lie well like this."),)


@perform.register
def _uncover(_: acts.Uncover, scene: Scene) -> tuple[Event, ...]:
    scene.state.stage = Stage.UNCOVERED
    if scene.state.consent:
        return ()
    trust_changed(scene, -TRUST_LOST_UNCOVERED)
    return (says(scene, "Oh. I had not expected that."),)


@perform.register
def _cover_client(_: acts.CoverClient, scene: Scene) -> tuple[Event, ...]:
    lift(scene.state)
    scene.state.stage = Stage.ON_TABLE
    return ()


@perform.register
def _rise(act: acts.LetRise, scene: Scene) -> tuple[Event, ...]:
    state = scene.state
    lift(state)
    match act.stage:
        case "roll-to-side":
            state.stage = Stage.ON_SIDE
        case "sit":
            state.stage, state.sat_since = Stage.SITTING, state.now
        case "stand":
            state.stage = Stage.STANDING
    return ()


@perform.register
def _steady(_: acts.Steady, scene: Scene) -> tuple[Event, ...]:
    state = scene.state
    state.stage, state.sat_since = Stage.SITTING, state.now
    trust_changed(scene, TRUST_GAINED)
    return (says(scene, "Thank you. It is getting better."),)
