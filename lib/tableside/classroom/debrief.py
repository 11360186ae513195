"""The notebook that looks back on a class, with its pictures; no name is in it."""

import json
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from tableside.classroom.pictures import class_png
from tableside.classroom.results import RunResults
from tableside.classroom.statistics import FEWEST, Board, board
from tableside.classroom.views import target_of
from tableside.homework.questions import Assignment


def debrief_notebook(runs: tuple[RunResults, ...], title: str, activities: Assignment) -> str:
    """Return the notebook as the text of an ``.ipynb`` file."""
    cells = [_text("title", f"# Looking back: {title}")]
    for each in runs:
        question = activities.find(each.run.question)
        found = board(list(each.in_time.values()))
        name = f"run-{each.number}"
        cells.append(_text(name, "\n".join(_lines(each.number, question.title, found))))
        shown = asdict(found) | {"target": target_of(question)}
        kept = {part: shown[part] for part in ("spread", "overlay", "heat", "count", "target")}
        if found.spread or found.overlay or found.heat:
            cells.append(_code(f"{name}-picture", json.dumps(kept)))
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _lines(number: int, title: str, found: Board) -> list[str]:
    lines = [f"## {number}. {title}", "", f"{found.count} results."]
    if not found.enough:
        return [*lines, f"They are shown together from {FEWEST} results on."]
    if found.spread is not None:
        middle = found.spread.middle
        safe = "none was safe" if middle is None else f"median of the safe ones {middle:g}"
        lines.append(f"Unsafe: {found.spread.unsafe}; {safe}.")
    for each in found.misconceptions:
        did = f" {each.did}" if each.did else f": {each.what}"
        lines += ["", f"**{each.count} of {each.of}**{did}", ""]
        lines += [f"- {line}" for line in each.reteach]
    if found.choices:
        lines += [
            "",
            *(f"- {'✓ ' * each.right}{each.count}: {each.words}" for each in found.choices),
        ]
    if found.confusion is not None:
        names = found.confusion.chosen
        lines += ["", f"| right ↓ decided → | {' | '.join(names)} |", f"|---{'|---' * len(names)}|"]
        for right, counts in zip(found.confusion.right, found.confusion.counts, strict=True):
            lines.append(f"| {right} | {' | '.join(map(str, counts))} |")
    return lines


def _text(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _code(name: str, kept: str) -> dict[str, Any]:
    """Return the cell of a picture, with the picture: it is there without being run."""
    png, alt = class_png(kept)
    data = {"image/png": b64encode(png).decode(), "text/plain": alt}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {"jupyter": {"source_hidden": True}},  # nothing but numbers
        "source": (
            "from tableside.classroom.pictures import class_picture\n\n"
            f"class_picture({json.dumps(kept)})"
        ),
        "execution_count": 1,
        "outputs": [
            {"output_type": "execute_result", "execution_count": 1, "data": data, "metadata": {}}
        ],
    }
