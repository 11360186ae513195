"""Where a class is kept: in SQLite, or in PostgreSQL, by one setting.

Events are only added. Each has a place in its class, without a gap, and its id is there once: the
same event sent again finds the first one. What ``add`` has returned is on disk.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from tableside.classroom.events import AnyEvent, read_event
from tableside.classroom.tokens import new_code, new_secret
from tableside.errors import TablesideError

SETTING = "TABLESIDE_CLASS_DATABASE"
"""The environment variable that names another database, such as ``postgresql+psycopg://…``."""

_METADATA = MetaData()

_CLASSES = Table(
    "classes",
    _METADATA,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("secret", String(80), nullable=False),
    Column("code", String(20), nullable=False, unique=True),
    Column("last", Integer, nullable=False, default=0),
)

_EVENTS = Table(
    "class_events",
    _METADATA,
    Column("class_id", ForeignKey("classes.id", ondelete="CASCADE"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String(200), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("class_id", "event_id"),
)


class StoreError(TablesideError):
    """The database cannot be used now; what was acknowledged is still in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRecord:
    """A class as it is kept, with the secret of its tokens."""

    id: str
    title: str
    secret: str
    code: str


@dataclass(frozen=True, slots=True)
class Added:
    """Where an event stands, and whether it was new."""

    place: int
    new: bool


class Store:
    """Classes and their events in one database."""

    def __init__(self, url: str) -> None:
        """Open the database at *url*, and make its tables if they are missing."""
        self._engine = create_engine(url, pool_pre_ping=True)
        if self._engine.dialect.name == "sqlite":
            _prepare_sqlite(self._engine)
        with _plain_errors():
            _METADATA.create_all(self._engine)

    def create(self, name: str, title: str) -> ClassRecord:
        """Keep a new class under the id *name*, with a fresh secret and code."""
        record = ClassRecord(id=name, title=title, secret=new_secret(), code=new_code())
        with self._transaction() as connection:
            connection.execute(
                insert(_CLASSES).values(
                    id=name, title=title, secret=record.secret, code=record.code, last=0
                )
            )
        return record

    def find(self, name: str) -> ClassRecord | None:
        """Return the class with the id *name*, if it is there."""
        columns = (_CLASSES.c.id, _CLASSES.c.title, _CLASSES.c.secret, _CLASSES.c.code)
        with self._transaction() as connection:
            row = connection.execute(select(*columns).where(_CLASSES.c.id == name)).first()
        if row is None:
            return None
        return ClassRecord(id=row.id, title=row.title, secret=row.secret, code=row.code)

    def add(self, name: str, events: Sequence[AnyEvent]) -> tuple[Added, ...]:
        """Add events to a class, all or none, and return where each stands.

        Raises ``StoreError`` if the class is gone or the database cannot be reached.
        """
        with self._transaction() as connection:
            # Taking the class's row first keeps two servers from giving one place twice.
            found = connection.execute(
                update(_CLASSES).where(_CLASSES.c.id == name).values(last=_CLASSES.c.last)
            )
            if not found.rowcount:
                raise StoreError("This class was deleted; nothing can be added to it.")
            last = connection.execute(
                select(_CLASSES.c.last).where(_CLASSES.c.id == name)
            ).scalar_one()
            known = self._known(connection, name, [each.id for each in events])
            added, rows = [], []
            for each in events:
                if (place := known.get(each.id)) is not None:
                    added.append(Added(place, new=False))
                    continue
                last += 1
                known[each.id] = last
                body = each.model_dump_json()
                rows.append({"class_id": name, "place": last, "event_id": each.id, "body": body})
                added.append(Added(last, new=True))
            if rows:
                connection.execute(insert(_EVENTS), rows)
                connection.execute(update(_CLASSES).where(_CLASSES.c.id == name).values(last=last))
        return tuple(added)

    @staticmethod
    def _known(connection: Connection, name: str, ids: Sequence[str]) -> dict[str, int]:
        rows = connection.execute(
            select(_EVENTS.c.event_id, _EVENTS.c.place).where(
                _EVENTS.c.class_id == name, _EVENTS.c.event_id.in_(ids)
            )
        )
        return {row.event_id: row.place for row in rows}

    def last(self, name: str) -> int:
        """Return the place of the newest event; 0 without any."""
        with self._transaction() as connection:
            found = connection.execute(
                select(func.max(_EVENTS.c.place)).where(_EVENTS.c.class_id == name)
            ).scalar_one()
        return found or 0

    def since(self, name: str, place: int, most: int = 500) -> tuple[tuple[int, AnyEvent], ...]:
        """Return up to *most* events behind *place*, each with its own, in order."""
        with self._transaction() as connection:
            rows = connection.execute(
                select(_EVENTS.c.place, _EVENTS.c.body)
                .where(_EVENTS.c.class_id == name, _EVENTS.c.place > place)
                .order_by(_EVENTS.c.place)
                .limit(most)
            ).all()
        return tuple((row.place, read_event(row.body)) for row in rows)

    def read(self, name: str, ids: Sequence[str]) -> tuple[AnyEvent, ...]:
        """Return the events with these ids, as far as they are there."""
        found: list[AnyEvent] = []
        with self._transaction() as connection:
            for first in range(0, len(ids), 200):
                rows = connection.execute(
                    select(_EVENTS.c.body).where(
                        _EVENTS.c.class_id == name,
                        _EVENTS.c.event_id.in_(ids[first : first + 200]),
                    )
                )
                found.extend(read_event(row.body) for row in rows)
        return tuple(found)

    def delete(self, name: str) -> None:
        """Delete a class with all that was ever sent to it."""
        with self._transaction() as connection:
            connection.execute(delete(_EVENTS).where(_EVENTS.c.class_id == name))
            connection.execute(delete(_CLASSES).where(_CLASSES.c.id == name))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with _plain_errors(), self._engine.begin() as connection:
            yield connection


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(
            f"The class's database cannot be used just now ({type(error).__name__}). "
            "Nothing that was taken is lost; look whether the database runs, and try again."
        ) from error


def _prepare_sqlite(engine: Engine) -> None:
    """Let readers and a writer work at once, and wait for each other instead of failing."""

    @event.listens_for(engine, "connect")
    def settle(connection, _record) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA busy_timeout = 10000")
