"""A temperature followed through time."""

import math
from dataclasses import dataclass
from itertools import pairwise

from tableside.errors import TablesideError


class HeatTraceError(TablesideError, ValueError):
    """The samples of a temperature trace cannot be one."""


@dataclass(frozen=True, slots=True)
class HeatTrace:
    """Temperatures in °C at rising times in seconds; at least one.

    Raises HeatTraceError if there are not as many times as temperatures, if a number is not
    finite, or if time stands still or runs back.
    """

    seconds: tuple[float, ...]
    celsius: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.seconds) != len(self.celsius) or not self.seconds:
            raise HeatTraceError(
                f"A temperature trace has {len(self.seconds)} times and {len(self.celsius)} "
                "temperatures. Give one temperature for each time, and at least one."
            )
        if not all(map(math.isfinite, (*self.seconds, *self.celsius))):
            raise HeatTraceError("A temperature trace holds a number that is not finite.")
        for earlier, later in pairwise(self.seconds):
            if later <= earlier:
                raise HeatTraceError(
                    f"A temperature trace goes from {earlier:g} s to {later:g} s. "
                    "Give the samples in the order of time, each time once."
                )

    @property
    def peak(self) -> float:
        """The highest temperature, in °C."""
        return max(self.celsius)

    @property
    def peak_second(self) -> float:
        """When the highest temperature is first reached, in seconds."""
        return self.seconds[self.celsius.index(self.peak)]
