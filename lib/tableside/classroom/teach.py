"""``tableside teach``: start the class server, and say where everybody finds it."""

import os
import socket
import time
import urllib.request
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.applications import Starlette

from tableside.classroom.activities import course_activities, read_activities
from tableside.classroom.hub import hub_login
from tableside.classroom.invitation import invitation
from tableside.classroom.own_network import own_addresses
from tableside.classroom.serving import Served, application, log_refusals, many_files, serve
from tableside.classroom.store import SETTING, ClassRecord, Store
from tableside.classroom.tokens import Role, Who, token
from tableside.classroom.tries import CodeTries
from tableside.errors import TablesideError
from tableside.homework.questions import Assignment
from tableside.knowledge import knowledge
from tableside.widgets._class_remote import NOTE, ClassRemote, keep_note

DATABASE = "classes.db"
"""The file beside which a class is taught, where no other database is set."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

MOST_WORKERS = 16

MOST_JUDGES = 4
"""So many processes of one worker judge results at most."""

LONGEST_ID = 40
"""Characters in the name under which a class is kept."""


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
    workers: int = 1
    """How many processes answer; more than one need PostgreSQL."""
    hub: bool = False
    """Whether a JupyterHub runs it, with its own login and address."""


class TeachError(TablesideError):
    """A class cannot be started, with what to do about it."""


def teach(asked: Teaching, say: Callable[[str], None] = print) -> None:
    """Serve a class until it is stopped with Ctrl+C; *say* prints where it is."""
    log_refusals()
    many_files()
    database = asked.database or os.environ.get(SETTING) or f"sqlite:///{DATABASE}"
    launch = uuid4().hex
    with closing(Store(database, launch=launch)) as store:
        _check(asked, store)
        activities = _activities(asked.activities)
        with closing(_listen(asked)) as listener:
            record = opened(store, asked)
            if store.last(record.id):
                say(_goes_on(record))
            served = Served(
                database=database,
                name=asked.name,
                launch=launch,
                activities=activities,
                address=_address(asked, listener),
                hosts=_hosts(asked),
                judges=min(MOST_JUDGES, max(1, (os.cpu_count() or 1) // asked.workers)),
                workers=asked.workers,
                hub=asked.hub,
            )
            try:
                serve(served, listener, _announced(asked, record, served.address, say))
            finally:
                (Path.cwd() / NOTE).unlink(missing_ok=True)


def opened(store: Store, asked: Teaching) -> ClassRecord:
    """Return the class that is asked for, made if the store does not have it yet."""
    record = store.find(asked.name) or store.create(asked.name, asked.title)
    store.forget_worths(record.id)
    CodeTries(store.database, record.id, record.secret).prepare()
    return record


def class_app(
    store: Store, asked: Teaching, address: str, *, hosts: Sequence[str]
) -> tuple[Starlette, ClassRecord]:
    """Return the application of a class, which is made if the store does not have it yet."""
    record = opened(store, asked)
    served = Served(
        database="",
        name=asked.name,
        launch="",
        activities=_activities(asked.activities),
        address=address,
        hosts=tuple(hosts),
    )
    return application(served, store), record


def _check(asked: Teaching, store: Store) -> None:
    if not 1 <= asked.workers <= MOST_WORKERS:
        raise TeachError(f"A class is served by 1 to {MOST_WORKERS} workers, not {asked.workers}.")
    if asked.workers > 1 and not store.database.shared:
        raise TeachError(
            "Several workers need a database that they can share, and SQLite is a file of one. "
            "Start PostgreSQL and name it with --database postgresql+psycopg://user@host/name "
            f"(or in {SETTING}), or leave out --workers."
        )
    if not asked.name or len(asked.name) > LONGEST_ID:
        raise TeachError(f"--name needs 1 to {LONGEST_ID} characters: {asked.name!r}")
    if asked.hub:
        hub_login()


def _goes_on(record: ClassRecord) -> str:
    return (
        f"The class {record.title!r} goes on as it was left, with its students and results. "
        "For a new one, give it another --name."
    )


def _announced(
    asked: Teaching, record: ClassRecord, address: str, say: Callable[[str], None]
) -> Callable[[], None]:
    """Return what tells the instructor where the class is, once it can be opened."""

    def announce() -> None:
        if asked.hub:
            say(f"{record.title}: served as {hub_login().base_url} of the Hub")
            return
        if not _answers(address):
            return
        teaching = f"{address}/teach#{token(record.secret, Who(Role.INSTRUCTOR, 'first'))}"
        with suppress(OSError):  # so that this person's slides can start activities
            keep_note(Path.cwd(), ClassRemote.of_link(teaching))
        for line in invitation(record, address, teaching, lan=asked.lan):
            say(line)
        if asked.browser:
            webbrowser.open(teaching)

    return announce


def _answers(address: str, seconds: float = 60) -> bool:
    """Wait for the server, and return whether it answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # it is right here
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with opener.open(f"{address}/pages/class.css", timeout=5):
                return True
        except OSError:
            time.sleep(0.1)
    return False


def _activities(file: Path | None) -> Assignment:
    if file is None:
        return course_activities()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise TeachError(f"{file} cannot be read ({why}). Name a file of questions.") from None
    return read_activities(text, knowledge(), file=file.name)


def _hosts(asked: Teaching) -> tuple[str, ...] | None:
    if asked.hub:
        return None  # the Hub's login guards it, under whatever name people know the Hub
    return (*LOOPBACK, *_own_addresses()) if asked.lan else LOOPBACK


def _address(asked: Teaching, listener: socket.socket) -> str:
    """Return what students open; empty for a Hub that has not said so."""
    if asked.hub:
        return os.environ.get("JUPYTERHUB_PUBLIC_URL", "").rstrip("/")
    host = _own_addresses()[0] if asked.lan else "127.0.0.1"
    return f"http://{host}:{listener.getsockname()[1]}"


def _listen(asked: Teaching) -> socket.socket:
    """Return a socket at the port; only this computer can reach it unless asked for more."""
    host, port = "0.0.0.0" if asked.lan else "127.0.0.1", asked.port  # noqa: S104 - asked for
    if asked.hub:
        where = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
        host, port = where.hostname or host, where.port or port
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise TeachError(
            f"Port {port} cannot be used ({error.strerror}). Is a class running already? "
            "If not, choose another one with --port."
        ) from None
    listener.listen(1024)
    return listener


def _own_addresses() -> tuple[str, ...]:
    found = own_addresses()
    if not found:
        raise TeachError(
            "This computer is in no network. Join the classroom's, make a hotspot of your own, or "
            "leave out --lan."
        )
    return found
