"""What every scripted learner can do: act, wait, and be told when the session has ended."""

from collections.abc import Iterable

from tableside.client.acts import AnyAct, PressZone
from tableside.client.events import Event
from tableside.client.session import Session
from tableside.physics.levels import level_force


class SessionEnded(Exception):  # noqa: N818 - no error: it ends a script from wherever it is
    """The session has ended, and with it the script."""


class Therapist:
    """Hands, eyes and ears of a script; what to make of it is for the scripts to say."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def answer(self, heard: Iterable[Event]) -> None:
        """Answer what the client says or shows; here, not at all."""

    def do(self, act: AnyAct) -> tuple[Event, ...]:
        """Do an act and answer what comes of it; raise SessionEnded once the session is over."""
        heard = self.session.do(act)
        if self.session.over:
            raise SessionEnded
        self.answer(heard)
        return heard

    def wait(self, seconds: int) -> None:
        """Let time pass, answering whatever the client says or shows meanwhile."""
        until = self.session.now + seconds
        while self.session.now < until:
            self.answer(self.session.wait_for_the_client(until - self.session.now))

    def press(self, zone: str, stroke: str, contact: str, level: int, seconds: int) -> None:
        """Work on a zone at a Walton level for so many seconds."""
        force = level_force(level, self.session.scene.area(contact), self.session.known)
        act = PressZone(
            zone=zone, stroke=stroke, contact=contact, force=force.value, seconds=seconds
        )
        self.do(act)
        self.wait(seconds - 1)
