"""What is so at a moment of a session: the towel, the hands, each zone of the back, the client."""

from dataclasses import dataclass, field
from enum import StrEnum

from tableside.client.acts import PressZone
from tableside.client.card import Part
from tableside.physics.skin_state import SkinState, resting

TRUST_AT_FIRST = 0.6
"""How far a client trusts a stranger, 0 to 1 (course rule)."""


class Breath(StrEnum):
    """How the client breathes."""

    EASY = "easy"
    SLOW = "slow"
    HELD = "held"


class Stage(StrEnum):
    """Where the client is."""

    SEATED_TO_TALK = "sits and talks with you"
    ON_TABLE = "lies or sits in place, covered"
    UNCOVERED = "in place, the low back uncovered"
    ON_SIDE = "has rolled to the side"
    SITTING = "sits on the edge of the table"
    STANDING = "stands"


@dataclass(slots=True)
class TowelState:
    """The towel in hand or on the back, from the moment it is soaked."""

    celsius: float
    """Its temperature in °C; on the skin, that of its middle."""
    bath: float
    wrung: bool = False
    layers: int | None = None
    """Layers it is folded to; none while it is a bundle in the hands."""
    measured: bool = False
    on_skin: bool = False
    covered: bool = False
    dry_layer: bool = False


@dataclass(slots=True)
class HandsState:
    """What the hands do: the stroke, how hard, since when and until when."""

    act: PressZone
    began: int
    until: int
    force: float
    """Now, in newton."""
    eases_to: float | None = None
    """The force that a taper comes down to, at ``until``; none while it is held."""
    hurting: int = 0
    """Seconds on end in which the load was above the threshold of pain."""


@dataclass(slots=True)
class ZoneState:
    """One zone of the back, as the session has left it."""

    impulse: float = 0.0
    """Force times time, in N s: what the tissue has borne."""
    seconds: int = 0
    """How long it has been worked on."""
    soreness: float = 0.0
    """0 to 1, as ``comfort.soreness_after`` has it."""
    ease: float = 0.0
    """How far it has softened, 0 to 1 (course rule): warmth and light work ease it."""
    load: float = 0.0
    """Force now over the force that begins to hurt."""
    discomfort: float = 0.0
    """How the client rates it now, 0 to 10, if nothing is held back."""
    reports: int = 0
    """How often the client has told of pain here."""


@dataclass(slots=True)
class ClientState:
    """Everything that changes in a session, and no more."""

    zones: dict[str, ZoneState]
    now: int = 0
    """Whole seconds since the client came in."""
    stage: Stage = Stage.SEATED_TO_TALK
    position: str = ""
    skin: SkinState = field(default_factory=resting)
    """The skin where the towel goes."""
    skin_face: float = 33.0
    """Its temperature in °C."""
    dose: float = 0.0
    """The thermal dose of that skin, in CEM43 minutes."""
    heat_seconds: int = 0
    towel: TowelState | None = None
    hands: HandsState | None = None
    paused_until: int = 0
    oiled: bool = False
    oil_itches_at: int | None = None
    wet: bool = False
    consent: frozenset[Part] = frozenset()
    health_asked: bool = False
    late_told: bool = False
    trust: float = TRUST_AT_FIRST
    breath: Breath = Breath.EASY
    hands_on: int = 0
    """Seconds in which hands worked on the back."""
    last_level: int = 0
    """The level at which the hands last worked, until they are lifted."""
    quiet_since: int = 0
    """When somebody last spoke to the client."""
    asleep: bool = False
    sat_since: int | None = None
    rising_calm: bool = True
    asked: int = 0
    """How many ratings were asked for."""
    shown: dict[str, int] = field(default_factory=dict)
    """What the client said or showed, and when last."""
    over: bool = False
