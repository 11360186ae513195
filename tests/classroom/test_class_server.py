"""A class over real HTTP: thirty students, lost answers, and everybody who may not."""

import asyncio
import csv
import io
import json
import random
from concurrent.futures import ThreadPoolExecutor

import httpx
import nbformat

from classroom.class_server import Served, first_view
from classroom.class_work import LEARNERS, SAFE_ORDER, a_round, an_answer
from tableside.classroom.activities import course_activities
from tableside.classroom.pictures import class_picture
from tableside.classroom.room import Room
from tableside.classroom.store import Store
from tableside.classroom.tokens import Role


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
    (chosen,) = after["board"]["choices"]
    assert (chosen["words"], chosen["count"]) == ("On the bony points in the midline", 5)
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
    assert "A band is the plan" in str(shown["made"])


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


def test_another_server_of_the_same_class_is_followed(served: Served) -> None:
    """Two servers with one database show the same class, each by its own."""
    run = served.start("ten-steps")
    served.send(joined(served, "Ana"), run, an_answer(SAFE_ORDER)).raise_for_status()

    async def elsewhere() -> tuple[set[str], float | None]:
        store = Store(f"sqlite:///{served.database}")
        room = Room(store, served.record, course_activities())
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
