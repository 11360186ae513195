"""What became of a hand-in: what was done, what it earned, which marks changed and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError

from tableside.grading.gradebook import Record, Row
from tableside.grading.gradebook_rows import Marked
from tableside.grading.rules import changed_since
from tableside.grading.scores import Score
from tableside.homework.marking import Mark, Status

_MARKS: TypeAdapter[tuple[Mark, ...]] = TypeAdapter(tuple[Mark, ...])


class What(StrEnum):
    """What was done with a hand-in."""

    MARKED = "marked"
    SAME = "unchanged"
    SHOWN = "feedback page made anew"
    AGREED = "unchanged, by changed rules as well"
    WAITING = "marked with other rules before"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One mark that the rules of today give otherwise."""

    student: str
    before: Mark
    after: Mark
    because: tuple[str, ...]
    """The files of rules or questions that changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a hand-in came to."""

    points: float = 0.0
    """What counts now: hand marks, where there are some."""
    out_of: float = 0.0
    by_hand: int = 0
    """Texts that wait for an instructor's mark."""
    unreadable: int = 0
    """Answers that cannot be read, and wait for an instructor."""
    unsafe: int = 0
    """Answers that could harm a client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one hand-in."""

    student: str
    what: What
    tally: Tally = Tally()
    repaired: tuple[str, ...] = ()
    """What was put right; the student is told as well."""
    remarks: tuple[str, ...] = ()
    """What an instructor should look at."""
    changes: tuple[Change, ...] = ()
    marked: Marked | None = None
    """What is still to be written to the gradebook."""


def tally(marks: Sequence[Mark], rows: Mapping[str, Row]) -> Tally:
    """Return what *marks* come to, with the hand marks in *rows*."""
    by_hand = {name for name, row in rows.items() if row.manual is not None}
    points = 0.0
    for each in marks:
        row = rows.get(each.question)
        points += row.points if row is not None and row.manual is not None else each.points or 0.0
        points += (row.extra or 0.0) if row is not None and row.manual is None else 0.0
    left = [each for each in marks if each.question not in by_hand]
    return Tally(
        points=points,
        out_of=sum(each.out_of for each in marks),
        by_hand=sum(each.status is Status.BY_HAND for each in left),
        unreadable=sum(each.status is Status.UNREADABLE for each in left),
        unsafe=sum(not each.safe for each in marks),
    )


def written_marks(marks: Sequence[Mark]) -> str:
    """Return *marks* as they are kept beside the gradebook."""
    return _MARKS.dump_json(tuple(marks)).decode()


def kept_marks(record: Record | None) -> tuple[Mark, ...] | None:
    """Return the marks in a record; None if there are none that this version can read."""
    try:
        return None if record is None else _MARKS.validate_json(record.marks)
    except ValidationError:
        return None


def changes(
    student: str, before: Sequence[Mark], after: Sequence[Mark], *, rules: tuple[str, str]
) -> tuple[Change, ...]:
    """Return which marks differ, for the same answers; *rules* are those of then and of now."""
    known = {each.question: each for each in before}
    because = changed_since(*rules)
    return tuple(
        Change(student=student, before=known[each.question], after=each, because=because)
        for each in after
        if each.question in known and _worth(each) != _worth(known[each.question])
    )


def changed_cells(
    before: Sequence[Mark] | None,
    after: Sequence[Mark],
    rows: Mapping[str, Row],
    scores: Mapping[str, Score],
) -> frozenset[str]:
    """Return the cells whose answer or mark is not what it was when a hand mark was given."""
    if before is None:  # somebody else marked it before, perhaps nbgrader
        return frozenset(
            cell for cell, each in scores.items() if cell in rows and rows[cell].auto != each.auto
        )
    known = {each.question: (each.answer, _worth(each)) for each in before}
    return frozenset(
        each.question for each in after if known.get(each.question) != (each.answer, _worth(each))
    )


def _worth(each: Mark) -> tuple[object, ...]:
    return each.points, each.out_of, each.status, each.safe
