"""File ▸ Print in JupyterLab: questions with the answers that are saved, and no code.

JupyterLab loads this as it starts, and what marks homework only when somebody prints.
"""

import re
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4

from tableside.errors import TablesideError

ASKED = re.compile(r'^ask\("([^"]+)"\)', re.MULTILINE)
BOX = (
    '<div class="mathjax_ignore tex2jax_ignore" style="border: 1px solid; padding: 0.5em 1em; '
    'white-space: pre-wrap; break-inside: avoid">{text}</div>'
)


class ForPaper(Preprocessor):
    """Make a notebook ready to be read on paper (a step of nbconvert)."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the notebook as it is printed; pages of nbgrader's own stay as they are."""
        if getattr(self.parent, "template_name", "") in {"formgrade", "feedback"}:
            return nb, resources
        boxes = homework_boxes(Path(resources.get("metadata", {}).get("path") or "."))
        for cell in nb.cells:
            if cell.cell_type == "code":
                _show(cell, boxes)
        return nb, resources


def homework_boxes(folder: Path) -> dict[str, str]:
    """Return what is printed for each question of the homework in *folder*, and for its top.

    The top has the empty name. Nothing is returned where no homework lies, or none can be read.
    """
    if not (folder / "questions.toml").is_file():
        return {}
    from tableside.grading.panels import harmless, harmless_answer  # noqa: PLC0415 - see above
    from tableside.homework.last_check import check_homework  # noqa: PLC0415
    from tableside.homework.on_paper import on_paper  # noqa: PLC0415
    from tableside.knowledge import knowledge  # noqa: PLC0415

    try:
        papers = on_paper(folder, knowledge())
        top = check_homework(folder, knowledge()).as_text()
    except TablesideError:
        return {}
    boxes = {
        name: f"{harmless(each.question)}<br><br><b>Your answer:</b>{harmless_answer(each.answer)}"
        for name, each in papers.items()
    }
    return {name: BOX.format(text=text) for name, text in ({"": harmless(top)} | boxes).items()}


def _show(cell: NotebookNode, boxes: dict[str, str]) -> None:
    """Put what is printed in the place of what a cell shows, and leave its code out."""
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        cell.metadata["transient"] = {"remove_source": True}
    asked = ASKED.search(cell.source)
    name = "" if "progress()" in cell.source else asked.group(1) if asked else None
    if name in boxes:
        cell.outputs = [v4.new_output("display_data", data={"text/html": boxes[name]})]
    cell.outputs = [_without_start(each) for each in cell.outputs]


def _without_start(output: NotebookNode) -> NotebookNode:
    """Return an output without its number, and without what to press to bring it to life."""
    from tableside.widgets._base import START  # noqa: PLC0415 - widgets take time to load

    if output.output_type not in {"execute_result", "display_data"}:
        return output
    data: dict[str, Any] = dict(output.data)
    if "text/html" in data:
        data["text/html"] = "".join(data["text/html"]).replace(f"{START}<br>", "")
    shown: NotebookNode = v4.new_output("display_data", data=data, metadata=output.metadata)
    return shown
