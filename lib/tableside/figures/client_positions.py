"""How a client lies or sits, drawn from the side, with the pillows that each position has."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Ellipse, Polygon

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge
from tableside.knowledge.technique import Pillow, Position

Place = tuple[float, float]

BODY, BODY_LINE, FIRM, PILLOW, BACK = "#e3c2a8", "#7b5b46", "#8d9298", "#0b5c8a", "#a33c00"

SIDE = "from the side"
"""Where most positions are seen from."""

TRUNK, LEG, ARM = 25.0, 17.0, 9.0
"""Widths of the limbs in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A body in one position: places in a frame 10 wide and 6 high, head to the left."""

    head: Place
    trunk: tuple[Place, ...]
    """From the neck to the hips."""
    leg: tuple[Place, ...]
    arm: tuple[Place, ...]
    low_back: Place
    """Where the low back is."""
    pillows: Mapping[str, tuple[float, float, float, float, float]]
    """By the pillow's name: middle, width, height and angle."""
    firm: tuple[tuple[Place, ...], ...]
    """What carries the body: table or chair, as closed outlines."""
    seen: str = SIDE


_TABLE = ((0.2, 1.6), (9.8, 1.6), (9.8, 1.95), (0.2, 1.95))
_LEGS = (
    ((0.8, 0.2), (1.05, 0.2), (1.05, 1.6), (0.8, 1.6)),
    ((8.95, 0.2), (9.2, 0.2), (9.2, 1.6), (8.95, 1.6)),
)

SCENES: Mapping[str, Scene] = {
    "prone": Scene(
        head=(1.0, 2.65),
        trunk=((1.9, 2.75), (3.3, 2.9), (4.7, 2.85)),
        leg=((4.7, 2.8), (6.5, 2.45), (8.2, 2.6), (8.7, 2.35)),
        arm=((2.0, 2.55), (2.6, 2.2), (1.7, 2.15)),
        low_back=(4.05, 3.2),
        pillows={
            "ankles": (8.15, 2.2, 0.8, 0.5, 0),
            "belly": (4.0, 2.25, 1.5, 0.5, 0),
            "chest": (2.35, 2.2, 0.9, 0.45, 0),
        },
        firm=(_TABLE, *_LEGS),
    ),
    "side-lying": Scene(
        head=(1.3, 3.7),
        trunk=((2.2, 3.6), (3.4, 3.8), (4.8, 3.6)),
        leg=((4.8, 3.5), (6.6, 2.1), (8.2, 3.4), (8.7, 3.1)),
        arm=((2.4, 3.4), (3.4, 2.5), (2.5, 2.1)),
        low_back=(4.15, 4.15),
        pillows={
            "head": (1.2, 3.6, 1.7, 1.5, 0),
            "knees": (7.2, 2.75, 2.6, 1.7, 40),
            "arms": (3.6, 2.2, 1.5, 0.9, -25),
        },
        firm=(((0.2, 0.9), (9.8, 0.9), (9.8, 5.0), (0.2, 5.0)),),
        seen="from above",
    ),
    "seated": Scene(
        head=(3.4, 4.85),
        trunk=((4.05, 4.3), (4.9, 3.4), (5.3, 2.1)),
        leg=((5.3, 1.95), (3.7, 1.95), (3.6, 0.4), (3.1, 0.3)),
        arm=((4.1, 4.1), (3.2, 3.5), (2.7, 4.1)),
        low_back=(5.6, 2.75),
        pillows={
            "chest": (3.65, 3.3, 0.6, 1.7, 14),
            "head": (2.6, 4.55, 0.55, 0.9, 14),
        },
        firm=(
            ((2.9, 1.35), (6.0, 1.35), (6.0, 1.6), (2.9, 1.6)),
            ((2.7, 0.2), (2.9, 0.2), (3.2, 4.2), (3.0, 4.2)),
            ((5.7, 0.2), (5.9, 0.2), (5.9, 1.35), (5.7, 1.35)),
        ),
    ),
    "semi-reclined": Scene(
        head=(2.15, 4.95),
        trunk=((2.75, 4.3), (3.6, 3.5), (4.6, 2.5)),
        leg=((4.7, 2.4), (6.5, 3.1), (8.3, 2.3), (8.5, 2.8)),
        arm=((2.95, 4.05), (4.2, 3.55), (5.0, 3.1)),
        low_back=(3.75, 2.75),
        pillows={
            "back": (2.45, 3.05, 3.5, 0.85, -45),
            "knees": (6.5, 2.35, 1.3, 0.75, 0),
        },
        firm=(_TABLE, *_LEGS),
    ),
    "supine": Scene(
        head=(1.0, 2.55),
        trunk=((1.9, 2.45), (3.3, 2.5), (4.7, 2.45)),
        leg=((4.7, 2.45), (6.5, 3.0), (8.3, 2.3), (8.4, 2.85)),
        arm=((2.1, 2.6), (3.3, 2.75), (4.4, 2.75)),
        low_back=(4.0, 2.1),
        pillows={"knees": (6.5, 2.35, 1.3, 0.75, 0)},
        firm=(_TABLE, *_LEGS),
    ),
}
"""Every position that the course knows, drawn; the places are the course's own."""


