"""How a plan, or a part of one, is read from text: all faults at once, nothing guessed."""

import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails

from tableside.errors import TablesideError, UnknownNameError
from tableside.knowledge.entry import Entry, Fault, Name, nearest
from tableside.knowledge.library import Knowledge

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
        return cls._from_document(document(text, file=file), known, file=file)

    @classmethod
    def _from_document(cls, fields: Mapping[str, Any], known: Knowledge, *, file: str) -> Self:
        try:
            # By way of JSON, so that arrays may be tuples, and yet no text is taken for a number.
            return cls.model_validate_json(json.dumps(fields, default=str), context=known)
        except ValidationError as error:
            raise PlanError(_faults(error, file, cls)) from None


def document(text: str, *, file: str) -> dict[str, Any]:
    """Return what a TOML or JSON *text* holds; raise PlanError if it is neither."""
    if len(text) > MAX_CHARACTERS:
        raise _unreadable(file, f"it is {len(text):,} characters long; use {MAX_CHARACTERS:,}")
    try:
        if text.lstrip().startswith("{"):
            found: dict[str, Any] = json.loads(text, object_pairs_hook=_once_each)
            return found
        return tomllib.loads(text)
    except RecursionError:
        raise _unreadable(file, "it nests brackets too deeply; a plan needs three levels") from None
    except ValueError as error:
        kind = "TOML" if isinstance(error, tomllib.TOMLDecodeError) else "JSON"
        raise _unreadable(file, f"it is not {kind} ({error}); mend that first") from None


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


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one pair of braces")
    return found


def _unreadable(file: str, expected: str) -> PlanError:
    return PlanError([Fault(file=file, entry="", field="", value="", expected=expected)])


def _faults(error: ValidationError, file: str, model: type[PlanPart]) -> Iterable[Fault]:
    for detail in error.errors(include_url=False):
        given = detail["type"] not in {"missing", "union_tag_not_found"}
        yield Fault(
            file=file,
            entry="",
            field=_place(detail["loc"]),
            value=_shown(detail["input"]) if given else "missing",
            expected=_expected(detail, model),
        )


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


def _expected(detail: ErrorDetails, model: type[PlanPart]) -> str:
    match detail["type"], detail.get("ctx", {}):
        case "missing", _:
            return "it must be given"
        case "union_tag_not_found" | "union_tag_invalid", context:
            return f"give a kind: {context.get('expected_tags', 'one of those in the course')}"
        case "extra_forbidden", _:
            key = str(detail["loc"][-1])
            return f"no such key belongs here; {nearest(key, _keys(model))}"
        case "value_error", {"error": reason}:
            return str(reason)
        case "string_pattern_mismatch", _:
            return "a name is lower-case words joined by hyphens, such as side-lying"
        case _:
            return detail["msg"][0].lower() + detail["msg"][1:]


def _keys(model: type[PlanPart]) -> set[str]:
    schema = model.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}
