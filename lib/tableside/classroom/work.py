"""What a student sends: a round, an answer or a session's log, and nothing that claims a score."""

import base64
import binascii
from collections.abc import Mapping
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
from tableside.homework.drafts import plan_text
from tableside.homework.forms.plan_forms import plan_forms
from tableside.homework.misfit import misfit
from tableside.homework.questions import (
    Assignment,
    DecisionQuestion,
    DrillQuestion,
    PlaceQuestion,
    PlanQuestion,
)
from tableside.homework.responses import AnyAnswer, is_blank
from tableside.knowledge import knowledge
from tableside.safety.plan_text import PlanPart

MOST_SAMPLES_TEXT = 1_400_000
"""Characters of samples: those of ten minutes at 100 a second."""

LONGEST_LOG = 1_400_000
"""Characters of a session's log; a whole session has about ten thousand."""

MOST_PARTS = 60
"""So many parts a plan may have."""

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


class SessionWork(_Work):
    """The log of a session with a virtual client, finished or as far as it has come."""

    kind: Literal["session"] = "session"
    log: Annotated[str, Field(min_length=1, max_length=LONGEST_LOG)]


AnyWork = Annotated[RoundWork | AnswerWork | SessionWork, Field(discriminator="kind")]


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
            case PlanQuestion(), dict() as built:
                fields |= {"student": member, "plan": _plan(built)}
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


_FIELDS = {
    "choice": "option",
    "several": "options",
    "order": "steps",
    "number": "typed",
    "written": "text",
}


def plan_parts(told: JsonValue) -> tuple[list[PlanPart], dict[str, str]]:
    """Return the complete parts of a plan in forms, and what the others lack, by their ids.

    Raises ``WorkError`` for what no page of ours sends.
    """
    forms = plan_forms(knowledge())
    done: list[PlanPart] = []
    faults: dict[str, str] = {}
    if not isinstance(told, list) or len(told) > MOST_PARTS:
        raise WorkError(f"A plan is a list of {MOST_PARTS} parts at most.")
    for part in told:
        form = forms.get(str(part.get("kind"))) if isinstance(part, dict) else None
        if form is None or not isinstance(part, dict):
            raise WorkError("The page sent a part of a plan that the course lacks.")
        filled = part.get("answers")
        try:
            done.append(form.part(filled if isinstance(filled, dict) else {}))
        except TablesideError as error:
            faults[str(part.get("id"))] = str(error)
    return done, faults


def _plan(built: Mapping[str, JsonValue]) -> str:
    parts, faults = plan_parts(built.get("parts"))
    if faults:
        are = "1 part is" if len(faults) == 1 else f"{len(faults)} parts are"
        raise WorkError(f"{are} not complete: {next(iter(faults.values()))}")
    return plan_text(parts) if parts else ""


def _list(value: JsonValue) -> list[JsonValue]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise TypeError(f"a list was expected, and there is {value!r}")
    return value
