"""Marking quickly gives what plain nbgrader gives with our settings, cell by cell."""

from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.hand_ins import (
    ACCIDENTS,
    ATTACKS,
    AUTOMATIC,
    CLASS,
    COMPARED,
    PS0,
    copy_of,
    hand_in_all,
)
from tableside.grading.course_folder import CourseFolder
from tableside.grading.export import export
from tableside.grading.grade import Choice, grade
from tableside.grading.results import Result

Row = tuple[str, str, float | None, float | None, bool, str | None]


@pytest.fixture(scope="module")
def results(quick: CourseFolder) -> dict[str, Result]:
    """Return what became of each hand-in; the second marking tells what the first one found."""
    return {each.student: each for each in grade(quick, PS0, Choice(jobs=1))}


@pytest.fixture(scope="module")
def quick(released: Path, tmp_path_factory: pytest.TempPathFactory) -> CourseFolder:
    """Return the course as our own command marks it, without nbgrader's notebooks added."""
    course = copy_of(released, tmp_path_factory.mktemp("quick") / "assignments")
    hand_in_all(course, CLASS)
    grade(course, PS0, Choice(jobs=1))
    return course


@cache
def rows(course: CourseFolder) -> list[Row]:
    """Return every grade with its comment, as nbgrader's own interface tells them."""
    with Gradebook(course.gradebook) as book:
        found: list[Row] = []
        for submission in book.assignment_submissions(PS0):
            (notebook,) = submission.notebooks
            comments = {each.name: each.comment for each in notebook.comments}
            for each in notebook.grades:
                known = (each.auto_score, each.manual_score, bool(each.needs_manual_grade))
                found.append((submission.student_id, each.name, *known, comments.get(each.name)))
        return sorted(found, key=lambda row: row[:2])


def test_every_cell_of_everybody_is_the_same(plain: CourseFolder, quick: CourseFolder) -> None:
    """Scores, what waits for a hand, and comments are equal, row by row."""
    assert rows(plain) == [row for row in rows(quick) if row[0] in COMPARED]
    assert len(rows(quick)) == 5 * len(CLASS)


def test_the_export_is_the_same(plain: CourseFolder, quick: CourseFolder, tmp_path: Path) -> None:
    """Line by line as nbgrader writes it."""
    export(quick, PS0, tmp_path)
    expected = set((plain.root / "grades.csv").read_text("utf-8").splitlines())
    ours = set((tmp_path / f"nbgrader-{PS0}.csv").read_text("utf-8").splitlines())

    assert len(expected) == len(COMPARED) + 1
    assert expected <= ours


@pytest.mark.parametrize("student", ["ana", "bo", "cy", "spite", "cut-off"])
def test_formgrader_finds_the_same_notebook(
    plain: CourseFolder, quick: CourseFolder, student: str
) -> None:
    """The autograded notebooks hold the same cells with the same outputs."""
    file = Path("autograded", student, PS0, f"{PS0}.ipynb")
    ours = nbformat.read(quick.root / file, as_version=4)
    nbformat.validate(ours)

    assert nbformat.read(plain.root / file, as_version=4).cells == ours.cells


@pytest.mark.parametrize("student", CLASS)
def test_everybody_gets_what_the_answers_earn(quick: CourseFolder, student: str) -> None:
    """No attempt earns a mark, no accident loses one in silence."""
    _, expected, waits = CLASS[student]
    mine = {name: rest for who, name, *rest in rows(quick) if who == student}
    earned = sum(mine[name][0] or 0.0 for name in AUTOMATIC)

    assert expected == pytest.approx(earned, abs=0.2)
    assert any(mine[name][2] for name in AUTOMATIC) is waits


UNTOLD = {
    *("marked-utf8", "other-line-ends", "colab", "reordered", "split", "vscode", "jupyterlite"),
    *("copied-notebook", "checkpoints", "another-computer", "older-copy"),
}
"""Accidents that change nothing at all, so that there is nothing to tell."""


@pytest.mark.parametrize("student", sorted(ACCIDENTS.keys() - UNTOLD))
def test_every_accident_is_told(results: dict[str, Result], student: str) -> None:
    """What was put right, or waits, is written down."""
    assert results[student].repaired or results[student].remarks


@pytest.mark.parametrize("student", sorted(ATTACKS.keys() - {"spite"}))
def test_every_attempt_is_flagged(results: dict[str, Result], student: str) -> None:
    """An instructor hears of it."""
    assert results[student].remarks


@pytest.mark.parametrize("student", ["ana", "bo", "colab"])
def test_honest_work_is_not_suspected(results: dict[str, Result], student: str) -> None:
    """Nothing is said against those who did nothing."""
    assert results[student].remarks == ()
