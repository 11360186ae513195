"""Press on the back map as a plan asks; the score says what was good, and what to do next time."""

from collections.abc import Callable
from pathlib import Path

import traitlets

from tableside.drills import (
    AnyPlan,
    DrillScore,
    EventLog,
    Feedback,
    PressurePlan,
    Trace,
)
from tableside.widgets._base import module, stylesheet
from tableside.widgets._drill_page import map_shown
from tableside.widgets._recorded_drill import OnRound, RecordedDrill

_HERE = Path(__file__).parent

SCRIPTS = (
    "_drill_round.js",
    "_force_sources.js",
    "_pressing_hand.js",
    "_pressing_keys.js",
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
    "_two_sides.js",
    "_act_buttons.js",
    "_drill_extras.js",
    "_feedback_choice.js",
    "_drill_controls.js",
    "_round_outbox.js",
    "_round_delivery.js",
    "_drill_verdict.js",
    "_practice_panel.js",
    "_round_answer.js",
    "_drill_screen.js",
)
"""The screen of a pressing drill, behind the common script and the map's."""

STYLES = (
    "_back_map.css",
    "_pressure_chart.css",
    "_drill_verdict.css",
    "_drill_devices.css",
    "_drill_extras.css",
)
"""Its styles, behind the common ones and those of the pressure drill."""


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


class TraceDrill(RecordedDrill):
    """Any drill that is pressed on the back map: its plan decides what the page shows of it."""

    _esm = "\n".join([module("_back_map.js"), *map(_text, (*SCRIPTS, "pressure_drill.js"))])
    _css = "\n".join([stylesheet("pressure_drill.css"), *map(_text, STYLES)])

    map = traitlets.Dict().tag(sync=True)
    """The zones and the drawing of the back."""

    def __init__(  # noqa: PLR0913 - as its base
        self,
        plan: AnyPlan,
        *,
        drill_id: str,
        on_round: OnRound | None = None,
        feedback: Feedback | str = Feedback.ON_REQUEST,
        last: tuple[Trace | None, EventLog | None] | None = None,
        practice: Path | str | None = None,
    ) -> None:
        super().__init__(
            plan,
            drill_id=drill_id,
            on_round=on_round,
            feedback=feedback,
            last=last,
            practice=practice,
            map=map_shown(),
        )


class PressureDrill(TraceDrill):
    """A drill whose rounds are a trace and nothing else: press the plan's band in its zones."""

    def __init__(  # noqa: PLR0913 - as its base
        self,
        plan: AnyPlan | None = None,
        *,
        drill_id: str = "pressure-drill",
        on_round: Callable[[Trace, DrillScore], None] | None = None,
        feedback: Feedback | str = Feedback.ON_REQUEST,
        last: Trace | None = None,
        practice: Path | str | None = None,
    ) -> None:
        def tell(trace: Trace | None, _: EventLog | None, score: DrillScore) -> None:
            if on_round is not None and trace is not None:
                on_round(trace, score)

        super().__init__(
            plan or PressurePlan(),
            drill_id=drill_id,
            on_round=tell,
            feedback=feedback,
            last=None if last is None else (last, None),
            practice=practice,
        )
