"""Nothing that a student is given says what is right: questions, notebooks, pages and feedback."""

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from tableside.homework.asked import deciding
from tableside.homework.desk import Desk
from tableside.homework.items.choice import BASES
from tableside.homework.judging import judge
from tableside.homework.linter import lint
from tableside.homework.marking import mark
from tableside.homework.marks.numbers import right_number
from tableside.homework.questions import (
    AnyQuestion,
    Assignment,
    ChoiceQuestion,
    DecisionQuestion,
    DrillQuestion,
    NumberQuestion,
    PlaceQuestion,
    PlanQuestion,
    SessionQuestion,
    SeveralQuestion,
    WrittenQuestion,
    read_assignment,
)
from tableside.widgets.item_head import ItemBox
from tableside.widgets.item_screens import screen
from widgets.homework_students import (
    ASSIGNMENTS,
    AUTHORED,
    KNOWN,
    answer_right,
    answer_unsafely,
    inner,
    new_desk,
)

BUILT = AUTHORED.parent / "source"
KEY_FIELDS = {"answer", "answers", "right", "correct", "key", "solution", "decision", "expected"}
"""Fields that would hold a key; what a page sends back has names of its own."""


def sent(desk: Desk, question: AnyQuestion) -> str:
    """Return everything of a question that crosses to the page, scripts and styles left out."""
    shown = screen(desk, question)
    parts = shown.children if isinstance(shown, ItemBox) else [shown]
    return json.dumps([_state(part) for part in parts], sort_keys=True, default=str)


def _state(part: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in part.get_state().items()
        if not name.startswith("_") and name not in {"layout", "tabbable", "tooltip"}
    }


def asked(*kinds: type) -> list[Any]:
    """Return every question of these kinds, with its assignment, as a test's parameters."""
    return [
        pytest.param(name, question.id, id=f"{name}-{question.id}")
        for name in ASSIGNMENTS
        for question in read(name).question
        if isinstance(question, kinds)
    ]


def read(name: str) -> Assignment:
    """Return an assignment as it was authored."""
    return read_assignment((AUTHORED / f"{name}.toml").read_text(encoding="utf-8"), KNOWN)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_authored_questions_hold_the_rules_of_writing(name: str) -> None:
    """Those that a program can find; and there is something to read, and a time."""
    assignment = read(name)
    notebook = (AUTHORED / f"{name}.md").read_text(encoding="utf-8")
    written = [each for each in assignment.question if isinstance(each, WrittenQuestion)]

    assert lint(assignment, KNOWN) == ()
    assert (assignment.id, len(written) >= 1) == (name, True)
    assert f"id: {name}, minutes: {assignment.minutes}" in notebook
    assert name.startswith("ps0") or "**Read first:**" in notebook
    for question in written:
        told = re.findall(r"\((\d+) points?\)", " ".join(question.rubric))
        assert sum(map(int, told)) == question.points, question.id


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_no_released_file_has_a_field_for_a_key(name: str) -> None:
    """Neither the questions nor the notebook, whose cells hold one call each."""
    assignment = read(name)
    fields = set(re.findall(r'"(\w+)":', assignment.model_dump_json(exclude_none=True)))
    released = {path.name for path in (BUILT / name).iterdir() if not path.name.startswith(".")}
    notebook = nbformat.read(BUILT / name / f"{name}.ipynb", as_version=4)
    calls = {each.source.split("\n")[-1] for each in notebook.cells if each.cell_type == "code"}

    assert not fields & KEY_FIELDS
    assert released == {f"{name}.ipynb", "questions.toml"}
    assert all(re.fullmatch(r'ask\("[a-z0-9-]+"\)|progress\(\)|hand_in\(\)', c) for c in calls)
    assert not any(each.get("outputs") for each in notebook.cells)


@pytest.mark.parametrize(("name", "asks"), asked(ChoiceQuestion, SeveralQuestion))
def test_what_the_page_gets_does_not_depend_on_the_right_option(
    name: str, asks: str, tmp_path: Path
) -> None:
    """With what the options do exchanged, another one is right, and the page gets the same."""
    desk = new_desk(tmp_path, name)
    question = desk.assignment.find(asks)
    assert isinstance(question, ChoiceQuestion | SeveralQuestion)
    field = next(BASES[about] for about in BASES if getattr(question, about))
    acts = [getattr(option, field) for option in question.options]
    turned = question.model_copy(
        update={
            "options": tuple(
                option.model_copy(update={field: act})
                for option, act in zip(question.options, [*acts[1:], acts[0]], strict=True)
            )
        }
    )
    right = [[judge(q, each, KNOWN).right for each in q.options] for q in (question, turned)]

    assert right[0] != right[1]
    assert sent(desk, question) == sent(desk, turned)


