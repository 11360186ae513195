"""What was done in a session, as the plan of a session that the rules of safety can judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tableside.client import acts
from tableside.client.session import Done, Session, wants_an_answer
from tableside.safety.heat import Towel
from tableside.safety.oil import OilBlend
from tableside.safety.position import Placing
from tableside.safety.session_plan import Segment, SessionPlan, Work

GRACE_SECONDS = 15
"""A check of the skin, or the end of a towel, may be so late (course rule)."""

LOOKED_BEFORE, LOOKED_AFTER = 180, 30
"""Seconds before the towel and after it in which a look at the skin counts (course rules)."""

_DUE_MINUTES = (2.0, 5.0, 10.0, 15.0, 20.0)

ENDS_HANDS = (
    acts.PressZone,
    acts.Lift,
    acts.Pause,
    acts.PlaceClient,
    acts.LayOn,
    acts.Wipe,
    acts.CoverClient,
    acts.LetRise,
    acts.Refer,
    acts.Stop,
)
"""Acts that take the hands from what they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the session, with the seconds in which it began and ended."""

    segment: Segment
    began: int
    ended: int
    cut_short: bool = False
    """Whether it ended because of what the client said or showed."""
    goes_on: bool = False
    """Whether it has not ended yet."""


def performed(session: Session) -> tuple[Part, ...]:
    """Return the parts of a session in the order in which they began."""
    found = [
        *_placings(session),
        *_towels(session),
        *_oils(session),
        *_works(session),
    ]
    return tuple(sorted(found, key=lambda part: part.began))


def as_plan(parts: Sequence[Part]) -> SessionPlan:
    """Return the plan that the rules judge; *parts* are one at least."""
    # Whether there are too many parts is for the rules to say, so nothing is refused here.
    return SessionPlan.model_construct(segments=tuple(part.segment for part in parts))


def _placings(session: Session) -> Iterator[Part]:
    placed = [done for done in session.done if isinstance(done.act, acts.PlaceClient)]
    for number, done in enumerate(placed):
        ended = placed[number + 1].at if number + 1 < len(placed) else session.now
        assert isinstance(done.act, acts.PlaceClient)  # noqa: S101 - for the type checker
        segment = Placing(position=done.act.position, pillows=done.act.pillows)
        yield Part(segment=segment, began=done.at, ended=ended)


def _oils(session: Session) -> Iterator[Part]:
    used = set(session.card.used_oils)
    for done in session.done:
        if isinstance(done.act, acts.TakeOil):
            act = done.act
            oils = {act.carrier, *(share.oil for share in act.essential)}
            blend = OilBlend(
                carrier=act.carrier, essential=act.essential, patch_tested=oils <= used
            )
            yield Part(segment=blend, began=done.at, ended=done.at)


def _works(session: Session) -> Iterator[Part]:
    works = [part for done in session.done for part in _work(session, done)]
    for before, after in pairwise([*works, None]):
        if before is None:
            continue
        if after is not None and _goes_on(before, after):
            works[works.index(after)] = _joined(before, after)
            continue
        yield before


def _work(session: Session, done: Done) -> Iterator[Part]:
    act = done.act
    if not isinstance(act, acts.PressZone):
        return
    ended = _ended(session, done)
    if ended > done.at:
        level = session.scene.level(act.contact, act.force)
        segment = Work(
            zone=act.zone,
            stroke=act.stroke,
            contact=act.contact,
            level=level,
            seconds=float(ended - done.at),
        )
        yield Part(segment=segment, began=done.at, ended=ended)


def _ended(session: Session, press: Done) -> int:
    """Return when the hands left what they began with *press*."""
    assert isinstance(press.act, acts.PressZone)  # noqa: S101 - for the type checker
    until = press.at + press.act.seconds
    for done in session.done[session.done.index(press) + 1 :]:
        if done.at > until:
            break
        if isinstance(done.act, acts.Taper):
            until = done.at + done.act.seconds
        elif isinstance(done.act, ENDS_HANDS):
            return done.at
    return min(until, session.now)


def _goes_on(before: Part, after: Part) -> bool:
    """Return whether the hands only went on with the same, without a pause between."""
    one, other = before.segment, after.segment
    if not (isinstance(one, Work) and isinstance(other, Work)):
        return False
    same = (one.zone, one.stroke, one.contact) == (other.zone, other.stroke, other.contact)
    return same and one.level == other.level and after.began - before.ended <= 1


def _joined(before: Part, after: Part) -> Part:
    assert isinstance(after.segment, Work)  # noqa: S101 - for the type checker
    seconds = float(after.ended - before.began)
    segment = after.segment.model_copy(update={"seconds": seconds})
    return Part(segment=segment, began=before.began, ended=after.ended)


def _towels(session: Session) -> Iterator[Part]:
    for number, done in enumerate(session.done):
        if isinstance(done.act, acts.LayOn):
            yield _towel(session, number)


def _towel(session: Session, number: int) -> Part:
    """Return the towel that was laid on with the act of this *number*."""
    laid = session.done[number]
    before = list(_since_soaked(session.done[:number]))
    after = session.done[number + 1 :]
    off = next((done.at for done in after if _ends_heat(done)), session.now)
    during = [done for done in after if done.at <= off]
    soak = next((done.act for done in before if isinstance(done.act, acts.Soak)), None)
    fold = [done.act.layers for done in before if isinstance(done.act, acts.Fold)]
    minutes = _forgiven(max(off - laid.at, 1) / 60)
    segment = Towel(
        surface=round(_towel_celsius(session, laid.at), 1),
        minutes=minutes,
        bath=soak.bath if soak else None,
        layers=fold[-1] if fold else 1,
        covered=any(isinstance(done.act, acts.CoverTowel) for done in during),
        dry_layer=isinstance(laid.act, acts.LayOn) and laid.act.dry_layer,
        measured=any(isinstance(done.act, acts.MeasureTowel) for done in before),
        feeling_tested=any(
            isinstance(done.act, acts.TestFeeling) for done in session.done[:number]
        ),
        checks=tuple(_checks(session, laid.at, off, minutes)),
    )
    return Part(
        segment=segment,
        began=laid.at,
        ended=off,
        cut_short=_asked_for(session, off),
        goes_on=not any(map(_ends_heat, after)),
    )


def _asked_for(session: Session, at: int) -> bool:
    """Return whether the client gave a reason, shortly before, to end what was done."""
    return any(
        at - GRACE_SECONDS <= event.at <= at and wants_an_answer(event, session.known)
        for event in session.events
    )


def _since_soaked(before: Sequence[Done]) -> Sequence[Done]:
    soaked = [i for i, done in enumerate(before) if isinstance(done.act, acts.Soak)]
    return before[soaked[-1] :] if soaked else ()


def _ends_heat(done: Done) -> bool:
    return isinstance(done.act, acts.TakeOff | acts.Refer | acts.Stop)


def _towel_celsius(session: Session, at: int) -> float:
    found = session.moments[at - 1].towel if 0 < at <= len(session.moments) else None
    return session.scene.room.celsius if found is None else found


def _checks(session: Session, laid: int, off: int, minutes: float) -> Iterator[float]:
    for done in session.done:
        if not isinstance(done.act, acts.CheckSkin):
            continue
        if laid - LOOKED_BEFORE <= done.at <= laid:
            yield 0.0
        elif laid < done.at <= off:
            yield _forgiven((done.at - laid) / 60)
        elif off < done.at <= off + LOOKED_AFTER:
            yield minutes
    if any(
        done.at == off and isinstance(done.act, acts.Refer | acts.Stop) for done in session.done
    ):
        yield minutes  # whoever ends the session covers the client, and sees the skin


def _forgiven(minutes: float) -> float:
    """Return a time that is a little late as the time when it was due."""
    for due in _DUE_MINUTES:
        if due < minutes <= due + GRACE_SECONDS / 60:
            return due
    return round(minutes, 3)
