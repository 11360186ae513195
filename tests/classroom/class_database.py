"""A real PostgreSQL server for the tests of a class."""

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server, and yield the address of an empty database."""
    place = tmp_path_factory.mktemp("class-postgresql")
    with pytest.MonkeyPatch.context() as patch:
        # It asks for this place when it is imported, and warns where there is none.
        patch.setenv("XDG_RUNTIME_DIR", str(place))
        import pgserver  # noqa: PLC0415
    running = pgserver.get_server(place / "data", cleanup_mode="delete")
    running.psql("CREATE DATABASE classes ENCODING 'UTF8' TEMPLATE template0;")
    yield running.get_uri("classes")
    running.cleanup()
