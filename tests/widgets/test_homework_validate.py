"""What nbgrader's *Validate* says of a graded notebook: what is unanswered, and no more."""

from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.validator import Validator

from grading.hand_ins import ASSIGNMENTS
from tableside.grading.student_copy import copy_assignment
from tableside.homework.desk import Desk
from widgets.homework_students import KNOWN, answer_right, answer_unsafely

NAME = "ps1-screening"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the desk of a student with their own copy of an assignment."""
    copy_assignment(ASSIGNMENTS / "source" / NAME, tmp_path / NAME)
    desk = Desk(tmp_path / NAME, KNOWN)
    desk.name_student("ana")
    return desk


def validated(desk: Desk) -> dict[str, str]:
    """Return what nbgrader says of each cell that it finds fault with."""
    found = Validator().validate(str(desk.folder / f"{NAME}.ipynb"))
    assert set(found) == {"failed"}, found
    return {each["source"].strip(): each["raw_error"].strip() for each in found["failed"]}


def answer(desk: Desk, how: Callable[..., object]) -> None:
    """Answer every question but the first."""
    for question in desk.assignment.question[1:]:
        how(desk, question)


@pytest.mark.timeout(120)
def test_validate_names_what_is_open_and_judges_nothing(desk: Desk) -> None:
    """Right and dangerous answers are told apart by no word; the open question is named."""
    untouched = validated(desk)
    answer(desk, answer_right)
    right = validated(desk)
    answer(desk, answer_unsafely)
    dangerous = validated(desk)

    written = {source: error for source, error in right.items() if not source.startswith("ask(")}
    codes = {
        f'ask("{each.id}")': f"No answer yet: “{each.title}”."
        for each in desk.assignment.question
        if each.kind != "written"
    }
    first = next(iter(codes))

    # nbgrader looks for a written answer in the notebook's text, where it never is.
    assert set(written.values()) == {"You did not provide a response."}
    assert untouched == codes | written
    assert right == {first: codes[first]} | written
    assert right == dangerous
