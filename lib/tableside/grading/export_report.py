"""What was exported, for the instructor at the terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tableside.grading.export import Exported
from tableside.grading.panels import printable

_NAMED = 12


def print_exported(
    exported: Exported, to: Path, *, so_far: bool, console: Console | None = None
) -> None:
    """Print which files were written, and for whom something is still open."""
    console = console or Console()
    lines = [f"Written to {to}:"]
    lines += [f"  {file.name}" for file in exported.files if file.parent == to]
    pages = sum(file.parent != to for file in exported.files)
    lines.append(f"  feedback/ with a zip for each student ({pages})")
    lines.append(
        f"In Moodle, map “Username” to username, and “{exported.assignment}” to a grade item of "
        f"{exported.most:g} points made before; a new one would count to 100."
    )
    if exported.waiting:
        rows = "have what they earned so far" if so_far else "are left out (--so-far adds them)"
        lines.append(
            f"Waiting for marks by hand ({len(exported.waiting)}): "
            f"{_some(exported.waiting)}. In the files for Canvas and Moodle they {rows}."
        )
    if exported.without_page:
        lines.append(f"Without a feedback page: {_some(exported.without_page)}.")
    console.print("\n".join(map(printable, lines)), markup=False, highlight=False)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
