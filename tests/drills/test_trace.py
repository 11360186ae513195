"""A trace is read back as it was written, or refused by name."""

import array
import itertools
import json
import math
import random
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.drills import (
    Calibration,
    Device,
    Feedback,
    PressurePlan,
    Trace,
    TraceError,
    score_pressure,
    trace_from_float32,
    trace_to_float32,
)
from tableside.drills.samples import MAX_SAMPLES, Row, Samples
from tableside.drills.simulated import EXPERT, simulate
from tableside.drills.trace import MAX_CHARACTERS

GOOD = {
    "format": "tableside-trace",
    "version": 1,
    "drill": "step-2-pressure",
    "device": "mouse-drag",
    "feedback": "always",
    "plan": {},
    "samples": [[0.0, 0.0, None, None], [16.7, 0.25, 4.0, 20.0]],
}


def written(**changes: Any) -> str:
    """Return a good trace as text, with some entries changed; None takes an entry out."""
    changed = {**GOOD, **changes}
    return json.dumps({name: value for name, value in changed.items() if value is not None})


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    """Any trace that a device could record."""
    steps = draw(st.lists(st.floats(1, 80), max_size=60))
    now, samples = 0.0, []
    for step in steps:
        now += step
        place = draw(st.none() | st.tuples(st.floats(-20, 20), st.floats(-10, 45)))
        press = draw(st.floats(0, 1)) if place else 0.0
        samples.append((now, press, *(place or (None, None))))
    device, feedback = draw(st.sampled_from(Device)), draw(st.sampled_from(Feedback))
    return Trace.of(samples, drill="any-drill", device=device, feedback=feedback)


@given(traces())
def test_writing_and_reading_changes_nothing(trace: Trace) -> None:
    """A trace and its file are worth the same, to the last digit."""
    plan = PressurePlan()
    again = Trace.from_json(trace.to_json())

    assert trace == again
    assert trace.to_json() == again.to_json()
    assert score_pressure(trace, plan) == score_pressure(again, plan)


def test_the_format_is_named_and_numbered() -> None:
    """A later course knows what it has before it."""
    trace = Trace.from_json(written())
    document = json.loads(trace.to_json())

    assert document["format"] == "tableside-trace"
    assert document["version"] == 2
    assert document["samples"] == GOOD["samples"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "this is not a trace: it is not JSON"),
        ("[" * 100_000, "this is not a trace: it is not JSON"),
        ("[]", 'this is not a trace: it does not say "format"'),
        ("{}", 'this is not a trace: it does not say "format"'),
        (written(format="other"), 'this is not a trace: it does not say "format"'),
        (written(format=None), 'this is not a trace: it does not say "format"'),
        (written(version=1.0), "version is 1.0: this course reads 1 to 2"),
        (
            written(version=3),
            "this trace is of version 3, and this course reads version 1 to 2:",
        ),
        (written(version=0), "version is 0: this course reads 1 to 2"),
        (written(version=True), "version is True: this course reads 1 to 2"),
        (written(version=None), "version is None: this course reads 1 to 2"),
        (
            written(calibration={"newton_full": 0, "made": "2026-03-14T09:30:00Z", "residual": 1}),
            "calibration.newton_full is 0",
        ),
        (
            written(calibration={"newton_full": 50, "made": "yesterday", "residual": 1}),
            "calibration.made is 'yesterday': write the time as 2026-03-14T09:30:00Z",
        ),
        (
            written(calibration={"newton_full": 50, "made": "2026-03-14", "residual": 1}),
            "calibration.made is '2026-03-14': say the time zone",
        ),
        (written(drill=None), "drill is missing"),
        (written(drill="../up"), "drill is '../up'"),
        (written(device="foot"), "device is 'foot': input should be 'mouse-drag', 'pen', 'touch'"),
        (written(score=100), "score is 100: extra inputs are not permitted"),
        (written(samples=[[0, 1.2, 4, 20]]), "sample 1, press is 1.2: input should be less than"),
        (written(samples=[[0, -0.1, 4, 20]]), "sample 1, press is -0.1"),
        (written(samples=[[0, "1", 4, 20]]), "sample 1, press is '1': input should be a valid num"),
        (written(samples=[[0, math.nan, 4, 20]]), "sample 1, press is nan: input should be a fin"),
        (written(samples=[[math.inf, 0, 4, 20]]), "sample 1, t is inf"),
        (written(samples=[[-1, 0, 4, 20]]), "sample 1, t is -1"),
        (written(samples=[[0, 0, 4]]), "sample 1, y is missing"),
        (written(samples=[[0, 0, 400, 20]]), "sample 1, x is 400"),
        (written(samples=[[0, 0, 4, None]]), "sample 1 has only half a place"),
        (written(samples=[[0, 0.3, None, None]]), "sample 1 presses 0.3 at no place"),
        (written(samples=[[5, 0, 4, 20], [1, 0, 4, 20]]), "time runs backwards at sample 2: 1 ms"),
        (written(samples=[[t / 2, 0, 4, 20] for t in range(1002)]), "more than 1000 samples with"),
        (written(samples=[[t, 0, 4, 20] for t in range(MAX_SAMPLES + 1)]), "at most 60000 items"),
        (written(drill="x" * MAX_CHARACTERS), "characters long; at most 4,000,000 are read"),
    ],
)
def test_what_cannot_be_a_trace_is_refused_by_name(text: str, told: str) -> None:
    """The message says what is wrong, so that a person can tell a slip from a forgery."""
    with pytest.raises(TraceError) as refused:
        Trace.from_json(text)

    assert told in str(refused.value)
    assert len(str(refused.value)) < 600


