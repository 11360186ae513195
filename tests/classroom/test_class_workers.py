"""Several workers that share a class: what happens at one holds at all of them."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import create_engine, text

from classroom.class_database import postgresql
from classroom.class_process import start_class, wait_until
from classroom.class_server import Served, first_view
from classroom.class_work import LEARNERS, SAFE_ORDER, a_round, an_answer
from tableside.classroom import judging
from tableside.classroom.activities import course_activities
from tableside.classroom.serving import Served as ServedBy
from tableside.classroom.serving import application, settings
from tableside.classroom.store import Store
from tableside.classroom.teach import LOOPBACK, TeachError, Teaching, opened, teach
from tableside.classroom.tokens import Role

__all__ = ["postgresql"]


Pair = tuple[Served, Served]


@pytest.fixture
def pair(postgresql: str) -> Iterator[Pair]:
    """Yield two workers of one class, each at an address of its own to tell them apart."""
    url = postgresql
    with ExitStack() as stack:
        made = stack.enter_context(closing(Store(url)))
        record = opened(made, Teaching(name="pair"))
        stack.callback(made.delete, "pair")
        served = []
        for _ in range(2):
            listener = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
            address = f"http://127.0.0.1:{listener.getsockname()[1]}"
            by = ServedBy(
                database=url,
                name="pair",
                launch="together",
                activities=course_activities(),
                address=address,
                hosts=LOOPBACK,
                workers=2,
            )
            store = stack.enter_context(closing(Store(url, launch="together")))
            stack.enter_context(running(uvicorn.Server(settings(application(by, store))), listener))
            served.append(Served(address=address, record=record))
        yield served[0], served[1]


class running:  # noqa: N801 - used as a verb
    """A server in a thread."""

    def __init__(self, server: uvicorn.Server, listener: socket.socket) -> None:
        self.server = server
        sockets = {"sockets": [listener]}
        self.thread = threading.Thread(target=server.run, kwargs=sockets, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()
        wait_until(lambda: self.server.started)

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(20)


def joined(served: Served, name: str) -> str:
    """Return the token of a student who came in."""
    return str(served.join(name).raise_for_status().json()["token"])


def seen(served: Served) -> dict[str, str]:
    """Return each student's status on a worker's board."""
    return {each["name"]: each["status"] for each in served.view(Role.INSTRUCTOR)["members"]}


def judged_ones(served: Served) -> int:
    """Return how many students a worker's board knows a result of."""
    return sum(status in {"done", "unsafe"} for status in seen(served).values())


def test_what_comes_in_at_one_worker_is_on_the_board_of_the_other(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, the same at both, and judged by one of them only."""
    one, _ = pair
    judged = []
    real = judging.judge_work

    def judge_work(*args: Any, member: str) -> Any:
        judged.append(member)
        return real(*args, member=member)

    monkeypatch.setattr(judging, "judge_work", judge_work)
    run = one.start("hold")
    for number in range(6):
        here = pair[number % 2]
        mine = joined(here, f"S{number}")
        # The student's next request may reach the other worker before it heard of the student.
        there = pair[1 - number % 2]
        there.send(mine, run, a_round("hold", LEARNERS[number % 4])).raise_for_status()
    for each in pair:
        wait_until(lambda each=each: judged_ones(each) == 6)
    boards = [each.view(Role.INSTRUCTOR)["board"] for each in pair]

    assert boards[0] == boards[1]
    assert boards[0]["count"] == 6
    assert sorted(judged) == [f"m-s{number}" for number in range(6)]


def test_what_was_started_at_one_worker_can_be_sent_to_the_other_at_once(pair: Pair) -> None:
    """A student's page that heard of it first is not told that there is no such thing."""
    one, other = pair
    mine = joined(other, "Ana")
    found = []
    for number in range(5):
        run = one.start("ten-steps", f"run{number}")
        found.append(other.send(mine, run, an_answer(SAFE_ORDER), f"w{number}").status_code)

    assert found == [200] * 5


def test_what_was_locked_at_one_worker_is_locked_at_the_other(pair: Pair) -> None:
    """The order in the database decides, not what a worker has heard by then."""
    one, other = pair
    run = one.start("ten-steps")
    mine = joined(other, "Ana")
    one.drive("lock", run=run).raise_for_status()
    late = other.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status().json()

    assert late["counts"] is False


def test_a_clock_that_one_worker_started_runs_at_the_other(pair: Pair) -> None:
    """Both tell the same end, and it moves at both."""
    one, other = pair
    begun = time.time()
    run = one.drive("start", "run", question="hold", seconds=60).json()["run"]
    started = time.time()
    one.drive("extend", run=run, seconds=30).raise_for_status()
    mine = joined(other, "Ana")

    def ends(served: Served) -> float:
        return float(first_view(f"{served.address}/api/me", mine)["runs"][0]["ends"])

    wait_until(lambda: ends(other) == ends(one))

    assert begun + 89 <= ends(one) <= started + 91


def test_wrong_codes_count_at_all_workers_together(pair: Pair) -> None:
    """Ten guesses, however they are spread, and all at once."""

    def guess(number: int) -> int:
        return pair[number % 2].join("Eve", f"e{number}", code=f"AAAA{number:02}").status_code

    with ThreadPoolExecutor(20) as pool:
        found = sorted(pool.map(guess, range(40)))

    assert found == [403] * 10 + [429] * 30
    assert [each.join("Eve").status_code for each in pair] == [429, 429]


def test_a_flood_is_as_small_at_two_workers_as_at_one(pair: Pair) -> None:
    """Each lets its share through."""
    run = pair[0].start("ten-steps")
    mine = joined(pair[0], "Ana")
    taken = 0
    begun = time.monotonic()
    for number in range(60):
        answer = pair[number % 2].send(mine, run, an_answer(SAFE_ORDER), f"w{number}", number)
        taken += answer.status_code == httpx.codes.OK
    seconds = time.monotonic() - begun

    assert 15 <= taken <= 20 + 2 * seconds + 2


def test_who_is_at_one_worker_is_there_for_the_other(pair: Pair) -> None:
    """A page that is open counts until it is closed."""
    one, other = pair
    one.start("hold")
    mine = joined(one, "Ana")
    headers = {"authorization": f"Bearer {mine}"}
    with httpx.stream("GET", f"{one.address}/api/me", headers=headers):
        wait_until(lambda: seen(other) == {"Ana": "working"}, 10)
    wait_until(lambda: seen(other) == {"Ana": "away"}, 10)


def test_a_class_that_was_deleted_at_one_worker_is_gone_at_the_other(pair: Pair) -> None:
    """Nobody can read or send any more."""
    one, other = pair
    mine = joined(other, "Ana")
    teacher = {"authorization": f"Bearer {one.token(Role.INSTRUCTOR)}"}
    httpx.delete(f"{one.address}/api/class", headers=teacher).raise_for_status()

    wait_until(lambda: other.get("/api/me", mine).status_code == 410, 5)


def test_a_database_connection_that_drops_loses_nothing(pair: Pair, postgresql: str) -> None:
    """All connections are cut again and again while a class sends: what is sent arrives, once."""
    run = pair[0].start("ten-steps")
    tokens = [joined(pair[n % 2], f"S{n}") for n in range(12)]
    cut = create_engine(postgresql.replace("postgresql://", "postgresql+psycopg://"))
    stop = threading.Event()
    cuts = []

    def cutting() -> None:
        query = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE datname = 'classes' AND pid <> pg_backend_pid()"
        )
        while len(cuts) < 12 and not stop.wait(0.2):
            with cut.begin() as connection:
                cuts.append(connection.execute(text(query)).scalar_one())

    thread = threading.Thread(target=cutting)
    thread.start()

    def work(number: int) -> list[int]:
        served, mine = pair[number % 2], tokens[number]
        sent = []
        for n in range(4):
            for _ in range(20):  # as a page does
                answer = served.send(mine, run, an_answer(SAFE_ORDER), f"w{n}", n)
                if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                    break
            sent.append(answer.status_code)
        return sent

    try:
        with ThreadPoolExecutor(6) as pool:
            found = list(pool.map(work, range(12)))
    finally:
        stop.set()
        thread.join()
        cut.dispose()
    with closing(Store(postgresql)) as store:
        kept = [each for _, each in store.since("pair", 0) if each.kind == "sent"]

    assert sum(cuts) > 0
    assert found == [[200] * 4] * 12
    assert len(kept) == 48
    wait_until(lambda: list(seen(pair[0]).values()) == ["done"] * 12)
    wait_until(lambda: list(seen(pair[1]).values()) == ["done"] * 12)


