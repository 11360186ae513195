"""What a learner's folders hold: read, never changed; whatever cannot be read is said."""

import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from tableside.drills import Device, DrillScore, PressurePlan, score_round
from tableside.drills.history import JudgedRound
from tableside.drills.practice import PracticeError, Round
from tableside.drills.practice import read as read_practice
from tableside.drills.scale_readings import score_readings
from tableside.errors import TablesideError
from tableside.homework.archive import ZIP_FAULTS, ArchiveError, read_archive
from tableside.homework.folder import open_assignment, read_answers
from tableside.homework.progress.keeping import load
from tableside.homework.progress.outline import Drill, Homework, Outline
from tableside.homework.progress.record import FILE, ProgressError
from tableside.homework.progress.states import (
    DrillProgress,
    HomeworkFound,
    HomeworkProgress,
    lesson_progress,
)
from tableside.homework.progress.suggestion import Progress
from tableside.homework.responses import RESPONSES_FILE, is_blank
from tableside.knowledge import Knowledge

PRACTICE = "practice.jsonl"
"""The practice record, in the folder of the lessons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one look at the folders showed."""

    progress: Progress
    notices: tuple[str, ...]
    """What could not be read, and what becomes of it."""

    homework: Path
    """The folder in which homework was looked for."""


@dataclass(slots=True)
class Onlooker:
    """Looks at the folders of one learner as often as it is asked; a round is scored once."""

    folder: Path
    """The folder of the lessons."""

    outline: Outline
    known: Knowledge
    _scores: dict[str, JudgedRound] = field(default_factory=dict)

    def look(self, today: date) -> Seen:
        """Return how far the learner is *today*."""
        notices: list[str] = []
        rounds = self._rounds(notices)
        tried = self._tried(notices, rounds)
        place = homework_folder(self.folder, self.outline.homework)
        progress = Progress(
            lessons=tuple(lesson_progress(each, tried) for each in self.outline.lessons),
            drills=tuple(self._drill(each, rounds, today) for each in self.outline.drills),
            homework=tuple(
                HomeworkProgress(homework=each, found=look_at(place / each.id, self.known))
                for each in self.outline.homework
            ),
        )
        return Seen(progress=progress, notices=tuple(notices), homework=place)

    def _rounds(self, notices: list[str]) -> tuple[Round, ...]:
        try:
            return read_practice((self.folder / PRACTICE).read_text(encoding="utf-8")).rounds
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError, PracticeError) as error:
            notices.append(f"Your drills are not shown, for {PRACTICE} cannot be used: {error}")
            return ()

    def _tried(self, notices: list[str], rounds: tuple[Round, ...]) -> dict[str, datetime]:
        tried = {each.drill: each.when for each in rounds}
        try:
            return {**load(self.folder).tried, **tried}
        except ProgressError as error:
            notices.append(
                f"The questions you answered are not shown, for {FILE} cannot be used: {error}. "
                "With your next answer it is put aside, and a new one begins."
            )
            return tried

    def _drill(self, drill: Drill, rounds: tuple[Round, ...], today: date) -> DrillProgress:
        mine = [self._judged(drill, each) for each in rounds if each.drill == drill.id]
        return DrillProgress(drill=drill, rounds=tuple(mine), today=today)

    def _judged(self, drill: Drill, kept: Round) -> JudgedRound:
        # The chain gives each round a digest of its own: that of all before it.
        key = f"{kept.number}-{kept.before}"
        if key not in self._scores:
            self._scores[key] = JudgedRound(round=kept, score=score(drill, kept))
        return self._scores[key]


def score(drill: Drill, kept: Round) -> DrillScore:
    """Return the score of a round that was kept, by the plan that its drill has today."""
    trace, events = kept.trace, kept.events
    recording = events or trace
    plan = drill.plan_of(recording.plan if recording else {}, events.pace if events else None)
    if trace and trace.device is Device.SCALE_READING and isinstance(plan, PressurePlan):
        return score_readings(trace, plan)
    return score_round(plan, trace, events)


def homework_folder(lessons: Path, homework: tuple[Homework, ...]) -> Path:
    """Return where the homework lies: in ``homework`` beside the lessons, or right beside them.

    nbgrader's own fetch lays it right beside them.
    """
    usual = lessons.parent / "homework"
    if usual.is_dir():
        return usual
    places = (lessons.parent, lessons)
    return next(
        (each for each in places if any((each / one.id).is_dir() for one in homework)), usual
    )


def look_at(folder: Path, known: Knowledge) -> HomeworkFound | None:
    """Return what lies in the folder of a homework; None if there is no such folder."""
    if not folder.is_dir():
        return None
    try:
        assignment = open_assignment(folder, known)
        responses = read_answers(folder, assignment)
    except (TablesideError, OSError) as error:
        return HomeworkFound(answered=0, touched=None, trouble=f"Cannot be read: {error}")
    if responses.problems and not responses.answers:
        first = responses.problems[0].message
        trouble = f"The answers cannot be read: {first}"
        return HomeworkFound(answered=0, touched=None, trouble=trouble)
    answers = [responses.answers.get(each.id) for each in assignment.question]
    given = [each for each in answers if each and not is_blank(each)]
    made, changed = _hand_in(folder)
    return HomeworkFound(
        answered=len(given),
        touched=max((each.saved for each in given), default=None),
        made=made,
        changed=changed,
        feedback=_feedback(folder),
    )


def _hand_in(folder: Path) -> tuple[datetime | None, bool]:
    """Return when the newest hand-in file was made, and whether the answers changed since."""
    found = []
    for file in folder.glob(f"{folder.name}-*.zip"):
        try:
            found.append(read_archive(file.read_bytes()).manifest)
        except (OSError, ArchiveError, *ZIP_FAULTS, zipfile.LargeZipFile):
            continue  # another zip that somebody put there
    if not found:
        return None, False
    newest = max(found, key=lambda each: each.made)
    answers = folder / RESPONSES_FILE
    now = sha256(answers.read_bytes()).hexdigest() if answers.is_file() else ""
    return newest.made.astimezone(UTC), newest.files.get(RESPONSES_FILE) != now


def _feedback(folder: Path) -> str:
    """Return the newest feedback page: unpacked in the folder, or as nbgrader fetches it."""
    pages = [*folder.glob("*.html"), *folder.glob("feedback/**/*.html")]
    newest = max(pages, key=lambda each: (each.stat().st_mtime_ns, each.name), default=None)
    return newest.relative_to(folder).as_posix() if newest else ""
