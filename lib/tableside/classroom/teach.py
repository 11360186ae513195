"""``tableside teach``: start the class server, and say where everybody finds it."""

import logging
import os
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
import uvicorn
from starlette.applications import Starlette

from tableside.classroom.activities import course_activities, read_activities
from tableside.classroom.room import Room
from tableside.classroom.server import ClassServer
from tableside.classroom.store import SETTING, ClassRecord, Store
from tableside.classroom.tokens import Role, Who, token
from tableside.errors import TablesideError
from tableside.homework.questions import Assignment
from tableside.knowledge import knowledge

DATABASE = "classes.db"
"""The file beside which a class is taught, where no other database is set."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """What a class is started with."""

    title: str = "Class"
    name: str = "class"
    """Which class of the database it is; the same name opens the same class again."""
    port: int = 8765
    lan: bool = False
    """Whether others in the network may join; otherwise only this computer."""
    database: str = ""
    """Where the class is kept; ``classes.db`` in this folder if empty."""
    activities: Path | None = None
    """A file of activities in the place of the course's own."""
    browser: bool = True


class TeachError(TablesideError):
    """A class cannot be started, with what to do about it."""


def teach(asked: Teaching, say: Callable[[str], None] = print) -> None:
    """Serve a class until it is stopped with Ctrl+C; *say* prints where it is."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    listener = _listen(asked)
    host = _own_address() if asked.lan else "127.0.0.1"
    address = f"http://{host}:{listener.getsockname()[1]}"
    store = Store(asked.database or os.environ.get(SETTING, f"sqlite:///{DATABASE}"))
    try:
        app, record = class_app(store, asked, address, hosts=[*LOOPBACK, host])
        teaching = f"{address}/teach#{token(record.secret, Who(Role.INSTRUCTOR, 'first'))}"
        for line in invitation(record, address, teaching, lan=asked.lan):
            say(line)
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(settings)
        if asked.browser:
            threading.Thread(target=_open_browser, args=(server, teaching), daemon=True).start()
        server.run(sockets=[listener])
    finally:
        listener.close()
        store.close()


def class_app(
    store: Store, asked: Teaching, address: str, *, hosts: Sequence[str]
) -> tuple[Starlette, ClassRecord]:
    """Return the application of a class, which is made if the store does not have it yet."""
    record = store.find(asked.name) or store.create(asked.name, asked.title)
    room = Room(store, record, _activities(asked.activities))
    return ClassServer(room, address).app(hosts), record


def invitation(record: ClassRecord, address: str, teaching: str, *, lan: bool) -> list[str]:
    """Return the lines that say how to join, and how to teach."""
    code = segno.make(f"{address}/#{record.code}", micro=False)
    dots = [list(row) for row in code.matrix_iter(border=2)]
    if len(dots) % 2:
        dots.append([0] * len(dots[0]))
    halves = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    picture = [
        "".join(halves[bool(one), bool(other)] for one, other in zip(upper, lower, strict=True))
        for upper, lower in zip(dots[::2], dots[1::2], strict=True)
    ]
    where = "everybody in this network" if lan else "this computer only; --lan lets others join"
    return [
        *picture,
        f"{record.title}: students open {address} and type {record.code}  ({where})",
        f"You teach at {teaching}",
        "Keep that second link to yourself. Stop with Ctrl+C: everything is kept.",
    ]


def _activities(file: Path | None) -> Assignment:
    if file is None:
        return course_activities()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TeachError(f"{file} cannot be read ({error}). Name a file of questions.") from None
    return read_activities(text, knowledge(), file=file.name)


def _listen(asked: Teaching) -> socket.socket:
    """Return a socket at the port; only this computer can reach it unless asked for more."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("0.0.0.0" if asked.lan else "127.0.0.1", asked.port))  # noqa: S104 - asked for
    except OSError as error:
        listener.close()
        raise TeachError(
            f"Port {asked.port} is taken ({error.strerror}). Is a class running already? "
            "If not, choose another one with --port."
        ) from None
    listener.listen(1024)
    return listener


def _own_address() -> str:
    """Return this computer's address in its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that no computer has (RFC 5737)
        except OSError:
            raise TeachError(
                "This computer is in no network. Join the classroom's, or leave out --lan."
            ) from None
        return str(probe.getsockname()[0])


def _open_browser(server: uvicorn.Server, address: str) -> None:
    while not server.started and not server.should_exit:
        time.sleep(0.1)
    if server.started:
        webbrowser.open(address)
