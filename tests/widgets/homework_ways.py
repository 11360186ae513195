"""Ways to answer each question, right and wrong, with a name and what the rubric gives for them.

What is the same for everyone stands in ``wrong-answers.toml``. What depends on a student's client,
or on a hand, is made here from the mistake: the safety rules say what that client would bear.
"""

import random
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from types import SimpleNamespace
from typing import Any

from tableside.client import acts
from tableside.client.policies import dangerous, hurried
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.drills.catalogue import score_round
from tableside.drills.simulated import STUDENT, simulate_round
from tableside.homework.asked import deciding, reasons_for
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.desk import Desk
from tableside.homework.drafts import plan_text
from tableside.homework.forms.plan_forms import plan_forms
from tableside.homework.items.limit_words import LIMIT_STATEMENTS, limits_that_hold
from tableside.homework.marking import Mark, Status, mark
from tableside.homework.questions import (
    AnyQuestion,
    ChoiceQuestion,
    DecisionQuestion,
    DrillQuestion,
    OrderQuestion,
    PlaceQuestion,
    PlanQuestion,
    SessionQuestion,
    SeveralQuestion,
    WrittenQuestion,
)
from tableside.homework.zones import zones_called
from tableside.safety.decision import ScreenDecision
from widgets.homework_students import (
    HARMFUL,
    KNOWN,
    answer_right,
    answer_unsafely,
    as_parts,
    give,
    inner,
    press,
    right_plan,
)

FILE = Path(__file__).parents[1] / "homework" / "wrong-answers.toml"
COMMON: dict[str, dict[str, list[dict[str, Any]]]] = tomllib.loads(FILE.read_text("utf-8"))

SESSION_FROM = 0.9
"""The share of its points that a session by an expert's script earns at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to answer a question."""

    name: str
    points: float | None
    """What the rubric gives; none where an instructor gives it."""
    give: Callable[[Desk], None]
    safe: bool = True
    status: Status = Status.MARKED
    at_least: bool = False
    """Whether it may earn more than ``points``."""

    def fits(self, found: Mark) -> bool:
        """Return whether a mark is what the rubric gives."""
        if (found.status, found.safe) != (self.status, self.safe):
            return False
        if self.points is None or found.points is None:
            return self.points is found.points
        off = found.points - self.points
        return -0.006 < off < (found.out_of if self.at_least else 0.006)


def marks(desk: Desk, student: str = "") -> dict[str, Mark]:
    """Return the marks of what a desk holds, by question."""
    found = mark(desk.assignment, desk.hand_in(), KNOWN, student=student or desk.student)
    return {each.question: each for each in found}


def open_way(name: str = "leaves it open") -> Way:
    """Return the way of who does not answer."""
    return Way(name=name, points=0, give=lambda _: None, status=Status.UNANSWERED)


def right_way(question: AnyQuestion) -> Way:
    """Return the way that earns everything: as the rules would have it."""

    def answer(desk: Desk) -> None:
        answer_right(desk, question)

    if isinstance(question, WrittenQuestion):
        return Way(name="writes", points=None, give=answer, status=Status.BY_HAND)
    if isinstance(question, SessionQuestion):
        points = SESSION_FROM * question.points
        return Way(name="as an expert", points=points, give=answer, at_least=True)
    return Way(name="right", points=question.points, give=answer)


def typed_way(desk: Desk, question: AnyQuestion) -> Way | None:
    """Return the way of who types the right answer; none for what is done by hand or written."""
    text = typed_text(desk, question)
    if not text:
        return None

    def answer(desk: Desk) -> None:
        item = inner(desk, question)
        item.typed = {"number": 1, "text": text}
        assert item.error == "", (question.id, text, item.error)

    return Way(name="types it", points=question.points, give=answer)


def wrong_ways(desk: Desk, question: AnyQuestion) -> tuple[Way, ...]:
    """Return three wrong ways to answer *question*, for the client of this desk's student."""
    match question:
        case DecisionQuestion():
            return tuple(_wrong_decisions(question, desk.client(question.id)))
        case PlanQuestion():
            return tuple(_wrong_plans(question, desk))
        case DrillQuestion():
            return tuple(_wrong_rounds(question))
        case SessionQuestion():
            return tuple(_wrong_sessions(question, desk.client(question.id)))
        case WrittenQuestion():
            return tuple(_wrong_texts(question))
        case _:
            asked = COMMON[desk.assignment.id][question.id]
            return tuple(_common(question, each) for each in asked)


