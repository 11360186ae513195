"""The one cell with which a student joins a class from a notebook."""

from urllib.parse import quote, urlsplit

import traitlets

from tableside.errors import TablesideError
from tableside.widgets._base import CourseWidget, module, stylesheet


class ClassAddressError(TablesideError):
    """An address that no class can have."""


class JoinClass(CourseWidget):
    """A frame in the notebook that shows the page of a class; a form where no address is given."""

    _esm = module("join_class.js")
    _css = stylesheet("join_class.css")

    address = traitlets.Unicode("").tag(sync=True)
    """Where the class is, such as ``http://10.0.0.5:8765``; empty to ask the student."""
    code = traitlets.Unicode("").tag(sync=True)
    """The code on the board; empty to ask the student."""

    def as_text(self) -> str:
        """Return how to join without this cell."""
        where = self.address or "the address on the board"
        return f"Join the class: open {where} in any browser, and type the code on the board."


def join_class(address: str = "", code: str = "") -> JoinClass:
    """Show the class in this cell; without an *address* it asks for the one on the board.

    Raises ``ClassAddressError`` for an address that is not of a class.
    """
    whole = address.strip()
    if whole and "://" not in whole:
        whole = f"http://{whole}"
    if whole and not _is_address(whole):
        raise ClassAddressError(
            f"{address!r} is not the address of a class. Type it as it stands on the board, "
            "such as http://10.0.0.5:8765"
        )
    return JoinClass(address=whole.rstrip("/"), code=quote(code.strip().upper()))


def _is_address(whole: str) -> bool:
    parts = urlsplit(whole)
    try:
        parts.port  # noqa: B018 - looking at a port that is none raises
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
