"""The setting of a session, and what can be worked out from it at any moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tableside.client.person import Person
from tableside.client.state import ClientState, ZoneState
from tableside.knowledge.back_map import Zone
from tableside.knowledge.conditions import Area
from tableside.knowledge.library import Knowledge
from tableside.physics.comfort import adjusted_threshold, pain
from tableside.physics.dose import DoseScale, heat_limits
from tableside.physics.levels import contact_area, level_forces, painful_force
from tableside.physics.quantity import Kilopascal, Newton
from tableside.physics.tissue import crept_depth
from tableside.physics.towel import Room
from tableside.safety.areas import sideless, zones_in

FRAIL_RATIO, SENSITIVE_RATIO = 0.6, 0.8
"""Threshold of pain over that of thick muscle, where nothing may press, and where level 1 may
(course rule: bone, nerve and organ lie close)."""

EASE_GAIN = 0.2
"""By which share softened tissue bears more than guarded tissue (course rule)."""

AT_THRESHOLD = 3.0
"""The rating, 0 to 10, of a press that just begins to hurt (course rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """What the course's knowledge says that every second of a session needs."""

    zones: Mapping[str, Zone]
    dose: DoseScale
    ceiling: float
    """The rating above which a technique stops."""
    sore_ratio: float
    """Threshold of pain of a sore back over that of one without pain."""
    soreness_hours: float
    """With which time constant soreness fades."""
    under_towel: frozenset[str]
    """Zones, without the side, that the towel covers."""

    @classmethod
    def of(cls, known: Knowledge) -> "Norms":
        """Return what this knowledge says."""
        sore = known.parameter("pain-threshold-back-pain").number
        return cls(
            zones={zone.id: zone for zone in known.zones},
            dose=heat_limits(known).scale,
            ceiling=known.parameter("rating-ceiling").number,
            sore_ratio=sore / known.parameter("pain-threshold-pain-free").number,
            soreness_hours=24 * known.parameter("soreness-days").span[0],
            under_towel=zones_in(Area.LOW_BACK, known),
        )


@dataclass(slots=True)
class Scene:
    """A client on the table, the room around them, and the learner's own hands."""

    person: Person
    known: Knowledge
    norms: Norms
    state: ClientState
    room: Room = field(default_factory=Room)
    areas: Mapping[str, float] = field(default_factory=dict)
    """Contact → cm² that the learner measured on paper; others are the course's estimates."""
    bounds: dict[str, tuple[float, ...]] = field(default_factory=dict)
    """Contact → forces in newton from which on it presses at level 1 to 5, as far as needed."""

    def area(self, contact: str) -> float:
        """Return how large in cm² a contact of this learner is."""
        return self.areas.get(contact) or contact_area(contact, self.known)

    def level(self, contact: str, force: float) -> int:
        """Return the Walton level of a force in newton through a contact."""
        if contact not in self.bounds:
            self.bounds[contact] = level_forces(self.area(contact), self.known)
        return sum(force >= bound for bound in self.bounds[contact])

    def threshold(self, zone: Zone) -> Kilopascal:
        """Return the pressure that begins to hurt in a zone now, under a probe of 1 cm²."""
        here = self.state.zones[zone.id]
        history = self.norms.sore_ratio if self.person.sore_back else 1.0
        return adjusted_threshold(
            self.person.threshold,
            history=history * (1 - EASE_GAIN / 2 + EASE_GAIN * here.ease),
            zone=zone_ratio(zone),
            soreness=here.soreness,
        )

    def load(self, zone: Zone, contact: str, force: float) -> float:
        """Return a force in newton over the one that begins to hurt in a zone now."""
        return min(100.0, force / painful_force(self.threshold(zone), self.area(contact)).value)

    def depth_mm(self) -> float:
        """Return how deep the hands are now, in mm; 0 without hands."""
        hands = self.state.hands
        if hands is None:
            return 0.0
        held = float(self.state.now - hands.began)
        return round(crept_depth(self.person.tissue, Newton(hands.force), held), 1)

    def working(self) -> tuple[Zone, ZoneState] | None:
        """Return the zone under the hands; none without hands."""
        hands = self.state.hands
        if hands is None:
            return None
        return self.norms.zones[hands.act.zone], self.state.zones[hands.act.zone]


def scene_of(
    person: Person, known: Knowledge, *, areas: Mapping[str, float] | None = None
) -> Scene:
    """Return the scene in which a session with this client begins."""
    zones = {zone.id: ZoneState() for zone in known.zones}
    return Scene(
        person=person,
        known=known,
        norms=Norms.of(known),
        state=ClientState(zones=zones),
        areas=areas or {},
    )


def zone_ratio(zone: Zone) -> float:
    """Return the zone's threshold of pain over that of thick muscle (course rule)."""
    if zone.max_pressure == 0:
        return FRAIL_RATIO
    return SENSITIVE_RATIO if zone.max_pressure == 1 else 1.0


def discomfort(load: float) -> float:
    """Return how a load is rated from 0 to 10: 3 where pain begins, and pain on top of it.

    Course rule. Valid for loads from 0 to 100.
    """
    return min(10.0, AT_THRESHOLD * min(load, 1.0) ** 2 + pain(load))


def covered_by_towel(scene: Scene, zone: Zone) -> bool:
    """Return whether a towel lies on this zone now."""
    towel = scene.state.towel
    return towel is not None and towel.on_skin and sideless(zone) in scene.norms.under_towel
