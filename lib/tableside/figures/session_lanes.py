"""The lanes of a session's picture, one under the other along the same minutes."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from tableside.client.debrief import clock
from tableside.figures.session_account import Account, Handling, Told
from tableside.figures.session_curves import draw_dose, draw_felt, draw_heat
from tableside.figures.session_sheet import (
    HANDS,
    INK,
    LINE,
    QUIET,
    SMALL,
    UNSAFE,
    beside,
    cut,
    inches,
    nothing,
)
from tableside.knowledge.back_map import STUDENT_CEILING, Side
from tableside.physics.dose import heat_limits

LABELS = 2.95
"""Inches to the left of a lane, for the names of its rows."""

MINUTES = 5.4
"""Inches that the time of a session is wide."""

EDGE = 0.02
"""Share of its time that a lane is longer at both ends."""

MOST_TOLD = 5
"""Rows for what the client told; what got no answer in time goes first."""

SIDES = (Side.LEFT, Side.MIDDLE, Side.RIGHT)
SIDE_WORDS = {
    Side.LEFT: "client's left",
    Side.MIDDLE: "middle",
    Side.RIGHT: "client's right",
}
STOREY = 6
"""Levels from the foot of one side's row to that of the next."""

Corners = tuple[tuple[float, float], ...]
"""The corners of an area, in seconds and levels."""


class Lane(NamedTuple):
    """One lane: what it is called, how it is read, how high it is in inches, who draws it."""

    name: str
    key: str
    height: float
    draw: Callable[[Axes, Account], None]


def lanes(account: Account) -> tuple[Lane, ...]:
    """Return the lanes of a session, from top to bottom."""
    known = account.session.known
    low, high = known.parameter("surface-target").span
    limit = heat_limits(known).dose
    rating = known.parameter("rating-ceiling").number
    told = max(1, min(len(account.told), MOST_TOLD) + (len(account.told) > MOST_TOLD))
    return (
        Lane("Steps", "bars: worked on; ◆ done, with its time", LINE * len(known.steps), _steps),
        Lane(
            "Hands",
            f"height: level 0 to 5; dotted: level {STUDENT_CEILING}; hatched red: unsafe",
            1.05,
            _hands,
        ),
        Lane(
            "Heat, °C",
            f"thick: towel, to start with {low:g} to {high:g}; striped: on the skin; thin: skin",
            0.95,
            draw_heat,
        ),
        Lane(
            "Thermal dose", f"of the skin, CEM43 minutes; line: limit of {limit:g}", 0.4, draw_dose
        ),
        Lane(
            "Discomfort",
            f"felt, 0 to 10; line: ceiling of {rating:g}; ○ the number that the client said",
            0.75,
            draw_felt,
        ),
        Lane(
            "Said or shown", "✕ no answer in time; ○ answered, or none needed", LINE * told, _told
        ),
        Lane("What went wrong", "▲ unsafe, ● to do better: the list has the numbers", 0.44, _wrong),
    )


