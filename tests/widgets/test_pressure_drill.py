"""The pressure drill in Python: what it shows, what it scores, and what it says of trouble."""

import array
import math
import random
from typing import Any

import pytest

from tableside.drills import Device, Feedback, PressurePlan, Trace, score_pressure
from tableside.drills.simulated import EXPERT, STUDENT, simulate
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


def test_a_recording_is_scored_and_kept_once() -> None:
    """The page sends a round again when it heard no answer; that is no second round."""
    rounds = []
    drill = PressureDrill(PLAN, on_round=lambda *given: rounds.append(given))
    for sending in (0.1, 0.2):
        send(drill, recording="one", sending=sending)

    assert len(rounds) == 1
    assert drill.answered == ["one"]


def test_only_the_last_recordings_are_remembered() -> None:
    """A long lesson does not grow without end."""
    drill = PressureDrill(PLAN)
    for number in range(25):
        send(drill, recording=str(number))

    assert drill.answered == [str(number) for number in range(5, 25)]


def test_a_round_that_was_kept_before_a_restart_is_not_kept_again() -> None:
    """The kernel went away between keeping and answering: the page sends the round once more."""
    rounds = []
    kept = Trace.from_json(ROUND.to_json())
    drill = PressureDrill(PLAN, on_round=lambda *given: rounds.append(given), last=kept)
    send(drill, recording="one")

    assert rounds == []
    assert drill.answered == ["one"]
    assert drill.result["recording"] == "one"
    assert drill.result["status"] == "scored"


def test_a_round_that_was_not_kept_is_kept_when_it_comes_again() -> None:
    """It is not scored as another round, and not forgotten either."""
    trouble = [OSError("the disk is full")]
    rounds = []

    def keep(*given: object) -> None:
        if trouble:
            raise trouble.pop()
        rounds.append(given)

    drill = PressureDrill(PLAN, on_round=keep)
    send(drill, recording="one", sending=0.1)
    assert drill.answered == []
    send(drill, recording="one", sending=0.2)

    assert len(rounds) == 1
    assert drill.error == ""
    assert drill.answered == ["one"]
    assert drill.earlier == {"rounds": [], "text": ""}


def test_a_calibration_goes_into_the_trace() -> None:
    """Only a device that feels force, and was compared with masses, may speak of newtons."""
    drill = PressureDrill(PLAN)
    made = {"newton": 40, "made": "2026-11-22T09:30:00Z", "residual": 0.02}
    send(drill, device="load-cell", calibration=made)

    assert drill.last_trace is not None
    assert drill.last_trace.calibration is not None
    assert drill.last_trace.calibration.newton_full == 40
    assert "how hard you pressed" in drill.result["claim"]


@pytest.mark.parametrize(
    "calibration", [{}, 7, {"newton": -1, "made": "today", "residual": 0}, {"newton": 40}]
)
def test_a_calibration_that_makes_no_sense_is_told(calibration: object) -> None:
    """No newtons come from nonsense, and no round is scored with it."""
    drill = PressureDrill(PLAN)
    send(drill, device="load-cell", calibration=calibration)

    assert "the recording's calibration" in drill.error
    assert drill.result == {}


def test_earlier_rounds_are_the_best_and_the_last() -> None:
    """Their lines are thinned for drawing, and told in a sentence."""
    drill = PressureDrill(PLAN)
    slow = simulate(PLAN, STUDENT, random.Random(4))
    send(drill, ROUND, recording="one")
    assert drill.earlier == {"rounds": [], "text": ""}
    best = f"{drill.result['points']:.0f}"
    send(drill, slow, recording="two")
    assert [each["label"] for each in drill.earlier["rounds"]] == [f"best and last {best}"]
    last = f"{drill.result['points']:.0f}"
    send(drill, ROUND, recording="three")

    assert [each["label"] for each in drill.earlier["rounds"]] == [f"best {best}", f"last {last}"]
    assert all(100 < len(each["line"]) < 500 for each in drill.earlier["rounds"])
    assert drill.earlier["text"] == (
        f"Your best round so far: {best} of 100. The round before: {last} of 100."
    )


def test_an_unsafe_round_is_never_the_best() -> None:
    """Points beside an unsafe round do not count."""
    drill = PressureDrill(PLAN)
    spine = back_map().zone("spine").spot
    unsafe = Trace.of(
        [(t, press, *(spine if press else (None, None))) for t, press, _, _ in ROUND.samples],
        drill="simulated",
        device=Device.MOUSE_DRAG,
    )
    send(drill, unsafe, recording="one")
    send(drill, ROUND, recording="two")

    assert [each["kind"] for each in drill.earlier["rounds"]] == ["last"]
    assert drill.earlier["text"] == "The round before was unsafe."


def test_a_better_round_is_called_the_best() -> None:
    """Progress is said when there is some."""
    drill = PressureDrill(PLAN)
    send(drill, simulate(PLAN, STUDENT, random.Random(4)), recording="one")
    send(drill, ROUND, recording="two")

    assert drill.earlier["text"].startswith("This is your best round so far. The round before:")


def test_a_fading_line_shows_less_from_round_to_round() -> None:
    """Each fading round takes a part away; rounds of other kinds take none."""
    drill = PressureDrill(PLAN, feedback="fading")
    shown = []
    for number, feedback in enumerate(("fading", "always", "fading", "fading", "fading")):
        shown.append(sum(until - start for start, until in drill.round["shown_spans"]))
        send(drill, recording=str(number), feedback=feedback)

    assert shown[0] == pytest.approx(PLAN.seconds)
    assert shown[1] == shown[2]
    assert shown[1] > shown[3] > shown[4] > 0
    assert drill.round["shown_spans"] == []


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
