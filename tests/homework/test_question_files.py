"""Files of questions: what is read, and every fault told by name."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tableside.drills import Trace
from tableside.homework.archive import make_archive, read_archive
from tableside.homework.desk import Desk
from tableside.homework.questions import Assignment, AssignmentError, read_assignment
from tableside.homework.responses import DrillAnswer, files_of, read_responses
from tableside.knowledge import Knowledge

TEXT = (Path(__file__).parent / "every-kind.toml").read_text(encoding="utf-8")


def test_there_is_a_question_of_every_kind(every_kind: Assignment) -> None:
    """What the other tests stand on."""
    assert {question.kind for question in every_kind.question} == {
        "choice",
        "several",
        "order",
        "number",
        "place",
        "decision",
        "plan",
        "drill",
        "session",
        "written",
    }


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('step = "oils"', 'step = "oil"', "option 'oil': There is no step 'oil'"),
        ('step = "oils"', 'step = "hot-towel"', "is in the sequence already"),
        ('condition = "asthma"', 'condition = "astma"', "did you mean 'asthma'?"),
        ('effect = "no-heat"', 'level = 2\neffect = "no-heat"', "and not both"),
        ('effect = "no-heat"', 'effect = "no-fun"', "no-fun"),
        ("level = 2\n", "", "needs one of a level"),
        ('position = "prone"', 'position = "upside-down"', "no position 'upside-down'"),
        ('present = ["third-trimester"', 'present = ["third-semester"', "third-semester"),
        ('id = "rim", text', 'id = "low", text', "two options are called 'low'"),
        ('id = "thumb"', 'id = "ceiling"', "two questions are called 'ceiling'"),
        ('name = "surface-ceiling"', 'name = "ceiling"', "no parameter 'ceiling'"),
        ('zone = "erector-lower"\n', 'zone = "erektor"\n', "no zone 'erektor'"),
        ('level = 3\nzone = "erector-lower"\n', "", "give a level"),
        ("limits = true", 'limits = true\nclient = { conditions = ["flu"] }', "no condition 'flu'"),
        ("limits = true", 'limits = true\nanswer = "stop"', "Extra inputs are not permitted"),
        ("rounds = 2\nplan = {", 'rounds = 2\nplan = { kind = "dance",', "plan"),
        ("rounds = 2\nplan = {", "rounds = 2\nplan = { low = 0.9,", "low"),
    ],
)
def test_a_fault_is_told_by_name(old: str, new: str, told: str, known: Knowledge) -> None:
    """The message names the file, the question, and what would be right."""
    assert old in TEXT
    with pytest.raises(AssignmentError, match=re.escape(told)) as error:
        read_assignment(TEXT.replace(old, new, 1), known)

    assert str(error.value).startswith("questions.toml cannot be used:")


def test_no_question_holds_its_key(every_kind: Assignment) -> None:
    """No field anywhere is an answer, and nothing of a drawn client stands in the file."""
    fields = set(re.findall(r'"(\w+)":', every_kind.model_dump_json()))

    assert not fields & {"answer", "answers", "right", "correct", "key", "solution", "decision"}


def test_answers_from_before_are_still_read() -> None:
    """A hand-in of last term, in the form that it had then."""
    saved = "2026-01-05T12:00:00Z"
    answers = {
        "a": {"kind": "choice", "option": "x", "saved": saved},
        "b": {"kind": "drill", "trace": "traces/b-001.json", "sha256": "0" * 64, "saved": saved},
    }
    document = {"format": "tableside-responses", "version": 1, "assignment": "ps0"}
    read = read_responses(json.dumps({**document, "answers": answers}), assignment="ps0")
    drill = read.answers["b"]

    assert (read.problems, read.student) == ((), "")
    assert isinstance(drill, DrillAnswer)
    assert [each.trace for each in drill.rounds] == ["traces/b-001.json"]


def test_the_name_is_kept_with_the_answers(wide_desk: Desk) -> None:
    """It comes back when the notebook is opened again, in lower case, as in the hand-in."""
    wide_desk.name_student(" Ana.B ")
    wide_desk.tick("level-two", ("low",))
    document = json.loads((wide_desk.folder / "responses.json").read_text(encoding="utf-8"))

    assert wide_desk.student == document["student"] == "ana.b"


def test_a_name_of_another_kind_is_forgotten_and_costs_nothing() -> None:
    """Every answer about a client holds its own name."""
    document = {"format": "tableside-responses", "version": 1, "assignment": "p", "answers": {}}
    read = read_responses(json.dumps({**document, "student": 3}), assignment="p")

    assert (read.student, read.problems) == ("", ())


def test_a_hand_in_file_holds_rounds_and_sessions(wide_desk: Desk) -> None:
    """What was done goes with what was answered."""
    wide_desk.keep_session("whole", "{}")
    _, content = make_archive(
        wide_desk.folder,
        assignment="every-kind",
        student="ana",
        made=datetime(2026, 1, 5, 12, tzinfo=UTC),
    )

    assert set(read_archive(content).files) == {"responses.json", "sessions/whole-001.json"}


def test_only_the_last_rounds_are_named(wide_desk: Desk, perfect_round: Trace) -> None:
    """Whoever practises all evening has every file, and an answer that stays short."""
    for _ in range(25):
        wide_desk.keep_round("blind", perfect_round)
    answer = wide_desk.answer("blind")

    assert isinstance(answer, DrillAnswer)
    assert len(answer.rounds) == 20
    assert [name for name, _ in files_of(answer)][-1] == "traces/blind-025.json"
    assert len(list((wide_desk.folder / "traces").iterdir())) == 25
