"""What every effect has in common."""

from functools import singledispatch

from tableside.client.acts import Act
from tableside.client.events import Event, EventKind
from tableside.client.scene import Scene

TRUST_MOST = 0.95

TRUST_GAINED = 0.1
"""Trust gained by being told of the plan, asked for consent, or steadied (course rule)."""


@singledispatch
def perform(_: Act, __: Scene) -> tuple[Event, ...]:
    """Change the scene as an act does, and return what is heard or seen of it.

    Whether the act is possible has been checked before.
    """
    return ()


def trust_changed(scene: Scene, by: float) -> None:
    """Let the client trust the learner more or less, within its bounds."""
    scene.state.trust = round(min(TRUST_MOST, max(0.0, scene.state.trust + by)), 9)


def says(scene: Scene, text: str) -> Event:
    """Return what the client says now; somebody has then spoken with them."""
    scene.state.quiet_since = scene.state.now
    return Event(at=scene.state.now, kind=EventKind.SAYS, text=text)
