"""What nbgrader's *Validate* says of a graded notebook: what is unanswered, and no more."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.validator import Validator

import tableside.lab
from grading.hand_ins import ASSIGNMENTS
from tableside.grading.student_copy import copy_assignment
from tableside.grading.validate import HomeworkValidator
from tableside.homework.desk import Desk
from tableside.homework.last_check import check_homework
from widgets.homework_students import KNOWN, answer_right, answer_unsafely

NAME = "ps1-screening"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the desk of a student with their own copy of an assignment."""
    copy_assignment(ASSIGNMENTS / "source" / NAME, tmp_path / NAME)
    desk = Desk(tmp_path / NAME, KNOWN)
    desk.name_student("ana")
    return desk


def said(desk: Desk) -> str:
    """Return what the course's validator says, as the dialog and the command have it."""
    (told,) = HomeworkValidator().validate(str(desk.folder / f"{NAME}.ipynb"))["failed"]
    for line in told["raw_error"].splitlines():
        assert f"<div>{line}</div>" in told["error"]
    return f"{told['source']}\n{told['raw_error']}"


def check(desk: Desk) -> str:
    """Return what ``tableside check`` says."""
    return check_homework(desk.folder, KNOWN).as_text()


def test_validate_says_what_the_check_says_and_judges_nothing(desk: Desk) -> None:
    """Right and dangerous answers are told apart by no word; a written answer counts as one."""
    untouched = said(desk)
    assert untouched == check(desk)
    assert "Answered 0 of 10." in untouched
    for question in desk.assignment.question:
        answer_right(desk, question)
    right = said(desk)
    for question in desk.assignment.question:
        answer_unsafely(desk, question)

    assert right == said(desk) == check(desk)
    assert "Every question has an answer. Whether they are right, marking will tell." in right


def test_a_homework_that_cannot_be_opened_says_so(desk: Desk) -> None:
    """In plain words, on the same two ways."""
    (desk.folder / "questions.toml").write_text("schema = ", encoding="utf-8")

    assert "questions.toml" in said(desk)


@pytest.mark.timeout(120)
def test_the_command_says_it_in_the_terminals_of_the_course(desk: Desk, tmp_path: Path) -> None:
    """Of another notebook it says what nbgrader says."""
    other = tmp_path / "other.ipynb"
    nbformat.write(nbformat.v4.new_notebook(), other)
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", f"{NAME}.ipynb", str(other)],
        cwd=desk.folder,
        env={**os.environ, "JUPYTER_CONFIG_PATH": str(Path(tableside.lab.__file__).parent)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert done.stdout.startswith(f"{check(desk)}\n")
    assert "Your notebook passes all the tests" in done.stdout


@pytest.mark.timeout(120)
def test_bare_nbgrader_calls_no_answer_missing(desk: Desk) -> None:
    """Where a school has none of the course's settings, it names what is open in the notebook."""
    first, *others = desk.assignment.question
    for question in others:
        answer_unsafely(desk, question)
    found = Validator().validate(str(desk.folder / f"{NAME}.ipynb"))

    assert [(each["source"], each["raw_error"].strip()) for each in found["failed"]] == [
        (f'ask("{first.id}")', f"No answer yet: “{first.title}”.")
    ]
