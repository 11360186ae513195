"""The tables of nbgrader's gradebook, as they are in the database, and one table of ours."""

import sqlite3
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from tableside.errors import TablesideError

NBGRADERS = frozenset(
    {
        "assignment",
        "notebook",
        "base_cell",
        "grade_cells",
        "source_cell",
        "student",
        "submitted_assignment",
        "submitted_notebook",
        "grade",
        "comment",
    }
)

OURS = "tableside_mark"
"""The one table of ours: which hand-in was marked with which rules, and what came of it."""

_PATIENCE = 60.0
"""Seconds to wait while another program, such as formgrader, writes to the gradebook."""


class GradebookError(TablesideError):
    """A gradebook that cannot be used; the message says why and what to do."""


def open_database(url: str) -> tuple[Engine, dict[str, Table]]:
    """Return the database at *url* and its tables; raise ``GradebookError`` if there is none."""
    engine = _engine(url)
    try:
        return engine, _tables(engine)
    except (SQLAlchemyError, sqlite3.Error) as error:
        reason = str(error).partition("\n")[0]
        raise GradebookError(
            f"The gradebook {engine.url.render_as_string()} cannot be opened ({reason}). "
            "Check the address and that its server runs; or put back the last copy of it."
        ) from None


def _engine(url: str) -> Engine:
    sqlite = url.startswith("sqlite")
    options: dict[str, Any] = {"poolclass": NullPool}
    if sqlite:
        options["connect_args"] = {"timeout": _PATIENCE}
    try:
        engine = create_engine(url, **options)
    except (SQLAlchemyError, ImportError) as error:
        raise GradebookError(
            f"The gradebook's address cannot be used ({error}). For PostgreSQL it looks "
            "like postgresql://name@server/database, and needs the package psycopg."
        ) from None
    if sqlite:
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_at_once)
    return engine


def _leave_transactions_to_us(connection: Any, _: object) -> None:  # noqa: ANN401 - sqlite3's
    connection.isolation_level = None


def _begin_at_once(connection: Connection) -> None:
    # A transaction that reads first and writes later could meet another doing the same.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _tables(engine: Engine) -> dict[str, Table]:
    metadata = MetaData()
    there = set(inspect(engine).get_table_names())
    metadata.reflect(engine, only=[name for name in NBGRADERS if name in there])
    ours = Table(
        OURS,
        metadata,
        Column("assignment", String(128), primary_key=True),
        Column("student", String(128), primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("handed_in", "rules", "marks")),
        *(Column(name, Text, nullable=False) for name in ("notes", "shown")),
    )
    if there and OURS not in there:
        with engine.begin() as connection:
            ours.create(connection, checkfirst=True)
    return dict(metadata.tables)
