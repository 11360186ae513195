"""A client face down from above: what the sheet covers, and the one part that it does not."""

from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Polygon

from tableside.figures.picture import Picture, from_figure

SKIN, SKIN_LINE, CLOTH, CLOTH_LINE, OPEN = "#e3c2a8", "#7b5b46", "#dbe6ee", "#0b5c8a", "#a33c00"


class Label(NamedTuple):
    """Words beside the drawing, and the place that they speak of."""

    words: str
    x: float
    y: float


LABELS = (
    Label("Face rest: the neck is straight,\nand the client can breathe and speak.", 0, -26),
    Label("A towel keeps the shoulders warm.", 13, -6),
    Label("The low back: the only part uncovered,\nand only while you work on it.", 8, 17),
    Label(
        "The sheet is folded back and tucked in\nabove the hips; the cleft stays covered.", 15, 28
    ),
    Label("The sheet covers everything below.", 10, 55),
)
"""From the head down; places in centimetres, drawn about to the back map's scale."""

TRUNK = (
    (-18, -15),
    (-10, -18),
    (10, -18),
    (18, -15),
    (16, 3),
    (14, 15),
    (16.5, 26),
    (17, 36),
    (-17, 36),
    (-16.5, 26),
    (-14, 15),
    (-16, 3),
)


def draped_client_picture() -> Picture:
    """Return a client who lies face down on a table, covered but for the low back."""
    figure = Figure(figsize=(9.6, 7.0))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(-36, 100), ylim=(86, -42), aspect="equal")
    axes.axis("off")
    _draw_body(axes)
    _draw_cover(axes)
    for number, label in enumerate(LABELS):
        y = -28 + 24 * number
        axes.plot([label.x, 37], [label.y, y], color="#55585c", linewidth=1)
        axes.plot([label.x], [label.y], "o", color="#55585c", markersize=4)
        axes.text(38.5, y, label.words, va="center", fontsize=12.5)
    for x, words in ((-23, "client's\nleft"), (23, "client's\nright")):
        axes.text(x, -36, words, ha="center", va="center", fontsize=11, weight="bold")
    return from_figure(figure, alt=draped_client_alt())


def draped_client_alt() -> str:
    """Return a text that can replace the picture."""
    told = " ".join(" ".join(label.words.split()) for label in LABELS)
    return f"A client lies face down on a table, seen from above. From the head down: {told}"


def _draw_body(axes: Axes) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (-29, -18),
            58,
            100,
            boxstyle="round,pad=0,rounding_size=4",
            facecolor="#f1f2f3",
            edgecolor="#8d9298",
        )
    )
    axes.add_patch(Circle((0, -27), 10, facecolor="#f1f2f3", edgecolor="#8d9298"))
    skin: dict[str, Any] = {"facecolor": SKIN, "edgecolor": SKIN_LINE, "linewidth": 1.4}
    for side in (-1, 1):
        arm = ((13, -16), (20, -14), (26, 10), (24, 31), (20, 31), (20, 10), (15, -2))
        leg = ((1, 33), (16.5, 33), (13.5, 58), (11, 79), (4, 79), (2, 56))
        for limb in (arm, leg):
            axes.add_patch(Polygon([(side * x, y) for x, y in limb], **skin))
    axes.add_patch(Polygon(TRUNK, **skin))
    axes.add_patch(Circle((0, -26), 7.5, **skin))
    axes.plot([0, 0], [3, 24], color=SKIN_LINE, linewidth=1, linestyle=(0, (2, 3)))


def _draw_cover(axes: Axes) -> None:
    """Draw towel and sheet over the body, and the edge of what stays open."""
    cloth: dict[str, Any] = {
        "facecolor": CLOTH,
        "edgecolor": CLOTH_LINE,
        "linewidth": 1.8,
        "hatch": "/",
    }
    axes.add_patch(
        Polygon([(-24, -17), (24, -17), (24, 2), (-24, 2)], hatch_linewidth=0.3, **cloth)
    )
    sheet = [(-31, 29), (-17, 25), (17, 25), (31, 29), (32, 83), (-32, 83)]
    axes.add_patch(Polygon(sheet, hatch_linewidth=0.3, **cloth))
    axes.plot([-31, -17, 17, 31], [33, 29, 29, 33], color=CLOTH_LINE, linewidth=1.2)
    low_back = [(-15.6, 3), (15.6, 3), (14, 15), (16, 24), (-16, 24), (-14, 15)]
    axes.add_patch(
        Polygon(low_back, facecolor="none", edgecolor=OPEN, linewidth=2.4, linestyle=(0, (5, 3)))
    )
