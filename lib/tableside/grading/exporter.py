"""Let nbgrader start from the assignment as it was set, whatever became of a student's notebook.

The answers are in ``responses.json``, so the student's notebook holds nothing that is marked.
One that was renamed, cut off, taken apart or tampered with therefore changes no mark, and stops
no class. The file itself stays in ``submitted/``, untouched.
"""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

Resources = dict[str, Any]


class HandInExporter(NotebookExporter):  # type: ignore[misc]  # nbconvert has no types
    """Read the assignment's own notebook where nbgrader would read a submitted one."""

    def from_filename(
        self, filename: str, resources: Resources | None = None, **kwargs: Any
    ) -> tuple[str, Resources]:
        """Return the notebook as text, as nbgrader expects it, and its resources."""
        course = self.parent.coursedir
        place = (resources or {})["nbgrader"]
        submitted = course.format_path(
            course.submitted_directory, place["student"], place["assignment"]
        )
        if Path(filename).parent != Path(submitted):
            return super().from_filename(filename, resources=resources, **kwargs)
        source = course.format_path(course.source_directory, ".", place["assignment"])
        original = as_set(Path(source) / f"{place['notebook']}.ipynb")
        resources = {**(resources or {}), "metadata": {"path": str(submitted), "name": place["notebook"]}}
        return self.from_notebook_node(original, resources=resources, **kwargs)


def as_set(source: Path) -> NotebookNode:
    """Return an assignment's notebook with the checksums that nbgrader compares answers with."""
    notebook = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return notebook
