"""A mark: points with their reasons, safety first."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tableside.homework.items.question import Question
from tableside.safety.findings import Finding

MOST_ADVICE = 3
"""No more pieces of advice than this for one answer: more are not read."""


class Status(StrEnum):
    """What became of an answer."""

    MARKED = "marked"
    BY_HAND = "by hand"
    """An instructor marks it."""
    UNANSWERED = "unanswered"
    UNREADABLE = "unreadable"
    """Something was handed in and cannot be used; an instructor decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing to do next time, with the rule that says so."""

    act: str
    because: str = ""
    rule: str = ""
    """The rule's name, such as ``H6``; empty where no rule of the course is meant."""
    sources: tuple[str, ...] = ()
    """Keys into the register of sources; none for a rule that the course made."""
    course_rule: bool = False
    safety: bool = False
    hint: str = ""
    """What the student is told instead, where *act* or *rule* would tell the right answer: a
    hand-in can be repeated. Instructors read *act*."""

    @classmethod
    def of(cls, finding: Finding) -> "Advice":
        """Return a finding as advice."""
        return cls(
            act=finding.message,
            because=finding.because,
            rule=finding.rule,
            sources=finding.sources,
            course_rule=finding.course_rule,
            safety=finding.safety,
        )

    def __str__(self) -> str:
        if self.hint:
            return self.hint
        told = f"{self.act} {self.because}".strip()
        return f"{told} ({self.cited})" if self.rule else told

    @property
    def cited(self) -> str:
        """The rule as a reader finds it again; empty if there is none."""
        kind = "course rule" if self.course_rule else "rule"
        return f"{kind} {self.rule}" if self.rule else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one question earned."""

    question: str
    title: str
    prompt: str
    """What was asked."""
    status: Status
    points: float | None
    """From 0 to ``out_of``; none where an instructor marks by hand."""
    out_of: float
    answer: str
    """The answer as a person reads it."""
    safe: bool = True
    """Whether the answer could be acted on without harm; if not, it earns nothing."""
    advice: tuple[str, ...] = ()
    """What the student is told to do next and why, safety first: three things at most."""
    sources: tuple[str, ...] = ()
    """Keys into the register of sources, of everything that is told."""
    feedback: tuple[Advice, ...] = ()
    """What lies behind it, for an instructor: it may tell the right answer."""
    flags: tuple[str, ...] = ()
    """What an instructor should know and no points depend on, such as another student's name."""


def marked(  # noqa: PLR0913 - all by name, and each says what it is
    question: Question,
    *,
    answer: str,
    share: float,
    safe: bool,
    feedback: Iterable[Advice] = (),
    flags: Iterable[str] = (),
) -> Mark:
    """Return the mark of an answer that earns a *share* of the points, from 0 to 1.

    An unsafe answer earns nothing, whatever its share. Of the feedback the three most important
    things are told, and how many more there are.
    """
    earned = min(1.0, max(0.0, share)) * question.points if safe else 0.0
    told = tuple(sorted(dict.fromkeys(feedback), key=lambda each: not each.safety))
    return Mark(
        question=question.id,
        title=question.title,
        prompt=question.prompt,
        status=Status.MARKED,
        points=round(earned, 2),
        out_of=question.points,
        answer=answer,
        safe=safe,
        advice=_sentences(told),
        sources=tuple(dict.fromkeys(key for each in told[:MOST_ADVICE] for key in each.sources)),
        feedback=told[:MOST_ADVICE],
        flags=tuple(flags),
    )


def unmarked(
    question: Question,
    status: Status,
    *,
    answer: str,
    reasons: Iterable[str] = (),
    flags: Iterable[str] = (),
) -> Mark:
    """Return the mark of a question that has no answer to judge, or that waits for a hand."""
    told = tuple(reasons)
    return Mark(
        question=question.id,
        title=question.title,
        prompt=question.prompt,
        status=status,
        points=None if status is Status.BY_HAND else 0.0,
        out_of=question.points,
        answer=answer,
        advice=told,
        feedback=tuple(Advice(act=reason) for reason in told),
        flags=tuple(flags),
    )


def _sentences(feedback: Iterable[Advice]) -> tuple[str, ...]:
    """Return the first things that are told, and behind them how many more there are."""
    distinct = tuple(dict.fromkeys(map(str, feedback)))
    told, untold = distinct[:MOST_ADVICE], len(distinct) - MOST_ADVICE
    if untold <= 0:
        return told
    more = f"Look at {untold} more such {'point' if untold == 1 else 'points'}."
    return (*told[:-1], f"{told[-1]} {more}")
