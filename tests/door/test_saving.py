"""What of a live notebook goes to disk."""

from typing import Any

from tableside.lab.saving import WIDGET_VIEW, keep_text_equals


def notebook(**shown: str) -> dict[str, Any]:
    """Return a notebook, as Jupyter saves it, whose one cell shows something."""
    output = {"output_type": "execute_result", "data": {WIDGET_VIEW: {"model_id": "x"}} | shown}
    return {"type": "notebook", "content": {"cells": [{"cell_type": "code", "outputs": [output]}]}}


def test_a_live_widget_is_saved_as_its_text_equal() -> None:
    """The next session shows the text instead of an error."""
    model = notebook(**{"text/html": "<p>Run me</p>", "text/plain": "Run me"})
    keep_text_equals(model)

    (cell,) = model["content"]["cells"]
    assert cell["outputs"][0]["data"] == {"text/html": "<p>Run me</p>", "text/plain": "Run me"}


def test_widgets_of_others_are_left_alone() -> None:
    """What has no page of its own to show keeps its id."""
    model = notebook(**{"text/plain": "IntSlider(value=0)"})
    keep_text_equals(model)

    (cell,) = model["content"]["cells"]
    assert WIDGET_VIEW in cell["outputs"][0]["data"]


def test_other_files_pass_untouched() -> None:
    """A text, or a notebook without its content, is no concern of the hook."""
    model = {"type": "file", "content": "text"}
    keep_text_equals(model, path="a.txt")
    keep_text_equals({"type": "notebook", "content": None})

    assert model == {"type": "file", "content": "text"}
