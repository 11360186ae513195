"""Grades as tables for elsewhere: nbgrader's own CSV, and what Canvas and Moodle import."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tableside.grading.gradebook import Cells

_NBGRADERS_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - wide forms, which spreadsheets obey as well
"""A cell that begins with one of these is run by spreadsheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One student's result."""

    student: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""
    timestamp: datetime | None = None
    points: float = 0.0
    penalty: float = 0.0
    handed_in: bool = False
    waits: bool = False
    """Whether an instructor still has to give marks."""

    @property
    def score(self) -> float:
        """What counts in the end."""
        return max(0.0, self.points - self.penalty)


def nbgrader_csv(cells: Cells, lines: Sequence[Line]) -> str:
    """Return the grades as nbgrader exports them, with quotes where they are needed."""
    most = sum(cells.points.values())
    rows = [
        (
            cells.assignment,
            str(cells.duedate or ""),
            str(line.timestamp or ""),
            line.student,
            line.last_name,
            line.first_name,
            line.email,
            str(line.points),
            str(line.penalty),
            str(line.score),
            str(most),
        )
        for line in lines
    ]
    return _csv([_NBGRADERS_COLUMNS, *rows])


def canvas_csv(cells: Cells, lines: Sequence[Line], *, so_far: bool = False) -> str:
    """Return the grades as Canvas imports them: its five columns of who, then the assignment.

    Checked against ``lib/gradebook_importer.rb`` of instructure/canvas-lms (read in 2026). The
    first headings have to contain “Student” and “ID”, the next two to be “SIS User ID” and “SIS
    Login ID”, the last before the assignments “Section”. The row that begins with “Points
    Possible” sets what an assignment is worth. A student is found by Canvas's own number (the
    beginning of any other text would be taken for one), then by the SIS login, which is the
    student id here, then by the name, either way round. A column that Canvas does not know is
    offered as a new assignment. An empty cell takes away the grade that stands there, so whoever
    has none yet has no row.
    """
    most = f"{sum(cells.points.values()):g}"
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", cells.assignment)
    possible = ("    Points Possible", "", "", "", "", most)
    rows = [
        (_name(line), _number(line.lms_id), "", line.student, "", _grade(line))
        for line in _decided(lines, so_far=so_far)
    ]
    return _csv([header, possible, *rows])


def moodle_csv(cells: Cells, lines: Sequence[Line], *, so_far: bool = False) -> str:
    """Return the grades as Moodle imports them; its next page asks which column is which.

    Checked against ``grade/import/csv/classes/load_data.php`` and ``grade/import/lib.php`` of
    moodle/moodle (read in 2026). A row's student is found by the one column that is mapped to
    username, ID number, email address or user id. Where that cell is empty the grade goes to the
    student of the row above, so a column that is not filled for everybody is left out. An empty
    cell takes away the grade of an existing item, and is a 0 in a new one, so whoever has no
    grade yet has no row.
    """
    chosen = _decided(lines, so_far=so_far)
    columns = {
        "Username": [line.student for line in chosen],
        "First name": [line.first_name for line in chosen],
        "Last name": [line.last_name for line in chosen],
        "ID number": [line.lms_id for line in chosen],
        "Email address": [line.email for line in chosen],
    }
    known = {name: column for name, column in columns.items() if all(column)}
    known[cells.assignment] = [_grade(line) for line in chosen]
    return _csv([tuple(known), *zip(*known.values(), strict=True)])


def _decided(lines: Sequence[Line], *, so_far: bool) -> list[Line]:
    return [line for line in lines if line.handed_in and (so_far or not line.waits)]


def _number(text: str) -> str:
    return text if text.isascii() and text.isdigit() else ""


def _name(line: Line) -> str:
    return ", ".join(each for each in (line.last_name, line.first_name) if each) or line.student


def _grade(line: Line) -> str:
    return f"{round(line.score, 2):g}"


def _csv(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
