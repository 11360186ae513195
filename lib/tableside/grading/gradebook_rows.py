"""Write marks to nbgrader's gradebook: the rows that nbgrader would write, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5

from tableside.grading.gradebook import Cells, Gradebook, Record, Row, Standing
from tableside.grading.gradebook_database import Connection
from tableside.grading.scores import Score

_NAMESPACE = UUID("6a1c1f2c-8a33-4c8e-9a6a-2c4b1d2f7e10")
"""Ids of rows follow from what they are, so that marking twice makes the same gradebook."""

Values = tuple[object, ...]
"""The values of one row."""


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
    with gradebook.connection() as connection:
        standing = gradebook.standings(cells, [each.student for each in results], connection)
        _Writer(cells, connection, standing).write(results)


class _Writer:
    """One transaction."""

    def __init__(
        self, cells: Cells, connection: Connection, standing: Mapping[str, Standing]
    ) -> None:
        self.cells = cells
        self.connection = connection
        self.standing = standing

    def write(self, results: Sequence[Marked]) -> None:
        """Write the rows of all *results*."""
        books = self._notebooks(results)
        self._write_grades(results, books)
        self._write_comments(results, books)
        self._write_records(results)

    def _notebooks(self, results: Sequence[Marked]) -> dict[str, str]:
        """Return the id of each student's submitted notebook, made if there was none."""
        names = [each.student for each in results]
        known = self.connection.rows("SELECT id FROM student WHERE id IN (?)", names)
        new = set(names) - {name for (name,) in known}
        self.connection.each("INSERT INTO student (id) VALUES (?)", [(name,) for name in new])
        folders = self._folders(results, names)
        books = self.connection.pairs(
            "SELECT assignment_id, id FROM submitted_notebook "
            "WHERE assignment_id IN (?) AND notebook_id = ?",
            list(folders.values()),
            self.cells.notebook_id,
        )
        made = {
            folder: self._id("notebook", name)
            for name, folder in folders.items()
            if folder not in books
        }
        self.connection.each(
            "INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) "
            "VALUES (?, ?, ?, ?)",
            [(key, folder, self.cells.notebook_id, False) for folder, key in made.items()],
        )
        books |= made
        found = {name: books[folder] for name, folder in folders.items()}
        self.connection.each(
            "UPDATE submitted_notebook SET late_submission_penalty = ? WHERE id = ?",
            [
                (each.penalty, found[each.student])
                for each in results
                if each.penalty != self.standing[each.student].penalty
            ],
        )
        return found

    def _folders(self, results: Sequence[Marked], names: list[str]) -> dict[str, str]:
        """Return the id of each student's submission, made or stamped with its time."""
        known = self.connection.pairs(
            "SELECT student_id, id FROM submitted_assignment "
            "WHERE student_id IN (?) AND assignment_id = ?",
            names,
            self.cells.assignment_id,
        )
        self.connection.each(
            "UPDATE submitted_assignment SET timestamp = ? WHERE id = ?",
            [
                (each.handed_in_at, known[each.student])
                for each in results
                if each.handed_in_at and each.student in known
            ],
        )
        new = [each for each in results if each.student not in known]
        made = {each.student: self._id("submission", each.student) for each in new}
        self.connection.each(
            "INSERT INTO submitted_assignment (id, student_id, assignment_id, timestamp) "
            "VALUES (?, ?, ?, ?)",
            [
                (made[each.student], each.student, self.cells.assignment_id, each.handed_in_at)
                for each in new
            ],
        )
        return known | made

    def _write_grades(self, results: Sequence[Marked], books: Mapping[str, str]) -> None:
        new: list[Values] = []
        old: list[Values] = []
        found = self.connection.rows(
            "SELECT notebook_id, cell_id, id FROM grade "
            "WHERE cell_id IN (?) AND notebook_id IN (?)",
            list(self.cells.graded.values()),
            list(books.values()),
        )
        keys = {(book, cell): key for book, cell, key in found}
        for each in results:
            book, rows = books[each.student], self.standing[each.student].rows
            for name, score in each.scores.items():
                cell = self.cells.graded[name]
                values = _values(score, rows.get(name), changed=name in each.changed)
                if name not in rows:
                    new.append((self._id("grade", each.student, name), book, cell, *values))
                elif values != (rows[name].auto, rows[name].waits):
                    old.append((*values, keys[book, cell]))
        self.connection.each(
            "INSERT INTO grade (id, notebook_id, cell_id, auto_score, needs_manual_grade) "
            "VALUES (?, ?, ?, ?, ?)",
            new,
        )
        self.connection.each(
            "UPDATE grade SET auto_score = ?, needs_manual_grade = ? WHERE id = ?", old
        )

    def _write_comments(self, results: Sequence[Marked], books: Mapping[str, str]) -> None:
        new: list[Values] = []
        old: list[Values] = []
        found = self.connection.rows(
            "SELECT notebook_id, cell_id, id FROM comment "
            "WHERE cell_id IN (?) AND notebook_id IN (?)",
            list(self.cells.written.values()),
            list(books.values()),
        )
        keys = {(book, cell): key for book, cell, key in found}
        for each in results:
            book = books[each.student]
            for name in each.scores.keys() & self.cells.written.keys():
                cell, words = self.cells.written[name], each.scores[name].comment
                if key := keys.get((book, cell)):
                    old.append((words, key))
                else:
                    new.append((self._id("comment", each.student, name), book, cell, words))
        self.connection.each(
            "INSERT INTO comment (id, notebook_id, cell_id, auto_comment) VALUES (?, ?, ?, ?)", new
        )
        self.connection.each("UPDATE comment SET auto_comment = ? WHERE id = ?", old)

    def _write_records(self, results: Sequence[Marked]) -> None:
        self.connection.each(
            "DELETE FROM tableside_mark WHERE assignment = ? AND student = ?",
            [
                (self.cells.assignment, each.student)
                for each in results
                if self.standing[each.student].record is not None
            ],
        )
        self.connection.each(
            "INSERT INTO tableside_mark "
            "(assignment, student, handed_in, rules, marks, notes, shown) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(self.cells.assignment, each.student, *_kept(each.record)) for each in results],
        )

    def _id(self, *what: str) -> str:
        return uuid5(_NAMESPACE, "\0".join((self.cells.assignment_id, *what))).hex


def _kept(record: Record) -> Values:
    return record.handed_in, record.rules, record.marks, record.notes, record.shown


def _values(score: Score, row: Row | None, *, changed: bool) -> tuple[float | None, bool]:
    """Return what the rules say of a grade: its points, and whether it waits for a hand.

    A hand mark in *row* stands, and is asked for again only if its answer *changed*.
    """
    if row is not None and row.manual is not None:
        return score.auto, row.waits or changed
    return score.auto, score.waits


def as_gradebook_time(moment: datetime) -> datetime:
    """Return *moment* as the gradebook keeps times: UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
