"""A session with a virtual client: acts go in, what is heard and seen comes out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tableside.client.acts import AnyAct
from tableside.client.body import pass_second
from tableside.client.card import ClientCard
from tableside.client.effects import perform
from tableside.client.events import Event
from tableside.client.person import person
from tableside.client.refusals import ActRefusedError, check_possible
from tableside.client.scene import Scene, scene_of
from tableside.client.state import ClientState
from tableside.client.voice import unasked
from tableside.knowledge.library import Knowledge
from tableside.physics.quantity import within

LONGEST = 3 * 3600
"""Seconds after which a session takes no more time: nobody lies on a table for so long."""

MOST_ACTS = 2_000
"""Acts that a session can hold; a careful hour has two hundred."""


class Done(NamedTuple):
    """An act, and the second at which it began."""

    at: int
    act: AnyAct


class Moment(NamedTuple):
    """One second of a session, as the debrief draws it."""

    at: int
    zone: str
    """The zone under the hands; empty without hands."""
    level: int
    """The Walton level of the hands; 0 without hands."""
    discomfort: float
    """How the client would rate it, 0 to 10."""
    skin: float
    """°C of the skin under the towel."""
    towel: float | None
    """°C of the towel in hand or on the skin."""
    dose: float
    """CEM43 minutes so far."""
    trust: float


class Session:
    """One session. The same card, seed and acts at the same seconds always give the same events."""

    def __init__(
        self,
        card: ClientCard,
        seed: int,
        known: Knowledge,
        *,
        areas: Mapping[str, float] | None = None,
    ) -> None:
        """Begin a session; *areas* are contacts that the learner measured, in cm².

        Raises CardError for a card that names what *known* lacks, UnknownNameError for such a
        contact and OutOfRangeError for an area that no hand has (0.5 to 300 cm²).
        """
        card.check_names(known)
        for contact, area in (areas or {}).items():
            known.contact(contact)
            within(f"area of the contact {contact}", area, 0.5, 300, "cm²")
        self.card, self.seed, self.known = card, seed, known
        self.areas: Mapping[str, float] = MappingProxyType(
            {contact: float(area) for contact, area in (areas or {}).items()}
        )
        self.scene: Scene = scene_of(person(card, seed, known), known, areas=self.areas)
        self.done: list[Done] = []
        self.events: list[Event] = []
        self.moments: list[Moment] = []

    @property
    def state(self) -> ClientState:
        """How things stand; for reading only."""
        return self.scene.state

    @property
    def now(self) -> int:
        """Whole seconds since the client came in."""
        return self.scene.state.now

    @property
    def over(self) -> bool:
        """Whether the session has ended."""
        return self.scene.state.over

    def do(self, act: AnyAct) -> tuple[Event, ...]:
        """Do *act* now, let the time pass that it takes, and return what is heard and seen.

        A sign that wants an answer, or news about the client's health, cuts that time short.
        Raises ActRefusedError for an act that is impossible now; then nothing has changed.
        """
        check_possible(act, self.scene)
        if len(self.done) >= MOST_ACTS:
            raise ActRefusedError(f"A session holds {MOST_ACTS} acts: end this one.")
        self.done.append(Done(self.now, act))
        heard = list(perform(act, self.scene))
        self.events += heard
        for _ in range(act.takes):
            if self.over or _wants_an_answer(heard, self.known):
                break
            heard += self.wait(1)
        return tuple(heard)

    def wait(self, seconds: int) -> tuple[Event, ...]:
        """Let so many seconds pass, and return what the client says or shows in them.

        After the session is over no time passes. Raises OutOfRangeError below 0 and beyond three
        hours.
        """
        within("time", seconds, 0, LONGEST, "s")
        heard: list[Event] = []
        for _ in range(seconds):
            if self.over:
                break
            within("length of the session", self.now + 1, 0, LONGEST, "s")
            pass_second(self.scene)
            heard += unasked(self.scene)
            self.moments.append(self._moment())
        self.events += heard
        return tuple(heard)

    def wait_for_the_client(self, seconds: int) -> tuple[Event, ...]:
        """Let up to so many seconds pass, and stop at once where the client wants an answer."""
        heard: list[Event] = []
        for _ in range(seconds):
            if self.over or _wants_an_answer(heard, self.known):
                break
            heard += self.wait(1)
        return tuple(heard)

    def _moment(self) -> Moment:
        state, working = self.scene.state, self.scene.working()
        return Moment(
            at=state.now,
            zone=working[0].id if working else "",
            level=state.last_level if working else 0,
            discomfort=working[1].discomfort if working else 0.0,
            skin=state.skin_face,
            towel=state.towel.celsius if state.towel else None,
            dose=state.dose,
            trust=state.trust,
        )


def _wants_an_answer(heard: list[Event], known: Knowledge) -> bool:
    return any(wants_an_answer(event, known) for event in heard[-3:])


def wants_an_answer(event: Event, known: Knowledge) -> bool:
    """Return whether the learner has to act on this: a sign with a time, or unasked health news."""
    if event.sign is not None:
        return known.sign(event.sign).within_seconds is not None
    return event.news
