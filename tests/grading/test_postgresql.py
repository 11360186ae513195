"""The gradebook on a real PostgreSQL server, which these tests start: one setting moves it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from grading.hand_ins import FULL, PS0, cut_off, hand_in_all, new_course, work_unsafely, work_well
from grading.nbgrader_commands import nbgrader
from real_postgresql import running_postgresql
from tableside.grading.course_folder import GRADEBOOK_SETTING, CourseFolder, gradebook_url
from tableside.grading.grade import Choice, grade
from tableside.grading.gradebook_database import GradebookError
from tableside.grading.results import What

MEMBERS = {"ana": work_well, "bo": work_unsafely, "di": cut_off, "öli": work_well}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server, and yield the address of an empty database."""
    with running_postgresql(tmp_path_factory.mktemp("postgresql"), "grades") as address:
        yield address


@pytest.fixture(scope="module")
def course(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CourseFolder]:
    """Return a course whose gradebook lies on the server; it is released and marked there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(GRADEBOOK_SETTING, server)
        course = new_course(tmp_path_factory.mktemp("on-postgresql") / "assignments")
        course.release(PS0)
        hand_in_all(course, {name: (work, 0, False) for name, work in MEMBERS.items()})
        results = grade(course, PS0, Choice(jobs=1))
        assert {each.what for each in results} == {What.MARKED}
        yield course


def scores(url: str) -> dict[tuple[str, str], tuple[float | None, bool]]:
    """Return every grade as nbgrader reads it."""
    with Gradebook(url) as book:
        return {
            (each.student.id, each.name): (each.auto_score, each.needs_manual_grade)
            for submission in book.assignment_submissions(PS0)
            for notebook in submission.notebooks
            for each in notebook.grades
        }


def test_it_holds_what_sqlite_holds(
    course: CourseFolder, released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every grade is the same, and no file of a gradebook is left beside the course."""
    there = scores(course.gradebook)
    assert not (course.root / "gradebook.db").exists()
    monkeypatch.delenv(GRADEBOOK_SETTING)
    shutil.copytree(course.root, tmp_path / "assignments")
    shutil.copy(released / "gradebook.db", tmp_path / "assignments")
    here = CourseFolder(tmp_path / "assignments")
    grade(here, PS0, Choice(jobs=1))

    assert here.gradebook.startswith("sqlite:///")
    assert scores(here.gradebook) == there
    assert len(there) == 5 * len(MEMBERS)


def test_marking_again_does_nothing(course: CourseFolder) -> None:
    """Records are found again on the server."""
    assert {each.what for each in grade(course, PS0, Choice(jobs=1))} == {What.SAME}


def test_nbgraders_own_commands_use_it_as_well(course: CourseFolder) -> None:
    """A hand mark given on the server reaches the feedback page and nbgrader's export."""
    with Gradebook(course.gradebook) as book:
        found = book.find_grade("reflection", PS0, PS0, "ana")
        found.manual_score, found.needs_manual_grade = 3.0, False
        book.db.commit()
    results = {each.student: each for each in grade(course, PS0, Choice(jobs=1))}
    nbgrader(
        (course.root, "autograde", PS0, "--force", "--student", "bo"),
        (course.root, "export", "--to", "grades.csv"),
    )

    assert results["ana"].what is What.SHOWN
    assert results["ana"].tally.points == pytest.approx(FULL + 3, abs=0.2)
    page = (course.feedback(PS0, "ana") / f"{PS0}.html").read_text("utf-8")
    assert "3 of 4 points" in page
    assert len((course.root / "grades.csv").read_text("utf-8").splitlines()) == 1 + len(MEMBERS)


def test_two_programs_at_once_leave_one_gradebook(course: CourseFolder) -> None:
    """Also from two folders, as on two computers, where no lock file joins them."""
    other = CourseFolder(Path(shutil.copytree(course.root, course.root.with_name("other"))))
    engine = create_engine(gradebook_url(course.root))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM tableside_mark"))
    words = [sys.executable, "-m", "tableside", "grade", PS0, "--course"]
    both = [
        subprocess.Popen([*words, str(each.root)], stdout=subprocess.PIPE, text=True)
        for each in (course, other)
    ]
    said = [each.communicate(timeout=120)[0] for each in both]
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM tableside_mark")).scalar()
        grades = connection.execute(text("SELECT count(*) FROM grade")).scalar()
    engine.dispose()

    assert [each.returncode for each in both] == [0, 0], said
    assert (count, grades) == (len(MEMBERS), 5 * len(MEMBERS))


def test_a_server_that_is_not_there_is_told_without_the_password(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the address, says what to check, and keeps the secret."""
    monkeypatch.setenv(GRADEBOOK_SETTING, "postgresql://me:secret@127.0.0.1:9/grades")
    with pytest.raises(GradebookError, match=r"cannot be opened.*Check the address") as told:
        grade(course, PS0, Choice(jobs=1))

    assert "secret" not in str(told.value)


def test_one_setting_names_the_driver(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Addresses as schools write them work as they are."""
    for written in ("postgres://a@b/c", "postgresql://a@b/c", "postgresql+psycopg://a@b/c"):
        monkeypatch.setenv(GRADEBOOK_SETTING, written)
        assert gradebook_url(tmp_path) == "postgresql+psycopg://a@b/c"
