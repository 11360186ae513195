"""What of a live notebook goes to disk."""

from typing import Any

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def keep_text_equals(model: dict[str, Any], **_: object) -> None:
    """Leave the ids of live widgets out of a notebook that is saved (a Jupyter pre-save hook).

    An id means nothing to the next session, which would show an error in its place; without it
    the widget's text equal shows, which says how to start the widget.
    """
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    for cell in model["content"].get("cells", []):
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            if "text/html" in shown:
                shown.pop(WIDGET_VIEW, None)
