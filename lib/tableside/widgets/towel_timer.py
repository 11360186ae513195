"""Lay the towel on, look and ask in time, answer the client, take it off: a clock and buttons."""

from collections.abc import Sequence
from pathlib import Path

from tableside.drills import DrillScore, EventLog, Feedback, TowelPlan, Trace, score_towel
from tableside.widgets._base import module, stylesheet
from tableside.widgets._recorded_drill import OnRound, RecordedDrill

_HERE = Path(__file__).parent

SCRIPTS = (
    "_drill_round.js",
    "_force_sources.js",
    "_feedback_choice.js",
    "_act_buttons.js",
    "_round_outbox.js",
    "_round_delivery.js",
    "_drill_verdict.js",
    "_practice_panel.js",
    "_towel_round.js",
    "_towel_dials.js",
    "_towel_screen.js",
)
"""The screen of the towel timer, behind the common script and the map's."""

STYLES = ("_drill_devices.css", "_drill_extras.css", "towel_timer.css")
"""Its styles, behind the common ones and those of the drills."""


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


class TowelTimer(RecordedDrill):
    """The towel drill: its clock runs as fast as the learner chooses among *paces*."""

    _esm = "\n".join([module("_back_map.js"), *map(_text, (*SCRIPTS, "towel_timer.js"))])
    _css = "\n".join([stylesheet("pressure_drill.css"), *map(_text, STYLES)])

    def __init__(  # noqa: PLR0913 - as its base, and the paces
        self,
        plan: TowelPlan | None = None,
        *,
        drill_id: str = "towel-timer",
        paces: Sequence[float] = (),
        on_round: OnRound | None = None,
        feedback: Feedback | str = Feedback.ON_REQUEST,
        last: tuple[Trace | None, EventLog | None] | None = None,
        practice: Path | str | None = None,
    ) -> None:
        planned = plan or TowelPlan()
        self.paces = tuple(sorted({*paces, planned.pace}))
        super().__init__(
            planned,
            drill_id=drill_id,
            on_round=on_round,
            feedback=feedback,
            last=last,
            practice=practice,
        )
        self.round = {**self.round, "paces": list(self.paces)}

    def score(self, trace: Trace | None, events: EventLog | None) -> DrillScore:
        """Return the score of a round, by the plan at the pace that was chosen for it."""
        plan = self.plan
        if events is None or events.pace not in self.paces or not isinstance(plan, TowelPlan):
            return super().score(trace, events)
        return score_towel(events, plan.model_copy(update={"pace": events.pace}))
