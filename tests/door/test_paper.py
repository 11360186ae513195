"""What File ▸ Print puts on paper: every item with its answer, without code or controls."""

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from traitlets.config import Config

import tableside.lab
from grading.hand_ins import ASSIGNMENTS
from tableside.grading.student_copy import copy_assignment
from tableside.homework.desk import Desk
from tableside.homework.items.clients import CardQuestion
from tableside.knowledge import knowledge
from tableside.widgets._base import START

SETTINGS = Path(tableside.lab.__file__).with_name("jupyter_server_config.json")
NAMES = sorted(each.name for each in (ASSIGNMENTS / "source").iterdir())


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    """Return the desk of a student with their own copy of an assignment."""
    copy_assignment(ASSIGNMENTS / "source" / request.param, tmp_path / request.param)
    return Desk(tmp_path / request.param, knowledge())


def printed(desk: Desk) -> list[str]:
    """Return what is printed of each cell that is no text of the assignment, as words."""
    settings = Config(nbformat.reader.parse_json(SETTINGS.read_text("utf-8")))
    file = desk.folder / f"{desk.assignment.id}.ipynb"
    html, _ = HTMLExporter(config=settings).from_filename(str(file))
    _, _, body = html.partition("<body")
    assert "Run All Cells in the menu at the top.</b>" not in body
    cells = re.split(r'<div class="jp-Cell ', body)[1:]
    texts = [each for each in cells if "jp-CodeCell" in each]
    return [unescape(re.sub(r"<[^>]*>", "", each.replace("<br>", "\n"))) for each in texts]


def test_every_item_is_printed_with_its_answer_and_without_code(desk: Desk) -> None:
    """Title, points, prompt and answer of each; a client's file as soon as there is a name."""
    desk.name_student("ana")
    written = desk.assignment.question[-1]
    desk.write(written.id, "I would ask “why”: $5 & <b>.")
    top, *items, _ = printed(desk)

    assert f"Answered 1 of {len(items)}." in top
    for question, text in zip(desk.assignment.question, items, strict=True):
        answer = "I would ask “why”: $5 & <b>." if question is written else "none yet."
        assert question.title in text
        assert f"{question.points:g} point" in text
        assert question.prompt in text
        assert f"Your answer: {answer}" in text
        if isinstance(question, CardQuestion):
            assert desk.client(question.id).name in text
    assert not any(word in text for text in (top, *items) for word in ("ask(", "import", "In ["))


def test_without_a_name_a_client_is_not_printed(desk: Desk) -> None:
    """It would be nobody's."""
    _, *items, _ = printed(desk)

    for question, text in zip(desk.assignment.question, items, strict=True):
        waits = isinstance(question, CardQuestion)
        assert ("Your client comes when you have typed your student name" in text) == waits


def test_a_lesson_is_printed_without_what_to_press() -> None:
    """The text of a widget stays; where to start it is left out."""
    settings = Config(nbformat.reader.parse_json(SETTINGS.read_text("utf-8")))
    lesson = ASSIGNMENTS.parent / "course" / "02-the-right-pressure.ipynb"
    html, _ = HTMLExporter(config=settings).from_filename(str(lesson))

    assert START in lesson.read_text("utf-8")
    assert START not in html
    assert "import tableside" not in html
