"""A class over real HTTP: thirty students, lost answers, and everybody who may not."""

import asyncio
import csv
import io
import json
import random
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import nbformat
import pytest

from classroom.class_server import Served, first_view
from classroom.class_work import LEARNERS, SAFE_ORDER, a_round, an_answer
from tableside.classroom.activities import course_activities
from tableside.classroom.pictures import class_picture
from tableside.classroom.room import Room
from tableside.classroom.server import ClassServer
from tableside.classroom.store import Store
from tableside.classroom.throttle import Throttle
from tableside.classroom.tokens import Role, Who, new_secret, read_token, token

pytestmark = pytest.mark.xdist_group("class-server")


def joined(served: Served, name: str) -> str:
    """Return the token of a student who came in."""
    return str(served.join(name).raise_for_status().json()["token"])


def a_student(served: Served, run: str, number: int) -> None:
    """Join, send three rounds with repetitions, and listen twice."""
    rng = random.Random(number)
    mine = joined(served, f"Student-{number}")
    assert first_view(f"{served.address}/api/me", mine)["runs"][0]["run"] == run
    rounds = [(f"w{n}", a_round("hold", LEARNERS[(number + n) % 4], seed=n)) for n in (1, 2, 3)]
    for made, work in rng.sample([*rounds, *rounds], 6):
        served.send(mine, run, work, made, number=int(made[1:])).raise_for_status()
    shown = first_view(f"{served.address}/api/me", mine)
    assert shown["runs"][0]["sent"]


def test_thirty_students_lose_nothing(served: Served) -> None:
    """Each sends three rounds twice in any order; the newest of each counts, once."""
    run = served.start("hold")
    with ThreadPoolExecutor(10) as pool:
        for done in [pool.submit(a_student, served, run, number) for number in range(30)]:
            done.result()
    shown = served.view(Role.INSTRUCTOR)
    store = Store(f"sqlite:///{served.database}")
    kept = store.last("class")
    store.close()

    assert (shown["done"], shown["board"]["count"], len(shown["members"])) == (30, 30, 30)
    assert kept == 1 + 30 + 90
    spread = shown["board"]["spread"]
    assert sum(spread["bars"]) + spread["unsafe"] + spread["unscored"] == 30
    assert shown["board"]["misconceptions"]
    assert len(shown["board"]["overlay"]["lines"]) == 30
    assert shown["board"]["heat"]
    rows = list(csv.DictReader(io.StringIO(csv_of(served))))
    assert len({row["student"] for row in rows}) == 30


def csv_of(served: Served) -> str:
    """Return the class's results."""
    return served.get("/api/results.csv", served.token(Role.INSTRUCTOR)).raise_for_status().text


def test_the_projector_shows_no_name_and_nothing_before_it_is_revealed(served: Served) -> None:
    """Names and results are for the instructor; the room sees how many are done."""
    run = served.start("where-to-press")
    tokens = [joined(served, f"Unusual{number}") for number in range(5)]
    for mine in tokens:
        served.send(mine, run, an_answer("middle")).raise_for_status()
    before = served.view(Role.PROJECTOR)
    served.drive("reveal", run=run).raise_for_status()
    after = served.view(Role.PROJECTOR)

    assert "board" not in before
    assert before["done"] == 5
    assert after["board"]["spread"]["unsafe"] == 5
    assert after["board"]["choices"] == [["On the bony points in the midline", 5]]
    assert "Unusual" not in json.dumps([before, after])
    assert "Unusual0" in json.dumps(served.view(Role.INSTRUCTOR))


