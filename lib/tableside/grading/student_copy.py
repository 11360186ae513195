"""A student's own copy of an assignment, as nbgrader would release it, without a gradebook."""

import shutil
from pathlib import Path

import nbformat
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    LockCells,
)

from tableside.homework.questions import QUESTIONS_FILE


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
    for step in (*steps, ClearMarkScheme(), ComputeChecksums()):
        notebook, _ = step.preprocess(notebook, {})
    place.mkdir(parents=True)
    nbformat.write(notebook, place / name)
    shutil.copyfile(assignment / QUESTIONS_FILE, place / QUESTIONS_FILE)
