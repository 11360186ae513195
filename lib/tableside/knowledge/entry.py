"""How a TOML file of facts becomes typed entries, with every fault of the file told at once."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A stable name: lower-case words joined by hyphens, such as ``hot-towel``."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""A text for people; never empty."""

Question = Annotated[str, StringConstraints(pattern=r"^\S.*\?$", strip_whitespace=True)]
"""A question for people; it ends with a question mark."""


class Entry(BaseModel):
    """One fact as it stands in a file: cannot be changed, and refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    unique: ClassVar[tuple[str, ...]] = ("id",)
    """The fields whose values no other entry of the file may have; the first is the name."""

    refers: ClassVar[Mapping[str, str]] = {"sources": "source"}
    """Which fields name entries of other files: dotted path → table, such as ``after.step``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong in a file of facts, told so that its author can mend it."""

    file: str
    entry: str
    """Which entry, such as ``entry 3 ('hot-towel')``; empty when the file itself is at fault."""
    field: str
    """Which field, such as ``after[2].step``, counted from 1; empty for the whole entry."""
    value: str
    expected: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.entry, self.field) if part)
        found = f" is {self.value};" if self.value else ":"
        return f"{where}{found} {self.expected}"


E = TypeVar("E", bound=Entry)
E_co = TypeVar("E_co", bound=Entry, covariant=True)

SCHEMA = 1
"""The format number that a file of facts states at its top as ``schema = 1``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place in a file that names an entry, most often one of another file."""

    file: str
    entry: str
    """As in :class:`Fault`."""
    owner: str
    """The name of the entry that refers; empty when it has none."""
    field: str
    target: str
    """The name referred to."""
    table: str
    """Where the target must be; several tables are joined by ``|``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[E_co]):
    """What one file holds: its sound entries, and what is needed to judge the others."""

    entries: tuple[E_co, ...]
    faults: tuple[Fault, ...]
    names: frozenset[str] | None
    """Every name the file declares, faulty entries included; None if it could not be read."""
    references: tuple[Reference, ...]


def read_entries(
    text: str, *, file: str, table: str, model: type[E]
) -> tuple[tuple[E, ...], tuple[Fault, ...]]:
    """Return the sound entries of ``[[table]]`` in a TOML *text*, and the faults of the others.

    Names must be unique. Nothing but ``schema`` and the one table may stand in the file.
    """
    found = read_table(text, file=file, table=table, model=model)
    return found.entries, found.faults


def read_table(text: str, *, file: str, table: str, model: type[E]) -> Table[E]:
    """Return what :func:`read_entries` does, with the names declared and the references made."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        expected = f"it is not TOML ({error}); mend that line first"
        fault = Fault(file=file, entry="", field="", value="", expected=expected)
        return Table(entries=(), faults=(fault,), names=None, references=())
    faults = list(_document_faults(document, file=file, table=table))
    rows = document.get(table, [])
    rows = rows if isinstance(rows, list) else []
    entries: list[E] = []
    references: list[Reference] = []
    for number, row in enumerate(rows, start=1):
        label = _label(number, row, model)
        try:
            # By way of JSON, so that arrays may be tuples and texts may be enums, and yet
            # no text is taken for a number.
            entries.append(model.model_validate_json(json.dumps(row, default=str)))
        except ValidationError as error:
            faults.extend(_entry_faults(error, file=file, entry=label, model=model))
        references.extend(_references(row, file=file, entry=label, model=model))
    for field in model.unique:
        faults.extend(_twice(rows, field=field, file=file, model=model))
    names = frozenset(name for row in rows if (name := _name(row, model)))
    return Table(
        entries=tuple(entries), faults=tuple(faults), names=names, references=tuple(references)
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint such as ``did you mean 'oils'?``, or which names there are to choose from."""
    known = sorted(known)
    close = get_close_matches(name, known, n=1)
    # Upper and lower case are a frequent slip, and difflib does not see through it.
    close = close or [each for each in known if each.casefold() == name.casefold()]
    if close:
        return f"did you mean {close[0]!r}?"
    if not known:
        return "none is known so far"
    shown = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return f"known are {shown}"


