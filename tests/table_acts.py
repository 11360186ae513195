"""What the tests of sessions do at the table again and again."""

from collections.abc import Callable

from tableside.client import acts
from tableside.client.session import Session

NewSession = Callable[..., Session]
"""Makes a session; arguments are fields of the client card, and ``seed``."""


def press(
    zone: str = "erector-lower-left",
    *,
    contact: str = "palm",
    stroke: str = "effleurage",
    force: float = 30.0,
    seconds: int = 30,
) -> acts.PressZone:
    """Return the act of working on a zone."""
    return acts.PressZone(zone=zone, contact=contact, stroke=stroke, force=force, seconds=seconds)