def test_many_faults_are_counted_and_not_all_listed() -> None:
    """A broken file does not fill the screen."""
    with pytest.raises(TraceError, match="and 7 more faults"):
        Trace.from_json(written(samples=[[0, 2, 4, 20]] * 10))


def test_the_page_s_numbers_become_a_trace() -> None:
    """Four numbers a sample; a place that is not a number is no touch."""
    message = array.array("f", [0, 0, math.nan, math.nan, 16.66, 0.3, 4.123, 20]).tobytes()
    trace = trace_from_float32(message, drill="a-drill", device=Device.PEN)

    assert trace.samples[0] == (0.0, 0.0, None, None)
    assert trace.samples[1] == (16.7, 0.3, 4.12, 20.0)


@given(
    st.tuples(
        st.floats(0, 900_000, width=32),
        st.floats(0, 1, width=32),
        st.floats(-60, 60, width=32),
        st.floats(-60, 60, width=32),
    )
)
def test_the_page_s_numbers_are_rounded_as_anybody_would(
    numbers: tuple[float, float, float, float],
) -> None:
    """The quick way to round ten thousand samples gives what Python's own way gives."""
    message = array.array("f", numbers).tobytes()
    (sample,) = trace_from_float32(message, drill="a-drill", device=Device.PEN).samples
    expected = tuple(
        round(number, digits) for number, digits in zip(numbers, (1, 4, 2, 2), strict=True)
    )

    assert expected == sample
    assert not any(number == 0 and math.copysign(1, number) < 0 for number in sample)


@given(st.floats(0, 900_000), st.floats(0, 1), st.floats(-60, 60), st.floats(-60, 60))
def test_a_sample_is_rounded_once(t: float, press: float, x: float, y: float) -> None:
    """What has entered a trace enters the next one unchanged."""
    once = Trace.of([(t, press, x, y)], drill="a-drill", device=Device.PEN)
    twice = Trace.of(once.samples, drill="a-drill", device=Device.PEN)

    assert once.samples == twice.samples
    assert once.samples[0] == pytest.approx((t, press, x, y), abs=0.0501)


def test_half_a_sample_is_refused() -> None:
    """A message that was cut is not scored."""
    with pytest.raises(TraceError, match="18 bytes; a whole number of samples has 16 each"):
        trace_from_float32(bytes(18), drill="a-drill", device=Device.PEN)


def test_a_number_that_is_none_is_refused_from_the_page_too() -> None:
    """What a person's file may not say, a page may not send."""
    message = array.array("f", [0, math.nan, 4, 20]).tobytes()

    with pytest.raises(TraceError, match="sample 1, press is nan"):
        trace_from_float32(message, drill="a-drill", device=Device.PEN)