def test_a_student_is_told_the_worth_of_an_answer_when_it_is_revealed(served: Served) -> None:
    """Nobody can fish for the right answer, and nobody sees another's."""
    run = served.start("where-to-press")
    mine = joined(served, "Ana")
    served.send(mine, run, an_answer("muscle")).raise_for_status()
    before = first_view(f"{served.address}/api/me", mine)
    served.drive("reveal", run=run).raise_for_status()
    after = first_view(f"{served.address}/api/me", mine)
    other = first_view(f"{served.address}/api/me", joined(served, "Bo"))

    assert "told" not in before["runs"][0]
    assert after["runs"][0]["told"][0] == "Right."
    assert "told" not in other["runs"][0]


def test_who_comes_again_is_the_same_student(served: Served) -> None:
    """With the token, with the same id, or with another name: one member, who keeps the result."""
    run = served.start("ten-steps")
    mine = joined(served, "Ana")
    served.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status()
    served.join("Ana", "ana").raise_for_status()
    body = {"name": "Anna", "id": "another", "number": 2}
    served.post("/api/join", body, mine).raise_for_status()
    shown = served.view(Role.INSTRUCTOR)

    assert [(each["name"], each["status"]) for each in shown["members"]] == [("Anna", "done")]


def test_an_answer_after_the_end_is_kept_and_late(served: Served) -> None:
    """The page is told so; the CSV has it."""
    run = served.start("ten-steps")
    mine = joined(served, "Ana")
    served.drive("lock", run=run).raise_for_status()
    answer = served.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status().json()
    (row,) = csv.DictReader(io.StringIO(csv_of(served)))

    assert (answer["new"], answer["counts"]) == (True, False)
    assert (row["student"], row["late"], row["points"]) == ("Ana", "yes", "100.0")


def test_an_act_of_the_instructor_is_done_once(served: Served) -> None:
    """A start that is sent again starts nothing anew."""
    first, again = served.start("hold"), served.start("hold")
    shown = served.view(Role.INSTRUCTOR)

    assert first == again == shown["run"]["run"]


def test_a_formula_as_a_name_stays_a_word_in_the_csv(served: Served) -> None:
    """A spreadsheet must not run what a student calls themselves."""
    run = served.start("ten-steps")
    mine = served.join("=1+1", "eq").raise_for_status().json()["token"]
    served.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status()
    (row,) = csv.DictReader(io.StringIO(csv_of(served)))

    assert row["student"] == "'=1+1"


def test_the_debrief_has_pictures_and_no_name(served: Served) -> None:
    """It is a sound notebook whose cells make their pictures."""
    run = served.start("hold")
    for number in range(5):
        work = a_round("hold", LEARNERS[number % 4], seed=number)
        served.send(joined(served, f"Unusual{number}"), run, work).raise_for_status()
    text = served.get("/api/debrief.ipynb", served.token(Role.INSTRUCTOR)).text
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    (code,) = [each.source for each in notebook.cells if each.cell_type == "code"]
    shown: dict[str, object] = {"class_picture": class_picture}
    exec(code.replace("class_picture(", "made = class_picture("), shown)  # noqa: S102 - our cell

    assert "Unusual" not in text
    assert "5 results" in str(shown["made"])


def test_a_deleted_class_is_gone_for_everybody(served: Served) -> None:
    """Pages are told, and nothing can be joined or read."""
    mine = joined(served, "Ana")
    teacher = served.token(Role.INSTRUCTOR)
    gone = httpx.delete(
        f"{served.address}/api/class", headers={"authorization": f"Bearer {teacher}"}
    )
    gone.raise_for_status()
    database = Store(f"sqlite:///{served.database}")
    left = database.find("class")
    database.close()

    assert left is None
    assert served.get("/api/me", mine).status_code == 410


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/me"),
        ("GET", "/api/view"),
        ("GET", "/api/class"),
        ("GET", "/api/results.csv"),
        ("GET", "/api/debrief.ipynb"),
        ("DELETE", "/api/class"),
        ("POST", "/api/drive"),
        ("POST", "/api/result"),
    ],
)
def test_without_a_token_nothing_opens(served: Served, method: str, path: str) -> None:
    """Nor with a forged one, nor with one of another role."""
    url = f"{served.address}{path}"
    forged = token(new_secret(), Who(Role.INSTRUCTOR, "first"))
    wrong = (
        joined(served, "Ana")
        if path not in {"/api/me", "/api/result"}
        else served.token(Role.PROJECTOR)
    )

    def status(told: str) -> int:
        headers = {"authorization": f"Bearer {told}"} if told else {}
        return httpx.request(method, url, headers=headers).status_code

    assert (status(""), status(forged), status(wrong)) == (401, 401, 403)


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


