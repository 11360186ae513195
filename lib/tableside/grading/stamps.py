"""When a hand-in was made: the time in ``timestamp.txt``, as the course and nbgrader write it."""

import re
from datetime import UTC, datetime
from pathlib import Path

STAMP_FILE = "timestamp.txt"

STAMP = "%Y-%m-%d %H:%M:%S UTC"
"""How the course writes it."""

_PLAIN = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?)(?: UTC)?")


def handed_in_at(folder: Path) -> datetime | None:
    """Return when the hand-in that lies in *folder* was made, if that can be read."""
    file = folder / STAMP_FILE
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > 200:
            return None
        return _read(file.read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None


def _read(text: str) -> datetime:
    if found := _PLAIN.fullmatch(text):
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    # Other time zones are nbgrader's to know; it takes seconds to load.
    from nbgrader.utils import parse_utc  # noqa: PLC0415

    stamp: datetime = parse_utc(text)
    return stamp.replace(tzinfo=UTC)
