"""Who may come in: everybody with the code, and whoever holds a token."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tableside.classroom.requests import JoinMessage, refuse, who_asks
from tableside.classroom.store import ClassRecord, Store
from tableside.classroom.tokens import Role, Who, same_code
from tableside.classroom.tries import CodeTries


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    """What the page on which one joins asks for."""

    code: str = ""
    """The code, where it is known already; empty if it must be typed."""
    name: str = ""
    """A name to begin with."""


class Doors:
    """The doors of a class that stands by itself."""

    prefix = ""
    """What stands before every path, such as ``/services/class``."""

    def __init__(self, store: Store, record: ClassRecord) -> None:
        """Guard the class of *record*."""
        self.record = record
        self._tries = CodeTries(store.database, record.id, record.secret)

    async def welcome(self, request: Request) -> Welcome:  # noqa: ARG002 - another kind of door asks
        """Return what the page on which one joins need not ask for."""
        return Welcome()

    async def who(self, request: Request, *roles: Role) -> Who:
        """Return who sent a request; raises HTTPException unless they have one of the *roles*."""
        return who_asks(request, self.record.secret, *roles)

    async def new_member(self, request: Request, message: JoinMessage, now: float) -> str:
        """Return the id of somebody who comes in; raises HTTPException for a wrong code."""

        def is_right() -> bool:
            return same_code(message.code, self.record.code)

        host = request.client.host if request.client else ""
        waits = await asyncio.to_thread(self._tries.waits, host, now, is_right)
        if waits is None:
            raise refuse(request, 403, "This is not the code of this class. Look at it again.")
        if waits:
            seconds = str(int(waits) + 1)
            why = f"Too many wrong codes. Wait {seconds} seconds, then look at the code again."
            raise refuse(request, 429, why, **{"Retry-After": seconds})
        return f"m-{message.id}"

    async def page(self, request: Request) -> Response | None:  # noqa: ARG002 - as above
        """Return where somebody must go before they see a page; None if they may see it."""
        return None

    def routes(self) -> list[Route]:
        """Return what else these doors answer."""
        return []

    def address(self, request: Request, known: str) -> str:  # noqa: ARG002 - as above
        """Return the address that students open."""
        return known
