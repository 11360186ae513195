"""Write marks to nbgrader's gradebook: the rows that nbgrader would write, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection, Select, Table, bindparam, select

from tableside.grading.gradebook import Cells, Gradebook, Record, Row, Standing
from tableside.grading.gradebook_tables import OURS
from tableside.grading.scores import Score

_NAMESPACE = UUID("6a1c1f2c-8a33-4c8e-9a6a-2c4b1d2f7e10")
"""Ids of rows follow from what they are, so that marking twice makes the same gradebook."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What one student's hand-in came to, ready for the gradebook."""

    student: str
    record: Record
    scores: Mapping[str, Score]
    """Cell name → score; empty if only the feedback page was made anew."""
    changed: frozenset[str] = frozenset()
    """Cells whose mark differs from the one before: a hand mark there is to be looked at again."""
    handed_in_at: datetime | None = None
    penalty: float | None = None


def save(gradebook: Gradebook, cells: Cells, results: Sequence[Marked]) -> None:
    """Write *results*; all of them or, if anything fails, none."""
    with gradebook.writing() as connection:
        _Writer(gradebook, cells, connection).write(results)


class _Writer:
    """One transaction."""

    def __init__(self, gradebook: Gradebook, cells: Cells, connection: Connection) -> None:
        self.gradebook = gradebook
        self.cells = cells
        self.connection = connection

    def write(self, results: Sequence[Marked]) -> None:
        """Write the rows of all *results*."""
        students = [each.student for each in results]
        standing = self.gradebook.standings(self.cells, students, self.connection)
        books = self._notebooks(results, standing)
        self._write_grades(results, books, standing)
        self._write_comments(results, books)
        self._write_records(results, standing)

    def _table(self, name: str) -> Table:
        return self.gradebook.tables[name]

    def _insert(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.connection.execute(self._table(name).insert(), rows)

    def _update(self, name: str, rows: Sequence[Values]) -> None:
        """Update rows by their ``key``, the value of the column ``id``."""
        if rows:
            table = self._table(name)
            self.connection.execute(table.update().where(table.c.id == bindparam("key")), rows)

    def _notebooks(
        self, results: Sequence[Marked], standing: Mapping[str, Standing]
    ) -> dict[str, str]:
        """Return the id of each student's submitted notebook, made if there was none."""
        names = [each.student for each in results]
        student = self._table("student").c
        known = self._found(select(student.id, student.id).where(student.id.in_(names)))
        self._insert("student", [{"id": name} for name in names if name not in known])
        folders = self._folders(results, names)
        book = self._table("submitted_notebook").c
        mine = book.assignment_id.in_(list(folders.values()))
        chosen = select(book.assignment_id, book.id).where(mine)
        books = self._found(chosen.where(book.notebook_id == self.cells.notebook_id))
        made = {
            folder: self._id("notebook", name)
            for name, folder in folders.items()
            if folder not in books
        }
        fixed = {"notebook_id": self.cells.notebook_id, "flagged": False}
        new = [{"id": key, "assignment_id": folder} | fixed for folder, key in made.items()]
        self._insert("submitted_notebook", new)
        books |= made
        found = {name: books[folder] for name, folder in folders.items()}
        late = [
            {"key": found[each.student], "late_submission_penalty": each.penalty}
            for each in results
            if each.penalty != standing[each.student].penalty
        ]
        self._update("submitted_notebook", late)
        return found

    def _folders(self, results: Sequence[Marked], names: list[str]) -> dict[str, str]:
        """Return the id of each student's submission, made or stamped with its time."""
        given = self._table("submitted_assignment").c
        chosen = select(given.student_id, given.id).where(given.student_id.in_(names))
        known = self._found(chosen.where(given.assignment_id == self.cells.assignment_id))
        stamped = [each for each in results if each.handed_in_at and each.student in known]
        rows = [{"key": known[each.student], "timestamp": each.handed_in_at} for each in stamped]
        self._update("submitted_assignment", rows)
        new = [each for each in results if each.student not in known]
        made = {each.student: self._id("submission", each.student) for each in new}
        fixed = {"assignment_id": self.cells.assignment_id}
        stamps = {each.student: {"timestamp": each.handed_in_at} for each in new}
        self._insert(
            "submitted_assignment",
            [{"id": made[name], "student_id": name} | fixed | stamps[name] for name in made],
        )
        return known | made

    def _found(self, chosen: Select[Any]) -> dict[str, str]:
        """Return the rows of a query for two columns, the first as keys."""
        return {row[0]: row[1] for row in self.connection.execute(chosen)}

    def _write_grades(
        self,
        results: Sequence[Marked],
        books: Mapping[str, str],
        standing: Mapping[str, Standing],
    ) -> None:
        new: list[Values] = []
        old: list[Values] = []
        keys = self._existing("grade", books.values())
        for each in results:
            book, rows = books[each.student], standing[each.student].rows
            for cell, score in each.scores.items():
                place = {"notebook_id": book, "cell_id": self.cells.graded[cell]}
                values = _values(score, rows.get(cell), changed=cell in each.changed)
                if cell not in rows:
                    new.append({"id": self._id("grade", each.student, cell)} | place | values)
                elif values != _values(Score(rows[cell].auto, rows[cell].waits), None):
                    old.append({"key": keys[book, self.cells.graded[cell]]} | values)
        self._insert("grade", new)
        self._update("grade", old)

    def _write_comments(self, results: Sequence[Marked], books: Mapping[str, str]) -> None:
        new: list[Values] = []
        old: list[Values] = []
        keys = self._existing("comment", books.values())
        for each in results:
            for cell in each.scores.keys() & self.cells.written.keys():
                place = {"notebook_id": books[each.student], "cell_id": self.cells.written[cell]}
                values = {"auto_comment": each.scores[cell].comment}
                key = keys.get((place["notebook_id"], place["cell_id"]))
                if key is None:
                    new.append({"id": self._id("comment", each.student, cell)} | place | values)
                else:
                    old.append({"key": key} | values)
        self._insert("comment", new)
        self._update("comment", old)

    def _existing(self, name: str, books: Iterable[str]) -> dict[tuple[str, str], str]:
        table = self._table(name).c
        chosen = select(table.notebook_id, table.cell_id, table.id)
        found = self.connection.execute(chosen.where(table.notebook_id.in_(list(books))))
        return {(book, cell): key for book, cell, key in found}

    def _write_records(self, results: Sequence[Marked], standing: Mapping[str, Standing]) -> None:
        table = self._table(OURS)
        about = {"assignment": self.cells.assignment}
        rows = [about | {"student": e.student} | asdict(e.record) for e in results]
        self._insert(OURS, [r for r in rows if standing[r["student"]].record is None])
        old = [r for r in rows if standing[r["student"]].record is not None]
        if old:
            change = table.update().where(
                table.c.assignment == bindparam("of"), table.c.student == bindparam("who")
            )
            named = [row | {"of": row["assignment"], "who": row["student"]} for row in old]
            self.connection.execute(change, named)

    def _id(self, *what: str) -> str:
        return uuid5(_NAMESPACE, "\0".join((self.cells.assignment_id, *what))).hex


def _values(score: Score, row: Row | None, *, changed: bool = False) -> Values:
    """Return what the rules say of a grade.

    A hand mark in *row* stands, and is asked for again only if its answer *changed*.
    """
    waits = row.waits or changed if row is not None and row.manual is not None else score.waits
    return {"auto_score": score.auto, "needs_manual_grade": waits}


def as_gradebook_time(moment: datetime) -> datetime:
    """Return *moment* as the gradebook keeps times: UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
