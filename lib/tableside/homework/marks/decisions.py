"""Marks of decisions for a client: the decision, what decides, and what limits the massage."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from tableside.homework.asked import deciding, topic
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.generate import DrawError
from tableside.homework.cards.twin import near_miss_twin
from tableside.homework.items.clients import BY_WORD, DecisionQuestion
from tableside.homework.items.limit_words import LIMIT_STATEMENTS, limits_that_hold
from tableside.homework.marks.costs import BEGINS, cost, is_unsafe
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.homework.responses import DecisionAnswer
from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Condition
from tableside.safety.decision import ScreenDecision
from tableside.safety.verdict import Verdict

DECISION_SHARE, WHY_SHARE, LIMITS_SHARE = 0.6, 0.2, 0.2
"""How much decision, reasons and limits count (course rule); what is not asked leaves the sum."""

FREE = "This client may be massaged: nothing in the file speaks against it."
IN_VAIN = "Sending somebody away for nothing costs them a massage that would do good."
NEEDLESS = "What is held back for nothing is missing in the massage."

NEEDLESS_LIMIT = 0.25
"""What each limit that no rule asks for takes from the limits' share (course rule)."""


def mark_decision(
    question: DecisionQuestion,
    answer: DecisionAnswer,
    client: DrawnClient,
    known: Knowledge,
    *,
    flags: Iterable[str] = (),
) -> Mark:
    """Return the mark of a decision: the share for why and limits counts as far as it was right."""
    verdict = client.verdict(known)
    chosen = BY_WORD[answer.decision]
    asked_limits = question.limits and verdict.may_begin and chosen in BEGINS
    forgotten = _forgotten(answer.limits, verdict) if asked_limits else ()
    safe = not is_unsafe(chosen, verdict) and not forgotten
    parts = [(DECISION_SHARE, 1.0), (WHY_SHARE, overlap(answer.why, deciding(client, verdict)))]
    if asked_limits:
        parts.append((LIMITS_SHARE, _limits_share(answer.limits, verdict)))
    quality = sum(weight * share for weight, share in parts) / sum(weight for weight, _ in parts)
    return marked(
        question,
        answer=_spoken(answer, chosen),
        share=(1 - cost(chosen, verdict.decision)) * quality,
        safe=safe,
        feedback=_feedback(chosen, answer, client, verdict, forgotten, known),
        flags=flags,
    )


def overlap(chosen: Collection[str], right: Collection[str]) -> float:
    """Return how well two sets agree: what they share, of all that is in either."""
    ours, theirs = set(chosen), set(right)
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _forgotten(chosen: Collection[str], verdict: Verdict) -> tuple[str, ...]:
    """Return the limits that hold for the client, and that neither they nor stricter ones tell."""
    return tuple(
        name
        for name in limits_that_hold(verdict.limits)
        if name not in chosen and LIMIT_STATEMENTS[name].covered_by not in chosen
    )


def _limits_share(chosen: Collection[str], verdict: Verdict) -> float:
    needless = set(chosen) - set(limits_that_hold(verdict.limits))
    return max(0.0, 1 - NEEDLESS_LIMIT * len(needless))


def _feedback(  # noqa: PLR0913, PLR0917 - what was answered, and what the rules say of it
    chosen: ScreenDecision,
    answer: DecisionAnswer,
    client: DrawnClient,
    verdict: Verdict,
    forgotten: Collection[str],
    known: Knowledge,
) -> Iterable[Advice]:
    right = deciding(client, verdict)
    reasons = [each for each in known.conditions if each.id in right]
    if chosen is not verdict.decision:
        yield from (_by(each, chosen, verdict) for each in reasons)
        if not reasons:
            yield Advice(act=FREE, because=IN_VAIN, hint=f"{_direction(chosen, verdict)} {IN_VAIN}")
    elif set(answer.why) != right:
        hint = "The decision is right. Look again at what decides it, and leave out the rest."
        yield from (replace(_by(each, chosen, verdict), hint=hint) for each in reasons)
        if not reasons:
            yield Advice(act="The decision is right, and nothing in the file limits it.", hint=hint)
    yield from _forgotten_limits(forgotten, verdict)
    if chosen in BEGINS and verdict.may_begin:
        yield from _needless_limits(answer.limits, verdict)
    if chosen is not verdict.decision:
        yield from _twin(client, known)


def _direction(chosen: ScreenDecision, verdict: Verdict) -> str:
    """Return how a decision is wrong, without saying which one is right."""
    if is_unsafe(chosen, verdict):
        return "Do not do this: it could harm this client. Read the file again."
    if chosen < verdict.decision:
        return "This is milder than the rules allow. Read the file again."
    return "This is stricter than the rules are. Read the file again, and see what it asks for."


def _by(condition: Condition, chosen: ScreenDecision, verdict: Verdict) -> Advice:
    """Return what a condition that decides asks for: its question, while that is open."""
    waiting = verdict.decision is ScreenDecision.HOLD
    told = Advice(
        act=f"Ask first: “{condition.ask}”" if waiting else condition.adapt.do,
        because=condition.because,
        rule=condition.number,
        sources=condition.sources,
        course_rule=condition.course_rule,
        safety=is_unsafe(chosen, verdict),
    )
    hint = f"{_direction(chosen, verdict)} {condition.because} ({told.cited})"
    return replace(told, hint=hint)


def _forgotten_limits(forgotten: Collection[str], verdict: Verdict) -> Iterable[Advice]:
    """Yield the limits that would have kept the client safe; the student is told their number."""
    count = "A limit that keeps this client safe is missing"
    if len(forgotten) > 1:
        count = f"{len(forgotten)} limits that keep this client safe are missing"
    limiting = [each.condition for each in verdict.fired]
    rules = ", ".join(each.number for each in limiting)
    hint = f"{count}. Go through the file once more."
    for name in forgotten:
        yield Advice(
            act=f"Keep to this for the client as well: {LIMIT_STATEMENTS[name].text.lower()}.",
            because=" ".join(each.adapt.do for each in limiting[:1]),
            sources=tuple(dict.fromkeys(key for each in limiting for key in each.sources)),
            safety=True,
            hint=f"{hint} (rule {rules})" if rules else hint,
        )


def _needless_limits(chosen: Collection[str], verdict: Verdict) -> Iterable[Advice]:
    """Yield the limits that were named and that no rule asks for."""
    holding = limits_that_hold(verdict.limits)
    for name in chosen:
        if name not in holding:
            text = LIMIT_STATEMENTS[name].text.lower()
            yield Advice(act=f"No rule asks for this limit here: {text}.", because=NEEDLESS)


def _twin(client: DrawnClient, known: Knowledge) -> Iterable[Advice]:
    try:
        twin = near_miss_twin(client, known)
    except DrawError:
        return
    yield Advice(act=f"For comparison: {twin.as_text()[0].lower()}{twin.as_text()[1:]}")


def _spoken(answer: DecisionAnswer, chosen: ScreenDecision) -> str:
    parts = [chosen.words]
    if answer.why:
        parts.append("Because of: " + "; ".join(topic(name) for name in answer.why))
    if answer.limits:
        texts = [LIMIT_STATEMENTS[name].text for name in answer.limits]
        parts.append("Limits: " + "; ".join(texts))
    return "\n".join(parts)
