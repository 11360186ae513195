"""The instructor's own buttons on a slide: driven through the class, and seen by nobody else."""

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tableside.widgets._class_remote import (
    NOTE,
    ClassRemote,
    ClassRemoteError,
    class_taught_here,
    keep_note,
)
from tableside.widgets.drill import hold_drill
from tableside.widgets.start_with_class import start_with_class, teach_from_here

VIEW: dict[str, Any] = {
    "run": {"run": "r-1", "question": "hold", "phase": "open", "revealed": False},
    "members": [{}, {}, {}],
    "done": 2,
    "there": 3,
}


class Board(BaseHTTPRequestHandler):
    """Answers what a class server would."""

    heard: list[tuple[str, Any]]

    def do_GET(self) -> None:
        """Answer what the class has, and how it stands."""
        told = json.dumps({"activities": [{"id": "hold", "title": "Press and hold"}]})
        if self.path == "/api/view":
            told = f": still here\n\ndata: {json.dumps(VIEW)}\n\n"
        self.answer(told)

    def do_POST(self) -> None:
        """Take what is driven."""
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.heard.append((self.headers["authorization"], body))
        self.answer("{}")

    def answer(self, text: str) -> None:
        """Send a text."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing."""


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ClassRemote]:
    """Yield a class that is taught in this folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    Board.heard = []
    server = HTTPServer(("127.0.0.1", 0), Board)
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield ClassRemote(f"http://127.0.0.1:{server.server_port}", "instructor.first.xyz")
    server.shutdown()
    running.join()
    server.server_close()


def test_a_slide_starts_its_activity(remote: ClassRemote) -> None:
    """The buttons show how far the class is, and what was pressed is driven with the token."""
    keep_note(Path.cwd(), remote)
    buttons = start_with_class("hold")
    buttons.asked = {"number": "1", "act": "start"}
    buttons.asked = {"number": "2", "act": "reveal"}

    assert buttons.stand["words"] == "open · 2 of 3 done"
    assert [each["id"] for each in buttons.stand["acts"]] == ["pause", "reveal", "next"]
    (who, first), (_, second) = Board.heard
    assert who == "Bearer instructor.first.xyz"
    assert (first["act"], first["question"]) == ("start", "hold")
    assert (second["act"], second["run"]) == ("reveal", "r-1")
    assert "xyz" not in json.dumps(buttons.get_state(), default=str)


def test_students_see_nothing(remote: ClassRemote, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the note there is no button; and a note that others can read is not heeded."""
    assert start_with_class("hold").stand == {}
    assert start_with_class("hold")._repr_mimebundle_() == ({"text/plain": ""}, {})
    note = keep_note(Path.cwd(), remote)
    if os.name == "posix":
        assert note.stat().st_mode & 0o077 == 0
        note.chmod(0o644)
    else:
        note.unlink()
    assert class_taught_here() is None
    hold_drill(practice=None)._repr_mimebundle_()
    assert capsys.readouterr().out == ""


def test_a_drill_of_a_lesson_offers_itself_to_its_instructor(
    remote: ClassRemote, capsys: pytest.CaptureFixture[str]
) -> None:
    """The buttons stand above the drill, without a cell of their own."""
    keep_note(Path.cwd(), remote)
    hold_drill(practice=None)._repr_mimebundle_()

    assert "For you who teach: Press and hold" in capsys.readouterr().out


def test_a_class_that_is_over_leaves_no_button(remote: ClassRemote) -> None:
    """A note that was left behind does no harm."""
    keep_note(Path.cwd(), ClassRemote("http://127.0.0.1:9", remote.token))

    assert start_with_class("hold").stand == {}


def test_the_link_is_typed_once(remote: ClassRemote) -> None:
    """It is kept for its owner alone, and not in the notebook."""
    Path.home().mkdir()
    form = teach_from_here()
    form.asked = {"number": "1", "act": "link", "link": "http://x/board"}
    assert "not the link with which you teach" in form.error
    form.asked = {"number": "2", "act": "link", "link": f"{remote.address}/teach#{remote.token}"}

    assert (form.error, form.asked) == ("", {})
    assert class_taught_here() == remote
    assert os.name != "posix" or (Path.home() / NOTE).stat().st_mode & 0o077 == 0


def test_an_activity_that_the_class_lacks_is_named(remote: ClassRemote) -> None:
    """The error shows those that there are."""
    keep_note(Path.cwd(), remote)

    with pytest.raises(ClassRemoteError, match="no activity 'nothing'; it has hold"):
        start_with_class("nothing")