def test_a_worker_that_is_killed_is_replaced(postgresql: str, tmp_path: Path) -> None:
    """Two workers behind one address; then all are killed, and a new start goes on."""
    log = tmp_path / "log"
    asked = {"name": "killed", "workers": 2, "database": postgresql}
    process = start_class(log, **asked)
    with closing(Store(postgresql)) as store:
        record = store.find("killed")
        assert record is not None
        served = Served(address=process.address, record=record)
        try:
            run = served.start("ten-steps")
            mine = joined(served, "Ana")
            served.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status()
            workers = children(process.running.pid)
            os.kill(workers[-1], 9)
            wait_until(lambda: len(set(children(process.running.pid)) - set(workers)) == 1)
            again = served.send(mine, run, an_answer(SAFE_ORDER)).json()
            below = children(process.running.pid)
            process.kill()
            wait_until(lambda: not any(Path(f"/proc/{each}").exists() for each in below), 20)
            process = start_class(log, int(process.address.rpartition(":")[2]), **asked)
            after = served.send(mine, run, an_answer(SAFE_ORDER)).json()
            board = seen(served)
            code = process.stop()
        finally:
            process.kill()
            store.delete("killed")
    printed = log.read_text()

    assert (again["new"], again["counts"], after["new"], after["counts"]) == (
        False,
        True,
        False,
        True,
    )
    assert board == {"Ana": "done"}
    assert code == 0
    assert "Traceback" not in printed
    assert printed.count(f"type {record.code}") == 2
    assert printed.count("goes on as it was left") == 1


def children(pid: int) -> list[int]:
    """Return the workers that a server started, not what else Python starts beside them."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    below = [each for task in tasks for each in task.read_text().split()]
    return [int(each) for each in below if "spawn_main" in command(each)]


def command(pid: str) -> str:
    """Return what a process was started with."""
    return Path(f"/proc/{pid}/cmdline").read_text()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (Teaching(workers=2), "Start PostgreSQL and name it with --database"),
        (Teaching(workers=0), "1 to 16 workers"),
        (Teaching(name="x" * 41), "--name needs 1 to 40"),
        (Teaching(hub=True), "JUPYTERHUB_API_TOKEN"),
        (Teaching(activities=Path("nothing.toml")), "nothing.toml cannot be read"),
    ],
)
def test_what_cannot_be_started_says_what_to_do(
    asked: Teaching, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is served."""
    monkeypatch.chdir(tmp_path)

    with pytest.raises(Exception, match=told) as raised:
        teach(asked)

    assert isinstance(raised.value, TeachError) or "JUPYTERHUB" in str(raised.value)


def test_a_port_that_is_taken_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the number, and what to do."""
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(TeachError, match=f"Port {port} cannot be used.*--port"):
            teach(Teaching(port=port))
