"""A student's own copy: the same notebook that nbgrader releases."""

from pathlib import Path

import nbformat

from tableside.grading.student_copy import copy_assignment, lay_out_homework

ASSIGNMENTS = Path(__file__).parents[2] / "assignments"
PS0 = "ps0-first-hand-in"


def test_it_is_what_nbgrader_releases(released: Path, tmp_path: Path) -> None:
    """Who works alone and who is given the zip have the same notebook before them."""
    copy_assignment(ASSIGNMENTS / "source" / PS0, tmp_path / "own")
    theirs = nbformat.read(released / "release" / PS0 / f"{PS0}.ipynb", as_version=4)
    own = nbformat.read(tmp_path / "own" / f"{PS0}.ipynb", as_version=4)

    assert own.cells == theirs.cells


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
