"""What a class server refuses, and writes down: everybody who may not, and all that is too much."""

import json
import logging
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Route

from classroom.class_server import CLIENT, Served, first_view
from classroom.class_work import DANGEROUS, SAFE_ORDER, a_round, an_answer
from tableside.classroom import judging
from tableside.classroom.store import Store
from tableside.classroom.students import MOST_PAGES
from tableside.classroom.teach import LOOPBACK, Teaching, class_app
from tableside.classroom.throttle import Throttle
from tableside.classroom.tokens import Role, Who, new_secret, read_token, token
from tableside.classroom.tries import CodeTries


def joined(served: Served, name: str) -> str:
    """Return the token of a student who came in."""
    return str(served.join(name).raise_for_status().json()["token"])


def status(served: Served, method: str, path: str, bearer: str = "") -> int:
    """Return what somebody is answered who sends nothing."""
    headers = {"authorization": f"Bearer {bearer}"} if bearer else {}
    with CLIENT.stream(method, f"{served.address}{path}", headers=headers) as answer:
        return answer.status_code


OPEN = {"/api/welcome", "/api/join"}
FOR_STUDENTS = {"/api/me", "/api/screen", "/api/play", "/api/result"}


def test_without_a_token_nothing_opens(served: Served, tmp_path: Path) -> None:
    """Nor with a forged one, one of another class or one of another role, at any address."""
    other = Store(f"sqlite:///{tmp_path / 'other.db'}")
    app, elsewhere = class_app(other, Teaching(), served.address, hosts=LOOPBACK)
    other.close()
    doors = [
        (method, route.path)
        for route in app.routes
        if isinstance(route, Route) and route.path.startswith("/api/") and route.path not in OPEN
        for method in (route.methods or set()) - {"HEAD"}
    ]
    mine, board = joined(served, "Ana"), served.token(Role.PROJECTOR)
    teacher = served.token(Role.INSTRUCTOR)

    assert {path for _, path in doors} >= FOR_STUDENTS
    for method, path in doors:
        role = Role.STUDENT if path in FOR_STUDENTS else Role.INSTRUCTOR
        for bad in (
            "",
            token(new_secret(), Who(role, "m-ana")),
            token(elsewhere.secret, Who(role, "m-ana")),
            mine.replace("student", "instructor", 1),
        ):
            assert status(served, method, path, bad) == 401, (method, path, bad)
        wrong = [board, teacher] if path in FOR_STUDENTS else [mine]
        if path not in FOR_STUDENTS | {"/api/view", "/api/class"} or method == "DELETE":
            wrong.append(board)
        for bearer in wrong:
            assert status(served, method, path, bearer) == 403, (method, path)


def test_a_projector_cannot_drive(served: Served) -> None:
    """Its page stands open in a room full of people."""
    body = {"id": "x", "act": "start", "question": "hold"}

    assert served.post("/api/drive", body, served.token(Role.PROJECTOR)).status_code == 403


def test_a_code_cannot_be_guessed(served: Served) -> None:
    """After ten wrong codes even the right one has to wait."""
    wrong = [served.join("Eve", code="AAAAAA").status_code for _ in range(10)]
    then = served.join("Eve")

    assert set(wrong) == {403}
    assert then.status_code == 429
    assert int(then.headers["retry-after"]) >= 1


def test_guesses_at_once_are_as_few_as_guesses_in_a_row(served: Served) -> None:
    """Nor does it help to pretend to ask for many others."""

    def guess(number: int) -> int:
        body = {"code": f"AAAA{number:02}", "name": "Eve", "id": f"eve{number}"}
        headers = {"X-Forwarded-For": f"10.1.2.{number}", "Forwarded": f"for=10.1.2.{number}"}
        return served.post("/api/join", body, **headers).status_code

    with ThreadPoolExecutor(20) as pool:
        found = sorted(pool.map(guess, range(40)))

    assert found == [403] * 10 + [429] * 30


