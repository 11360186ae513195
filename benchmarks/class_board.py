#!/usr/bin/env python3
"""How a class server keeps up with a thousand students on one machine.

Every student keeps a page open and sends a round of the hold drill again and again; one
instructor's board listens. It prints the time from sending to the server's receipt and to the
board, what was lost, and how the server's memory went.

    python benchmarks/class_board.py                                half a minute
    python benchmarks/class_board.py --minutes 10                   the whole one
    python benchmarks/class_board.py --minutes 10 --postgresql      with PostgreSQL and two workers
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from classroom.class_process import Process, start_class  # noqa: E402 - after its place is known
from classroom.class_work import LEARNERS, a_round  # noqa: E402 - as above
from tableside.classroom.serving import many_files  # noqa: E402 - as above
from tableside.classroom.store import ClassRecord, Store  # noqa: E402 - as above
from tableside.classroom.tokens import Role, Who, token  # noqa: E402 - as above

NAME = "benchmark"
OK = 200


@dataclass(slots=True)
class Seen:
    """What was measured."""

    receipts: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    again: int = 0
    """Answers that were no yes, after which the same was sent once more."""
    acknowledged: set[str] = field(default_factory=set)
    waiting: dict[str, float] = field(default_factory=dict)
    """Event → when it was sent, until the board shows it."""
    memory: list[float] = field(default_factory=list)
    """Megabytes of the server with all its processes, every few seconds."""
    work: list[float] = field(default_factory=list)
    """Seconds that each process of the server worked while it was measured."""
    own_work: float = 0.0
    """Seconds that the students' side worked meanwhile."""


@dataclass(slots=True)
class Talk:
    """One connection that is kept: less work than a whole client, of which there are 1,000."""

    host: str
    port: int
    token: str
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    def head(self, method: str, path: str, length: int) -> bytes:
        """Return the head of a request."""
        lines = [f"{method} {path} HTTP/1.1", f"host: {self.host}:{self.port}"]
        lines += [f"authorization: Bearer {self.token}"] if self.token else []
        lines += ["content-type: application/json", f"content-length: {length}", "", ""]
        return "\r\n".join(lines).encode()

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Send a request, and return the status and what was answered."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port, limit=2**20)
        reader, writer = self.streams
        writer.write(self.head(method, path, len(body)) + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = int(head.lower().partition("content-length: ")[2].partition("\r\n")[0])
        return int(head.split()[1]), await reader.readexactly(length)

    async def done(self, path: str, body: object) -> bytes:
        """Send what must not be refused, and return what was answered."""
        status, answer = await self.ask("POST", path, json.dumps(body).encode())
        if status != OK:
            raise SystemExit(f"{path}: {status} {answer.decode()}")
        return answer

    async def listen(self, path: str) -> asyncio.StreamReader:
        """Open a stream, and return what comes."""
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=2**24)
        self.streams = reader, writer
        writer.write(self.head("GET", path, 0))
        await reader.readuntil(b"\r\n\r\n")
        return reader

    def close(self) -> None:
        """Let go of the connection."""
        if self.streams is not None:
            self.streams[1].close()
        self.streams = None


