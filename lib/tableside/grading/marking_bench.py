"""Where one hand-in is marked: read, marked, written out; nothing of a student's is run."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tableside.grading.course_folder import CourseFolder
from tableside.grading.feedback_page import Given, feedback_page
from tableside.grading.gradebook import Cells, Record, Row, Standing
from tableside.grading.gradebook_rows import Marked, as_gradebook_time
from tableside.grading.inspection import Inspector
from tableside.grading.late import penalty, seconds_late
from tableside.grading.limits import MOST_REMARKS
from tableside.grading.marked_notebook import MarkedNotebook
from tableside.grading.results import (
    Result,
    What,
    changed_cells,
    changes,
    kept_marks,
    tally,
    written_marks,
)
from tableside.grading.scores import Score, score
from tableside.grading.sheet import Sheet
from tableside.grading.stamps import STAMP_FILE, handed_in_at
from tableside.grading.submission import Submission, late_times, read_submission, unreadable
from tableside.grading.survey import Survey, read_ordinary, survey
from tableside.grading.write_out import write_out
from tableside.homework.marking import Mark, mark
from tableside.knowledge import knowledge

_FOR_RELEASE = (STAMP_FILE, "submission_secret.txt")
"""Files that nbgrader wants beside what it releases to students."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One hand-in to be marked, and what the gradebook holds about it."""

    student: str
    standing: Standing
    accept: bool = False
    """Whether changed rules may change marks that were given before."""
    write: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fresh:
    """A hand-in as it was just marked."""

    marks: tuple[Mark, ...]
    repaired: tuple[str, ...]
    remarks: tuple[str, ...]
    handed_in: str
    at: datetime | None


