"""Acts that cannot be done as things stand: each is refused in words, and nothing changes."""

from functools import singledispatch

from tableside.client import acts
from tableside.client.acts import Act
from tableside.client.scene import Scene, covered_by_towel
from tableside.client.state import ClientState, Stage
from tableside.errors import TablesideError

_RISEN = (Stage.ON_SIDE, Stage.SITTING, Stage.STANDING)
_IN_PLACE = (Stage.ON_TABLE, Stage.UNCOVERED)


class ActRefusedError(TablesideError, ValueError):
    """An act cannot be done now; the session stays as it was."""


def check_possible(act: Act, scene: Scene) -> None:
    """Raise ActRefusedError if *act* cannot be done as things stand.

    Unsafe acts are possible: what comes of them is the session's affair. Raises UnknownNameError
    for a zone, contact, stroke, position, pillow or oil that the course does not know.
    """
    if scene.state.over:
        raise ActRefusedError("The session is over. Begin a new one to go on.")
    if reason := _refusal(act, scene):
        raise ActRefusedError(reason)


@singledispatch
def _refusal(_: Act, __: Scene) -> str:
    """Return what stands against an act; nothing for those that can always be done."""
    return ""


@_refusal.register
def _place(act: acts.PlaceClient, scene: Scene) -> str:
    scene.known.position(act.position)
    pillows = {pillow.id for each in scene.known.positions for pillow in each.pillows}
    strangers = sorted(set(act.pillows) - pillows)
    if strangers:
        return f"There is no pillow {strangers[0]!r}; there are {', '.join(sorted(pillows))}."
    if scene.state.stage in _RISEN:
        return "The client is getting up. Steady them first if they are to lie down again."
    if scene.state.towel and scene.state.towel.on_skin:
        return "A towel lies on the client's back. Take it off before they move."
    return ""


@_refusal.register
def _uncover(_: acts.Uncover, scene: Scene) -> str:
    match scene.state.stage:
        case Stage.SEATED_TO_TALK:
            return "The client is still sitting and talking with you. Place them first."
        case Stage.UNCOVERED:
            return "The low back is uncovered already."
        case Stage.ON_TABLE:
            return ""
        case _:
            return "The client is getting up: leave them covered."


@_refusal.register
def _soak(_: acts.Soak, scene: Scene) -> str:
    if scene.state.towel and scene.state.towel.on_skin:
        return "A towel lies on the client. Take it off; a fresh one would cool while it waits."
    return ""


@_refusal.register(acts.Wring)
@_refusal.register(acts.MeasureTowel)
def _needs_towel(_: Act, scene: Scene) -> str:
    towel = scene.state.towel
    if towel is None:
        return "There is no towel in your hands. Soak one first."
    return "The towel lies on the client. Take it off first." if towel.on_skin else ""


@_refusal.register
def _fold(act: acts.Fold, scene: Scene) -> str:
    towel = scene.state.towel
    if towel and not towel.on_skin and not towel.wrung:
        return "The towel drips. Wring it before you fold it."
    return _needs_towel(act, scene)


@_refusal.register
def _lay_on(act: acts.LayOn, scene: Scene) -> str:
    state = scene.state
    if state.towel and not state.towel.on_skin and not state.towel.wrung:
        return "The towel drips. Wring it before it goes on."
    return _needs_towel(act, scene) or _needs_back(state)


@_refusal.register(acts.TakeOff)
def _on_skin(_: Act, scene: Scene) -> str:
    towel = scene.state.towel
    return "" if towel and towel.on_skin else "There is no towel on the client's back."


@_refusal.register
def _cover_towel(act: acts.CoverTowel, scene: Scene) -> str:
    towel = scene.state.towel
    return "The towel is covered already." if towel and towel.covered else _on_skin(act, scene)


def _needs_back(state: ClientState) -> str:
    match state.stage:
        case Stage.SEATED_TO_TALK:
            return "The client is still sitting and talking with you. Place them first."
        case Stage.ON_TABLE:
            return "The low back is covered. Uncover it first."
        case Stage.UNCOVERED:
            return ""
        case _:
            return "The client is getting up: the work on the back is over."


@_refusal.register(acts.TestFeeling)
@_refusal.register(acts.CheckSkin)
def _touch_back(_: Act, scene: Scene) -> str:
    return _needs_back(scene.state)


def _reachable(scene: Scene) -> str:
    position = scene.known.position(scene.state.position)
    if not position.reaches_low_back:
        return f"The client lies {position.title.lower()}: the low back cannot be reached."
    return ""


@_refusal.register
def _press(act: acts.PressZone, scene: Scene) -> str:
    zone = scene.known.zone(act.zone)
    scene.known.contact(act.contact)
    scene.known.stroke(act.stroke)
    reason = _needs_back(scene.state) or _reachable(scene)
    if reason:
        return reason
    if covered_by_towel(scene, zone):
        return "A towel lies there. Take it off first: nothing may press on a hot towel."
    return ""


@_refusal.register
def _taper(act: acts.Taper, scene: Scene) -> str:
    hands = scene.state.hands
    if hands is None:
        return "Your hands are not working: there is nothing to ease off from."
    if act.force >= hands.force:
        return f"Easing off goes down: choose less than the {hands.force:.0f} N of now."
    return ""


@_refusal.register
def _oil(act: acts.TakeOil, scene: Scene) -> str:
    for oil in (act.carrier, *(share.oil for share in act.essential)):
        scene.known.oil(oil)
    if scene.state.towel and scene.state.towel.on_skin:
        return "A towel lies on the back. Take it off before any oil."
    return _needs_back(scene.state)


@_refusal.register(acts.Pause)
@_refusal.register(acts.Breathe)
def _on_table(_: Act, scene: Scene) -> str:
    if scene.state.stage in _IN_PLACE:
        return ""
    return "The client is not on the table."


@_refusal.register
def _wipe(act: acts.Wipe, scene: Scene) -> str:
    if not (scene.state.oiled or scene.state.wet):
        return "The back is dry and clean: there is nothing to wipe."
    return _touch_back(act, scene)


@_refusal.register
def _pat_dry(act: acts.PatDry, scene: Scene) -> str:
    return _touch_back(act, scene) if scene.state.wet else "The skin is dry already."


@_refusal.register
def _cover_client(act: acts.CoverClient, scene: Scene) -> str:
    if scene.state.towel and scene.state.towel.on_skin:
        return "A towel lies on the back. Take it off before you cover the client to rest."
    if scene.state.stage is Stage.ON_TABLE:
        return "The client is covered already."
    return _on_table(act, scene)


_ORDER = {"roll-to-side": Stage.ON_SIDE, "sit": Stage.SITTING, "stand": Stage.STANDING}


@_refusal.register
def _rise(act: acts.LetRise, scene: Scene) -> str:
    state = scene.state
    if state.stage is Stage.SEATED_TO_TALK:
        return "The client is not on the table."
    if state.towel and state.towel.on_skin:
        return "A towel lies on the client's back. Take it off before they move."
    if state.stage in _RISEN and _RISEN.index(_ORDER[act.stage]) <= _RISEN.index(state.stage):
        return f"The client {state.stage} already."
    return ""


@_refusal.register
def _steady(_: acts.Steady, scene: Scene) -> str:
    return "" if scene.state.stage in _RISEN else "The client is lying or sitting safely already."
