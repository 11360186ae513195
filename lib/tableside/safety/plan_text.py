"""How a plan, or a part of one, is read from text: all faults at once, nothing guessed."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails

from tableside.errors import TablesideError, UnknownNameError
from tableside.knowledge.entry import SCHEMA, Entry, Fault, Name, nearest
from tableside.knowledge.library import Knowledge
from tableside.safety.document import read_document

MAX_CHARACTERS = 100_000
"""The longest text that is read; the plan of a long session needs a tenth of it."""


class PlanError(TablesideError, ValueError):
    """A plan cannot be used; ``faults`` holds everything that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{count} in the plan:", *map(str, self.faults)]))


class PlanPart(Entry):
    """A part of a planned session: cannot be changed, and refuses what it does not know."""

    needs_schema: ClassVar[bool] = False
    """Whether a text of it must say ``schema = 1``; where it need not, it may."""

    @classmethod
    def of(cls, **fields: object) -> Self:
        """Return the part with these fields; raise PlanError naming every one that is wrong."""
        try:
            return cls.model_validate(fields)
        except ValidationError as error:
            raise PlanError(_faults(error, "", cls)) from None

    @classmethod
    def read(cls, text: str, known: Knowledge, *, file: str = "the plan") -> Self:
        """Return the part that a TOML or JSON *text* describes.

        Raises PlanError with every fault: fields that are wrong, and names that *known* lacks.
        *file* is what the faults call the text.
        """
        fields, faults = _read_fields(text, file=file)
        # What stood on a line that could not be read is missing, and no second fault.
        gaps = {_MISSING} if faults else set()
        faults += _schema_faults(fields, file=file, needed=cls.needs_schema)
        try:
            # By way of JSON, so that arrays may be tuples, and yet no text is taken for a number.
            part = cls.model_validate_json(json.dumps(fields, default=str), context=known)
        except ValidationError as error:
            later = [each for each in _faults(error, file, cls) if each.value not in gaps]
            raise PlanError([*faults, *later]) from None
        if faults:
            raise PlanError(faults)
        return part


def _read_fields(text: str, *, file: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return what the sound lines of a text say, and the faults of the others."""
    if len(text) > MAX_CHARACTERS:
        raise PlanError([_fault(file, "", "", f"at most {MAX_CHARACTERS:,} characters are read")])
    fields, faults = read_document(text, file=file, example="seconds = 60")
    if faults and not fields:
        raise PlanError(faults)
    return fields, faults


def _schema_faults(fields: dict[str, Any], *, file: str, needed: bool) -> list[Fault]:
    """Take the schema out of *fields*, and return what is wrong with it."""
    schema = fields.pop("schema", None)
    if (schema == SCHEMA and not isinstance(schema, bool)) or (schema is None and not needed):
        return []
    shown = _MISSING if schema is None else _shown(schema)
    return [_fault(file, "schema", shown, f"this course reads schema = {SCHEMA}")]


def _fault(file: str, field: str, value: str, expected: str) -> Fault:
    return Fault(file=file, entry="", field=field, value=value, expected=expected)


def among(find: Callable[[Knowledge, str], object]) -> AfterValidator:
    """Return the check that *find* knows a name, made while reading with the course's knowledge."""

    def check(name: str, info: ValidationInfo) -> str:
        if isinstance(info.context, Knowledge):
            try:
                find(info.context, name)
            except UnknownNameError as error:
                raise ValueError(str(error)) from None
        return name

    return AfterValidator(check)


ZoneName = Annotated[Name, among(Knowledge.zone)]
StrokeName = Annotated[Name, among(Knowledge.stroke)]
ContactName = Annotated[Name, among(Knowledge.contact)]
PositionName = Annotated[Name, among(Knowledge.position)]
OilName = Annotated[Name, among(Knowledge.oil)]

Celsius = Annotated[float, Field(ge=0, le=100)]
"""A temperature at which water is liquid; anything else is a slip of the pen."""

Minutes = Annotated[float, Field(gt=0, le=240)]
"""A time in minutes; more than four hours is taken for another unit."""

Seconds = Annotated[float, Field(gt=0, le=14_400)]
"""A time in seconds, up to the same four hours."""

Percent = Annotated[float, Field(gt=0, le=100)]
"""A share of a blend."""


_MISSING = "missing"


def _faults(error: ValidationError, file: str, model: type[PlanPart]) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        if detail["type"] == "too_short" and detail["input"]:
            # There were items, and each of them has faults of its own.
            continue
        match detail["type"]:
            case "missing":
                shown = _MISSING
            case "union_tag_not_found":
                shown = ""
            case _:
                shown = _shown(detail["input"])
        yield _fault(file, _place(detail["loc"]), shown, _expected(detail, model))


def _place(parts: tuple[int | str, ...]) -> str:
    """Write ``("segments", 0, "towel", "minutes")`` as ``segments[1].minutes``.

    People count from one; the kind of the segment, which pydantic puts in, is left out.
    """
    if len(parts) > 2 and parts[0] == "segments":
        parts = parts[:2] + parts[3:]
    place = ""
    for part in parts:
        place += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if place else part
    return place


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


_EXPECTED = {
    "missing": "it must be given",
    "too_short": "give one at least",
    "union_tag_not_found": "say its kind: place, towel, oil or stroke",
    "union_tag_invalid": "its kind is place, towel, oil or stroke",
    "string_pattern_mismatch": "a name is lower-case words joined by hyphens, such as side-lying",
}


def _expected(detail: ErrorDetails, model: type[PlanPart]) -> str:
    match detail["type"], detail.get("ctx", {}):
        case "extra_forbidden", _:
            hint = nearest(str(detail["loc"][-1]), _keys(model))
            return f"no such key belongs here; {hint}"
        case "value_error", {"error": reason}:
            message = str(reason)
        case kind, _:
            message = _EXPECTED.get(kind, detail["msg"])
    return message[0].lower() + message[1:]


def _keys(model: type[PlanPart]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}
