"""A class while it runs: its state in memory, kept in step with the store.

Every event goes to the store first; only what is on disk changes the state or is acknowledged.
Several events that come at once share one transaction. Another server with the same database is
followed by looking for events behind the last one known.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from tableside.classroom.events import AnyEvent, Joined, Sent
from tableside.classroom.judged import Judged, judge_work
from tableside.classroom.session import ClassState, Run, after
from tableside.classroom.store import Added, ClassRecord, Store, StoreError
from tableside.classroom.work import WorkError
from tableside.errors import UnknownNameError
from tableside.homework.questions import Assignment
from tableside.knowledge import knowledge

LOG = logging.getLogger("tableside.classroom")

MOST_AT_ONCE = 100
"""So many events share one transaction at most."""

LOOK_EVERY = 0.5
"""Seconds between two looks for what another server took."""


class Bell:
    """Wakes everybody who waits for something to change."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait now."""
        self._event.set()
        self._event = asyncio.Event()

    def listen(self, seconds: float) -> Coroutine[None, None, bool]:
        """Listen from now on; awaited, it waits at most so long, and tells whether it rang."""
        return _heard(self._event, seconds)


async def _heard(event: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


class Room:
    """One class, its state, and who waits to hear of it."""

    def __init__(
        self,
        store: Store,
        record: ClassRecord,
        activities: Assignment,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.record = record
        self.activities = activities
        self.clock = clock
        self.state = ClassState()
        self.board_bell, self.drive_bell = Bell(), Bell()
        self.there: Counter[str] = Counter()
        """Member → how many of their pages are open here."""
        self.gone = False
        """Whether the class was deleted."""
        self._store = store
        self._place = 0
        self._judged: dict[str, Judged | None] = {}
        self._waiting: asyncio.Queue[tuple[AnyEvent, asyncio.Future[Added]]] = asyncio.Queue()
        self._keeping = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Read what was kept of the class, and begin to take events."""
        await self._catch_up()
        self._tasks = [
            asyncio.create_task(self._write_all()),
            asyncio.create_task(self._follow()),
        ]

    async def close(self) -> None:
        """Stop taking events."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def take(self, event: AnyEvent) -> Added:
        """Keep an event, and return where it stands once it is on disk.

        Raises ``StoreError`` if it cannot be kept now.
        """
        done: asyncio.Future[Added] = asyncio.get_running_loop().create_future()
        await self._waiting.put((event, done))
        return await done

    async def judge(self, event: Sent) -> Judged:
        """Return what a result is worth; raises ``WorkError`` if it is not of its question."""
        run = self.state.runs.get(event.run)
        if run is None:
            raise WorkError("Nobody started this activity; look at the page again.")
        if event.id not in self._judged or self._judged[event.id] is None:
            self._judged[event.id] = await asyncio.to_thread(self._judge, event, run)
        found = self._judged[event.id]
        assert found is not None  # noqa: S101 - it was judged just now, or this raised
        return found

    def _judge(self, event: Sent, run: Run) -> Judged:
        return judge_work(
            event.work, run.question, self.activities, knowledge(), member=event.member
        )

    async def results(self, run: Run, *, late: bool = False) -> dict[str, Judged]:
        """Return what each member's result of a run is worth."""
        taken = run.late if late else run.taken
        missing = [each.event for each in taken.values() if each.event not in self._judged]
        if missing:
            await self._judge_again(missing)
        found = {name: self._judged.get(each.event) for name, each in taken.items()}
        return {name: each for name, each in found.items() if each is not None}

    async def _judge_again(self, ids: Sequence[str]) -> None:
        """Judge results that came before this server started, or to another one."""
        for event in await asyncio.to_thread(self._store.read, self.record.id, ids):
            if isinstance(event, Sent):
                try:
                    await self.judge(event)
                except (WorkError, UnknownNameError) as error:
                    LOG.warning("a kept result cannot be judged: %s", error)
                    self._judged[event.id] = None

    async def delete(self) -> None:
        """Delete the class with all that belongs to it."""
        async with self._keeping:
            await asyncio.to_thread(self._store.delete, self.record.id)
            self.gone, self.state = True, ClassState()
            self._judged.clear()
        self._ring(drive=True)

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def arrive(self, member: str) -> None:
        """Count a page that somebody opened."""
        self.there[member] += 1
        self.board_bell.ring()

    def leave(self, member: str) -> None:
        """Count a page that is gone."""
        self.there[member] -= 1
        if self.there[member] <= 0:
            del self.there[member]
        self.board_bell.ring()

    async def _write_all(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            events = [event for event, _ in batch]
            try:
                async with self._keeping:
                    added = await asyncio.to_thread(self._store.add, self.record.id, events)
                    await self._apply(events, added)
            except StoreError as error:
                LOG.error("%s", error)  # noqa: TRY400 - the message says it all
                _settle(batch, error)
            except Exception as error:
                LOG.exception("events could not be kept")
                _settle(batch, error)
            else:
                for (_, done), where in zip(batch, added, strict=True):
                    if not done.done():
                        done.set_result(where)

    async def _apply(self, events: Sequence[AnyEvent], added: Sequence[Added]) -> None:
        new = {where.place: event for event, where in zip(events, added, strict=True) if where.new}
        if sorted(new) != list(range(self._place + 1, self._place + 1 + len(new))):
            await self._catch_up()  # another server's events stand between
            return
        self._see(list(new.items()))

    async def _catch_up(self) -> None:
        while found := await asyncio.to_thread(self._store.since, self.record.id, self._place):
            self._see(found)

    def _see(self, found: Sequence[tuple[int, AnyEvent]]) -> None:
        drive = False
        for place, event in found:
            self.state = after(self.state, event)
            self._place = place
            drive = drive or not isinstance(event, Sent | Joined)
        self._ring(drive=drive)

    def _ring(self, *, drive: bool) -> None:
        self.board_bell.ring()
        if drive:
            self.drive_bell.ring()

    async def _follow(self) -> None:
        while not self.gone:
            await asyncio.sleep(LOOK_EVERY)
            try:
                async with self._keeping:
                    last = await asyncio.to_thread(self._store.last, self.record.id)
                    if last > self._place:
                        await self._catch_up()
            except StoreError as error:
                LOG.warning("%s", error)


def _settle(batch: Sequence[tuple[AnyEvent, asyncio.Future[Added]]], error: Exception) -> None:
    for _, done in batch:
        if not done.done():
            done.set_exception(error)
