"""A student's own copy: the same notebook that nbgrader releases."""

import shutil
from pathlib import Path

import nbformat

from tableside.grading.course_folder import CourseFolder
from tableside.grading.student_copy import copy_assignment, lay_out_homework

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PS0 = "ps0-first-hand-in"


def test_it_is_what_nbgrader_releases(tmp_path: Path) -> None:
    """Who works alone and who is given the zip have the same notebook before them."""
    course = tmp_path / "course"
    course.mkdir()
    shutil.copyfile(ASSIGNMENTS / "nbgrader_config.py", course / "nbgrader_config.py")
    shutil.copytree(ASSIGNMENTS / "source", course / "source")
    CourseFolder(course).release(PS0)
    copy_assignment(ASSIGNMENTS / "source" / PS0, tmp_path / "own")
    released = nbformat.read(course / "release" / PS0 / f"{PS0}.ipynb", as_version=4)
    own = nbformat.read(tmp_path / "own" / f"{PS0}.ipynb", as_version=4)

    assert own.cells == released.cells


def test_nobody_can_break_it_by_a_slip_of_the_hand(tmp_path: Path) -> None:
    """No cell can be edited or deleted."""
    copy_assignment(ASSIGNMENTS / "source" / PS0, tmp_path / "own")
    notebook = nbformat.read(tmp_path / "own" / f"{PS0}.ipynb", as_version=4)

    assert {(c.metadata.editable, c.metadata.deletable) for c in notebook.cells} == {(False, False)}


def test_work_that_is_there_is_never_touched(tmp_path: Path) -> None:
    """Opening the course again gives what is new and leaves the rest alone."""
    homework = tmp_path / "homework"
    first = lay_out_homework(ASSIGNMENTS / "source", homework)
    (homework / PS0 / "responses.json").write_text("mine", encoding="utf-8")
    second = lay_out_homework(ASSIGNMENTS / "source", homework)

    assert PS0 in first
    assert second == ()
    assert (homework / PS0 / "responses.json").read_text("utf-8") == "mine"
