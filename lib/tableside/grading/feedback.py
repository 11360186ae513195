"""What a feedback page shows: questions, answers and reasons, without the code behind them."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

Result = tuple[NotebookNode, ResourcesDict]


class HideCode(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Leave out what a student never met: lines of code, and the points as bare numbers."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> Result:
        """Return the notebook with its texts, and each marked question as its panel alone."""
        shown = [cell for cell in nb.cells if cell.cell_type != "code" or is_grade(cell)]
        nb.cells = [_panel(cell) if cell.cell_type == "code" else cell for cell in shown]
        return nb, resources


def _panel(cell: NotebookNode) -> NotebookNode:
    """Return the panel that the marker wrote below *cell*, in the cell's place."""
    panels = [output.data["text/html"] for output in cell.outputs if "text/html" in output.data]
    return NotebookNode(
        cell_type="markdown", id=cell.id, metadata=cell.metadata, source="".join(panels)
    )
