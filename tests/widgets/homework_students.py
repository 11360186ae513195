"""Invented students who answer a whole assignment through the widgets, as a page would."""

import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from tableside.client.log import SessionLog
from tableside.client.policies import dangerous, expert
from tableside.client.session import Session
from tableside.drills import trace_to_float32
from tableside.drills.simulated import DANGEROUS, EXPERT, Learner, simulate_round
from tableside.homework.asked import deciding
from tableside.homework.desk import Desk
from tableside.homework.drafts import plan_text
from tableside.homework.forms.plan_forms import plan_forms
from tableside.homework.items.limit_words import limits_that_hold
from tableside.homework.judging import judge, unsafe_to_leave
from tableside.homework.marks.numbers import right_number
from tableside.homework.questions import (
    AnyQuestion,
    ChoiceQuestion,
    DecisionQuestion,
    DrillQuestion,
    NumberQuestion,
    OrderQuestion,
    PlaceQuestion,
    PlanQuestion,
    SessionQuestion,
    SeveralQuestion,
    WrittenQuestion,
)
from tableside.homework.zones import zones_called
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Heat
from tableside.safety.nearest_order import nearest_order
from tableside.safety.plan import check_plan
from tableside.safety.precedence import precedence_rules
from tableside.safety.session_plan import read_plan
from tableside.widgets.item_head import ItemBox
from tableside.widgets.item_screens import screen
from tableside.widgets.item_session import session_keeper

AUTHORED = Path(__file__).parents[2] / "assignments" / "authoring"
ASSIGNMENTS = sorted(path.stem for path in AUTHORED.glob("*.toml"))

KNOWN = knowledge()
Part = tuple[str, dict[str, Any]]


def new_desk(folder: Path, assignment: str, student: str = "ana") -> Desk:
    """Return the desk of a student who has not answered anything yet."""
    place = folder / assignment
    place.mkdir(parents=True)
    shutil.copyfile(AUTHORED / f"{assignment}.toml", place / "questions.toml")
    desk = Desk(place, KNOWN)
    desk.name_student(student)
    return desk


def inner(desk: Desk, question: AnyQuestion) -> Any:
    """Return the widget that answers *question*, without the words above it."""
    shown = screen(desk, question)
    return shown.children[-1] if isinstance(shown, ItemBox) else shown


def answer_right(  # noqa: C901 - an arm for each kind of question
    desk: Desk, question: AnyQuestion, shown: Any = None
) -> None:
    """Answer a question as the rules would have it, on the widget *shown* or on a new one."""
    item = shown or inner(desk, question)
    match question:
        case ChoiceQuestion():
            item.answer = next(each.id for each in question.options if _right(question, each))
        case SeveralQuestion():
            item.answer = [each.id for each in question.options if _right(question, each)]
        case OrderQuestion():
            item.answer = list(nearest_order(question.steps, precedence_rules(KNOWN.steps)))
        case NumberQuestion():
            right = right_number(question.asks, KNOWN)
            item.answer = f"{(right.low + right.high) / 2:g} {right.unit}"
        case PlaceQuestion():
            assert question.zone
            item.answer = list(zones_called(question.zone, KNOWN)[0].spot)
        case DecisionQuestion():
            client = desk.client(question.id)
            verdict = client.verdict(KNOWN)
            item.answer = {
                "decision": verdict.decision.word,
                "why": sorted(deciding(client, verdict)),
                "limits": list(limits_that_hold(verdict.limits)) if question.limits else [],
            }
        case PlanQuestion():
            item.parts = as_parts(right_plan(desk, question))
        case DrillQuestion():
            for number in range(question.rounds):
                press(item, EXPERT, number)
        case SessionQuestion():
            give(desk, question, expert)
        case WrittenQuestion():
            item.answer = "I say in plain words what I noticed."


def answer_unsafely(  # noqa: C901 - an arm for each kind of question
    desk: Desk, question: AnyQuestion, shown: Any = None
) -> bool:
    """Answer so that a client would come to harm; return whether that is possible here."""
    item = shown or inner(desk, question)
    match question:
        case ChoiceQuestion() | SeveralQuestion():
            return _choose_harm(item, question)
        case OrderQuestion():
            right = nearest_order(question.steps, precedence_rules(KNOWN.steps))
            item.answer = list(reversed(right))
        case NumberQuestion():
            right_amount = right_number(question.asks, KNOWN)
            times = 3 if question.danger == "above" else 0.2
            item.answer = f"{right_amount.high * times:g} {right_amount.unit}"
            return question.danger is not None
        case PlaceQuestion():
            item.answer = list(KNOWN.zone("spine").spot)
            return question.level is not None
        case DecisionQuestion():
            item.answer = {"decision": "proceed", "why": [], "limits": []}
            return not desk.client(question.id).verdict(KNOWN).may_begin
        case PlanQuestion():
            item.parts = as_parts([*right_plan(desk, question), HARMFUL])
        case DrillQuestion():
            for number in range(question.rounds):
                press(item, DANGEROUS, number)
        case SessionQuestion():
            give(desk, question, dangerous)
        case WrittenQuestion():
            return False
    return True


