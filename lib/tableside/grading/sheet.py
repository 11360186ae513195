"""An assignment as it is marked: its questions, its notebook, and how the two belong together."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tableside.grading.course_folder import CourseError, CourseFolder
from tableside.grading.rules import rules_digests, rules_key
from tableside.homework.folder import open_assignment
from tableside.homework.questions import Assignment
from tableside.knowledge import knowledge

Cell = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything that is the same for all students of an assignment."""

    assignment: Assignment
    notebook: dict[str, Any]
    """The notebook as it was set: the JSON document."""
    written: Mapping[str, bool]
    """Each marked cell by its name: whether its answer is a text, marked by hand."""
    rules: str
    """What the marks depend on, as ``rules_key`` tells it."""

    @property
    def name(self) -> str:
        """The assignment's name, which its folder and its notebook have as well."""
        return self.assignment.id


def open_sheet(course: CourseFolder, name: str) -> Sheet:
    """Return the assignment *name* of *course*, ready to be marked.

    Raises ``CourseError`` if its notebook and its questions do not belong together: a cell
    without a question would earn full marks in nbgrader.
    """
    file = course.source(name)
    assignment = open_assignment(file.parent, knowledge())
    notebook = _notebook(file)
    cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in graded_cells(notebook)}
    _check(assignment, cells, file)
    written = {key: bool(cell["metadata"]["nbgrader"]["solution"]) for key, cell in cells.items()}
    rules = rules_key(rules_digests(file.parent))
    return Sheet(assignment=assignment, notebook=notebook, written=written, rules=rules)


def graded_cells(notebook: Mapping[str, Any]) -> list[Cell]:
    """Return the cells of a notebook of ours that carry points."""
    return [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]


def _notebook(file: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise CourseError(f"{file} is no notebook ({error}). Build the notebooks again.") from None
    return document


def _check(assignment: Assignment, cells: Mapping[str, Cell], file: Path) -> None:
    asked = {question.id: question.points for question in assignment.question}
    faults = [f"the cell {name!r} has no question" for name in cells if name not in asked]
    faults += [f"the question {name!r} has no cell" for name in asked if name not in cells]
    for name in asked.keys() & cells.keys():
        points = float(cells[name]["metadata"]["nbgrader"]["points"])
        if points != asked[name]:
            faults.append(f"{name!r} has {asked[name]:g} points, and {points:g} in its cell")
    if faults:
        told = "\n".join(sorted(faults))
        raise CourseError(f"{file} does not fit its questions; build it again:\n{told}")
