"""Keep a stroke's tempo with the metronome, and then without it."""

from statistics import mean
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tableside.drills.place import BOTH_LOWER, Phase, PlacedPlan, PlannedPhase
from tableside.drills.recording import Recording, recorded
from tableside.drills.rhythm import (
    asynchronies,
    intervals,
    manner,
    spread,
    strokes,
    tempo_error,
    variation,
)
from tableside.drills.score import DrillScore, Part, falling
from tableside.drills.trace import Trace
from tableside.knowledge import knowledge

KNEADING_PER_MINUTE = 60.0
"""Course rule: no number for kneading was found; one measurement had it quicker than gliding."""

COUNT_IN = 4
"""So many beats sound before the first one that counts."""

FREE, NOTHING = 0.05, 0.20
"""A tempo error, a CV or a spread about the beat costs nothing up to the first share of the
period, and the whole part from the second (course rules)."""

FEWEST = 4
"""Fewer strokes than this in a half have no rhythm that could be told (course rule)."""

WEIGHTS = {"together": 0.25, "tempo": 0.3, "even": 0.3, "complete": 0.15}
"""How much each part counts (course rule); they add to 1."""

NOT_TRIED = (
    "There were hardly any strokes in this round. Start again, and begin a stroke at every beat."
)


class TempoPlan(PlacedPlan):
    """One round: so many strokes with the metronome, then as many without it."""

    kind: Literal["tempo"] = "tempo"
    zones: Annotated[tuple[str, ...], Field(min_length=1)] = BOTH_LOWER
    stroke: str = "effleurage"
    """Which stroke, as ``strokes.toml`` names it."""

    per_minute: Annotated[float, Field(ge=20, le=240, allow_inf_nan=False)] | None = None
    """Beats in a minute; the middle of what the course knows for the stroke if not given."""

    together_seconds: Annotated[float, Field(ge=5, le=120, allow_inf_nan=False)] = 30.0
    alone_seconds: Annotated[float, Field(ge=5, le=120, allow_inf_nan=False)] = 30.0

    @model_validator(mode="after")
    def _enough_beats(self) -> Self:
        self.target_zones()
        if min(self.together_beats, self.alone_beats) < FEWEST + 1:
            raise ValueError(
                f"each half needs more than {FEWEST} beats: make it longer, or the tempo quicker"
            )
        return self

    @property
    def period(self) -> float:
        """Seconds from beat to beat; UnknownNameError for a stroke that the course lacks."""
        if self.per_minute is not None:
            return 60 / self.per_minute
        stroke = knowledge().stroke(self.stroke)
        if stroke.per_minute is None:
            return 60 / KNEADING_PER_MINUTE
        return 120 / sum(stroke.per_minute)

    @property
    def together_beats(self) -> int:
        """How many beats sound after the count-in."""
        return round(self.together_seconds / self.period)

    @property
    def alone_beats(self) -> int:
        """How many beats follow in silence."""
        return round(self.alone_seconds / self.period)

    def beats(self) -> tuple[float, ...]:
        """Return the seconds of every beat that sounds, the count-in first."""
        count = COUNT_IN + self.together_beats
        return tuple(number * self.period for number in range(count))

    def ends(self) -> tuple[float, float, float]:
        """Return the seconds at which count-in, metronome and silence end.

        Each ends half a period before the beat that opens the next, so that an early stroke
        belongs to its beat.
        """
        first = COUNT_IN - 0.5
        together = first + self.together_beats
        return (
            first * self.period,
            together * self.period,
            (together + self.alone_beats) * self.period,
        )

    def phases(self) -> tuple[PlannedPhase, ...]:
        """Return count-in, metronome and silence."""
        told = (
            (Phase.READY, "listen", "Listen to the beat, and watch it."),
            (Phase.WORK, "with the beat", "Begin a stroke at every beat."),
            (Phase.WORK, "on your own", "Keep the same tempo without the beat."),
        )
        return tuple(
            PlannedPhase(phase=phase, name=name, say=say, until=end)
            for (phase, name, say), end in zip(told, self.ends(), strict=True)
        )


