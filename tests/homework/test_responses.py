"""What responses.json may hold, and what is said when it holds something else."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.homework.responses import (
    ChoiceAnswer,
    DrillAnswer,
    OrderAnswer,
    Responses,
    WrittenAnswer,
    read_responses,
)

MOMENTS = st.datetimes(timezones=st.just(UTC))
IDS = st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True)
ANSWERS = st.one_of(
    st.builds(ChoiceAnswer, saved=MOMENTS, option=IDS),
    st.builds(OrderAnswer, saved=MOMENTS, steps=st.lists(IDS, max_size=9).map(tuple)),
    st.builds(WrittenAnswer, saved=MOMENTS, text=st.text(st.characters(codec="utf-8"))),
    st.builds(
        DrillAnswer,
        saved=MOMENTS,
        trace=st.just("traces/a-001.json"),
        sha256=st.just("0" * 64),
    ),
)


@given(st.dictionaries(IDS, ANSWERS))
def test_writing_and_reading_changes_nothing(answers: dict[str, Any]) -> None:
    """Whatever was answered comes back as it was."""
    written = Responses(assignment="ps0", answers=answers)

    assert written == read_responses(written.to_json(), assignment="ps0")


@given(st.text())
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    """Whatever stands in the file, reading it ends in answers and problems, never in an error."""
    read = read_responses(text, assignment="ps0")

    assert read.answers == {}
    assert read.problems


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_no_answer_is_too_strange_to_be_read(raw: object) -> None:
    """An answer of any shape becomes an answer or a problem of its own question."""
    text = json.dumps(document(answers={"odd": raw}))
    read = read_responses(text, assignment="ps0")

    assert read.problems


def document(**changes: object) -> dict[str, Any]:
    """Return a sound document with some entries changed."""
    sound = {
        "format": "tableside-responses",
        "version": 1,
        "assignment": "ps0",
        "answers": {"q": {"kind": "choice", "option": "a", "saved": "2026-01-05T12:00:00Z"}},
    }
    return sound | changes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it is empty"),
        ('{"format": "tablesi', "cut off or was changed by hand: it stops making sense in line 1"),
        ("[1, 2]", "not a file of this course's answers"),
        ('{"format": "other"}', "not a file of this course's answers"),
        (json.dumps(document(version=2)), "another version of the course"),
        (json.dumps(document(version=True)), "another version of the course"),
        (json.dumps(document(assignment="ps9")), "it answers 'ps9', not 'ps0'"),
        (json.dumps(document(answers=[])), "its list of answers is missing"),
        ('{"format": "a", "format": "b"}', "names the same thing twice"),
        ('{"format": NaN}', "NaN, which is no number"),
        ("[" * 100_000, "nested far too deeply"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_problem_in_plain_words(text: str, told: str) -> None:
    """The message names the file and what is wrong; there are no answers."""
    read = read_responses(text, assignment="ps0")

    assert read.answers == {}
    (problem,) = read.problems
    assert str(problem).startswith("responses.json: ")
    assert told in problem.message


@pytest.mark.parametrize(
    "raw",
    [
        {"kind": "choice", "option": 3, "saved": "2026-01-05T12:00:00Z"},
        {"kind": "choice", "option": "a"},
        {"kind": "choice", "option": "a", "saved": "2026-01-05T12:00:00Z", "points": 99},
        {"kind": "poem", "text": "o"},
        {"kind": "drill", "trace": "../../secret.json", "sha256": "0" * 64},
        "a",
        None,
    ],
)
def test_one_spoilt_answer_costs_no_other(raw: object) -> None:
    """The spoilt answer is a problem of its question; the sound one still counts."""
    sound = document()["answers"]
    read = read_responses(json.dumps(document(answers=sound | {"bad": raw})), assignment="ps0")

    assert list(read.answers) == ["q"]
    assert [problem.question for problem in read.problems] == ["bad"]


def test_a_moment_without_a_zone_is_refused() -> None:
    """A time that could be anywhere in the world is no time."""
    with pytest.raises(ValueError, match="timezone"):
        ChoiceAnswer(option="a", saved=datetime(2026, 1, 5))  # noqa: DTZ001 - that is the point
