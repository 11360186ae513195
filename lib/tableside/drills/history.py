"""What a practice record shows: best and last round, every day, and which retests are due.

Skill with force fades within weeks (Snodgrass and Odelli 2012), so a drill that was passed blind
is tried again after a day, a week and a month. The days are a course rule, and are UTC days.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tableside.drills.practice import Round
from tableside.drills.score import DrillScore, Status

RETEST_DAYS = (1, 7, 30)
"""Days after the first blind round that was passed (course rule)."""

Judge = Callable[[Round], DrillScore]
"""What scores a kept round, by the plan that its drill has today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRound:
    """A kept round with its score, worked out anew."""

    round: Round
    score: DrillScore

    @property
    def day(self) -> date:
        """The day it was done."""
        return self.round.when.date()

    @property
    def passed_blind(self) -> bool:
        """Whether it counts for a mark and was passed."""
        return self.round.blind and self.score.passed


def judged(rounds: Iterable[Round], judges: Mapping[str, Judge]) -> tuple[JudgedRound, ...]:
    """Return every round of a drill that has a judge, scored; rounds of others are left out."""
    return tuple(
        JudgedRound(round=each, score=judges[each.drill](each))
        for each in rounds
        if each.drill in judges
    )


def best(rounds: Sequence[JudgedRound]) -> JudgedRound | None:
    """Return the best safe round, the first of equals; None if none was safe and scored."""
    safe = [each for each in rounds if each.score.status is Status.SCORED and each.score.safe]
    return max(safe, key=lambda each: each.score.points or 0.0, default=None)


def last(rounds: Sequence[JudgedRound]) -> JudgedRound | None:
    """Return the last round that has a score; None if none has."""
    scored = [each for each in rounds if each.score.status is Status.SCORED]
    return scored[-1] if scored else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfPractice:
    """What one day's practice came to."""

    day: date
    rounds: int
    best: float | None
    """Points of the best safe round; none if no round was safe and scored."""

    best_blind: float | None
    """Points of the best safe blind round; none if there was none."""

    unsafe: int
    """How many rounds were unsafe."""


def by_day(rounds: Sequence[JudgedRound]) -> tuple[DayOfPractice, ...]:
    """Return what each day came to, in order of time."""
    days = sorted({each.day for each in rounds})
    return tuple(_day(day, [each for each in rounds if each.day == day]) for day in days)


def _day(day: date, rounds: Sequence[JudgedRound]) -> DayOfPractice:
    blind = [each for each in rounds if each.round.blind]
    return DayOfPractice(
        day=day,
        rounds=len(rounds),
        best=_points(best(rounds)),
        best_blind=_points(best(blind)),
        unsafe=sum(not each.score.safe for each in rounds),
    )


def _points(found: JudgedRound | None) -> float | None:
    return found.score.points if found else None


class RetestState(StrEnum):
    """What has become of a retest."""

    AHEAD = "ahead"
    DUE = "due"
    PASSED = "passed"
    MISSED = "missed"
    """It was tried on or after its day, and not passed yet: try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """One retest of a drill."""

    drill: str
    after_days: int
    day: date
    """From this day on it can be done."""

    state: RetestState


def retests(rounds: Sequence[JudgedRound], today: date) -> tuple[Retest, ...]:
    """Return the retests of every drill that was once passed blind, in order of their days."""
    found = []
    for drill in dict.fromkeys(each.round.drill for each in rounds):
        mine = [each for each in rounds if each.round.drill == drill]
        first = next((each.day for each in mine if each.passed_blind), None)
        if first is not None:
            found += [_retest(drill, days, first, mine, today) for days in RETEST_DAYS]
    return tuple(sorted(found, key=lambda each: (each.day, each.drill)))


def retests_due(rounds: Sequence[JudgedRound], today: date) -> tuple[Retest, ...]:
    """Return the retests to be done today: due and not tried, or tried and not passed yet."""
    wanted = {RetestState.DUE, RetestState.MISSED}
    return tuple(each for each in retests(rounds, today) if each.state in wanted)


def _retest(
    drill: str, days: int, first: date, rounds: Sequence[JudgedRound], today: date
) -> Retest:
    day = first + timedelta(days=days)
    tried = [each for each in rounds if each.round.blind and day <= each.day <= today]
    if any(each.score.passed for each in tried):
        state = RetestState.PASSED
    elif tried:
        state = RetestState.MISSED
    else:
        state = RetestState.DUE if day <= today else RetestState.AHEAD
    return Retest(drill=drill, after_days=days, day=day, state=state)