def onsets(recording: Recording, plan: TempoPlan) -> tuple[float, ...]:
    """Return the seconds at which strokes began in the plan's zones, the count-in left out."""
    found = strokes(recording.looks.seconds, recording.on_target())
    start = plan.ends()[0]
    return tuple(stroke.begin for stroke in found if start <= stroke.begin)


def score_tempo(trace: Trace, plan: TempoPlan) -> DrillScore:
    """Return the score of *trace* as a round of *plan*. The plan noted in the trace is not used."""
    recording = recorded(trace, plan)
    if recording.broken:
        return recording.not_scored()
    begun = onsets(recording, plan)
    if len(begun) < FEWEST:
        return recording.not_tried(NOT_TRIED)
    _, change, _ = plan.ends()
    together = tuple(onset for onset in begun if onset < change)
    alone = tuple(onset for onset in begun if onset >= change)
    off = asynchronies(together, plan.beats())
    parts = [
        _together(off, plan),
        _tempo(together, alone, plan),
        _even(together, alone),
        _complete(len(together), len(alone), plan),
    ]
    return recording.scored(parts, notes=_notes(off))


def _notes(off: tuple[float, ...]) -> tuple[str, ...]:
    if not off:
        return ()
    middle = 1000 * mean(off)
    side = "before" if middle < 0 else "after"
    told = (
        f"On average you began {abs(middle):.0f} ms {side} the beat. Most people come a little "
        "early, and screens and speakers have a delay of their own, so this costs nothing."
    )
    return (told,)


def _together(off: tuple[float, ...], plan: TempoPlan) -> Part:
    apart = spread(off) / plan.period
    share = falling(apart, FREE, NOTHING) if len(off) >= FEWEST else 0.0
    return Part(
        name="together",
        share=share,
        weight=WEIGHTS["together"],
        happened=f"With the metronome your strokes lay {1000 * spread(off):.0f} ms about the beat.",
        next_time="Listen to two beats first, and let the hand fall in with them.",
    )


def _tempo(together: tuple[float, ...], alone: tuple[float, ...], plan: TempoPlan) -> Part:
    errors = [
        tempo_error(intervals(half), plan.period) if len(half) >= FEWEST else 1.0
        for half in (together, alone)
    ]
    worse = max(errors, key=abs)
    side = "slower" if worse > 0 else "quicker"
    where = "without the metronome" if worse == errors[1] else "with the metronome"
    return Part(
        name="tempo",
        share=mean(falling(abs(error), FREE, NOTHING) for error in errors),
        weight=WEIGHTS["tempo"],
        happened=f"Your strokes were {abs(worse):.0%} {side} than the beat {where}.",
        next_time="Count along in your head, and keep counting when the beat falls silent.",
    )


def _even(together: tuple[float, ...], alone: tuple[float, ...]) -> Part:
    halves = [intervals(half) for half in (together, alone) if len(half) >= FEWEST]
    least = max(halves, key=variation, default=())
    how = manner(least) if least else "too few"
    told = {
        "drifting": (
            "Your tempo drifted: each stroke was a little longer or shorter than the last.",
            "Come back to the beat in your head every few strokes.",
        ),
        "uneven": (
            "Your strokes were uneven: some came soon, some late.",
            "Make every stroke the same length, and let the return take as long as the way out.",
        ),
        "too few": (
            "There were too few strokes to tell how even they are.",
            "Begin a stroke at every beat, to the end of the round.",
        ),
    }
    happened, next_time = told[how]
    # A half without a rhythm of its own counts as none.
    return Part(
        name="even",
        share=sum(falling(variation(half), FREE, NOTHING) for half in halves) / 2,
        weight=WEIGHTS["even"],
        happened=happened,
        next_time=next_time,
    )


def _complete(together: int, alone: int, plan: TempoPlan) -> Part:
    shares = [
        min(done / asked, asked / done) if done else 0.0
        for done, asked in ((together, plan.together_beats), (alone, plan.alone_beats))
    ]
    asked = plan.together_beats + plan.alone_beats
    return Part(
        name="complete",
        share=min(1.0, mean(shares) / 0.95),
        weight=WEIGHTS["complete"],
        happened=f"You made {together + alone} strokes where {asked} were asked for.",
        next_time="Make one stroke for every beat, also after the metronome has stopped.",
    )
