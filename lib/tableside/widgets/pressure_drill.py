"""Press a band on the back map; the score says what was good, and what to do next time."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import traitlets

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
from tableside.errors import TablesideError
from tableside.knowledge.back_map import Zone, back_map
from tableside.knowledge.body_outline import LineKind, body_outline
from tableside.widgets._base import CourseWidget, module, stylesheet

K = TypeVar("K", bound=StrEnum)

_HERE = Path(__file__).parent

MAP_FRAME = (-24.0, -13.0, 43.5, 60.0)
"""Left, top, width and height of the drawn map, in centimetres."""

KEY_PACE = 1.2
"""A held key leans in this many times as fast as planned: inside what the score forgives."""

HEADROOM = 0.2
"""The meter shows this much of the range above the client's limit."""


SCRIPTS = ("_pressure_chart.js", "_pressing_hand.js", "_drill_verdict.js", "pressure_drill.js")
"""The page's part, behind the common script and the map's, in this order."""


def _script(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


class PressureDrill(CourseWidget):
    """One drill: press the plan's band in its zones, for as many rounds as the learner likes."""

    _esm = "\n".join([module("_back_map.js"), *map(_script, SCRIPTS)])
    _css = stylesheet("pressure_drill.css")

    map = traitlets.Dict().tag(sync=True)
    """The zones and the drawing of the back."""

    round = traitlets.Dict().tag(sync=True)
    """What a round asks for, in words and numbers to show."""

    feedback = traitlets.Unicode(Feedback.ALWAYS.value).tag(sync=True)
    """Whether the learner's line shows while pressing, unless the learner chooses otherwise."""

    # CBytes, for the page sends a memoryview, which Bytes refuses.
    trace_bytes = traitlets.CBytes(b"").tag(sync=True)
    """The last round's samples, as ``trace_from_float32`` reads them."""

    trace_meta = traitlets.Dict().tag(sync=True)
    """Which recording ``trace_bytes`` is, its device, and whether the line was shown."""

    result = traitlets.Dict().tag(sync=True)
    """What Python says of the last round."""

    def __init__(
        self,
        plan: PressurePlan | None = None,
        *,
        drill_id: str = "pressure-drill",
        on_round: Callable[[Trace, PressureScore], None] | None = None,
        feedback: Feedback | str = Feedback.ALWAYS,
        last: Trace | None = None,
    ) -> None:
        self.plan = plan or PressurePlan()
        self.drill_id = drill_id
        self.last_trace: Trace | None = None
        self.last_score: PressureScore | None = None
        self._on_round = on_round
        super().__init__(
            map=_map_shown(), round=_round_shown(self.plan), feedback=Feedback(feedback).value
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
        trace = trace_from_float32(
            bytes(self.trace_bytes),
            drill=self.drill_id,
            device=_one_of(Device, meta.get("device")),
            feedback=_one_of(Feedback, meta.get("feedback")),
            plan=self.plan.model_dump(mode="json"),
        )
        score = self._judge(trace, recording=meta.get("recording", ""))
        if self._on_round is None:
            return
        try:
            self._on_round(trace, score)
        except Exception as error:
            raise TablesideError(f"The round was scored, but it was not kept: {error}") from error

    def _judge(self, trace: Trace, *, recording: str) -> PressureScore:
        """Score a round, and show what is to be said of it."""
        score = score_pressure(trace, self.plan)
        self.last_trace, self.last_score = trace, score
        self.result = {**score.as_dict(), "recording": recording}
        return score


def _one_of(kind: type[K], value: object) -> K:
    try:
        return kind(str(value))
    except ValueError:
        known = ", ".join(kind)
        raise TraceError(f"the recording says {value!r}; known are {known}") from None


def _round_shown(plan: PressurePlan) -> dict[str, Any]:
    """Return what the page needs to show of a plan. It decides nothing by it."""
    lead, ramp, hold, release, tail = plan.ends()
    phases = (
        ("wait", "Get ready.", lead),
        ("lean in", "Lean in slowly.", ramp),
        ("hold", "Hold inside the band.", hold),
        ("ease off", "Ease off slowly.", release),
        ("rest", "Hand off.", tail),
    )
    start = (
        "Choose Start round. The band begins after "
        f"{plan.lead_seconds:g} seconds; follow it with your line."
    )
    press = (
        "Press on the map inside the thick frame, and drag up to press harder. "
        "With keys: choose the place, then hold ↑ or ↓ on the meter."
    )
    shape = (
        f"Lean in for {plan.ramp_seconds:g} s, hold for {plan.hold_seconds:g} s, "
        f"ease off for {plan.release_seconds:g} s. Never go over the client's limit."
    )
    return {
        "title": f"Press and hold: {plan.place()}",
        "steps": [start, press, shape],
        "seconds": plan.seconds,
        "low": plan.low,
        "high": plan.high,
        "limit": plan.limit,
        "top": min(1.0, plan.limit + HEADROOM),
        "keySpeed": KEY_PACE * plan.middle / plan.ramp_seconds,
        "levels": [
            min(1.0, level * plan.share_per_level)
            for level in range(1, 6)
            if (level - 1) * plan.share_per_level < 1
        ],
        "zones": list(plan.zones),
        "profile": [list(corner) for corner in plan.profile()],
        "phases": [{"name": name, "say": say, "until": until} for name, say, until in phases],
    }


def _map_shown() -> dict[str, Any]:
    """Return the back map as the page draws it."""
    zones = back_map().zones
    lines = body_outline()
    return {
        "frame": list(MAP_FRAME),
        "text": "Map of a client's lower back, lying face down, head up. "
        "The same places can be chosen by name under Where.",
        "zones": [
            {
                "id": zone.id,
                "name": zone.name,
                "level": zone.max_pressure,
                "allows": allows(zone),
                "rule": zone.rule,
                "polygon": [list(corner) for corner in zone.polygon],
                "spot": list(zone.spot),
            }
            for zone in zones
        ],
        "lines": [
            {"kind": line.kind.value, "label": line.label, "path": line.svg_path()}
            for line in lines
        ],
        "levels": [
            {"label": line.label, "y": sum(y for _, y in line.points) / len(line.points)}
            for line in lines
            if line.kind is LineKind.LEVEL and line.label
        ],
    }


def allows(zone: Zone) -> str:
    """Return in few words how hard a zone may be pressed."""
    return f"level {zone.max_pressure} at most" if zone.max_pressure else "no pressing"
