"""Who is there: the members whose page is open, at this worker or at another one."""

import json
from collections import Counter
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from tableside.classroom.database import Database
from tableside.classroom.tables import PRESENCE

TELL_EVERY = 5.0
"""Seconds after which a worker says again who is there, even if nothing changed."""

GONE_AFTER = 20.0
"""Seconds without a word after which a worker's members are not counted any more."""


class Presence:
    """The pages that are open at one worker, and what the others say of theirs."""

    def __init__(self, database: Database, class_id: str) -> None:
        self._database = database
        self._class = class_id
        self._worker = uuid4().hex
        self._pages: Counter[str] = Counter()
        self._elsewhere: frozenset[str] = frozenset()
        self._told: frozenset[str] | None = None
        self._told_at = 0.0

    def everybody(self) -> set[str]:
        """Return the members who have a page open anywhere."""
        return set(self._pages) | self._elsewhere

    def pages(self, member: str) -> int:
        """Return how many pages of a member are open here."""
        return self._pages[member]

    def arrive(self, member: str) -> None:
        """Count a page that somebody opened."""
        self._pages[member] += 1

    def leave(self, member: str) -> None:
        """Count a page that is gone."""
        self._pages[member] -= 1
        if self._pages[member] <= 0:
            del self._pages[member]

    def exchange(self, mine: frozenset[str], now: float) -> bool:
        """Tell the other workers who is here and hear from them; return whether that changed."""
        if not self._database.shared:
            return False
        with self._database.transaction() as connection:
            if mine != self._told or now - self._told_at >= TELL_EVERY:
                self._tell(connection, mine, now)
                self._told, self._told_at = mine, now
            rows = connection.execute(
                select(PRESENCE.c.members).where(
                    PRESENCE.c.class_id == self._class,
                    PRESENCE.c.worker != self._worker,
                    PRESENCE.c.seen > now - GONE_AFTER,
                )
            )
            before = self._elsewhere
            self._elsewhere = frozenset(each for row in rows for each in json.loads(row.members))
        return self._elsewhere != before

    def members_here(self) -> frozenset[str]:
        """Return the members who have a page open at this worker."""
        return frozenset(self._pages)

    def _tell(self, connection: Connection, mine: frozenset[str], now: float) -> None:
        values = {"seen": now, "members": json.dumps(sorted(mine))}
        here = (PRESENCE.c.class_id == self._class) & (PRESENCE.c.worker == self._worker)
        if not connection.execute(update(PRESENCE).where(here).values(values)).rowcount:
            connection.execute(
                insert(PRESENCE).values(class_id=self._class, worker=self._worker, **values)
            )
            old = (PRESENCE.c.class_id == self._class) & (PRESENCE.c.seen < now - GONE_AFTER)
            connection.execute(delete(PRESENCE).where(old))
