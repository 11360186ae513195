"""A student's own copy of an assignment, as nbgrader would release it, without a gradebook."""

import shutil
from pathlib import Path

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    LockCells,
    NbGraderPreprocessor,
)
from nbgrader.utils import is_solution

from tableside.homework.questions import QUESTIONS_FILE


class ForgetWritten(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take from written questions the checksum by which nbgrader would call them unanswered.

    Their answers lie beside the notebook, whose text stays as it was; grading puts it back.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Return the cell, without its checksum if an answer could be written into it."""
        del cell_index
        if is_solution(cell):
            cell.metadata.nbgrader.pop("checksum", None)
        return cell, resources


def lay_out_homework(source: Path, homework: Path) -> tuple[str, ...]:
    """Give a student every assignment of *source* that is not yet in *homework*.

    Returns the names of the new ones. What a student has is never touched.
    """
    new = []
    for assignment in sorted(each for each in source.glob("*") if each.is_dir()):
        place = homework / assignment.name
        if not place.exists():
            copy_assignment(assignment, place)
            new.append(assignment.name)
    return tuple(new)


def copy_assignment(assignment: Path, place: Path) -> None:
    """Write the students' version of the folder *assignment* to *place*."""
    name = f"{assignment.name}.ipynb"
    notebook = nbformat.read(assignment / name, as_version=4)
    steps = (LockCells(lock_all_cells=True), ClearOutput(), ClearHiddenTests())
    for step in (*steps, ClearMarkScheme(), ComputeChecksums(), ForgetWritten()):
        notebook, _ = step.preprocess(notebook, {})
    place.mkdir(parents=True)
    nbformat.write(notebook, place / name)
    shutil.copyfile(assignment / QUESTIONS_FILE, place / QUESTIONS_FILE)
