"""What becomes of the towel, and what is seen of the skin."""

from dataclasses import replace

from tableside.client import acts
from tableside.client.answers import warmth
from tableside.client.body import cover_of, lift
from tableside.client.effects.effect import perform, says
from tableside.client.events import Event, EventKind
from tableside.client.scene import Scene
from tableside.client.state import TowelState
from tableside.physics.skin_state import towel_laid, towel_lifted
from tableside.physics.towel import DRY_TOWEL_RESISTANCE, HOTTEST

WRINGING_COOLS = 1.5
"""Kelvin that a towel loses while it is wrung in the air (course rule, not yet verified)."""


@perform.register
def _soak(act: acts.Soak, scene: Scene) -> tuple[Event, ...]:
    warm = min(act.bath, HOTTEST)
    scene.state.towel = TowelState(celsius=warm, bath=act.bath)
    return ()


@perform.register
def _wring(_: acts.Wring, scene: Scene) -> tuple[Event, ...]:
    towel = scene.state.towel
    if towel and not towel.wrung:
        towel.wrung = True
        towel.celsius = max(scene.room.celsius, towel.celsius - WRINGING_COOLS)
    return ()


@perform.register
def _fold(act: acts.Fold, scene: Scene) -> tuple[Event, ...]:
    if scene.state.towel:
        scene.state.towel.layers = act.layers
    return ()


@perform.register
def _measure(_: acts.MeasureTowel, scene: Scene) -> tuple[Event, ...]:
    towel = scene.state.towel
    if towel is None:
        return ()
    towel.measured = True
    shown = round(towel.celsius, 1)
    text = f"The thermometer shows {shown:.1f} °C on the towel."
    return (Event(at=scene.state.now, kind=EventKind.SEES, text=text, number=shown),)


@perform.register
def _test_feeling(_: acts.TestFeeling, scene: Scene) -> tuple[Event, ...]:
    if scene.person.numb:
        return (says(scene, "I am not sure. Both feel much the same to me there."),)
    return (says(scene, "That one is warm, and that one is cool."),)


@perform.register
def _check_skin(_: acts.CheckSkin, scene: Scene) -> tuple[Event, ...]:
    scene.state.asleep = False
    scene.state.quiet_since = scene.state.now
    return warmth(scene)


@perform.register
def _lay_on(act: acts.LayOn, scene: Scene) -> tuple[Event, ...]:
    state, towel = scene.state, scene.state.towel
    lift(state)
    if towel is None:
        return ()
    towel.on_skin, towel.dry_layer, towel.layers = True, act.dry_layer, towel.layers or 1
    under = DRY_TOWEL_RESISTANCE if act.dry_layer else 0.0
    state.skin = towel_laid(state.skin, towel.celsius, dry_layer=under, cover=cover_of(scene))
    state.wet = True
    return ()


@perform.register
def _cover_towel(_: acts.CoverTowel, scene: Scene) -> tuple[Event, ...]:
    if scene.state.towel:
        scene.state.towel.covered = True
    scene.state.skin = replace(scene.state.skin, cover=cover_of(scene))
    return ()


@perform.register
def _take_off(_: acts.TakeOff, scene: Scene) -> tuple[Event, ...]:
    scene.state.skin = towel_lifted(scene.state.skin)
    scene.state.towel = None
    woke = scene.state.asleep
    scene.state.asleep = False
    return (says(scene, "Hm? I must have dropped off."),) if woke else ()


@perform.register
def _pat_dry(_: acts.PatDry, scene: Scene) -> tuple[Event, ...]:
    scene.state.wet = False
    return ()
