"""Which rules a result did not keep: all of them, and not only those that its student is told."""

from collections.abc import Iterable
from dataclasses import replace

from tableside.classroom.result import Fault
from tableside.drills import DrillScore
from tableside.drills.score import Deduction
from tableside.drills.vetoes import Veto, VetoKind
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.items.clients import BY_WORD
from tableside.homework.judging import judge, unsafe_to_leave
from tableside.homework.marking import Mark
from tableside.homework.questions import ChoiceQuestion, OrderQuestion, SeveralQuestion
from tableside.homework.responses import (
    AnyAnswer,
    ChoiceAnswer,
    DecisionAnswer,
    OrderAnswer,
    PlanAnswer,
    SeveralAnswer,
)
from tableside.knowledge import Knowledge
from tableside.safety.findings import Finding
from tableside.safety.order import check_order
from tableside.safety.plan import check_plan
from tableside.safety.session_plan import read_plan

WORTH_TELLING = 5.0
"""A loss of fewer marks than this is no misconception of the class (course rule)."""

_VETOES = {
    VetoKind.NO_GO: ("pressed on the {zone}", "Keep off the {zone}."),
    VetoKind.TOO_HARD: ("pressed too hard on the {zone}", "Press less on the {zone}."),
    VetoKind.OVER_LIMIT: (
        "pressed harder than the client's own limit",
        "Stay below the client's own limit.",
    ),
    VetoKind.HEAT: ("broke a rule of heat", "Keep the rules of heat."),
    VetoKind.NOT_HEARD: (
        "did not act on what the client said",
        "Act at once on what the client says.",
    ),
}

_LOSSES = {
    "answering": "answered the client too late",
    "asking": "did not ask how warm it is at every look",
    "breath": "pressed against the breath",
    "closeness": "left the band",
    "complete": "left strokes out",
    "coverage": "left parts of the region out",
    "decision": "decided otherwise than the client's number asks",
    "even": "made strokes of uneven length",
    "evenness": "worked unevenly over the region",
    "hold": "did not hold the pressure",
    "impulse": "gave one side more than the other",
    "listening": "did not ask the client",
    "looking": "did not look at the skin when it was due",
    "moving-on": "stayed too long in one place",
    "on-target": "worked outside the region",
    "pause": "cut the pause short",
    "pressure": "pressed one side harder than the other",
    "ramp": "leaned in too fast",
    "release": "let go too fast",
    "tempo": "lost the tempo once the beat fell silent",
    "time": "gave one side more time than the other",
    "time-on": "left the towel on for too short or too long",
    "together": "were off the beat",
    "worked": "worked for too short a time",
}


def round_faults(score: DrillScore, question: str, known: Knowledge) -> Iterable[Fault]:
    """Yield what made a round unsafe, and what cost it so much that a class should hear of it."""
    yield from (_of_veto(veto, known) for veto in score.vetoes)
    for each in score.deductions:
        if each.marks >= WORTH_TELLING:
            yield _of_loss(question, each)


def _of_veto(veto: Veto, known: Knowledge) -> Fault:
    # A client who is pressed too hard does not mind on which side of the back it was.
    place = veto.zone if veto.kind in {VetoKind.NO_GO, VetoKind.TOO_HARD} else ""
    did, what = (words.format(zone=veto.zone_name) for words in _VETOES[veto.kind])
    return Fault(
        rule=f"{veto.kind}:{place}",
        did=did,
        what=what,
        because=known.zone(place).rule if place else "",
        safety=True,
    )


def _of_loss(question: str, lost: Deduction) -> Fault:
    return Fault(
        rule=f"{question}:{lost.part}",
        did=_LOSSES.get(lost.part, ""),
        what=lost.next_time,
        because="",  # what happened has one student's own numbers in it
        safety=False,
    )


def answer_faults(
    given: Mark, question: object, answer: AnyAnswer, client: DrawnClient | None, known: Knowledge
) -> Iterable[Fault]:
    """Yield the rules that an answer did not keep; *client* is whom the question is about."""
    if given.safe and given.points is not None and given.points >= given.out_of - 1e-9:
        return
    match question, answer:
        case OrderQuestion(), OrderAnswer():
            yield from _of_order(question, answer, known)
        case ChoiceQuestion(), ChoiceAnswer():
            for each in _of_mark(given):
                rule, did = f"{question.id}:{answer.option}", f"chose “{given.answer}”"
                yield replace(each, rule=rule, did=did)
        case SeveralQuestion(), SeveralAnswer():
            yield from _of_ticks(question, answer, known)
        case _, PlanAnswer() if client is not None:
            found = check_plan(read_plan(answer.plan, known), client.facts(known), known)
            yield from map(_of_finding, found.findings)
        case _, DecisionAnswer() if client is not None:
            yield from _of_decision(answer, client, known)
        case _:
            yield from _of_mark(given)


def _of_finding(finding: Finding, did: str = "") -> Fault:
    return Fault(
        rule=finding.rule,
        did=did,
        what=finding.message,
        because=finding.because,
        safety=finding.safety,
    )


def _of_order(question: OrderQuestion, answer: OrderAnswer, known: Knowledge) -> Iterable[Fault]:
    titles = {step.id: step.title for step in known.steps}
    check = check_order(answer.steps, steps=known.steps, asked=question.steps)
    for each in check.findings:
        if each.safety or question.custom_counts:
            first, then = (titles[step] for step in each.subjects)
            yield _of_finding(each, did=f"put “{then}” before “{first}”")


def _of_ticks(
    question: SeveralQuestion, answer: SeveralAnswer, known: Knowledge
) -> Iterable[Fault]:
    for option in question.options:
        check = judge(question, option, known)
        ticked = option.id in answer.options
        if ticked is not check.right:
            yield Fault(
                rule=f"{question.id}:{option.id}",
                did=f"{'chose' if ticked else 'passed over'} “{option.text}”",
                what=check.finding.message,
                because=check.finding.because,
                safety=check.finding.safety if ticked else unsafe_to_leave(question, check),
            )


def _of_decision(answer: DecisionAnswer, client: DrawnClient, known: Knowledge) -> Iterable[Fault]:
    right, chosen = client.verdict(known).decision, BY_WORD[answer.decision]
    if chosen < right:
        yield Fault(
            rule="milder",
            did="decided more mildly than the rules allow for their client",
            what="Let the strictest thing in the file decide.",
            because="One condition that forbids weighs more than many that allow.",
            safety=True,
        )
    elif chosen > right:
        yield Fault(
            rule="stricter",
            did="were stricter than their client needs",
            what="Name the rule that keeps you from beginning; without one, begin.",
            because="A client who is sent away for nothing goes without help.",
            safety=False,
        )
    else:
        yield Fault(
            rule="reasons",
            did="decided rightly, and did not know why",
            what="Say which line of the file decides, and leave out the rest.",
            because="The next file has other lines, and only the reason helps with it.",
            safety=False,
        )


def _of_mark(given: Mark) -> Iterable[Fault]:
    for each in given.feedback:
        # Advice without a rule compares or explains; it is no rule that was broken.
        if each.rule or each.safety:
            yield Fault(
                rule=each.rule or f":{each.act}",
                what=each.act,
                because=each.because,
                safety=each.safety,
            )
