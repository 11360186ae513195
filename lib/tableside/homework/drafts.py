"""A plan while it is being built: its parts as they are filled in, complete or not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tableside.safety.plan_text import PlanPart


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """The parts of a plan as forms hold them, or else the plan as it was typed."""

    parts: tuple[dict[str, Any], ...] = ()
    """Each with an ``id``, a ``kind`` and the ``answers`` of its form."""
    typed: str = ""

    def to_json(self) -> str:
        """Return the draft as text."""
        return json.dumps({"parts": self.parts, "typed": self.typed}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "PlanDraft":
        """Return the draft in *text*; raises ValueError if it is none."""
        found = json.loads(text)
        if not isinstance(found, dict) or not isinstance(found.get("typed", ""), str):
            raise ValueError("a draft is an object with parts")  # noqa: TRY004 - one error for all
        parts = found.get("parts", [])
        if not isinstance(parts, list) or not all(isinstance(each, dict) for each in parts):
            raise ValueError("a draft's parts are a list")
        return cls(parts=tuple(parts), typed=found.get("typed", ""))


def plan_text(parts: Iterable[PlanPart]) -> str:
    """Return a plan of these parts as ``read_plan`` reads it."""
    segments = [part.model_dump(mode="json", exclude_defaults=False) for part in parts]
    return json.dumps({"schema": 1, "segments": segments}, indent=1)
