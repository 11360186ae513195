"""Every objective is taught, practised and examined, and the page that says so is up to date."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tableside.knowledge import knowledge

ROOT = Path(__file__).parents[2]
AUTHORING = ROOT / "course" / "authoring"
OBJECTIVES = tomllib.loads((ROOT / "course" / "objectives.toml").read_text(encoding="utf-8"))[
    "objective"
]
LESSONS = sorted(AUTHORING.glob("[0-8]*.md"))


def questions() -> set[str]:
    """Return every question of every assignment, as ASSIGNMENT/QUESTION."""
    found = set()
    for path in (ROOT / "assignments" / "authoring").glob("*.toml"):
        assignment = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {f"{assignment['id']}/{each['id']}" for each in assignment["question"]}
    return found


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_the_objectives_are_those_of_the_lesson(lesson: Path) -> None:
    """Word for word, and all of them."""
    text = lesson.read_text(encoding="utf-8").split("## By the end you can")[1].split("\n## ")[0]
    stated = re.findall(r"^- (.+)$", text, re.MULTILINE)
    listed = [each["text"] for each in OBJECTIVES if each["lesson"] == lesson.stem]

    assert listed == stated


@pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda each: each["text"][:40])
def test_an_objective_is_practised_examined_and_sourced(objective: dict[str, list[str]]) -> None:
    """In a cell of its lesson, by a question that exists, for a competency with a source."""
    cells = (AUTHORING / f"{objective['lesson']}.md").read_text(encoding="utf-8")

    assert objective["practised"]
    for call in objective["practised"]:
        assert re.search(rf"^{call}\(", cells, re.MULTILINE), call
    assert objective["graded"]
    assert set(objective["graded"]) <= questions()
    for key in objective["sources"]:
        knowledge().source(key)


def test_the_page_of_objectives_is_up_to_date() -> None:
    """Made from the file, and from nothing else."""
    done = subprocess.run(
        [sys.executable, "tools/objectives.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