def positions_picture() -> Picture:
    """Return every position with its pillows: filled, for everyone; dashed, for who likes it."""
    positions = knowledge().positions
    figure = Figure(figsize=(11.4, 9.4))
    for number, position in enumerate(positions):
        row, column = divmod(number, 2)
        axes = figure.add_axes((0.01 + 0.5 * column, 0.68 - 0.335 * row, 0.48, 0.31))
        _draw(axes, position, SCENES[position.id])
    axes = figure.add_axes((0.51, 0.01, 0.48, 0.31))
    _draw_key(axes)
    return from_figure(figure, alt=positions_alt(positions))


def positions_alt(positions: tuple[Position, ...]) -> str:
    """Return a text that can replace the picture: each position with its pillows."""
    return "Drawings of a client in each position. " + " ".join(_told(each) for each in positions)


def _told(position: Position) -> str:
    reach = "reached" if position.reaches_low_back else "not reached"
    pillows = "; ".join(
        f"{pillow.where.rstrip('.')}{'' if pillow.always else ' (if the client likes it)'}"
        for pillow in position.pillows
    )
    return (
        f"{position.title}, {_seen(position)}: {position.how} The low back is {reach}. "
        f"{position.because} Pillows: {pillows}."
    )


def _seen(position: Position) -> str:
    return f"seen {SCENES[position.id].seen}"


def _draw(axes: Axes, position: Position, scene: Scene) -> None:
    axes.set(xlim=(-0.1, 10.1), ylim=(-1.0, 6.2), aspect="equal")
    axes.axis("off")
    sign = "✓" if position.reaches_low_back else "✗"
    words = f"{sign} {position.title}"
    words += "" if position.reaches_low_back else ": the low back is hidden"
    words += "" if scene.seen == SIDE else f" ({_seen(position)})"
    axes.text(0, 6.1, words, fontsize=14, weight="bold", va="top")
    for outline in scene.firm:
        axes.add_patch(Polygon(outline, facecolor="#eceef0", edgecolor=FIRM, linewidth=1.2))
    for pillow in position.pillows:
        _draw_pillow(axes, scene, pillow)
    for limb, width in ((scene.leg, LEG), (scene.trunk, TRUNK), (scene.arm, ARM)):
        _limb(axes, limb, width)
    axes.add_patch(Circle(scene.head, 0.58, facecolor=BODY, edgecolor=BODY_LINE, zorder=4))
    x, y = scene.low_back
    axes.plot(
        [x],
        [y],
        marker="o",
        markersize=11,
        markeredgewidth=2.4,
        markeredgecolor=BACK,
        markerfacecolor="white",
        zorder=6,
    )
    for number, line in enumerate(wrap(_pillow_line(position), 62)):
        axes.text(0, -0.15 - 0.5 * number, line, fontsize=10.5, va="top", color=PILLOW)


def _pillow_line(position: Position) -> str:
    wheres = (
        each.where.rstrip(".").lower() + ("" if each.always else " (if liked)")
        for each in position.pillows
    )
    return "Pillows: " + ", ".join(wheres)


def _draw_pillow(axes: Axes, scene: Scene, pillow: Pillow) -> None:
    x, y, width, height, angle = scene.pillows[pillow.id]
    axes.add_patch(
        Ellipse((x, y), width, height, angle=angle, zorder=2, **_look(always=pillow.always))
    )


def _look(*, always: bool) -> dict[str, Any]:
    """Return how a pillow is drawn: filled, or white and dashed."""
    return {
        "facecolor": f"{PILLOW}66" if always else "white",
        "edgecolor": PILLOW,
        "linewidth": 1.8,
        "linestyle": "-" if always else (0, (3, 2)),
    }


def _limb(axes: Axes, places: tuple[Place, ...], width: float) -> None:
    xs, ys = zip(*places, strict=True)
    for colour, wide in ((BODY_LINE, width + 2), (BODY, width)):
        axes.plot(
            xs,
            ys,
            color=colour,
            linewidth=wide,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=3,
        )


def _draw_key(axes: Axes) -> None:
    axes.set(xlim=(-0.1, 10.1), ylim=(-1.0, 6.2), aspect="equal")
    axes.axis("off")
    for y, always, words in (
        (4.3, True, "a pillow for everyone"),
        (3.1, False, "a pillow if the client likes it"),
    ):
        axes.add_patch(Ellipse((1.2, y), 1.5, 0.7, **_look(always=always)))
        axes.text(2.4, y, words, fontsize=12, va="center")
    axes.plot(
        [1.2],
        [1.9],
        marker="o",
        markersize=11,
        markeredgewidth=2.4,
        markeredgecolor=BACK,
        markerfacecolor="white",
    )
    axes.text(2.4, 1.9, "the low back", fontsize=12, va="center")
