"""Driving a class from a notebook, for the instructor alone.

``tableside teach`` leaves a note of where the class is and with which token it is driven, in the
folder in which it was started. Only its owner can read it, and only the owner's notebooks heed it.
The token stays in Python: no page and no saved notebook ever has it.
"""

import json
import os
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from uuid import uuid4

from tableside.errors import TablesideError

NOTE = ".tableside-class.json"
"""The name of the note."""

PATIENCE = 3.0
"""Seconds that the class may take to answer."""


class ClassRemoteError(TablesideError):
    """The class cannot be driven from here, with what to do about it."""


@dataclass(frozen=True, slots=True)
class ClassRemote:
    """A class that is driven from here."""

    address: str
    token: str

    @classmethod
    def of_link(cls, link: str) -> "ClassRemote":
        """Return the class of the link with which an instructor teaches."""
        address, _, rest = link.strip().partition("/teach")
        token = rest.partition("#")[2]
        if not address.startswith(("http://", "https://")) or not token.startswith("instructor."):
            raise ClassRemoteError(
                "This is not the link with which you teach. Copy the whole line that "
                "“tableside teach” shows behind “You teach at”."
            )
        return cls(address, token)

    def activities(self) -> dict[str, str]:
        """Return the title of each activity of the class, by its id."""
        told = json.loads(self._ask("/api/class"))
        return {each["id"]: each["title"] for each in told["activities"]}

    def view(self) -> dict[str, Any]:
        """Return what the instructor's page would show now."""
        for line in self._lines("/api/view"):
            if line.startswith("data: "):
                found: dict[str, Any] = json.loads(line[6:])
                return found
        raise ClassRemoteError("The class has ended its view. Is it still running?")

    def drive(self, act: str, **more: object) -> None:
        """Do what an instructor can do."""
        self._ask("/api/drive", {"id": uuid4().hex, "act": act, **more})

    def _ask(self, path: str, body: object = None) -> str:
        return "\n".join(self._lines(path, body))

    def _lines(self, path: str, body: object = None) -> Iterator[str]:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.address}{path}", data, headers)  # noqa: S310 - of_link lets http alone through
        # A classroom's proxy knows nothing of this computer.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=PATIENCE) as answer:
                for line in answer:
                    yield line.decode().rstrip("\r\n")
        except HTTPError as error:
            why = error.read().decode(errors="replace")[:200]
            raise ClassRemoteError(f"The class refused this ({error.code}): {why}") from None
        except OSError:
            raise ClassRemoteError(
                f"The class at {self.address} does not answer. If it is over, run this cell again; "
                "if not, start it again with “tableside teach”."
            ) from None


def keep_note(folder: Path, remote: ClassRemote) -> Path:
    """Write the note into *folder*, readable by its owner alone, and return its place."""
    file = folder / NOTE
    file.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(file, flags, 0o600), "w", encoding="utf-8") as note:
        json.dump({"address": remote.address, "token": remote.token}, note)
    return file


def class_taught_here(start: Path | None = None) -> ClassRemote | None:
    """Return the class that this notebook's owner teaches; None for everybody else.

    The note is looked for in *start*, by default the notebook's folder, in those above it, and in
    the home folder.
    """
    here = (start or Path.cwd()).resolve()
    for folder in dict.fromkeys((here, *here.parents, Path.home())):
        if (found := _read(folder / NOTE)) is not None:
            return found
    return None


def _read(file: Path) -> ClassRemote | None:
    try:
        if not file.is_file() or not _is_ours(file):
            return None
        told = json.loads(file.read_text(encoding="utf-8"))
        return ClassRemote.of_link(f"{told['address']}/teach#{told['token']}")
    except (OSError, ValueError, KeyError, TypeError, TablesideError):
        return None


def _is_ours(file: Path) -> bool:
    """Return whether nobody else wrote the note or can read it; Windows keeps people apart."""
    if not hasattr(os, "getuid"):
        return True
    about = file.stat()
    return about.st_uid == os.getuid() and not about.st_mode & 0o077
