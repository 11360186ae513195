"""Nbgrader's exchange on a real JupyterHub: students fetch, answer and submit in their own Labs."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from nbgrader.api import Gradebook

import tableside.lab
from classroom.class_process import free_port, wait_until
from grading.hand_ins import PS0, copy_of
from grading.nbgrader_commands import nbgrader
from tableside.grading.collect import collect
from tableside.grading.course_folder import COURSE_ID, CourseFolder
from tableside.grading.grade import Choice, grade
from tableside.homework.desk import Desk
from tableside.homework.last_check import check_homework
from widgets.homework_students import KNOWN, answer_right, inner

pytest.importorskip("jupyterhub", reason="JupyterHub is installed on Linux only")
pytestmark = pytest.mark.timeout(600)

EXAMPLE = Path(__file__).parents[2] / "examples" / "nbgrader_config.py"
TOKEN = "a-token-for-tests-alone"  # noqa: S105 - of a Hub that lives for one test
STUDENTS = ("ana", "bo")

CONFIG = """
import os
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allowed_users = {students!r}
c.JupyterHub.services = [{{"name": "tests", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{
    "name": "tests", "services": ["tests"],
    "scopes": ["admin:servers", "access:servers", "tokens", "read:users"],
}}]
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.cmd = {lab!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = 120
c.Spawner.environment = {environment!r}
"""


@dataclass(frozen=True, slots=True)
class Hub:
    """A Hub that runs, and where its students' homes are."""

    address: str
    api: str
    """Where the Hub itself listens, beside its proxy."""
    homes: Path

    @contextmanager
    def lab(self, student: str) -> "Iterator[Lab]":
        """Start the Lab of a *student*, and yield it."""
        headers = {"authorization": f"token {TOKEN}"}
        with httpx.Client(headers=headers, timeout=60) as api:
            made = api.post(f"{self.api}/users/{student}/tokens", json={})
            token = made.raise_for_status().json()["token"]
            api.post(f"{self.api}/users/{student}/server").raise_for_status()
            watch = f"{self.api}/users/{student}/server/progress"
            with api.stream("GET", watch, timeout=120) as told:
                lines = [each for each in told.iter_lines() if each.startswith("data:")]
        assert '"ready": true' in lines[-1], lines
        with httpx.Client(headers={"authorization": f"token {token}"}, timeout=60) as mine:
            yield Lab(f"{self.address}/user/{student}", self.homes / student, mine)


@dataclass(frozen=True, slots=True)
class Lab:
    """A student's JupyterLab, and what its buttons do."""

    address: str
    home: Path
    browser: httpx.Client

    def press(self, action: str, **body: str) -> Any:
        """Do what a button of nbgrader's pages does; return what the page is told."""
        answer = self.browser.post(f"{self.address}/assignments/{action}", json=body)
        found = answer.raise_for_status().json()
        assert found["success"], found
        return found["value"]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """Start a JupyterHub whose students have the course's settings and an exchange."""
    for name in ("settings", "exchange", "homes", *(f"homes/{each}" for each in STUDENTS)):
        (tmp_path / name).mkdir()
    (tmp_path / "exchange").chmod(0o777)
    shutil.copyfile(EXAMPLE, tmp_path / "settings" / "nbgrader_config.py")
    ours = str(Path(tableside.lab.__file__).parent)
    environment = {
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(tmp_path / "settings"), ours]),
        "NBGRADER_EXCHANGE": str(tmp_path / "exchange"),
    }
    ports = {name: free_port() for name in ("port", "hub_port", "proxy_port")}
    text = CONFIG.format(
        proxy=[sys.executable, "-c", "from configurable_http_proxy.cli import main; main()"],
        students=set(STUDENTS),
        lab=[sys.executable, "-m", "jupyterhub.singleuser", "--allow-root"],
        token=TOKEN,
        homes=str(tmp_path / "homes"),
        environment=environment,
        **ports,
    )
    (tmp_path / "config.py").write_text(text, encoding="utf-8")
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", "config.py"],
            cwd=tmp_path,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{ports['port']}"
    try:
        wait_until(lambda: running.poll() is not None or answers(f"{address}/hub/api"), 90)
        assert running.poll() is None, (tmp_path / "log").read_text()
        api = f"http://127.0.0.1:{ports['hub_port']}/hub/api"
        yield Hub(address, api, tmp_path / "homes")
    finally:
        running.terminate()  # which ends the students' servers as well
        try:
            running.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def answers(url: str) -> bool:
    """Return whether something answers there."""
    try:
        return httpx.get(url).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def do_homework(lab: Lab, *, questions: int) -> Desk:
    """Fetch the homework, and answer its first *questions* in their widgets."""
    about = {"course_id": COURSE_ID, "assignment_id": PS0}
    fetched = lab.press("fetch", **about)
    assert [each["status"] for each in fetched] == ["fetched"]
    desk = Desk(lab.home / PS0, KNOWN)
    for question in desk.assignment.question[:questions]:
        answer_right(desk, question, inner(desk, question))
    return desk


def test_two_students_of_a_hub_hand_in_by_the_exchange(
    hub: Hub, released: Path, tmp_path: Path
) -> None:
    """Release, fetch, answer, *Validate*, submit, collect and grade; each has their own mark."""
    course = copy_of(released, tmp_path / "assignments")
    exchange = f"--Exchange.root={tmp_path / 'exchange'}"
    nbgrader((course.root, "release_assignment", PS0, exchange))
    for student, questions in zip(STUDENTS, (5, 1), strict=True):
        with hub.lab(student) as lab:
            desk = do_homework(lab, questions=questions)
            (told,) = lab.press("validate", path=f"{PS0}/{PS0}.ipynb")["failed"]
            said = f"{told['source']}\n{told['raw_error']}"
            assert said == check_homework(desk.folder, KNOWN).as_text()
            submitted = lab.press("submit", course_id=COURSE_ID, assignment_id=PS0)
            assert "submitted" in {each["status"] for each in submitted}
    nbgrader((course.root, "collect", PS0, exchange))

    assert collect(course, []) == ()
    assert scores(course) == {"ana": 12.0, "bo": 2.0}


def scores(course: CourseFolder) -> dict[str, float]:
    """Mark the class, and return what each has."""
    grade(course, PS0, Choice(jobs=1))
    with Gradebook(course.gradebook) as book:
        return {each.student.id: each.score for each in book.assignment_submissions(PS0)}
