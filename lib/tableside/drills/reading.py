"""How a recording's text is read: once, and every fault told by name, the header's first."""

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, BeforeValidator, ValidationError
from pydantic_core import ErrorDetails

from tableside.errors import TablesideError

M = TypeVar("M", bound=BaseModel)


def _whole(version: object) -> object:
    if type(version) is not int:
        raise ValueError("a version is a whole number")
    return version


WHOLE = BeforeValidator(_whole)
"""A version is no 1.0 and no true, which Python takes for 1."""


@contextmanager
def tidied_later() -> Iterator[None]:
    """Have Python look for garbage only afterwards.

    Thousands of rows are made at once, and all of them are kept: each look among them, and among
    everything else that a notebook holds by then, would find nothing.
    """
    tidying = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if tidying:
            gc.enable()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a kind of recording calls itself, and how its faults are told."""

    what: str
    """What people call it, such as ``trace``."""

    name: str
    """What the file says in ``format``."""

    newest: int
    """The newest version that this course reads; it reads all from 1 up."""

    rows: str
    """The field that holds the rows."""

    row: str
    """What one row is called."""

    columns: Sequence[str]
    most_characters: int
    error: type[TablesideError]

    def read(self, model: type[M], text: str) -> M:
        """Return the recording that *text* holds; raises the format's error naming every fault."""
        with self.telling(), tidied_later():
            return self.parse(model, text)

    def parse(self, model: type[M], text: str) -> M:
        """Return the recording that *text* holds.

        Raises the format's error for a wrong header, and ValidationError for any other fault. The
        header is looked at by itself only where something is wrong: a sound text is read once.
        """
        if len(text) > self.most_characters:
            self.refuse(
                f"is {len(text):,} characters long; at most {self.most_characters:,} are read"
            )
        try:
            found = model.model_validate_json(text)
        except ValidationError as error:
            fault = error
        else:
            # Both have a default, and a file has to say them.
            if found.model_fields_set >= {"format", "version"}:
                return found
        self._check_header(text)
        raise fault

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn the faults that pydantic finds meanwhile into the format's error."""
        try:
            yield
        except ValidationError as error:
            raise self.told(error) from None

    def _check_header(self, text: str) -> None:
        try:
            document: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self.error(f"this is not {self._a}: it is not JSON ({error})") from None
        if not isinstance(document, dict) or document.get("format") != self.name:
            raise self.error(f'this is not {self._a}: it does not say "format": "{self.name}"')
        self._check_version(document.get("version"))

    def _check_version(self, version: object) -> None:
        known = "1" if self.newest == 1 else f"1 to {self.newest}"
        if type(version) is int and version > self.newest:
            self.refuse(
                f"is of version {version}, and this course reads version {known}: update the course"
            )
        if type(version) is not int or version < 1:
            raise self.error(
                f"this {self.what}'s version is {version!r}: this course reads {known}"
            )

    def refuse(self, why: str) -> NoReturn:
        """Raise the format's error: this recording *why*."""
        raise self.error(f"this {self.what} {why}")

    def told(self, error: ValidationError) -> TablesideError:
        """Return the first faults of a recording as one error."""
        details = error.errors(include_url=False, include_context=False)
        faults = [self._fault(detail) for detail in details[:3]]
        if len(details) > 3:
            faults.append(f"and {len(details) - 3} more faults")
        return self.error(f"this {self.what} cannot be used: " + "; ".join(faults))

    @property
    def _a(self) -> str:
        return f"{'an' if self.what[0] in 'aeiou' else 'a'} {self.what}"

    def _fault(self, detail: ErrorDetails) -> str:
        where, found = detail["loc"], repr(detail["input"])
        own_words = detail["type"] == "value_error"
        expected = detail["msg"].removeprefix("Value error, ")
        if not own_words and where:
            expected = expected.lower()
        if not where:
            return expected
        if where[0] == self.rows and len(where) > 1:
            columns = "".join(f", {self._column(part)}" for part in where[2:])
            place = f"{self.row} {int(where[1]) + 1}{columns}"
        else:
            place = ".".join(map(str, where))
        if detail["type"].startswith("missing"):
            return f"{place} is missing"
        if detail["type"] == "too_long":
            return f"{place}: {expected}"
        return f"{place} is {found[:60]}{'…' if len(found) > 60 else ''}: {expected}"

    def _column(self, part: int | str) -> str:
        return self.columns[part] if isinstance(part, int) else str(part)
