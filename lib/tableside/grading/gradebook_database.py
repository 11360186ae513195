"""The database of a gradebook, SQLite or PostgreSQL, asked in the same words.

Its driver is used directly: SQLAlchemy alone takes longer to load than a small class to mark.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from tableside.errors import TablesideError

Rows = list[tuple[Any, ...]]

_PATIENCE = 60.0
"""Seconds to wait while another program, such as formgrader, writes to the gradebook."""

_LOCK = 1952539233
"""The number by which writers of a PostgreSQL gradebook wait for each other."""

_SQLITE = "sqlite:///"
_POSTGRESQL = re.compile(r"postgresql(\+\w+)?://")

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}


class GradebookError(TablesideError):
    """A gradebook that cannot be used; the message says why and what to do."""


class Connection:
    """One transaction, in which ``?`` stands for each value of a query."""

    def __init__(self, driver: Any, kind: str) -> None:  # noqa: ANN401 - of either driver
        self._driver = driver
        self._kind = kind

    def rows(self, query: str, *values: object) -> Rows:
        """Return what *query* finds; a ``?`` whose value is a list stands for all of the list."""
        pieces = query.split("?")
        marks = [
            ", ".join("?" * len(each)) or "NULL" if isinstance(each, list) else "?"
            for each in values
        ]
        whole = pieces[0] + "".join(
            mark + piece for mark, piece in zip(marks, pieces[1:], strict=True)
        )
        flat: list[object] = []
        for each in values:
            flat += each if isinstance(each, list) else [each]
        return list(self._driver.execute(self._words(whole), flat).fetchall())

    def pairs(self, query: str, *values: object) -> dict[str, Any]:
        """Return what a query for two columns finds, the first as keys."""
        return dict(self.rows(query, *values))

    def run(self, statement: str) -> None:
        """Carry out *statement*."""
        self._driver.execute(statement)

    def each(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Carry out *statement* with the values of each row."""
        stored = [tuple(map(self._stored, row)) for row in rows]
        if stored:
            self._driver.cursor().executemany(self._words(statement), stored)

    def _words(self, query: str) -> str:
        return query.replace("?", "%s") if self._kind == "postgresql" else query

    def _stored(self, value: object) -> object:
        """Return *value* as nbgrader keeps it: SQLite has no times, only texts."""
        if self._kind == "sqlite" and isinstance(value, datetime):
            return value.isoformat(" ", "microseconds")
        return value


class Database:
    """Where a gradebook lies."""

    def __init__(self, url: str) -> None:
        """Find the driver for *url*; raise ``GradebookError`` if there is none."""
        self.kind: Literal["sqlite", "postgresql"] = (
            "sqlite" if url.startswith(_SQLITE) else "postgresql"
        )
        self._place = url.removeprefix(_SQLITE)
        self._fault: type[Exception] = sqlite3.Error
        if self.kind == "postgresql":
            if not _POSTGRESQL.match(url):
                raise _no_address(f"it begins with “{url.partition(':')[0]}”")
            try:
                import psycopg  # noqa: PLC0415 - where the gradebook is a file, nobody needs it
            except ImportError as error:
                raise _no_address(str(error)) from None
            self._place = _POSTGRESQL.sub("postgresql://", url, count=1)
            self._fault = psycopg.Error

    def tables(self) -> frozenset[str]:
        """Return the names of its tables; raise ``GradebookError`` if it cannot be opened."""
        try:
            with self._begun() as connection:
                return frozenset(name for (name,) in connection.rows(_TABLES[self.kind]))
        except self._fault as error:
            shown = re.sub(r"(//[^/@:]*):[^/@]*@", r"\1:***@", self._place)
            raise GradebookError(
                f"The gradebook {shown} cannot be opened ({_reason(error)}). "
                "Check the address and that its server runs; or put back the last copy of it."
            ) from None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection whose changes all happen, or none; other writers wait meanwhile."""
        try:
            with self._begun() as connection:
                yield connection
        except self._fault as error:
            raise GradebookError(
                f"The gradebook did not take the marks, or give them ({_reason(error)}). Marks "
                "that were written before are safe. Put right what it says, and run this again."
            ) from None

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        driver = self._connect()
        try:
            yield Connection(driver, self.kind)
            driver.commit()
        finally:
            driver.close()  # what was not committed is undone

    def _connect(self) -> Any:  # noqa: ANN401 - of either driver
        if self.kind == "postgresql":
            import psycopg  # noqa: PLC0415 - as above

            driver = psycopg.connect(self._place)
            driver.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
            return driver
        file = sqlite3.connect(self._place, timeout=_PATIENCE, isolation_level=None)
        # A transaction that reads first and writes later could meet another doing the same.
        file.execute("BEGIN IMMEDIATE")
        return file


def _no_address(reason: str) -> GradebookError:
    return GradebookError(
        f"The gradebook's address cannot be used ({reason}). For PostgreSQL it looks "
        "like postgresql://name@server/database, and needs the package psycopg."
    )


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0]


def as_moment(stored: datetime | str | None) -> datetime | None:
    """Return a time of the gradebook; SQLite keeps it as a text."""
    return datetime.fromisoformat(stored) if isinstance(stored, str) else stored


def as_span(stored: timedelta | str | None) -> timedelta | None:
    """Return an extension; SQLite keeps it as the moment so long after the start of 1970."""
    if isinstance(stored, str):
        return datetime.fromisoformat(stored) - datetime.fromtimestamp(0, UTC).replace(tzinfo=None)
    return stored
