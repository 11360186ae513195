"""Mark a whole class: in batches, on several processors, and again from where it was stopped."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.gradebook import Cells, Gradebook
from tableside.grading.gradebook_rows import save
from tableside.grading.limits import LONGEST_ID
from tableside.grading.lock import only_one
from tableside.grading.marking_bench import Bench, Task
from tableside.grading.results import Result, What
from tableside.grading.sheet import Sheet, open_sheet
from tableside.grading.workers import Workers
from tableside.grading.write_out import remove_drafts

BATCH = 100
"""Hand-ins that go to the gradebook together; a marking that is stopped repeats at most these, and
what was begun of the next."""

Progress = Callable[[int], None]
"""Told how many more hand-ins are done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which hand-ins to mark, and how."""

    student: str | None = None
    """One student only; everybody, if none is named."""
    jobs: int | None = None
    """Processors to use; as many as help, if none is given."""
    accept: str = ""
    """The rules that may change marks given before, as ``Sheet.rules`` tells them; or none."""
    write: bool = True
    """Whether anything is written; if not, the results tell what would be."""


def grade(
    course: CourseFolder, name: str, choice: Choice, progress: Progress | None = None
) -> tuple[Result, ...]:
    """Mark the hand-ins for the assignment *name*, and return what became of each.

    A hand-in that was marked before is left alone unless it changed, or an instructor's mark or
    comment did. Marks that the rules of today would change stay, and are told (``What.WAITING``),
    unless ``choice.accept`` agrees to just these rules. Raises ``CourseError`` for what concerns
    the whole class, and ``BusyError`` if somebody else is marking.
    """
    sheet = open_sheet(course, name)
    students = _students(course, name, choice.student)
    gradebook = Gradebook(course.gradebook)
    try:
        gradebook, cells = _released(course, gradebook, sheet)
        bench = Bench(course=course, sheet=sheet, cells=cells, now=datetime.now(UTC))
        # The workers start first: what they inherit must not hold the lock.
        with Workers(bench, jobs=choice.jobs, tasks=len(students)) as workers:
            if not choice.write:
                return tuple(_mark(workers, gradebook, students, choice, progress))
            with only_one(course.root):
                remove_drafts(course.root, name)
                return tuple(_mark(workers, gradebook, students, choice, progress))
    except OSError as error:
        raise CourseError(
            f"{error.filename or course.root} cannot be written ({error.strerror}). Nothing was "
            "lost; put that right, and run this again."
        ) from None


def _students(course: CourseFolder, name: str, student: str | None) -> list[str]:
    found = course.students(name)
    if student is not None:
        if student not in found:
            there = ", ".join(found[:20]) or "nobody"
            raise CourseError(f"{student!r} has handed in no {name}; these have: {there}.")
        return [student]
    if not found:
        raise CourseError(
            f"Nobody has handed in {name} yet. Run “tableside collect” with the hand-in files, "
            f"or put each student's folder at submitted/STUDENT/{name}."
        )
    return found


def _released(course: CourseFolder, gradebook: Gradebook, sheet: Sheet) -> tuple[Gradebook, Cells]:
    """Return the gradebook with the assignment in it, released now if it never was."""
    cells = gradebook.cells(sheet.name)
    if cells is None or cells.points.keys() != sheet.written.keys():
        course.release(sheet.name)
        gradebook = Gradebook(course.gradebook)
        cells = gradebook.cells(sheet.name)
    if cells is None:
        raise CourseError(f"nbgrader did not enter {sheet.name} into the gradebook.")
    asked = {question.id: question.points for question in sheet.assignment.question}
    odd = [name for name in asked if cells.points.get(name) != asked[name]]
    if odd:
        raise CourseError(
            f"The gradebook has other points than the questions of {sheet.name} for "
            f"{', '.join(odd)}. Run “tableside release {sheet.name}” first."
        )
    return gradebook, cells


def _mark(
    workers: Workers,
    gradebook: Gradebook,
    students: Sequence[str],
    choice: Choice,
    progress: Progress | None,
) -> Iterator[Result]:
    cells = workers.bench.cells
    reasons = {student: _unusable(student) for student in students}
    for student, reason in reasons.items():
        if reason:
            yield Result(student=student, what=What.REFUSED, remarks=(reason,))
    ahead: Iterator[Result] = iter(())
    for batch in _batches([student for student, reason in reasons.items() if not reason]):
        standings = gradebook.standings(cells, batch)
        accept = choice.accept == workers.bench.sheet.rules
        tasks = [
            Task(student=name, standing=standings[name], accept=accept, write=choice.write)
            for name in batch
        ]
        # The next batch is begun before the last one is written, so that no processor waits.
        following = workers.mark(tasks)
        yield from _saved(gradebook, cells, ahead, choice, progress)
        ahead = following
    yield from _saved(gradebook, cells, ahead, choice, progress)


def _saved(
    gradebook: Gradebook,
    cells: Cells,
    batch: Iterable[Result],
    choice: Choice,
    progress: Progress | None,
) -> Iterator[Result]:
    """Yield the results of a batch, after writing all their rows."""
    results = list(_counted(batch, progress))
    rows = [each.marked for each in results if each.marked]
    if rows and choice.write:
        save(gradebook, cells, rows)
    # The rows are written; keeping them for ten thousand hand-ins would fill the memory.
    yield from (replace(each, marked=None) for each in results)


def _counted(results: Iterable[Result], progress: Progress | None) -> Iterator[Result]:
    for result in results:
        if progress is not None:
            progress(1)
        yield result


def _batches(students: Sequence[str]) -> Iterable[Sequence[str]]:
    return (students[start : start + BATCH] for start in range(0, len(students), BATCH))


def _unusable(student: str) -> str:
    """Return why the name of a folder cannot be a student's id; empty if it can."""
    if len(student) > LONGEST_ID:
        return f"the folder's name is longer than {LONGEST_ID} characters; give it a shorter one"
    if not student.isprintable() or student != student.strip():
        return "the folder's name holds characters that no id can have; rename it"
    return ""