def _common(question: AnyQuestion, about: dict[str, Any]) -> Way:
    if about.get("open"):
        return open_way(about["name"])
    answer = next(about[key] for key in _ANSWERS if key in about)

    def send(desk: Desk) -> None:
        item = inner(desk, question)
        item.answer = answer
        assert item.error == "", (question.id, answer, item.error)

    safe = not about.get("unsafe", False)
    return Way(name=about["name"], points=about["points"], give=send, safe=safe)


_ANSWERS = ("chooses", "ticks", "types", "order", "shows")

MILDER = {"adapt": 0.30, "avoid-area": 0.60}
"""What going ahead costs where the massage may begin and something has to be kept to."""


def _wrong_decisions(question: DecisionQuestion, client: DrawnClient) -> Iterator[Way]:
    """Yield a decision that is too mild, one that is too strict, and the right one, unfounded.

    The decision counts 0.6, its reasons 0.2 and, where they are asked and the massage begins, its
    limits 0.2.
    """
    verdict = client.verdict(KNOWN)
    right, why = verdict.decision.word, sorted(deciding(client, verdict))
    holding = list(limits_that_hold(verdict.limits))
    begins = question.limits and verdict.may_begin
    if right == "proceed":
        yield _decision(question, "too strict: adapts for nothing", "adapt", [], [], 0.95)
    else:
        flagged = any(each.condition.red_flag for each in verdict.fired)
        harmful = not verdict.may_begin or flagged or (begins and bool(holding))
        unfounded = 0.8 if begins else 0.75
        share = 0 if harmful else (1 - MILDER[right]) * unfounded
        yield _decision(
            question, "goes ahead, whatever was told", "proceed", [], [], share, harmful
        )
    if right == "stop":
        yield _decision(question, "a doctor some day instead of care now", "refer", why, [], 0.8)
    else:
        yield _decision(question, "too strict: emergency care", "stop", why, [], 0.85)
    others = [each for each in reasons_for(question, client, KNOWN) if each not in why]
    limits = holding if begins else []
    share = 0.8 if begins else 0.75
    yield _decision(
        question, "decides rightly, for a wrong reason", right, others[:1], limits, share
    )


def _decision(
    question: DecisionQuestion,
    name: str,
    decision: str,
    why: list[str],
    limits: list[str],
    share: float,
    harmful: bool = False,
) -> Way:
    answer = {"decision": decision, "why": why, "limits": limits}

    def decide(desk: Desk) -> None:
        item = inner(desk, question)
        item.answer = answer
        assert item.error == "", (question.id, answer, item.error)

    named = f"unsafe: {name}" if harmful else name
    return Way(name=named, points=share * question.points, give=decide, safe=not harmful)


def _wrong_plans(question: PlanQuestion, desk: Desk) -> Iterator[Way]:
    """Yield a plan with an unsafe stroke, one with a part left out, and one without pillows."""
    right = right_plan(desk, question)
    place = next(answers for kind, answers in right if kind == "place")
    position = KNOWN.position(place["position"])
    needed = [each for each in position.pillows if each.always]
    kept = 1 - 1 / len(question.parts)

    def send(parts: list[Any]) -> Callable[[Desk], None]:
        def plan(desk: Desk) -> None:
            item = inner(desk, question)
            item.parts = as_parts(parts)
            assert item.error == "", (question.id, item.error)

        return plan

    yield Way(
        name="unsafe: an elbow on the spine", points=0, give=send([*right, HARMFUL]), safe=False
    )
    yield Way(name="leaves a part unplanned", points=kept * question.points, give=send(right[:-1]))
    if needed:
        bare = [(k, {**a, "pillows": []} if k == "place" else a) for k, a in right]
        share = 1 - 0.1 * len(needed)
        yield Way(name="no pillows", points=share * question.points, give=send(bare))
    else:
        yield Way(name="the place alone, nothing with it", points=0, give=send([]))


