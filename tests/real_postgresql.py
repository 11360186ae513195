"""A real PostgreSQL server, for whatever needs one: tests of a class and of the gradebook."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

TRIES = 12
"""pgserver waits ten seconds for a server, which a busy computer may need again and again."""


@contextmanager
def running_postgresql(place: Path, database: str) -> Iterator[str]:
    """Start a server with its files in *place*, and yield the address of an empty *database*."""
    with pytest.MonkeyPatch.context() as patch:
        # It asks for this place when it is imported, and warns where there is none.
        patch.setenv("XDG_RUNTIME_DIR", str(place))
        import pgserver  # noqa: PLC0415 - see above
    server = _started(pgserver, place / "data")
    server.psql(f"CREATE DATABASE {database} ENCODING 'UTF8' TEMPLATE template0;")
    yield server.get_uri(database)
    server.cleanup()


def _started(pgserver: Any, folder: Path) -> Any:
    for left in reversed(range(TRIES)):
        with suppress(*([subprocess.TimeoutExpired, OSError, AssertionError] if left else [])):
            server = pgserver.get_server(folder, cleanup_mode="delete")
            # From the second try on this is the server that was begun, as far as it came.
            server.ensure_postgres_running()
            server.global_process_id_list.get_and_add(os.getpid())
            return server
        time.sleep(1)
    raise AssertionError(folder)  # the last try has told why
