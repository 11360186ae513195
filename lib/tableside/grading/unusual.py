"""What was out of the ordinary about hand-ins, for the instructor at the terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tableside.grading.panels import printable

Noticed = tuple[str, Sequence[str], Sequence[str]]
"""A student, what was put right, and what is to be looked at."""


def print_unusual(noticed: Iterable[Noticed], console: Console) -> None:
    """Print whose hand-in was out of the ordinary, and how."""
    table = Table(title="Unusual", show_lines=True)
    for heading in ("student", "put right by itself", "to be looked at"):
        table.add_column(heading, overflow="fold")
    for student, repaired, remarks in noticed:
        if repaired or remarks:
            cells = (student, "\n".join(repaired), "\n".join(remarks))
            table.add_row(*(escape(printable(cell)) for cell in cells))
    if table.row_count:
        console.print(table)
