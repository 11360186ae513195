"""The pressure drill in Python: what it shows, what it scores, and what it says of trouble."""

import array
import math
import random
from typing import Any

import pytest

from tableside.drills import Device, Feedback, PressurePlan, Trace, score_pressure
from tableside.drills.simulated import EXPERT, simulate
from tableside.knowledge.back_map import back_map
from tableside.widgets.pressure_drill import PressureDrill

PLAN = PressurePlan(hold_seconds=4)
ROUND = simulate(PLAN, EXPERT, random.Random(1))
META = {"recording": "one", "device": "mouse-drag", "feedback": "always"}


def message(trace: Trace) -> memoryview:
    """Return a trace as the page sends it."""
    numbers = array.array("f")
    for t, press, x, y in trace.samples:
        numbers.extend([t, press, math.nan if x is None else x, math.nan if y is None else y])
    return memoryview(numbers.tobytes())


def send(drill: PressureDrill, trace: Trace = ROUND, **meta: Any) -> None:
    """Let the page's one message of a round arrive."""
    drill.set_state({"trace_meta": {**META, **meta}, "trace_bytes": message(trace)})


def test_a_round_is_scored_from_its_raw_samples() -> None:
    """The page sends what the hand did; the score is Python's."""
    drill = PressureDrill(PLAN)
    send(drill)
    expected = score_pressure(ROUND, PLAN)

    assert drill.error == ""
    assert drill.result["verdict"] == "safe"
    assert drill.result["points"] == pytest.approx(expected.points, abs=0.1)
    assert drill.result["recording"] == "one"


def test_the_hook_gets_the_trace_and_its_score() -> None:
    """Homework keeps what it is given, and can score it again to the same points."""
    kept = []
    drill = PressureDrill(PLAN, drill_id="step-2", on_round=lambda *given: kept.append(given))
    send(drill, feedback="hidden")
    ((trace, score),) = kept

    assert (trace.drill, trace.device, trace.feedback) == (
        "step-2",
        Device.MOUSE_DRAG,
        Feedback.HIDDEN,
    )
    assert trace.plan["hold_seconds"] == 4
    assert score == score_pressure(Trace.from_json(trace.to_json()), PLAN)
    assert (drill.last_trace, drill.last_score) == (trace, score)


def test_a_hook_that_fails_is_told_and_the_score_stands() -> None:
    """A full disk does not take the learner's score away, and is not silent."""

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    drill = PressureDrill(PLAN, on_round=fail)
    send(drill)

    assert drill.error == "The round was scored, but it was not kept: the disk is full"
    assert drill.result["status"] == "scored"


def test_a_later_good_round_clears_the_trouble() -> None:
    """What is no longer wrong is no longer shown."""
    drill = PressureDrill(PLAN)
    send(drill, device="foot")
    assert "the recording says 'foot'; known are mouse-drag, pen" in drill.error

    send(drill, recording="two")
    assert drill.error == ""
    assert drill.result["recording"] == "two"


def test_a_recording_that_cannot_be_read_is_told() -> None:
    """Half a message says so inside the widget."""
    drill = PressureDrill(PLAN)
    drill.set_state({"trace_meta": META, "trace_bytes": memoryview(b"123")})

    assert "3 bytes" in drill.error
    assert drill.result == {}


def test_the_same_round_twice_is_scored_twice() -> None:
    """A new recording of the same movement is a new round."""
    rounds = []
    drill = PressureDrill(PLAN, on_round=lambda *given: rounds.append(given))
    send(drill, recording="one")
    send(drill, recording="two")

    assert len(rounds) == 2


def test_a_misspelt_argument_is_refused() -> None:
    """A lesson's slip does not pass in silence."""
    with pytest.raises(TypeError, match="plann"):
        PressureDrill(plann=PLAN)
    with pytest.raises(ValueError, match="sometimes"):
        PressureDrill(feedback="sometimes")


def test_the_text_equal_says_what_to_do_and_how_it_went() -> None:
    """The drill can be read without its picture."""
    drill = PressureDrill(PLAN)
    assert "muscle beside the spine, either side, L3 to L5" in drill.as_text()
    assert "hold for 4 s" in drill.as_text()
    assert drill.as_text().endswith("No round has been done yet.")

    send(drill)
    assert "of 100 points" in drill.as_text()


def test_the_page_gets_every_zone_and_the_scored_band() -> None:
    """The page draws from what Python knows and knows no rules itself."""
    drill = PressureDrill(PLAN)

    assert [zone["id"] for zone in drill.map["zones"]] == [zone.id for zone in back_map().zones]
    assert [tuple(corner) for corner in drill.round["profile"]] == list(PLAN.profile())
    assert drill.round["phases"][-1]["until"] == PLAN.seconds