def _wrong_rounds(question: DrillQuestion) -> Iterator[Way]:
    """Yield dangerous rounds, rounds that are practice alone, and those of a student."""
    done = simulate_round(question.plan, STUDENT, random.Random(0), drill=question.id)
    score = score_round(question.plan, *done)
    assert score.safe
    share = min(1.0, (score.points or 0.0) / question.rounds / 80)

    def unsafely(desk: Desk) -> None:
        answer_unsafely(desk, question)

    def practise(desk: Desk) -> None:
        press(inner(desk, question), STUDENT, 0, feedback="always")

    def learn(desk: Desk) -> None:
        press(inner(desk, question), STUDENT, 0)

    yield Way(name="unsafe: a dangerous hand", points=0, give=unsafely, safe=False)
    yield Way(name="practises in sight", points=0, give=practise, status=Status.UNANSWERED)
    yield Way(name="one round, by a student's hand", points=share * question.points, give=learn)


def _wrong_sessions(question: SessionQuestion, client: DrawnClient) -> Iterator[Way]:
    """Yield a dangerous session, one that is left half-way, and one in a hurry."""

    def leave(session: Session) -> None:
        session.do(acts.Explain())
        session.do(acts.WashHands())

    def by(policy: Callable[[Session], None]) -> Callable[[Desk], None]:
        return lambda desk: give(desk, question, policy)

    session = Session(client.card, client.seed, KNOWN)
    hurried(session)
    score = score_session(session)
    points = score.points * question.points / 100 if score.safe and score.finished else 0.0
    yield Way(name="unsafe: asks nothing, too hot", points=0, give=by(dangerous), safe=False)
    yield Way(name="leaves half-way", points=0, give=by(leave))
    yield Way(name="in a hurry", points=points, give=by(hurried), safe=score.safe)


def _wrong_texts(question: WrittenQuestion) -> Iterator[Way]:
    """Yield nothing, white space, and a text that an instructor has to read."""

    def write(text: str) -> Callable[[Desk], None]:
        def send(desk: Desk) -> None:
            inner(desk, question).answer = text

        return send

    yield open_way("writes nothing")
    yield Way(name="writes spaces alone", points=0, give=write(" \n "), status=Status.UNANSWERED)
    yield Way(
        name="writes one word for an instructor to judge",
        points=None,
        give=write("Hm."),
        status=Status.BY_HAND,
    )


def typed_text(desk: Desk, question: AnyQuestion) -> str:
    """Return the right answer as it is typed to the question on paper; empty where none is."""
    if isinstance(question, DrillQuestion | SessionQuestion | WrittenQuestion):
        return ""
    shown = SimpleNamespace(answer=None, parts=None)
    answer_right(desk, question, shown)
    if isinstance(question, DecisionQuestion | PlanQuestion):
        return _typed_for_client(desk, question, shown)
    match question:
        case ChoiceQuestion() | SeveralQuestion():
            chosen = [shown.answer] if isinstance(shown.answer, str) else shown.answer
            return _letters([each.id for each in question.options], chosen)
        case OrderQuestion():
            return " ".join(str(question.steps.index(step) + 1) for step in shown.answer)
        case PlaceQuestion():
            zone = zones_called(question.zone or "", KNOWN)[0]
            return _letters([each.id for each in KNOWN.zones], [zone.id])
        case _:
            return str(shown.answer)


def _typed_for_client(
    desk: Desk, question: DecisionQuestion | PlanQuestion, shown: SimpleNamespace
) -> str:
    if isinstance(question, PlanQuestion):
        forms = plan_forms(KNOWN)
        return plan_text([forms[each["kind"]].part(each["answers"]) for each in shown.parts])
    reasons = reasons_for(question, desk.client(question.id), KNOWN)
    lists = [_letters(reasons, shown.answer["why"])]
    if question.limits:
        lists.append(_letters(tuple(LIMIT_STATEMENTS), shown.answer["limits"]))
    words = tuple(each.word for each in ScreenDecision)
    return "; ".join([_letters(words, [shown.answer["decision"]]), *lists])


def _letters(names: Sequence[str], given: Iterable[str]) -> str:
    return ", ".join(ascii_lowercase[names.index(each)] for each in given) or "none"
