"""When a learner sees the own line in rounds whose feedback fades.

Course rule: the line is there the whole of the first round and a quarter less in each round
after it, until a round is blind. Feedback that is always there makes a round better and the
learning worse: students whose force was shown all the time lost it again within a week.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

WINDOW_SECONDS = 4.0
"""The line comes and goes once in so many seconds: long enough to correct by (course rule)."""


class Fading(BaseModel):
    """How fast the line is taken away over the rounds."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    first: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 1.0
    """Share of the first round in which the line is shown."""

    less: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)] = 0.25
    """How much smaller that share is from round to round."""

    def share(self, number: int) -> float:
        """Return the share of a round in which the line is shown; rounds count from 1."""
        if number < 1:
            raise ValueError(f"rounds count from 1, and this is round {number}")
        return max(0.0, round(self.first - self.less * (number - 1), 9))

    def blind(self, number: int) -> bool:
        """Return whether the line is not shown at all in that round."""
        return self.share(number) == 0

    def shown(self, number: int, seconds: float) -> tuple[tuple[float, float], ...]:
        """Return from when to when, in seconds, the line is shown in a round that lasts so long.

        It is there at the beginning of every window, so that each phase is seen to start.
        """
        share = self.share(number)
        if share == 0:
            return ()
        if share == 1:
            return ((0.0, seconds),)
        spans = []
        start = 0.0
        while start < seconds:
            spans.append((start, min(seconds, start + share * WINDOW_SECONDS)))
            start += WINDOW_SECONDS
        return tuple(spans)
