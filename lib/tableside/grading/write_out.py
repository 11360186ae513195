"""Write what can be made again: whole or not at all, and quickly."""

import os
import stat
from pathlib import Path

DRAFT = ".tableside-draft-"
"""How the name of a file begins that is not yet whole; one that is left over is of no use."""


def write_out(file: Path, content: str | bytes) -> None:
    """Put *content* where *file* is, so that a reader finds the old file or the new, never half.

    It is not forced to the disk: what is lost with the power is made again by the next marking.
    """
    data = content if isinstance(content, bytes) else content.encode()
    draft = file.with_name(f"{DRAFT}{os.getpid()}-{file.name}")
    try:
        draft.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
    try:
        draft.replace(file)
    except PermissionError:
        # nbgrader makes its files read-only, which keeps Windows from replacing them.
        file.chmod(stat.S_IREAD | stat.S_IWRITE)
        draft.replace(file)


def remove_drafts(root: Path, assignment: str) -> None:
    """Remove what a marking left half-written when it was stopped."""
    for step in ("autograded", "feedback"):
        for draft in (root / step).glob(f"*/{assignment}/{DRAFT}*"):
            draft.unlink(missing_ok=True)
