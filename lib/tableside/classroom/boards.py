"""The views of a class that many may follow: worked out once for all who look."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from tableside.classroom.bell import Bell, heard
from tableside.classroom.charts import Charts
from tableside.classroom.room import Room
from tableside.classroom.store import StoreError
from tableside.classroom.streams import PING_EVERY, event_text
from tableside.classroom.tokens import Role
from tableside.classroom.views import Moment, instructor_view, projector_view

LOG = logging.getLogger("tableside.classroom")

AT_MOST_EVERY = 0.1
"""Seconds between two views."""

TRY_AGAIN = 1.0
"""Seconds after which a view that could not be worked out is tried again."""

SHARE = 0.3
"""A large class may take this share of the time for its views; they come less often instead."""

AT_LEAST_EVERY = 0.25
"""… but one that took long, because the computer was busy, does not hold up the next one."""


class SharedView:
    """One view, worked out while somebody follows it, for all who do."""

    def __init__(self, make: Callable[[bool], Awaitable[dict[str, Any]]], changed: Bell) -> None:
        """Work out *make* whenever *changed* rings; it is told whether somebody came just now."""
        self._make = make
        self._changed = changed
        self._new = Bell()
        self._shown: Mapping[str, Any] = {}
        self._version = 0
        """How many different views there were."""
        self._news = ""
        """What made the last one of them out of the one before."""
        self._begun = self._done = 0
        """The numbers of the looks that were begun and done."""
        self._came = False
        self._over = False
        self._followers = 0
        self._task: asyncio.Task[None] | None = None

    async def follow(self) -> AsyncIterator[str]:
        """Yield server-sent events: the whole view at once, and then what is new in it."""
        self._followers += 1
        known = self._begun  # what was begun before somebody came is too old for them
        self._came = True
        self._changed.ring()
        if self._task is None:
            self._task = asyncio.create_task(self._work())
        try:
            told = 0
            while not self._changed.over:
                ringing = self._new.listen()  # first, so that nothing falls between
                if self._done > known and self._version != told:
                    whole = not told or told != self._version - 1
                    told = self._version
                    yield event_text(self._shown) if whole else self._news
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
            await asyncio.sleep(min(max(AT_MOST_EVERY, took / SHARE), AT_LEAST_EVERY))
            await heard(ringing, PING_EVERY)
        self._new.ring()

    async def _look(self) -> bool:
        """Work the view out, and return whether that could be done."""
        self._begun += 1
        look, came, self._came = self._begun, self._came, False
        try:
            shown = await self._make(came)
        except StoreError as error:
            LOG.warning("%s", error)
            return False
        except Exception:
            LOG.exception("a view could not be worked out")
            return False
        news = changes(self._shown, shown)
        if news is not None:
            self._news = event_text(news)
            self._shown = shown
            self._version += 1
        self._over = bool(shown.get("gone"))
        self._done = look
        self._new.ring()
        return True


def changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the parts of a view that are new, as ``news``, and of the members those who are.

    The whole view, if a part or a member is gone; None if nothing is new.
    """
    if before.keys() != now.keys():
        return now
    news = {part: value for part, value in now.items() if value != before[part]}
    if "members" in news:
        known = {each["id"]: each for each in before["members"]}
        if not known.keys() <= {each["id"] for each in now["members"]}:
            return now
        news["members"] = [each for each in now["members"] if known.get(each["id"]) != each]
    return {"news": news} if news else None


def boards(room: Room) -> dict[Role, SharedView]:
    """Return what an instructor and what a projector follows."""
    makers = {Role.INSTRUCTOR: instructor_view, Role.PROJECTOR: projector_view}
    drawn = Charts(room.activities, room.board_bell)

    def shared(role: Role) -> SharedView:
        async def make(came: bool) -> dict[str, Any]:  # noqa: FBT001 - as a view tells it
            if room.gone:
                return {"gone": True}
            state = room.state
            results = await room.results(state.run) if state.run else {}
            seen = Moment(
                state=state,
                activities=room.activities,
                results=results,
                there=room.presence.everybody(),
                now=room.clock(),
                charts=partial(drawn.of, results=results, fresh=came),
            )
            return {**makers[role](seen), "now": round(seen.now)}

        return SharedView(make, room.board_bell)

    return {role: shared(role) for role in makers}
