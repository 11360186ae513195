"""What became of the hand-ins, for the instructor at the terminal."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tableside.grading.collect import Fate, Outcome


def print_outcomes(outcomes: Sequence[Outcome], console: Console | None = None) -> bool:
    """Print one line for each hand-in and a count; return whether none was refused."""
    console = console or Console()
    table = Table("student", "assignment", "file", "what became of it", title="Hand-ins")
    for outcome in outcomes:
        told = [outcome.fate.value, *outcome.remarks]
        cells = (outcome.student, outcome.assignment, outcome.file, "\n".join(told))
        table.add_row(*(escape(cell) for cell in cells))
    if outcomes:
        console.print(table)
    counts = Counter(outcome.fate for outcome in outcomes)
    summary = ", ".join(f"{count} {fate.value}" for fate, count in counts.items())
    console.print(summary or "No hand-in files were found.")
    if counts[Fate.COLLECTED] or counts[Fate.COMPLETED]:
        console.print("Next: tableside grade ASSIGNMENT")
    return not counts[Fate.REFUSED]
