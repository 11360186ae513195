"""What a marking came to, for the instructor at the terminal."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tableside.grading.course_folder import CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.grading.grade import Progress as Told
from tableside.grading.panels import printable
from tableside.grading.results import Result, What
from tableside.grading.unusual import print_unusual

_SECONDS_BETWEEN = 0.1
"""The bar is drawn anew no more often than this."""


def grade_and_print(course: CourseFolder, name: str, choice: Choice) -> bool:
    """Mark the hand-ins for *name* and show it; return whether none was refused."""
    start = time.monotonic()
    total = 1 if choice.student else len(course.students(name))
    with progress_bar(f"Marking {name}", total) as told:
        results = grade(course, name, choice, told)
    return print_results(name, results, time.monotonic() - start)


@contextmanager
def progress_bar(what: str, total: int, console: Console | None = None) -> Iterator[Told]:
    """Show a bar while hand-ins are marked; yield what to call with how many more are done."""
    words = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    # Without a thread of its own, so that the workers can start as copies of this program.
    bar = Progress(
        *words, TimeRemainingColumn(), console=console, transient=True, auto_refresh=False
    )
    with bar:
        task = bar.add_task(escape(printable(what)), total=total)
        drawn = 0.0

        def told(more: int) -> None:
            nonlocal drawn
            bar.advance(task, more)
            if time.monotonic() - drawn > _SECONDS_BETWEEN:
                bar.refresh()
                drawn = time.monotonic()

        yield told


def print_results(
    name: str, results: Sequence[Result], seconds: float, console: Console | None = None
) -> bool:
    """Print the summary and everything unusual; return whether nobody was refused."""
    console = console or Console()
    counts = Counter(result.what for result in results)
    if counts[What.SAME] == len(results):
        console.print(
            f"{name}: {_hand_ins(len(results))}, marked before, and nothing has changed since. "
            f"Nothing was written. What was unusual is told again by: tableside report {name}"
        )
        return True
    _print_unusual(results, console)
    console.print(_summary(name, results, counts, seconds))
    if counts[What.WAITING]:
        console.print(
            f"The rules changed, and with them the marks of {counts[What.WAITING]} hand-ins that "
            f"were marked before. They were left as they are. To see and decide: "
            f"tableside regrade {name} --explain"
        )
    if any(result.tally.by_hand or result.tally.unreadable for result in results):
        console.print("What waits for you is in formgrader, in JupyterLab's menu Nbgrader.")
    return not counts[What.REFUSED]


def _print_unusual(results: Sequence[Result], console: Console) -> None:
    """Print who handed in something out of the ordinary; news only, not what was told before."""
    told = (What.SAME, What.AGREED)
    news = [each for each in results if each.what not in told]
    print_unusual([(each.student, each.repaired, each.remarks) for each in news], console)


def _summary(name: str, results: Sequence[Result], counts: Counter[What], seconds: float) -> Table:
    table = Table(title=f"{name}: {_hand_ins(len(results))} in {seconds:.1f} s", show_header=False)
    for what, count in counts.items():
        table.add_row(what.value, str(count))
    marked = [result.tally for result in results if result.what is not What.REFUSED]
    if marked:
        average = sum(each.points for each in marked) / len(marked)
        table.add_row("points on average, so far", f"{average:.1f} of {marked[0].out_of:g}")
    for words, field in (
        ("texts that wait for your mark", "by_hand"),
        ("answers that cannot be read, and wait for you", "unreadable"),
        ("answers that could harm a client", "unsafe"),
    ):
        table.add_row(words, str(sum(getattr(each, field) for each in marked)))
    repaired = sum(bool(result.repaired) for result in results)
    table.add_row("hand-ins with something put right", str(repaired))
    table.add_row(
        "hand-ins with something to be looked at", str(sum(bool(r.remarks) for r in results))
    )
    return table


def _hand_ins(count: int) -> str:
    return f"{count} hand-in{'' if count == 1 else 's'}"
