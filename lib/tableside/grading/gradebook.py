"""nbgrader's gradebook, written to directly: whole batches in one transaction, nothing by hand.

The tables are nbgrader's own, as it made them, and one of ours. Hand marks, extra credit and
comments are an instructor's, and are only ever read here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tableside.grading.gradebook_database import Connection, Database, as_moment, as_span

_NBGRADERS = frozenset(
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

_OURS = "tableside_mark"
"""The one table of ours: which hand-in was marked with which rules, and what came of it."""

_MAKE_OURS = """
    CREATE TABLE IF NOT EXISTS tableside_mark (
        assignment VARCHAR(128) NOT NULL,
        student VARCHAR(128) NOT NULL,
        handed_in TEXT NOT NULL,
        rules TEXT NOT NULL,
        marks TEXT NOT NULL,
        notes TEXT NOT NULL,
        shown TEXT NOT NULL,
        PRIMARY KEY (assignment, student)
    )
"""


_OF_STUDENTS = "FROM submitted_assignment AS given CROSS JOIN submitted_notebook AS book"
_THEIR_BOOKS = (
    "WHERE given.assignment_id = ? AND given.student_id IN (?) "
    "AND book.notebook_id = ? AND book.assignment_id = given.id"
)
"""nbgrader's indexes begin with a notebook's and a cell's id, so each query names these; and SQLite
keeps to the order of a CROSS JOIN. Otherwise each batch of a class would look through all of it."""


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
    extension: timedelta | None = None
    penalty: float | None = None


class Gradebook:
    """A gradebook; raises ``GradebookError`` if it cannot be opened."""

    def __init__(self, url: str) -> None:
        self._database = Database(url)
        there = self._database.tables()
        self.is_made = there >= _NBGRADERS
        """Whether nbgrader has made its tables."""
        if there and _OURS not in there:
            with self.connection() as connection:
                connection.run(_MAKE_OURS)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Yield a connection whose changes all happen, or none; others wait until it ends."""
        with self._database.transaction() as connection:
            yield connection

    def cells(self, assignment: str) -> Cells | None:
        """Return what is known about *assignment*; None if it was never released."""
        if not self.is_made:
            return None
        with self.connection() as connection:
            found = connection.rows(
                "SELECT assignment.id, notebook.id, assignment.duedate FROM assignment "
                "JOIN notebook ON notebook.assignment_id = assignment.id "
                "WHERE assignment.name = ? AND notebook.name = ?",
                assignment,
                assignment,
            )
            if not found:
                return None
            assignment_id, notebook_id, duedate = found[0]
            rows = connection.rows(
                "SELECT base_cell.name, base_cell.id, base_cell.type, grade_cells.max_score "
                "FROM base_cell LEFT JOIN grade_cells ON grade_cells.id = base_cell.id "
                "WHERE base_cell.notebook_id = ?",
                notebook_id,
            )
            checksums = connection.pairs(
                "SELECT name, checksum FROM source_cell WHERE notebook_id = ?", notebook_id
            )
        return Cells(
            assignment=assignment,
            assignment_id=assignment_id,
            notebook_id=notebook_id,
            graded={name: key for name, key, kind, _ in rows if kind == "GradeCell"},
            points={name: points for name, _, kind, points in rows if kind == "GradeCell"},
            written={name: key for name, key, kind, _ in rows if kind == "SolutionCell"},
            checksums=checksums,
            duedate=as_moment(duedate),
        )

    def standings(
        self, cells: Cells, students: Collection[str], connection: Connection | None = None
    ) -> dict[str, Standing]:
        """Return what the gradebook holds for each of *students*."""
        if connection is None:
            with self.connection() as opened:
                return self.standings(cells, students, opened)
        wanted = list(students)
        records = _records(connection, cells, wanted)
        rows = _rows(connection, cells, wanted)
        comments = _comments(connection, cells, wanted)
        about = _about(connection, cells, wanted)
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
        with self.connection() as connection:
            found = connection.rows(
                "SELECT student FROM tableside_mark WHERE assignment = ?", assignment
            )
        return sorted(student for (student,) in found)


def _records(connection: Connection, cells: Cells, students: list[str]) -> dict[str, Record]:
    found = connection.rows(
        "SELECT student, handed_in, rules, marks, notes, shown FROM tableside_mark "
        "WHERE assignment = ? AND student IN (?)",
        cells.assignment,
        students,
    )
    return {
        student: Record(handed_in=handed_in, rules=rules, marks=marks, notes=notes, shown=shown)
        for student, handed_in, rules, marks, notes, shown in found
    }


def _rows(connection: Connection, cells: Cells, students: list[str]) -> dict[str, dict[str, Row]]:
    name = {key: name for name, key in cells.graded.items()}
    found: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for student, cell, auto, manual, extra, waits in connection.rows(
        "SELECT given.student_id, grade.cell_id, auto_score, manual_score, extra_credit, "
        f"needs_manual_grade {_OF_STUDENTS} CROSS JOIN grade {_THEIR_BOOKS} "
        "AND grade.notebook_id = book.id AND grade.cell_id IN (?)",
        cells.assignment_id,
        students,
        cells.notebook_id,
        list(name),
    ):
        row = Row(auto=auto, manual=manual, extra=extra, waits=bool(waits))
        found[student][name[cell]] = row
    return found


def _comments(
    connection: Connection, cells: Cells, students: list[str]
) -> dict[str, dict[str, str]]:
    name = {key: name for name, key in cells.written.items()}
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for student, cell, words in connection.rows(
        f"SELECT given.student_id, comment.cell_id, manual_comment {_OF_STUDENTS} "
        f"CROSS JOIN comment {_THEIR_BOOKS} "
        "AND comment.notebook_id = book.id AND comment.cell_id IN (?)",
        cells.assignment_id,
        students,
        cells.notebook_id,
        list(name),
    ):
        if words:
            found[student][name[cell]] = words
    return found


def _about(
    connection: Connection, cells: Cells, students: list[str]
) -> dict[str, tuple[timedelta | None, float | None]]:
    """Return the extension and the late penalty of each student."""
    found = connection.rows(
        "SELECT given.student_id, given.extension, book.late_submission_penalty "
        f"{_OF_STUDENTS} {_THEIR_BOOKS}",
        cells.assignment_id,
        students,
        cells.notebook_id,
    )
    return {student: (as_span(extension), penalty) for student, extension, penalty in found}
