"""How events come into the database: several that come at once share one transaction."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from tableside.classroom.store import Added, ClassGoneError, Entry, Kept, Store, StoreError

LOG = logging.getLogger("tableside.classroom")

MOST_AT_ONCE = 100
"""So many events share one transaction at most."""

GATHER = 0.03
"""Seconds for which a busy class's events are gathered: a transaction costs more than an event."""

TRY_AGAIN = (0.05, 0.3, 1.0)
"""Seconds before each new attempt when the database does not answer: a dropped connection is
replaced unseen. Adding twice does no harm, because every event has its id."""

_Waiting = tuple[Entry, asyncio.Future[Added]]


class Writer:
    """Adds entries to one class, in the order in which they come."""

    def __init__(
        self,
        store: Store,
        class_id: str,
        place: Callable[[], int],
        kept: Callable[[Sequence[Entry], Kept], Awaitable[None]],
    ) -> None:
        """Call *kept* with what was kept, before anybody is told that it was.

        *place* is asked up to where the class's events are known.
        """
        self._store = store
        self._class = class_id
        self._place = place
        self._kept = kept
        self._waiting: asyncio.Queue[_Waiting] = asyncio.Queue()
        self.keeping = asyncio.Lock()
        """Held while something is added and told: nothing else may change the state then."""

    async def keep(self, entry: Entry) -> Added:
        """Return where an entry's event stands once it is on disk.

        Raises ``StoreError`` if it cannot be kept now.
        """
        done: asyncio.Future[Added] = asyncio.get_running_loop().create_future()
        await self._waiting.put((entry, done))
        return await done

    async def run(self) -> None:
        """Add what comes, until it is cancelled."""
        batch: list[_Waiting] = []
        while True:
            busy = len(batch) > 1
            batch = [await self._waiting.get()]
            if busy:
                await asyncio.sleep(GATHER)
            while len(batch) < MOST_AT_ONCE and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            try:
                async with self.keeping:
                    entries = [entry for entry, _ in batch]
                    found = await self._add(entries)
                    await self._kept(entries, found)
            except StoreError as error:
                LOG.error("%s", error)  # noqa: TRY400 - the message says it all
                _settle(batch, error)
            except Exception as error:
                LOG.exception("events could not be kept")
                _settle(batch, error)
            else:
                for (_, done), where in zip(batch, found.added, strict=True):
                    if not done.done():
                        done.set_result(where)

    async def _add(self, entries: Sequence[Entry]) -> Kept:
        add = partial(self._store.add, self._class, entries, place=self._place())
        for seconds in TRY_AGAIN:
            try:
                return await asyncio.to_thread(add)
            except ClassGoneError:
                raise
            except StoreError as error:
                LOG.warning("trying again: %s", error)
                await asyncio.sleep(seconds)
        return await asyncio.to_thread(add)


def _settle(batch: Sequence[_Waiting], error: Exception) -> None:
    for _, done in batch:
        if not done.done():
            done.set_exception(error)
