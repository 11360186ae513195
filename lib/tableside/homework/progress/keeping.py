"""The file in which is kept what was tried, beside the lesson that it was tried in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tableside.homework.desk import write_whole
from tableside.homework.progress.record import (
    EMPTY,
    FILE,
    ProgressError,
    ProgressRecord,
    read,
    to_text,
    with_tried,
)


def load(folder: Path) -> ProgressRecord:
    """Return the record in *folder*, an empty one if there is none.

    Raises ProgressError if the file is there and cannot be used; nothing is changed.
    """
    try:
        return read((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return EMPTY
    except OSError as error:
        raise ProgressError(f"it cannot be opened ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ProgressError("it is no text") from None


def keep_tried(
    key: str, folder: Path | None = None, *, clock: Callable[[], datetime] | None = None
) -> None:
    """Keep that *key* was tried now; a file that cannot be used is put aside first.

    Never raises: a question answers even where nothing can be written.
    """
    place = folder or Path.cwd()
    now = clock() if clock else datetime.now(UTC)
    try:
        try:
            record = load(place)
        except ProgressError:
            _put_aside(place / FILE)
            record = EMPTY
        write_whole(place / FILE, to_text(with_tried(record, key, now)))
    except (OSError, ProgressError):
        return


def _put_aside(file: Path) -> None:
    number = 1
    while (kept := file.with_name(f"{file.stem}-unreadable-{number}{file.suffix}")).exists():
        number += 1
    file.rename(kept)
