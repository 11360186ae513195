"""What nbgrader's gradebook is told about a mark; the same, whoever writes it there."""

import math
from dataclasses import dataclass

from tableside.homework.marking import Mark, Status

NO_RESPONSE = "No response."
"""nbgrader's own comment on a written answer that was not given."""


@dataclass(frozen=True, slots=True)
class Score:
    """One row of the gradebook."""

    auto: float | None
    """Points given by the rules; none while an instructor has to give them."""
    waits: bool
    """Whether an instructor has to look."""
    comment: str | None = None


def auto_points(mark: Mark) -> float:
    """Return the points that *mark* earns by itself, from 0 to what the question is worth.

    nbgrader gives full marks for a number below 0 and for NaN, so none may ever reach it.
    """
    points = mark.points or 0.0
    return min(max(points, 0.0), mark.out_of) if math.isfinite(points) else 0.0


def waits(mark: Mark) -> bool:
    """Return whether *mark* needs an instructor: a text, or an answer that cannot be read."""
    sound = mark.points is None or (0 <= mark.points <= mark.out_of)
    return mark.status in {Status.UNREADABLE, Status.BY_HAND} or not sound


def score(mark: Mark, *, written: bool) -> Score:
    """Return what the gradebook holds for *mark*; *written*, if its cell is marked by hand."""
    if not written:
        return Score(auto_points(mark), waits(mark))
    if mark.status is Status.UNANSWERED:
        return Score(0.0, waits=False, comment=NO_RESPONSE)
    return Score(None, waits=True)
