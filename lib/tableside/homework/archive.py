"""The hand-in file: one zip that holds a student's work, made and read with the same care."""

import hashlib
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from tableside.errors import TablesideError
from tableside.homework.responses import RESPONSES_FILE
from tableside.knowledge.entry import Name

MANIFEST = "hand-in.json"
LARGEST_ARCHIVE = 50_000_000
"""Bytes, zipped or unzipped: a hand-in of ours is a few hundred kilobytes."""
MOST_FILES = 500

_OURS = re.compile(
    r"responses(-unreadable-\d+)?\.json|(traces|sessions)/[a-z0-9-]{1,120}\.json|[^/\\]+\.ipynb"
)
_STUDENT = re.compile(r"[a-z0-9][a-z0-9._@-]{0,62}[a-z0-9]|[a-z0-9]")

ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,  # also what it says of a packing that it does not know
    EOFError,
    OSError,
    ValueError,
)
"""zipfile's ways of saying that a file is damaged, odd, locked with a password, or cut off."""


class ArchiveError(TablesideError):
    """A hand-in file that cannot be made or used; the message says why and what to do."""


class Manifest(BaseModel):
    """What a hand-in file says about itself."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal["tableside-hand-in"] = "tableside-hand-in"
    version: Literal[1] = 1
    assignment: Name
    student: Annotated[str, Field(pattern=f"^(?:{_STUDENT.pattern})$")]
    made: AwareDatetime
    files: dict[str, str]
    """Path within the archive → SHA-256 of its contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A hand-in file that was read and found whole."""

    manifest: Manifest
    files: Mapping[str, bytes]


def student_id(typed: str) -> str:
    """Return a student's id as typed by a person: trimmed and in lower case.

    Raises ``ArchiveError`` if it could not be a name of a folder on every computer.
    """
    name = typed.strip().lower()
    if not name:
        raise ArchiveError("Type your student id first.")
    if not _STUDENT.fullmatch(name):
        raise ArchiveError(
            f"{typed.strip()!r} cannot be a student id: use letters a to z, digits, and "
            "dots, hyphens or underscores between them, without spaces."
        )
    return name


def make_archive(
    folder: Path, *, assignment: str, student: str, made: datetime
) -> tuple[str, bytes]:
    """Return the name and the bytes of the hand-in file for the work in *folder*.

    Raises ``ArchiveError`` if nothing was answered yet, or the id cannot be used.
    """
    student = student_id(student)
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _work(folder)}
    if RESPONSES_FILE not in files:
        raise ArchiveError("There is nothing to hand in yet: answer at least one question.")
    manifest = Manifest(
        assignment=assignment,
        student=student,
        made=made.replace(microsecond=0),
        files={name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest.model_dump_json(indent=2))
        for name, content in files.items():
            archive.writestr(name, content)
    return f"{assignment}-{student}.zip", buffer.getvalue()


def read_archive(content: bytes) -> Archive:
    """Return what a hand-in file holds; raise ``ArchiveError`` if it is not whole and ours."""
    if len(content) > LARGEST_ARCHIVE:
        raise ArchiveError(f"it has {len(content):,} bytes, too many for a hand-in file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _members(archive)
            manifest = _manifest(archive, members)
            files = {name: archive.read(name) for name in members if name != MANIFEST}
    except ZIP_FAULTS as error:
        raise ArchiveError(f"it is not a whole zip file ({error}); ask for it again") from None
    _check_whole(manifest, files)
    return Archive(manifest=manifest, files=files)


def _work(folder: Path) -> Iterable[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return (path for path in found if _OURS.fullmatch(path.relative_to(folder).as_posix()))


def _members(archive: zipfile.ZipFile) -> tuple[str, ...]:
    """Return the names of the files inside, after refusing what no hand-in of ours holds."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = [info.filename for info in infos]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > LARGEST_ARCHIVE:
        raise ArchiveError("it unpacks to more than a hand-in can hold")
    if len(set(names)) != len(names):
        raise ArchiveError("it holds two files of the same name")
    strangers = [name for name in names if name != MANIFEST and not _OURS.fullmatch(name)]
    if strangers:
        raise ArchiveError(f"it holds {strangers[0]!r}, which no hand-in file of ours does")
    return tuple(names)


def _manifest(archive: zipfile.ZipFile, members: Iterable[str]) -> Manifest:
    if MANIFEST not in members:
        raise ArchiveError(
            f"it holds no {MANIFEST}, so it was not made by the hand-in button; ask the student "
            "to press “Make my hand-in file” and to send that file unchanged"
        )
    try:
        raw = json.loads(archive.read(MANIFEST))
        return Manifest.model_validate_json(json.dumps(raw))
    except (ValueError, ValidationError, RecursionError):
        raise ArchiveError(f"its {MANIFEST} cannot be read; ask for the file again") from None


def _check_whole(manifest: Manifest, files: Mapping[str, bytes]) -> None:
    if manifest.files.keys() != files.keys():
        odd = min(manifest.files.keys() ^ files.keys())
        raise ArchiveError(f"its list of contents and its contents differ at {odd!r}")
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != manifest.files[name]:
            raise ArchiveError(f"{name!r} was changed after the hand-in file was made")
