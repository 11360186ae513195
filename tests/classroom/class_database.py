"""A real PostgreSQL server for the tests of a class."""

from collections.abc import Iterator

import pytest

from real_postgresql import running_postgresql


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server, and yield the address of an empty database."""
    with running_postgresql(tmp_path_factory.mktemp("class-postgresql"), "classes") as address:
        yield address
