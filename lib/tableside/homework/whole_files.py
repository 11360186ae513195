"""Write files so that a reader finds the old one or the new one, never half of either."""

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write *text* into *file*, all of it or nothing."""
    write_bytes_whole(file, text.encode())


def write_bytes_whole(file: Path, content: bytes) -> None:
    """Write *content* as ``write_whole`` writes a text."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    try:
        with os.fdopen(handle, "wb") as draft:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def set_aside(file: Path) -> None:
    """Keep a copy of *file* beside it, under a name that says that it could not be read."""
    number = 1
    while (kept := file.with_name(f"{file.stem}-unreadable-{number}{file.suffix}")).exists():
        number += 1
    kept.write_bytes(file.read_bytes())
