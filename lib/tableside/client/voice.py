"""What the client says or shows unasked, second by second."""

from collections.abc import Iterator

from tableside.client.answers import held_back
from tableside.client.events import Event, EventKind
from tableside.client.scene import Scene, discomfort
from tableside.client.state import Stage
from tableside.knowledge.back_map import Zone
from tableside.knowledge.signs import Sign
from tableside.physics.comfort import STRONG_BELOW
from tableside.safety.areas import sideless

AGAIN_AFTER = 20
"""A client repeats a complaint after so many seconds at the soonest (course rule)."""

SOON, STEADILY = 2, 10
"""Seconds of hurting until it shows, and of strong pressing until a remark (course rules)."""

NERVE_LOAD = 0.35
"""Load from which a pointed contact over a nerve makes itself felt (course rule)."""

NERVE_CONDITIONS = frozenset({"disc-herniation", "spinal-stenosis", "spondylolisthesis"})
"""Conditions in which firm work beside the spine can wake a nerve (course rule)."""

BONE_LEVEL = 2
"""Walton level from which pressing on spine, ribs or kidney shoots through (course rule)."""

PLEASANT_FROM, NUMB_TINGLES_AFTER, ASLEEP_AFTER = 34.5, 180, 150
"""°C of skin called nicely warm; seconds of heat until numb skin tingles; seconds of silence
until a drowsy client sleeps (course rules)."""

TRUST_LEAST = 0.15
"""Below this a client asks to stop (course rule)."""

CALM_SIT = 60
"""Seconds of sitting after which most can stand: see ``sit-before-standing``."""

