"""A trace: what the hand did in one round of a drill, sample by sample, on the browser's clock."""

import array
import math
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from operator import gt, sub
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    JsonValue,
    StringConstraints,
    model_validator,
)

from tableside.drills.device import Calibration, Device, Feedback
from tableside.drills.reading import WHOLE, Format, tidied_later
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


class Sample(NamedTuple):
    """One reading. Rounded when it enters a trace, so that writing and reading change nothing."""

    t: float
    """Milliseconds since the round's start."""

    press: float
    """Share of the device's own range, 0 to 1. Not a force; a calibration makes it one."""

    x: float | None
    """Place on the back map in centimetres; None while nothing touches."""

    y: float | None
    """Place on the back map in centimetres; None while nothing touches."""


def _number(title: str, low: float, high: float) -> Any:  # noqa: ANN401 - a field is of no type
    return Field(title=title, ge=low, le=high, allow_inf_nan=False)


_Row = tuple[
    Annotated[float, _number("t", 0, MAX_MILLISECONDS)],
    Annotated[float, _number("press", 0, 1)],
    Annotated[float, _number("x", -REACH, REACH)] | None,
    Annotated[float, _number("y", -REACH, REACH)] | None,
]
"""What is checked of a sample. A named tuple takes pydantic three times as long."""


_NEAREST: Final = 1.5 * 2.0**52
"""Added to a number and taken away again, it leaves the nearest whole number: a double of that
size has no room for fractions. No call of a function for each number is needed."""


def _entered(rows: tuple[_Row, ...]) -> tuple[Sample, ...]:
    # A whole number divided gives each value one spelling: 0.0 for -0.0, and for what is read back.
    near = _NEAREST
    t, press, x, y = zip(*rows, strict=True) if rows else ((), (), (), ())
    columns = (
        [(each * 10 + near - near) / 10 for each in t],
        [(each * 10_000 + near - near) / 10_000 for each in press],
        [each if each is None else (each * 100 + near - near) / 100 for each in x],
        [each if each is None else (each * 100 + near - near) / 100 for each in y],
    )
    return tuple(map(partial(tuple.__new__, Sample), zip(*columns, strict=True)))


_Samples = Annotated[tuple[_Row, ...], Field(max_length=MAX_SAMPLES), AfterValidator(_entered)]

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

    samples: Annotated[tuple[Sample, ...], GetPydanticSchema(lambda _, handler: handler(_Samples))]

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
        with TRACE_FORMAT.telling(), tidied_later():
            return cls(
                drill=drill,
                device=device,
                feedback=feedback,
                calibration=calibration,
                plan=dict(plan or {}),
                samples=tuple(samples),  # type: ignore[arg-type]  # pydantic makes them samples
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
    t, press, x, y = (numbers[column::4] for column in range(4))
    return Trace.of(
        zip(t, press, _places(x), _places(y), strict=True),
        drill=drill,
        device=device,
        feedback=feedback,
        plan=plan,
        calibration=calibration,
    )


def _places(numbers: Iterable[float]) -> list[float | None]:
    """Return the numbers, with None for each that is none: it alone is not its own equal."""
    return [each if each == each else None for each in numbers]  # noqa: PLR0124 - see above


def _check_places(samples: tuple[Sample, ...]) -> None:
    for number, (_, press, x, y) in enumerate(samples, start=1):
        if x is not None and y is not None:
            continue
        if (x is None) != (y is None):
            raise ValueError(f"sample {number} has only half a place: give x and y, or neither")
        if press > 0 and x is None:
            raise ValueError(f"sample {number} presses {press:g} at no place")


def _check_clock(samples: tuple[Sample, ...]) -> None:
    times = [t for t, _, _, _ in samples]
    if any(map(gt, times, times[1:])):
        number, after = next((n, t) for n, t in enumerate(times) if t < times[n - 1] and n)
        raise ValueError(
            f"time runs backwards at sample {number + 1}: {after:g} ms after "
            f"{times[number - 1]:g} ms"
        )
    spans = list(map(sub, times[MAX_PER_SECOND:], times))
    if spans and min(spans) < 1000:
        first = next(t for t, span in zip(times, spans, strict=False) if span < 1000)
        raise ValueError(
            f"more than {MAX_PER_SECOND} samples within the second after {first:g} ms: "
            "no device reports so often"
        )
