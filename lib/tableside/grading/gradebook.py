"""nbgrader's gradebook, written to directly: whole batches in one transaction, nothing by hand.

The tables are nbgrader's own, as it made them; their columns are read from the database. Hand
marks, extra credit and comments are an instructor's, and are only ever read here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, select, text

from tableside.grading.gradebook_tables import NBGRADERS, OURS, open_database

_LOCK = 1952539233
"""The number by which writers of a PostgreSQL gradebook wait for each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What the gradebook knows about an assignment that has been released."""

    assignment: str
    assignment_id: str
    notebook_id: str
    graded: Mapping[str, str]
    """Cell name → id."""
    points: Mapping[str, float]
    written: Mapping[str, str]
    """Cells that take comments: name → id."""
    checksums: Mapping[str, str]
    duedate: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One grade as it stands."""

    auto: float | None
    manual: float | None
    extra: float | None
    waits: bool

    @property
    def points(self) -> float:
        """What counts: the hand mark if there is one, with extra credit."""
        given = self.manual if self.manual is not None else self.auto
        return 0.0 if given is None else given + (self.extra or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a hand-in was marked from, and the marks."""

    handed_in: str
    rules: str
    marks: str
    notes: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything that the gradebook holds for one student and assignment."""

    record: Record | None = None
    rows: Mapping[str, Row] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    """What an instructor wrote, cell by cell."""
    extension: Any = None
    penalty: float | None = None


class Gradebook:
    """An open gradebook."""

    def __init__(self, url: str) -> None:
        self.engine, self.tables = open_database(url)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes all happen, or none; others wait until it ends."""
        with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection

    def cells(self, assignment: str) -> Cells | None:
        """Return what is known about *assignment*; None if it was never released."""
        if not self.tables.keys() >= NBGRADERS:
            return None
        tables = self.tables
        with self.engine.connect() as connection:
            given, book = tables["assignment"].c, tables["notebook"].c
            chosen = select(given.id, book.id, given.duedate).where(
                given.name == assignment, book.assignment_id == given.id, book.name == assignment
            )
            found = connection.execute(chosen).first()
            if found is None:
                return None
            cell, graded = tables["base_cell"].c, tables["grade_cells"].c
            rows = connection.execute(
                select(cell.name, cell.id, cell.type).where(cell.notebook_id == found[1])
            ).all()
            points = _pairs(connection.execute(select(graded.id, graded.max_score)))
            source = tables["source_cell"].c
            sums = select(source.name, source.checksum).where(source.notebook_id == found[1])
            checksums = _pairs(connection.execute(sums))
        grades = {name: key for name, key, kind in rows if kind == "GradeCell"}
        return Cells(
            assignment=assignment,
            assignment_id=found[0],
            notebook_id=found[1],
            graded=grades,
            points={name: points[key] for name, key in grades.items()},
            written={name: key for name, key, kind in rows if kind == "SolutionCell"},
            checksums=checksums,
            duedate=found[2],
        )

    def standings(
        self, cells: Cells, students: Collection[str], connection: Connection | None = None
    ) -> dict[str, Standing]:
        """Return what the gradebook holds for each of *students*."""
        if connection is None:
            with self.engine.connect() as opened:
                return self.standings(cells, students, opened)
        wanted = list(students)
        records = self._records(connection, cells, wanted)
        rows = self._rows(connection, cells, wanted)
        comments = self._comments(connection, cells, wanted)
        about = self._about(connection, cells, wanted)
        return {
            student: Standing(
                record=records.get(student),
                rows=rows.get(student, {}),
                comments=comments.get(student, {}),
                extension=about.get(student, (None, None))[0],
                penalty=about.get(student, (None, None))[1],
            )
            for student in wanted
        }

    def marked(self, assignment: str) -> list[str]:
        """Return the students whose hand-in has been marked."""
        record = self.tables[OURS].c
        with self.engine.connect() as connection:
            chosen = select(record.student).where(record.assignment == assignment)
            return sorted(connection.execute(chosen).scalars())

    def _records(
        self, connection: Connection, cells: Cells, students: list[str]
    ) -> dict[str, Record]:
        table = self.tables[OURS]
        chosen = select(table).where(
            table.c.assignment == cells.assignment, table.c.student.in_(students)
        )
        found = connection.execute(chosen).mappings()
        return {
            row["student"]: Record(
                **{key: row[key] for key in ("handed_in", "rules", "marks", "notes", "shown")}
            )
            for row in found
        }

    def _rows(
        self, connection: Connection, cells: Cells, students: list[str]
    ) -> dict[str, dict[str, Row]]:
        grade = self.tables["grade"].c
        name = {key: name for name, key in cells.graded.items()}
        found: dict[str, dict[str, Row]] = {}
        columns = (grade.auto_score, grade.manual_score, grade.extra_credit)
        chosen = self._of(
            cells, students, "grade", grade.cell_id, *columns, grade.needs_manual_grade
        )
        for student, cell, auto, manual, extra, waits in connection.execute(chosen):
            if cell in name:
                row = Row(auto=auto, manual=manual, extra=extra, waits=bool(waits))
                found.setdefault(student, {})[name[cell]] = row
        return found

    def _comments(
        self, connection: Connection, cells: Cells, students: list[str]
    ) -> dict[str, dict[str, str]]:
        comment = self.tables["comment"].c
        name = {key: name for name, key in cells.written.items()}
        found: dict[str, dict[str, str]] = {}
        chosen = self._of(cells, students, "comment", comment.cell_id, comment.manual_comment)
        for student, cell, words in connection.execute(chosen):
            if words and cell in name:
                found.setdefault(student, {})[name[cell]] = words
        return found

    def _about(
        self, connection: Connection, cells: Cells, students: list[str]
    ) -> dict[str, tuple[Any, float | None]]:
        given = self.tables["submitted_assignment"].c
        book = self.tables["submitted_notebook"].c
        chosen = select(given.student_id, given.extension, book.late_submission_penalty).where(
            given.assignment_id == cells.assignment_id,
            book.assignment_id == given.id,
            given.student_id.in_(students),
        )
        return {row[0]: (_as_span(row[1]), row[2]) for row in connection.execute(chosen)}

    def _of(self, cells: Cells, students: Iterable[str], table: str, *columns: Column[Any]) -> Any:  # noqa: ANN401 - a select of as many columns as were asked for
        """Return the query for *columns* of the rows that belong to *students*' notebooks."""
        given = self.tables["submitted_assignment"].c
        book = self.tables["submitted_notebook"].c
        return select(given.student_id, *columns).where(
            given.assignment_id == cells.assignment_id,
            given.student_id.in_(list(students)),
            book.assignment_id == given.id,
            book.notebook_id == cells.notebook_id,
            self.tables[table].c.notebook_id == book.id,
        )


def _pairs(rows: Iterable[Any]) -> dict[str, Any]:
    return {row[0]: row[1] for row in rows}


def _as_span(stored: datetime | timedelta | None) -> timedelta | None:
    """Return an extension; SQLite keeps it as the moment so long after the start of 1970."""
    if isinstance(stored, datetime):
        return stored - datetime.fromtimestamp(0, UTC).replace(tzinfo=None)
    return stored
