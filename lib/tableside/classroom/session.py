"""The state of a class, which follows from its events alone.

Students' events can be lost, repeated and reordered on their way: the state is the same, as long
as each one arrives at last and an instructor does nothing in between. Events are applied in the
order in which the server took them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tableside.classroom.events import Act, AnyEvent, Drove, Joined, Pace, Sent

GRACE = 5.0
"""Seconds that a result may need on its way when the time is up (course rule)."""


class Phase(StrEnum):
    """What can be done with a run."""

    OPEN = "open"
    PAUSED = "paused"
    LOCKED = "locked"
    """Nothing more is taken, and nothing is shown yet."""
    CLOSED = "closed"


ENDED = frozenset({Phase.LOCKED, Phase.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who joined."""

    id: str
    name: str
    """Empty for somebody who stays anonymous."""
    joined: float
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A result that counts."""

    event: str
    number: int
    at: float

    @property
    def newness(self) -> tuple[int, str]:
        """What decides between two results of one student."""
        return self.number, self.event


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One activity that the class does."""

    id: str
    question: str
    started: float
    ends: float | None
    """When the time is up, in seconds since 1970; None for no limit."""
    phase: Phase = Phase.OPEN
    paused: float = 0.0
    """When it was paused, if it is."""
    revealed: bool = False
    replayed: str = ""
    """The result whose trace the projector shows; empty for none."""
    taken: Mapping[str, Taken] = field(default_factory=dict)
    """Member → what counts of them."""
    late: Mapping[str, Taken] = field(default_factory=dict)
    """Member → what came after the end: kept, and told, and not counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassState:
    """All that the events of a class come to."""

    members: Mapping[str, Member] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)
    current: str = ""
    """The run on everybody's screen; empty between two activities."""
    pace: Pace = Pace.INSTRUCTOR
    driven: frozenset[str] = frozenset()
    """What the instructors did already, by the events' ids."""

    @property
    def run(self) -> Run | None:
        """The run on everybody's screen."""
        return self.runs.get(self.current)

    def shown(self) -> tuple[Run, ...]:
        """Return the runs that a student can turn to, the newest first."""
        if self.pace is Pace.INSTRUCTOR:
            return () if self.run is None else (self.run,)
        return tuple(run for run in reversed(list(self.runs.values())) if run.phase not in ENDED)


def state_after(events: Iterable[AnyEvent], state: ClassState | None = None) -> ClassState:
    """Return the state after *events*, beginning at *state* or with an empty class."""
    now = state or ClassState()
    for event in events:
        now = after(now, event)
    return now


def after(state: ClassState, event: AnyEvent) -> ClassState:
    """Return the state after one more event; one that makes no sense by now changes nothing."""
    match event:
        case Joined():
            return _joined(state, event)
        case Sent():
            return _sent(state, event)
        case Drove():
            if event.id in state.driven:
                return state
            return _drove(replace(state, driven=state.driven | {event.id}), event)


def _joined(state: ClassState, event: Joined) -> ClassState:
    before = state.members.get(event.member)
    joined = min(before.joined, event.at) if before else event.at
    newest = before is None or (event.number, event.name) > (before.number, before.name)
    name, number = (
        (event.name, event.number)
        if newest or not before
        else (
            before.name,
            before.number,
        )
    )
    member = Member(id=event.member, name=name, number=number, joined=joined)
    return replace(state, members={**state.members, member.id: member})


def _sent(state: ClassState, event: Sent) -> ClassState:
    run = state.runs.get(event.run)
    if run is None:
        return state
    over = run.ends is not None and event.at > run.ends + GRACE
    late = over or run.phase in ENDED
    kept = run.late if late else run.taken
    before = kept.get(event.member)
    taken = Taken(event=event.id, number=event.number, at=event.at)
    if before is not None and before.newness >= taken.newness:
        return state
    # A repetition that comes after the end is the result that was taken in time.
    if late and (known := run.taken.get(event.member)) and known.newness >= taken.newness:
        return state
    kept = {**kept, event.member: taken}
    return _with(state, replace(run, late=kept) if late else replace(run, taken=kept))


def _drove(state: ClassState, event: Drove) -> ClassState:
    match event.act:
        case Act.START:
            return _started(state, event)
        case Act.PACE:
            return replace(state, pace=event.pace)
        case Act.NEXT:
            return replace(state, current="")
        case Act.SHOW if event.run in state.runs:
            return replace(state, current=event.run)
        case _:
            run = state.runs.get(event.run)
            return state if run is None else _with(state, _turned(run, event))


def _started(state: ClassState, event: Drove) -> ClassState:
    runs = dict(state.runs)
    if state.pace is Pace.INSTRUCTOR:
        for name, run in runs.items():
            if run.phase not in ENDED:
                runs[name] = replace(run, phase=Phase.LOCKED)
    ends = event.at + event.seconds if event.seconds else None
    runs[event.id] = Run(id=event.id, question=event.question, started=event.at, ends=ends)
    return replace(state, runs=runs, current=event.id)


def _turned(run: Run, event: Drove) -> Run:  # noqa: PLR0911 - one for each act
    match event.act:
        case Act.PAUSE if run.phase is Phase.OPEN:
            return replace(run, phase=Phase.PAUSED, paused=event.at)
        case Act.RESUME if run.phase is Phase.PAUSED:
            longer = event.at - run.paused
            ends = None if run.ends is None else run.ends + longer
            return _forgiven(replace(run, phase=Phase.OPEN, ends=ends, paused=0.0))
        case Act.RESUME if run.phase is Phase.LOCKED:
            return _forgiven(replace(run, phase=Phase.OPEN, ends=None))
        case Act.LOCK if run.phase not in ENDED:
            return replace(run, phase=Phase.LOCKED)
        case Act.EXTEND if run.ends is not None and run.phase not in ENDED:
            return _forgiven(replace(run, ends=max(run.ends, event.at) + event.seconds))
        case Act.CLOSE:
            return replace(run, phase=Phase.CLOSED)
        case Act.REVEAL:
            # Nothing is taken any more once everybody can see how the others did.
            phase = run.phase if run.phase in ENDED else Phase.LOCKED
            return replace(run, revealed=True, phase=phase)
        case Act.HIDE:
            return replace(run, revealed=False, replayed="")
        case Act.REPLAY if run.revealed:
            return replace(run, replayed=event.result)
        case _:
            return run


def _forgiven(run: Run) -> Run:
    """Return a run that goes on: what came late by now counts like all that is still to come."""
    taken = dict(run.taken)
    for member, late in run.late.items():
        before = taken.get(member)
        if before is None or late.newness > before.newness:
            taken[member] = late
    return replace(run, taken=taken, late={})


def _with(state: ClassState, run: Run) -> ClassState:
    return replace(state, runs={**state.runs, run.id: run})
