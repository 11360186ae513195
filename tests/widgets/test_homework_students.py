"""Whole assignments, answered through the widgets and marked: right, unsafe, and not at all."""

from pathlib import Path

import pytest

from tableside.client.policies import expert
from tableside.drills.simulated import EXPERT
from tableside.homework.desk import Desk
from tableside.homework.marking import Mark, Status, mark
from tableside.homework.questions import PlanQuestion, SessionQuestion, WrittenQuestion
from widgets.homework_students import (
    ASSIGNMENTS,
    KNOWN,
    answer_right,
    answer_unsafely,
    give,
    inner,
    new_desk,
    press,
    right_plan,
)

SESSION_FROM = 0.9
"""The share of its points that a session earns at least that goes by the script of an expert."""


def marks(desk: Desk) -> dict[str, Mark]:
    """Return the marks of what a desk holds."""
    found = mark(desk.assignment, desk.hand_in(), KNOWN, student=desk.student)
    return {each.question: each for each in found}


@pytest.mark.parametrize("student", ["ana", "bo"])
@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_right_answers_earn_everything(assignment: str, student: str, tmp_path: Path) -> None:
    """Given as the page gives them, whatever clients a student has."""
    desk = new_desk(tmp_path, assignment, student)
    for question in desk.assignment.question:
        answer_right(desk, question)
    found = marks(desk)

    assert len(desk.answered()) == len(desk.assignment.question)
    for question in desk.assignment.question:
        earned = found[question.id]
        assert (earned.safe, earned.flags) == (True, ()), question.id
        if isinstance(question, WrittenQuestion):
            assert earned.status is Status.BY_HAND
        elif isinstance(question, SessionQuestion):
            assert (earned.points or 0) >= SESSION_FROM * question.points
        else:
            assert earned.points == question.points, (question.id, earned)


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_one_unsafe_act_is_worth_nothing_and_says_why(assignment: str, tmp_path: Path) -> None:
    """However right the rest of the answer is."""
    desk = new_desk(tmp_path, assignment)
    harmful = [
        question.id for question in desk.assignment.question if answer_unsafely(desk, question)
    ]
    found = marks(desk)

    assert harmful
    for name in harmful:
        earned = found[name]
        assert (earned.status, earned.safe, earned.points) == (Status.MARKED, False, 0), earned
        assert earned.feedback[0].safety
        assert earned.feedback[0].act


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_looking_at_every_question_answers_none(assignment: str, tmp_path: Path) -> None:
    """Opening the notebook writes no answer, and each question says that it has none."""
    desk = new_desk(tmp_path, assignment)
    for question in desk.assignment.question:
        inner(desk, question)
    found = marks(desk)

    assert desk.answered() == ()
    assert {each.status for each in found.values()} == {Status.UNANSWERED}
    assert sum(each.points or 0 for each in found.values()) == 0


def test_a_class_can_plan_for_all_its_clients(tmp_path: Path) -> None:
    """For every client that a plan may be asked for there is a right plan that forms can make."""
    for assignment in ASSIGNMENTS:
        desk = new_desk(tmp_path, assignment)
        plans = [each for each in desk.assignment.question if isinstance(each, PlanQuestion)]
        for number in range(40):
            desk.name_student(f"student-{number}")

            assert all(right_plan(desk, question) for question in plans)


def test_a_round_in_sight_is_practice(tmp_path: Path) -> None:
    """It is shown and not kept; the same round done blind is kept and counted."""
    desk = new_desk(tmp_path, "ps4-pressure-and-timing")
    question = desk.assignment.find("hold-blind")
    item = inner(desk, question)
    press(item, EXPERT, 1, feedback="always")
    shown = item.result["points"]

    assert shown is not None
    assert desk.answered() == ()
    press(item, EXPERT, 2)

    assert desk.answered() == ("hold-blind",)
    assert len(desk.hand_in().rounds["hold-blind"]) == 1


def test_a_session_that_goes_on_has_one_file(tmp_path: Path) -> None:
    """Another session has a file of its own, and the earlier one stays."""
    desk = new_desk(tmp_path, "practical")
    question = desk.assignment.find("session")
    assert isinstance(question, SessionQuestion)
    table = inner(desk, question)
    for number, kind in enumerate(["explain", "wash-hands"]):
        table.requests = [{"id": str(number), "what": "act", "act": {"kind": kind}}]
    first = list((desk.folder / "sessions").iterdir())
    give(desk, question, expert)

    assert len(first) == 1
    assert len(list((desk.folder / "sessions").iterdir())) == 2
    assert inner(desk, question).session.over
