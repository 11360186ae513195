"""The state of a class follows from its events, whatever the network did to them."""

import random

from hypothesis import given
from hypothesis import strategies as st

from tableside.classroom.events import Act, AnyEvent, Drove, Joined, Pace, Sent, read_event
from tableside.classroom.session import ClassState, Phase, state_after

MEMBERS = ("ana", "bo", "cy")
RUNS = ("r1", "r2")


def joined(member: str, number: int = 0, name: str = "") -> Joined:
    """Return that somebody came in."""
    return Joined(
        id=f"{member}/join{number}{name}", at=1.0, member=member, name=name, number=number
    )


def sent(member: str, number: int, run: str = "r1", at: float = 10.0) -> Sent:
    """Return that somebody sent something."""
    return Sent(id=f"{member}/{run}-{number}", at=at, member=member, run=run, number=number)


def drove(act: Act, run: str = "r1", *, at: float = 5.0, name: str = "", **more: object) -> Drove:
    """Return that the instructor did something."""
    return Drove.model_validate(
        {"id": name or f"{act}-{run}-{at}", "at": at, "act": act, "run": run, **more}
    )


def start(run: str = "r1", at: float = 2.0, seconds: float = 0.0) -> Drove:
    """Return that a run was started; its id is the event's."""
    return drove(Act.START, "", at=at, name=run, question="hold", seconds=seconds)


STUDENTS = st.one_of(
    st.builds(joined, st.sampled_from(MEMBERS), st.integers(0, 3), st.sampled_from(["", "A", "B"])),
    st.builds(sent, st.sampled_from(MEMBERS), st.integers(0, 4), st.sampled_from(RUNS)),
)
DRIVING = st.one_of(
    st.builds(
        lambda act, run, at: drove(act, run, at=at),
        st.sampled_from([each for each in Act if each is not Act.START]),
        st.sampled_from(RUNS),
        st.floats(3, 400),
    ),
    st.builds(start, st.sampled_from(RUNS), st.floats(1, 50), st.sampled_from([0.0, 60.0])),
)


def possible(parts: list[tuple[Drove, list[AnyEvent]]]) -> list[list[AnyEvent]]:
    """Return a class in which nobody sends to a run before it is started: a server refuses that."""
    started: set[str] = set()
    found: list[list[AnyEvent]] = []
    for drive, students in parts:
        started |= {drive.id} if drive.act is Act.START else set()
        sendable = [each for each in students if not isinstance(each, Sent) or each.run in started]
        found.append([drive, *sendable])
    return found


CLASSES = st.lists(st.tuples(DRIVING, st.lists(STUDENTS, max_size=6)), min_size=1, max_size=8).map(
    possible
)


@given(CLASSES, st.randoms(use_true_random=False))
def test_repeated_events_change_nothing(parts: list[list[AnyEvent]], rng: random.Random) -> None:
    """Every event may come again at any later time."""
    events = [event for part in parts for event in part]
    repeated = list(events)
    for at, event in enumerate(events):
        if rng.random() < 0.5:
            repeated.insert(rng.randint(repeated.index(event, at) + 1, len(repeated)), event)

    assert state_after(events) == state_after(repeated)


@given(CLASSES, st.randoms(use_true_random=False))
def test_retries_in_any_order_give_the_same(
    parts: list[list[AnyEvent]], rng: random.Random
) -> None:
    """What students send between two acts of the instructor may arrive in any order."""
    shuffled = [[part[0], *rng.sample(part[1:], len(part) - 1)] for part in parts]

    assert state_after([event for part in parts for event in part]) == state_after(
        [event for part in shuffled for event in part]
    )


@given(CLASSES)
def test_an_event_reads_back_as_it_was_kept(parts: list[list[AnyEvent]]) -> None:
    """A class that is read from its store is the class that was there."""
    events = [event for part in parts for event in part]

    assert events == [read_event(event.model_dump_json()) for event in events]


@given(CLASSES, st.integers(0, 60))
def test_a_restart_goes_on_where_it_was(parts: list[list[AnyEvent]], cut: int) -> None:
    """The state may be taken up at any event."""
    events = [event for part in parts for event in part]

    assert state_after(events) == state_after(events[cut:], state_after(events[:cut]))


def test_a_result_after_the_end_is_kept_apart() -> None:
    """It is late, and the one in time still counts."""
    state = state_after(
        [start(), sent("ana", 1), drove(Act.LOCK), sent("ana", 2), sent("bo", 1), sent("ana", 1)]
    )
    run = state.runs["r1"]

    assert {name: each.number for name, each in run.taken.items()} == {"ana": 1}
    assert {name: each.number for name, each in run.late.items()} == {"ana": 2, "bo": 1}


def test_a_lost_result_counts_when_it_arrives_in_time() -> None:
    """The newest counts by the sender's own number, not by its arrival."""
    state = state_after([start(), sent("ana", 3), sent("ana", 2)])

    assert state.runs["r1"].taken["ana"].number == 3


def test_time_that_was_paused_is_given_back() -> None:
    """A minute of pause moves the end by a minute."""
    state = state_after(
        [start(at=0, seconds=60), drove(Act.PAUSE, at=10), drove(Act.RESUME, at=70)]
    )

    assert state.runs["r1"].ends == 120
    late = state_after([sent("ana", 1, at=126)], state).runs["r1"]
    assert set(late.late) == {"ana"}
    assert not late.taken


def test_more_time_counts_from_now() -> None:
    """Time added to a run whose time was up begins now."""
    state = state_after([start(at=0, seconds=60), drove(Act.EXTEND, at=100, seconds=30)])

    assert state.runs["r1"].ends == 130


def test_nothing_is_taken_once_it_is_revealed() -> None:
    """Whoever has seen the class's results cannot answer any more."""
    run = state_after([start(), drove(Act.REVEAL), sent("ana", 1)]).runs["r1"]

    assert (run.phase, run.revealed) == (Phase.LOCKED, True)
    assert not run.taken


def test_the_instructor_paces_until_the_students_do() -> None:
    """One run is on the screens, or all that are open, the newest first."""
    one = state_after([start("r1"), start("r2")])
    many = state_after([drove(Act.PACE, pace=Pace.STUDENT), start("r1"), start("r2")])

    assert [run.id for run in one.shown()] == ["r2"]
    assert one.runs["r1"].phase is Phase.LOCKED
    assert [run.id for run in many.shown()] == ["r2", "r1"]


def test_between_two_activities_the_screens_are_free() -> None:
    """Next takes the run off everybody's screen, and keeps it."""
    state = state_after([start(), drove(Act.NEXT)])

    assert state.shown() == ()
    assert set(state.runs) == {"r1"}


def test_what_was_done_before_can_be_brought_back() -> None:
    """With its results, in the state in which it was left."""
    before = [start("r1"), sent("ana", 1), drove(Act.REVEAL), start("r2", at=20.0)]
    state = state_after([*before, drove(Act.SHOW, at=30.0)])

    assert (state.current, state.run) == ("r1", state_after(before).runs["r1"])
    assert state.runs["r2"].phase is Phase.OPEN


def test_a_run_that_never_was_changes_nothing() -> None:
    """An act or a result for a run that nobody started is passed over."""
    state = state_after([drove(Act.LOCK, "nowhere"), sent("ana", 1, "nowhere")])

    assert (state.members, state.runs, state.current) == ({}, {}, ClassState().current)
