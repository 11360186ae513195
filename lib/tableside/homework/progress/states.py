"""How far each lesson, drill and homework is: pure, from what was found on disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tableside.drills.history import (
    JudgedRound,
    Retest,
    RetestState,
    best,
    last,
    retests,
    retests_due,
)
from tableside.homework.progress.outline import Drill, Homework, Lesson
from tableside.homework.progress.words import amount, day_words, sentence_case


class State(StrEnum):
    """How far something is."""

    NOT_BEGUN = "not-begun"
    BEGUN = "begun"
    DONE = "done"
    MISSING = "missing"
    """A homework that the learner does not have yet."""

    SPOILT = "spoilt"
    """A homework whose files cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonProgress:
    """How far a lesson is. Reading leaves no trace: only what was tried counts."""

    lesson: Lesson
    tried: int
    """How many of its things were tried."""

    touched: datetime | None
    """When anything in it was last tried; none if nothing was."""

    @property
    def state(self) -> State:
        """Done means that everything in it was tried at least once."""
        if self.tried == len(self.lesson.tries):
            return State.DONE
        return State.BEGUN if self.tried else State.NOT_BEGUN

    @property
    def words(self) -> str:
        """Return the state in words."""
        of = len(self.lesson.tries)
        if self.state is State.DONE:
            return "Done"
        return f"Begun: {self.tried} of {of} tried" if self.tried else "Not begun"


def lesson_progress(lesson: Lesson, tried: Mapping[str, datetime]) -> LessonProgress:
    """Return how far *lesson* is, by when each key was tried."""
    moments = [tried[each.key] for each in lesson.tries if each.key in tried]
    return LessonProgress(lesson=lesson, tried=len(moments), touched=max(moments, default=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillProgress:
    """What the practice of one drill came to."""

    drill: Drill
    rounds: tuple[JudgedRound, ...]
    today: date
    """The day in UTC, as the days of retests are."""

    @property
    def due(self) -> Retest | None:
        """The first retest that is due, unless a blind round was done today."""
        if any(each.round.blind and each.day == self.today for each in self.rounds):
            return None
        return next(iter(retests_due(self.rounds, self.today)), None)

    @property
    def state(self) -> State:
        """Done means that a blind round was passed and no retest waits."""
        if not self.rounds:
            return State.NOT_BEGUN
        passed = any(each.passed_blind for each in self.rounds)
        waiting = retests_due(self.rounds, self.today)
        return State.DONE if passed and not waiting else State.BEGUN

    @property
    def words(self) -> str:
        """Return best and last round, and what is known of the next retest."""
        if not self.rounds:
            return "Not tried yet"
        told = [
            f"{name} {found.score.points:.0f}{'' if found.score.safe else ' (unsafe)'}"
            for name, found in (("best", best(self.rounds)), ("last", last(self.rounds)))
            if found is not None and found.score.points is not None
        ]
        told = told or [f"{amount(len(self.rounds), 'round')} without points"]
        return sentence_case(", ".join([*told, self._retest()]))

    def _retest(self) -> str:
        if self.due:
            return "retest due now"
        if retests_due(self.rounds, self.today):
            return "retest tried today and not passed yet"
        ahead = [
            each for each in retests(self.rounds, self.today) if each.state is RetestState.AHEAD
        ]
        if ahead:
            return f"next retest on {day_words(ahead[0].day)}"
        if any(each.passed_blind for each in self.rounds):
            return "every retest passed"
        return "no blind round passed yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeworkFound:
    """What lies in the folder of one homework."""

    answered: int
    touched: datetime | None
    """When the last answer was saved."""

    made: datetime | None = None
    """When its hand-in file was made; none if there is none."""

    changed: bool = False
    """Whether anything was answered after that."""

    feedback: str = ""
    """The name of its newest feedback page, within the folder; empty if there is none."""

    trouble: str = ""
    """Why it cannot be read; empty while it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeworkProgress:
    """How far one homework is."""

    homework: Homework
    found: HomeworkFound | None
    """None where the learner does not have it."""

    @property
    def state(self) -> State:
        """Done means that its hand-in file holds every answer of today, or feedback came."""
        found = self.found
        if found is None:
            return State.MISSING
        if found.trouble:
            return State.SPOILT
        if found.feedback or (found.made and not found.changed):
            return State.DONE
        return State.BEGUN if found.answered else State.NOT_BEGUN

    @property
    def words(self) -> str:
        """Return the state in words."""
        if self.found is None:
            return "Not here yet"
        return self.found.trouble or self._work(self.found)

    def _work(self, found: HomeworkFound) -> str:
        if found.feedback:
            return "Feedback is here"
        if found.made:
            made = f"Hand-in file made on {day_words(found.made.date())}"
            return "Changed since the hand-in file was made" if found.changed else made
        of = self.homework.questions
        return (
            f"{found.answered} of {of} answered" if found.answered else f"Fetched, {of} questions"
        )
