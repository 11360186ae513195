"""The autograded notebook: the one that was set, with each answer and its mark in place.

Written as nbgrader and nbformat would, without loading either: the cells that are the same for
everybody are made once.
"""

import json
from collections.abc import Mapping
from typing import Any

from tableside.grading.panels import answer_panel, mark_panel, mark_text
from tableside.grading.scores import auto_points
from tableside.grading.sheet import Sheet
from tableside.homework.marking import Mark, Status

Cell = dict[str, Any]

_INDENT = " "


class MarkedNotebook:
    """Makes the autograded notebooks of one assignment."""

    def __init__(self, sheet: Sheet, checksums: Mapping[str, str]) -> None:
        document = dict(sheet.notebook)
        cells = [_clean(cell, checksums) for cell in document.pop("cells")]
        self._parts = [(_grade_id(cell, sheet), cell, _dumped(cell)) for cell in cells]
        rest = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
        self._rest = rest.removeprefix("{")

    def text(self, marks: Mapping[str, Mark]) -> str:
        """Return the notebook of a student who earned *marks*, the same for the same marks."""
        cells = [
            static if name is None else _dumped(_marked(cell, marks[name]))
            for name, cell, static in self._parts
        ]
        listed = ",\n".join(cells)
        return f'{{\n "cells": [\n{listed}\n ],{self._rest}\n'


def _grade_id(cell: Cell, sheet: Sheet) -> str | None:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id")
    return name if name in sheet.written else None


def _clean(cell: Cell, checksums: Mapping[str, str]) -> Cell:
    """Return a cell as nbgrader starts from it: no outputs, the gradebook's checksum."""
    copy: Cell = json.loads(json.dumps(cell))
    if copy["cell_type"] == "code":
        copy |= {"outputs": [], "execution_count": None}
    about = copy["metadata"].get("nbgrader")
    if about and about.get("grade_id") in checksums:
        about["checksum"] = checksums[about["grade_id"]]
    return copy


def _marked(cell: Cell, mark: Mark) -> Cell:
    if cell["metadata"]["nbgrader"]["solution"]:
        if mark.status is Status.UNANSWERED:
            return cell
        source = f"{''.join(cell['source'])}\n\n{answer_panel(mark)}"
        return cell | {"source": _lines(source)}
    shown = {"text/html": _lines(mark_panel(mark)), "text/plain": _lines(mark_text(mark))}
    display = {"data": shown, "metadata": {}, "output_type": "display_data"}
    points = {
        "data": {"text/plain": [repr(auto_points(mark))]},
        "execution_count": 1,
        "metadata": {},
        "output_type": "execute_result",
    }
    return cell | {"outputs": [display, points], "execution_count": 1}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _dumped(cell: Cell) -> str:
    text = json.dumps(cell, indent=1, sort_keys=True, ensure_ascii=False)
    return "\n".join(_INDENT * 2 + line for line in text.split("\n"))
