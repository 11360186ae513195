"""The commands for handing in and collecting, as students and instructors type them."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tableside.cli import app
from tableside.homework.desk import Desk
from tableside.knowledge import knowledge

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PS0 = "ps0-first-hand-in"


@pytest.fixture
def homework(tmp_path: Path) -> Path:
    """Return a student's folder with one answer."""
    folder = tmp_path / "homework" / PS0
    shutil.copytree(ASSIGNMENTS / "source" / PS0, folder)
    Desk(folder, knowledge()).choose("tingling", "stop-and-ask")
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """Return an instructor's folder."""
    folder = tmp_path / "assignments"
    folder.mkdir()
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", folder / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", folder / "source")
    return folder


def test_from_the_students_folder_to_the_instructors(homework: Path, course: Path) -> None:
    """Two commands carry the work over."""
    made = CliRunner().invoke(app, ["hand-in", str(homework), "--student", "Ana"])
    taken = CliRunner().invoke(app, ["collect", str(homework), "--course", str(course)])

    assert made.exit_code == 0, made.output
    assert f"{PS0}-ana.zip" in made.output
    assert taken.exit_code == 0, taken.output
    assert "1 collected" in taken.output
    assert (course / "submitted" / "ana" / PS0 / "responses.json").is_file()


def test_a_refused_file_is_named_and_the_status_says_so(tmp_path: Path, course: Path) -> None:
    """A script that collects learns that somebody's file is missing."""
    (tmp_path / "broken.zip").write_bytes(b"PK")
    taken = CliRunner().invoke(
        app, ["collect", str(tmp_path / "broken.zip"), "--course", str(course)]
    )

    assert taken.exit_code == 1
    assert "broken.zip" in taken.output
    assert "not a whole zip file" in " ".join(taken.output.split())


def test_a_folder_that_is_no_homework_is_told_in_one_message(tmp_path: Path) -> None:
    """No stack of code for a wrong folder."""
    made = CliRunner().invoke(app, ["hand-in", str(tmp_path), "--student", "ana"])

    assert made.exit_code == 1
    assert "questions.toml is not in the folder" in made.output
    assert "Traceback" not in made.output


def test_outside_a_course_the_commands_say_where_they_belong(tmp_path: Path) -> None:
    """Collecting needs the instructor's folder."""
    taken = CliRunner().invoke(app, ["collect", "--course", str(tmp_path)])

    assert taken.exit_code == 1
    assert "nbgrader_config.py" in taken.output
