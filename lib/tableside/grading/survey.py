"""What lies in a hand-in's folder: ordinary files within limits; everything else is only named."""

import hashlib
import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tableside.grading.limits import (
    DEEPEST_FOLDER,
    DEEPEST_ZIP,
    LARGEST_ARCHIVE,
    LARGEST_FILE,
    LARGEST_SEARCH,
    MOST_FILES,
    MOST_SEARCHED,
)
from tableside.homework.archive import ZIP_FAULTS
from tableside.homework.responses import RESPONSES_FILE


@dataclass(frozen=True, slots=True)
class Survey:
    """The ordinary files of a folder, and what else was met there."""

    folder: Path
    files: tuple[str, ...]
    """Paths within the folder, sorted."""
    strange: tuple[str, ...] = ()
    """What is no ordinary file, in words."""

    def digest(self) -> str:
        """Return a digest of all that was handed in: the same for the same files."""
        found = hashlib.sha256()
        for name in self.files:
            content = read_ordinary(self.folder / name, LARGEST_FILE)
            size = f"{len(content)}" if content is not None else "too large"
            found.update(f"{name}\0{size}\0".encode(errors="surrogateescape"))
            found.update(content or b"")
        found.update("\0".join(self.strange).encode(errors="surrogateescape"))
        return found.hexdigest()


def survey(folder: Path) -> Survey:
    """Return what lies in *folder* and below, without following any link."""
    if folder.is_symlink() or folder.parent.is_symlink():
        return Survey(folder, (), ("its folder is a link to another place",))
    files: list[str] = []
    strange: list[str] = []
    _walk(folder, "", files, strange)
    if len(files) > MOST_SEARCHED:
        strange.append(f"it holds more than {MOST_SEARCHED:,} files; the rest was not read")
    return Survey(folder, tuple(files[:MOST_SEARCHED]), tuple(strange))


def _walk(folder: Path, above: str, files: list[str], strange: list[str]) -> None:
    if above.count("/") > DEEPEST_FOLDER:
        strange.append(f"“{above}” lies too deep to be read")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        strange.append(f"“{above or '.'}” cannot be opened ({error.strerror})")
        return
    for entry in entries:
        name = f"{above}{entry.name}"
        if len(files) > MOST_SEARCHED:
            return
        if entry.is_symlink():
            strange.append(f"“{name}” is a link to another place; it was not followed")
        elif entry.is_dir(follow_symlinks=False):
            _walk(folder / entry.name, f"{name}/", files, strange)
        elif entry.is_file(follow_symlinks=False):
            files.append(name)
        else:
            strange.append(f"“{name}” is no ordinary file; it was not opened")


def read_ordinary(file: Path, most: int) -> bytes | None:
    """Return the bytes of an ordinary file; None if it cannot be opened or has more than *most*."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > most:
            return None
        return file.read_bytes()
    except OSError:
        return None


INSIDE = " → "
"""Stands between a zip file and a file inside it, where a place is told."""


class _SpentError(Exception):
    """The bytes that may be looked at in one hand-in have been looked at."""


class _Budget:
    """How many more bytes may be read; counted before reading, so that failures count as well."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, size: int) -> None:
        """Take *size* bytes away; raise ``_SpentError`` if there are fewer."""
        self.left -= size
        if self.left < 0:
            raise _SpentError


def contents(found: Survey) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a hand-in with its bytes, those inside zip files too, within limits.

    Nothing is written anywhere, so no name in a zip file can lead out of a folder. What cannot
    be unpacked is left out.
    """
    budget = _Budget(LARGEST_SEARCH)
    try:
        for name in sorted(found.files, key=_ours_last_to_drop):
            most = LARGEST_ARCHIVE if name.lower().endswith(".zip") else LARGEST_FILE
            content = read_ordinary(found.folder / name, min(most, budget.left))
            if content is not None:
                budget.spend(len(content))
                yield from _unpacked(name, content, budget, depth=0)
    except _SpentError:
        return


def _ours_last_to_drop(name: str) -> tuple[bool, bool, str]:
    """Sort what the course itself writes first, so that nothing large can push it out."""
    return name != RESPONSES_FILE, not name.startswith(("traces/", "sessions/")), name


def _unpacked(
    name: str, content: bytes, budget: _Budget, *, depth: int
) -> Iterator[tuple[str, bytes]]:
    if depth >= DEEPEST_ZIP or not zipfile.is_zipfile(io.BytesIO(content)):
        yield name, content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in _modest(archive):
                # A member is never unpacked beyond the size that it declares.
                budget.spend(info.file_size)
                inner = archive.read(info)
                place = f"{name}{INSIDE}{info.filename}"
                yield from _unpacked(place, inner, budget, depth=depth + 1)
    except ZIP_FAULTS:
        return


def _modest(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files in a zip file; none, if they are more or larger than a hand-in can be."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_ARCHIVE:
        return []
    return infos
