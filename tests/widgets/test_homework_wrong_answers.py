"""Three wrong answers to every question, each with a name, earn what the rubric gives for them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tableside.homework.questions import (
    AnyQuestion,
    DecisionQuestion,
    DrillQuestion,
    PlanQuestion,
    SessionQuestion,
)
from tableside.homework.responses import RESPONSES_FILE
from widgets.homework_students import ASSIGNMENTS, new_desk
from widgets.homework_ways import COMMON, marks, right_way, typed_way, wrong_ways

GRADED = [each for each in ASSIGNMENTS if not each.startswith("ps0")]
STUDENTS = ("ana", "bo", "cy", "di", "ed", "fay", "gus")
"""Enough for every decision to come up for each question about a client."""


def own(question: AnyQuestion) -> bool:
    """Return whether a question is another one for each student."""
    return isinstance(question, DecisionQuestion | PlanQuestion | SessionQuestion)


def asked(name: str, folder: Path) -> Iterator[tuple[str, AnyQuestion]]:
    """Yield every question of an assignment for one student, and those about clients for all."""
    for student in STUDENTS:
        (folder / student).mkdir()
        desk = new_desk(folder / student, name, student)
        for question in desk.assignment.question:
            if student == STUDENTS[0] or own(question):
                yield student, question


@pytest.mark.parametrize("name", GRADED)
def test_three_wrong_answers_earn_what_the_rubric_gives(name: str, tmp_path: Path) -> None:
    """Each by the mistake behind it, on a desk where nothing else has been answered."""
    for student, question in asked(name, tmp_path):
        desk = new_desk(tmp_path / student / question.id, name, student)
        ways = wrong_ways(desk, question)

        assert len({each.name for each in ways}) == 3, question.id
        for way in ways:
            (desk.folder / RESPONSES_FILE).unlink(missing_ok=True)
            desk.name_student(student)
            way.give(desk)
            found = marks(desk)[question.id]

            assert way.fits(found), (student, question.id, way.name, way.points, found)
            assert isinstance(question, DrillQuestion) or (found.points or 0) < found.out_of


@pytest.mark.parametrize("name", GRADED)
def test_what_is_typed_earns_as_much_as_what_is_pressed(name: str, tmp_path: Path) -> None:
    """The right answer, once on the screen and once in letters on paper."""
    for student, question in asked(name, tmp_path):
        desk = new_desk(tmp_path / student / question.id, name, student)
        typed = typed_way(desk, question)
        for way in (right_way(question), typed):
            if way is None:
                continue
            (desk.folder / RESPONSES_FILE).unlink(missing_ok=True)
            desk.name_student(student)
            way.give(desk)

            assert way.fits(marks(desk)[question.id]), (student, question.id, way.name)


def test_every_wrong_answer_belongs_to_a_question(tmp_path: Path) -> None:
    """A question that is renamed takes its wrong answers along."""
    there = {
        name: {each.id for each in new_desk(tmp_path, name).assignment.question} for name in GRADED
    }

    assert set(COMMON) == set(GRADED)
    assert all(set(asked) <= there[name] for name, asked in COMMON.items())
