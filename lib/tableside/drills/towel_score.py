"""The score of one round of the towel timer."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from tableside.drills.events import EventLog
from tableside.drills.score import DrillScore, Part, falling, not_scored, not_tried, scored
from tableside.drills.taper import student_ceiling
from tableside.drills.towel import NO_MORE, TowelPlan
from tableside.drills.towel_session import (
    Heard,
    LaidTowel,
    counted_minutes,
    heard,
    heat_plan,
    laid_towels,
)
from tableside.drills.vetoes import Veto, VetoKind
from tableside.knowledge import knowledge
from tableside.safety.findings import Finding
from tableside.safety.heat import check_heat
from tableside.safety.limits import Limits

EARLY_FREE, EARLY_NOTHING = 30.0, 120.0
"""A look so many seconds early costs nothing, and so many, all of its share (course rules)."""

LATE_NOTHING = 90.0
"""A look so many seconds late is worth nothing (course rule)."""

ASKED_WITH = 30.0
"""Asked within so many seconds of a look that was due, the client was asked (course rule)."""

OVERDUE_NOTHING = 120.0
"""A towel that comes off so many seconds late earns nothing for it (course rule)."""

WEIGHTS = {"looking": 0.4, "time-on": 0.25, "asking": 0.15, "answering": 0.2}
"""How much each part counts (course rule). Where the client says nothing that needs an answer,
the others share the last one's weight."""

NOT_TRIED = "No towel was laid on in this round. Start again: look at the skin, then lay it on."
CLAIM = "You acted on a screen: it shows whether you keep the times, not how your hands do it."


def score_towel(log: EventLog, plan: TowelPlan) -> DrillScore:
    """Return the score of *log* as a round of *plan*. The plan noted in the log is not used."""
    towels = laid_towels(log, plan)
    if not towels:
        return not_tried(NOT_TRIED, claim=CLAIM)
    answers = heard(log, towels, plan)
    unsafe = _unsafe(towels, answers, plan, finished=towels[-1].removed)
    if log.pace != plan.pace:
        reason = (
            f"This round ran {log.pace:g} times as fast as life, and {plan.pace:g} times was "
            "planned. Do it again."
        )
        return not_scored(reason, vetoes=unsafe, claim=CLAIM)
    if not towels[-1].removed and log.seconds < plan.seconds - plan.grace:
        reason = "The round was stopped while the towel lay there. Do it again, to the end."
        return not_scored(reason, vetoes=unsafe, claim=CLAIM)
    return scored(_parts(towels, answers, plan), vetoes=unsafe, claim=CLAIM)


def _parts(towels: Sequence[LaidTowel], answers: Sequence[Heard], plan: TowelPlan) -> list[Part]:
    # When the heat had to end early, how long the towel lay there is no longer a choice.
    cut_short = {answer.second for answer in answers}
    parts = [_looking(towels, plan), _time_on(towels, cut_short, plan)]
    if asking := _asking(towels, plan):
        parts.append(asking)
    if answers:
        parts.append(_answering(answers))
    total = sum(WEIGHTS[part.name] for part in parts)
    return [_weighted(part, WEIGHTS[part.name] / total) for part in parts]


def _weighted(part: Part, weight: float) -> Part:
    return Part(
        name=part.name,
        share=part.share,
        weight=weight,
        happened=part.happened,
        next_time=part.next_time,
    )


def _looking(towels: Sequence[LaidTowel], plan: TowelPlan) -> Part:
    looks = [share for towel in towels for share in _looks(towel, plan)]
    missed = [name for share, name in looks if share < 1]
    return Part(
        name="looking",
        share=mean(share for share, _ in looks),
        weight=WEIGHTS["looking"],
        happened=f"You looked at the skin late, early or not at all: {', '.join(missed)}.",
        next_time="Watch the clock, and lift a corner at the minute itself.",
    )


def _looks(towel: LaidTowel, plan: TowelPlan) -> Iterator[tuple[float, str]]:
    """Yield how well each look that was due was kept, and its name."""
    yield float(any(t <= towel.on for t in towel.looked)), "before"
    for due in plan.due(counted_minutes(towel, plan)):
        at = towel.on + 60 * due
        off = [_nearness(t - at, plan) for t in towel.looked if towel.on < t < towel.off]
        yield max(off, default=0.0), f"at {due:g} minutes"
    yield float(any(t >= towel.off for t in towel.looked)), "as it came off"


def _nearness(late: float, plan: TowelPlan) -> float:
    if late < 0:
        return falling(-late, EARLY_FREE, EARLY_NOTHING)
    return falling(late, plan.grace, plan.grace + LATE_NOTHING)


