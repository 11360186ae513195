"""Several processors that mark at once; one alone, where starting more would cost more."""

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
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
        # What is loaded by now stays; looking for garbage in it again and again takes long.
        gc.freeze()
        # A copy of this process has everything loaded; it may be made only while nothing else runs.
        copied = sys.platform == "linux" and threading.active_count() == 1
        count = jobs or min(os.cpu_count() or 1, 1 + tasks // _WORTH_ANOTHER)
        self.pool = _pool(bench, count, "fork" if copied else "spawn") if count > 1 else None

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
        gc.unfreeze()
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def mark(self, tasks: Sequence[Task]) -> Iterator[Result]:
        """Begin the *tasks* where there are other processors, and return their results to come."""
        if self.pool is None:
            return map(self.bench.mark, tasks)
        with _told():
            return _unless_stopped(self.pool.map(_mark, tasks, chunksize=_AT_ONCE))


def _unless_stopped(results: Iterator[Result]) -> Iterator[Result]:
    with _told():
        yield from results


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool:
        raise CourseError(
            "A worker was stopped from outside, perhaps because memory ran out. Nothing was "
            "lost; run this again, with --jobs 1 if it happens again."
        ) from None


def _pool(bench: Bench, count: int, way: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(way)
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(bench,))
    pool.submit(_ready)  # the first task starts them all
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


def _ready() -> None:
    """Do nothing; who does it has begun."""


def _mark(task: Task) -> Result:
    if _bench is None:
        raise RuntimeError(task.student)  # a worker is never without its bench
    return _bench.mark(task)