def prepare(axes: Axes, account: Account, *, last: bool) -> None:
    """Give a lane the minutes of the session, with a line at each few, named under the *last*."""
    end = ending(account)
    step = next(each for each in (1, 2, 5, 10, 20, 30) if end / 60 / each <= 9)
    ticks = range(0, int(end / 60) + 1, step)
    # A little room at both ends, so that no mark lies on the names of the rows.
    axes.set_xlim(-EDGE * end, (1 + EDGE) * end)
    axes.set_xticks([60 * tick for tick in ticks], [str(tick) for tick in ticks] if last else [])
    axes.tick_params(length=0, labelsize=SMALL)
    axes.grid(axis="x", color="#d5d7da", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color("#9b9fa4")


def ending(account: Account) -> int:
    """Return the second at which the lanes end; a minute at least, for a session hardly begun."""
    return max(60, account.session.now)


def _steps(axes: Axes, account: Account) -> None:
    steps = account.session.known.steps
    rows = range(len(steps))
    axes.set_ylim(len(steps) - 0.5, -0.5)
    # What stands before the first comma tells which step it is; the list of steps has it in full.
    names = [cut(step.title.split(",")[0], LABELS - 0.06) for step in steps]
    axes.set_yticks(rows, names)
    for row, step in zip(rows, steps, strict=True):
        spans = [(begun, ended - begun) for begun, ended in account.step_spans(step.id)]
        axes.broken_barh(spans, (row - 0.3, 0.6), facecolor="#7fb2d3", edgecolor="none")
        done = account.steps.get(step.id)
        words = "not done" if done is None else clock(done)
        beside(axes, row, words, QUIET if done is None else INK)
        if done is not None:
            axes.plot([done], [row], marker="D", markersize=6, color=INK, clip_on=False, zorder=5)


def _hands(axes: Axes, account: Account) -> None:
    feet = {side: STOREY * (len(SIDES) - 1 - place) for place, side in enumerate(SIDES)}
    axes.set_ylim(0, STOREY * len(SIDES))
    axes.set_yticks([foot + STOREY / 2 - 0.5 for foot in feet.values()], SIDE_WORDS.values())
    for foot in feet.values():
        axes.axhline(foot, color="#9b9fa4", linewidth=0.6)
        axes.axhline(foot + STUDENT_CEILING, color=QUIET, linewidth=0.8, linestyle=":")
    zones = {zone.id: zone for zone in account.session.known.zones}
    unsafe = [(part.began, part.ended) for part in account.unsafe_work]
    safe_boxes: list[Corners] = []
    unsafe_boxes: list[Corners] = []
    for each in account.handlings():
        middle = sum(each.span) / 2
        broken = any(begun <= middle <= ended for begun, ended in unsafe)
        (unsafe_boxes if broken else safe_boxes).append(_box(each, feet[zones[each.zone].side]))
    axes.add_collection(PolyCollection(safe_boxes, facecolor=HANDS, edgecolor="none"))
    axes.add_collection(
        PolyCollection(
            unsafe_boxes, facecolor="#f6d5d7", edgecolor=UNSAFE, hatch="xxxx", linewidth=0.8
        )
    )
    if not (safe_boxes or unsafe_boxes):
        nothing(axes, "no hands on the back")


def _box(each: Handling, foot: float) -> Corners:
    """Return the corners of a stretch; one of level 0, which only rests or glides, is seen too."""
    (begun, ended), top = each.span, foot + max(each.level, 0.4)
    return ((begun, foot), (begun, top), (ended, top), (ended, foot))


def _told(axes: Axes, account: Account) -> None:
    shown, more = account.told[:MOST_TOLD], account.told[MOST_TOLD:]
    rows = len(shown) + bool(more)
    axes.set_ylim(max(1, rows) - 0.5, -0.5)
    names = [_told_name(each) for each in shown]
    if more:
        names.append(f"and {len(more)} more: see the text")
    axes.set_yticks(range(rows), names, parse_math=False)
    for row, each in enumerate(shown):
        _marks(axes, each.missed, row, marker="X", face=UNSAFE, edge=UNSAFE)
        _marks(axes, each.answered, row, marker="o", face="white", edge=INK)
    if not shown:
        nothing(axes, "nothing")


def _told_name(each: Told) -> str:
    times = len(each.answered) + len(each.missed)
    counted = f"{times}x " if times > 1 else ""
    return counted + cut(each.words, LABELS - 0.06 - inches(counted))


def _marks(  # noqa: PLR0913 - where, and how they look
    axes: Axes, seconds: Iterable[int], row: int, *, marker: str, face: str, edge: str
) -> None:
    places = list(seconds)
    axes.plot(
        places,
        [row] * len(places),
        linestyle="none",
        marker=marker,
        markersize=7,
        markerfacecolor=face,
        markeredgecolor=edge,
        clip_on=False,
    )


class Cluster(NamedTuple):
    """Things that went wrong so close to each other that they share one mark."""

    at: int
    first: int
    last: int

    @property
    def label(self) -> str:
        """Their numbers."""
        return f"{self.first}" if self.first == self.last else f"{self.first}-{self.last}"


def clusters(account: Account, *, safety: bool) -> Iterator[Cluster]:
    """Yield the marks of what was unsafe, or of the rest; no label reaches the next mark."""
    seconds_an_inch = (1 + 2 * EDGE) * ending(account) / MINUTES
    found: Cluster | None = None
    for number, each in enumerate(account.wrong, start=1):
        if each.safety is not safety:
            continue
        if found and each.at < found.at + seconds_an_inch * (inches(found.label) + 0.3):
            found = found._replace(last=number)
            continue
        if found:
            yield found
        found = Cluster(each.at, number, number)
    if found:
        yield found


def _wrong(axes: Axes, account: Account) -> None:
    axes.set_ylim(1.5, -0.5)
    axes.set_yticks((0, 1), ("unsafe", "to do better"))
    for row, (safety, marker, colour) in enumerate(((True, "^", UNSAFE), (False, "o", QUIET))):
        every = [each.at for each in account.wrong if each.safety is safety]
        axes.plot(every, [row + 0.4] * len(every), "|", markersize=5, color=colour)
        for each in clusters(account, safety=safety):
            axes.plot(
                [each.at], [row], marker=marker, markersize=9, color=colour, clip_on=False, zorder=5
            )
            axes.annotate(
                each.label,
                (each.at, row),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
                weight="bold" if safety else "normal",
                color=colour,
            )
    if not account.wrong:
        nothing(axes, "nothing")
