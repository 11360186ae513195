"""A class in its database: added once, in order, all or nothing, in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from classroom.class_database import postgresql
from classroom.class_work import LEARNERS, SAFE_ORDER, a_round, an_answer
from classroom.test_class_session import joined, sent
from tableside.classroom.activities import course_activities
from tableside.classroom.events import AnyEvent
from tableside.classroom.judged import judge_work
from tableside.classroom.result import Judged
from tableside.classroom.store import Entry, Store, StoreError
from tableside.classroom.work import AnyWork
from tableside.classroom.worth import read_worth, worth_text
from tableside.knowledge import knowledge

__all__ = ["postgresql"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'class.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """Yield a store with the class ``one``."""
    opened = Store(url)
    opened.create("one", "Monday")
    yield opened
    opened.delete("one")
    opened.close()


def entries(*events: AnyEvent) -> list[Entry]:
    """Return events with nothing beside them."""
    return [Entry(event=each) for each in events]


def judged(work: AnyWork, question: str) -> Judged:
    """Return what a result is worth."""
    return judge_work(work, question, course_activities(), knowledge(), member="m-ana")


def test_a_class_is_found_again_with_its_secret(store: Store, url: str) -> None:
    """A server that starts anew opens the same class."""
    again = Store(url)
    found = again.find("one")
    again.close()

    assert found == store.find("one")
    assert found is not None
    assert (len(found.code), found.title) == (6, "Monday")
    assert store.find("two") is None


def test_the_same_event_is_added_once(store: Store) -> None:
    """Sent again, in the same message or later, it stands where it stood."""
    first = store.add("one", entries(joined("ana"), sent("ana", 1), joined("ana"))).added
    again = store.add("one", entries(sent("ana", 1), sent("ana", 2))).added

    assert [(each.place, each.new) for each in first] == [(1, True), (2, True), (1, False)]
    assert [(each.place, each.new) for each in again] == [(2, False), (3, True)]
    assert store.last("one") == 3


def test_whoever_adds_is_told_what_others_added_since(store: Store) -> None:
    """Only what is not known yet, in order, and never one's own."""
    ana, bo = joined("ana"), joined("bo")
    first = store.add("one", entries(ana), place=0)
    second = store.add("one", entries(bo), place=0)
    third = store.add("one", entries(sent("bo", 1), ana), place=2)

    assert first.missed == ()
    assert second.missed == ((1, ana),)
    assert third.missed == ()
    assert [each.place for each in third.added] == [3, 1]


def test_whoever_adds_is_told_what_others_found_a_result_to_be_worth(store: Store) -> None:
    """Another worker's board shows it without judging it again, or asking for it."""
    work = a_round("hold")
    worth = judged(work, "hold")
    store.add("one", [Entry(event=sent("ana", 1), work=work, judged=worth)])

    assert store.add("one", entries(joined("bo")), place=0).worths == {sent("ana", 1).id: worth}


def test_events_come_back_in_order(store: Store) -> None:
    """What was added is read again unchanged, from any place on."""
    events = [joined("ana"), sent("ana", 1), sent("ana", 2)]
    store.add("one", entries(*events))

    assert store.since("one", 0) == tuple(enumerate(events, 1))
    assert [each for _, each in store.since("one", 2)] == events[2:]


def test_what_was_sent_is_kept_beside_its_event(store: Store, url: str) -> None:
    """The first one holds; what it is worth is told to those who were started together only."""
    event, work = sent("ana", 1), a_round("hold")
    worth = judged(work, "hold")
    store.add("one", [Entry(event=event, work=work, judged=worth)])
    store.add("one", [Entry(event=event, work=an_answer("something else"))])
    other = Store(url)
    others_worths = other.worths("one", [event.id])
    other.close()

    assert store.works("one", [event.id, "nowhere"]) == {event.id: work}
    assert set(store.worths("one", [event.id, "nowhere"])) == {event.id}
    assert others_worths == {}


@pytest.mark.parametrize("learner", LEARNERS)
def test_a_worth_reads_back_as_it_was(learner: object) -> None:
    """What another worker is told makes the same board."""
    for found in (
        judged(a_round("coverage", learner), "coverage"),
        judged(an_answer(SAFE_ORDER[::-1]), "ten-steps"),
        judged(an_answer([20.0, 12.0]), "find-the-muscle"),
    ):
        again = read_worth(worth_text(found))

        assert again == found


def test_many_at_once_leave_no_gap(store: Store) -> None:
    """Eight writers, each sending everything: every event is there once."""
    events = [sent("ana", number) for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(store.add, "one", entries(each)) for each in events * 4]:
            done.result()
    places = [place for place, _ in store.since("one", 0)]

    assert places == list(range(1, 21))


def test_a_deleted_class_leaves_nothing(store: Store) -> None:
    """Neither the class nor an event of it is there, and nothing can be added."""
    work = an_answer("x")
    store.add("one", [Entry(event=joined("ana", name="Ana"), work=work)])
    store.delete("one")

    assert store.find("one") is None
    assert store.since("one", 0) == ()
    assert store.works("one", [joined("ana", name="Ana").id]) == {}
    with pytest.raises(StoreError, match="deleted"):
        store.add("one", entries(joined("bo")))


def test_a_deleted_name_is_not_left_in_the_file(tmp_path: Path) -> None:
    """SQLite overwrites what it deletes, beside the file as well, while the server goes on."""
    file = tmp_path / "class.db"
    store = Store(f"sqlite:///{file}")
    store.create("one", "Monday")
    store.add("one", entries(joined("ana", name="Anastasia-Unusual")))
    before = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    store.delete("one")
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    store.close()

    assert b"Anastasia" in before
    assert b"Anastasia" not in left


def test_a_database_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    """The error says what to do."""
    with pytest.raises(StoreError, match="whether its folder is there"):
        Store(f"sqlite:///{tmp_path / 'no' / 'folder' / 'class.db'}")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("my classes", "Write one like"),
        ("strange://secret", "Write one like"),
        ("mysql://secret/x", "is missing"),
    ],
)
def test_an_address_that_is_none_says_so(address: str, told: str) -> None:
    """Without the address itself, which may have a password in it."""
    with pytest.raises(StoreError, match=told) as raised:
        Store(address)

    assert address not in str(raised.value)
