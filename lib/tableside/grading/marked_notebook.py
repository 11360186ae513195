"""The autograded notebook: the one that was set, with each answer and its mark in place.

Written as nbgrader and nbformat would, without loading either: the cells that are the same for
everybody are made once.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from tableside.grading.panels import answer_panel, mark_panel, mark_text
from tableside.grading.scores import auto_points
from tableside.grading.sheet import Sheet
from tableside.homework.marking import Mark, Status

Cell = dict[str, Any]

_INDENT = " "

_HTML, _TEXT, _POINTS = "\0html", "\0text", "\0points"
"""Stand in a cell where each student's own lines go; no notebook holds such a character."""

_string = json.JSONEncoder(ensure_ascii=False).encode


class MarkedNotebook:
    """Makes the autograded notebooks of one assignment."""

    def __init__(self, sheet: Sheet, checksums: Mapping[str, str]) -> None:
        document = dict(sheet.notebook)
        cells = [_clean(cell, checksums) for cell in document.pop("cells")]
        self._parts = [_Part(cell, sheet) for cell in cells]
        rest = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False)
        self._rest = rest.removeprefix("{")

    def text(self, marks: Mapping[str, Mark]) -> str:
        """Return the notebook of a student who earned *marks*, the same for the same marks."""
        listed = ",\n".join([part.text(marks) for part in self._parts])
        return f'{{\n "cells": [\n{listed}\n ],{self._rest}\n'


class _Part:
    """One cell: written once, but for the lines that differ between students."""

    def __init__(self, cell: Cell, sheet: Sheet) -> None:
        self.name = _grade_id(cell, sheet)
        self.static = _dumped(cell)
        self.written = self.name is not None and sheet.written[self.name]
        self.source = "".join(cell["source"])
        if self.name is not None:
            self.pieces = _pieces(_dumped(_open(cell, written=self.written)))

    def text(self, marks: Mapping[str, Mark]) -> str:
        """Return the cell as JSON, with its mark if it has one."""
        if self.name is None:
            return self.static
        mark = marks[self.name]
        if not self.written:
            own = {_HTML: mark_panel(mark), _TEXT: mark_text(mark)}
            own[_POINTS] = repr(auto_points(mark))
        elif mark.status is Status.UNANSWERED:
            return self.static
        else:
            own = {_TEXT: f"{self.source}\n\n{answer_panel(mark)}"}
        return "".join(
            [
                piece if before is None else _listed(own[piece], before)
                for piece, before in self.pieces
            ]
        )


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


def _open(cell: Cell, *, written: bool) -> Cell:
    """Return a marked cell with open places: in its source, or in the outputs of the marker."""
    if written:
        return cell | {"source": [_TEXT]}
    shown = {"text/html": [_HTML], "text/plain": [_TEXT]}
    display = {"data": shown, "metadata": {}, "output_type": "display_data"}
    points = {
        "data": {"text/plain": [_POINTS]},
        "execution_count": 1,
        "metadata": {},
        "output_type": "execute_result",
    }
    return cell | {"outputs": [display, points], "execution_count": 1}


def _pieces(dumped: str) -> list[tuple[str, str | None]]:
    """Return a cell's JSON cut at its open places: each is named, with the space before it."""
    found: list[tuple[str, str | None]] = []
    for piece in re.split(r'( *"\\u0000[a-z]+")', dumped):
        place = piece.lstrip(" ")
        if place.startswith('"\\u0000'):
            found.append((json.loads(place), piece.removesuffix(place)))
        else:
            found.append((piece, None))
    return found


def _listed(text: str, before: str) -> str:
    """Return the lines of *text* as entries of a JSON list."""
    return ",\n".join([before + _string(line) for line in text.splitlines(keepends=True)])


def _dumped(cell: Cell) -> str:
    text = json.dumps(cell, indent=1, sort_keys=True, ensure_ascii=False)
    return "\n".join(_INDENT * 2 + line for line in text.split("\n"))