@dataclass(slots=True)
class Class:
    """A class that is measured."""

    address: str
    record: ClassRecord
    asked: argparse.Namespace
    rounds: list[bytes]
    """What each student sends: a whole round of their own."""
    seen: Seen = field(default_factory=Seen)
    run: str = ""

    def talk(self, bearer: str = "") -> Talk:
        """Return a connection for whoever holds a token."""
        where = urlsplit(self.address)
        return Talk(where.hostname or "", where.port or 0, bearer)

    def bearer(self, role: Role, name: str) -> str:
        """Return the token of somebody."""
        return token(self.record.secret, Who(role, name))

    async def start(self) -> None:
        """Start the drill."""
        talk = self.talk(self.bearer(Role.INSTRUCTOR, "first"))
        body = {"id": "run", "act": "start", "question": "hold"}
        self.run = json.loads(await talk.done("/api/drive", body))["run"]
        talk.close()

    async def join(self, number: int) -> None:
        """Let a student in."""
        talk = self.talk()
        body = {"code": self.record.code, "name": f"S{number}", "id": f"s{number}"}
        await talk.done("/api/join", body)
        talk.close()

    async def arrive(self, number: int) -> tuple[Talk, asyncio.Task[None]]:
        """Let a student in, whose page stays open as long as the task that follows it."""
        await self.join(number)
        page = self.talk(self.bearer(Role.STUDENT, f"m-s{number}"))
        return page, asyncio.create_task(drain(await page.listen("/api/me")))

    async def student(self, number: int, end: float) -> None:
        """Send rounds until the end, the first at a time of one's own."""
        member, every = f"m-s{number}", self.asked.every
        talk = self.talk(self.bearer(Role.STUDENT, member))
        await asyncio.sleep(random.random() * every)  # noqa: S311 - spreads the load
        count = 0
        while time.monotonic() < end:
            count += 1
            begun = time.monotonic()
            body = b'{"run": "%b", "id": "w%d", "number": %d, "work": %b}'
            body %= self.run.encode(), count, count, self.rounds[number]
            await self.send(talk, f"{member}/w{count}", body)
            await asyncio.sleep(max(0.0, every - (time.monotonic() - begun)))
        talk.close()

    async def send(self, talk: Talk, event: str, body: bytes) -> None:
        """Send a result until it is acknowledged."""
        begun = time.monotonic()
        self.seen.waiting[event] = begun
        while True:
            with suppress(OSError, asyncio.IncompleteReadError):
                status, _ = await talk.ask("POST", "/api/result", body)
                if status == OK:
                    self.seen.receipts.append(time.monotonic() - begun)
                    self.seen.acknowledged.add(event)
                    return
            self.seen.again += 1
            talk.close()
            await asyncio.sleep(1)

    async def watch(self) -> None:
        """Follow the instructor's board, and note when each result is on it."""
        talk = self.talk(self.bearer(Role.INSTRUCTOR, "first"))
        reader = await talk.listen("/api/view")
        while True:
            line = await reader.readuntil(b"\n\n")
            start = line.find(b"data: ")
            if start < 0:
                continue
            now = time.monotonic()
            told = json.loads(line[start + 6 :])
            for each in told.get("news", told).get("members", ()):
                if (sent := self.seen.waiting.pop(each["result"], None)) is not None:
                    self.seen.boards.append(now - sent)

    async def weigh(self, server: int) -> None:
        """Note the server's memory again and again."""
        while True:
            self.seen.memory.append(memory(server))
            await asyncio.sleep(2)

    async def measure(self, server: int) -> None:
        """Do what a whole class does."""
        await self.start()
        pages = []
        for first in range(0, self.asked.students, 20):
            last = min(self.asked.students, first + 20)
            pages += await asyncio.gather(*(self.arrive(number) for number in range(first, last)))
        beside = [asyncio.create_task(self.watch()), asyncio.create_task(self.weigh(server))]
        end = time.monotonic() + 60 * self.asked.minutes
        worked, own = work(server), time.process_time()
        numbers = range(self.asked.students)
        await asyncio.gather(*(self.student(number, end) for number in numbers))
        await asyncio.sleep(3)
        self.seen.own_work = time.process_time() - own
        self.seen.work = [now - worked.get(each, 0.0) for each, now in work(server).items()]
        for task in (*beside, *(listening for _, listening in pages)):
            if task.done():
                task.result()  # it ends with an error only
            task.cancel()
        for page, _ in pages:
            page.close()


def simulated(students: int) -> list[bytes]:
    """Return a round of each student as a page sends it: made before anything is measured."""
    learners = (LEARNERS[number % len(LEARNERS)] for number in range(students))
    rounds = (a_round("hold", learner, seed) for seed, learner in enumerate(learners))
    return [each.model_dump_json().encode() for each in rounds]


async def drain(reader: asyncio.StreamReader) -> None:
    """Read what comes, and forget it."""
    while await reader.read(2**16):
        pass


