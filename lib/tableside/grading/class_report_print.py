"""How a class did, for the instructor at the terminal."""

import dataclasses
import json
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tableside.grading.class_report import ClassReport, Item
from tableside.grading.class_work import Alike
from tableside.grading.item_statistics import Estimate
from tableside.grading.panels import printable
from tableside.grading.unusual import print_unusual

_MOST_RULES = 10
_MOST_GROUPS = 30
_MOST_NAMED = 12


def report_json(report: ClassReport) -> str:
    """Return the report as JSON, for programs; in ASCII, which every terminal passes on."""
    return json.dumps(dataclasses.asdict(report), indent=2)


def print_report(report: ClassReport, console: Console | None = None) -> None:
    """Print how the questions did, which rules were broken, how long it took, and what is alike."""
    console = console or Console()
    console.print(_items(report))
    for item in report.items:
        if item.answers:
            console.print(_answers(item))
    _print_rules(report, console)
    if report.minutes is not None:
        low, middle, high = report.minutes
        console.print(
            f"Time between first and last answer, without long pauses: half of the class took "
            f"{low:.0f} to {high:.0f} minutes, {middle:.0f} in the middle."
        )
    _print_alike(report, console)
    print_unusual(report.unusual, console)


def _items(report: ClassReport) -> Table:
    title = f"{report.assignment}: {report.students} marked hand-ins"
    caption = (
        "Earned: average share of the points, with the range that holds it 95 times in 100. "
        "Tells apart: correlation with all other questions; below 0 look at the question."
    )
    table = Table("question", "answered", "earned", "tells apart", "unsafe", title=title)
    table.caption = caption
    for item in report.items:
        shown = (
            item.title,
            str(item.answered),
            f"{item.waiting} to mark" if item.waiting else _estimate(item.difficulty, percent=True),
            "" if item.waiting else _estimate(item.discrimination, percent=False),
            str(item.unsafe),
        )
        table.add_row(*(escape(printable(cell)) for cell in shown))
    return table


def _estimate(found: Estimate | None, *, percent: bool) -> str:
    if found is None:
        return "too few"
    if percent:
        return f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%})"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"


def _answers(item: Item) -> Table:
    table = Table("answer", "given by", "of these, in the better half", title=escape(item.title))
    for each in item.answers:
        text = f"{each.text}{'  (right)' if each.right else ''}"
        table.add_row(escape(printable(text)), str(each.count), str(each.strong))
    return table


def _print_rules(report: ClassReport, console: Console) -> None:
    if not report.misconceptions:
        return
    table = Table("students", "rule", "as it was told", title="What to teach again")
    for each in report.misconceptions[:_MOST_RULES]:
        count = f"{each.students} of {report.students}"
        rule = f"{each.rule}{', could harm' if each.safety else ''}"
        table.add_row(count, escape(printable(rule)), escape(printable(each.told)))
    console.print(table)


def _print_alike(report: ClassReport, console: Console) -> None:
    groups = list(_groups(report.alike))
    if not groups:
        return
    table = Table("question", "students", "what", title="Did these work together?")
    table.caption = (
        "A question, not a verdict: they may have shared a computer, or mixed up their files."
    )
    for question, what, students in groups[:_MOST_GROUPS]:
        more = f" and {len(students) - _MOST_NAMED} more" if len(students) > _MOST_NAMED else ""
        cells = (question, f"{', '.join(students[:_MOST_NAMED])}{more}", what)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    console.print(table)
    if (left := len(groups) - _MOST_GROUPS) > 0:
        console.print(f"… and {left} more; --json tells all.")


def _groups(alike: Iterable[Alike]) -> Iterable[tuple[str, str, list[str]]]:
    """Yield students who are joined by likeness, directly or through others, question by question.

    Ten who share one recording are one line, and not forty-five pairs.
    """
    joined: dict[tuple[str, str], dict[str, set[str]]] = {}
    for each in alike:
        groups = joined.setdefault((each.question, each.what), {})
        one, other = (groups.get(student, {student}) for student in each.pair)
        if one is not other:
            one |= other
            groups.update(dict.fromkeys(one, one))
    for (question, what), groups in joined.items():
        for group in {id(group): group for group in groups.values()}.values():
            yield question, what, sorted(group)
