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
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum

Resources = dict[str, Any]


class HandInExporter(NotebookExporter):
    """Read the assignment's own notebook where nbgrader would read a submitted one."""

    def from_filename(  # type: ignore[override]  # the text is what this exporter returns
        self, filename: str, resources: Resources | None = None, **options: object
    ) -> tuple[str, Resources]:
        """Return the notebook as text, as nbgrader expects it, and its resources."""
        course = self.course()
        resources = resources or {}
        place = resources["nbgrader"]
        student, assignment = place["student"], place["assignment"]
        submitted = course.format_path(course.submitted_directory, student, assignment)
        if Path(filename).parent != Path(submitted):
            text, resources = super().from_filename(filename, resources=resources, **options)
        else:
            source = Path(course.format_path(course.source_directory, ".", assignment))
            original = as_set(source / f"{place['notebook']}.ipynb")
            resources["metadata"] = {"path": submitted, "name": place["notebook"]}
            text, resources = super().from_notebook_node(  # type: ignore[no-untyped-call]
                original, resources=resources, **options
            )
        return str(text), resources

    def course(self) -> CourseDirectory:
        """Return the course of the converter that this exporter works for."""
        if self.parent is None:
            raise TypeError("this exporter belongs to nbgrader's autograde")
        return self.parent.coursedir


def as_set(source: Path) -> NotebookNode:
    """Return an assignment's notebook with the checksums that nbgrader compares answers with."""
    notebook: NotebookNode = nbformat.read(source, as_version=4)
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return notebook
