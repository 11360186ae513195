"""Several processors that mark at once; one alone, where starting more would cost more."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from types import TracebackType
from typing import Self

from tableside.grading.course_folder import CourseError
from tableside.grading.marking_bench import Bench, Task
from tableside.grading.results import Result

_WORTH_ANOTHER = 60
"""Hand-ins for each further processor: fewer are marked sooner than it has started."""

_AT_ONCE = 5
"""Hand-ins that are sent to a processor together."""

_bench: Bench | None = None
"""The bench of this process, where it is a worker."""


class Workers:
    """Marks tasks, in their order, whichever processor is quicker."""

    def __init__(self, bench: Bench, *, jobs: int | None, tasks: int) -> None:
        self.bench = bench
        count = jobs or min(os.cpu_count() or 1, 1 + tasks // _WORTH_ANOTHER)
        self.pool = _pool(bench, count) if count > 1 else None

    def __enter__(self) -> Self:
        """Return the workers, started."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the workers."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def mark(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task."""
        if self.pool is None:
            yield from map(self.bench.mark, tasks)
            return
        try:
            yield from self.pool.map(_mark, tasks, chunksize=_AT_ONCE)
        except BrokenProcessPool:
            raise CourseError(
                "A worker was stopped from outside, perhaps because memory ran out. Nothing was "
                "lost; run this again, with --jobs 1 if it happens again."
            ) from None


def _pool(bench: Bench, count: int) -> ProcessPoolExecutor:
    # A copy of this process has everything loaded; it may be made only while nothing else runs.
    alone = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if alone else "spawn")
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(bench,))
    list(pool.map(_ready, range(count)))
    return pool


def _begin(bench: Bench) -> None:
    global _bench  # noqa: PLW0603 - a worker has one bench for its whole life
    _bench = bench
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when the program that started it is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _ready(number: int) -> int:
    return number


def _mark(task: Task) -> Result:
    if _bench is None:
        raise RuntimeError(task.student)  # a worker is never without its bench
    return _bench.mark(task)
