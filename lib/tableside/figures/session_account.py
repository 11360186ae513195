"""What is to be shown of a session: its parts, what was unsafe in it, what the client told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from tableside.client import acts
from tableside.client.events import Event, EventKind
from tableside.client.judged import Judged, judged
from tableside.client.performed import Part, performed
from tableside.client.score import Deduction, SessionScore, score_session
from tableside.client.session import Done, Session, wants_an_answer
from tableside.client.sign_answers import unanswered
from tableside.client.steps_done import steps_done
from tableside.knowledge.back_map import Zone
from tableside.safety.heat import Towel
from tableside.safety.session_plan import Work

Span = tuple[int, int]
"""Two seconds of a session: from, to."""


class Handling(NamedTuple):
    """A stretch of time in which the hands did the same in one zone."""

    zone: str
    level: int
    """Walton's level, 0 to 5."""
    span: Span


class Told(NamedTuple):
    """One thing that the client said or showed unasked, with every second of it."""

    words: str
    answered: tuple[int, ...]
    """Seconds at which the learner answered in time, or no answer was needed."""
    missed: tuple[int, ...]
    """Seconds after which no answer came in time."""


class Pressing(NamedTuple):
    """What one zone got."""

    zone: Zone
    seconds: int
    newton_seconds: float
    unsafe: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A session, its score, and what both the picture and its text tell of it."""

    session: Session
    score: SessionScore
    parts: tuple[Part, ...]
    steps: Mapping[str, int]
    """Step → second at which it counts as done."""
    unsafe_work: tuple[Part, ...]
    """Work of the hands that broke a rule of safety."""
    unsafe_heat: bool
    """Whether a towel broke a rule of safety."""
    told: tuple[Told, ...]
    """What got no answer in time first, and of that the gravest first."""

    @classmethod
    def of(cls, session: Session) -> "Account":
        """Return the account of a session as it stands."""
        parts, found = performed(session), judged(session)
        return cls(
            session=session,
            score=score_session(session),
            parts=parts,
            steps=steps_done(session),
            unsafe_work=tuple(part for part in parts if _unsafe(part, found)),
            unsafe_heat=any(_about_heat(each) for each in found),
            told=tuple(sorted(_told(session), key=lambda each: not each.missed)),
        )

    @property
    def wrong(self) -> tuple[Deduction, ...]:
        """What went wrong, the unsafe first; its place in here, from 1, is its number."""
        milder = (each for each in self.score.deductions if not each.safety)
        return (*self.score.unsafe_acts, *milder)

    @property
    def towels(self) -> tuple[Part, ...]:
        """Every towel that lay on the skin."""
        return tuple(part for part in self.parts if isinstance(part.segment, Towel))

    @property
    def pressings(self) -> tuple[Pressing, ...]:
        """What each zone got that was worked on, from head to feet."""
        unsafe = {part.segment.zone for part in self.unsafe_work if isinstance(part.segment, Work)}
        zones = sorted(self.session.known.zones, key=lambda zone: zone.spot[1])
        states = self.session.state.zones
        return tuple(
            Pressing(zone, states[zone.id].seconds, states[zone.id].impulse, zone.id in unsafe)
            for zone in zones
            if states[zone.id].seconds
        )

    def handlings(self) -> Iterator[Handling]:
        """Yield what the hands did, each stretch once, in the order of time."""
        moments = self.session.moments
        for (zone, level), group in groupby(moments, key=lambda each: (each.zone, each.level)):
            seconds = [each.at for each in group]
            if zone:
                yield Handling(zone, level, (seconds[0] - 1, seconds[-1]))

    def ratings(self) -> tuple[tuple[int, float], ...]:
        """Return each number that the client said when asked how strong it is, with its second."""
        asked = {done.at for done in self.session.done if isinstance(done.act, acts.AskRating)}
        return tuple(
            (event.at, event.number)
            for event in self.session.events
            if event.number is not None and event.kind is EventKind.SAYS and event.at in asked
        )

    def step_spans(self, step: str) -> tuple[Span, ...]:
        """Return when acts of a step went on; spans that meet are one."""
        spans: list[Span] = []
        for begun, ended in self._act_spans(step):
            if spans and begun <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(spans[-1][1], ended))
            else:
                spans.append((begun, ended))
        return tuple(spans)

    def _act_spans(self, step: str) -> Iterator[Span]:
        done = self.session.done
        for number, each in enumerate(done):
            if each.act.step == step:
                after = done[number + 1].at if number + 1 < len(done) else self.session.now
                yield each.at, min(self._over(each, after), self.session.now)

    def _over(self, done: Done, after: int) -> int:
        """Return when an act was over, at the latest when the next began; a towel lies longer."""
        if isinstance(done.act, acts.LayOn):
            return next((part.ended for part in self.towels if part.began == done.at), after)
        seconds = getattr(done.act, "seconds", None)
        return min(after, done.at + (done.act.takes if seconds is None else seconds))


def _unsafe(part: Part, found: tuple[Judged, ...]) -> bool:
    if not isinstance(part.segment, Work):
        return False
    zone = part.segment.zone
    # A finding about work names its segment; one about a place to be left alone, only the zone.
    return any(
        (_about_work(each) and part.began <= each.at < part.ended)
        or (each.finding.subjects == (zone,) and part.began < each.at <= part.ended)
        for each in found
        if each.finding.safety
    )


def _about_work(each: Judged) -> bool:
    first = each.finding.subjects[:1]
    return each.step == "spread-pressure" and any(name.startswith("segment-") for name in first)


def _about_heat(each: Judged) -> bool:
    towel = any(name.startswith("towel-") for name in each.finding.subjects)
    return each.finding.safety and (towel or each.finding.rule == "thermal-dose-limit")


def _told(session: Session) -> Iterator[Told]:
    missed = {(finding.rule, due) for due, finding in unanswered(session)}
    events = [each for each in session.events if each.sign or wants_an_answer(each, session.known)]
    # News about the client's health go first; signs.toml begins with the gravest sign.
    grave = [sign.id for sign in session.known.signs]
    names = dict.fromkeys(_name(each) for each in events)
    for name in sorted(names, key=lambda name: grave.index(name) if name in grave else -1):
        same = [each for each in events if _name(each) == name]
        late = tuple(each.at for each in same if (name, _due(each, session)) in missed)
        met = tuple(each.at for each in same if each.at not in late)
        first = same[0]
        words = f"“{first.text}”" if first.kind is EventKind.SAYS else first.text
        yield Told(words, met, late)


def _name(event: Event) -> str:
    return event.sign or event.condition or event.text


def _due(event: Event, session: Session) -> int:
    sign = session.known.sign(event.sign) if event.sign else None
    return event.at + ((sign.within_seconds or 0) if sign else 0)