def test_wrong_codes_are_remembered_by_a_server_that_starts_anew(served: Served) -> None:
    """Or whoever can make it fail could go on guessing."""
    for _ in range(10):
        served.join("Eve", code="AAAAAA")
    store = Store(f"sqlite:///{served.database}")
    tries = CodeTries(store.database, served.record.id, served.record.secret)
    waits = tries.waits("127.0.0.1", time.time(), lambda: True)
    another = tries.waits("10.9.9.9", time.time(), lambda: True)
    much_later = tries.waits("127.0.0.1", time.time() + 3600, lambda: True)
    kept = b"".join(each.read_bytes() for each in served.database.parent.iterdir())
    store.close()

    assert waits
    assert (another, much_later) == (0, 0)
    assert b"127.0.0.1" not in kept


def test_what_is_refused_is_written_down(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """With the reason, in one line each, and without a name."""
    caplog.set_level(logging.WARNING, "tableside.classroom")
    mine = joined(served, "Anastasia")
    served.drive("start", question="nothing-like-it")
    served.post("/api/drive", {"id": "x", "act": "start"}, mine)
    served.join("Anastasia", code="AAAAAA")
    served.post("/api/join", {"name": "Anastasia", "id": "x", "a\nrefused nobody": 1})
    served.post("/api/join", {}, origin="http://evil.example")
    lines = [each.getMessage() for each in caplog.records]

    assert [line.split()[:4] for line in lines] == [
        ["refused", "422", "POST", "/api/drive"],
        ["refused", "403", "POST", "/api/drive"],
        ["refused", "403", "POST", "/api/join"],
        ["refused", "422", "POST", "/api/join"],
        ["refused", "403", "POST", "/api/join:"],
    ]
    assert not [line for line in lines if "\n" in line or "Anastasia" in line]
    assert "This is not for your role" in lines[1]


def test_other_sites_and_other_hosts_are_refused(served: Served) -> None:
    """A page elsewhere cannot send, and another name for this computer opens nothing."""
    body = {"code": served.record.code, "name": "Eve", "id": "eve"}
    foreign = served.post("/api/join", body, origin="http://evil.example")
    unsaid = served.post("/api/join", body, **{"sec-fetch-site": "cross-site"})
    rebound = CLIENT.get(served.address, headers={"host": "evil.example"})
    own = served.post("/api/join", body, origin=served.address)

    assert (foreign.status_code, unsaid.status_code, rebound.status_code) == (403, 403, 403)
    assert own.status_code == 200


def test_what_is_no_message_is_refused(served: Served) -> None:
    """Too large, no JSON, broken JSON, unknown fields, claims of points, strange names."""
    run = served.start("hold")
    mine = joined(served, "Ana")
    headers = {"authorization": f"Bearer {mine}"}
    url = f"{served.address}/api/result"
    work = a_round("hold").model_dump(mode="json")
    good = {"id": "w1", "run": run, "number": 1, "work": work}
    json_type = {"content-type": "application/json"}

    def posted(content: bytes, **more: str) -> int:
        return CLIENT.post(url, content=content, headers=headers | more).status_code

    assert CLIENT.post(url, content=b"{", headers=headers).status_code == 415
    assert posted(b"{", **json_type) == 422
    assert posted(b" " * 2_100_000, **json_type) == 413
    assert served.join("Ana", "ana2", code="A" * 20_000).status_code == 413
    for bad in (
        {**good, "points": 100},
        {**good, "id": "../x"},
        {**good, "work": {**work, "score": 100}},
        {**good, "work": {**work, "samples": "AAAA"}},
        {**good, "number": -1},
        {**good, "member": "m-bo"},
        {**good, "work": an_answer("muscle").model_dump(mode="json")},
    ):
        assert served.post("/api/result", bad, mine).status_code == 422
    assert served.post("/api/result", {**good, "run": "nowhere"}, mine).status_code == 404
    for name in ("a\x00b", "x" * 41, "\u202eanA"):
        assert served.join(name, "odd").status_code == 422


def test_floods_are_slowed(served: Served) -> None:
    """A page gone mad cannot fill the class."""
    run = served.start("ten-steps")
    mine = joined(served, "Ana")
    answers = [
        served.send(mine, run, an_answer(SAFE_ORDER), f"w{number}", number).status_code
        for number in range(40)
    ]

    assert answers[:15] == [200] * 15
    assert 429 in answers


def test_a_flood_at_once_holds_nobody_else_up(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one student sends waits for what they sent before; another's is taken meanwhile."""
    run = served.start("ten-steps")
    eve, ana = joined(served, "Eve"), joined(served, "Ana")
    long, real = threading.Event(), judging.judge_work

    def judge_work(*args: Any, member: str) -> Any:
        if member == "m-eve":
            assert long.wait(60)
        return real(*args, member=member)

    monkeypatch.setattr(judging, "judge_work", judge_work)
    with ThreadPoolExecutor(3) as pool:
        sent = [
            pool.submit(served.send, eve, run, an_answer(SAFE_ORDER), f"w{number}", number)
            for number in range(3)
        ]
        first = next(as_completed(sent)).result().status_code
        taken = served.send(ana, run, an_answer(SAFE_ORDER)).status_code
        long.set()
        found = sorted(each.result().status_code for each in sent)

    assert (first, taken) == (429, 200)
    assert found == [200, 200, 429]


def test_nobody_opens_the_class_in_pages_without_end(served: Served) -> None:
    """Each page is kept informed, so that their number has an end."""
    mine = joined(served, "Ana")
    headers = {"authorization": f"Bearer {mine}"}
    with ExitStack() as pages:
        found = [
            pages.enter_context(
                CLIENT.stream("GET", f"{served.address}/api/me", headers=headers)
            ).status_code
            for _ in range(MOST_PAGES + 1)
        ]

    assert found == [200] * MOST_PAGES + [429]


def test_a_result_that_is_sent_again_with_better_content_stays_what_it_was(
    served: Served,
) -> None:
    """Its id was taken: neither its worth nor the board changes."""
    run = served.start("hold")
    mine = joined(served, "Ana")
    first = served.send(mine, run, a_round("hold", DANGEROUS)).json()
    replayed = served.send(mine, run, a_round("hold")).json()
    (member,) = served.view(Role.INSTRUCTOR)["members"]

    assert (first["new"], replayed["new"]) == (True, False)
    assert replayed["score"] == first["score"]
    assert member["status"] == "unsafe"


def test_a_student_sees_nothing_of_the_others(served: Served) -> None:
    """Neither a name, nor a result, nor how many there are, in anything the class tells them."""
    run = served.start("where-to-press")
    for number in range(6):
        other = joined(served, f"Unusual{number}")
        served.send(other, run, an_answer("middle")).raise_for_status()
    served.drive("reveal", run=run).raise_for_status()
    mine = joined(served, "Ana")
    told = json.dumps(first_view(f"{served.address}/api/me", mine))
    told += served.get(f"/api/screen?run={run}", mine).text

    assert not re.search("unusual|m-", told, re.IGNORECASE)


def test_the_pages_run_nothing_that_is_not_theirs(served: Served) -> None:
    """Only the students' page may stand in a notebook, and no name stands in an address."""
    for path in ("/", "/teach", "/board"):
        policy = served.get(path).headers["content-security-policy"]

        assert "script-src 'self';" in policy
        assert ("frame-ancestors 'none'" in policy) == (path != "/")


@pytest.mark.parametrize("path", ["/pages/nothing.js", "/pages/..%2Fserver.py", "/screens/x.js"])
def test_there_are_no_other_files(served: Served, path: str) -> None:
    """Only what a page is made of can be asked for."""
    assert served.get(path).status_code == 404


def test_a_token_is_good_for_one_role_and_one_class() -> None:
    """Any change of it proves nothing."""
    secret = new_secret()
    good = token(secret, Who(Role.STUDENT, "m-1"))

    assert read_token(secret, good) == Who(Role.STUDENT, "m-1")
    assert read_token(new_secret(), good) is None
    assert read_token(secret, good.replace("student", "instructor")) is None
    assert read_token(secret, good.replace("m-1", "m-2")) is None
    assert read_token(secret, "") is None


def test_a_throttle_lets_a_burst_through_and_then_a_rate() -> None:
    """Whoever waits may try again."""
    throttle = Throttle(rate=1, burst=2)
    for _ in range(2):
        assert throttle.waits("a", 0) == 0
        throttle.tried("a", 0)

    assert throttle.waits("a", 0) == 1
    assert throttle.waits("b", 0) == 0
    assert throttle.waits("a", 1.5) == 0
