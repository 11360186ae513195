"""The published JSON Schemas of traces and event logs, for those who write or check such files.

    python -m tableside.drills.schemas

writes them anew after a format has changed.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel

from tableside.drills.events import EventLog
from tableside.drills.trace import Trace

DRAFT = "https://json-schema.org/draft/2020-12/schema"

MODELS: Mapping[str, type[BaseModel]] = {
    "trace.schema.json": Trace,
    "event-log.schema.json": EventLog,
}
"""Each file beside this module, and the model that it describes."""


def schemas() -> Mapping[str, str]:
    """Return the text of each schema file as the models are now."""
    return {
        name: json.dumps({"$schema": DRAFT, **model.model_json_schema()}, indent=2) + "\n"
        for name, model in MODELS.items()
    }


def published(name: str) -> str:
    """Return the text of a schema file as it was published."""
    return files("tableside.drills").joinpath(name).read_text(encoding="utf-8")


def publish(folder: Path) -> None:
    """Write the schema files into a folder."""
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    publish(Path(__file__).parent)
