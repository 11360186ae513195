"""What the class server answers to students."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tableside.classroom.answers import Answers, slow_down
from tableside.classroom.doors import Doors
from tableside.classroom.events import Joined, Sent
from tableside.classroom.playing import Playing, PlayMessage
from tableside.classroom.requests import (
    LARGE,
    SMALL,
    JoinMessage,
    ResultMessage,
    read_message,
    refuse,
)
from tableside.classroom.room import Room
from tableside.classroom.screens import screen_for
from tableside.classroom.streams import followed, streamed
from tableside.classroom.throttle import Throttle
from tableside.classroom.tokens import Role, Who, token
from tableside.classroom.views import student_view
from tableside.classroom.work import WorkError
from tableside.errors import UnknownNameError

MOST_MEMBERS = 3_000
"""So many can be in one class: nobody with the code can fill it with people who are not there."""

MOST_PAGES = 8
"""So many pages one student can have open at once."""


class Students(Answers):
    """Answers students: they come in, follow the class, and send what they did."""

    def __init__(self, room: Room, doors: Doors, workers: int = 1) -> None:
        """Serve one of so many *workers*, of which each lets its share of requests through."""
        super().__init__(room, doors)
        self._results = Throttle(rate=2 / workers, burst=max(4, 20 / workers))
        self._turns = Throttle(rate=8 / workers, burst=max(16, 40 / workers))
        self._busy: Counter[str] = Counter()
        self._playing = Playing(room.activities)

    def routes(self) -> list[Route]:
        """Return what is answered here."""
        prefix = self.doors.prefix
        return [
            Route(f"{prefix}/api/welcome", self.welcome),
            Route(f"{prefix}/api/join", self.join, methods=["POST"]),
            Route(f"{prefix}/api/me", self.follow),
            Route(f"{prefix}/api/screen", self.screen),
            Route(f"{prefix}/api/play", self.play, methods=["POST"]),
            Route(f"{prefix}/api/result", self.result, methods=["POST"]),
        ]

    async def welcome(self, request: Request) -> Response:
        """Return what the page on which one joins need not ask for."""
        return JSONResponse(asdict(await self.doors.welcome(request)))

    async def join(self, request: Request) -> Response:
        """Let somebody in who knows the code, or who is in already and changes the name."""
        message = await read_message(request, JoinMessage, SMALL)
        if request.headers.get("authorization"):
            member = (await self.who(request, Role.STUDENT)).name
        else:
            member = await self.doors.new_member(request, message, self.room.clock())
        slow_down(request, self._turns, member, time.monotonic())
        members = self.room.state.members
        if member not in members and len(members) >= MOST_MEMBERS:
            raise refuse(request, 403, f"{MOST_MEMBERS} are here already: the class is full.")
        event = Joined(
            id=f"{member}/join-{message.number}",
            at=self.room.clock(),
            member=member,
            name=" ".join(message.name.split()),
            number=message.number,
        )
        await self.room.take(event)
        mine = token(self.room.record.secret, Who(Role.STUDENT, member))
        return JSONResponse({"token": mine, "title": self.room.record.title})

    async def follow(self, request: Request) -> Response:
        """Tell a student what the class does, as long as the page is open."""
        member = (await self.who(request, Role.STUDENT)).name
        if self.room.presence.pages(member) >= MOST_PAGES:
            raise refuse(
                request, 429, "The class is open in too many pages.", **{"Retry-After": "20"}
            )

        async def view() -> dict[str, Any]:
            if self.room.gone:
                return {"gone": True}
            state = self.room.state
            revealed = [run for run in state.shown() if run.revealed]
            mine = {run.id: await self.room.result_of(run, member) for run in revealed}
            known = {name: each for name, each in mine.items() if each is not None}
            shown = student_view(state, self.room.activities, member, known)
            return {**shown, "now": round(self.room.clock())}

        return streamed(self._counted(member, followed(view, self.room.drive_bell)))

    async def _counted(self, member: str, events: AsyncIterator[str]) -> AsyncIterator[str]:
        self.room.arrive(member)
        try:
            async for each in events:
                yield each
        finally:
            self.room.leave(member)

    async def screen(self, request: Request) -> Response:
        """Return what a student's page needs to show a run."""
        member = (await self.who(request, Role.STUDENT)).name
        slow_down(request, self._turns, member, time.monotonic())
        run = await self.run(request, request.query_params.get("run", ""))
        shown = await asyncio.to_thread(screen_for, self.room.activities, run.question, member)
        return JSONResponse(shown)

    async def play(self, request: Request) -> Response:
        """Play a student's session on, or look at the plan that is being built."""
        member = (await self.who(request, Role.STUDENT)).name
        slow_down(request, self._turns, member, time.monotonic())
        message = await read_message(request, PlayMessage, LARGE)
        run = await self.run(request, message.run)
        with self._one_at_a_time(request, member):
            try:
                told = await asyncio.to_thread(self._playing.answer, run, member, message)
            except (WorkError, UnknownNameError) as error:
                raise refuse(request, 422, str(error)) from None
        return JSONResponse(told)

    async def result(self, request: Request) -> Response:
        """Take a round or an answer, judge it, and keep it."""
        member = (await self.who(request, Role.STUDENT)).name
        slow_down(request, self._results, member, time.monotonic())
        message = await read_message(request, ResultMessage, LARGE)
        run = await self.run(request, message.run)
        event = Sent(
            id=f"{member}/{message.id}",
            at=self.room.clock(),
            member=member,
            run=run.id,
            number=message.number,
        )
        with self._one_at_a_time(request, member):
            try:
                added, judged = await self.room.hand_in(event, message.work)
            except WorkError as error:
                raise refuse(request, 422, str(error)) from None
        now = self.room.state.runs.get(run.id, run).taken.get(member)
        counts = now is not None and now.event == event.id
        return JSONResponse({"new": added.new, "counts": counts, "score": judged.score})

    @contextmanager
    def _one_at_a_time(self, request: Request, member: str) -> Iterator[None]:
        """Do something long for a member; raises HTTPException if more than one waits already.

        A page sends one thing after another; only a program sends many at once.
        """
        if self._busy[member] >= 2:
            raise refuse(request, 429, "One after another.", **{"Retry-After": "1"})
        self._busy[member] += 1
        try:
            yield
        finally:
            self._busy[member] -= 1
            if not self._busy[member]:
                del self._busy[member]
