"""A picture of the back map: every zone with its level, told by colour, hatching and number."""

from collections.abc import Iterable
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Polygon
from matplotlib.path import Path

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge.back_map import Side, Zone, back_map
from tableside.knowledge.body_outline import Line, LineKind, body_outline


class Look(NamedTuple):
    """How zones of one level are drawn."""

    colour: str
    hatch: str
    number: str
    words: str


# Colours after Okabe and Ito, darkened until their edges stand out on skin.
LOOKS = (
    Look("#c03a00", "xx", "✕", "no pressing, only light gliding"),
    Look("#b06f00", "//", "1", "level 1 at most: a flat hand"),
    Look("#0072b2", "--", "2", "level 2 at most: a broad palm"),
    Look("#00785a", "", "3", "level 3 at most: muscle moves"),
)
"""Looks by the highest level allowed."""

SKIN, SKIN_LINE, BONE, BONE_LINE = "#f4e4d7", "#8a6d5a", "#fffaf2", "#b39c86"

FRAME = (-24.0, 20.0, 47.0, -15.5)
"""Left, right, bottom and top of the drawn map, in its centimetres."""


def back_map_picture() -> Picture:
    """Return the back map with all zones, their levels and a legend."""
    figure = Figure(figsize=(9.2, 7.6))
    axes = figure.add_axes((0.0, 0.0, 0.62, 1.0))
    axes.set(xlim=FRAME[:2], ylim=FRAME[2:], aspect="equal")
    axes.axis("off")
    skin = draw_body(axes)
    for zone in back_map().zones:
        _draw_zone(axes, zone, clip=skin)
    _draw_words(axes)
    legend = [
        (
            Patch(facecolor=f"{look.colour}38"),
            Patch(facecolor="none", edgecolor=look.colour, hatch=look.hatch, hatch_linewidth=0.6),
        )
        for look in LOOKS
    ]
    figure.legend(
        legend,  # type: ignore[call-overload]  # a pair is drawn as one key, hatch over colour
        [f"{look.number}   {look.words}" for look in LOOKS],
        title="How hard, on Walton's scale",
        loc="center left",
        bbox_to_anchor=(0.62, 0.62),
        frameon=False,
        fontsize=12,
        title_fontsize=13,
        handlelength=2.4,
        handleheight=1.8,
        alignment="left",
    )
    return from_figure(figure, alt=back_map_alt(back_map().zones))


def back_map_alt(zones: Iterable[Zone]) -> str:
    """Return a text that can replace the picture: every zone with its rule, the strictest first."""
    told = [
        f"{_both(zone)}: {LOOKS[zone.max_pressure].words.split(':')[0]}. {zone.rule}"
        for zone in sorted(zones, key=lambda zone: zone.max_pressure)
        # What is told of one side holds for the other.
        if zone.side is not Side.RIGHT
    ]
    return (
        "Map of a client's lower back, lying face down, head up, with the spine, ribs and hip "
        "bones drawn in. " + " ".join(told)
    )


def _both(zone: Zone) -> str:
    name = zone.name.replace("client's left", "both sides")
    return name[0].upper() + name[1:]


def draw_body(axes: Axes) -> PathPatch:
    """Draw skin, bones and creases; return the skin, to clip the zones to."""
    lines = body_outline()
    (body,) = (line for line in lines if line.kind is LineKind.BODY)
    skin = PathPatch(_path(body), facecolor=SKIN, edgecolor=SKIN_LINE, linewidth=1.8)
    axes.add_patch(skin)
    for line in lines:
        if line.kind is LineKind.RIB:
            for colour, width in ((BONE_LINE, 8.6), (BONE, 6.8)):
                _stroke(axes, line, colour=colour, width=width)
    for line in lines:
        if line.kind in (LineKind.BONE, LineKind.LEVEL):
            bone = PathPatch(_path(line), facecolor=BONE, edgecolor=BONE_LINE, linewidth=0.9)
            axes.add_patch(bone)
        elif line.kind is LineKind.CREASE:
            _stroke(axes, line, colour=SKIN_LINE, width=1.2)
    return skin


def _stroke(axes: Axes, line: Line, *, colour: str, width: float) -> None:
    axes.add_patch(
        PathPatch(
            _path(line), facecolor="none", edgecolor=colour, linewidth=width, capstyle="round"
        )
    )


def _path(line: Line) -> Path:
    places = [line.points[0]]
    codes = [Path.MOVETO]
    for piece in line.curve():
        places.extend(piece)
        codes.extend([Path.CURVE4] * 3)
    return Path(places, codes)


def _draw_zone(axes: Axes, zone: Zone, *, clip: PathPatch) -> None:
    look = LOOKS[zone.max_pressure]
    # Tint and hatching apart: matplotlib would draw the hatching as pale as the tint.
    for facecolor, hatch in ((f"{look.colour}38", ""), ("none", look.hatch)):
        area = Polygon(
            zone.polygon,
            facecolor=facecolor,
            edgecolor=look.colour,
            hatch=hatch,
            hatch_linewidth=0.6,
            linewidth=1.4 if hatch or not look.hatch else 0,
        )
        axes.add_patch(area)
        area.set_clip_path(clip)
    x, y = zone.spot
    axes.text(
        x,
        y,
        look.number,
        ha="center",
        va="center",
        fontsize=12,
        weight="bold",
        bbox={"boxstyle": "circle,pad=0.16", "facecolor": "white", "edgecolor": look.colour},
    )


def _draw_words(axes: Axes) -> None:
    for x, words in ((-11, "client's left"), (0, "head ↑"), (11, "client's right")):
        axes.text(x, -14.2, words, ha="center", va="center", fontsize=12, weight="bold")
    for line in body_outline():
        if line.kind is LineKind.LEVEL and line.label:
            y = sum(y for _, y in line.points) / len(line.points)
            axes.plot([-19.6, -18.8], [y, y], color="#75797e", linewidth=1)
            axes.text(-20, y, line.label, ha="right", va="center", fontsize=11)
