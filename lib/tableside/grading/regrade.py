"""What changed rules do to marks that were given before: shown first, written when confirmed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.grading.panels import printable
from tableside.grading.results import Change
from tableside.grading.sheet import open_sheet
from tableside.homework.marking import Advice, Mark

Confirm = Callable[[str], bool]
"""Asks the person at the terminal a question."""


def regrade(
    course: CourseFolder,
    name: str,
    confirm: Confirm,
    *,
    explain: bool = False,
    console: Console | None = None,
) -> tuple[Change, ...]:
    """Show every mark of *name* that the rules of today change; write them if *confirm* agrees.

    Returns the changes that were written; none, if there are none or nobody agreed. Hand marks
    stay, and where their question's mark changes they are asked for again.
    """
    console = console or Console()
    rules = open_sheet(course, name).rules
    seen = grade(course, name, Choice(write=False))
    found = tuple(change for result in seen for change in result.changes)
    if not found:
        console.print(f"The rules of today change no mark of {name} that was given before.")
        return ()
    _print_changes(found, console, explain=explain)
    if not confirm(f"Write what this table shows ({len(found)})?"):
        console.print("Nothing was written.")
        return ()
    # Only the rules that were shown are agreed to: if they changed meanwhile, nothing is.
    done = grade(course, name, Choice(accept=rules))
    left = {each.student for each in done if each.changes}
    written = tuple(each for each in found if each.student not in left)
    many = "1 change was" if len(written) == 1 else f"{len(written)} changes were"
    console.print(f"{many} written, and the feedback pages made anew.")
    return written


def reasons(change: Change) -> tuple[Advice, ...]:
    """Return the rules that speak for the new mark, or that no longer speak against it."""
    before, after = set(change.before.feedback), set(change.after.feedback)
    now = tuple(each for each in change.after.feedback if each not in before)
    return now or tuple(each for each in change.before.feedback if each not in after)


def _print_changes(found: Sequence[Change], console: Console, *, explain: bool) -> None:
    table = Table("student", "question", "from", "to", "because", title="Marks that change")
    table.show_lines = explain
    for change in found:
        because = _explained(change) if explain else _rules(change)
        cells = (
            change.student,
            change.after.title,
            _told(change.before),
            _told(change.after),
            because,
        )
        table.add_row(*(escape(printable(cell)) for cell in cells))
    console.print(table)
    counts = Counter(_rules(change) for change in found)
    for rule, count in counts.most_common():
        console.print(f"{count} by {printable(rule)}", markup=False, highlight=False)


def _told(mark: Mark) -> str:
    points = "by hand" if mark.points is None else f"{mark.points:g} of {mark.out_of:g}"
    return points if mark.safe else f"{points}, unsafe"


def _rules(change: Change) -> str:
    names = dict.fromkeys(each.rule or "its scoring" for each in reasons(change))
    return ", ".join(names) or "its scoring"


def _explained(change: Change) -> str:
    lines: Iterable[str] = (
        f"{each.rule}: {each}" if each.rule else str(each) for each in reasons(change)
    )
    return "\n".join([*lines, f"Changed since: {', '.join(change.because) or 'nothing'}."])
