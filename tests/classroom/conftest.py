"""A class server on this computer, in the test's own process."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from classroom.class_server import Served
from tableside.classroom.serving import settings
from tableside.classroom.store import Store
from tableside.classroom.teach import LOOPBACK, Teaching, class_app


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Yield a running class that is kept in a file."""
    store = Store(f"sqlite:///{tmp_path / 'class.db'}")
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app, record = class_app(store, Teaching(title="Monday"), address, hosts=LOOPBACK)
    server = uvicorn.Server(settings(app))
    running = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    running.start()
    while not server.started:
        time.sleep(0.02)
    yield Served(address=address, record=record, database=tmp_path / "class.db")
    server.should_exit = True
    running.join(20)
    listener.close()
    store.close()
    assert not running.is_alive()
