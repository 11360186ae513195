"""What the rules of safety say of a session, each finding with its second and its step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tableside.client import acts
from tableside.client.acts import Act
from tableside.client.card import Part as ConsentPart
from tableside.client.performed import Part, as_plan, performed
from tableside.client.session import Done, Session
from tableside.client.sign_answers import unanswered, worked_again
from tableside.client.steps_done import steps_done
from tableside.client.truth import Truth, truth
from tableside.knowledge.technique import Topic
from tableside.safety.areas import sideless
from tableside.safety.cited import by_conditions, by_parameter, by_rule
from tableside.safety.decision import ScreenDecision
from tableside.safety.facts import ClientFacts
from tableside.safety.findings import Finding
from tableside.safety.heat import Towel
from tableside.safety.oil import OilBlend
from tableside.safety.order import check_order
from tableside.safety.plan import check_plan
from tableside.safety.position import Placing
from tableside.safety.session_plan import Work

NEWS_SECONDS = 15
"""So long may it take until news about the client's health changes the session (course rule)."""

_STEPS = {Placing: "body-straight", Towel: "hot-towel", OilBlend: "oils", Work: "spread-pressure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding, the second at which it happened, and the step of the session it belongs to."""

    at: int
    step: str
    finding: Finding


def judged(session: Session) -> tuple[Judged, ...]:
    """Return all that the rules say of a session, in the order of time."""
    parts = performed(session)
    found = [
        *_by_plan(session, parts),
        *_consent(session, parts),
        *_decision(session),
        *_signs(session),
        *_rising(session),
    ]
    rules = {each.finding.rule for each in found}
    found += [each for each in _order(session) if each.finding.rule not in rules]
    return tuple(sorted(found, key=lambda each: each.at))


def touches(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return the parts in which something was done to the client's back."""
    return tuple(part for part in parts if not isinstance(part.segment, Placing))


def _by_plan(session: Session, parts: Sequence[Part]) -> Iterator[Judged]:
    """Yield what the rules for plans say, before and after the client's late news."""
    if not touches(parts):
        return
    known = session.known
    first = truth(session.card, known, late_told=False).facts
    yield from _checked(session, parts, first)
    told = news_at(session)
    if told is None:
        return
    later = [part for part in parts if part.ended > told + NEWS_SECONDS]
    if touches(later):
        # What is wrong with the later parts whatever the news has been said of all parts above.
        anyway = {_told(each) for each in _checked(session, later, first)}
        facts = truth(session.card, known, late_told=True).facts
        for each in _checked(session, later, facts):
            if _told(each) not in anyway:
                yield replace(each, at=max(each.at, told + NEWS_SECONDS))


def _told(each: Judged) -> tuple[str, str]:
    return each.finding.rule, each.finding.message


def news_at(session: Session) -> int | None:
    """Return the second at which the client told of what came late to their mind."""
    late = session.card.late
    told = (e.at for e in session.events if late and e.condition == late.condition)
    return next(told, None)


def _checked(session: Session, parts: Sequence[Part], facts: ClientFacts) -> Iterator[Judged]:
    towels = [part for part in parts if isinstance(part.segment, Towel)]
    touched = touches(parts)
    for finding in check_plan(as_plan(parts), facts, session.known).findings:
        part = _subject(finding, parts, towels)
        if part is None:
            # About the whole: limits of time show at the end, all others from the first touch.
            whole = finding.rule in {"low-back-minutes", "client-minutes", "places"}
            at = touched[-1].ended if whole else touched[0].began
            yield Judged(at=at, step=_named_step(finding, session), finding=finding)
        elif not _too_soon(finding, part):
            yield Judged(at=part.began, step=_STEPS[type(part.segment)], finding=finding)


def _too_soon(finding: Finding, part: Part) -> bool:
    """Return whether a finding blames an end that was not the learner's choice, or has not come."""
    if part.goes_on and "take-off" in finding.subjects:
        return True
    return (part.cut_short or part.goes_on) and not finding.safety


def _subject(finding: Finding, parts: Sequence[Part], towels: Sequence[Part]) -> Part | None:
    for name in finding.subjects:
        kind, _, number = name.rpartition("-")
        if kind in {"segment", "towel"} and number.isdigit():
            return (parts if kind == "segment" else towels)[int(number) - 1]
    return None


def _named_step(finding: Finding, session: Session) -> str:
    numbers = session.known.parameters
    if any(each.id == finding.rule and each.topic is Topic.HEAT for each in numbers):
        return "hot-towel"
    steps = {step.id for step in session.known.steps}
    return next((name for name in finding.subjects if name in steps), "spread-pressure")


def _consent(session: Session, parts: Sequence[Part]) -> Iterator[Judged]:
    """Yield what was done unasked, unwashed or without a yes."""
    for needed, part in _first_needs(session, parts).items():
        agreed = _agreed(session, part.began)
        if needed not in agreed:
            yield _by_rule(
                session,
                "H2",
                f"Ask for consent to this before you begin, and keep to the answer: {needed}.",
                at=part.began,
            )
    touched = touches(parts)
    if not touched:
        return
    first = touched[0].began
    for kind, rule, message in (
        (acts.AskHealth, "H1", "Ask every screening question before any touch or heat."),
        (acts.WashHands, "H3", "Wash your hands before any touch."),
    ):
        if not _before(session, kind, first):
            yield _by_rule(session, rule, message, at=first)


def _first_needs(session: Session, parts: Sequence[Part]) -> dict[ConsentPart, Part]:
    """Return each part of the plan that needed a yes, with what first needed it."""
    found: dict[ConsentPart, Part] = {}
    for part in touches(parts):
        found.setdefault(ConsentPart.TOUCH, part)
        match part.segment:
            case Towel():
                found.setdefault(ConsentPart.HEAT, part)
            case OilBlend():
                found.setdefault(ConsentPart.OIL, part)
            case Work(zone=zone):
                if sideless(session.known.zone(zone)) in {"gluteal-upper", "sciatic"}:
                    found.setdefault(ConsentPart.BUTTOCKS, part)
            case _:
                pass
    return found


def _agreed(session: Session, at: int) -> set[ConsentPart]:
    asked: set[ConsentPart] = set()
    for done in session.done:
        if isinstance(done.act, acts.AskConsent) and done.at <= at:
            asked |= set(done.act.parts)
    return asked - set(session.card.no_wish_for)


def _before(session: Session, kind: type[Act], at: int) -> bool:
    return any(isinstance(done.act, kind) and done.at <= at for done in session.done)


def _by_rule(session: Session, rule: str, message: str, *, at: int) -> Judged:
    finding = by_rule(session.known.rule(rule), message=message, subjects=("screen-and-consent",))
    return Judged(at=at, step="screen-and-consent", finding=finding)


def _decision(session: Session) -> Iterator[Judged]:
    """Yield where the learner decided otherwise than the screening does."""
    told = news_at(session)
    for done in session.done:
        if not isinstance(done.act, acts.Decide):
            continue
        right = truth(session.card, session.known, late_told=told is not None and told <= done.at)
        chosen = ScreenDecision[done.act.decision.upper().replace("-", "_")]
        if chosen is not right.verdict.decision:
            yield _decided(session, done, chosen, right)


def _decided(session: Session, done: Done, chosen: ScreenDecision, right: Truth) -> Judged:
    milder = chosen < right.verdict.decision
    finding = by_rule(
        session.known.rule("H1"),
        message=f"The screening says: {right.verdict.decision.words.lower()}. "
        f"You decided: {chosen.words.lower()}.",
        subjects=("screen-and-consent",),
        safety=milder,
    )
    causes = [f.condition for f in right.verdict.fired if f.decision >= right.verdict.decision]
    if causes:
        finding = by_conditions(finding, causes, lambda _: True)
    return Judged(at=done.at, step="screen-and-consent", finding=finding)


def _signs(session: Session) -> Iterator[Judged]:
    for at, finding in (*unanswered(session), *worked_again(session)):
        yield Judged(at=at, step="breathe-and-pause", finding=finding)


def _rising(session: Session) -> Iterator[Judged]:
    """Yield oil left on, and a rise without sitting first."""
    known = session.known
    rises = [done for done in session.done if isinstance(done.act, acts.LetRise)]
    oils = [done.at for done in session.done if isinstance(done.act, acts.TakeOil)]
    wipes = [done.at for done in session.done if isinstance(done.act, acts.Wipe)]
    if rises and oils and not any(oils[-1] < wiped <= rises[0].at for wiped in wipes):
        message = "Wipe the oil off before the client gets up."
        finding = by_rule(known.rule("H12"), message=message, subjects=("roll-off",))
        yield Judged(at=rises[0].at, step="roll-off", finding=finding)
    sits = [done.at for done in session.done if _sits(done.act)]
    sitting = known.parameter("sit-before-standing")
    least = 60 * sitting.span[0]
    for done in rises:
        stands = isinstance(done.act, acts.LetRise) and done.act.stage == "stand"
        if stands and not any(at <= done.at - least for at in sits):
            finding = by_parameter(
                sitting,
                message=f"Let the client sit for {sitting.span[0]:g} to {sitting.span[1]:g} "
                "minutes before they stand.",
                because="Blood pressure can drop on rising, more so after heat and rest.",
                subjects=("roll-off",),
            )
            yield Judged(at=done.at, step="roll-off", finding=finding)


def _sits(act: Act) -> bool:
    return isinstance(act, acts.Steady) or (isinstance(act, acts.LetRise) and act.stage == "sit")


def _order(session: Session) -> Iterator[Judged]:
    """Yield where the steps came in another order than the rules ask for."""
    done = steps_done(session)
    check = check_order(tuple(done), steps=session.known.steps)
    for finding in check.findings:
        # The step that came too soon is the second of the two.
        step = finding.subjects[1]
        yield Judged(at=done[step], step=step, finding=finding)
