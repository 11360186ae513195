"""The curves of a session along its minutes: towel and skin, thermal dose, discomfort."""

from collections.abc import Iterable
from itertools import groupby

from matplotlib.axes import Axes

from tableside.figures.session_account import Account
from tableside.figures.session_sheet import GOOD, HANDS, HEAT, INK, UNSAFE, beside, nothing
from tableside.figures.towel_run import dose_text
from tableside.physics.dose import heat_limits

COOLEST, WARMEST = 28.0, 48.0
"""°C at the foot of the lane of heat, and at its top if nothing was hotter."""

DOSE_SHOWN = 2.0
"""The lane of the dose is so many limits high; a higher dose is cut off and stands in words."""

FINENESS = 1 / 300
"""Share of a lane's height that a curve may be off: less than a line is thick."""

Curve = tuple[tuple[int, float], ...]
"""Seconds, and what was measured at each."""


def draw_heat(axes: Axes, account: Account) -> None:
    """Draw towel and skin in °C, the target, the ceiling, and when a towel lay on the skin."""
    known, moments = account.session.known, account.session.moments
    ceiling = known.parameter("surface-ceiling").number
    low, high = known.parameter("surface-target").span
    hottest = max((each.towel for each in moments if each.towel is not None), default=0.0)
    top = max(WARMEST, hottest + 3)
    axes.set_ylim(COOLEST, top)
    axes.set_yticks([30, 40] if top == WARMEST else [30, 60])
    axes.axhspan(low, high, facecolor="#cfe6d8", linewidth=0)
    _limit(axes, ceiling)
    beside(axes, ceiling, f"{ceiling:g}", UNSAFE, va="bottom")
    beside(axes, high, f"{low:g} to {high:g}", GOOD, va="top")
    for part in account.towels:
        axes.axvspan(part.began, part.ended, facecolor="none", edgecolor="#d9a58f", hatch="//")
    for held, group in groupby(moments, key=lambda each: each.towel is not None):
        if held:
            warm = [(each.at, each.towel or 0.0) for each in group]
            _line(axes, bends(warm, (top - COOLEST) * FINENESS), HEAT, 3.2)
    skin = [(each.at, each.skin) for each in moments]
    _line(axes, bends(skin, (top - COOLEST) * FINENESS), HANDS, 1.6)
    if not account.towels:
        nothing(axes, "no hot towel lay on the skin")


def draw_dose(axes: Axes, account: Account) -> None:
    """Draw the thermal dose of the skin, its limit, and what it came to."""
    limit = heat_limits(account.session.known).dose
    top = DOSE_SHOWN * limit
    axes.set_ylim(0, top)
    axes.set_yticks([0, limit])
    _limit(axes, limit)
    doses = [(each.at, min(each.dose, top)) for each in account.session.moments]
    _area(axes, bends(doses, top * FINENESS), "#eab9a8", HEAT)
    dose = account.session.state.dose
    words = f"✕ {dose_text(dose)}" if dose > limit else dose_text(dose) if dose else "0"
    beside(axes, limit / 2, words, UNSAFE if dose > limit else INK)


def draw_felt(axes: Axes, account: Account) -> None:
    """Draw the client's discomfort, hatched above the ceiling, and the numbers that were said."""
    ceiling = account.session.known.parameter("rating-ceiling").number
    axes.set_ylim(-0.9, 10.6)
    axes.set_yticks([0, ceiling, 10])
    _limit(axes, ceiling)
    felt = bends(((each.at, each.discomfort) for each in account.session.moments), 10 * FINENESS)
    _area(axes, felt, "#b8d2e4", HANDS)
    if any(number > ceiling for _, number in felt):
        over = [max(number, ceiling) for _, number in felt]
        axes.fill_between(
            [at for at, _ in felt],
            over,
            ceiling,
            facecolor="none",
            edgecolor=UNSAFE,
            hatch="xxxx",
            linewidth=0,
        )
    said = account.ratings()
    axes.plot(
        [at for at, _ in said],
        [number for _, number in said],
        linestyle="none",
        marker="o",
        markersize=6.5,
        markerfacecolor="white",
        markeredgecolor=INK,
        clip_on=False,
        zorder=5,
    )


def bends(points: Iterable[tuple[int, float]], within: float) -> Curve:
    """Return the points at which a curve has moved by more than *within*, and its two ends.

    Before each of them the last still point is kept as well, so that a sudden change stays one.
    """
    kept: list[tuple[int, float]] = []
    before: tuple[int, float] | None = None
    for point in points:
        if not kept:
            kept.append(point)
        elif abs(point[1] - kept[-1][1]) > within:
            if before is not None and before != kept[-1]:
                kept.append(before)
            kept.append(point)
        before = point
    if before is not None and before != kept[-1]:
        kept.append(before)
    return tuple(kept)


def _limit(axes: Axes, height: float) -> None:
    axes.axhline(height, color=UNSAFE, linewidth=1.4, linestyle=(0, (6, 3)))


def _line(axes: Axes, curve: Curve, colour: str, width: float) -> None:
    seconds, numbers = [at for at, _ in curve], [number for _, number in curve]
    axes.plot(seconds, numbers, color=colour, linewidth=width)


def _area(axes: Axes, curve: Curve, face: str, edge: str) -> None:
    seconds, numbers = [at for at, _ in curve], [number for _, number in curve]
    axes.fill_between(seconds, numbers, facecolor=face, edgecolor=edge)
