#!/usr/bin/env python3
"""How a class server keeps up with many students on one machine.

Every student sends a round of the hold drill again and again; one instructor's board listens.
It prints the time from sending to the server's receipt and to the board, and what was lost.

    python benchmarks/class_board.py --students 100 --every 10 --seconds 30
"""

import argparse
import asyncio
import json
import random
import resource
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from classroom.class_work import LEARNERS, a_round  # noqa: E402 - after its place is known
from tableside.classroom.store import Store  # noqa: E402 - as above
from tableside.classroom.teach import Teaching  # noqa: E402 - as above
from tableside.classroom.tokens import Role, Who, token  # noqa: E402 - as above

SERVE = """
import sys
from tableside.classroom.teach import Teaching, teach
teach(Teaching(port=int(sys.argv[1]), database=sys.argv[2], browser=False))
"""


@dataclass(slots=True)
class Seen:
    """What was measured."""

    receipts: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    refused: int = 0
    waiting: dict[str, float] = field(default_factory=dict)
    """First result of a member → when it was sent, until the board shows it."""


async def student(  # noqa: PLR0913, PLR0917 - one student, the class, and how long
    client: httpx.AsyncClient,
    number: int,
    bearer: str,
    run: str,
    every: float,
    end: float,
    seen: Seen,
) -> None:
    """Send rounds until the end, the first at a time of one's own."""
    work = a_round("hold", LEARNERS[number % 4], seed=number % 40).model_dump(mode="json")
    await asyncio.sleep(random.random() * every)  # noqa: S311 - spreads the load
    count = 0
    while time.monotonic() < end:
        count += 1
        body = {"id": f"w{count}", "run": run, "number": count, "work": work}
        sent = time.monotonic()
        if count == 1:
            seen.waiting[f"m-s{number}"] = sent
        answer = await client.post(
            "/api/result", json=body, headers={"authorization": f"Bearer {bearer}"}
        )
        seen.receipts.append(time.monotonic() - sent)
        seen.refused += answer.status_code != httpx.codes.OK
        await asyncio.sleep(max(0.0, every - (time.monotonic() - sent)))


async def watch(client: httpx.AsyncClient, bearer: str, seen: Seen) -> None:
    """Follow the instructor's board, and note when each student's first result is on it."""
    headers = {"authorization": f"Bearer {bearer}"}
    async with client.stream("GET", "/api/view", headers=headers) as answer:
        async for line in answer.aiter_lines():
            if not line.startswith("data: "):
                continue
            now = time.monotonic()
            for each in json.loads(line[6:])["members"]:
                if each["told"] and (sent := seen.waiting.pop(each["id"], None)):
                    seen.boards.append(now - sent)


async def measure(address: str, record_secret: str, code: str, asked: argparse.Namespace) -> Seen:
    """Return what a whole class met."""
    teacher = token(record_secret, Who(Role.INSTRUCTOR, "first"))
    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    seen = Seen()
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        tokens = []
        for number in range(asked.students):
            body = {"code": code, "name": f"S{number}", "id": f"s{number}"}
            tokens.append((await client.post("/api/join", json=body)).json()["token"])
        started = await client.post(
            "/api/drive",
            json={"id": "run", "act": "start", "question": "hold"},
            headers={"authorization": f"Bearer {teacher}"},
        )
        run = started.json()["run"]
        board = asyncio.create_task(watch(client, teacher, seen))
        end = time.monotonic() + asked.seconds
        await asyncio.gather(
            *(
                student(client, number, bearer, run, asked.every, end, seen)
                for number, bearer in enumerate(tokens)
            )
        )
        await asyncio.sleep(3)
        board.cancel()
    return seen


def percentile(times: list[float], share: float) -> float:
    """Return the time in milliseconds that this share of all stays below."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def main() -> None:
    """Start a server of its own, load it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=100)
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two results")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--database", default="", help="another database than a file of SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        database = asked.database or f"sqlite:///{place}/class.db"
        store = Store(database)
        record = store.create(Teaching().name, "Benchmark")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        arguments = [sys.executable, "-c", SERVE, str(port), database]
        with subprocess.Popen(arguments, stdout=subprocess.DEVNULL) as server:  # noqa: S603 - ours
            try:
                address = f"http://127.0.0.1:{port}"
                wait_for(address)
                seen = asyncio.run(measure(address, record.secret, record.code, asked))
                kept = store.last(record.id) - asked.students - 1
            finally:
                server.terminate()
                server.wait(20)
        store.delete(record.id)
        store.close()
    report(seen, kept, asked)


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    for _ in range(300):
        try:
            httpx.get(address)
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The class server did not start.")


def report(seen: Seen, kept: int, asked: argparse.Namespace) -> None:
    """Print the result."""
    sent = len(seen.receipts)
    print(f"{asked.students} students, each a result every {asked.every:g} s: {sent} sent")
    print(f"refused {seen.refused}, kept {kept}, lost {sent - seen.refused - kept}")
    for name, times in (("to the receipt", seen.receipts), ("to the board", seen.boards)):
        halves = f"p50 {percentile(times, 0.5):.0f} ms, p99 {percentile(times, 0.99):.0f} ms"
        print(f"{name}: {halves} ({len(times)} timed)")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"the server's memory at most: {memory:.0f} MB")


if __name__ == "__main__":
    main()
