"""Where results are judged: beside the server, so that nobody waits for somebody else's round."""

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Final, NamedTuple, cast

from tableside.classroom.judged import judge_work
from tableside.classroom.result import Judged
from tableside.classroom.work import AnyWork, WorkError
from tableside.errors import TablesideError
from tableside.homework.questions import Assignment
from tableside.knowledge import knowledge

LOG = logging.getLogger("tableside.classroom")


MOST_AT_ONCE = 8
"""So many results a process gets at once at most: each way there and back takes some time."""


class _Job(NamedTuple):
    """A result that is to be judged."""

    work: AnyWork
    question: str
    member: str


class Judging:
    """Judges results in processes of its own, or in threads where none are asked for."""

    def __init__(self, activities: Assignment, processes: int = 0) -> None:
        """Judge answers to *activities* in so many processes."""
        self._activities = activities
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        self._waiting: deque[tuple[_Job, asyncio.Future[Judged | str]]] = deque()
        self._judges: set[asyncio.Task[None]] = set()
        """One for each process that has something to do."""

    def open(self) -> None:
        """Start the processes."""
        if self._processes:
            self._pool = ProcessPoolExecutor(
                self._processes,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(self._activities,),
            )
            with deaf_to_ctrl_c():
                for _ in range(self._processes):
                    self._pool.submit(_ready)  # each starts one of them

    def close(self) -> None:
        """Stop the processes, and wait until they have."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)

    async def judge(self, work: AnyWork, question: str, member: str) -> Judged:
        """Return what a member's work is worth; raises ``WorkError`` if it is not of its question.

        An activity that is not there any more raises it as well.
        """
        job = _Job(work, question, member)
        if self._pool is None:
            return _told(await asyncio.to_thread(_judge, job, self._activities))
        done: asyncio.Future[Judged | str] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, done))
        if len(self._judges) < self._processes:
            self._judges.add(asyncio.create_task(self._judge_waiting()))
        return _told(await done)

    async def _judge_waiting(self) -> None:
        """Have a process judge what waits, as long as anything does."""
        try:
            while self._waiting:
                await self._judge_some()
        finally:
            # At once: what comes before the loop's next turn must not count on this one.
            self._judges.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _judge_some(self) -> None:
        """Have a process judge its share of what waits."""
        mine = -(-len(self._waiting) // self._processes)
        batch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, mine))]
        try:
            found = await self._judge_together([job for job, _ in batch])
            for (_, done), each in zip(batch, found, strict=True):
                if not done.done():
                    done.set_result(each)
        except Exception as error:
            LOG.exception("results could not be judged")
            for _, done in batch:
                if not done.done():
                    done.set_exception(error)
        finally:
            for _, done in batch:
                done.cancel()  # who still waits need not: the server stops

    async def _judge_together(self, jobs: Sequence[_Job]) -> Sequence[Judged | str]:
        pool = self._pool
        if pool is not None:
            try:
                return await asyncio.get_running_loop().run_in_executor(pool, _judge_here, jobs)
            except BrokenProcessPool:
                self._start_anew(pool)
        return await asyncio.to_thread(lambda: [_judge(each, self._activities) for each in jobs])

    def _start_anew(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:  # the first who noticed
            LOG.warning("a judging process ended by itself; another one is started")
            broken.shutdown(wait=False)
            self.open()


def _told(found: Judged | str) -> Judged:
    if isinstance(found, str):
        raise WorkError(found)
    return found


def _judge(job: _Job, activities: Assignment) -> Judged | str:
    """Return what work is worth, or why it cannot be judged: no error need cross a process."""
    try:
        return judge_work(job.work, job.question, activities, knowledge(), member=job.member)
    except TablesideError as error:
        return str(error)


_HERE: Final[list[Assignment]] = []
"""In a judging process: its activities."""


def _begin(activities: Assignment) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    _HERE.append(activities)
    knowledge()
    seldom_tidy()


def seldom_tidy() -> None:
    """Let Python look for garbage less often, and not among what is loaded by now.

    A round is thousands of small tuples without a circle among them.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _ready() -> None:
    """Do nothing: processes start when there is something to do."""


def _judge_here(jobs: Sequence[_Job]) -> list[Judged | str]:
    return [_judge(each, _HERE[0]) for each in jobs]


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Let what is started meanwhile be deaf to Ctrl+C: that is for the server, which ends it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only there can it be set
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def end_with_parent() -> None:
    """End this process when the one that started it ends, even if that one was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(parent: int) -> None:
    wait([parent])
    os._exit(1)
