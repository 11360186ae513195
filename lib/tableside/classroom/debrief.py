"""The notebook that looks back on a class: no name in it, and its pictures made when it is run."""

import json
from dataclasses import asdict
from typing import Any

from tableside.classroom.results import RunResults
from tableside.classroom.statistics import FEWEST, Board, board
from tableside.homework.questions import Assignment, ChoiceQuestion


def debrief_notebook(runs: tuple[RunResults, ...], title: str, activities: Assignment) -> str:
    """Return the notebook as the text of an ``.ipynb`` file."""
    cells = [_text("title", f"# Looking back: {title}")]
    for each in runs:
        question = activities.find(each.run.question)
        found = board(list(each.in_time.values()), choices=isinstance(question, ChoiceQuestion))
        name = f"run-{each.number}"
        cells.append(_text(name, "\n".join(_lines(each.number, question.title, found))))
        if found.enough:
            cells.append(_code(f"{name}-picture", _picture(found)))
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
        lines += ["", f"**{each.count} of {each.of}**: {each.what}", ""]
        lines += [f"- {line}" for line in each.reteach]
    if found.confusion is not None:
        names = found.confusion.chosen
        lines += ["", f"| right ↓ decided → | {' | '.join(names)} |", f"|---{'|---' * len(names)}|"]
        for right, counts in zip(found.confusion.right, found.confusion.counts, strict=True):
            lines.append(f"| {right} | {' | '.join(map(str, counts))} |")
    return lines


def _picture(found: Board) -> str:
    kept = {part: asdict(found)[part] for part in ("spread", "overlay", "heat", "count")}
    return (
        "from tableside.classroom.pictures import class_picture\n\n"
        f"class_picture({json.dumps(json.dumps(kept))})"
    )


def _text(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _code(name: str, text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": text,
        "execution_count": None,
        "outputs": [],
    }