_WORDS = ("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def unasked(scene: Scene) -> tuple[Event, ...]:
    """Return what the client says or shows in this second, the gravest first."""
    if scene.state.over:
        return ()
    heard = [
        event
        for voice in (_sudden, _stop, _nerve, _heat, _pain, _oil, _dizzy, _late, _remarks)
        for event in voice(scene)
    ]
    for event in heard:
        key = event.sign or event.condition or event.text
        scene.state.shown[_key(key, event.zone)] = scene.state.now
    return tuple(heard)


def _key(name: str, zone: str | None) -> str:
    return f"{name}@{zone}" if zone else name


def _fresh(scene: Scene, name: str, zone: str | None = None, *, again: int | None = None) -> bool:
    """Return whether this was not said before, or is due *again* after so many seconds."""
    last = scene.state.shown.get(_key(name, zone))
    return last is None or (again is not None and scene.state.now - last >= again)


def _event(scene: Scene, sign: Sign, zone: str | None = None, text: str = "") -> Event:
    said = text or sign.says
    kind = EventKind.SHOWS if sign.seen else EventKind.SAYS
    return Event(at=scene.state.now, kind=kind, text=said, sign=sign.id, zone=zone)


def _sudden(scene: Scene) -> Iterator[Event]:
    name, state = scene.person.card.sudden, scene.state
    due = state.hands_on + state.heat_seconds >= scene.person.sudden_after
    if name and due and state.stage is Stage.UNCOVERED and _fresh(scene, name):
        yield _event(scene, scene.known.sign(name))


def _stop(scene: Scene) -> Iterator[Event]:
    touched = scene.state.hands is not None
    if touched and scene.state.trust < TRUST_LEAST:
        sign = scene.known.sign("says-stop")
        if _fresh(scene, sign.id, again=AGAIN_AFTER):
            yield _event(scene, sign)


def _nerve(scene: Scene) -> Iterator[Event]:
    state, working = scene.state, scene.working()
    if state.hands is None or working is None or state.now - state.hands.began < SOON:
        return
    zone, level = working[0], state.last_level
    rubbed = sideless(zone) == "iliac-crest" and state.hands.act.stroke == "friction"
    bone = sideless(zone) in {"spine", "floating-ribs", "kidney"} and level >= BONE_LEVEL
    name = ""
    if _tingles(scene, zone, level):
        name = "tingling-in-leg"
    elif rubbed or bone:
        name = "shooting-pain"
    if name and _fresh(scene, name, zone.id, again=AGAIN_AFTER):
        yield _event(scene, scene.known.sign(name), zone.id)


def _tingles(scene: Scene, zone: Zone, level: int) -> bool:
    hands, card = scene.state.hands, scene.person.card
    if hands is None:
        return False
    load = scene.state.zones[zone.id].load
    if sideless(zone) == "sciatic":
        pointed = scene.area(hands.act.contact) < 10
        return level > zone.max_pressure or (pointed and load > NERVE_LOAD)
    prone = bool(NERVE_CONDITIONS & set(card.present))
    return prone and sideless(zone) == "erector-lower" and level >= 3


def _heat(scene: Scene) -> Iterator[Event]:
    state, person, towel = scene.state, scene.person, scene.state.towel
    if towel is None or not towel.on_skin:
        return
    name = ""
    if not person.numb and state.skin_face >= person.burning_from:
        name = "burning-under-towel"
    elif person.numb and state.heat_seconds >= NUMB_TINGLES_AFTER:
        name = "tingling-under-towel"
    elif person.drowsy and state.now - state.quiet_since >= ASLEEP_AFTER:
        name, state.asleep = "sleepy-under-heat", True
    if name and _fresh(scene, name, again=AGAIN_AFTER):
        yield _event(scene, scene.known.sign(name))


def _pain(scene: Scene) -> Iterator[Event]:
    hands, working = scene.state.hands, scene.working()
    if hands is None or working is None or hands.hurting < SOON:
        return
    zone, here = working
    felt = max(0.0, discomfort(here.load) - held_back(scene))
    if felt > scene.norms.ceiling:
        sign = scene.known.sign("pain-above-four")
        if _fresh(scene, sign.id, zone.id, again=AGAIN_AFTER):
            here.reports += 1
            number = min(10, int(felt + 0.999))
            text = f"That hurts. I would call it a {_WORDS[number]}."
            yield _event(scene, sign, zone.id, text)
        return
    sign = scene.known.sign("held-breath")
    if _fresh(scene, sign.id, zone.id, again=AGAIN_AFTER):
        yield _event(scene, sign, zone.id)


def _oil(scene: Scene) -> Iterator[Event]:
    itches = scene.state.oil_itches_at
    if itches is not None and scene.state.now >= itches and _fresh(scene, "itching-skin"):
        yield _event(scene, scene.known.sign("itching-skin"))


def _dizzy(scene: Scene) -> Iterator[Event]:
    state = scene.state
    if state.stage is not Stage.STANDING or not _fresh(scene, "dizzy-on-rising"):
        return
    sat = state.sat_since is not None and state.now - state.sat_since >= CALM_SIT
    if scene.person.dizzy or not sat:
        yield _event(scene, scene.known.sign("dizzy-on-rising"))


def _late(scene: Scene) -> Iterator[Event]:
    state, late = scene.state, scene.person.card.late
    due = state.hands_on + state.heat_seconds >= scene.person.late_after
    if late and not state.late_told and due and state.stage is Stage.UNCOVERED:
        state.late_told = True
        yield Event(at=state.now, kind=EventKind.SAYS, text=late.says, condition=late.condition)


def _remarks(scene: Scene) -> Iterator[Event]:
    state, towel, working = scene.state, scene.state.towel, scene.working()
    if towel and towel.on_skin and not scene.person.numb:
        hot = "It is getting rather hot."
        nice = scene.known.sign("pleasant-warmth")
        if scene.person.hot_from <= state.skin_face < scene.person.burning_from:
            if _fresh(scene, hot, again=2 * AGAIN_AFTER):
                yield Event(at=state.now, kind=EventKind.SAYS, text=hot)
        elif state.skin_face >= PLEASANT_FROM and _fresh(scene, nice.id):
            yield _event(scene, nice)
    if working and state.hands and state.now - state.hands.began == STEADILY:
        tender = scene.known.sign("mild-tenderness")
        if STRONG_BELOW <= working[1].load <= 1 and _fresh(scene, tender.id, working[0].id):
            yield _event(scene, tender, working[0].id)
