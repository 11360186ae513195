"""A class as a service of a real JupyterHub: its own login, its own roles, under its prefix."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from classroom.class_process import SERVE, free_port, wait_until
from classroom.class_work import SAFE_ORDER, an_answer

pytest.importorskip("jupyterhub", reason="JupyterHub is installed on Linux only")


EXAMPLE = Path(__file__).parents[2] / "examples" / "jupyterhub_config.py"

OWN_PROXY = [sys.executable, str(Path(__file__).with_name("class_proxy.py"))]
PROXY = os.environ.get("HUB_PROXY", "").split() or OWN_PROXY
"""The environment may name the proxy that JupyterHub usually has, which needs Node."""

CONFIG = """
import json, sys
load_subconfig({example!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
(service,) = c.JupyterHub.services
service["url"] = "http://127.0.0.1:{class_port}"
service["command"] = [sys.executable, "-c", {serve!r}, json.dumps({asked!r})]
"""


@dataclass(frozen=True, slots=True)
class Hub:
    """A Hub that runs."""

    address: str
    service: str
    """Where its proxy has the class."""
    direct: str
    """Where the class itself listens, beside the proxy."""
    browsers: ExitStack

    def stranger(self) -> httpx.Client:
        """Return the browser of somebody who did not log in."""
        return self.browsers.enter_context(httpx.Client(follow_redirects=True, timeout=60))

    def login(self, name: str) -> httpx.Client:
        """Return the browser of somebody who logged in to the Hub."""
        browser = self.stranger()
        browser.get(f"{self.address}/hub/login")
        form = {"username": name, "password": "any", "_xsrf": browser.cookies["_xsrf"]}
        url = f"{self.address}/hub/login?next=%2Fhub%2Fhome"
        browser.post(url, data=form).raise_for_status()
        return browser


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Start JupyterHub with the example's settings, its proxy, and the class as its service."""
    place = tmp_path_factory.mktemp("hub")
    ports = {name: free_port() for name in ("port", "hub_port", "proxy_port", "class_port")}
    asked = {"hub": True, "title": "Monday", "database": f"sqlite:///{place / 'class.db'}"}
    config = place / "config.py"
    text = CONFIG.format(example=str(EXAMPLE), proxy=PROXY, serve=SERVE, asked=asked, **ports)
    config.write_text(text, encoding="utf-8")
    address = f"http://127.0.0.1:{ports['port']}"
    with (place / "log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=place,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        service = f"{address}/services/class"
        try:
            wait_until(lambda: running.poll() is not None or found(f"{service}/pages/class.css"))
            assert running.poll() is None, (place / "log").read_text()
            direct = f"http://127.0.0.1:{ports['class_port']}/services/class"
            with ExitStack() as browsers:
                yield Hub(address, service, direct, browsers)
        finally:
            end(running)


def end(running: subprocess.Popen[bytes]) -> None:
    """End the Hub with all that it started."""
    running.terminate()
    try:
        running.wait(20)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)


def found(url: str) -> bool:
    """Return whether something answers there."""
    try:
        return httpx.get(url).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def opened(browser: httpx.Client, page: str) -> tuple[httpx.Response, str]:
    """Open a page as a browser does; return it, and what stands behind its #."""
    answer = browser.get(page)
    asked = [answer, *answer.history]
    marks = [urlsplit(each.headers["location"]).fragment for each in asked if each.is_redirect]
    return answer, next((each for each in reversed(marks) if each), "")


def bearer(token: str, **more: str) -> dict[str, str]:
    """Return the headers of somebody with a token."""
    return {"authorization": f"Bearer {token}", **more}


def post(browser: httpx.Client, url: str, body: Any, token: str = "") -> httpx.Response:
    """Send JSON as a page of the Hub does."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    headers = bearer(token, origin=origin) if token else {"origin": origin}
    return browser.post(url, json=body, headers=headers)


def test_a_class_is_taught_on_the_hub(hub: Hub) -> None:
    """Maria, of the group of instructors, teaches; Ana comes in with her login alone."""
    maria, ana = hub.login("maria"), hub.login("ana")
    page, teacher = opened(maria, f"{hub.service}/teach")
    about = maria.get(f"{hub.service}/api/class", headers=bearer(teacher)).json()
    start = {"id": "go", "act": "start", "question": "ten-steps"}
    run = post(maria, f"{hub.service}/api/drive", start, teacher).raise_for_status().json()["run"]

    students, code = opened(ana, hub.service)
    welcome = ana.get(f"{hub.service}/api/welcome").json()
    body = {"code": "", "name": "Ana B.", "id": "phone"}
    mine = post(ana, f"{hub.service}/api/join", body).raise_for_status().json()["token"]
    work = an_answer(SAFE_ORDER).model_dump(mode="json")
    body = {"id": "w1", "run": run, "number": 1, "work": work}
    sent = post(ana, f"{hub.service}/api/result", body, mine).raise_for_status().json()
    again = post(ana, f"{hub.service}/api/join", {"name": "Ana B.", "id": "laptop"}).json()
    shown = view(maria, hub, teacher)
    table = maria.get(f"{hub.service}/api/results.csv", headers=bearer(teacher)).text

    assert "Teach the class" in page.text
    assert about["address"] == hub.service
    assert about["links"]["projector"].startswith("/services/class/board#")
    assert "Join the class" in students.text
    assert code == about["code"] == welcome["code"]
    assert welcome["name"] == "ana"
    assert sent["counts"]
    assert again["token"] == mine
    assert [(each["name"], each["status"]) for each in shown["members"]] == [("Ana B.", "done")]
    assert "Ana B." in table


def view(browser: httpx.Client, hub: Hub, token: str) -> dict[str, Any]:
    """Return the first view of a board, which comes at once through the proxy."""
    with browser.stream("GET", f"{hub.service}/api/view", headers=bearer(token)) as answer:
        answer.raise_for_status()
        line = next(each for each in answer.iter_lines() if each.startswith("data: "))
        found: dict[str, Any] = json.loads(line[6:])
        return found


def test_who_is_no_instructor_on_the_hub_cannot_teach(hub: Hub) -> None:
    """Not by asking, and not with an instructor's own link or token."""
    maria, bo = hub.login("maria"), hub.login("bo")
    _, teacher = opened(maria, f"{hub.service}/teach")
    page, mark = opened(bo, f"{hub.service}/teach")
    board, nothing = opened(bo, f"{hub.service}/board")
    start = {"id": "bo", "act": "start", "question": "hold"}
    driven = post(bo, f"{hub.service}/api/drive", start, teacher)
    read = bo.get(f"{hub.service}/api/results.csv", headers=bearer(teacher))

    assert (page.status_code, mark) == (403, "")
    assert "may not teach" in page.text
    assert (board.status_code, nothing) == (200, "")
    assert (driven.status_code, read.status_code) == (403, 403)


def test_a_token_opens_nothing_without_its_login(hub: Hub) -> None:
    """Neither for nobody, nor for another one, nor beside the proxy, nor with a forged cookie."""
    maria, cy, dee = hub.login("maria"), hub.login("cy"), hub.login("dee")
    _, teacher = opened(maria, f"{hub.service}/teach")
    opened(cy, hub.service)
    opened(dee, hub.service)
    mine = post(cy, f"{hub.service}/api/join", {"name": "Cy", "id": "cy"}).json()["token"]

    def statuses(browser: httpx.Client, where: str, **cookies: str) -> list[int]:
        browser.cookies.update(cookies)
        return [
            browser.get(f"{where}/api/class", headers=bearer(teacher)).status_code,
            browser.get(f"{where}/api/screen?run=x", headers=bearer(mine)).status_code,
            browser.post(f"{where}/api/join", json={"name": "", "id": "x"}).status_code,
        ]

    forged = {"service-class": "bWFyaWE=.0123456789abcdef"}

    assert statuses(hub.stranger(), hub.service) == [401, 401, 401]
    assert statuses(hub.stranger(), hub.direct) == [401, 401, 401]
    assert statuses(hub.stranger(), hub.service, **forged) == [401, 401, 401]
    assert statuses(dee, hub.service)[:2] == [403, 401]
    assert statuses(cy, hub.service)[1] == 404


def test_a_login_must_have_been_begun_here(hub: Hub) -> None:
    """Nobody can log somebody else in as themselves."""
    ana = hub.login("ana")
    url = f"{hub.service}/oauth_callback?code=abc&state=def"

    assert ana.get(url).status_code == 403


def test_another_site_sends_nothing_through_the_hub(hub: Hub) -> None:
    """Even to somebody who is logged in."""
    ana = hub.login("ana")
    opened(ana, hub.service)
    body = {"name": "Ana", "id": "x"}
    url = f"{hub.service}/api/join"

    assert ana.post(url, json=body, headers={"origin": "http://evil.example"}).status_code == 403


def test_the_pages_find_their_parts_under_the_prefix(hub: Hub) -> None:
    """Every part that a page names is there."""
    ana = hub.login("ana")
    page, _ = opened(ana, hub.service)
    parts = re.findall(r'(?:href|src)="(pages/[^"]+)"', page.text)

    assert len(parts) >= 2
    for part in parts:
        assert ana.get(f"{hub.service}/{part}").status_code == 200
