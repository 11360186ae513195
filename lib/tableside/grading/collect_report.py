"""What became of the hand-ins, for the instructor at the terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tableside.grading.collect import Fate, Outcome
from tableside.grading.panels import printable

_MOST_LISTED = 20
"""So many hand-ins are all listed; of more, only those about which there is something to say."""


def print_outcomes(outcomes: Sequence[Outcome], console: Console | None = None) -> bool:
    """Print what is to be known of each hand-in, and a count; return whether none was refused."""
    console = console or Console()
    few = len(outcomes) <= _MOST_LISTED
    listed = [each for each in outcomes if few or each.remarks or each.fate is Fate.REFUSED]
    if listed:
        console.print(_table(listed))
    if len(listed) < len(outcomes):
        console.print(f"Nothing is to be said about the other {len(outcomes) - len(listed)}.")
    counts = Counter(outcome.fate for outcome in outcomes)
    summary = ", ".join(f"{count} {fate.value}" for fate, count in counts.items())
    console.print(summary or "No hand-in files were found.")
    new = {each.assignment for each in outcomes if each.fate in {Fate.COLLECTED, Fate.COMPLETED}}
    for name in sorted(new):
        console.print(f"Next: tableside grade {name}", markup=False, highlight=False)
    return not counts[Fate.REFUSED]


def _table(outcomes: Sequence[Outcome]) -> Table:
    table = Table(title="Hand-ins")
    for heading in ("student", "assignment", "file", "what became of it"):
        table.add_column(heading, overflow="fold")
    for outcome in outcomes:
        told = "\n".join([outcome.fate.value, *outcome.remarks])
        cells = (outcome.student, outcome.assignment, outcome.file, told)
        table.add_row(*(escape(printable(cell)) for cell in cells))
    return table
