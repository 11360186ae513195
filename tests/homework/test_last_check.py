"""The last look before handing in says what is open, and nothing of right or wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tableside.errors import TablesideError
from tableside.homework.desk import Desk
from tableside.homework.last_check import check_homework
from tableside.knowledge import Knowledge


def test_what_is_open_is_named(desk: Desk, folder: Path, known: Knowledge) -> None:
    """One of five is answered."""
    desk.choose("tingling", "stop-and-ask")
    found = check_homework(folder, known)

    assert found.answered == ("The leg tingles",)
    assert not found.complete
    assert "Answered 1 of 5." in found.as_text()
    assert "Still open: “Where to press”, “The ten steps in a safe order”" in found.as_text()


def test_right_and_wrong_read_the_same(
    desk: Desk, folder: Path, known: Knowledge, answer_all: Callable[[], None]
) -> None:
    """A dangerous answer changes no word."""
    answer_all()
    right = check_homework(folder, known)
    desk.choose("tingling", "good-sign")

    assert right.complete
    assert right.as_text() == check_homework(folder, known).as_text()


def test_what_cannot_be_used_is_told(folder: Path, known: Knowledge) -> None:
    """A file that was cut off is named, and left as it is."""
    (folder / "responses.json").write_text("{", encoding="utf-8")
    found = check_homework(folder, known)

    assert not found.complete
    assert "responses.json: it is cut off" in found.as_text()
    assert (folder / "responses.json").read_text("utf-8") == "{"


def test_a_folder_that_is_no_homework_is_told(tmp_path: Path, known: Knowledge) -> None:
    """The message says where to run it."""
    with pytest.raises(TablesideError, match="not in the folder"):
        check_homework(tmp_path, known)
