"""Every drill of the course as one line in a cell: ``hold_drill()``, ``towel_timer()`` and so on.

Each round takes 20 to 90 seconds. Rounds are kept in ``practice.jsonl`` beside the notebook, so
that best and last round and due retests are there on other days; ``practice=None`` keeps none.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    EventLog,
    Feedback,
    PressurePlan,
    ReleasePlan,
    TaperPlan,
    TempoPlan,
    TowelPlan,
    Trace,
)
from tableside.drills.towel import Saying, usual_surface
from tableside.widgets._practice_file import NAME
from tableside.widgets._recorded_drill import OnRound, RecordedDrill
from tableside.widgets.pressure_drill import TraceDrill
from tableside.widgets.towel_timer import TowelTimer

PACES = (1.0, 5.0, 10.0, 20.0)
"""How many times as fast as life the towel timer's clock can run in a lesson."""

SECOND_TOWEL_PACE = 20.0
"""Two towels one after the other run so many times as fast as life, unless a learner chooses."""

HOLD_SECONDS = 10.0
RELEASE_HOLD_SECONDS = 6.0
COVERAGE_SECONDS = 60.0
BALANCE_SECONDS = 40.0
TEMPO_SECONDS = 25.0
"""How long the work of a lesson's round lasts; for the tempo, each half of it."""


def hold_drill(**options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of leaning in, holding a band and easing off (step 2)."""
    return _pressed(PressurePlan(hold_seconds=HOLD_SECONDS), "hold", options)


def taper_drill(**options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of strokes that get lighter after deep work (step 6)."""
    return _pressed(TaperPlan(), "taper", options)


def release_drill(**options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of letting go slowly (step 10)."""
    return _pressed(ReleasePlan(hold_seconds=RELEASE_HOLD_SECONDS), "release", options)


def coverage_drill(**options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of covering a region evenly, never too long in one place (step 9)."""
    return _pressed(CoveragePlan(work_seconds=COVERAGE_SECONDS), "coverage", options)


def balance_drill(**options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of giving both sides the same (step 9)."""
    return _pressed(BalancePlan(work_seconds=BALANCE_SECONDS), "balance", options)


def tempo_drill(stroke: str = "petrissage", **options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of a stroke's tempo, with the metronome and without it (step 10).

    *stroke* is an id of ``strokes.toml``, such as ``petrissage`` or ``effleurage``; raises
    UnknownNameError for another.
    """
    plan = TempoPlan(stroke=stroke, together_seconds=TEMPO_SECONDS, alone_seconds=TEMPO_SECONDS)
    return _pressed(plan, f"tempo-{stroke}", options)


def breath_drill(rating: int = 5, **options: Any) -> TraceDrill:  # noqa: ANN401 - those of ``drill``
    """Return the drill of breathing, letting go, pausing and deciding (step 7).

    *rating*, from 0 to 10, is what the client says when asked.
    """
    return _pressed(BreathPlan(rating=rating), "breath", options)


def towel_timer(
    says: Sequence[Saying] | None = None,
    paces: Sequence[float] = PACES,
    **options: Any,  # noqa: ANN401 - those of ``drill``
) -> TowelTimer:
    """Return the towel timer (step 3); *paces* are those that a learner can choose.

    *says* is what the client says and when; left out, each round has another client.
    """
    return _timed(TowelPlan(says=tuple(says or ())), "towel-timer", says is None, paces, options)


def second_towel_drill(
    says: Sequence[Saying] | None = None,
    paces: Sequence[float] = PACES,
    **options: Any,  # noqa: ANN401 - those of ``drill``
) -> TowelTimer:
    """Return the drill of laying a fresh towel on, or leaving it at one (step 5)."""
    plan = TowelPlan(
        pace=SECOND_TOWEL_PACE, surfaces=(usual_surface(),) * 2, says=tuple(says or ())
    )
    return _timed(plan, "second-towel", says is None, paces, options)


def drill(  # noqa: PLR0913 - a drill's own arguments, and where its rounds go
    plan: AnyPlan,
    *,
    drill_id: str = "drill",
    on_round: OnRound | None = None,
    feedback: Feedback | str = Feedback.ON_REQUEST,
    last: tuple[Trace | None, EventLog | None] | None = None,
    practice: Path | str | None = None,
    paces: Sequence[float] = (),
    varied: bool = False,
) -> RecordedDrill:
    """Return the drill of any plan of the catalogue, as homework needs it.

    *on_round* is called after each round with its trace, its event log (None where the drill has
    none) and its score; *last* is an earlier recording to show; *practice* is the file in which
    rounds are kept besides; *paces* are those that the towel timer offers besides its plan's, and
    with *varied* another client lies under its towel in each round.
    """
    if isinstance(plan, TowelPlan):
        return TowelTimer(
            plan,
            drill_id=drill_id,
            paces=paces,
            varied=varied,
            on_round=on_round,
            feedback=feedback,
            last=last,
            practice=practice,
        )
    return TraceDrill(
        plan,
        drill_id=drill_id,
        on_round=on_round,
        feedback=feedback,
        last=last,
        practice=practice,
    )


def _lesson(drill_id: str, options: dict[str, Any]) -> dict[str, Any]:
    return {"drill_id": drill_id, "practice": NAME, **options}


def _timed(
    plan: TowelPlan,
    drill_id: str,
    varied: bool,  # noqa: FBT001 - called above alone
    paces: Sequence[float],
    options: dict[str, Any],
) -> TowelTimer:
    shown = drill(plan, paces=paces, varied=varied, **_lesson(drill_id, options))
    assert isinstance(shown, TowelTimer)  # noqa: S101 - what a towel plan makes
    return shown


def _pressed(plan: AnyPlan, drill_id: str, options: dict[str, Any]) -> TraceDrill:
    shown = drill(plan, **_lesson(drill_id, options))
    assert isinstance(shown, TraceDrill)  # noqa: S101 - what every plan but the towel's makes
    return shown
