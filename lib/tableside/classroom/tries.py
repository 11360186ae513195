"""Limits on guessing a join code, counted in the database: they hold for all workers together."""

import hashlib
import hmac
import threading
from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select, update

from tableside.classroom.database import Database
from tableside.classroom.tables import TRIES
from tableside.classroom.throttle import Limit

EVERYBODY = "everybody"

ONE = Limit(rate=0.2, burst=10)
"""Wrong codes from one address."""

ALL = Limit(rate=2, burst=100)
"""Wrong codes from all addresses together."""

_Counted = tuple[float, float] | None


class CodeTries:
    """The wrong codes that were tried at a class."""

    def __init__(self, database: Database, class_id: str, secret: str) -> None:
        """Count tries at the class *class_id*; its *secret* hides the addresses."""
        self._database = database
        self._class = class_id
        self._secret = secret.encode()
        self._one_by_one = threading.Lock()

    def prepare(self) -> None:
        """Make the count of all addresses, which holds up everybody while somebody tries."""
        with self._database.transaction() as connection:
            if self._counted(connection, EVERYBODY) is None:
                self._keep(connection, EVERYBODY, (ALL.burst, 0.0), known=False)

    def waits(self, host: str, now: float, is_right: Callable[[], bool]) -> float | None:
        """Return the seconds before *host* may try; 0 if its code is right, None if it is wrong.

        One at a time, so that a thousand guesses at once are no more than a thousand in a row.
        """
        who = self._hidden(host)
        with self._one_by_one, self._database.transaction() as connection:
            every = self._counted(connection, EVERYBODY)  # first: in this order nobody waits twice
            mine = self._counted(connection, who)
            waits = max(ALL.waits(every, now), ONE.waits(mine, now))
            if waits or is_right():
                return waits
            self._keep(connection, EVERYBODY, ALL.tried(every, now), known=every is not None)
            self._keep(connection, who, ONE.tried(mine, now), known=mine is not None)
            self._forget(connection, now - ONE.burst / ONE.rate)
        return None

    def _counted(self, connection: Connection, who: str) -> _Counted:
        row = connection.execute(
            select(TRIES.c.left, TRIES.c.since)
            .where(TRIES.c.class_id == self._class, TRIES.c.who == who)
            .with_for_update()
        ).first()
        return None if row is None else (row.left, row.since)

    def _keep(
        self, connection: Connection, who: str, counted: tuple[float, float], *, known: bool
    ) -> None:
        values = {"left": counted[0], "since": counted[1]}
        mine = (TRIES.c.class_id == self._class) & (TRIES.c.who == who)
        if known:
            connection.execute(update(TRIES).where(mine).values(values))
        else:
            connection.execute(insert(TRIES).values(class_id=self._class, who=who, **values))

    def _forget(self, connection: Connection, full: float) -> None:
        """Delete the counts of those who may try as often as anybody since then."""
        old = (TRIES.c.class_id == self._class) & (TRIES.c.since < full)
        connection.execute(delete(TRIES).where(old, TRIES.c.who != EVERYBODY))

    def _hidden(self, host: str) -> str:
        return hmac.new(self._secret, host.encode(), hashlib.sha256).hexdigest()[:32]
