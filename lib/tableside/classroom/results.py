"""What is left after a class: every result as a table."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from tableside.classroom.result import Judged
from tableside.classroom.room import Room
from tableside.classroom.session import ClassState, Run
from tableside.classroom.views import called
from tableside.homework.questions import Assignment

_UNSAFE_STARTS = ("=", "+", "-", "@", "\t", "\r")

COLUMNS = (
    "student", "activity", "run", "points", "safe", "late", "answer", "rule", "what", "result",
    "id", "member",
)  # fmt: skip
"""What the table has: the last two tell activities and students apart whose names are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResults:
    """The results of one run, by member."""

    run: Run
    number: int
    """Which run of the class it was, from 1."""
    in_time: Mapping[str, Judged]
    late: Mapping[str, Judged]


async def gathered(room: Room) -> tuple[RunResults, ...]:
    """Return the results of every run of a class, worked out anew where nobody did yet."""
    return tuple(
        [
            RunResults(
                run=run,
                number=number,
                in_time=await room.results(run),
                late=await room.results(run, late=True),
            )
            for number, run in enumerate(list(room.state.runs.values()), 1)
        ]
    )


def results_csv(runs: tuple[RunResults, ...], state: ClassState, activities: Assignment) -> str:
    """Return one line for each result and rule that it broke; one line if it broke none."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    names = called(state)
    for each in runs:
        title = activities.find(each.run.question).title
        for late, results in ((False, each.in_time), (True, each.late)):
            for member, result in results.items():
                who = names.get(member, member)
                points = "" if result.points is None else round(result.points, 2)
                row = [who, title, each.number, points, _yes(result.safe), _yes(late)]
                answer = result.answer.replace("\n", "; ")
                faults = [(fault.rule, fault.what) for fault in result.faults] or [("", "")]
                for rule, what in faults:
                    cells = [*row, answer, rule, what, result.headline, each.run.question, member]
                    table.writerow([_plain(cell) for cell in cells])
    return text.getvalue()


def _yes(value: bool) -> str:  # noqa: FBT001 - a word for a value
    return "yes" if value else "no"


def _plain(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell.startswith(_UNSAFE_STARTS):
        return f"'{cell}"
    return cell