def test_other_sites_and_other_hosts_are_refused(served: Served) -> None:
    """A page elsewhere cannot send, and another name for this computer opens nothing."""
    body = {"code": served.record.code, "name": "Eve", "id": "eve"}
    foreign = served.post("/api/join", body, origin="http://evil.example")
    rebound = httpx.get(served.address, headers={"host": "evil.example"})

    assert foreign.status_code == 403
    assert rebound.status_code == 403


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
        return httpx.post(url, content=content, headers=headers | more).status_code

    assert httpx.post(url, content=b"{", headers=headers).status_code == 415
    assert posted(b"{", **json_type) == 422
    assert posted(b" " * 2_100_000, **json_type) == 413
    for bad in (
        {**good, "points": 100},
        {**good, "id": "../x"},
        {**good, "work": {**work, "score": 100}},
        {**good, "work": {**work, "samples": "AAAA"}},
        {**good, "number": -1},
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


def test_another_server_of_the_same_class_is_followed(served: Served) -> None:
    """Two servers with one database show the same class, each by its own."""
    run = served.start("ten-steps")
    served.send(joined(served, "Ana"), run, an_answer(SAFE_ORDER)).raise_for_status()

    async def elsewhere() -> tuple[set[str], float | None]:
        store = Store(f"sqlite:///{served.database}")
        room = Room(store, served.record, course_activities())
        ClassServer(room, served.address)
        await room.open()
        await asyncio.to_thread(served.send, joined(served, "Bo"), run, an_answer(SAFE_ORDER))
        for _ in range(100):
            if len(room.state.runs[run].taken) == 2:
                break
            await asyncio.sleep(0.1)
        results = await room.results(room.state.runs[run])
        await room.close()
        store.close()
        return set(results), results["m-bo"].points

    # In a thread of its own: a browser test before this one may have left a loop in this one.
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: asyncio.run(elsewhere())).result()

    assert found == ({"m-ana", "m-bo"}, 100.0)


SERVE = """
import sys
from tableside.classroom.teach import Teaching, teach
teach(Teaching(port=int(sys.argv[1]), database=sys.argv[2], browser=False))
"""


def test_what_was_acknowledged_outlives_a_killed_server(tmp_path: Path) -> None:
    """After SIGKILL and a new start the tokens are good, and the result is on the board."""
    database = tmp_path / "class.db"
    url = f"sqlite:///{database}"
    store = Store(url)
    record = store.create("class", "Monday")
    store.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = Served(address=f"http://127.0.0.1:{port}", record=record, database=database)
    arguments = [sys.executable, "-c", SERVE, str(port), url]

    def started() -> subprocess.Popen[bytes]:
        server = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
        for _ in range(600):
            try:
                httpx.get(served.address)
            except httpx.TransportError:
                time.sleep(0.1)
            else:
                break
        return server

    first = started()
    try:
        run = served.start("ten-steps")
        mine = joined(served, "Ana")
        served.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status()
    finally:
        first.kill()
        first.wait()
    again = started()
    try:
        repeated = served.send(mine, run, an_answer(SAFE_ORDER)).raise_for_status().json()
        (member,) = served.view(Role.INSTRUCTOR)["members"]
    finally:
        again.terminate()
        again.wait(30)

    assert (repeated["new"], repeated["counts"]) == (False, True)
    assert (member["name"], member["told"]) == ("Ana", "Right.")
