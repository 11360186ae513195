"""Marks: reference answers earn all points, no answers none, unsafe ones none and a warning."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tableside.drills import Device, PressurePlan, Trace
from tableside.homework.desk import Desk
from tableside.homework.folder import read_hand_in
from tableside.homework.marking import Mark, Status, mark
from tableside.homework.questions import Assignment, ChoiceQuestion
from tableside.knowledge import Knowledge

AUTOMATIC = ["safe-place", "tingling", "order-the-steps", "hold-the-band"]


def marks(folder: Path, ps0: Assignment, known: Knowledge) -> dict[str, Mark]:
    """Return the marks of what lies in *folder*, by question."""
    return {each.question: each for each in mark(ps0, read_hand_in(folder, ps0), known)}


def test_the_reference_answers_earn_all_points(
    folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """Every automatic item is full and safe; the text waits for a hand."""
    answer_all()
    found = marks(folder, ps0, known)

    assert [found[name].out_of for name in AUTOMATIC] == [found[n].points for n in AUTOMATIC]
    assert all(each.safe for each in found.values())
    assert (found["reflection"].status, found["reflection"].points) == (Status.BY_HAND, None)


def test_no_answers_earn_no_points(folder: Path, ps0: Assignment, known: Knowledge) -> None:
    """An empty folder is unanswered throughout, and nothing in it is called unsafe."""
    found = marks(folder, ps0, known)

    assert {Status.UNANSWERED} == {each.status for each in found.values()}
    assert {0.0} == {each.points for each in found.values()}
    assert all(each.safe for each in found.values())


def test_every_choice_has_exactly_one_right_option(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge
) -> None:
    """The safety rules find one right answer to each choice; no key is typed anywhere."""
    for question in ps0.question:
        if isinstance(question, ChoiceQuestion):
            earned = []
            for option in question.options:
                desk.choose(question.id, option.id)
                earned.append(marks(folder, ps0, known)[question.id].points)

            assert [question.points] == [points for points in earned if points]


@pytest.mark.parametrize(
    ("question", "option"),
    [
        ("safe-place", "on-the-spine"),
        ("safe-place", "under-the-ribs"),
        ("safe-place", "lowest-ribs"),
        ("tingling", "good-sign"),
        ("tingling", "lighter"),
    ],
)
def test_a_dangerous_choice_is_unsafe_and_says_why(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge, question: str, option: str
) -> None:
    """It earns nothing, is called unsafe, and its advice gives rule and source."""
    desk.choose(question, option)
    found = marks(folder, ps0, known)[question]

    assert (found.points, found.safe) == (0.0, False)
    assert found.advice
    assert found.sources


def test_an_unsafe_order_is_unsafe_whatever_else_is_right(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """One hard pair the wrong way round, in an otherwise perfect hand-in."""
    answer_all()
    order = list(desk.hand_in().responses.answers["order-the-steps"].model_dump()["steps"])
    order.remove("body-straight")
    desk.arrange("order-the-steps", (*order, "body-straight"))
    found = marks(folder, ps0, known)

    assert (found["order-the-steps"].points, found["order-the-steps"].safe) == (0.0, False)
    assert found["tingling"].points == found["tingling"].out_of


def test_a_custom_is_advice_and_costs_nothing(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """Any safe order is accepted, and told where custom has it otherwise."""
    answer_all()
    order = list(desk.hand_in().responses.answers["order-the-steps"].model_dump()["steps"])
    order.remove("oils")
    order.insert(order.index("right-pressure") + 1, "oils")
    desk.arrange("order-the-steps", tuple(order))
    found = marks(folder, ps0, known)["order-the-steps"]

    assert (found.out_of, True) == (found.points, found.safe)
    assert "is better to come before" in found.advice[0]


def test_a_round_on_the_spine_is_unsafe(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge
) -> None:
    """A perfect shape in the wrong place earns nothing."""
    plan = PressurePlan()
    samples = [
        (tick * 20.0, plan.target(tick / 50), 0.0, 17.0)
        for tick in range(round(plan.seconds * 50) + 1)
    ]
    desk.keep_round(
        "hold-the-band", Trace.of(samples, drill="hold-the-band", device=Device.KEYBOARD)
    )
    found = marks(folder, ps0, known)["hold-the-band"]

    assert (found.points, found.safe) == (0.0, False)
    assert "spine" in found.advice[0]


def test_an_experts_round_earns_all_points(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge, expert_round: Trace
) -> None:
    """Nobody needs a machine's hand for full marks."""
    desk.keep_round("hold-the-band", expert_round)
    found = marks(folder, ps0, known)["hold-the-band"]

    assert found.out_of == found.points


