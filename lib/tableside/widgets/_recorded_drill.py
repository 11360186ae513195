"""What all drills have in common in Python: a recording arrives, is scored, kept and told."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import traitlets

from tableside.drills import (
    AnyPlan,
    Device,
    DrillScore,
    EventLog,
    Feedback,
    PressurePlan,
    Trace,
    needs,
    score_round,
    trace_from_float32,
    trace_to_float32,
)
from tableside.drills.practice import Round
from tableside.drills.scale_readings import score_readings
from tableside.errors import TablesideError
from tableside.widgets._base import CourseWidget
from tableside.widgets._drill_pages import round_shown
from tableside.widgets._drill_pages.common import shown_spans
from tableside.widgets._earlier_rounds import Done, better, earlier_shown
from tableside.widgets._page_message import acts, calibration, number, one_of
from tableside.widgets._practice_file import practice_file
from tableside.widgets._practice_history import PracticeHistory
from tableside.widgets.start_with_class import offer_class

OnRound = Callable[[Trace | None, EventLog | None, DrillScore], None]
"""What is called after each round with what was recorded of it, and its score."""

MOST_ANSWERED = 20
"""So many recordings are remembered as scored, so that none is scored twice."""


class RecordedDrill(CourseWidget):
    """One drill for as many rounds as the learner likes; how it looks is its subclass's."""

    round = traitlets.Dict().tag(sync=True)
    """What a round asks for, in words and numbers to show: what ``round_shown`` returns."""

    drill = traitlets.Unicode().tag(sync=True)
    """Under which name the browser keeps a round that was not scored yet."""

    feedback = traitlets.Unicode(Feedback.ON_REQUEST.value).tag(sync=True)
    """Whether the learner is shown how it goes, unless the learner chooses otherwise."""

    # CBytes, for the page sends a memoryview, which Bytes refuses.
    trace_bytes = traitlets.CBytes(b"").tag(sync=True)
    """The last round's samples, as ``trace_from_float32`` reads them."""

    trace_meta = traitlets.Dict().tag(sync=True)
    """Which recording it is, its device, its calibration, what was shown, and what was done."""

    result = traitlets.Dict().tag(sync=True)
    """What Python says of the last round."""

    earlier = traitlets.Dict().tag(sync=True)
    """The best and the last round before that one, as lines and in words."""

    history = traitlets.Dict().tag(sync=True)
    """What the practice of all days came to; empty where it is not kept."""

    answered = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The last recordings that Python has scored, and that were kept if they are to be."""

    def __init__(  # noqa: PLR0913 - a drill's own arguments, and where its rounds go
        self,
        plan: AnyPlan,
        *,
        drill_id: str,
        on_round: OnRound | None = None,
        feedback: Feedback | str = Feedback.ON_REQUEST,
        last: tuple[Trace | None, EventLog | None] | None = None,
        practice: Path | str | None = None,
        **traits: object,
    ) -> None:
        self.plan = plan
        self.drill_id = drill_id
        self.last_trace: Trace | None = None
        self.last_events: EventLog | None = None
        self.last_score: DrillScore | None = None
        self._on_round = on_round
        self._restored = last
        self._best: Done | None = None
        self._before: Done | None = None
        self._faded = 0
        self._practice: PracticeHistory | None = None
        super().__init__(
            round=round_shown(plan), drill=drill_id, feedback=Feedback(feedback).value, **traits
        )
        if practice is not None:
            file = practice_file(Path(practice).absolute())
            self._practice = PracticeHistory(file, drill_id, self._judge_kept)
            self._best, self._before = self._practice.best_and_last()
            self.history = self._practice.shown()
        if last is not None:
            self._judge(*last, recording="")
            if last[0] is not None:
                self.trace_bytes = trace_to_float32(last[0])
        self.hear("trace_meta", self._score_round)

    def as_text(self) -> str:
        """Return what the drill asks for, what was said of the last round, and the practice."""
        last = self.last_score.as_text() if self.last_score else "No round has been done yet."
        history = [*self.history.get("lines", ()), self.history.get("trouble", "")]
        lines = [self.round["title"], *self.round["steps"], *history, last]
        return "\n".join(line for line in lines if line)

    def _repr_mimebundle_(
        self, **kwargs: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        offer_class(self.drill_id)  # above the drill, for its instructor alone
        return super()._repr_mimebundle_(**kwargs)

    def score(self, trace: Trace | None, events: EventLog | None) -> DrillScore:
        """Return the score of a round of this drill; typed readings of a scale have their own."""
        readings = trace is not None and trace.device is Device.SCALE_READING
        if readings and trace is not None and isinstance(self.plan, PressurePlan):
            return score_readings(trace, self.plan)
        return score_round(self.plan, trace, events)

    @property
    def rounds_kept(self) -> int:
        """How many rounds of this drill the practice file holds; none where it is not kept."""
        return len(self._practice.rounds()) if self._practice is not None else 0

    def planned(self, meta: Mapping[str, Any]) -> AnyPlan:
        """Return the plan of the round that the page tells of: this drill's own, unless it varies.

        It is noted in the recording.
        """
        del meta
        return self.plan

    def _judge_kept(self, kept: Round) -> DrillScore:
        return self.score(kept.trace, kept.events)

    def _score_round(self, meta: Mapping[str, Any]) -> None:
        recording = str(meta.get("recording", ""))
        if recording in self.answered:
            return
        trace, events = self._recorded(meta)
        if self._restored is not None and _same((trace, events), self._restored):
            # It was kept before the page heard of it: the same movement never happens twice.
            self.result = {**self.result, "recording": recording}
        else:
            if not recording or recording != self.result.get("recording"):
                self._judge(trace, events, recording=recording)
                self._keep(trace, events)
            self._tell(trace, events)
        self.answered = [*self.answered, recording][-MOST_ANSWERED:]
        if trace is not None and trace.feedback is Feedback.FADING:
            self._faded += 1
            self.round = {**self.round, "shown_spans": shown_spans(self.plan, self._faded + 1)}

    def _recorded(self, meta: Mapping[str, Any]) -> tuple[Trace | None, EventLog | None]:
        """Return what the page recorded; raises TraceError or EventLogError for nonsense."""
        pressed, acted = needs(self.plan)
        feedback = one_of(Feedback, meta.get("feedback"))
        plan = self.planned(meta).model_dump(mode="json")
        trace = events = None
        if pressed:
            trace = trace_from_float32(
                bytes(self.trace_bytes),
                drill=self.drill_id,
                device=one_of(Device, meta.get("device")),
                feedback=feedback,
                plan=plan,
                calibration=calibration(meta.get("calibration")),
            )
        if acted:
            events = EventLog.of(
                acts(meta.get("events")),
                drill=self.drill_id,
                seconds=number(meta.get("seconds")),
                pace=number(meta.get("pace", 1.0)),
                feedback=feedback,
                plan=plan,
            )
        return trace, events

    def _tell(self, trace: Trace | None, events: EventLog | None) -> None:
        if self._on_round is None or self.last_score is None:
            return
        try:
            self._on_round(trace, events, self.last_score)
        except Exception as error:
            raise TablesideError(f"The round was scored, but it was not kept: {error}") from error

    def _keep(self, trace: Trace | None, events: EventLog | None) -> None:
        """Keep a round for the days to come, if it has points; one without can teach nothing."""
        if self._practice is None or self.last_score is None or self.last_score.points is None:
            return
        self._practice.keep(trace, events)
        self.history = self._practice.shown()

    def _judge(self, trace: Trace | None, events: EventLog | None, *, recording: str) -> None:
        """Score a round, and show what is to be said of it."""
        score = self.score(trace, events)
        self.earlier = earlier_shown(self._best, self._before, score)
        if trace is None or trace.device is not Device.SCALE_READING:
            self._before = Done(trace, score)
            self._best = better(self._best, self._before)
        self.last_trace, self.last_events, self.last_score = trace, events, score
        self.result = {**score.as_dict(), "recording": recording}


def _same(
    one: tuple[Trace | None, EventLog | None], other: tuple[Trace | None, EventLog | None]
) -> bool:
    """Return whether two recordings are of the same movement, however they were labelled."""
    samples = [trace.samples if trace else () for trace, _ in (one, other)]
    acts = [events.events if events else () for _, events in (one, other)]
    return samples[0] == samples[1] and acts[0] == acts[1]
