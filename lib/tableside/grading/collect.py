"""Collect hand-in files: keep each as it came, and lay the newest where nbgrader marks it."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from nbgrader.utils import parse_utc

from tableside.grading.course_folder import CourseError, CourseFolder, replace_folder
from tableside.homework.archive import LARGEST_ARCHIVE, Archive, ArchiveError, read_archive
from tableside.homework.folder import open_assignment, read_hand_in
from tableside.knowledge import knowledge

_STAMP = "%Y-%m-%d %H:%M:%S UTC"


class Fate(StrEnum):
    """What became of a hand-in file."""

    COLLECTED = "collected"
    OLDER = "kept, but an older one than counts"
    KNOWN = "collected before"
    REFUSED = "refused"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one hand-in, and what an instructor should know about it."""

    file: str
    fate: Fate
    student: str = ""
    assignment: str = ""
    remarks: tuple[str, ...] = ()


def collect(course: CourseFolder, places: Sequence[Path]) -> tuple[Outcome, ...]:
    """Collect every hand-in file in *places* (files, or folders searched to the bottom).

    One file that cannot be used is refused by name, and stops no other. Of several hand-ins of
    a student the newest counts, by the time at which it was made; all are kept.
    """
    outcomes = [_collect_one(course, file) for file in _zips(places)]
    return tuple(outcomes) + tuple(_complete(course))


def _zips(places: Sequence[Path]) -> Iterable[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(place.rglob("*.zip"))
        else:
            yield place


def _collect_one(course: CourseFolder, file: Path) -> Outcome:
    try:
        content = _content(file)
        archive = read_archive(content)
        course.source(archive.manifest.assignment)
    except (ArchiveError, CourseError, OSError) as error:
        return Outcome(file=file.name, fate=Fate.REFUSED, remarks=(str(error),))
    manifest = archive.manifest
    fate = Fate.KNOWN
    remarks: tuple[str, ...] = ()
    if _keep(course, archive, content):
        fate, remarks = _lay_out(course, archive)
    return Outcome(
        file=file.name,
        fate=fate,
        student=manifest.student,
        assignment=manifest.assignment,
        remarks=remarks,
    )


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise ArchiveError("there is no such file")
    if file.stat().st_size > LARGEST_ARCHIVE:
        raise ArchiveError("it is too large for a hand-in file")
    return file.read_bytes()


def _keep(course: CourseFolder, archive: Archive, content: bytes) -> bool:
    """Keep a hand-in file as it came; return whether it is new."""
    manifest = archive.manifest
    made = manifest.made.astimezone(UTC).strftime("%Y%m%d-%H%M%S")
    name = f"{made}-{hashlib.sha256(content).hexdigest()[:12]}.zip"
    kept = course.received / manifest.assignment / manifest.student / name
    if kept.exists():
        return False
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return True


def _lay_out(course: CourseFolder, archive: Archive) -> tuple[Fate, tuple[str, ...]]:
    """Lay a hand-in where nbgrader marks it, unless a newer one lies there."""
    manifest = archive.manifest
    place = course.submitted(manifest.assignment, manifest.student)
    made = manifest.made.astimezone(UTC)
    there = _time_of(place)
    if there is not None and there > made:
        return Fate.OLDER, (f"the one of {there:%Y-%m-%d %H:%M} UTC counts",)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
    for name, content in archive.files.items():
        file = draft / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    (draft / "timestamp.txt").write_text(made.strftime(_STAMP), encoding="utf-8")
    _add_notebook(course, manifest.assignment, draft)
    assignment = open_assignment(course.source(manifest.assignment).parent, knowledge())
    problems = read_hand_in(draft, assignment).problems
    if place.exists():
        _keep_replaced(course, manifest.assignment, manifest.student, place)
    replace_folder(draft, place)
    return Fate.COLLECTED, tuple(map(str, problems))


def _keep_replaced(course: CourseFolder, assignment: str, student: str, place: Path) -> None:
    """Keep what nbgrader's own exchange had collected before it is replaced."""
    kept = course.received / assignment / student
    for number in range(1, 10_000):
        copy = kept / f"replaced-{number}"
        if not copy.exists():
            shutil.copytree(place, copy)
            return


def _complete(course: CourseFolder) -> Iterable[Outcome]:
    """Give every hand-in folder its notebook, without which nbgrader would pass it over."""
    for folder in sorted((course.root / "submitted").glob("*/*")):
        known = (course.root / "source" / folder.name).is_dir()
        if folder.is_dir() and known and _add_notebook(course, folder.name, folder):
            yield Outcome(
                file=str(folder.relative_to(course.root)),
                fate=Fate.COMPLETED,
                student=folder.parent.name,
                assignment=folder.name,
                remarks=("its notebook was missing; the answers in it, if any, count",),
            )


def _add_notebook(course: CourseFolder, assignment: str, folder: Path) -> bool:
    """Add the assignment's notebook if it is missing; return whether it was."""
    notebook = folder / f"{assignment}.ipynb"
    if notebook.exists():
        return False
    shutil.copyfile(course.source(assignment), notebook)
    return True


def _time_of(place: Path) -> datetime | None:
    """Return when the hand-in that lies in *place* was made, if that can be read."""
    try:
        text = (place / "timestamp.txt").read_text(encoding="utf-8").strip()
        stamp: datetime = parse_utc(text)
        return stamp.replace(tzinfo=UTC)
    except (OSError, ValueError):
        return None
