"""What a student sends: a recorded round or an answer, and nothing that claims a score."""

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from tableside.drills import (
    Device,
    EventKind,
    EventLog,
    EventLogError,
    Feedback,
    Trace,
    TraceError,
    needs,
    trace_from_float32,
)
from tableside.drills.device import Calibration
from tableside.errors import TablesideError
from tableside.homework.misfit import misfit
from tableside.homework.questions import Assignment, DecisionQuestion, DrillQuestion, PlaceQuestion
from tableside.homework.responses import AnyAnswer, is_blank

MOST_SAMPLES_TEXT = 1_400_000
"""Characters of samples: those of ten minutes at 100 a second."""

_ANSWER: TypeAdapter[AnyAnswer] = TypeAdapter(AnyAnswer)


class WorkError(TablesideError):
    """Something was sent that cannot be a round or an answer of this activity."""


class _Work(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class RoundWork(_Work):
    """A round of a drill as the page recorded it."""

    kind: Literal["round"] = "round"
    samples: Annotated[str, Field(max_length=MOST_SAMPLES_TEXT)] = ""
    """The samples as ``trace_from_float32`` reads them, in base 64; empty where there are none."""
    device: Annotated[Device, Field(strict=False)] = Device.MOUSE_DRAG
    feedback: Annotated[Feedback, Field(strict=False)] = Feedback.ALWAYS
    calibration: dict[str, JsonValue] | None = None
    events: Annotated[tuple[tuple[float, str], ...], Field(max_length=2000)] = ()
    """What was done besides pressing, each with its second."""
    seconds: Annotated[float, Field(ge=0, le=7200, allow_inf_nan=False)] = 0.0
    pace: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 1.0


class AnswerWork(_Work):
    """An answer as the question's own screen gives it."""

    kind: Literal["answer"] = "answer"
    answer: JsonValue


AnyWork = Annotated[RoundWork | AnswerWork, Field(discriminator="kind")]


def read_round(work: RoundWork, question: DrillQuestion) -> tuple[Trace | None, EventLog | None]:
    """Return what was recorded of a round; raises ``WorkError`` for what nobody can have done."""
    pressed, acted = needs(question.plan)
    about: dict[str, Any] = {
        "drill": question.id,
        "feedback": work.feedback,
        "plan": question.plan.model_dump(mode="json"),
    }
    trace = events = None
    try:
        if pressed:
            samples = base64.b64decode(work.samples, validate=True)
            calibration = _calibration(work.calibration)
            trace = trace_from_float32(
                samples, device=work.device, calibration=calibration, **about
            )
        if acted:
            acts = [(second, EventKind(kind)) for second, kind in work.events]
            events = EventLog.of(acts, seconds=work.seconds, pace=work.pace, **about)
    except (TraceError, EventLogError, binascii.Error, ValueError, TypeError) as error:
        raise WorkError(f"The round cannot be read: {error}") from None
    return trace, events


def _calibration(told: dict[str, JsonValue] | None) -> Calibration | None:
    if told is None:
        return None
    values: dict[str, Any] = dict(told)
    return Calibration(newton_full=values.pop("newton", None), **values)


def read_answer(
    work: AnswerWork, name: str, activities: Assignment, *, member: str, saved: datetime
) -> AnyAnswer:
    """Return the answer to the question *name*; raises ``WorkError`` if it cannot be one."""
    question = activities.find(name)
    try:
        fields: dict[str, Any] = {"kind": question.kind, "saved": saved}
        match question, work.answer:
            case PlaceQuestion(), [x, y]:
                fields |= {"x": x, "y": y}
            case DecisionQuestion(), dict() as chosen:
                fields |= {"student": member, "decision": chosen.get("decision") or ""}
                fields |= {part: tuple(_list(chosen.get(part))) for part in ("why", "limits")}
            case _:
                given = work.answer
                fields[_FIELDS[question.kind]] = tuple(given) if isinstance(given, list) else given
        answer = _ANSWER.validate_python(fields)
    except (ValidationError, KeyError, TypeError) as error:
        raise WorkError(f"The answer cannot be read: {error}") from None
    if is_blank(answer):
        raise WorkError("There is no answer yet: choose or write one, and send it then.")
    if strange := misfit(name, answer, activities):
        raise WorkError(f"The answer does not fit the question: {strange}")
    return answer


_FIELDS = {"choice": "option", "several": "options", "order": "steps", "number": "typed"}


def _list(value: JsonValue) -> list[JsonValue]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, and there is {value!r}")
    return value
