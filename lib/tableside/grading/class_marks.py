"""Marks of a class that was taught live, from the table that its board gives after class.

Only this table joins the two: a class knows nothing of a gradebook. Each activity becomes a cell
of an assignment of its own. Hand marks are an instructor's, and stay.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tableside.errors import TablesideError
from tableside.grading.course_folder import COURSE_ID, CourseFolder
from tableside.grading.gradebook import Gradebook as TablesideGradebook

NEEDED = ("student", "activity", "id", "member", "run", "points", "safe", "late")
"""The columns of the table that marks are made of."""

OUT_OF = 10.0
"""What each activity is worth, unless another number is asked for (course rule)."""

GUEST = "Guest "
"""How the table begins the name of somebody who stayed anonymous."""


class ClassMarksError(TablesideError):
    """A table, or an assignment, that marks cannot be made of, with what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassResult:
    """What one student came to in one run."""

    name: str
    """What the student was called in class."""
    member: str
    activity: str
    title: str
    run: int
    share: float | None
    """From 0 to 1, and 0 for what was unsafe; None if nobody has marked it."""
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassMarks:
    """What goes into the gradebook, and what an instructor has to look at first."""

    titles: Mapping[str, str]
    """Activity → its title."""
    shares: Mapping[str, Mapping[str, float]]
    """Student → activity → share of the points."""
    remarks: tuple[str, ...] = ()
    """What was left out, and why."""


def read_class_results(text: str, file: str) -> tuple[ClassResult, ...]:
    """Return the results in the *text* of a table, in its order; *file* is what errors call it.

    Raises ``ClassMarksError`` that names the line.
    """
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise ClassMarksError(
            f"{file} is not the table of a class: it has no column {', '.join(missing)}. Save "
            "“Results as CSV” from the instructor's page anew, and change nothing in its first line"
        )
    found: dict[ClassResult, None] = {}
    for row in table:
        try:
            found[_result(row)] = None  # one line for each rule that was broken, and one result
        except (TypeError, ValueError) as error:
            raise ClassMarksError(
                f"{file}, line {table.line_num} cannot be read ({error}). Save the table anew"
            ) from None
    return tuple(found)


def _result(row: Mapping[str, str]) -> ClassResult:
    words = {"yes": True, "no": False}
    if row["safe"] not in words or row["late"] not in words:
        raise ValueError("“safe” and “late” are yes or no")
    points = float(row["points"]) if row["points"].strip() else None
    if points is not None and not 0 <= points <= 100:
        raise ValueError("points go from 0 to 100")
    if points is not None:
        points = points / 100 if words[row["safe"]] else 0.0
    return ClassResult(
        name=row["student"].removeprefix("'").strip(),
        member=row["member"],
        activity=row["id"],
        title=row["activity"],
        run=int(row["run"]),
        share=points,
        late=words[row["late"]],
    )


def class_marks(
    results: Sequence[ClassResult], students: Mapping[str, str], *, late: bool = False
) -> ClassMarks:
    """Return the marks of a class.

    *students* says whose id in the gradebook each name in small letters stands for. Of several
    runs of one activity the last counts in which a student took part. What came *late* counts
    only if asked for.
    """
    remarks = []
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    counting = [each for each in results if late or not each.late]
    for name in dict.fromkeys(each.name for each in counting):
        student = students.get(name.casefold())
        own = [each for each in counting if each.name == name]
        if student is None:
            remarks.append(_nobody(name))
            continue
        for activity in dict.fromkeys(each.activity for each in own):
            told = _last([each for each in own if each.activity == activity])
            if isinstance(told, str):
                remarks.append(told)
            else:
                shares[student][activity] = told
    left = len([each for each in results if each.late]) if not late else 0
    if left:
        remarks.append(f"Late results left out: {left}. With --late they count.")
    titles = {each.activity: each.title for each in counting if each.share is not None}
    return ClassMarks(titles=titles, shares=dict(shares), remarks=tuple(dict.fromkeys(remarks)))


def _nobody(name: str) -> str:
    if name.startswith(GUEST):
        return f"{name} stayed anonymous: no mark."
    return f"“{name}” is no student of the gradebook: no mark. Name them in a file for --names."


def _last(of_one: Iterable[ClassResult]) -> float | str:
    """Return the share of the last run, or why there is none."""
    of_one = list(of_one)
    run = max(each.run for each in of_one)
    last = [each for each in of_one if each.run == run and not each.late]
    last = last or [each for each in of_one if each.run == run]
    first = last[0]
    if len({each.member for each in last}) > 1:
        return (
            f"Two in the class were called “{first.name}”, and both did “{first.title}”: no mark "
            "for that. Change one of the names in the table."
        )
    if first.share is None:
        return f"“{first.title}” has results that nobody has marked: they are left out."
    return first.share


def read_names(text: str, file: str) -> dict[str, str]:
    """Return whose id each name in small letters stands for, from a table of ``name,student``."""
    table = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not {"name", "student"} <= set(table.fieldnames or ()):
        raise ClassMarksError(f"{file} needs the columns name and student in its first line")
    return {
        row["name"].strip().casefold(): row["student"].strip()
        for row in table
        if row["name"] and row["student"]
    }


def mark_class(  # noqa: PLR0913 - a table, where its marks go, and how they count
    course: CourseFolder,
    table: Path,
    assignment: str,
    *,
    names: Path | None = None,
    out_of: float = OUT_OF,
    late: bool = False,
) -> ClassMarks:
    """Write the marks of the class in *table* into the gradebook, and return them.

    Raises ``ClassMarksError`` for files that cannot be used, and for an *assignment* that is a
    homework.
    """
    if (course.root / "source" / assignment).exists():
        raise ClassMarksError(
            f"{assignment!r} is a homework of this course. Name another assignment for the class, "
            "such as live1"
        )
    results = read_class_results(_text(table), table.name)
    given = read_names(_text(names), names.name) if names is not None else {}

    if not TablesideGradebook(course.gradebook).is_made:
        course.nbgrader("db", "assignment", "add", assignment)
    from nbgrader.api import Gradebook  # noqa: PLC0415 - it takes seconds to load

    with Gradebook(course.gradebook, COURSE_ID) as book:
        known = {each.id.casefold(): each.id for each in book.students}
        marks = class_marks(results, {**known, **given}, late=late)
        _write(book, assignment, marks, out_of)
    return marks


def _write(book: Any, assignment: str, marks: ClassMarks, out_of: float) -> None:  # noqa: ANN401 - nbgrader ships no types
    book.update_or_create_assignment(assignment)
    book.update_or_create_notebook(assignment, assignment)
    for activity in marks.titles:
        book.update_or_create_grade_cell(
            activity, assignment, assignment, max_score=out_of, cell_type="code"
        )
    for student, shares in marks.shares.items():
        book.update_or_create_student(student)
        with book.db.no_autoflush:  # else nbgrader looks at a submission before it is whole
            book.update_or_create_submission(assignment, student)
        for activity, share in shares.items():
            grade = book.find_grade(activity, assignment, assignment, student)
            grade.auto_score = round(share * out_of, 2)
            grade.needs_manual_grade = False
    book.db.commit()


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ClassMarksError(f"{file} cannot be read ({error})") from None