NO_NUMBERS = (math.nan, math.inf, -math.inf)
ODD = (
    (-1.0, -0.0, 7.77, 900_000.0, 900_001.0, *NO_NUMBERS),
    (-0.1, -0.0, 0.55555, 1.0, 1.1, *NO_NUMBERS),
    (None, -60.1, -60.0, -0.0, 60.0, 60.1, *NO_NUMBERS),
    (None, -60.1, -60.0, -0.0, 60.0, 60.1, *NO_NUMBERS),
)
"""Of each column, numbers at the bounds, beyond them, and none at all."""


@pytest.mark.parametrize(
    ("column", "number"), [(c, number) for c, numbers in enumerate(ODD) for number in numbers]
)
def test_columns_are_judged_as_their_rows_are(column: int, number: float | None) -> None:
    """Ten thousand samples are looked at column by column, and no worse for it."""
    for place in range(3):
        columns = [[0.0, 10.0, 20.0], [0.0, 0.5, 0.1], [4.0, 4.0, 4.0], [20.0, 20.0, 20.0]]
        columns[column][place] = number

        rows = entered(list(zip(*columns, strict=True)))
        assert entered(Samples(*map(tuple, columns))) == rows


def test_columns_that_end_too_soon_are_refused() -> None:
    """No sample is dropped because one column lacks it."""
    with pytest.raises(ValueError, match=r"different lengths: \[2, 2, 1, 2\]"):
        Samples((0.0, 1.0), (0.0, 0.0), (4.0,), (20.0, 20.0))


def entered(samples: Iterable[Row]) -> str:
    """Return the trace that samples make, or what is said to them."""
    try:
        return Trace.of(samples, drill="a-drill", device=Device.PEN).to_json()
    except TraceError as error:
        return str(error)


def test_a_trace_cannot_be_changed() -> None:
    """What was recorded stays as it was."""
    trace = Trace.from_json(written())

    with pytest.raises(ValueError, match="frozen"):
        trace.drill = "other"


def test_what_a_widget_is_shown_is_what_it_would_have_sent() -> None:
    """A round restored from its file draws the line that was pressed."""
    plan = PressurePlan()
    trace = simulate(plan, EXPERT, random.Random(3), drill="shown")
    again = trace_from_float32(trace_to_float32(trace), drill="shown", device=trace.device)

    assert len(again.samples) == len(trace.samples)
    for one, other in zip(trace.samples, again.samples, strict=True):
        assert other.t == pytest.approx(one.t, abs=0.1)
        assert other.press == pytest.approx(one.press, abs=1e-4)
        assert (other.x is None) == (one.x is None)


def test_a_file_of_version_1_is_read_and_written_as_version_2() -> None:
    """What students handed in before the newer devices came is still worth the same."""
    old = Trace.from_json(written(version=1))
    new = Trace.from_json(written(version=2, calibration=None))

    assert old == new
    assert json.loads(old.to_json())["version"] == 2


@pytest.mark.parametrize("device", ["gamepad-trigger", "load-cell", "scale-reading"])
def test_newer_devices_are_read(device: str) -> None:
    """A trace may come from a trigger, a sensor or a kitchen scale."""
    assert Trace.from_json(written(device=device)).device.value == device


def test_a_calibration_survives_its_file() -> None:
    """Newton at the full range, when, and how exact."""
    made = Calibration(newton_full=49, made="2026-03-14T09:30:00Z", residual=0.4)
    trace = Trace.of([(0, 0.5, 4, 20)], drill="a", device=Device.LOAD_CELL, calibration=made)

    assert Trace.from_json(trace.to_json()).calibration == made
    assert made.newton(0.5) == pytest.approx(24.5)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 60), max_size=4))
def test_in_how_many_batches_the_page_sends_changes_nothing(cuts: list[int]) -> None:
    """Samples that arrive in batches make the same trace, and the same score, as all at once."""
    whole = simulate(PressurePlan(), EXPERT, random.Random(5), drill="a-drill")
    message = trace_to_float32(whole)
    ends = sorted({0, len(message), *(16 * cut for cut in cuts)})
    batches = [message[start:end] for start, end in itertools.pairwise(ends)]
    joined = trace_from_float32(b"".join(batches), drill="a-drill", device=whole.device)

    assert joined.samples == whole.samples
    assert score_pressure(joined, PressurePlan()) == score_pressure(whole, PressurePlan())
