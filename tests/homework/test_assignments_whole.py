"""Every assignment is whole: enough questions, a reflection, a time, and what to read first."""

import re
from pathlib import Path

import pytest

from tableside.homework.questions import Assignment, WrittenQuestion, read_assignment
from tableside.knowledge import Knowledge

ROOT = Path(__file__).parents[2]
AUTHORED = ROOT / "assignments" / "authoring"
GRADED = sorted(each.stem for each in AUTHORED.glob("*.toml") if not each.stem.startswith("ps0"))
FEWEST, MOST = 8, 12
KINDS = {
    "ps1-screening": {"decision"},
    "ps2-sequencing": {"order", "choice", "plan"},
    "ps3-heat": {"plan", "number", "several"},
    "ps4-pressure-and-timing": {"drill", "place", "number"},
    "ps5-oils-position-consent": {"plan", "choice", "number"},
    "practical": {"session"},
}
"""What each assignment is about cannot be asked without these kinds of question."""


@pytest.fixture(params=GRADED)
def assignment(request: pytest.FixtureRequest, known: Knowledge) -> Assignment:
    """Return each assignment but the first, which is for learning how to hand in."""
    return read_assignment((AUTHORED / f"{request.param}.toml").read_text("utf-8"), known)


def test_the_six_assignments_are_there() -> None:
    """One for every part of the course, and the practical."""
    assert set(KINDS) == set(GRADED)


def test_it_has_eight_to_twelve_questions_and_a_reflection(assignment: Assignment) -> None:
    """Of the kinds that its subject needs, one of them in the student's own words."""
    kinds = {each.kind for each in assignment.question}
    written = [each for each in assignment.question if isinstance(each, WrittenQuestion)]

    assert FEWEST <= len(assignment.question) <= MOST
    assert kinds >= KINDS[assignment.id]
    assert written
    assert all(each.rubric for each in written)


def test_its_page_tells_how_many_how_long_and_what_to_read(assignment: Assignment) -> None:
    """The lessons are named as they are called."""
    text = (AUTHORED / f"{assignment.id}.md").read_text("utf-8")
    lessons = (ROOT / "course" / "authoring").glob("*.md")
    titles = {re.search(r"^# (.+)$", each.read_text("utf-8"), re.MULTILINE)[1] for each in lessons}
    first = next(line for line in text.splitlines() if line.startswith("**Read first:**"))
    named = re.findall(r"\*([A-Z][^*]+)\*", first.removeprefix("**Read first:**"))

    assert f"about {assignment.minutes} minutes" in text
    assert named
    assert set(named) <= titles
    assert len(re.findall(r"^## \d+ · ", text, re.MULTILINE)) == len(assignment.question)


def test_the_drills_are_blind_and_of_every_skill(known: Knowledge) -> None:
    """Holding, tapering, releasing and keeping a tempo, each without seeing one's own line."""
    text = (AUTHORED / "ps4-pressure-and-timing.toml").read_text("utf-8")
    drills = [each for each in read_assignment(text, known).question if each.kind == "drill"]

    assert {each.plan.kind for each in drills} == {"pressure", "taper", "release", "tempo"}
    assert all(each.blind for each in drills)
