"""A trace: what the hand did in one round of a drill, sample by sample, on the browser's clock."""

import array
import math
import sys
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Annotated, Final, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
    model_validator,
)

from tableside.drills.device import Calibration, Device, Feedback
from tableside.drills.reading import Format
from tableside.errors import TablesideError
from tableside.knowledge.back_map import REACH

FORMAT: Final = "tableside-trace"
VERSION: Final = 2
"""Version 1 had no calibration and fewer devices; it is read as if it were of version 2."""

MAX_SAMPLES = 60_000
"""A trace holds no more samples than this: ten minutes at 100 a second."""

MAX_MILLISECONDS = 900_000
"""A trace lasts no longer than this: a quarter of an hour."""

MAX_PER_SECOND = 1_000
"""No device of ours reports more often than this within any one second."""

MAX_CHARACTERS = 4_000_000
"""A trace file longer than this is not read at all."""

DrillName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Which drill it was a round of, such as ``step-2-pressure``."""


class TraceError(TablesideError):
    """A trace cannot be read or believed; the message names what is wrong with it."""


def _rounded(digits: int) -> AfterValidator:
    # The sum turns -0.0 into 0.0, so that one value has one spelling.
    return AfterValidator(lambda value: round(value, digits) + 0.0)


class Sample(NamedTuple):
    """One reading. Rounded when it enters a trace, so that writing and reading change nothing."""

    t: Annotated[float, Field(ge=0, le=MAX_MILLISECONDS, allow_inf_nan=False), _rounded(1)]
    """Milliseconds since the round's start."""

    press: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), _rounded(4)]
    """Share of the device's own range, 0 to 1. Not a force; a calibration makes it one."""

    x: Annotated[float, Field(ge=-REACH, le=REACH, allow_inf_nan=False), _rounded(2)] | None
    """Place on the back map in centimetres; None while nothing touches."""

    y: Annotated[float, Field(ge=-REACH, le=REACH, allow_inf_nan=False), _rounded(2)] | None
    """Place on the back map in centimetres; None while nothing touches."""


TRACE_FORMAT = Format(
    what="trace",
    name=FORMAT,
    newest=VERSION,
    rows="samples",
    row="sample",
    columns=Sample._fields,
    most_characters=MAX_CHARACTERS,
    error=TraceError,
)


class Trace(BaseModel):
    """One round of a drill as recorded: who pressed where, when and how much, and with what."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    format: Literal["tableside-trace"] = FORMAT
    version: Annotated[Literal[1, 2], AfterValidator(lambda _: VERSION)] = VERSION
    drill: DrillName
    device: Device
    feedback: Feedback = Feedback.ALWAYS
    calibration: Calibration | None = None
    """What makes the device's shares newton; none where nobody made one."""

    plan: dict[str, JsonValue] = Field(default_factory=dict, max_length=40)
    """The plan that the drill showed. For reading only: a marker scores by its own plan."""

    samples: Annotated[tuple[Sample, ...], Field(max_length=MAX_SAMPLES)]

    @model_validator(mode="after")
    def _believable(self) -> Self:
        _check_places(self.samples)
        _check_clock(self.samples)
        return self

    @classmethod
    def of(  # noqa: PLR0913 - one argument for each field, all by name
        cls,
        samples: Iterable[tuple[float, float, float | None, float | None]],
        *,
        drill: str,
        device: Device,
        feedback: Feedback = Feedback.ALWAYS,
        plan: Mapping[str, JsonValue] | None = None,
        calibration: Calibration | None = None,
    ) -> Self:
        """Return a trace of samples (t, press, x, y); raises TraceError naming what is wrong."""
        try:
            return cls(
                drill=drill,
                device=device,
                feedback=feedback,
                calibration=calibration,
                plan=dict(plan or {}),
                samples=tuple(Sample(*sample) for sample in samples),
            )
        except ValidationError as error:
            raise TRACE_FORMAT.told(error) from None

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the trace written in *text*; raises TraceError naming what is wrong."""
        TRACE_FORMAT.check_header(text)
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise TRACE_FORMAT.told(error) from None

    def to_json(self) -> str:
        """Return the trace as text that ``from_json`` reads back unchanged."""
        return self.model_dump_json()

    @property
    def seconds(self) -> float:
        """How long the recording lasts."""
        return self.samples[-1].t / 1000 if self.samples else 0.0


def trace_to_float32(trace: Trace) -> bytes:
    """Return the samples as a widget shows them: the message that ``trace_from_float32`` reads."""
    nothing = math.nan
    numbers = array.array("f")
    for t, press, x, y in trace.samples:
        numbers.extend((t, press, nothing if x is None else x, nothing if y is None else y))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def trace_from_float32(  # noqa: PLR0913 - one argument for each field, all by name
    message: bytes,
    *,
    drill: str,
    device: Device,
    feedback: Feedback = Feedback.ALWAYS,
    plan: Mapping[str, JsonValue] | None = None,
    calibration: Calibration | None = None,
) -> Trace:
    """Return the trace that a widget sent: little-endian 32-bit numbers t, press, x, y in turn.

    A place that is not a number (NaN) means that nothing touched.
    """
    if len(message) % 16:
        raise TraceError(
            f"the recording has {len(message)} bytes; a whole number of samples has 16 each"
        )
    numbers = array.array("f")
    numbers.frombytes(message)
    if sys.byteorder == "big":
        numbers.byteswap()
    samples = (
        (t, press, None if math.isnan(x) else x, None if math.isnan(y) else y)
        for t, press, x, y in zip(*[iter(numbers)] * 4, strict=True)
    )
    return Trace.of(
        samples,
        drill=drill,
        device=device,
        feedback=feedback,
        plan=plan,
        calibration=calibration,
    )


def _check_places(samples: tuple[Sample, ...]) -> None:
    for number, sample in enumerate(samples, start=1):
        if (sample.x is None) != (sample.y is None):
            raise ValueError(f"sample {number} has only half a place: give x and y, or neither")
        if sample.press > 0 and sample.x is None:
            raise ValueError(f"sample {number} presses {sample.press:g} at no place")


def _check_clock(samples: tuple[Sample, ...]) -> None:
    for number, (before, after) in enumerate(pairwise(samples), start=2):
        if after.t < before.t:
            raise ValueError(
                f"time runs backwards at sample {number}: {after.t:g} ms after {before.t:g} ms"
            )
    for first, last in zip(samples, samples[MAX_PER_SECOND:], strict=False):
        if last.t - first.t < 1000:
            raise ValueError(
                f"more than {MAX_PER_SECOND} samples within the second after {first.t:g} ms: "
                "no device reports so often"
            )
