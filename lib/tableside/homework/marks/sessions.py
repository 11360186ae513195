"""Marks of sessions with a virtual client: the log is played again, and only that counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from tableside.client.card import ClientCard
from tableside.client.log import SessionLog, SessionLogError
from tableside.client.score import score_session
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.items.clients import SessionQuestion
from tableside.homework.marks.mark import Advice, Mark, Status, marked, unmarked
from tableside.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionJudgement:
    """What a judge says of one session."""

    points: float
    """0 to 100."""
    safe: bool
    findings: tuple[Advice, ...]
    """What was noticed, the weightiest first."""
    headline: str
    """The verdict in one sentence."""


NOT_FINISHED = "Bring the session to its end: only a finished one earns points (course rule)."


class SessionJudge(Protocol):
    """Judges the log of a session with the client of a card; the same log always the same."""

    def __call__(
        self, log_text: str, card: ClientCard, seed: int, known: Knowledge
    ) -> SessionJudgement:
        """Return the judgement; raise ``SessionLogError`` for a log that cannot be believed."""


def judge_client_session(
    log_text: str, card: ClientCard, seed: int, known: Knowledge
) -> SessionJudgement:
    """Judge a log of ``tableside.client`` by playing it again; only a finished session earns."""
    log = SessionLog.from_json(log_text)
    if (log.card, log.seed) != (card, seed):
        raise SessionLogError(
            "this log tells of another client than the one who was drawn for this question"
        )
    score = score_session(log.replay(known))
    weightiest = sorted(score.deductions, key=lambda each: (not each.safety, -each.marks))
    findings = [
        Advice(
            act=each.message,
            because=each.because,
            rule=each.rule,
            sources=each.sources,
            safety=each.safety,
        )
        for each in weightiest
    ]
    if not score.finished:
        findings.insert(0, Advice(act=NOT_FINISHED))
    return SessionJudgement(
        # Who has done nothing yet has done nothing wrong: that must not earn everything.
        points=score.points if score.finished else 0.0,
        safe=score.safe,
        findings=tuple(findings),
        headline=score.headline(),
    )


JUDGES: Mapping[str, SessionJudge] = {"client": judge_client_session}
"""Who can judge a session; a question names one. A new judge is entered here."""


def mark_session(
    question: SessionQuestion,
    log_text: str,
    client: DrawnClient,
    known: Knowledge,
    *,
    flags: Iterable[str] = (),
) -> Mark:
    """Return the mark of a session; a log that cannot be believed waits for an instructor."""
    judge = JUDGES.get(question.judge)
    if judge is None:
        reason = f"Nobody judges such a session here: there is no judge {question.judge!r}."
        return unmarked(
            question, Status.UNREADABLE, answer="a session", reasons=[reason], flags=flags
        )
    try:
        found = judge(log_text, client.card, client.seed, known)
    except SessionLogError as error:
        reason = f"The log cannot be used: {error}."
        return unmarked(
            question, Status.UNREADABLE, answer="cannot be read", reasons=[reason], flags=flags
        )
    return marked(
        question,
        answer=found.headline,
        share=found.points / 100,
        safe=found.safe,
        feedback=found.findings,
        flags=flags,
    )
