"""Whether the learner did in time what a sign of the client asks for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import UnionType

from tableside.client import acts
from tableside.client.events import Event
from tableside.client.session import Session
from tableside.knowledge.signs import Response, Sign
from tableside.safety.acts import check_response
from tableside.safety.findings import Finding

LEAVE_ALONE = ("tingling-in-leg", "shooting-pain")
"""Signs after which the place is left alone for the rest of the session."""

REPORTS_MOST = 2
"""After so many reports of pain a place is left alone: see ``pain-above-four``."""

PRESSES_FROM = 1
"""Hands below this Walton level glide and do not press."""


def unanswered(session: Session) -> Iterator[tuple[int, Finding]]:
    """Yield each sign that was not answered in time, with the second when its time was over."""
    for event in session.events:
        sign = session.known.sign(event.sign) if event.sign else None
        if sign is None or sign.within_seconds is None:
            continue
        due = event.at + sign.within_seconds
        if due > session.now and not session.over:
            continue  # there is still time
        if not _answered(session, event, sign, due):
            finding = check_response(sign, Response.CARRY_ON_AND_ASK).finding
            shown = f"“{event.text}” {finding.message}"
            message = f"Within {sign.within_seconds} seconds of {shown}"
            yield due, replace(finding, message=message, safety=True)


def worked_again(session: Session) -> Iterator[tuple[int, Finding]]:
    """Yield where a place was worked on again that a sign had asked to leave alone."""
    for zone, (since, sign) in sorted(left_alone(session).items()):
        again = [
            moment.at
            for moment in session.moments
            if moment.zone == zone and moment.level >= PRESSES_FROM and moment.at > since
        ]
        if again:
            finding = check_response(sign, Response.CARRY_ON_AND_ASK).finding
            name = session.known.zone(zone).name
            message = f"Leave this place alone for the rest of the session: {name}."
            yield again[0], replace(finding, message=message, safety=True, subjects=(zone,))


def left_alone(session: Session) -> dict[str, tuple[int, Sign]]:
    """Return the zones to leave alone, each with the second from which on, and why."""
    found: dict[str, tuple[int, Sign]] = {}
    reports: dict[str, int] = {}
    for event in session.events:
        if event.sign is None or event.zone is None or event.zone in found:
            continue
        sign = session.known.sign(event.sign)
        if event.sign == "pain-above-four":
            reports[event.zone] = reports.get(event.zone, 0) + 1
        often = reports.get(event.zone, 0) >= REPORTS_MOST
        if event.sign in LEAVE_ALONE or often:
            found[event.zone] = (event.at + (sign.within_seconds or 0), sign)
    return found


def _answered(session: Session, event: Event, sign: Sign, due: int) -> bool:
    window = [done.act for done in session.done if event.at <= done.at <= due]
    if any(isinstance(act, acts.Refer) and act.urgent for act in window):
        return True
    if sign.respond is Response.STOP_AND_REFER_URGENTLY:
        return False
    if by_act := _ACTS.get(sign.respond):
        return any(isinstance(act, by_act) for act in window)
    match sign.respond:
        case Response.END_SESSION:
            return _hands_off(session, event.at, due) and not _touched_after(session, due)
        case Response.LIGHTEN:
            return _lightened(session, event.at, due)
        case _:
            return _hands_off(session, event.at, due)


_ACTS: Mapping[Response, type[acts.Act] | UnionType] = {
    Response.REMOVE_HEAT: acts.TakeOff | acts.Stop | acts.Refer,
    Response.SIT_DOWN_SLOWLY: acts.Steady,
}
"""Responses that one act gives; the others show in what the hands do."""


def _hands_off(session: Session, since: int, due: int) -> bool:
    """Return whether the hands were away from the back at some second in this time."""
    ended = session.over and session.now <= due
    return ended or any(
        not moment.zone for moment in session.moments[max(0, since - 1) : due] if moment.at >= since
    )


def _touched_after(session: Session, due: int) -> bool:
    return any(moment.zone for moment in session.moments[due:])


def _lightened(session: Session, since: int, due: int) -> bool:
    before = session.moments[since - 1].level if since else 0
    after = session.moments[since:due]
    ended = session.over and session.now <= due
    return ended or any(not moment.zone or moment.level < before for moment in after)
