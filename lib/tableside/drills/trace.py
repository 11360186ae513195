"""A trace: what the hand did in one round of a drill, sample by sample, on the browser's clock."""

import array
import math
import sys
from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    model_validator,
)

from tableside.drills.device import Calibration, Device, Feedback
from tableside.drills.reading import WHOLE, Format, tidied_later
from tableside.drills.samples import Row, Sample, Samples
from tableside.errors import TablesideError

FORMAT: Final = "tableside-trace"
VERSION: Final = 2
"""Version 1 had no calibration and fewer devices; it is read as if it were of version 2."""

MAX_CHARACTERS = 4_000_000
"""A trace file longer than this is not read at all."""

DrillName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""Which drill it was a round of, such as ``step-2-pressure``."""


class TraceError(TablesideError):
    """A trace cannot be read or believed; the message names what is wrong with it."""


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
    version: Annotated[Literal[1, 2], WHOLE, AfterValidator(lambda _: VERSION)] = VERSION
    drill: DrillName
    device: Device
    feedback: Feedback = Feedback.ALWAYS
    calibration: Calibration | None = None
    """What makes the device's shares newton; none where nobody made one."""

    plan: dict[str, JsonValue] = Field(default_factory=dict, max_length=40)
    """The plan that the drill showed. For reading only: a marker scores by its own plan."""

    samples: Samples

    @model_validator(mode="after")
    def _believable(self) -> Self:
        self.samples.check()
        return self

    @classmethod
    def of(  # noqa: PLR0913 - one argument for each field, all by name
        cls,
        samples: Iterable[Row],
        *,
        drill: str,
        device: Device,
        feedback: Feedback = Feedback.ALWAYS,
        plan: Mapping[str, JsonValue] | None = None,
        calibration: Calibration | None = None,
    ) -> Self:
        """Return a trace of samples (t, press, x, y); raises TraceError naming what is wrong."""
        with TRACE_FORMAT.telling(), tidied_later():
            return cls(
                drill=drill,
                device=device,
                feedback=feedback,
                calibration=calibration,
                plan=dict(plan or {}),
                # Rows are made samples by pydantic.
                samples=samples if isinstance(samples, Samples) else tuple(samples),  # type: ignore[arg-type]
            )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the trace written in *text*; raises TraceError naming what is wrong."""
        return TRACE_FORMAT.read(cls, text)

    def to_json(self) -> str:
        """Return the trace as text that ``from_json`` reads back unchanged."""
        return self.model_dump_json()

    @property
    def seconds(self) -> float:
        """How long the recording lasts."""
        return self.samples.t[-1] / 1000 if self.samples else 0.0


def trace_to_float32(trace: Trace) -> bytes:
    """Return the samples as a widget shows them: the message that ``trace_from_float32`` reads."""
    samples = trace.samples
    numbers = array.array("f", bytes(16 * len(samples)))
    for place, column in enumerate((samples.t, samples.press, samples.x, samples.y)):
        numbers[place::4] = array.array("f", [math.nan if n is None else n for n in column])
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
    t, press, x, y = (numbers[column::4] for column in range(4))
    return Trace.of(
        Samples(tuple(t), tuple(press), _places(x), _places(y)),
        drill=drill,
        device=device,
        feedback=feedback,
        plan=plan,
        calibration=calibration,
    )


def _places(numbers: Iterable[float]) -> tuple[float | None, ...]:
    """Return the numbers, with None for each that is none: it alone is not its own equal."""
    return tuple([each if each == each else None for each in numbers])  # noqa: PLR0124 - see above
