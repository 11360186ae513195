"""Lay the towel on, look and ask in time, answer the client, take it off: a clock and buttons."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tableside.drills import DrillScore, EventLog, Feedback, TowelPlan, Trace, score_towel
from tableside.drills.towel_clients import declines, towel_client
from tableside.errors import TablesideError
from tableside.widgets._base import module, stylesheet
from tableside.widgets._drill_pages.towel import client_shown
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
    "_round_answer.js",
    "_towel_round.js",
    "_towel_dials.js",
    "_towel_controls.js",
    "_towel_screen.js",
)
"""The screen of the towel timer, behind the common script and the map's."""

STYLES = ("_drill_verdict.css", "_drill_devices.css", "_drill_extras.css", "towel_timer.css")
"""Its styles, behind the common ones and those of the drills."""


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


MOST_CLIENTS = 24
"""So many clients are ready for a drill's rounds; after them the first one comes again."""


class TowelTimer(RecordedDrill):
    """The towel drill: its clock runs as fast as the learner chooses among *paces*.

    With *varied*, another client lies there in each round (``towel_client``): which one it was
    is noted in the log. Without, it is what the plan says, as homework needs it.
    """

    _esm = "\n".join([module("_back_map.js"), *map(_text, (*SCRIPTS, "towel_timer.js"))])
    _css = "\n".join([stylesheet("pressure_drill.css"), *map(_text, STYLES)])

    def __init__(  # noqa: PLR0913 - as its base, and what varies
        self,
        plan: TowelPlan | None = None,
        *,
        drill_id: str = "towel-timer",
        paces: Sequence[float] = (),
        varied: bool = False,
        on_round: OnRound | None = None,
        feedback: Feedback | str = Feedback.ON_REQUEST,
        last: tuple[Trace | None, EventLog | None] | None = None,
        practice: Path | str | None = None,
    ) -> None:
        self._towels = plan or TowelPlan()
        self.paces = tuple(sorted({*paces, self._towels.pace}))
        self.varied = varied
        super().__init__(
            self._towels,
            drill_id=drill_id,
            on_round=on_round,
            feedback=feedback,
            last=last,
            practice=practice,
        )
        self.round = {**self.round, "paces": list(self.paces)}
        if varied:
            self.round = {**self.round, "clients": self._clients(self.rounds_kept)}

    def score(self, trace: Trace | None, events: EventLog | None) -> DrillScore:
        """Return the score of a round, at the pace that was chosen and for whoever lay there."""
        if events is None:
            return super().score(trace, events)
        plan = self._towels
        if events.pace in self.paces:
            plan = plan.model_copy(update={"pace": events.pace})
        if self.varied:
            plan = plan.model_copy(update=_noted(events))
        return score_towel(events, plan)

    def planned(self, meta: Mapping[str, Any]) -> TowelPlan:
        """Return the plan of a round with the client that the page names."""
        number = meta.get("client")
        if not self.varied or type(number) is not int or number < 0:
            return self._towels
        return self._lying(number)

    def _clients(self, first: int) -> list[dict[str, Any]]:
        numbers = range(first, first + MOST_CLIENTS)
        return [client_shown(self._lying(n), n) for n in numbers]

    def _lying(self, number: int) -> TowelPlan:
        """Return the plan of a round under whose towel client *number* lies."""
        client = {"says": towel_client(number, self._towels), "declines": declines(number)}
        return self._towels.model_copy(update=client)


def _noted(events: EventLog) -> dict[str, Any]:
    """Return what the client of a practice round came to say and to want, as its log has it."""
    noted = {name: events.plan[name] for name in ("says", "declines") if name in events.plan}
    try:
        plan = TowelPlan.model_validate_json(json.dumps(noted))
    except (ValidationError, TablesideError):
        return {}
    return {name: getattr(plan, name) for name in noted}
