"""What the hands begin, ease and end."""

from tableside.client import acts
from tableside.client.body import lift
from tableside.client.effects.effect import perform, trust_changed
from tableside.client.events import Event, EventKind
from tableside.client.scene import Scene
from tableside.client.state import HandsState

TRUST_LOST_BY_JOLT = 0.05
"""Trust lost when firm hands leave at once (course rule)."""

FIRM_LEVEL = 3
"""The Walton level from which hands must not leave at once."""

ITCH_AFTER = 75
"""Seconds until an oil that the client does not bear itches (course rule)."""


@perform.register
def _oil(act: acts.TakeOil, scene: Scene) -> tuple[Event, ...]:
    state, card = scene.state, scene.person.card
    oils = [scene.known.oil(name) for name in (act.carrier, *(each.oil for each in act.essential))]
    harmful = {allergen for oil in oils for allergen in (oil.id, *oil.allergens)}
    state.oiled = True
    if harmful & set(card.allergies):
        state.oil_itches_at = state.now + ITCH_AFTER
    return ()


@perform.register
def _press(act: acts.PressZone, scene: Scene) -> tuple[Event, ...]:
    state = scene.state
    lift(state)
    state.hands = HandsState(
        act=act, began=state.now, until=state.now + act.seconds, force=act.force
    )
    state.paused_until = 0
    return ()


@perform.register
def _taper(act: acts.Taper, scene: Scene) -> tuple[Event, ...]:
    hands = scene.state.hands
    if hands:
        hands.eases_to, hands.until = act.force, scene.state.now + act.seconds
    return ()


@perform.register
def _lift(act: acts.Lift, scene: Scene) -> tuple[Event, ...]:
    return _away(scene, act.seconds)


@perform.register
def _pause(_: acts.Pause, scene: Scene) -> tuple[Event, ...]:
    return _away(scene, 2)


def _away(scene: Scene, seconds: int) -> tuple[Event, ...]:
    hands = scene.state.hands
    firm = hands is not None and scene.level(hands.act.contact, hands.force) >= FIRM_LEVEL
    lift(scene.state)
    if not firm or seconds > 0:
        return ()
    trust_changed(scene, -TRUST_LOST_BY_JOLT)
    text = "The client starts as your hands leave so suddenly."
    return (Event(at=scene.state.now, kind=EventKind.SHOWS, text=text),)


@perform.register
def _wipe(_: acts.Wipe, scene: Scene) -> tuple[Event, ...]:
    lift(scene.state)
    scene.state.oiled = scene.state.wet = False
    scene.state.oil_itches_at = None
    return ()
