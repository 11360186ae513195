"""Grades and feedback for elsewhere: nbgrader's CSV, Canvas, Moodle, and zips of feedback pages."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.grade import BATCH, Choice, grade
from tableside.grading.grade_csv import Line, canvas_csv, moodle_csv, nbgrader_csv
from tableside.grading.gradebook import Cells, Gradebook, Standing
from tableside.grading.gradebook_database import as_moment
from tableside.grading.results import What
from tableside.grading.write_out import write_out

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""Zip files that hold the same pages are the same, whenever they were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written, and for whom something is missing."""

    files: tuple[Path, ...]
    assignment: str
    most: float
    """Points that can be earned."""
    waiting: tuple[str, ...]
    """Students whose marks are not complete."""
    without_page: tuple[str, ...]


def export(course: CourseFolder, name: str, to: Path, *, so_far: bool = False) -> Exported:
    """Write the grades and the feedback of the assignment *name* into the folder *to*.

    Canvas and Moodle get no row, which leaves a grade there as it is, for whoever handed in
    nothing, or whose marks are not complete unless *so_far* is asked for. Raises ``CourseError``
    if a hand-in changed since it was marked.
    """
    _check_marked(course, name)
    gradebook = Gradebook(course.gradebook)
    cells = gradebook.cells(name)
    if cells is None:
        raise CourseError(f"{name} is not in the gradebook; run “tableside grade {name}”.")
    lines = sorted(_lines(gradebook, cells), key=lambda line: line.student)
    texts = {
        f"nbgrader-{name}.csv": nbgrader_csv(cells, lines),
        f"canvas-{name}.csv": canvas_csv(cells, lines, so_far=so_far),
        f"moodle-{name}.csv": moodle_csv(cells, lines, so_far=so_far),
    }
    for file, text in texts.items():
        write_out(to / file, text)
    zips, without = _feedback(course, name, [line for line in lines if line.handed_in], to)
    return Exported(
        files=(*(to / file for file in texts), *zips),
        assignment=name,
        most=sum(cells.points.values()),
        waiting=tuple(line.student for line in lines if line.waits),
        without_page=without,
    )


def _check_marked(course: CourseFolder, name: str) -> None:
    results = grade(course, name, Choice(write=False))
    old = [each.student for each in results if each.what in {What.MARKED, What.SHOWN, What.AGREED}]
    if old:
        raise CourseError(
            f"Something changed since these were marked: {', '.join(old[:10])}"
            f"{' and others' if len(old) > 10 else ''}. Run “tableside grade {name}” first."
        )


def _lines(gradebook: Gradebook, cells: Cells) -> Iterable[Line]:
    with gradebook.connection() as connection:
        people = connection.rows(
            "SELECT id, first_name, last_name, email, lms_user_id FROM student"
        )
        stamps = connection.pairs(
            "SELECT student_id, timestamp FROM submitted_assignment WHERE assignment_id = ?",
            cells.assignment_id,
        )
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        standings = gradebook.standings(cells, [person[0] for person in batch])
        for name, *about in batch:
            first, last, email, lms = (each or "" for each in about)
            rows = standings[name].rows.values()
            yield Line(
                student=name,
                first_name=first,
                last_name=last,
                email=email,
                lms_id=lms,
                timestamp=as_moment(stamps.get(name)),
                points=sum(row.points for row in rows),
                penalty=_penalty(standings[name]),
                handed_in=name in stamps,
                waits=any(row.waits for row in rows),
            )


def _penalty(standing: Standing) -> float:
    return standing.penalty or 0.0


def _feedback(
    course: CourseFolder, name: str, lines: Sequence[Line], to: Path
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Write a zip for each student and one for the class; return them, and who has no page."""
    made, without, everybody = [], [], []
    for line in lines:
        page = course.feedback(name, line.student) / f"{name}.html"
        if not page.is_file():
            without.append(line.student)
            continue
        content = page.read_bytes()
        everybody.append((f"{line.student}/{name}.html", content))
        file = to / "feedback" / f"{line.student}.zip"
        write_out(file, _zip([(f"{name}.html", content)]))
        made.append(file)
    whole = to / f"feedback-{name}.zip"
    write_out(whole, _zip(everybody))
    return (whole, *made), tuple(without)


def _zip(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
