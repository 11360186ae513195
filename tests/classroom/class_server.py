"""How tests talk to a class server: as students, an instructor and a projector."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tableside.classroom.store import ClassRecord
from tableside.classroom.tokens import Role, Who, token
from tableside.classroom.work import AnyWork

# One for all: a client of its own for each request reads the certificates again each time.
CLIENT = httpx.Client(timeout=60, limits=httpx.Limits(max_connections=200))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A class that is running."""

    address: str
    record: ClassRecord
    database: Path | None = None

    def token(self, role: Role, name: str = "first") -> str:
        """Return the token of somebody in the class."""
        return token(self.record.secret, Who(role, name))

    def join(self, name: str, made: str = "", **changes: Any) -> httpx.Response:
        """Come in as a student."""
        body = {"code": self.record.code, "name": name, "id": made or name.lower(), **changes}
        return self.post("/api/join", body)

    def post(self, path: str, body: Any, bearer: str = "", **headers: str) -> httpx.Response:
        """Send JSON as whoever holds a token."""
        return CLIENT.post(f"{self.address}{path}", json=body, headers=_bearer(bearer) | headers)

    def get(self, path: str, bearer: str = "") -> httpx.Response:
        """Ask as whoever holds a token."""
        return CLIENT.get(f"{self.address}{path}", headers=_bearer(bearer))

    def drive(self, act: str, made: str = "", **more: Any) -> httpx.Response:
        """Do something as the instructor."""
        body = {"id": made or f"{act}-{len(str(more))}", "act": act, **more}
        return self.post("/api/drive", body, self.token(Role.INSTRUCTOR))

    def start(self, question: str, made: str = "run") -> str:
        """Start an activity and return its run."""
        return str(self.drive("start", made, question=question).raise_for_status().json()["run"])

    def send(
        self, bearer: str, run: str, work: AnyWork, made: str = "w1", number: int = 1
    ) -> httpx.Response:
        """Send a result as a student."""
        body = {
            "id": made,
            "run": run,
            "number": number,
            "work": work.model_dump(mode="json"),
        }
        return self.post("/api/result", body, bearer)

    def view(self, role: Role) -> dict[str, Any]:
        """Return what an instructor or a projector sees now."""
        return first_view(f"{self.address}/api/view", self.token(role))


def first_view(url: str, bearer: str) -> dict[str, Any]:
    """Return the first thing that a stream tells."""
    with CLIENT.stream("GET", url, headers=_bearer(bearer)) as answer:
        answer.raise_for_status()
        for line in answer.iter_lines():
            if line.startswith("data: "):
                found: dict[str, Any] = json.loads(line[6:])
                return found
    raise AssertionError("the stream ended without a view")


def _bearer(told: str) -> dict[str, str]:
    return {"authorization": f"Bearer {told}"} if told else {}
