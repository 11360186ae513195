"""What the cells of a graded notebook answer, before any browser."""

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tableside.widgets import homework
from tableside.widgets.choice import Choice
from tableside.widgets.hand_in import HandInPanel
from tableside.widgets.item_head import ItemBox
from tableside.widgets.notice import Notice
from tableside.widgets.pressure_drill import TraceDrill

PS0 = Path(__file__).parents[2] / "assignments" / "authoring" / "ps0-first-hand-in.toml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which the notebook runs."""
    shutil.copyfile(PS0, tmp_path / "questions.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def stored(folder: Path) -> dict[str, dict[str, object]]:
    """Return the answers on disk."""
    found: dict[str, dict[str, object]] = json.loads(
        (folder / "responses.json").read_text("utf-8")
    )["answers"]
    return found


def test_an_answer_is_saved_and_counted(folder: Path) -> None:
    """What the browser sends is on disk, the widget says so, and the progress follows."""
    progress = homework.progress()
    question = homework.ask("tingling")
    assert isinstance(progress, homework.Progress)
    assert isinstance(question, Choice)
    question.answer = "stop-and-ask"

    assert stored(folder)["tingling"]["option"] == "stop-and-ask"
    assert question.status.startswith("Saved at")
    assert progress.summary == "Answered 1 of 5."


@pytest.mark.usefixtures("folder")
def test_a_cell_run_again_shows_the_answer() -> None:
    """Run All after a break restores every question."""
    first = homework.ask("tingling")
    assert isinstance(first, Choice)
    first.answer = "lighter"
    again = homework.ask("tingling")

    assert isinstance(again, Choice)
    assert again.answer == "lighter"


@pytest.mark.usefixtures("folder")
def test_the_question_sent_to_the_browser_holds_no_key() -> None:
    """Options cross to the page as id and text, without what they would do to a client."""
    question = homework.ask("safe-place")

    assert isinstance(question, Choice)
    assert {key for option in question.question["options"] for key in option} == {"id", "text"}
    assert "erector" not in json.dumps(question.question)


@pytest.mark.usefixtures("folder")
def test_a_question_that_is_not_there_is_a_notice() -> None:
    """A mistyped name gives the names there are, and no stack of code."""
    notice = homework.ask("tickling")

    assert isinstance(notice, Notice)
    assert "its questions are safe-place" in notice.message


def test_a_notebook_alone_is_a_notice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook copied without its folder says what to do, in every cell."""
    monkeypatch.chdir(tmp_path)
    for shown in (homework.progress(), homework.ask("tingling"), homework.hand_in()):
        assert isinstance(shown, Notice)
        assert "copy the whole folder again" in shown.message


def test_a_damaged_file_is_told_at_once(folder: Path) -> None:
    """The progress names the file and says that it is kept."""
    (folder / "responses.json").write_text('{"format"', encoding="utf-8")
    progress = homework.progress()

    assert isinstance(progress, homework.Progress)
    assert "responses.json: it is cut off" in progress.error
    assert "The old file is kept." in progress.error


def test_the_hand_in_panel_makes_the_file(folder: Path) -> None:
    """It lists what is open, makes the zip, and offers the same bytes for download."""
    question = homework.ask("tingling")
    panel = homework.hand_in()
    assert isinstance(question, Choice)
    assert isinstance(panel, HandInPanel)
    question.answer = "lighter"
    panel.student = "Ana"
    panel.request += 1

    assert "The leg tingles" not in panel.missing
    assert len(panel.missing) == 4
    assert panel.made == "ps0-first-hand-in-ana.zip"
    assert panel.file == (folder / panel.made).read_bytes()
    assert "responses.json" in zipfile.ZipFile(io.BytesIO(panel.file)).namelist()


@pytest.mark.usefixtures("folder")
def test_a_file_is_out_of_date_after_another_answer() -> None:
    """The download disappears, so that nobody sends an old one by mistake."""
    question = homework.ask("tingling")
    panel = homework.hand_in()
    assert isinstance(question, Choice)
    assert isinstance(panel, HandInPanel)
    question.answer = "lighter"
    panel.student = "ana"
    panel.request += 1
    question.answer = "stop-and-ask"

    assert (panel.made, panel.file) == ("", b"")


@pytest.mark.usefixtures("folder")
def test_a_bad_student_id_is_told_in_the_panel() -> None:
    """The button answers in plain words."""
    question = homework.ask("tingling")
    panel = homework.hand_in()
    assert isinstance(question, Choice)
    assert isinstance(panel, HandInPanel)
    question.answer = "lighter"
    panel.student = "Ana Blom"
    panel.request += 1

    assert "cannot be a student id" in panel.error
    assert panel.made == ""


@pytest.mark.usefixtures("folder")
def test_the_drill_of_a_question_has_its_plan() -> None:
    """The question's plan is what the student presses."""
    box = homework.ask("hold-the-band")
    assert isinstance(box, ItemBox)
    drill = box.children[1]

    assert isinstance(drill, TraceDrill)
    assert set(drill.plan.zones) == {"erector-lower-left", "erector-lower-right"}
