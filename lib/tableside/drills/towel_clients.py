"""The clients of the towel timer: what each comes to say, to show or to want, drawn by number.

In every six clients each kind comes once, in an order of its own: so nobody learns when to act
from the round before, and nobody does six rounds without meeting each kind.
"""

import random

from tableside.drills.towel import Saying, TowelPlan

KINDS = (
    "burning-under-towel",
    "tingling-under-towel",
    "sleepy-under-heat",
    "odd-skin",
    "pleasant-warmth",
    "",
)
"""Signs of ``signs.toml``, one of which each client gives; the last client gives none."""

WELL = ("pleasant-warmth", "")
"""Kinds under which nothing is wrong, so that only the client's own wish decides."""

DECLINES = 3
"""So many of six clients want no second towel, one of those with nothing wrong among them."""

EARLIEST, BEFORE_THE_END = 70, 70
"""Nothing is said sooner after a towel went on, nor later before it must be off, in seconds of
the session's clock (course rules)."""

PAUSE = 120
"""So many seconds are taken to lie between two towels (course rule)."""

STEP = 5
"""What is drawn is a whole number of these, in seconds."""


def towel_client(number: int, plan: TowelPlan) -> tuple[Saying, ...]:
    """Return what client *number*, counted from 0, says or shows in a round of *plan*.

    With more than one towel the sign may come under any of them. A towel that is off by then is
    a sign that never comes.
    """
    block, place = divmod(number, len(KINDS))
    kind = _kinds(block)[place]
    if not kind:
        return ()
    chance = random.Random(f"moment {number}")  # noqa: S311 - no secret
    longest = round(60 * plan.minutes[1])
    towels_before = chance.randrange(len(plan.surfaces))
    # Nobody knows how long the towel before lay there: early under this one is likely enough.
    latest = longest // 2 if towels_before else longest - BEFORE_THE_END
    second = chance.randrange(EARLIEST, latest, STEP)
    return (Saying(float(towels_before * (longest + PAUSE) + second), kind),)


def declines(number: int) -> bool:
    """Return whether client *number* wants no towel after the first."""
    block, place = divmod(number, len(KINDS))
    kinds = _kinds(block)
    chance = random.Random(f"wishes {block}")  # noqa: S311 - no secret
    one = chance.choice([each for each, kind in enumerate(kinds) if kind in WELL])
    others = [each for each, kind in enumerate(kinds) if kind not in WELL]
    return place in {one, *chance.sample(others, DECLINES - 1)}


def _kinds(block: int) -> list[str]:
    """Return the kinds of six clients in their order."""
    return random.Random(f"kinds {block}").sample(KINDS, len(KINDS))  # noqa: S311 - no secret
