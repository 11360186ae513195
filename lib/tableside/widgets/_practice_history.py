"""What a drill tells of the practice of all days: best and last round, every day, retests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tableside.drills import EventLog, Trace
from tableside.drills.history import (
    DayOfPractice,
    Judge,
    JudgedRound,
    Retest,
    RetestState,
    best,
    by_day,
    judged,
    last,
    retests,
    retests_due,
)
from tableside.widgets._earlier_rounds import Done
from tableside.widgets._practice_file import PracticeFile

ONLY_BLIND = "Only a round in which nothing was shown until its end counts for a mark."

MOST_DAYS = 14
"""So many of the last days of practice are shown."""


class PracticeHistory:
    """The rounds of one drill in a practice file, scored anew by the plan that it has today."""

    def __init__(self, file: PracticeFile, drill: str, judge: Judge) -> None:
        self._file = file
        self._drill = drill
        self._judge = judge
        self._judged: dict[str, JudgedRound] = {}

    def keep(self, trace: Trace | None, events: EventLog | None) -> None:
        """Add a round of this drill."""
        self._file.keep(self._drill, trace, events)

    def rounds(self) -> tuple[JudgedRound, ...]:
        """Return this drill's rounds with their scores; each is scored once."""
        found = []
        for each in self._file.rounds():
            if each.drill != self._drill:
                continue
            # The chain gives each round a digest of its own: that of all before it.
            key = f"{each.number}-{each.before}"
            if key not in self._judged:
                (self._judged[key],) = judged([each], {self._drill: self._judge})
            found.append(self._judged[key])
        return tuple(found)

    def best_and_last(self) -> tuple[Done | None, Done | None]:
        """Return the best and the last round of all days."""
        rounds = self.rounds()
        return _done(best(rounds)), _done(rounds[-1] if rounds else None)

    def shown(self) -> dict[str, Any]:
        """Return what the page tells of the practice so far."""
        rounds = self.rounds()
        today = self._file.now().date()
        return {
            "summary": _summary(rounds, today),
            "lines": _lines(rounds, today),
            "days": [_day(each) for each in by_day(rounds)[-MOST_DAYS:]],
            "trouble": self._file.trouble,
        }


def _done(found: JudgedRound | None) -> Done | None:
    return Done(found.round.trace, found.score) if found else None


def _summary(rounds: Sequence[JudgedRound], today: date) -> str:
    """Return best and last round and what is due, in a few words."""
    told = [
        f"{name} {found.score.points:.0f}"
        for name, found in (("best", best(rounds)), ("last", last(rounds)))
        if found is not None
    ]
    if retests_due(rounds, today):
        told.append("a retest is due: do a blind round")
    return f"My practice so far: {', '.join(told)}" if told else "My practice so far"


def _lines(rounds: Sequence[JudgedRound], today: date) -> list[str]:
    if not rounds:
        return []
    lines = [f"Rounds kept so far: {len(rounds)}."]
    for name, found in (
        ("Best", best(rounds)),
        ("Best blind", best([each for each in rounds if each.round.blind])),
        ("Last", last(rounds)),
    ):
        if found is not None:
            unsafe = "" if found.score.safe else ", unsafe"
            lines.append(f"{name} round: {found.score.points:.0f} of 100{unsafe} ({found.day}).")
    coming = [_retest(each) for each in retests(rounds, today)]
    return [*lines, *coming, ONLY_BLIND]


def _retest(retest: Retest) -> str:
    after = f"Retest after {retest.after_days} day{'s' if retest.after_days > 1 else ''}"
    match retest.state:
        case RetestState.PASSED:
            return f"{after}: passed."
        case RetestState.AHEAD:
            return f"{after}: from {retest.day} on."
        case RetestState.DUE:
            return f"{after}: due now. Do a blind round."
        case RetestState.MISSED:
            return f"{after}: tried, and not passed yet. Do another blind round."


def _day(day: DayOfPractice) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "rounds": day.rounds,
        "best": _number(day.best),
        "blind": _number(day.best_blind),
        "unsafe": day.unsafe,
    }


def _number(points: float | None) -> str:
    return "none" if points is None else f"{points:.0f}"
