"""Whether one act is right: a press on a place, or an answer to what the client shows."""

from dataclasses import dataclass

from tableside.knowledge.back_map import Zone
from tableside.knowledge.signs import Response, Sign
from tableside.safety.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCheck:
    """Whether an act is right, and what is to be said about it either way."""

    right: bool
    finding: Finding
    """The rule that decides; ``finding.safety`` tells a dangerous act from a needless one."""


def check_press(zone: Zone, level: int) -> ActCheck:
    """Return whether *zone* may be pressed at this Walton level (1 to 5)."""
    right = level <= zone.max_pressure
    return ActCheck(
        right=right,
        finding=Finding(
            rule=zone.id,
            message=zone.rule,
            because=zone.landmark,
            safety=not right,
            subjects=(zone.id,),
            sources=zone.sources,
            course_rule=zone.course_rule,
        ),
    )


def check_response(sign: Sign, response: Response) -> ActCheck:
    """Return whether *response* is what *sign* asks for.

    Not doing what the sign asks for is dangerous; doing that and more is safe, and still not
    right.
    """
    return ActCheck(
        right=response is sign.respond,
        finding=Finding(
            rule=sign.id,
            message=f"{sign.respond.title}. {sign.then}",
            because=sign.because,
            safety=not response.covers(sign.respond),
            subjects=(sign.id,),
            sources=sign.sources,
            course_rule=sign.course_rule,
        ),
    )
