"""The samples of a trace, kept as columns: ten thousand rows would be as many objects."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, repeat
from math import isfinite
from operator import gt, is_, sub
from typing import Annotated, Any, Final, NamedTuple, Self, overload

from pydantic import AfterValidator, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from tableside.knowledge.back_map import REACH

MAX_SAMPLES = 60_000
"""A trace holds no more samples than this: ten minutes at 100 a second."""

MAX_MILLISECONDS = 900_000
"""A trace lasts no longer than this: a quarter of an hour."""

MAX_PER_SECOND = 1_000
"""No device of ours reports more often than this within any one second."""


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


Row = tuple[float, float, float | None, float | None]
"""A sample as it comes in."""


@dataclass(frozen=True, slots=True)
class Samples(Sequence[Sample]):
    """The samples of a round in their order, and each of the four columns by itself.

    Raises ValueError for columns that are not equally long.
    """

    t: tuple[float, ...]
    press: tuple[float, ...]
    x: tuple[float | None, ...]
    y: tuple[float | None, ...]

    def __post_init__(self) -> None:
        """Refuse columns of which one would end before the others."""
        lengths = [len(column) for column in (self.t, self.press, self.x, self.y)]
        if min(lengths) != max(lengths):
            raise ValueError(f"the columns of samples have different lengths: {lengths}")

    def __len__(self) -> int:
        """Return how many samples there are."""
        return len(self.t)

    @overload
    def __getitem__(self, at: int) -> Sample: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Sample, ...]: ...
    def __getitem__(self, at: int | slice) -> Sample | tuple[Sample, ...]:
        """Return one sample, or those of a slice."""
        if isinstance(at, int):
            return Sample(self.t[at], self.press[at], self.x[at], self.y[at])
        return tuple(map(Sample, self.t[at], self.press[at], self.x[at], self.y[at]))

    def __iter__(self) -> Iterator[Sample]:
        """Yield every sample."""
        return map(Sample, self.t, self.press, self.x, self.y)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return how pydantic reads samples (as rows, or as they are) and writes them (as rows)."""
        rows = handler(_Rows)
        return core_schema.json_or_python_schema(
            json_schema=rows,
            python_schema=core_schema.no_info_wrap_validator_function(_columns, rows),
            serialization=core_schema.plain_serializer_function_ser_schema(
                cls.rows, return_schema=handler.generate_schema(tuple[Row, ...])
            ),
        )

    def rows(self) -> tuple[Row, ...]:
        """Return the samples as plain rows: quicker to make and to take apart."""
        return tuple(zip(self.t, self.press, self.x, self.y, strict=True))

    def in_bounds(self) -> bool:
        """Return whether every number is one that a trace may hold; the rows say which is not."""
        places = [each for each in {*self.x, *self.y} if each is not None]
        return (
            len(self.t) <= MAX_SAMPLES
            and _within(self.t, 0, MAX_MILLISECONDS)
            and _within(self.press, 0, 1)
            and _within(places, -REACH, REACH)
        )

    def rounded(self) -> Self:
        """Return the samples as a trace holds them."""
        return type(self)(
            t=tuple(_nearest(self.t, 10)),
            press=tuple(_nearest(self.press, 10_000)),
            x=tuple(_places(self.x)),
            y=tuple(_places(self.y)),
        )

    def check(self) -> None:
        """Raise ValueError naming the first sample that no hand could have made."""
        self._check_places()
        self._check_clock()

    def _check_places(self) -> None:
        nowhere = list(map(is_, self.x, repeat(None)))
        half = nowhere != list(map(is_, self.y, repeat(None)))
        if not half and not any(compress(self.press, nowhere)):
            return
        for number, (_, press, x, y) in enumerate(self, start=1):
            if (x is None) != (y is None):
                raise ValueError(f"sample {number} has only half a place: give x and y, or neither")
            if press > 0 and x is None:
                raise ValueError(f"sample {number} presses {press:g} at no place")

    def _check_clock(self) -> None:
        times = self.t
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


def _number(title: str, low: float, high: float) -> Any:  # noqa: ANN401 - a field is of no type
    return Field(title=title, ge=low, le=high, allow_inf_nan=False)


_Row = tuple[
    Annotated[float, _number("t", 0, MAX_MILLISECONDS)],
    Annotated[float, _number("press", 0, 1)],
    Annotated[float, _number("x", -REACH, REACH)] | None,
    Annotated[float, _number("y", -REACH, REACH)] | None,
]
"""What is checked of a sample that comes as a row."""


def _entered(rows: tuple[_Row, ...]) -> Samples:
    t, press, x, y = zip(*rows, strict=True) if rows else ((), (), (), ())
    return Samples(t, press, x, y).rounded()


_Rows = Annotated[tuple[_Row, ...], Field(max_length=MAX_SAMPLES), AfterValidator(_entered)]


def _columns(value: object, rows: Callable[[object], Samples]) -> Samples:
    if not isinstance(value, Samples):
        return rows(value)
    # Whatever is out of bounds is told row by row.
    return value.rounded() if value.in_bounds() else rows(tuple(value))


def _within(numbers: Sequence[float], low: float, high: float) -> bool:
    # What is no number passes any comparison, but not a sum.
    return not numbers or (low <= min(numbers) and max(numbers) <= high and isfinite(sum(numbers)))


_NEAREST: Final = 1.5 * 2.0**52
"""Added to a number and taken away again, it leaves the nearest whole number: a double of that
size has no room for fractions. No call of a function for each number is needed."""


# A whole number divided gives each value one spelling: 0.0 for -0.0, and for what is read back.
def _nearest(numbers: Iterable[float], parts: int) -> list[float]:
    near = _NEAREST
    return [(each * parts + near - near) / parts for each in numbers]


def _places(numbers: Sequence[float | None]) -> list[float | None]:
    near = _NEAREST
    # A hand that holds is at one place for thousands of samples.
    if len(places := set(numbers)) * 4 < len(numbers):
        spelt = dict(zip(places, _places(list(places)), strict=True))
        return [spelt[each] for each in numbers]
    return [each if each is None else (each * 100 + near - near) / 100 for each in numbers]
