"""One second in the body of a client: heat, touch, ease, trust and breath.

Whatever is kept is rounded, so that every computer follows the same course to the last digit.
"""

from tableside.client.scene import Scene, discomfort
from tableside.client.state import Breath, ClientState, HandsState, ZoneState
from tableside.knowledge.back_map import Zone
from tableside.physics.comfort import LOAD_MOST, STRONG_BELOW, soreness_after
from tableside.physics.dose import COOLEST_DOSE, HOTTEST_DOSE, dose_rate
from tableside.physics.skin_state import skin_face, warmed
from tableside.physics.towel import Cover, Towel, towel_temperature
from tableside.safety.areas import sideless

DIGITS = 9

EASE_BY_TOUCH, EASE_BY_WARMTH, EASE_LOST = 0.004, 0.002, 0.03
"""Share of what is left that eases in a second of bearable touch or of warmth, and how much a
second of pain takes away (course rules)."""

BUNDLE_PARTS = 8
"""A towel in the hands shows so many times less of itself than one held up (course rule)."""

WARM_FROM = 34.5
"""Temperature in °C of the skin's face from which warmth eases (course rule)."""

TRUST_LOST_BY_PAIN, TRUST_LOST_UNASKED = 0.01, 0.02
"""Trust lost in a second above the ceiling of discomfort, and of touch that was not agreed to
(course rules)."""


def pass_second(scene: Scene) -> None:
    """Let one second pass in the client, the towel and the hands."""
    state = scene.state
    state.now += 1
    _cool_or_warm(scene)
    _work(scene)
    _settle(scene)


def _cool_or_warm(scene: Scene) -> None:
    state, towel = scene.state, scene.state.towel
    if towel and towel.wrung and not towel.on_skin:
        lying = Towel(open_faces=2).folded(towel.layers or BUNDLE_PARTS)
        cooled = towel_temperature(1.0, start=towel.celsius, towel=lying, room=scene.room)
        towel.celsius = round(cooled, DIGITS)
    if towel and towel.on_skin:
        state.heat_seconds += 1
    elif abs(state.skin_face - state.skin.rest) < 0.01:
        return
    state.skin = warmed(state.skin, 1.0, room=scene.room)
    state.skin_face = round(skin_face(state.skin, room=scene.room), DIGITS)
    if towel and towel.on_skin and state.skin.towel_mean is not None:
        towel.celsius = round(state.skin.towel_mean, DIGITS)
    counted = min(max(state.skin_face, COOLEST_DOSE), HOTTEST_DOSE)
    rate = dose_rate(counted, scene.norms.dose)
    state.dose = round(state.dose + rate / 60, DIGITS)


def cover_of(scene: Scene) -> Cover:
    """Return what lies over the towel, as the model of heat has it."""
    towel = scene.state.towel
    return Cover.DRY_TOWEL if towel and towel.covered else Cover.NONE


def _work(scene: Scene) -> None:
    state, working = scene.state, scene.working()
    if state.hands is None or working is None:
        return
    hands, (zone, here) = state.hands, working
    if state.now > hands.until:
        lift(state)
        return
    _ease_off(hands, state.now)
    here.load = round(scene.load(zone, hands.act.contact, hands.force), DIGITS)
    here.discomfort = round(discomfort(here.load), DIGITS)
    here.impulse = round(here.impulse + hands.force, DIGITS)
    here.seconds += 1
    here.soreness = round(_sorer(scene, here), DIGITS)
    hands.hurting = hands.hurting + 1 if here.load > 1 else 0
    state.hands_on += 1
    state.last_level = scene.level(hands.act.contact, hands.force)
    _soften(zone, here)


def _ease_off(hands: HandsState, now: int) -> None:
    if hands.eases_to is not None:
        left = hands.until - now + 1
        hands.force = round(hands.force + (hands.eases_to - hands.force) / left, DIGITS)


def _sorer(scene: Scene, here: ZoneState) -> float:
    if here.load <= STRONG_BELOW and here.soreness == 0:
        return 0.0
    load = min(here.load, LOAD_MOST)
    return soreness_after(here.soreness, load, 1.0, scene.norms.soreness_hours)


def _soften(zone: Zone, here: ZoneState) -> None:
    if here.load > 1:
        here.ease = round(max(0.0, here.ease - EASE_LOST), DIGITS)
    elif here.load > 0 and zone.max_pressure:
        here.ease = round(here.ease + EASE_BY_TOUCH * (1 - here.ease), DIGITS)


def lift(state: ClientState) -> None:
    """Take the hands away; the zone under them feels nothing any more."""
    if state.hands is not None:
        here = state.zones[state.hands.act.zone]
        here.load = here.discomfort = 0.0
        state.hands = None


def _settle(scene: Scene) -> None:
    """Let warmth ease the back, and trust and breath follow what is felt."""
    state = scene.state
    if state.skin_face > WARM_FROM:
        for name in state.zones:
            if sideless(scene.norms.zones[name]) in scene.norms.under_towel:
                here = state.zones[name]
                here.ease = round(here.ease + EASE_BY_WARMTH * (1 - here.ease), DIGITS)
    working = scene.working()
    if working is None:
        if state.breath is Breath.HELD:
            state.breath = Breath.EASY
        return
    here = working[1]
    if here.discomfort > scene.norms.ceiling:
        state.trust = round(max(0.0, state.trust - TRUST_LOST_BY_PAIN), DIGITS)
    if not state.consent:
        state.trust = round(max(0.0, state.trust - TRUST_LOST_UNASKED), DIGITS)
    if here.load > 1:
        state.breath = Breath.HELD
    elif state.breath is Breath.HELD:
        state.breath = Breath.EASY
