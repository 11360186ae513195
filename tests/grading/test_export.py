"""Grades and feedback for elsewhere: complete, importable, and without formulas."""

import csv
import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from grading.hand_ins import FULL, PS0, copy_of, hand_in_all, nothing, work_well
from tableside.cli import app
from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.export import export
from tableside.grading.grade import Choice, grade
from tableside.grading.grade_csv import Line, canvas_csv, moodle_csv
from tableside.grading.gradebook import Cells
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def template(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a marked course of four: complete, waiting, called like a formula, and absent."""
    course = copy_of(released, tmp_path_factory.mktemp("exported") / "assignments")
    members = {"ana": work_well, "cy": nothing, "wim": work_well, FORMULA: nothing}
    hand_in_all(course, {name: (work, 0, False) for name, work in members.items()})
    grade(course, PS0, Choice(jobs=1))
    with Gradebook(course.gradebook) as book:
        names = {"first_name": "Ana, the first", "last_name": '"Ann"', "lms_user_id": "4711"}
        book.update_or_create_student("ana", **names)
        book.add_student("zoe", first_name="+cmd|' /C calc'!A0")
        found = book.find_grade("reflection", PS0, PS0, "ana")
        found.manual_score, found.needs_manual_grade = 3.5, False
        book.db.commit()
    grade(course, PS0, Choice(jobs=1))
    return course.root


@pytest.fixture
def course(template: Path, tmp_path: Path) -> CourseFolder:
    """Return a copy of the marked course."""
    shutil.copytree(template, tmp_path / "assignments")
    return CourseFolder(tmp_path / "assignments")


def table(file: Path) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(file.read_text("utf-8"))))


def test_nbgraders_csv_has_nbgraders_numbers(course: CourseFolder, tmp_path: Path) -> None:
    """Column by column, for everybody whose name nbgrader can write."""
    export(course, PS0, tmp_path)
    course.nbgrader("export", "--to", "theirs.csv")
    theirs = {row[3]: row for row in table(course.root / "theirs.csv")}
    ours = {row[3]: row for row in table(tmp_path / f"nbgrader-{PS0}.csv")}

    for student in ("student_id", "cy", "wim"):
        assert theirs[student] == ours[student]
    assert ours["ana"][4:6] == ['"Ann"', "Ana, the first"]
    assert float(ours["ana"][9]) == pytest.approx(FULL + 3.5, abs=0.2)


def test_canvas_gets_its_columns(course: CourseFolder, tmp_path: Path) -> None:
    """Who by five columns, points possible; no row where a cell would take a grade away."""
    export(course, PS0, tmp_path)
    header, possible, *rows = table(tmp_path / f"canvas-{PS0}.csv")
    cells = {row[3]: row for row in rows}

    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", PS0]
    assert possible[0].strip() == "Points Possible"
    assert possible[5] == "16"
    assert cells["ana"][:2] == ['"Ann", Ana, the first', "4711"]
    assert float(cells["ana"][5]) == pytest.approx(FULL + 3.5, abs=0.2)
    assert cells["cy"][5] == "0"
    assert cells.keys() == {"ana", "cy", f"'{FORMULA}"}


def line(student: str, **about: Any) -> Line:
    """Return the result of a student who handed in."""
    return Line(**{"student": student, "handed_in": True, "points": 3.0} | about)


CELLS = Cells(
    assignment="ps1",
    assignment_id="",
    notebook_id="",
    graded={},
    points={"a": 2.5, "b": 2.0},
    written={},
    checksums={},
)


@pytest.mark.parametrize("lms", ["12ab", "id-7", "", "٤"])
def test_canvas_is_given_no_number_that_is_somebody_elses(lms: str) -> None:
    """Canvas reads “12ab” as 12: only what is a number goes there, and the login finds who."""
    _, possible, row = csv.reader(canvas_csv(CELLS, [line("ana", lms_id=lms)]).splitlines())

    assert row == ["ana", "", "", "ana", "", "3"]
    assert possible[-1] == "4.5"


def test_moodle_is_given_no_empty_cell() -> None:
    """There it would be a 0, or the grade of somebody else: a column is full or not there."""
    lines = [
        line("ana", first_name="Ana", email="ana@school.example"),
        line("bo", first_name="Bo"),
        line("cy", first_name="Cy", waits=True),
        line("di", first_name="Di", handed_in=False),
    ]
    header, *rows = csv.reader(moodle_csv(CELLS, lines).splitlines())

    assert header == ["Username", "First name", "ps1"]
    assert rows == [["ana", "Ana", "3"], ["bo", "Bo", "3"]]
    assert moodle_csv(CELLS, lines[:1]).splitlines()[0] == "Username,First name,Email address,ps1"


def test_marks_so_far_are_given_only_when_asked_for(course: CourseFolder, tmp_path: Path) -> None:
    """Both files follow; whoever handed in nothing has no row."""
    export(course, PS0, tmp_path, so_far=True)
    moodle = {row[0]: row[-1] for row in table(tmp_path / f"moodle-{PS0}.csv")}

    assert float(moodle["wim"]) == pytest.approx(FULL, abs=0.2)
    assert "zoe" not in moodle
    assert moodle["Username"] == PS0


def test_no_cell_is_a_formula(course: CourseFolder, tmp_path: Path) -> None:
    """Names that a spreadsheet would run are told as the text they are."""
    export(course, PS0, tmp_path)
    for kind in ("nbgrader", "canvas", "moodle"):
        cells = [cell for row in table(tmp_path / f"{kind}-{PS0}.csv") for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
        assert f"'{FORMULA}" in cells


def test_everybody_gets_their_own_page_and_the_class_one_zip(
    course: CourseFolder, tmp_path: Path
) -> None:
    """The zips hold what lies in feedback/, and are the same when made again."""
    export(course, PS0, tmp_path / "one")
    export(course, PS0, tmp_path / "two")
    page = (course.feedback(PS0, "ana") / f"{PS0}.html").read_bytes()
    with zipfile.ZipFile(tmp_path / "one" / "feedback" / "ana.zip") as own:
        assert own.namelist() == [f"{PS0}.html"]
        assert own.read(f"{PS0}.html") == page
    whole = tmp_path / "one" / f"feedback-{PS0}.zip"
    with zipfile.ZipFile(whole) as archive:
        assert len(archive.namelist()) == 4
        assert archive.read(f"ana/{PS0}.html") == page
    assert whole.read_bytes() == (tmp_path / "two" / f"feedback-{PS0}.zip").read_bytes()


def test_what_changed_since_is_marked_first(course: CourseFolder, tmp_path: Path) -> None:
    """No old mark leaves the house."""
    Desk(course.submitted(PS0, "cy"), knowledge()).choose("tingling", "stop-and-ask")
    with pytest.raises(CourseError, match=r"changed since these were marked: cy"):
        export(course, PS0, tmp_path)


def test_the_command_names_who_waits(course: CourseFolder) -> None:
    """An instructor reads where the files are and whose cells are empty."""
    done = CliRunner().invoke(app, ["export", PS0, "--course", str(course.root)])
    said = " ".join(done.output.split())

    assert done.exit_code == 0, done.output
    assert "Waiting for marks by hand (1): wim. In the files for Canvas and Moodle they are" in said
    assert "a grade item of 16 points made before" in said
    assert (course.root / "exports" / PS0 / f"canvas-{PS0}.csv").is_file()