@pytest.mark.parametrize(("name", "asks"), asked(NumberQuestion))
def test_what_the_page_gets_does_not_depend_on_the_right_number(
    name: str, asks: str, tmp_path: Path
) -> None:
    """Nor does its tolerance or the side of danger cross, nor the number itself."""
    desk = new_desk(tmp_path, name)
    question = desk.assignment.find(asks)
    assert isinstance(question, NumberQuestion)
    other = read("ps3-heat").find("dose")
    assert isinstance(other, NumberQuestion)
    swapped = question.model_copy(
        update={"asks": other.asks, "tolerance": 0.5, "danger": None, "points": question.points}
    )

    assert sent(desk, question) == sent(desk, swapped)


@pytest.mark.parametrize(("name", "asks"), asked(PlaceQuestion))
def test_the_map_of_a_question_shows_no_zone(name: str, asks: str, tmp_path: Path) -> None:
    """Its page gets the same whatever zone and level are right."""
    desk = new_desk(tmp_path, name)
    question = desk.assignment.find(asks)
    swapped = question.model_copy(update={"zone": "sacrum", "level": 1})

    assert sent(desk, question) == sent(desk, swapped)
    assert inner(desk, question).map["zones"] == []


@pytest.mark.parametrize(("name", "asks"), asked(DecisionQuestion, PlanQuestion))
def test_a_client_s_page_tells_what_a_file_tells(name: str, asks: str, tmp_path: Path) -> None:
    """All decisions, reasons and limits are offered alike, and no name of a rule or a limit."""
    desk = new_desk(tmp_path, name)
    question = desk.assignment.find(asks)
    client = desk.client(asks)
    verdict = client.verdict(KNOWN)
    state = sent(desk, question)
    told = {each.condition.because for each in verdict.fired}
    told |= {each.condition.adapt.do for each in verdict.fired}

    assert not [each for each in told if each in state]
    assert not re.search(r'"(verdict|decides|seed|present|difficulty|decisive)":', state)
    if isinstance(question, DecisionQuestion):
        fields = {each["id"]: each["options"] for each in inner(desk, question).question["fields"]}
        assert len(fields["decision"]) == 7
        assert len(fields["why"]) > len(deciding(client, verdict))
        assert all(set(option) == {"id", "text"} for each in fields.values() for option in each)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_answered_page_says_nothing_of_right_or_wrong(name: str, tmp_path: Path) -> None:
    """Right and unsafe answers are answered with the same words: that they were saved.

    Drills and sessions are another matter: doing them is the answer, and they tell how it went.
    """
    desk = new_desk(tmp_path, name)
    for question in desk.assignment.question:
        if isinstance(question, DrillQuestion | SessionQuestion | WrittenQuestion):
            continue
        said = []
        item = inner(desk, question)
        for give_answer in (answer_right, answer_unsafely):
            give_answer(desk, question, item)
            said.append(re.sub(r"\d\d:\d\d|Read as .*", "", item.status).strip())

        assert said[0].startswith("Saved at")
        assert (said[0], "") == (said[1], item.error), question.id


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_feedback_on_a_bad_answer_does_not_name_the_right_one(name: str, tmp_path: Path) -> None:
    """Not the text of the right option, nor the right number."""
    desk = new_desk(tmp_path, name)
    for question in desk.assignment.question:
        answer_unsafely(desk, question)
    marks = mark(desk.assignment, desk.hand_in(), KNOWN, student=desk.student)
    for question, found in zip(desk.assignment.question, marks, strict=True):
        told = " ".join(found.advice)
        if isinstance(question, ChoiceQuestion):
            right = [each.text for each in question.options if judge(question, each, KNOWN).right]
            assert not [text for text in right if text in told], question.id
        if isinstance(question, NumberQuestion):
            number = right_number(question.asks, KNOWN)
            ends = {f"{end:g} {number.unit}" for end in (number.low, number.high)}
            assert not [end for end in ends if end in told], question.id
