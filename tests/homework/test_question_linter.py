"""The linter of questions: each flaw is found and named, and the course's own files have none."""

import json
from pathlib import Path
from typing import Any

import pytest

from tableside.homework.linter import lint
from tableside.homework.questions import Assignment, OrderQuestion, read_assignment
from tableside.homework.reading_level import grade, longest_sentence, sentences
from tableside.knowledge import Knowledge

HARD_WORDS = (
    "Considering individualised contraindications, which anatomical localisation necessitates "
    "particularly conservative therapeutic pressure modification?"
)

AUTHORED = Path(__file__).parents[2] / "assignments" / "authoring"
FILES = sorted(AUTHORED.glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_file_of_questions_has_a_flaw(file: Path, known: Knowledge) -> None:
    """Every assignment of the course, as far as a program can tell."""
    assignment = read_assignment(file.read_text(encoding="utf-8"), known)

    assert [str(flaw) for flaw in lint(assignment, known)] == []


def test_there_are_files_to_check() -> None:
    """An empty folder would pass without a word."""
    assert FILES


def of(count: int = 1, **changes: Any) -> Assignment:
    """Return an assignment of sound questions with something changed in each."""
    sound: dict[str, Any] = {
        "kind": "choice",
        "title": "A place",
        "prompt": "Where may you press at level 3?",
        "points": 1,
        "level": 3,
        "options": [
            {"id": "spine", "text": "On the bony points in the middle.", "zone": "spine"},
            {
                "id": "low",
                "text": "On the thick muscle near the waist.",
                "zone": "erector-lower-left",
            },
            {
                "id": "ribs",
                "text": "On the two lowest ribs at the side.",
                "zone": "floating-ribs-left",
            },
        ],
    }
    questions = [{**sound, "id": f"q{number}", **changes} for number in range(count)]
    fields = {"id": "ps", "title": "P", "minutes": 5, "question": questions}
    return Assignment.model_validate_json(json.dumps(fields))


def with_texts(spine: str, low: str, ribs: str, **changes: Any) -> Assignment:
    """Return the sound question with other texts of its options."""
    options = [
        {"id": "spine", "text": spine, "zone": "spine"},
        {"id": "low", "text": low, "zone": "erector-lower-left"},
        {"id": "ribs", "text": ribs, "zone": "floating-ribs-left"},
    ]
    return of(options=options, **changes)


def rules(assignment: Assignment, known: Knowledge) -> list[str]:
    """Return the names of the flaws that are found."""
    return [flaw.rule for flaw in lint(assignment, known)]


def test_a_sound_question_has_no_flaw(known: Knowledge) -> None:
    """The question that the others are made from."""
    assert rules(of(), known) == []


@pytest.mark.parametrize(
    ("prompt", "rule"),
    [
        ("Where must you not press?", "negative-lead-in"),
        ("Which place isn't right?", "negative-lead-in"),
        ("You may press everywhere except where?", "negative-lead-in"),
        ("Which of the following is right?", "cover-the-options"),
        ("Which statement is true?", "cover-the-options"),
        ("At level 3 you may press", "cover-the-options"),
        ("Where do you press with a", "grammatical-cue"),
        (HARD_WORDS, "reading-level"),
        ("Where " + "and where " * 20 + "do you press?", "reading-level"),
    ],
)
def test_a_flawed_lead_in_is_found(prompt: str, rule: str, known: Knowledge) -> None:
    """Negatives, no question, a hint by grammar, and words that are hard to read."""
    assert rule in rules(of(prompt=prompt), known)


@pytest.mark.parametrize(
    ("spine", "rule"),
    [
        ("All of the above places are fine.", "of-the-above"),
        ("None of these three places at all.", "of-the-above"),
        ("On the spine, which is always safe.", "absolute-word"),
        ("On the spine, which is often fine.", "vague-word"),
        ("On the spine.", "option-length"),
        ("On the spine, and on everything that lies near to it on both sides.", "option-length"),
        ("On the bony points in the middle", "homogeneous"),
        ("on the bony points in the middle.", "homogeneous"),
        ("On the two lowest ribs at the side.", "homogeneous"),
    ],
)
def test_a_flawed_option_is_found(spine: str, rule: str, known: Knowledge) -> None:
    """Words that give an option away, and options that do not look alike."""
    assignment = with_texts(
        spine, "On the thick muscle near the waist.", "On the two lowest ribs at the side."
    )

    assert rule in rules(assignment, known)


def test_a_word_that_only_the_right_option_repeats_is_found(known: Knowledge) -> None:
    """The question speaks of muscle, and so does one option alone."""
    repeated = of(prompt="Where is the muscle that you may press at level 3?")

    assert rules(repeated, known) == ["repeated-word"]


def test_two_right_options_are_found(known: Knowledge) -> None:
    """At level 0 too much is right, at level 4 nothing."""
    assert rules(of(level=1), known) == []
    assert rules(of(level=4), known) == ["one-right"]


def test_several_without_a_difference_are_found(known: Knowledge) -> None:
    """Where every option is right there is nothing to tell apart."""
    assert "nothing-to-tell-apart" in rules(of(kind="several", level=5), known)


def test_a_right_option_in_the_same_place_each_time_is_found(known: Knowledge) -> None:
    """Four questions, and always the second: whoever notices needs to know nothing."""
    assert rules(of(count=3), known) == []
    assert rules(of(count=4), known) == ["right-position"]


def test_an_order_that_is_right_as_shown_is_found(known: Knowledge) -> None:
    """Who agrees with it moves no card, and so would have no answer."""
    file = next(each for each in FILES if each.stem == "ps2-sequencing")
    assignment = read_assignment(file.read_text(encoding="utf-8"), known)
    question = assignment.find("short-session")
    assert isinstance(question, OrderQuestion)
    safe = ("screen-and-consent", "body-straight", "oils", "right-pressure", "lighter-after")
    turned = question.model_copy(update={"steps": (*safe, "roll-off", "after-care")})

    found = lint(assignment.model_copy(update={"question": (turned,)}), known)
    assert [flaw.rule for flaw in found] == ["right-as-shown"]


def test_clients_of_one_decision_are_found(known: Knowledge) -> None:
    """A file that draws only clients to be stopped holds the key."""
    text = """
schema = 1
id = "ps"
title = "P"
minutes = 5
[[question]]
kind = "decision"
id = "q"
title = "A client"
prompt = "Read the file and decide."
points = 1
client = { decisions = ["stop"] }
"""
    assert rules(read_assignment(text, known), known) == ["narrow-clients"]


def test_the_flaw_says_where_and_what_to_do(known: Knowledge) -> None:
    """An author reads the question, the rule and the remedy in one line."""
    (flaw,) = lint(of(prompt="Where must you not press?"), known)

    assert str(flaw) == ("question 'q0', negative-lead-in: ask for what is right, without 'not'")


def test_reading_levels_grow_with_words_and_sentences() -> None:
    """Short words in short sentences are for everyone."""
    easy = "You press on the back. How hard is it?"
    hard = "Determine the appropriate magnitude of transverse mechanical stimulation."

    assert grade(easy) < 3
    assert grade(hard) > 9
    assert longest_sentence(easy) == 5
    assert sentences("One. “Two?” Three") == ["One.", "“Two?”", "Three"]
    assert grade("12") == 0