def _time_on(towels: Sequence[LaidTowel], cut_short: Iterable[float], plan: TowelPlan) -> Part:
    low, high = plan.minutes
    said = tuple(cut_short)
    shares = []
    for towel in towels:
        if towel.minutes < low and any(towel.on <= second <= towel.off for second in said):
            shares.append(1.0)
        elif towel.minutes < low:
            shares.append(min(1.0, (towel.minutes + plan.grace / 60) / low))
        else:
            late = 60 * (towel.minutes - high)
            shares.append(falling(late, plan.grace, plan.grace + OVERDUE_NOTHING))
    lay = " and ".join(f"{towel.minutes:.1f}" for towel in towels)
    span = f"{low:g} to {high:g}" if low < high else f"{high:g}"
    return Part(
        name="time-on",
        share=mean(shares),
        weight=WEIGHTS["time-on"],
        happened=f"The towel lay there for {lay} minutes.",
        next_time=f"Take it off after {span} minutes; sooner if the client or the skin says so.",
    )


def _asking(towels: Sequence[LaidTowel], plan: TowelPlan) -> Part | None:
    asked = [
        any(abs(t - towel.on - 60 * due) <= ASKED_WITH + plan.grace for t in towel.asked)
        for towel in towels
        for due in plan.due(counted_minutes(towel, plan))
    ]
    if not asked:
        return None
    return Part(
        name="asking",
        share=mean(map(float, asked)),
        weight=WEIGHTS["asking"],
        happened=f"You asked the client at {sum(asked)} of {len(asked)} looks.",
        next_time="With every look ask how warm it is, from 0 to 10.",
    )


def _answering(answers: Sequence[Heard]) -> Part:
    shares = [
        0.0
        if each.took is None
        else falling(each.took, each.sign.within_seconds or 0, 2 * (each.sign.within_seconds or 1))
        for each in answers
    ]
    worst = answers[shares.index(min(shares))]
    took = "not at all" if worst.took is None else f"after {worst.took:.1f} s"
    return Part(
        name="answering",
        share=mean(shares),
        weight=WEIGHTS["answering"],
        happened=f"{_told(worst)} You answered {took}.",
        next_time=f"{worst.sign.respond.title}, within {worst.sign.within_seconds} s.",
    )


def _unsafe(
    towels: Sequence[LaidTowel], answers: Sequence[Heard], plan: TowelPlan, *, finished: bool
) -> tuple[Veto, ...]:
    limits = Limits(max_pressure=student_ceiling(), heat=plan.heat)
    findings = check_heat(heat_plan(towels, plan), limits, knowledge())
    # Nobody can have looked as it came off if it has not come off yet.
    broken = [
        each for each in findings if each.safety and (finished or "take-off" not in each.subjects)
    ]
    found = [_by_finding(each, towels) for each in broken]
    found += [veto for answer in answers for veto in _not_heard(answer)]
    found += _without_consent(towels, plan)
    return tuple(sorted(found, key=lambda veto: veto.second))


def _by_finding(finding: Finding, towels: Sequence[LaidTowel]) -> Veto:
    named = [
        int(each.removeprefix("towel-"))
        for each in finding.subjects
        if each[-1].isdigit() and each.startswith("towel-")
    ]
    towel = towels[named[0] - 1] if named else towels[-1]
    minutes = [
        float(each.removeprefix("minute-"))
        for each in finding.subjects
        if each.startswith("minute-")
    ]
    second = towel.on + 60 * minutes[0] if minutes else towel.on
    if "take-off" in finding.subjects:
        second = towel.off
    reason = f"{finding.message} {finding.because}".strip()
    return Veto(kind=VetoKind.HEAT, second=round(second, 2), reason=reason)


def _not_heard(answer: Heard) -> Iterator[Veto]:
    within = answer.sign.within_seconds or 0
    if answer.took is None or answer.took > within + 1e-9:
        late = "not at all" if answer.took is None else f"after {answer.took:.1f} s"
        yield Veto(
            kind=VetoKind.NOT_HEARD,
            second=round(answer.second, 2),
            reason=f"{_told(answer)} You answered {late}; within {within} s was needed: "
            f"{answer.sign.respond.title.lower()}. {answer.sign.because}",
        )
    if answer.heat_again is not None:
        yield Veto(
            kind=VetoKind.NOT_HEARD,
            second=round(answer.heat_again, 2),
            reason=f"You laid a towel on again after this: {_told(answer)} {answer.sign.then}",
        )


def _without_consent(towels: Sequence[LaidTowel], plan: TowelPlan) -> Iterator[Veto]:
    rule = knowledge().rule("H2")
    for towel in towels[1:]:
        if towel.offered and not plan.declines:
            continue
        happened = (
            f"You asked, and the client said: “{NO_MORE}” You laid another towel on all the same."
            if towel.offered
            else "You laid another towel on without asking whether the client wants one."
        )
        yield Veto(
            kind=VetoKind.NOT_HEARD,
            second=round(towel.on, 2),
            reason=f"{happened} {rule.text} {rule.because}",
        )


def _told(answer: Heard) -> str:
    says = answer.sign.says
    return says if answer.sign.seen else f"The client: “{says}”"
