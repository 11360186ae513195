"""What the answers of a class server have in common: who asks, and for which run."""

from starlette.requests import Request

from tableside.classroom.doors import Doors
from tableside.classroom.requests import refuse
from tableside.classroom.room import Room
from tableside.classroom.session import Run
from tableside.classroom.throttle import Throttle
from tableside.classroom.tokens import Role, Who


class Answers:
    """Answers the requests of one class to some of those in it."""

    def __init__(self, room: Room, doors: Doors) -> None:
        """Serve *room* to whom the *doors* let in."""
        self.room = room
        self.doors = doors

    async def who(self, request: Request, *roles: Role) -> Who:
        """Return who asks; raises HTTPException unless they have one of the *roles*."""
        if self.room.gone:
            raise refuse(request, 410, "This class was deleted.")
        return await self.doors.who(request, *roles)

    async def run(self, request: Request, name: str) -> Run:
        """Return a run; raises HTTPException if there is none of this name."""
        run = await self.room.run(name)
        if run is None:
            raise refuse(request, 404, "Nobody started this activity.")
        return run


def slow_down(request: Request, throttle: Throttle, name: str, now: float) -> None:
    """Count one request of *name*; raises HTTPException if they are too many."""
    if waits := throttle.waits(name, now):
        seconds = str(int(waits) + 1)
        raise refuse(request, 429, "Too much at once.", **{"Retry-After": seconds})
    throttle.tried(name, now)
