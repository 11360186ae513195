"""How a class is served: by one process, or by several that share one address and one database."""

import atexit
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from socket import socket

import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from tableside.classroom.doors import Doors
from tableside.classroom.hub import HubDoors, hub_login
from tableside.classroom.judging import deaf_to_ctrl_c, end_with_parent, seldom_tidy
from tableside.classroom.room import Room
from tableside.classroom.server import class_server
from tableside.classroom.store import Store
from tableside.errors import TablesideError
from tableside.homework.questions import Assignment

STOPPING = 1
"""Seconds that pages have to let go when the server stops."""

KEPT = 75
"""Seconds for which a connection waits for its student's next round."""

SILENT = 30
"""Seconds after which a worker that says nothing is replaced; on a slow computer it starts late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What a worker needs to know of the class that it serves."""

    database: str
    name: str
    launch: str
    """What those who are started together have in common."""
    activities: Assignment
    address: str
    """What students open; empty where only a Hub knows."""
    hosts: tuple[str, ...] | None
    """For which names it answers; None for any."""
    judges: int = 0
    """In how many processes results are judged; in threads of the worker for 0."""
    workers: int = 1
    hub: bool = False


def worker(served: Served) -> Starlette:
    """Return the application of one worker, in a process of its own."""
    end_with_parent()
    log_refusals()
    many_files()
    store = Store(served.database, launch=served.launch)
    atexit.register(store.close)
    made = application(served, store)
    seldom_tidy()
    return made


def application(served: Served, store: Store) -> Starlette:
    """Return the application of a class that the *store* has."""
    record = store.find(served.name)
    if record is None:
        raise TablesideError(f"The class {served.name!r} was deleted.")
    room = Room(store, record, served.activities, judges=served.judges)
    doors = HubDoors(store, record, hub_login()) if served.hub else Doors(store, record)
    return class_server(room, doors, served.address, served.hosts, served.workers)


def settings(
    app: Callable[..., object], *, factory: bool = False, workers: int = 1, hub: bool = False
) -> uvicorn.Config:
    """Return how an application, or what a *factory* makes, is served."""
    return uvicorn.Config(
        app,
        factory=factory,
        workers=workers,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=STOPPING,
        timeout_keep_alive=KEPT,
        timeout_worker_healthcheck=SILENT,
        # Only a Hub's own proxy is believed when it says for whom it asks.
        proxy_headers=hub,
        forwarded_allow_ips="*" if hub else None,
    )


def serve(served: Served, listener: socket, begun: Callable[[], None]) -> None:
    """Serve a class until it is stopped; *begun* is called in a thread when it is started."""
    config = settings(partial(worker, served), factory=True, workers=served.workers, hub=served.hub)
    threading.Thread(target=begun, daemon=True).start()
    with suppress(KeyboardInterrupt):
        if served.workers > 1:
            _Workers(config, sockets=[listener]).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])


class _Workers(Multiprocess):
    """Workers that end when the one who started them says so, and in no other way."""

    def init_processes(self) -> None:
        """Start all of them."""
        with deaf_to_ctrl_c():
            super().init_processes()

    def keep_subprocess_alive(self) -> None:
        """Start anew whichever ended by itself."""
        if all(each.process.is_alive() for each in self.processes):
            super().keep_subprocess_alive()
            return
        with deaf_to_ctrl_c():
            super().keep_subprocess_alive()


def log_refusals() -> None:
    """Write to the terminal what was refused, and why."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)


def many_files() -> None:
    """Let this process keep as many pages open as the system allows: each of them is a file."""
    try:
        import resource  # noqa: PLC0415 - Windows has none, and no such limit
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, 10_240), hard), hard))
