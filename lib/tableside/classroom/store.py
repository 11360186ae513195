"""Where a class is kept: its events, and what students sent.

Events are only added. Each has a place in its class, without a gap, and its id is there once: the
same event sent again finds the first one. What ``add`` has returned is on disk.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from pydantic import TypeAdapter
from sqlalchemy import (
    Connection,
    Executable,
    Row,
    Select,
    Table,
    and_,
    delete,
    insert,
    select,
    update,
)

from tableside.classroom.database import SETTING, Database, StoreError
from tableside.classroom.events import AnyEvent, read_event
from tableside.classroom.result import Judged
from tableside.classroom.tables import CLASSES, EVENTS, OF_A_CLASS, WORKS, WORTHS
from tableside.classroom.tokens import new_code, new_secret
from tableside.classroom.work import AnyWork
from tableside.classroom.worth import read_worth, worth_text

__all__ = [
    "SETTING",
    "Added",
    "ClassGoneError",
    "ClassRecord",
    "Entry",
    "Kept",
    "Store",
    "StoreError",
]

_WORK: TypeAdapter[AnyWork] = TypeAdapter(AnyWork)

AT_ONCE = 200
"""So many rows are asked for at once."""

MOST_TOLD = 500
"""So many events are read at once; whoever is further behind asks again."""


class ClassGoneError(StoreError):
    """The class was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRecord:
    """A class as it is kept, with the secret of its tokens."""

    id: str
    title: str
    secret: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An event with what goes with it."""

    event: AnyEvent
    work: AnyWork | None = None
    """What a student sent."""
    judged: Judged | None = None
    """What it is worth by today's rules."""


@dataclass(frozen=True, slots=True)
class Added:
    """Where an event stands, and whether it was new."""

    place: int
    new: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of adding events to a class."""

    added: tuple[Added, ...]
    """Where each of them stands."""
    missed: tuple[tuple[int, AnyEvent], ...]
    """Others' events behind the place that was known, each with its own, in order."""
    worths: Mapping[str, Judged]
    """What they found the results among these to be worth, by the ids of the events."""


