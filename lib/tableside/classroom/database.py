"""The database of a class: SQLite in a file, or PostgreSQL by one setting."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from tableside.classroom.tables import METADATA
from tableside.errors import TablesideError

SETTING = "TABLESIDE_CLASS_DATABASE"
"""The environment variable that names another database, such as ``postgresql+psycopg://…``."""


class StoreError(TablesideError):
    """The database cannot be used now; what was acknowledged is still in it."""


class Database:
    """A database that has the tables of classes."""

    def __init__(self, url: str) -> None:
        """Open the database at *url*, and make its tables if they are missing.

        Raises ``StoreError`` for an address that is none, or that cannot be reached.
        """
        self._engine = _engine(url)
        self.shared = self._engine.dialect.name != "sqlite"
        """Whether several processes can serve one class from it."""
        if not self.shared:
            _prepare_sqlite(self._engine)
        try:
            METADATA.create_all(self._engine)
        except SQLAlchemyError as error:
            raise StoreError(
                f"The class's database cannot be opened ({type(error).__name__}). Look whether "
                "its folder is there or its server runs, and whether you may write there."
            ) from None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield a connection; what was done by it is kept at the end, or none of it."""
        with plain_errors(), self._engine.begin() as connection:
            yield connection

    def wipe(self) -> None:
        """Leave no copy of what was deleted in the files beside a SQLite database."""
        if not self.shared:
            with plain_errors(), self._engine.connect() as connection:
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Say in plain words what a database's error means."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(
            f"The class's database cannot be used just now ({type(error).__name__}). "
            "Nothing that was taken is lost; look whether the database runs, and try again."
        ) from error


def _engine(url: str) -> Engine:
    scheme, mark, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme = "postgresql+psycopg"
    try:
        return create_engine(f"{scheme}{mark}{rest}", pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError):
        # The address itself is not repeated: it may have a password in it.
        raise StoreError(
            "The database's address cannot be read. Write one like sqlite:///classes.db "
            "or postgresql+psycopg://user:password@host/name"
        ) from None
    except ModuleNotFoundError as error:
        raise StoreError(
            f"For this database the package {error.name} is missing. For PostgreSQL, install "
            "it with: pip install 'psycopg[binary]'"
        ) from None


def _prepare_sqlite(engine: Engine) -> None:
    """Let readers and a writer work at once, and wait for each other instead of failing.

    The file holds names and the secret of the tokens, so a new one is for its owner alone.
    """
    file = engine.url.database
    if file and file != ":memory:":
        with suppress(OSError):  # whoever may not make it is told so when it is opened
            Path(file).touch(mode=0o600)

    @event.listens_for(engine, "connect")
    def settle(connection, _record) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA busy_timeout = 10000")