def processes(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from processes(int(child))


def memory(pid: int) -> float:
    """Return the megabytes that a process and all that it started hold; 0 where nobody says."""
    total = 0.0
    for each in processes(pid):
        with suppress(OSError):
            pages = int(Path(f"/proc/{each}/statm").read_text().split()[1])
            total += pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    return total


def work(pid: int) -> dict[int, float]:
    """Return the seconds that a process and each that it started have worked."""
    seconds = {}
    for each in processes(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            seconds[each] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


@contextmanager
def database(asked: argparse.Namespace, place: Path) -> Iterator[str]:
    """Yield the address of a database, which lasts as long as the benchmark."""
    if not asked.postgresql:
        yield asked.database or f"sqlite:///{place / 'class.db'}"
        return
    from real_postgresql import running_postgresql  # noqa: PLC0415 - only where it is asked for

    (place / "postgresql").mkdir(mode=0o700)
    with running_postgresql(place / "postgresql", "classes") as address:
        yield address


def percentile(times: list[float], share: float) -> float:
    """Return the time in milliseconds that this share of all stays below."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def main() -> None:
    """Start a server of its own, load it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1000)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two results")
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--database", default="", help="another database than a file of SQLite")
    parser.add_argument("--postgresql", action="store_true", help="a PostgreSQL of its own")
    parser.add_argument("--workers", type=int, default=0, help="2 with PostgreSQL, otherwise 1")
    asked = parser.parse_args()
    many_files()
    workers = asked.workers or 1 + asked.postgresql
    rounds = simulated(asked.students)
    with tempfile.TemporaryDirectory() as folder, database(asked, Path(folder)) as url:
        store = Store(url)
        record = store.create(NAME, "Benchmark")
        log = Path(folder) / "log"
        process = start_class(log, database=url, name=NAME, workers=workers)
        measured = Class(process.address, record, asked, rounds)
        before = os.getloadavg()[0]
        try:
            asyncio.run(measured.measure(process.running.pid))
            kept = kept_events(store)
        finally:
            ended(process)
            store.delete(NAME)
            store.close()
        print(log.read_text(encoding="utf-8").partition("Ctrl+C")[2][-2000:].strip())
    report(measured.seen, kept, asked, f"{workers} workers, load before {before:.1f}")


def ended(process: Process) -> None:
    """Stop the server, however it feels."""
    try:
        process.stop()
    finally:
        process.kill()


def kept_events(store: Store) -> set[str]:
    """Return the ids of the results that the database has."""
    found: set[str] = set()
    place = 0
    while part := store.since(NAME, place, most=5000):
        place = part[-1][0]
        found |= {event.id for _, event in part if event.kind == "sent"}
    return found


def report(seen: Seen, kept: set[str], asked: Any, how: str) -> None:  # noqa: ANN401 - of argparse
    """Print the result."""
    count, lost = len(seen.acknowledged), len(seen.acknowledged - kept)
    print(f"{asked.students} students, each a result every {asked.every:g} s ({how})")
    print(f"acknowledged {count}, sent again {seen.again}, lost {lost}")
    for name, times in (("to the receipt", seen.receipts), ("to the board", seen.boards)):
        halves = f"p50 {percentile(times, 0.5):.0f} ms, p99 {percentile(times, 0.99):.0f} ms"
        print(f"{name}: {halves}, at most {1000 * max(times):.0f} ms ({len(times)} timed)")
    never = len(seen.waiting.keys() & seen.acknowledged)
    print(f"never on the board before the next one of the same student was: {never}")
    each = ", ".join(f"{1000 * seconds / count:.1f}" for seconds in seen.work)
    own = 1000 * seen.own_work / count
    print(f"work for a result in ms: {each} (the server's processes), {own:.1f} (the students)")
    quarter = max(1, len(seen.memory) // 4)
    weights = [seen.memory[quarter * at : quarter * (at + 1)] for at in range(4)]
    parts = ", ".join(f"{max(each):.0f}" for each in weights if each)
    print(f"the server's memory in MB, at most in each quarter of the time: {parts}")


if __name__ == "__main__":
    main()
