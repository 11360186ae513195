"""The score of a session: safe or not, and apart from that, points with every loss named."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tableside.client import acts
from tableside.client.craft import Loss, losses, losses_so_far
from tableside.client.judged import Judged, judged, news_at, touches
from tableside.client.performed import performed
from tableside.client.session import Session
from tableside.client.truth import Truth, truth
from tableside.knowledge.signs import Response
from tableside.safety.decision import ScreenDecision

UNSAFE_MARKS = 6.0
"""What breaking a rule of safety costs, beside making the session unsafe (course rule)."""

ADVICE_MARKS = 2.0
"""What a finding costs that is no matter of safety (course rule)."""

NOT_ASKED_MARKS, NOT_DECIDED_MARKS, NOT_REFERRED_MARKS, NOT_URGENT_MARKS = 30.0, 20.0, 30.0, 20.0
"""Where nothing may begin: for questions unasked, for no right decision, for nobody sent on, and
for a call that was not urgent and had to be (course rules)."""

NEEDLESS_MARKS = 60.0
"""For sending away, or stopping with, a client who could have been massaged (course rule)."""

PASS_POINTS = 65.0
"""Points that a safe session needs to pass (course rule)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Marks lost, with where, when, why, and what to do next time."""

    at: int
    """The second of the session."""
    step: str
    rule: str
    marks: float
    message: str
    because: str
    safety: bool
    sources: tuple[str, ...] = ()
    times: int = 1
    """How often it happened; ``at`` is the first time, and the marks are lost once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionScore:
    """What a session was worth. Unsafe stays unsafe, whatever points stand beside it."""

    points: float
    """0 to 100."""
    deductions: tuple[Deduction, ...]
    """In the order of time."""
    finished: bool
    """Whether the session was brought to its end."""

    @property
    def unsafe_acts(self) -> tuple[Deduction, ...]:
        """What could have harmed the client."""
        return tuple(each for each in self.deductions if each.safety)

    @property
    def safe(self) -> bool:
        """Whether nothing could have harmed the client."""
        return not self.unsafe_acts

    @property
    def passed(self) -> bool:
        """Whether the session was finished, safe, and reached the pass mark."""
        return self.finished and self.safe and self.points >= PASS_POINTS

    def headline(self) -> str:
        """Return verdict and points as one sentence."""
        if not self.safe:
            rules = len({each.rule for each in self.unsafe_acts})
            broken = "a rule of safety was" if rules == 1 else f"{rules} rules of safety were"
            return f"Unsafe: {broken} broken, and the {self.points:.0f} points do not count."
        unfinished = "" if self.finished else " so far; the session is not finished"
        return f"Safe. {self.points:.0f} of 100 points{unfinished}."


def score_session(session: Session) -> SessionScore:
    """Return the score of a session as it stands; the same session always has the same."""
    deductions = _once([_by_finding(each) for each in judged(session)])
    deductions += [_by_loss(loss) for loss in _lost(session)]
    ordered = tuple(sorted(deductions, key=lambda each: (each.at, not each.safety)))
    points = max(0.0, 100.0 - sum(each.marks for each in ordered))
    return SessionScore(points=round(points, 1), deductions=ordered, finished=session.over)


def _once(deductions: list[Deduction]) -> list[Deduction]:
    """Return the deductions with those of one rule and one advice told once, and counted.

    A rule costs its marks once, however many things were done against it.
    """
    first: dict[tuple[str, str], Deduction] = {}
    paid: set[str] = set()
    for each in deductions:
        told = (each.rule, each.message)
        if told in first:
            first[told] = replace(first[told], times=first[told].times + 1)
        else:
            first[told] = replace(each, marks=0.0) if each.rule in paid else each
            paid.add(each.rule)
    return list(first.values())


def _by_finding(each: Judged) -> Deduction:
    finding = each.finding
    return Deduction(
        at=each.at,
        step=each.step,
        rule=finding.rule,
        marks=UNSAFE_MARKS if finding.safety else ADVICE_MARKS,
        message=finding.message,
        because=finding.because,
        safety=finding.safety,
        sources=finding.sources,
    )


def _by_loss(loss: Loss) -> Deduction:
    return Deduction(
        at=loss.at,
        step=loss.step,
        rule=loss.rule,
        marks=loss.marks,
        message=loss.message,
        because="",
        safety=False,
    )


def _lost(session: Session) -> Iterator[Loss]:
    """Yield what was lost beside what the rules of safety say; what is to come is not missing."""
    known = session.known
    if not session.over:
        yield from losses_so_far(session)
        return
    told = news_at(session)
    first = truth(session.card, known, late_told=False)
    later = truth(session.card, known, late_told=told is not None)
    if not first.may_work(known):
        yield from _sent_away(session, first, since=0)
    elif told is not None and not later.may_work(known):
        yield from _sent_away(session, later, since=told)
    elif _asked_to_end(session):
        return
    elif touches(performed(session)):
        yield from losses(session, later)
    else:
        message = "This client could have been massaged, with what the screening asks for."
        yield Loss(
            at=session.now,
            step="screen-and-consent",
            rule="needless",
            marks=NEEDLESS_MARKS,
            message=message,
        )


def _asked_to_end(session: Session) -> bool:
    """Return whether the session ended early because of what the client said or showed."""
    ends = {Response.STOP_AND_REFER_URGENTLY, Response.END_SESSION}
    signs = [session.known.sign(event.sign) for event in session.events if event.sign]
    return any(sign.respond in ends for sign in signs)


def _sent_away(session: Session, right: Truth, *, since: int) -> Iterator[Loss]:
    """Yield what is missing where nothing may begin, or where the client's news end it."""
    step = "screen-and-consent"
    if not any(isinstance(done.act, acts.AskHealth) for done in session.done):
        message = "Ask every screening question before anything else."
        yield Loss(at=0, step=step, rule="H1", marks=NOT_ASKED_MARKS, message=message)
    decided = [done.act for done in session.done if isinstance(done.act, acts.Decide)]
    words = right.verdict.decision.words.lower()
    if since == 0 and not any(act.decision == right.verdict.decision.word for act in decided):
        message = f"Decide what the screening says: {words}."
        yield Loss(at=0, step=step, rule="decide", marks=NOT_DECIDED_MARKS, message=message)
    yield from _not_referred(session, right)


def _not_referred(session: Session, right: Truth) -> Iterator[Loss]:
    referred = [done.act for done in session.done if isinstance(done.act, acts.Refer)]
    step, at = "screen-and-consent", session.now
    sent_on = right.verdict.decision in {ScreenDecision.CLEARANCE, ScreenDecision.REFER}
    if right.verdict.urgent and not any(act.urgent for act in referred):
        marks = NOT_URGENT_MARKS if referred else NOT_REFERRED_MARKS
        message = "Get medical help today: this client needs it."
        yield Loss(at=at, step=step, rule="urgent", marks=marks, message=message)
    elif sent_on and not referred:
        message = "Send the client to their doctor, and say why."
        yield Loss(at=at, step=step, rule="refer", marks=NOT_REFERRED_MARKS, message=message)
