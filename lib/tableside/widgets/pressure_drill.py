"""Press a band on the back map; the score says what was good, and what to do next time."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import traitlets
from pydantic import ValidationError

from tableside.drills import (
    Device,
    Feedback,
    PressurePlan,
    PressureScore,
    Trace,
    TraceError,
    score_pressure,
    trace_from_float32,
    trace_to_float32,
)
from tableside.drills.device import Calibration
from tableside.errors import TablesideError
from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets._drill_page import map_shown, round_shown, shown_spans
from tableside.widgets._earlier_rounds import Done, better, earlier_shown
from tableside.widgets._scale_readings import readings_told

K = TypeVar("K", bound=StrEnum)

_HERE = Path(__file__).parent

SCRIPTS = (
    "_drill_round.js",
    "_force_sources.js",
    "_pressing_hand.js",
    "_serial_scale.js",
    "_load_cell.js",
    "_load_cell_panel.js",
    "_scale_form.js",
    "_device_panel.js",
    "_pressure_chart.js",
    "_press_meter.js",
    "_metronome.js",
    "_breath_pacer.js",
    "_coverage_paint.js",
    "_drill_extras.js",
    "_feedback_choice.js",
    "_drill_controls.js",
    "_round_outbox.js",
    "_round_delivery.js",
    "_drill_verdict.js",
    "_drill_screen.js",
)
"""The screen of a pressing drill, behind the common script and the map's."""

STYLES = ("_back_map.css", "_drill_devices.css")
"""Its styles, behind the common ones and those of the pressure drill."""

MOST_ANSWERED = 20
"""So many recordings are remembered as scored, so that none is scored twice."""


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


class PressureDrill(CourseWidget):
    """One drill: press the plan's band in its zones, for as many rounds as the learner likes."""

    _esm = "\n".join([module("_back_map.js"), *map(_text, (*SCRIPTS, "pressure_drill.js"))])
    _css = "\n".join([stylesheet("pressure_drill.css"), *map(_text, STYLES)])

    map = traitlets.Dict().tag(sync=True)
    """The zones and the drawing of the back."""

    round = traitlets.Dict().tag(sync=True)
    """What a round asks for, in words and numbers to show: ``Round`` in ``_drill_round.js``."""

    drill = traitlets.Unicode().tag(sync=True)
    """Under which name the browser keeps a round that was not scored yet."""

    feedback = traitlets.Unicode(Feedback.ON_REQUEST.value).tag(sync=True)
    """Whether the learner's line shows while pressing, unless the learner chooses otherwise."""

    # CBytes, for the page sends a memoryview, which Bytes refuses.
    trace_bytes = traitlets.CBytes(b"").tag(sync=True)
    """The last round's samples, as ``trace_from_float32`` reads them."""

    trace_meta = traitlets.Dict().tag(sync=True)
    """Which recording ``trace_bytes`` is, its device, its calibration, how the line was shown."""

    result = traitlets.Dict().tag(sync=True)
    """What Python says of the last round."""

    earlier = traitlets.Dict().tag(sync=True)
    """The best and the last round before that one, as lines and in words."""

    answered = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The last recordings that Python has scored, and that were kept if they are to be."""

    def __init__(
        self,
        plan: PressurePlan | None = None,
        *,
        drill_id: str = "pressure-drill",
        on_round: Callable[[Trace, PressureScore], None] | None = None,
        feedback: Feedback | str = Feedback.ON_REQUEST,
        last: Trace | None = None,
    ) -> None:
        self.plan = plan or PressurePlan()
        self.drill_id = drill_id
        self.last_trace: Trace | None = None
        self.last_score: PressureScore | None = None
        self._on_round = on_round
        self._restored = last
        self._best: Done | None = None
        self._before: Done | None = None
        self._faded = 0
        super().__init__(
            map=map_shown(),
            round=round_shown(self.plan),
            drill=drill_id,
            feedback=Feedback(feedback).value,
        )
        if last is not None:
            self._judge(last, recording="")
            self.trace_bytes = trace_to_float32(last)
        self.hear("trace_meta", self._score_round)

    def as_text(self) -> str:
        """Return what the drill asks for, and what was said of the last round."""
        last = self.last_score.as_text() if self.last_score else "No round has been done yet."
        return "\n".join([self.round["title"], *self.round["steps"], last])

    def _score_round(self, meta: Mapping[str, Any]) -> None:
        recording = str(meta.get("recording", ""))
        if recording in self.answered:
            return
        trace = trace_from_float32(
            bytes(self.trace_bytes),
            drill=self.drill_id,
            device=_one_of(Device, meta.get("device")),
            feedback=_one_of(Feedback, meta.get("feedback")),
            plan=self.plan.model_dump(mode="json"),
            calibration=_calibration(meta.get("calibration")),
        )
        if self._restored is not None and trace.samples == self._restored.samples:
            # It was kept before the page heard of it: the same movement never happens twice.
            self.result = {**self.result, "recording": recording}
        else:
            if not recording or recording != self.result.get("recording"):
                self._judge(trace, recording=recording)
            self._tell(trace)
        self.answered = [*self.answered, recording][-MOST_ANSWERED:]
        if trace.feedback is Feedback.FADING:
            self._faded += 1
            self.round = {**self.round, "shown_spans": shown_spans(self.plan, self._faded + 1)}

    def _tell(self, trace: Trace) -> None:
        if self._on_round is None or self.last_score is None:
            return
        try:
            self._on_round(trace, self.last_score)
        except Exception as error:
            raise TablesideError(f"The round was scored, but it was not kept: {error}") from error

    def _judge(self, trace: Trace, *, recording: str) -> None:
        """Score a round, and show what is to be said of it."""
        score = score_pressure(trace, self.plan)
        told = score.as_dict()
        self.earlier = earlier_shown(self._best, self._before, score)
        if trace.device is Device.SCALE_READING:
            told = readings_told(trace, self.plan, score)
        else:
            self._before = Done(trace, score)
            self._best = better(self._best, self._before)
        self.last_trace, self.last_score = trace, score
        self.result = {**told, "recording": recording}


def _one_of(kind: type[K], value: object) -> K:
    try:
        return kind(str(value))
    except ValueError:
        known = ", ".join(kind)
        raise TraceError(f"the recording says {value!r}; known are {known}") from None


def _calibration(told: object) -> Calibration | None:
    """Return what the page says of a calibration; raises TraceError if it makes no sense."""
    if told is None:
        return None
    try:
        values = dict(told) if isinstance(told, Mapping) else {}
        return Calibration(newton_full=values.pop("newton", None), **values)
    except (TypeError, ValidationError) as error:
        raise TraceError(f"the recording's calibration {told!r} cannot be used: {error}") from None
