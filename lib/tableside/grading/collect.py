"""Collect hand-in files: keep each as it came, and lay the newest where nbgrader marks it."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from tableside.grading.course_folder import CourseError, CourseFolder, replace_folder
from tableside.grading.limits import EARLIEST_YEAR
from tableside.grading.stamps import STAMP, STAMP_FILE, handed_in_at
from tableside.grading.unpack import hand_in_files
from tableside.homework.archive import ZIP_FAULTS, Archive, ArchiveError, read_archive
from tableside.homework.desk import write_bytes_whole
from tableside.homework.folder import open_assignment, read_hand_in
from tableside.knowledge import knowledge

_FIRST = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)
_LAST = datetime(9000, 1, 1, tzinfo=UTC)


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


def collect(
    course: CourseFolder, places: Sequence[Path], *, now: datetime | None = None
) -> tuple[Outcome, ...]:
    """Collect every hand-in file in *places* (files, or folders searched to the bottom).

    A zip file that holds hand-in files, as a school's site packs those of a class, is opened as
    well. One file that cannot be used is refused by name, and stops no other. Of several
    hand-ins of a student the newest counts, by the time at which it was made, but none counts
    as newer than *now*; all are kept.
    """
    now = now or datetime.now(UTC)
    outcomes = [
        _collect_one(course, name, content, now)
        for file in _zips(places)
        for name, content in hand_in_files(file)
    ]
    return tuple(outcomes) + tuple(_complete(course))


def _zips(places: Sequence[Path]) -> Iterable[Path]:
    for place in places:
        if place.is_dir():
            yield from sorted(place.rglob("*.zip"))
        else:
            yield place


def _collect_one(course: CourseFolder, name: str, content: bytes | str, now: datetime) -> Outcome:
    if isinstance(content, str):
        return Outcome(file=name, fate=Fate.REFUSED, remarks=(content,))
    try:
        archive = read_archive(content)
        course.source(archive.manifest.assignment)
    except (ArchiveError, CourseError) as error:
        return Outcome(file=name, fate=Fate.REFUSED, remarks=(str(error),))
    except ZIP_FAULTS as error:
        reason = f"it is not a whole zip file ({error}); ask for it again"
        return Outcome(file=name, fate=Fate.REFUSED, remarks=(reason,))
    manifest = archive.manifest
    try:
        fate, remarks = _take(course, archive, content, now)
    except OSError as error:
        where = error.filename or course.root
        fate, remarks = Fate.REFUSED, (f"{where} cannot be written ({error.strerror})",)
    return Outcome(
        file=name,
        fate=fate,
        student=manifest.student,
        assignment=manifest.assignment,
        remarks=remarks,
    )


def _take(
    course: CourseFolder, archive: Archive, content: bytes, now: datetime
) -> tuple[Fate, tuple[str, ...]]:
    """Keep a hand-in, and lay it out if it is new."""
    manifest = archive.manifest
    new = _keep(course, archive, content)
    # One that was kept and not laid out had its collecting stopped in between.
    if new or not course.submitted(manifest.assignment, manifest.student).exists():
        return _lay_out(course, archive, now)
    return Fate.KNOWN, ()


def _made(archive: Archive) -> datetime:
    """Return when a hand-in says it was made, within the years that clocks can tell."""
    return min(max(archive.manifest.made, _FIRST), _LAST).astimezone(UTC)


def _keep(course: CourseFolder, archive: Archive, content: bytes) -> bool:
    """Keep a hand-in file as it came; return whether it is new."""
    manifest = archive.manifest
    name = f"{_made(archive):%Y%m%d-%H%M%S}-{hashlib.sha256(content).hexdigest()[:12]}.zip"
    kept = course.received / manifest.assignment / manifest.student / name
    if kept.exists():
        return False
    write_bytes_whole(kept, content)
    return True


def _lay_out(course: CourseFolder, archive: Archive, now: datetime) -> tuple[Fate, tuple[str, ...]]:
    """Lay a hand-in where it is marked, unless a newer one lies there."""
    manifest = archive.manifest
    place = course.submitted(manifest.assignment, manifest.student)
    made = min(_made(archive), now.astimezone(UTC))
    there = handed_in_at(place)
    if there is not None and there > made:
        return Fate.OLDER, (f"the one of {there:%Y-%m-%d %H:%M} UTC counts",)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
    for name, content in archive.files.items():
        file = draft / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
    (draft / STAMP_FILE).write_text(made.strftime(STAMP), encoding="utf-8")
    _add_notebook(course, manifest.assignment, draft)
    assignment = open_assignment(course.source(manifest.assignment).parent, knowledge())
    remarks = [str(problem) for problem in read_hand_in(draft, assignment).problems]
    if manifest.made > now:
        remarks.append(f"it says it was made at {manifest.made}; the time of collecting counts")
    elif manifest.made < _FIRST:
        remarks.append(f"it says it was made at {manifest.made}, before the course existed")
    if there is not None:
        remarks.append(f"it takes the place of the one of {there:%Y-%m-%d %H:%M} UTC")
    if place.exists():
        _keep_replaced(course, manifest.assignment, manifest.student, place)
    replace_folder(draft, place)
    return Fate.COLLECTED, tuple(remarks)


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