def _document_faults(document: Mapping[str, Any], *, file: str, table: str) -> Iterable[Fault]:
    if document.get("schema") != SCHEMA or isinstance(document["schema"], bool):
        found = repr(document["schema"]) if "schema" in document else "missing"
        yield Fault(
            file=file,
            entry="",
            field="schema",
            value=found,
            expected=f"this course reads schema = {SCHEMA}",
        )
    for key in sorted(document.keys() - {"schema", table}):
        yield Fault(
            file=file,
            entry="",
            field=key,
            value="not known here",
            expected=f"only schema and [[{table}]] belong in this file",
        )
    if not isinstance(document.get(table, []), list):
        yield Fault(
            file=file,
            entry="",
            field=table,
            value="a single table",
            expected=f"write [[{table}]] with two brackets",
        )


def _name(row: object, model: type[Entry]) -> str:
    name = row.get(model.unique[0]) if isinstance(row, dict) else None
    return name if isinstance(name, str) else ""


def _label(number: int, row: object, model: type[Entry]) -> str:
    name = _name(row, model)
    return f"entry {number} ('{name}')" if name else f"entry {number}"


def _place(parts: Iterable[int | str]) -> str:
    """Write ``("after", 0, "step")`` as ``after[1].step``: people count from one."""
    place = ""
    for part in parts:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if place else part
    return place


def _entry_faults(
    error: ValidationError, *, file: str, entry: str, model: type[Entry]
) -> Iterable[Fault]:
    for detail in error.errors(include_url=False):
        missing = detail["type"] == "missing"
        yield Fault(
            file=file,
            entry=entry,
            field=_place(detail["loc"]),
            value="missing" if missing else repr(detail["input"]),
            expected=_expected(detail, model),
        )


def _expected(detail: ErrorDetails, model: type[Entry]) -> str:
    match detail["type"], detail.get("ctx", {}):
        case "extra_forbidden", _:
            key = str(detail["loc"][-1])
            return f"no such key belongs here; {nearest(key, _keys(model.model_json_schema()))}"
        case "missing", _:
            return "this key must be given"
        case "string_pattern_mismatch", {"pattern": pattern} if pattern.endswith(r"\?$"):
            return "a question must end with a question mark"
        case "string_pattern_mismatch", {"pattern": pattern} if pattern.startswith("^[a-z0-9]"):
            return "a name is lower-case words joined by hyphens, such as hot-towel"
        case "value_error", {"error": error}:
            return str(error)
        case _:
            return detail["msg"][0].lower() + detail["msg"][1:]


def _keys(schema: Mapping[str, Any]) -> set[str]:
    """Return every key that an entry, or a table inside it, may have."""
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def _references(row: object, *, file: str, entry: str, model: type[Entry]) -> Iterable[Reference]:
    for path, table in model.refers.items():
        for place, target in _texts_at(row, tuple(path.split("."))):
            yield Reference(
                file=file,
                entry=entry,
                owner=_name(row, model),
                field=_place(place),
                target=target,
                table=table,
            )


def _texts_at(
    value: object, path: tuple[str, ...], place: tuple[int | str, ...] = ()
) -> Iterable[tuple[tuple[int | str, ...], str]]:
    """Yield the texts that *path* leads to, looking into every item of an array on its way."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts_at(item, path, (*place, index))
    elif path and isinstance(value, dict):
        yield from _texts_at(value.get(path[0]), path[1:], (*place, path[0]))
    elif not path and isinstance(value, str):
        yield place, value


def _twice(rows: Iterable[object], *, field: str, file: str, model: type[Entry]) -> Iterable[Fault]:
    first: dict[str | int, int] = {}
    for number, row in enumerate(rows, start=1):
        value = row.get(field) if isinstance(row, dict) else None
        if not isinstance(value, str | int):
            continue
        if value in first:
            yield Fault(
                file=file,
                entry=_label(number, row, model),
                field=field,
                value=repr(value),
                expected=f"every {field} once only; entry {first[value]} has it already",
            )
        first.setdefault(value, number)