def spoil(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change responses.json by hand."""
    file = folder / "responses.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document), encoding="utf-8")


def test_an_answer_to_no_question_is_told_and_costs_nothing(
    folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """It is a problem of the file, by name; every other answer counts in full."""
    answer_all()
    spoil(folder, lambda d: d["answers"].update({"sing": d["answers"]["tingling"]}))
    hand_in = read_hand_in(folder, ps0)

    assert [problem.question for problem in hand_in.problems] == ["sing"]
    assert "the assignment has no such question" in str(hand_in.problems[0])
    assert all(each.points == each.out_of for each in mark(ps0, hand_in, known)[:4])


@pytest.mark.parametrize(
    ("question", "change", "told"),
    [
        ("tingling", {"option": "sing"}, "it has no option 'sing'; the options are good-sign"),
        ("order-the-steps", {"steps": ["oils"]}, "does not hold each step exactly once"),
        ("tingling", {"kind": "written", "text": "x"}, "cannot"),
        ("hold-the-band", {"trace": "traces/gone-001.json"}, "recorded round is missing"),
        ("hold-the-band", {"sha256": "0" * 64}, "was changed after it was saved"),
    ],
)
def test_a_spoilt_answer_is_unreadable_and_the_others_count(
    folder: Path,
    ps0: Assignment,
    known: Knowledge,
    answer_all: Callable[[], None],
    question: str,
    change: dict[str, Any],
    told: str,
) -> None:
    """It is never silently zero: the mark says what is wrong, and asks for an instructor."""
    answer_all()
    spoil(folder, lambda d: d["answers"][question].update(change))
    found = marks(folder, ps0, known)

    assert Status.UNREADABLE is found[question].status
    assert told in found[question].advice[0]
    others = [found[name] for name in AUTOMATIC if name != question]
    assert all(each.points == each.out_of for each in others)


def test_an_answer_of_another_kind_is_unreadable(
    folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """A sound text cannot stand where a choice was asked for."""
    answer_all()
    spoil(folder, lambda d: d["answers"].update(tingling=d["answers"]["reflection"]))
    found = marks(folder, ps0, known)["tingling"]

    assert found.status is Status.UNREADABLE
    assert "a choice question cannot have a written answer" in found.advice[0]


def test_a_text_of_spaces_is_unanswered(
    desk: Desk, folder: Path, ps0: Assignment, known: Knowledge
) -> None:
    """Nobody has to mark an empty page by hand."""
    desk.write("reflection", " \n ")

    assert marks(folder, ps0, known)["reflection"].status is Status.UNANSWERED


def test_a_link_in_the_place_of_the_answers_is_refused(
    folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None], tmp_path: Path
) -> None:
    """A hand-in cannot point at somebody else's file."""
    answer_all()
    elsewhere = tmp_path / "classmate.json"
    (folder / "responses.json").rename(elsewhere)
    (folder / "responses.json").symlink_to(elsewhere)
    found = marks(folder, ps0, known)["tingling"]

    assert found.status is Status.UNREADABLE
    assert "not an ordinary file" in found.advice[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe\x00bad", "it is not text"), (b" " * 5_000_001, "more than 5,000,000 cannot be")],
)
def test_a_file_that_is_no_text_of_ours_is_unreadable(
    folder: Path, ps0: Assignment, known: Knowledge, content: bytes, told: str
) -> None:
    """A picture, or a file of any size, is refused by name."""
    (folder / "responses.json").write_bytes(content)

    assert told in marks(folder, ps0, known)["tingling"].advice[0]


def test_a_file_that_cannot_be_opened_is_unreadable(
    folder: Path,
    ps0: Assignment,
    known: Knowledge,
    answer_all: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that the computer refuses costs nobody else anything."""
    answer_all()

    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    found = marks(folder, ps0, known)["tingling"]

    assert found.status is Status.UNREADABLE
    assert "it cannot be opened (Permission denied)" in found.advice[0]


def test_a_spoilt_file_is_unreadable_throughout(
    folder: Path, ps0: Assignment, known: Knowledge
) -> None:
    """Every question says why it has no points."""
    (folder / "responses.json").write_text("{", encoding="utf-8")
    found = marks(folder, ps0, known)

    assert {Status.UNREADABLE} == {each.status for each in found.values()}


def test_a_changed_trace_cannot_count(
    folder: Path, ps0: Assignment, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """A trace edited after the round no longer fits its digest."""
    answer_all()
    (trace,) = (folder / "traces").iterdir()
    trace.write_text(trace.read_text("utf-8").replace("mouse-drag", "pen"), encoding="utf-8")

    assert Status.UNREADABLE is marks(folder, ps0, known)["hold-the-band"].status
