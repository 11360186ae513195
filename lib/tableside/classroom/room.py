"""A class while it runs: its state in memory, kept in step with the database.

Every event goes to the database first; only what is on disk changes the state or is acknowledged.
Other workers with the same database are followed by looking for events behind the last one known.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from tableside.classroom.bell import Bell
from tableside.classroom.events import AnyEvent, Sent
from tableside.classroom.judging import Judging
from tableside.classroom.presence import Presence
from tableside.classroom.result import Judged
from tableside.classroom.session import ClassState, Run, after
from tableside.classroom.store import (
    MOST_TOLD,
    Added,
    ClassGoneError,
    ClassRecord,
    Entry,
    Kept,
    Store,
    StoreError,
)
from tableside.classroom.work import AnyWork, WorkError
from tableside.classroom.worths import Asked, Worths
from tableside.classroom.writer import Writer
from tableside.homework.questions import Assignment

LOG = logging.getLogger("tableside.classroom")

LOOK_EVERY = 0.5
"""Seconds between two looks for what another server took, where one is not expected."""

LOOK_OFTEN = 0.1
"""The same where several workers share a database."""

MEET_EVERY = 1.0
"""Seconds between two looks at who is at the other workers."""


class Room:
    """One class, its state, and who waits to hear of it."""

    def __init__(
        self,
        store: Store,
        record: ClassRecord,
        activities: Assignment,
        clock: Callable[[], float] = time.time,
        judges: int = 0,
    ) -> None:
        """Serve the class of *record*; *judges* processes judge results, or threads for 0."""
        self.record = record
        self.activities = activities
        self.clock = clock
        self.state = ClassState()
        self.board_bell, self.drive_bell = Bell(), Bell()
        self.presence = Presence(store.database, record.id)
        self.gone = False
        """Whether the class was deleted."""
        self._store = store
        self._place = 0
        self._judging = Judging(activities, judges)
        self._worths = Worths(store, record.id, self._judging)
        self._writer = Writer(store, record.id, lambda: self._place, self._kept)
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Read what was kept of the class, and begin to take events."""
        self._judging.open()
        await self._catch_up()
        self._tasks = [
            asyncio.create_task(self._writer.run()),
            asyncio.create_task(self._follow()),
            asyncio.create_task(self._meet()),
        ]

    async def close(self) -> None:
        """Stop taking events."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._judging.close)

    def stop(self) -> None:
        """Let all go who follow the class: the server stops, and they come back by themselves."""
        self.board_bell.end()
        self.drive_bell.end()

    async def take(self, event: AnyEvent) -> Added:
        """Keep an event, and return where it stands once it is on disk.

        Raises ``StoreError`` if it cannot be kept now.
        """
        return await self._writer.keep(Entry(event=event))

    async def hand_in(self, event: Sent, work: AnyWork) -> tuple[Added, Judged]:
        """Keep what a student sent; return where it stands, and what it is worth.

        Raises ``WorkError`` if it is not of its question, ``StoreError`` if it cannot be kept.
        Sent again it is worth what it was, whatever is in it now.
        """
        run = await self.run(event.run)
        if run is None:
            raise WorkError("Nobody started this activity; look at the page again.")
        judged = await self._judging.judge(work, run.question, event.member)
        added = await self._writer.keep(Entry(event=event, work=work, judged=judged))
        if not added.new:
            kept = await self._worths.find({event.id: Asked(run.question, event.member)})
            judged = kept.get(event.id, judged)
        return added, judged

    async def run(self, name: str) -> Run | None:
        """Return a run; one that was started at another worker just now is found as well."""
        if name not in self.state.runs:
            async with self._writer.keeping:
                await self._catch_up()
        return self.state.runs.get(name)

    async def results(self, run: Run, *, late: bool = False) -> dict[str, Judged]:
        """Return what each member's result of a run is worth."""
        taken = run.late if late else run.taken
        wanted = {each.event: Asked(run.question, member) for member, each in taken.items()}
        found = await self._worths.find(wanted)
        return {member: found[each.event] for member, each in taken.items() if each.event in found}

    async def result_of(self, run: Run, member: str) -> Judged | None:
        """Return what one member's result of a run is worth; None without one."""
        if (taken := run.taken.get(member)) is None:
            return None
        found = await self._worths.find({taken.event: Asked(run.question, member)})
        return found.get(taken.event)

    async def delete(self) -> None:
        """Delete the class with all that belongs to it."""
        async with self._writer.keeping:
            await asyncio.to_thread(self._store.delete, self.record.id)
            self._end()

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def arrive(self, member: str) -> None:
        """Count a page that somebody opened."""
        self.presence.arrive(member)
        self.board_bell.ring()

    def leave(self, member: str) -> None:
        """Count a page that is gone."""
        self.presence.leave(member)
        self.board_bell.ring()

    async def _kept(self, entries: Sequence[Entry], kept: Kept) -> None:
        news = dict(kept.missed)
        for event, judged in kept.worths.items():
            self._worths.remember(event, judged)
        for entry, where in zip(entries, kept.added, strict=True):
            if where.new:
                news[where.place] = entry.event
                if entry.judged is not None:
                    self._worths.remember(entry.event.id, entry.judged)
        if sorted(news) == list(range(self._place + 1, self._place + 1 + len(news))):
            self._see(sorted(news.items()))
        else:
            await self._catch_up()  # too many events of another worker stand between

    async def _catch_up(self) -> None:
        more = True
        while more:
            found = await asyncio.to_thread(self._store.since, self.record.id, self._place)
            self._see(found)
            more = len(found) == MOST_TOLD

    def _see(self, found: Sequence[tuple[int, AnyEvent]]) -> None:
        drive = False
        for place, event in found:
            self.state = after(self.state, event)
            self._place = place
            drive = drive or event.kind == "drove"
        self._worths.tidy(self._looked_at)
        self._ring(drive=drive)

    def _looked_at(self) -> set[str]:
        """Return the events of the results that somebody's page shows."""
        return {each.event for run in self.state.shown() for each in run.taken.values()}

    def _ring(self, *, drive: bool) -> None:
        self.board_bell.ring()
        if drive:
            self.drive_bell.ring()

    def _end(self) -> None:
        self.gone, self.state = True, ClassState()
        self._worths.clear()
        self._ring(drive=True)

    async def _follow(self) -> None:
        seconds = LOOK_OFTEN if self._store.database.shared else LOOK_EVERY
        while not self.gone:
            known = self._place
            await asyncio.sleep(seconds)
            if known != self._place:
                continue  # whoever adds something is told what the others added
            try:
                async with self._writer.keeping:
                    last = await asyncio.to_thread(self._store.last, self.record.id)
                    if last > self._place:
                        await self._catch_up()
            except ClassGoneError:
                self._end()
            except StoreError as error:
                LOG.warning("%s", error)
                await asyncio.sleep(MEET_EVERY)

    async def _meet(self) -> None:
        while not self.gone:
            here, now = self.presence.members_here(), self.clock()
            with suppress(StoreError):  # _follow says so
                if await asyncio.to_thread(self.presence.exchange, here, now):
                    self.board_bell.ring()
            await asyncio.sleep(MEET_EVERY)
