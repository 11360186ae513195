"""The charts of a run: worked out once for all who look, and less often in a large class."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from tableside.classroom.bell import Bell
from tableside.classroom.result import Judged
from tableside.classroom.session import Run
from tableside.classroom.views import board_shown
from tableside.homework.questions import Assignment

SHARE = 0.03
"""Charts may take this share of the time: those of a thousand students come once a second."""


class Charts:
    """The charts of the run that somebody looks at."""

    def __init__(self, activities: Assignment, changed: Bell) -> None:
        """Ring *changed* when charts that were not worked out at once can be."""
        self._activities = activities
        self._changed = changed
        self._run = ""
        self._results: Mapping[str, Judged] = {}
        self._shown: dict[str, Any] = {}
        self._due = 0.0

    def of(self, run: Run, *, results: Mapping[str, Judged], fresh: bool) -> dict[str, Any]:
        """Return the board of a run; unless it is to be *fresh*, it may be a little older."""
        if run.id == self._run:
            if _same(results, self._results):
                return self._shown
            wait = self._due - time.monotonic()
            if wait > 0 and not fresh:
                asyncio.get_running_loop().call_later(wait, self._changed.ring)
                return self._shown
        begun = time.monotonic()
        self._shown = board_shown(run, self._activities, results)
        self._run, self._results = run.id, results
        done = time.monotonic()
        self._due = done + (done - begun) / SHARE
        return self._shown


def _same(results: Mapping[str, Judged], others: Mapping[str, Judged]) -> bool:
    """Return whether these are the very same results: to look into each of them takes long."""
    return len(results) == len(others) and all(
        others.get(member) is each for member, each in results.items()
    )