@dataclass(slots=True)
class Bench:
    """Everything that is needed to mark hand-ins of one assignment."""

    course: CourseFolder
    sheet: Sheet
    cells: Cells
    now: datetime
    notebook: MarkedNotebook = field(init=False)
    inspector: Inspector = field(init=False)

    def __post_init__(self) -> None:
        """Make ready what is the same for everybody."""
        self.notebook = MarkedNotebook(self.sheet, self.cells.checksums)
        self.inspector = Inspector(self.sheet.name, self.sheet.notebook["cells"])

    def mark(self, task: Task) -> Result:
        """Mark one hand-in, and write its notebook and its feedback page if anything changed."""
        found = survey(self.course.submitted(self.sheet.name, task.student))
        digest, at = found.digest(), handed_in_at(found.folder)
        record = task.standing.record
        before = kept_marks(record)
        if record is None or before is None or record.handed_in != digest:
            return self._write(task, self._marked_now(task.student, found, digest, at), before)
        if record.rules == self.sheet.rules and self._stands(task, before):
            return self._show(task, record, before, at)
        fresh = self._marked_now(task.student, found, digest, at)
        both = (record.rules, self.sheet.rules)
        differ = changes(task.student, before, fresh.marks, rules=both)
        if differ and not task.accept:
            counts = tally(before, task.standing.rows)
            return Result(student=task.student, what=What.WAITING, tally=counts, changes=differ)
        agreed = not differ and record.rules != self.sheet.rules
        return self._write(task, fresh, before, What.AGREED if agreed else What.MARKED)

    def _marked_now(self, student: str, found: Survey, digest: str, at: datetime | None) -> _Fresh:
        assignment = self.sheet.assignment
        try:
            submission = read_submission(found.folder, assignment, found)
            marks = mark(assignment, submission.hand_in, knowledge(), student=student)
        # A fault of ours that one hand-in brings to light must not stop the others.
        except Exception as error:  # noqa: BLE001 - it is told, and waits for an instructor
            reason = f"it could not be marked ({type(error).__name__}: {error})"[:300]
            submission = Submission(hand_in=unreadable(assignment, reason))
            marks = mark(assignment, submission.hand_in, knowledge())
        seen = self.inspector.inspect(found)
        problems = tuple(map(str, submission.hand_in.problems))
        times = late_times(submission.hand_in, at, self.now)
        flags = tuple(flag for each in marks for flag in each.flags)
        return _Fresh(
            marks=tuple(map(_sound, marks)),
            repaired=_few(submission.repaired + seen.repaired),
            remarks=_few(problems + flags + submission.remarks + times + seen.remarks),
            handed_in=digest,
            at=at,
        )

    def _stands(self, task: Task, marks: Sequence[Mark]) -> bool:
        """Return whether gradebook and autograded notebook hold what was marked before."""
        rows, scores = task.standing.rows, self._scores(marks)
        same = all(cell in rows and rows[cell].auto == each.auto for cell, each in scores.items())
        return same and self._notebook_file(task.student).is_file()

    def _show(
        self, task: Task, record: Record, marks: tuple[Mark, ...], at: datetime | None
    ) -> Result:
        """Make the feedback page anew if an instructor has marked or commented since."""
        given = self._given(task, marks, at)
        notes = json.loads(record.notes)
        new = replace(record, shown=_shown(given))
        same = new == record and self._page_file(task.student).is_file()
        if not same and task.write:
            self._write_page(task.student, marks, given, notes["repaired"])
        marked = Marked(student=task.student, record=new, scores={}, penalty=given.penalty)
        return Result(
            student=task.student,
            what=What.SAME if same else What.SHOWN,
            tally=tally(marks, task.standing.rows),
            repaired=tuple(notes["repaired"]),
            remarks=tuple(notes["remarks"]),
            marked=None if same else marked,
        )

    def _write(
        self,
        task: Task,
        fresh: _Fresh,
        before: Sequence[Mark] | None,
        what: What = What.MARKED,
    ) -> Result:
        given = self._given(task, fresh.marks, fresh.at)
        if task.write:
            file = self._notebook_file(task.student)
            write_out(file, self.notebook.text({each.question: each for each in fresh.marks}))
            self._copy_stamps(task.student, file.parent)
            self._write_page(task.student, fresh.marks, given, fresh.repaired)
        return Result(
            student=task.student,
            what=what,
            tally=tally(fresh.marks, task.standing.rows),
            repaired=fresh.repaired,
            remarks=fresh.remarks,
            marked=self._rows(task, fresh, before, given),
        )

    def _rows(
        self, task: Task, fresh: _Fresh, before: Sequence[Mark] | None, given: Given
    ) -> Marked:
        """Return what the gradebook is to hold."""
        notes = json.dumps({"repaired": fresh.repaired, "remarks": fresh.remarks})
        record = Record(
            handed_in=fresh.handed_in,
            rules=self.sheet.rules,
            marks=written_marks(fresh.marks),
            notes=notes,
            shown=_shown(given),
        )
        scores = self._scores(fresh.marks)
        return Marked(
            student=task.student,
            record=record,
            scores=scores,
            changed=changed_cells(before, fresh.marks, task.standing.rows, scores),
            handed_in_at=as_gradebook_time(fresh.at) if fresh.at else None,
            penalty=given.penalty,
        )

    def _scores(self, marks: Sequence[Mark]) -> dict[str, Score]:
        written = self.sheet.written
        return {each.question: score(each, written=written[each.question]) for each in marks}

    def _given(self, task: Task, marks: Sequence[Mark], at: datetime | None) -> Given:
        """Return what an instructor and the calendar add to the marks."""
        standing = task.standing
        moment = as_gradebook_time(at) if at else None
        late = seconds_late(moment, self.cells.duedate, standing.extension)
        points = tally(marks, standing.rows).points
        taken = penalty(self.course.root, task.student, points, late)
        return Given(rows=standing.rows, comments=standing.comments, penalty=taken)

    def _notebook_file(self, student: str) -> Path:
        name = self.sheet.name
        return self.course.autograded(name, student) / f"{name}.ipynb"

    def _page_file(self, student: str) -> Path:
        name = self.sheet.name
        return self.course.feedback(name, student) / f"{name}.html"

    def _write_page(
        self, student: str, marks: Sequence[Mark], given: Given, repaired: Sequence[str]
    ) -> None:
        title = self.sheet.assignment.title
        file = self._page_file(student)
        write_out(file, feedback_page(title, student, marks, given, repaired))
        self._copy_stamps(student, file.parent)

    def _copy_stamps(self, student: str, place: Path) -> None:
        for name in _FOR_RELEASE:
            content = read_ordinary(self.course.submitted(self.sheet.name, student) / name, 1000)
            if content is not None:
                write_out(place / name, content)


def _sound(each: Mark) -> Mark:
    """Return a mark whose words can be kept: half characters come from odd names of files."""
    feedback = tuple(
        replace(told, act=_whole(told.act), because=_whole(told.because)) for told in each.feedback
    )
    flags = tuple(map(_whole, each.flags))
    return replace(each, answer=_whole(each.answer), feedback=feedback, flags=flags)


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _shown(given: Given) -> str:
    """Return a digest of all that a feedback page shows besides the marks."""
    hand = {cell: (row.manual, row.extra) for cell, row in given.rows.items() if _by_hand(row)}
    known: Mapping[str, object] = {
        "hand": hand,
        "comments": dict(given.comments),
        "penalty": given.penalty,
    }
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _by_hand(row: Row) -> bool:
    return row.manual is not None or row.extra is not None


def _few(lines: Sequence[str]) -> tuple[str, ...]:
    unique = tuple(dict.fromkeys(lines))
    if len(unique) <= MOST_REMARKS:
        return unique
    return (*unique[:MOST_REMARKS], f"… and {len(unique) - MOST_REMARKS} more")
