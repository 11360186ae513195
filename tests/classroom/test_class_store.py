"""A class in its database: added once, in order, all or nothing, in SQLite and in PostgreSQL."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from classroom.test_class_session import joined, sent
from tableside.classroom.store import Store, StoreError

pytestmark = pytest.mark.xdist_group("class-store")


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server, and yield the address of an empty database."""
    place = tmp_path_factory.mktemp("class-postgresql")
    with pytest.MonkeyPatch.context() as patch:
        # It asks for this place when it is imported, and warns where there is none.
        patch.setenv("XDG_RUNTIME_DIR", str(place))
        import pgserver  # noqa: PLC0415
    running = pgserver.get_server(place / "data", cleanup_mode="delete")
    running.psql("CREATE DATABASE classes ENCODING 'UTF8' TEMPLATE template0;")
    yield running.get_uri("classes")
    running.cleanup()


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
    first = store.add("one", [joined("ana"), sent("ana", 1), joined("ana")])
    again = store.add("one", [sent("ana", 1), sent("ana", 2)])

    assert [(each.place, each.new) for each in first] == [(1, True), (2, True), (1, False)]
    assert [(each.place, each.new) for each in again] == [(2, False), (3, True)]
    assert store.last("one") == 3


def test_events_come_back_in_order(store: Store) -> None:
    """What was added is read again unchanged, from any place on."""
    events = [joined("ana"), sent("ana", 1), sent("ana", 2)]
    store.add("one", events)

    assert store.since("one", 0) == tuple(enumerate(events, 1))
    assert [each for _, each in store.since("one", 2)] == events[2:]
    assert store.read("one", [events[1].id, "nowhere"]) == (events[1],)


def test_many_at_once_leave_no_gap(store: Store) -> None:
    """Eight writers, each sending everything: every event is there once."""
    events = [sent("ana", number) for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(store.add, "one", [each]) for each in events * 4]:
            done.result()
    places = [place for place, _ in store.since("one", 0)]

    assert places == list(range(1, 21))


def test_a_deleted_class_leaves_nothing(store: Store) -> None:
    """Neither the class nor an event of it is there, and nothing can be added."""
    store.add("one", [joined("ana", name="Ana")])
    store.delete("one")

    assert store.find("one") is None
    assert store.since("one", 0) == ()
    with pytest.raises(StoreError, match="deleted"):
        store.add("one", [joined("bo")])


def test_a_deleted_name_is_not_left_in_the_file(tmp_path: Path) -> None:
    """SQLite overwrites what it deletes."""
    file = tmp_path / "class.db"
    store = Store(f"sqlite:///{file}")
    store.create("one", "Monday")
    store.add("one", [joined("ana", name="Anastasia-Unusual")])
    store.delete("one")
    store.close()
    left = b"".join(each.read_bytes() for each in tmp_path.iterdir())

    assert b"Anastasia" not in left


def test_a_database_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    """The error says what to do."""
    with pytest.raises(StoreError, match="look whether the database runs"):
        Store(f"sqlite:///{tmp_path / 'no' / 'folder' / 'class.db'}")
