"""The record of what was tried: which question when, and nothing of what was answered.

Drills and sessions have files of their own; this one is for what keeps none. Functions here take
and return text; whoever calls them reads and writes the file.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from tableside.errors import TablesideError

FORMAT: Final = "tableside-progress"
VERSION: Final = 1
FILE = "progress.json"
"""How the file is called, in the folder of the lessons."""

MOST_CHARACTERS = 500_000
"""A longer file is not read."""

MOST_TRIED = 2000


class ProgressError(TablesideError):
    """A record of what was tried cannot be used; the message says why."""


def _utc(moment: datetime) -> datetime:
    if moment.utcoffset() != timedelta(0):
        raise ValueError("write the time in UTC, as in 2026-03-14T09:30:00Z")
    return moment.astimezone(UTC)


_Key = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]+( [A-Za-z0-9._-]+)*$", max_length=400)
]
_Moment = Annotated[datetime, AfterValidator(_utc)]


class ProgressRecord(BaseModel):
    """What was tried, and when for the last time."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal["tableside-progress"]
    version: Literal[1]
    tried: Annotated[dict[_Key, _Moment], Field(max_length=MOST_TRIED)]
    """What ``call_key`` returns → when it was last tried, in UTC."""


EMPTY = ProgressRecord(format=FORMAT, version=VERSION, tried={})
"""The record of somebody who has not begun."""


def read(text: str) -> ProgressRecord:
    """Return the record that *text* holds; raises ProgressError naming its first fault."""
    if len(text) > MOST_CHARACTERS:
        raise ProgressError(f"it is {len(text):,} characters long; no record of ours is")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise ProgressError("it is cut off, or was changed by hand") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ProgressError(f"it does not say that it is a {FORMAT} file")
    if document.get("version") != VERSION:
        raise ProgressError(
            f"it has version {document.get('version')!r}, and this course reads {VERSION}"
        )
    try:
        return ProgressRecord.model_validate_json(text)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        where = ", ".join(str(part) for part in fault["loc"])
        raise ProgressError(f"{where}: {fault['msg'].removeprefix('Value error, ')}") from None


def with_tried(record: ProgressRecord, key: str, when: datetime) -> ProgressRecord:
    """Return *record* with *key* tried at *when*; raises ProgressError if either cannot be kept."""
    kept = {"format": FORMAT, "version": VERSION, "tried": {**record.tried, key: _whole(when)}}
    try:
        return ProgressRecord.model_validate(kept)
    except ValidationError as error:
        raise ProgressError(f"{key!r} cannot be kept: {error.errors()[0]['msg']}") from None


def to_text(record: ProgressRecord) -> str:
    """Return the text of the file, the same for the same record."""
    return json.dumps(record.model_dump(mode="json"), indent=2, sort_keys=True) + "\n"


def schema() -> str:
    """Return the JSON Schema of the file, as ``progress.schema.json`` publishes it."""
    draft = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps({"$schema": draft, **ProgressRecord.model_json_schema()}, indent=2) + "\n"


def _whole(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
