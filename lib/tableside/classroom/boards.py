"""The views of a class that many may follow: worked out once for all who look."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from tableside.classroom.bell import Bell, heard
from tableside.classroom.room import Room
from tableside.classroom.store import StoreError
from tableside.classroom.streams import PING_EVERY, event_text
from tableside.classroom.tokens import Role
from tableside.classroom.views import instructor_view, projector_view

LOG = logging.getLogger("tableside.classroom")

AT_MOST_EVERY = 0.2
"""Seconds between two views."""

TRY_AGAIN = 1.0
"""Seconds after which a view that could not be worked out is tried again."""

SHARE = 0.2
"""A large class may take this share of the time for its views; they come less often instead."""


class SharedView:
    """One view, worked out while somebody follows it, for all who do."""

    def __init__(self, make: Callable[[], Awaitable[dict[str, Any]]], changed: Bell) -> None:
        """Work out *make* whenever the bell *changed* rings."""
        self._make = make
        self._changed = changed
        self._new = Bell()
        self._text = ""
        self._begun = self._done = 0
        """The numbers of the looks that were begun and done."""
        self._over = False
        self._followers = 0
        self._task: asyncio.Task[None] | None = None

    async def follow(self) -> AsyncIterator[str]:
        """Yield server-sent events: the whole view at once, and again when it is another one."""
        self._followers += 1
        known = self._begun  # what was begun before somebody came is too old for them
        self._changed.ring()
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        try:
            last = ""
            while not self._changed.over:
                ringing = self._new.listen()  # first, so that nothing falls between
                if self._done > known and self._text != last:
                    last = self._text
                    yield last
                    if self._over:
                        return
                if not await heard(ringing, PING_EVERY):
                    yield ": still here\n\n"
        finally:
            self._followers -= 1
            if not self._followers and self._task is not None:
                self._task.cancel()
                self._task = None

    async def _work(self) -> None:
        while not self._over and not self._changed.over:
            ringing = self._changed.listen()
            begun = time.monotonic()
            if not await self._look():
                await asyncio.sleep(TRY_AGAIN)
                continue
            took = time.monotonic() - begun
            await asyncio.sleep(max(AT_MOST_EVERY, took / SHARE))
            await heard(ringing, PING_EVERY)
        self._new.ring()

    async def _look(self) -> bool:
        """Work the view out, and return whether that could be done."""
        self._begun += 1
        try:
            shown = await self._make()
            text = await asyncio.to_thread(event_text, shown)
        except StoreError as error:
            LOG.warning("%s", error)
            return False
        except Exception:
            LOG.exception("a view could not be worked out")
            return False
        self._over = bool(shown.get("gone"))
        self._text, self._done = text, self._begun
        self._new.ring()
        return True


def boards(room: Room) -> dict[Role, SharedView]:
    """Return what an instructor and what a projector follows."""
    makers = {Role.INSTRUCTOR: instructor_view, Role.PROJECTOR: projector_view}

    def shared(role: Role) -> SharedView:
        async def make() -> dict[str, Any]:
            if room.gone:
                return {"gone": True}
            state, now = room.state, room.clock()
            results = await room.results(state.run) if state.run else {}
            there = room.presence.everybody()
            view = makers[role]
            shown = await asyncio.to_thread(view, state, room.activities, results, there, now)
            return {**shown, "now": round(now)}

        return SharedView(make, room.board_bell)

    return {role: shared(role) for role in makers}
