"""The rounds before this one, as the page draws them behind the line and tells them in words."""

from typing import Any, NamedTuple

from tableside.drills import DrillScore, Trace

MOST_POINTS = 240
"""An earlier line is drawn with about so many points."""


class Done(NamedTuple):
    """A round that was done and judged."""

    trace: Trace | None
    """What was pressed; none in a drill that is done by buttons."""

    score: DrillScore

    @property
    def points(self) -> float | None:
        """Points that count: None for a round without a score, and for an unsafe one."""
        return self.score.points if self.score.safe else None


def better(one: Done | None, other: Done | None) -> Done | None:
    """Return the round with more points that count, the earlier one if they are alike."""
    if other is None or other.points is None:
        return one
    if one is None or one.points is None:
        return other
    return other if other.points > one.points else one


def earlier_shown(best: Done | None, last: Done | None, now: DrillScore) -> dict[str, Any]:
    """Return the lines of the best and the last earlier round, and the same in a sentence."""
    if last is None:
        return {"rounds": [], "text": ""}
    rounds = _line("last", last)
    if best is not None and best.points is not None:
        rounds = _line("best", best, also="and last " if best is last else "")
        rounds += [] if best is last else _line("last", last)
    return {"rounds": rounds, "text": _text(best, last, now)}


def _line(kind: str, done: Done, also: str = "") -> list[dict[str, Any]]:
    if done.trace is None:
        return []
    step = max(1, len(done.trace.samples) // MOST_POINTS)
    points = "" if done.points is None else f"{done.points:.0f}"
    return [
        {
            "kind": kind,
            "label": f"{kind} {also}{points}".strip(),
            "line": [[sample.t / 1000, sample.press] for sample in done.trace.samples[::step]],
        }
    ]


def _text(best: Done | None, last: Done, now: DrillScore) -> str:
    if last.points is not None:
        before = f"The round before: {last.points:.0f} of 100."
    else:
        before = f"The round before was {'not scored' if last.score.safe else 'unsafe'}."
    if best is None or best.points is None:
        return before
    if now.safe and now.points is not None and now.points > best.points:
        return f"This is your best round so far. {before}"
    return f"Your best round so far: {best.points:.0f} of 100. {before}"
