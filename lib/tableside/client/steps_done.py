"""When each step of the session was done, by the act that makes it what it is."""

from collections.abc import Iterator, Mapping

from tableside.client import acts
from tableside.client.session import Session

LIGHT_LEVEL, FIRM_LEVEL = 2, 3
"""Walton levels that a massage closes with at most, and that count as firm."""

SHORTEST_PAUSE = 10
"""Seconds of rest that count as the pause (course rule)."""


def steps_done(session: Session) -> dict[str, int]:
    """Return the steps that were done, in the order of the second at which each was.

    A step counts with the act that fulfils it: consent for the screening, the first number asked
    for while the hands work for the pressure, the last easing off for the finish.
    """
    found: dict[str, int] = {}
    working = False
    for done in session.done:
        working = working or isinstance(done.act, acts.PressZone)
        for step in _fulfilled(session, done.act, found, working=working):
            if step == "lighter-after":
                found.pop(step, None)
            found.setdefault(step, done.at)
    return dict(sorted(found.items(), key=lambda each: each[1]))


def _fulfilled(
    session: Session, act: acts.Act, found: Mapping[str, int], *, working: bool
) -> Iterator[str]:
    """Yield the steps that an act fulfils, after those *found* so far."""
    spread = "spread-pressure" in found
    match act:
        case acts.PressZone():
            level = session.scene.level(act.contact, act.force)
            if spread and level <= LIGHT_LEVEL:
                yield "lighter-after"
            if "right-pressure" in found or level >= FIRM_LEVEL:
                yield "spread-pressure"
        case acts.Taper() if spread:
            yield "lighter-after"
        case acts.AskRating() if working:
            yield "right-pressure"
        case acts.LayOn():
            yield "reapply-towel" if "hot-towel" in found else "hot-towel"
        case acts.Pause() if act.seconds >= SHORTEST_PAUSE:
            yield "breathe-and-pause"
        case _:
            if step := _BY_ACT.get(type(act)):
                yield step


_BY_ACT: Mapping[type[acts.Act], str] = {
    acts.AskConsent: "screen-and-consent",
    acts.PlaceClient: "body-straight",
    acts.MeasureTowel: "soak-towel",
    acts.TakeOil: "oils",
    acts.LetRise: "roll-off",
    acts.Advise: "after-care",
}
"""Acts that fulfil a step by themselves."""