class Store:
    """Classes and their events in one database."""

    def __init__(self, url: str, *, launch: str = "") -> None:
        """Open the database at *url*; *launch* names those who were started together."""
        self.database = Database(url)
        self._launch = launch or uuid4().hex

    def create(self, name: str, title: str) -> ClassRecord:
        """Keep a new class under the id *name*, with a fresh secret and code."""
        record = ClassRecord(id=name, title=title, secret=new_secret(), code=new_code())
        with self.database.transaction() as connection:
            connection.execute(
                insert(CLASSES).values(
                    id=name, title=title, secret=record.secret, code=record.code, last=0
                )
            )
        return record

    def find(self, name: str) -> ClassRecord | None:
        """Return the class with the id *name*, if it is there."""
        columns = (CLASSES.c.id, CLASSES.c.title, CLASSES.c.secret, CLASSES.c.code)
        with self.database.transaction() as connection:
            row = connection.execute(select(*columns).where(CLASSES.c.id == name)).first()
        if row is None:
            return None
        return ClassRecord(id=row.id, title=row.title, secret=row.secret, code=row.code)

    def add(self, name: str, entries: Sequence[Entry], *, place: int | None = None) -> Kept:
        """Add entries to a class, all or none, and return where the event of each stands.

        Whoever knows all events up to *place* is told in passing which others were added since;
        of many, the first ones. Raises ``ClassGoneError`` if the class is gone, ``StoreError`` if
        the database is.
        """
        with self.database.transaction() as connection:
            last = _reserved(connection, name, len(entries)) - len(entries)
            behind = place is not None and place < last
            missed = self._missed(connection, name, place or 0) if behind else ()
            known = _known(connection, name, [each.event.id for each in entries])
            added, new = [], []
            for entry in entries:
                if (place := known.get(entry.event.id)) is not None:
                    added.append(Added(place, new=False))
                    continue
                last += 1
                known[entry.event.id] = last
                new.append((last, entry))
                added.append(Added(last, new=True))
            if new:
                self._insert(connection, name, new)
            if len(new) < len(entries):
                connection.execute(update(CLASSES).where(CLASSES.c.id == name).values(last=last))
        events = tuple((row.place, read_event(row.body)) for row in missed)
        worths = {row.event_id: read_worth(row.worth) for row in missed if row.worth is not None}
        return Kept(tuple(added), events, worths)

    def _missed(self, connection: Connection, name: str, place: int) -> Sequence[Row[Any]]:
        """Return the events behind *place*, each with what was found of it, as it was written."""
        of_it = and_(
            WORTHS.c.class_id == EVENTS.c.class_id,
            WORTHS.c.event_id == EVENTS.c.event_id,
            WORTHS.c.launch == self._launch,
        )
        columns = (EVENTS.c.place, EVENTS.c.event_id, EVENTS.c.body, WORTHS.c.body.label("worth"))
        query = select(*columns).join_from(EVENTS, WORTHS, of_it, isouter=True)
        return connection.execute(_behind(query, name, place)).all()

    def _insert(self, connection: Connection, name: str, new: Sequence[tuple[int, Entry]]) -> None:
        events = [
            {**_key(name, each), "place": place, "body": each.event.model_dump_json()}
            for place, each in new
        ]
        works = [
            {**_key(name, each), "body": each.work.model_dump_json()}
            for _, each in new
            if each.work is not None
        ]
        worths = {each.event.id: each.judged for _, each in new if each.judged is not None}
        connection.execute(insert(EVENTS), events)
        if works:
            connection.execute(insert(WORKS), works)
        self._insert_worths(connection, name, worths)

    def _insert_worths(
        self, connection: Connection, name: str, worths: Mapping[str, Judged]
    ) -> None:
        if worths:
            made = {"class_id": name, "launch": self._launch}
            rows = [
                {**made, "event_id": event, "body": worth_text(judged)}
                for event, judged in worths.items()
            ]
            connection.execute(insert(WORTHS), rows)

    def last(self, name: str) -> int:
        """Return the place of the newest event, 0 without any; ``ClassGoneError`` if gone."""
        with self.database.transaction() as connection:
            found = connection.execute(
                select(CLASSES.c.last).where(CLASSES.c.id == name)
            ).scalar_one_or_none()
        if found is None:
            raise _gone()
        return int(found)

    def since(
        self, name: str, place: int, most: int = MOST_TOLD
    ) -> tuple[tuple[int, AnyEvent], ...]:
        """Return up to *most* events behind *place*, each with its own, in order."""
        with self.database.transaction() as connection:
            return _since(connection, name, place, most)

    def works(self, name: str, ids: Sequence[str]) -> dict[str, AnyWork]:
        """Return what was sent with these events, as far as it is there."""
        return {event: _WORK.validate_json(body) for event, body in self._bodies(WORKS, name, ids)}

    def worths(self, name: str, ids: Sequence[str]) -> dict[str, Judged]:
        """Return what those who were started with this one found results to be worth."""
        return {event: read_worth(body) for event, body in self._bodies(WORTHS, name, ids)}

    def _bodies(self, table: Table, name: str, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        for first in range(0, len(ids), AT_ONCE):
            with self.database.transaction() as connection:
                rows = self._read(connection, table, name, ids[first : first + AT_ONCE])
            yield from rows

    def _read(
        self, connection: Connection, table: Table, name: str, ids: Sequence[str]
    ) -> Sequence[tuple[str, str]]:
        query = select(table.c.event_id, table.c.body).where(
            table.c.class_id == name, table.c.event_id.in_(ids)
        )
        if table is WORTHS:
            query = query.where(table.c.launch == self._launch)
        return [(row.event_id, row.body) for row in connection.execute(query)] if ids else []

    def forget_worths(self, name: str) -> None:
        """Delete what earlier servers found results to be worth: nobody believes it any more."""
        with self.database.transaction() as connection:
            connection.execute(
                delete(WORTHS).where(WORTHS.c.class_id == name, WORTHS.c.launch != self._launch)
            )

    def delete(self, name: str) -> None:
        """Delete a class with all that was ever sent to it."""
        with self.database.transaction() as connection:
            for table in OF_A_CLASS:
                connection.execute(delete(table).where(table.c.class_id == name))
            connection.execute(delete(CLASSES).where(CLASSES.c.id == name))
        self.database.wipe()

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def _key(name: str, entry: Entry) -> dict[str, str]:
    return {"class_id": name, "event_id": entry.event.id}


def _reserved(connection: Connection, name: str, count: int) -> int:
    """Give a class *count* places more, and return the newest; others wait until this is done."""
    here = CLASSES.c.id == name
    more = update(CLASSES).where(here).values(last=CLASSES.c.last + count)
    if connection.dialect.name == "sqlite":
        # Before 3.35 it returns nothing from an update, and asking once more costs nothing there.
        connection.execute(more)
        query: Executable = select(CLASSES.c.last).where(here)
    else:
        query = more.returning(CLASSES.c.last)
    found = connection.execute(query).scalar_one_or_none()
    if found is None:
        raise _gone()
    return int(found)


def _since(
    connection: Connection, name: str, place: int, most: int = MOST_TOLD
) -> tuple[tuple[int, AnyEvent], ...]:
    query = _behind(select(EVENTS.c.place, EVENTS.c.body), name, place, most)
    return tuple((row.place, read_event(row.body)) for row in connection.execute(query))


def _behind(query: Select[Any], name: str, place: int, most: int = MOST_TOLD) -> Select[Any]:
    here = EVENTS.c.class_id == name, EVENTS.c.place > place
    return query.where(*here).order_by(EVENTS.c.place).limit(most)


def _known(connection: Connection, name: str, ids: Sequence[str]) -> dict[str, int]:
    rows = connection.execute(
        select(EVENTS.c.event_id, EVENTS.c.place).where(
            EVENTS.c.class_id == name, EVENTS.c.event_id.in_(ids)
        )
    )
    return {row.event_id: row.place for row in rows}


def _gone() -> ClassGoneError:
    return ClassGoneError("This class was deleted; nothing can be added to it.")