HARMFUL: Part = (
    "stroke",
    {"zone": "spine", "stroke": "friction", "contact": "elbow", "level": "5", "seconds": "300"},
)


def press(item: Any, learner: Learner, number: int, feedback: str = "hidden") -> None:
    """Send a finished round as the page sends it."""
    trace, _ = simulate_round(item.plan, learner, random.Random(number), drill=item.drill_id)
    assert trace is not None
    item.trace_bytes = trace_to_float32(trace)
    item.trace_meta = {
        "recording": f"round-{number}-{feedback}",
        "device": trace.device.value,
        "feedback": feedback,
    }
    assert item.error == ""


def give(desk: Desk, question: SessionQuestion, policy: Callable[[Session], None]) -> None:
    """Give a session to the client of *question*, and keep its log as the table does."""
    client = desk.client(question.id)
    session = Session(client.card, client.seed, KNOWN)
    policy(session)
    session_keeper(desk, question.id, None)(SessionLog.of(session))


def as_parts(plan: list[Part]) -> list[dict[str, Any]]:
    """Return a plan as the page sends it."""
    return [
        {"id": f"part-{number}", "kind": kind, "answers": answers}
        for number, (kind, answers) in enumerate(plan)
    ]


def right_plan(desk: Desk, question: PlanQuestion) -> list[Part]:
    """Return the first plan, as forms are filled in, in which the rules find nothing."""
    facts = desk.client(question.id).facts(KNOWN)
    forms = plan_forms(KNOWN)
    for plan in _plans(question, facts.limits.heat):
        parts = [forms[kind].part(answers) for kind, answers in plan]
        if not check_plan(read_plan(plan_text(parts), KNOWN), facts, KNOWN).findings:
            return plan
    raise AssertionError(f"no plan is right for {question.id} of {desk.student}")


def _plans(question: PlanQuestion, heat: Heat | None) -> Iterator[list[Part]]:
    placings = [
        {"position": each.id, "pillows": [f"{each.id}/{p.id}" for p in each.pillows if p.always]}
        for each in KNOWN.positions
    ]
    zones = ["erector-lower-left", "gluteal-upper-left", "sacrum", "erector-upper-left"]
    strokes = [("effleurage", "palm", "60"), ("resting-contact", "palm", "20")]
    for placing, zone, (stroke, contact, seconds) in product(placings, zones, strokes):
        parts: Mapping[str, dict[str, Any]] = {
            "place": placing,
            "towel": _towel(heat),
            "oil": {"carrier": "jojoba", "scent": "none", "percent": "0", "patch_tested": True},
            "stroke": {
                "zone": zone,
                "stroke": stroke,
                "contact": contact,
                "level": "1",
                "seconds": seconds,
            },
        }
        yield [(kind, parts[kind]) for kind in question.parts]


def _towel(heat: Heat | None) -> dict[str, Any]:
    lower = heat is Heat.LOWER
    return {
        "bath": "44",
        "surface": "40" if lower else "41",
        "minutes": "5" if lower else "6",
        "layers": "4",
        "measured": True,
        "feeling_tested": True,
        "dry_layer": True,
        "covered": True,
        "checks": ["0", "2", "off"] if lower else ["0", "2", "5", "off"],
    }


def _right(question: ChoiceQuestion | SeveralQuestion, option: Any) -> bool:
    return judge(question, option, KNOWN).right


def _choose_harm(item: Any, question: ChoiceQuestion | SeveralQuestion) -> bool:
    checks = {each.id: judge(question, each, KNOWN) for each in question.options}
    harmful = [name for name, check in checks.items() if check.finding.safety and not check.right]
    wrong = [name for name, check in checks.items() if not check.right]
    if isinstance(question, ChoiceQuestion):
        item.answer = (harmful or wrong)[0]
        return bool(harmful)
    item.answer = harmful[:1] or wrong[:1]
    return bool(harmful) or any(unsafe_to_leave(question, each) for each in checks.values())
