"""What the results of a class are worth: known, told by another worker, or judged anew."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from tableside.classroom.judging import Judging
from tableside.classroom.result import Judged
from tableside.classroom.store import Store
from tableside.classroom.work import AnyWork, WorkError

LOG = logging.getLogger("tableside.classroom")

AT_ONCE = 100
"""So many are looked up at once, so that a long list does not hold up a short one."""

MOST_KNOWN = 4_000
"""So many are remembered before those that nobody looks at are forgotten."""


class Asked(NamedTuple):
    """Whose result it is, and of which question."""

    question: str
    member: str


class Worths:
    """What the results of one class are worth."""

    def __init__(self, store: Store, class_id: str, judging: Judging) -> None:
        self._store = store
        self._class = class_id
        self._judging = judging
        self._known: dict[str, Judged | None] = {}
        self._looking = asyncio.Lock()
        self._most = MOST_KNOWN

    def remember(self, event: str, judged: Judged) -> None:
        """Keep what was judged when it came."""
        self._known[event] = judged

    async def find(self, wanted: Mapping[str, Asked]) -> dict[str, Judged]:
        """Return what results are worth, by the ids of their events; without any that is broken."""
        found = {each: self._known[each] for each in wanted if each in self._known}
        rest = [each for each in wanted if each not in found]
        for first in range(0, len(rest), AT_ONCE):
            part = rest[first : first + AT_ONCE]
            async with self._looking:
                if missing := [each for each in part if each not in self._known]:
                    await self._look_up({each: wanted[each] for each in missing})
                found |= {each: self._known[each] for each in part if each in self._known}
        return {event: judged for event, judged in found.items() if judged is not None}

    async def _look_up(self, missing: Mapping[str, Asked]) -> None:
        told = await asyncio.to_thread(self._store.worths, self._class, list(missing))
        self._known |= told
        rest = [each for each in missing if each not in told]
        if rest:
            works = await asyncio.to_thread(self._store.works, self._class, rest)
            judged = await asyncio.gather(
                *(self._judge(each, works.get(each), missing[each]) for each in rest)
            )
            self._known |= dict(zip(rest, judged, strict=True))

    async def _judge(self, event: str, work: AnyWork | None, asked: Asked) -> Judged | None:
        if work is None:
            return None
        try:
            return await self._judging.judge(work, asked.question, asked.member)
        except WorkError as error:
            LOG.warning("the kept result %s cannot be judged: %s", event, error)
            return None

    def tidy(self, looked_at: Callable[[], Collection[str]]) -> None:
        """Forget what nobody looks at, once there is much of it; it can be looked up again."""
        if len(self._known) > self._most:
            kept = looked_at()
            self._known = {each: self._known[each] for each in self._known if each in kept}
            self._most = max(MOST_KNOWN, 2 * len(self._known))

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()
