"""What a log of the towel timer tells: which towels lay there, when they were looked after."""

from collections.abc import Sequence
from dataclasses import dataclass

from tableside.drills.events import EventKind, EventLog
from tableside.drills.towel import LOOK_AFTER, UNDER_THE_TOWEL, Saying, TowelPlan
from tableside.knowledge.signs import Response, Sign
from tableside.safety.acts import check_response
from tableside.safety.heat import HeatPlan, Towel


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidTowel:
    """One towel of a log, in seconds of the session's clock."""

    on: float
    off: float
    removed: bool
    """Whether somebody took it off; if not, ``off`` is the end of the log."""

    looked: tuple[float, ...]
    """When the skin was looked at: since the towel before it, until the next or a while after."""

    asked: tuple[float, ...]
    measured: bool
    tested: bool
    covered: bool
    offered: bool
    """Whether the client was asked since the towel before it came off; true of the first one,
    which was agreed to before the round."""

    @property
    def minutes(self) -> float:
        """How long it lay there."""
        return (self.off - self.on) / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Something that the client said, and what came of it."""

    saying: Saying
    sign: Sign
    second: float
    """When it was said, in seconds of the session's clock; or when a look showed it."""

    took: float | None
    """Seconds of life until the right answer began; None if it never did."""

    heat_again: float | None
    """When another towel went on although the heat was to end; None if none did."""


def laid_towels(log: EventLog, plan: TowelPlan) -> tuple[LaidTowel, ...]:
    """Return the towels of a log in order. What cannot be (two at once) is passed over."""
    spans: list[tuple[float, float, bool]] = []
    on: float | None = None
    for t, kind in log.events:
        if kind is EventKind.LAY_ON and on is None:
            on = t
        elif kind is EventKind.REMOVE and on is not None:
            spans.append((on, t, True))
            on = None
    if on is not None:
        spans.append((on, log.seconds, False))
    return tuple(_laid(log, plan, spans, number) for number in range(len(spans)))


def _laid(
    log: EventLog, plan: TowelPlan, spans: Sequence[tuple[float, float, bool]], number: int
) -> LaidTowel:
    on, off, removed = spans[number]
    since = spans[number - 1][1] if number else 0.0
    until = spans[number + 1][0] if number + 1 < len(spans) else off + LOOK_AFTER
    until = min(until, off + LOOK_AFTER)
    fresh = number == 0 or _done(log, EventKind.RE_WET, since, on)
    return LaidTowel(
        on=on,
        off=off,
        removed=removed,
        looked=_times(log, EventKind.CHECK_SKIN, since, until),
        asked=_times(log, EventKind.ASK, on, until),
        measured=fresh and (plan.prepared or _done(log, EventKind.MEASURE, since, on)),
        tested=plan.prepared or _done(log, EventKind.TEST_FEELING, 0.0, on),
        covered=plan.prepared or _done(log, EventKind.COVER, since, off),
        offered=number == 0 or _done(log, EventKind.ASK, since, on),
    )


def _times(log: EventLog, kind: EventKind, since: float, until: float) -> tuple[float, ...]:
    return tuple(t for t, each in log.events if each is kind and since <= t <= until)


def _done(log: EventLog, kind: EventKind, since: float, until: float) -> bool:
    return bool(_times(log, kind, since, until))


def heat_plan(towels: Sequence[LaidTowel], plan: TowelPlan) -> HeatPlan:
    """Return what was done as a plan of heat, for the rules of heat to judge."""
    return HeatPlan(towels=tuple(_towel(each, n, plan) for n, each in enumerate(towels)))


def _towel(laid: LaidTowel, number: int, plan: TowelPlan) -> Towel:
    grace = plan.grace / 60
    minutes = counted_minutes(laid, plan)
    # A towel that was lifted at once still lay there; a plan has no towel of no time at all.
    minutes = max(minutes, 1 / 60)
    before = [0.0] if any(t <= laid.on for t in laid.looked) else []
    during = [(t - laid.on) / 60 for t in laid.looked if laid.on < t < laid.off]
    for due in plan.due(minutes):
        during = [_forgiven(each, due, grace) for each in during]
    after = [minutes] if any(t >= laid.off for t in laid.looked) else []
    return Towel(
        surface=plan.surfaces[min(number, len(plan.surfaces) - 1)],
        minutes=minutes,
        layers=plan.layers,
        covered=laid.covered,
        dry_layer=plan.dry_layer,
        measured=laid.measured,
        feeling_tested=laid.tested,
        checks=(*before, *during, *after)[:50],
    )


def counted_minutes(laid: LaidTowel, plan: TowelPlan) -> float:
    """Return how many minutes a towel counts as having lain there, a hand's delay left out."""
    return _forgiven(laid.minutes, plan.minutes[1], plan.grace / 60)


def _forgiven(minute: float, due: float, grace: float) -> float:
    return due if due < minute <= due + grace else minute


def heard(log: EventLog, towels: Sequence[LaidTowel], plan: TowelPlan) -> tuple[Heard, ...]:
    """Return what the client came to say or show that asks for an answer, with what came of it."""
    found = []
    for saying, sign in plan.signs():
        second = _noticed(log, towels, saying)
        if sign.within_seconds is None or second is None:
            continue
        lies = any(t.on <= second < t.off for t in towels)
        ends_heat = sign.respond is Response.REMOVE_HEAT
        no_more_heat = sign.respond.covers(Response.REMOVE_HEAT)
        found.append(
            Heard(
                saying=saying,
                sign=sign,
                second=second,
                took=_took(log, sign, second, plan.pace) if lies or not ends_heat else 0.0,
                heat_again=next((t.on for t in towels if t.on > second), None)
                if no_more_heat
                else None,
            )
        )
    return tuple(found)


def _noticed(log: EventLog, towels: Sequence[LaidTowel], saying: Saying) -> float | None:
    """Return when a sign could be noticed; None if no towel lay there then, or nobody looked."""
    second = towels[0].on + saying.second
    if not any(t.on <= second < t.off for t in towels):
        return None
    if saying.sign not in UNDER_THE_TOWEL:
        return second
    return log.first(EventKind.CHECK_SKIN, since=second)


def _took(log: EventLog, sign: Sign, second: float, pace: float) -> float | None:
    for t, kind in log.events:
        response = kind.response
        if t < second or response is None:
            continue
        if not check_response(sign, response).finding.safety:
            return (t - second) / pace
    return None
