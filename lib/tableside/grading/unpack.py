"""Hand-in files as they arrive: alone, or packed by the hundred by a school's site."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tableside.grading.limits import DEEPEST_ZIP, LARGEST_ARCHIVE, MOST_PACKED
from tableside.grading.survey import INSIDE
from tableside.homework.archive import MANIFEST, ZIP_FAULTS

Arrived = tuple[str, bytes | str]
"""A hand-in file's name with its bytes; or with why it cannot be read."""


def hand_in_files(file: Path) -> Iterator[Arrived]:
    """Yield the hand-in files that *file* is or holds; what is too large is named with a reason."""
    if not file.is_file():
        yield file.name, "there is no such file"
        return
    try:
        with file.open("rb") as opened:
            if _packs(opened):
                yield from _packed(file.name, opened, DEEPEST_ZIP)
                return
        large = file.stat().st_size > LARGEST_ARCHIVE
        yield file.name, "it is too large for a hand-in file" if large else file.read_bytes()
    except OSError as error:
        yield file.name, f"it cannot be opened ({error.strerror})"


def _packs(opened: IO[bytes]) -> bool:
    """Return whether a file is a zip that holds zip files and is no hand-in file itself."""
    try:
        with zipfile.ZipFile(opened) as archive:
            names = archive.namelist()
    except ZIP_FAULTS:
        return False
    return MANIFEST not in names and any(name.lower().endswith(".zip") for name in names)


def _packed(place: str, opened: IO[bytes], depth: int) -> Iterator[Arrived]:
    """Yield the zip files inside a zip file, one at a time, down to *depth*."""
    with zipfile.ZipFile(opened) as archive:
        inner = [each for each in archive.infolist() if each.filename.lower().endswith(".zip")]
        if len(inner) > MOST_PACKED:
            yield (
                place,
                f"it holds {len(inner):,} zip files; more than {MOST_PACKED:,} are no class",
            )
            return
        for info in inner:
            name = f"{place}{INSIDE}{info.filename}"
            if info.file_size > LARGEST_ARCHIVE:
                yield name, "it is too large for a hand-in file"
                continue
            try:
                content = archive.read(info)
            except ZIP_FAULTS as error:
                yield name, f"it cannot be unpacked ({error}); ask for it again"
                continue
            if depth > 1 and _packs(io.BytesIO(content)):
                yield from _packed(name, io.BytesIO(content), depth - 1)
            else:
                yield name, content
