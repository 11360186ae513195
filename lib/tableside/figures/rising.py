"""How a client gets up: in stages, each with its time."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge
from tableside.knowledge.steps import Action

STEP = "roll-off"

CLIENT, THERAPIST, TABLE, TOWEL, INK = "#0b5c8a", "#8a6d5a", "#d5dadf", "#f0c9b8", "#1b1b1b"

Line = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of getting up, and how its picture is drawn, in a field 10 wide and 8 high."""

    title: str
    action: str
    """The action of the step that it shows; empty for the last, which has no time of its own."""

    head: tuple[float, float]
    limbs: tuple[Line, ...]
    helper: float | None = None
    """Where the therapist stands, if within the picture."""


STAGES = (
    Stage(
        title="Rest, covered",
        action="cover-and-rest",
        head=(1.3, 3.75),
        limbs=(((2.2, 3.5), (5.6, 3.5), (9.4, 3.4)),),
    ),
    Stage(
        title="Roll to the side,\npush up with the arms",
        action="roll-to-side",
        head=(2.1, 6.2),
        limbs=(
            ((2.9, 5.5), (5.5, 3.5)),
            ((3.1, 5.3), (2.9, 3.3)),
            ((5.5, 3.5), (7.2, 3.1), (7.4, 1.2)),
        ),
    ),
    Stage(
        title="Sit, and say\nhow it feels",
        action="sit",
        head=(4.6, 7.0),
        limbs=(
            ((4.6, 6.1), (4.6, 3.6), (6.2, 3.4), (6.3, 1.2)),
            ((4.6, 5.7), (5.5, 4.7), (5.9, 3.8)),
        ),
        helper=8.6,
    ),
    Stage(
        title="Stand, with somebody\nwithin reach",
        action="",
        head=(6.2, 7.2),
        limbs=(((6.2, 6.3), (6.2, 3.6), (6.2, 0.4)), ((6.2, 5.9), (6.7, 4.7), (6.6, 3.7))),
        helper=8.9,
    ),
)


def rising_picture() -> Picture:
    """Return the stages of getting up, from left to right, with how long each lasts."""
    figure = Figure(figsize=(9.6, 3.6))
    for number, stage in enumerate(STAGES):
        axes = figure.add_axes((number * 0.25, 0.0, 0.245, 1.0))
        axes.set(xlim=(-0.2, 10.2), ylim=(-3.0, 9.0), aspect="equal")
        axes.axis("off")
        _draw_table(axes, end_on=stage.helper is not None)
        _draw_person(axes, stage)
        _draw_words(axes, number + 1, stage)
    return from_figure(figure, alt=rising_alt())


def rising_alt() -> str:
    """Return a text that can replace the picture."""
    told = " ".join(
        f"{number}: {_plain(stage.title)}, {_time(stage)}."
        for number, stage in enumerate(STAGES, start=1)
    )
    return (
        "Four stages of getting up from the table. The therapist stands beside the client while "
        f"they sit and while they stand. {told}"
    )


def _plain(title: str) -> str:
    words = title.replace("\n", " ")
    return words[0].lower() + words[1:]


def _action(stage: Stage) -> Action:
    return next(each for each in knowledge().step(STEP).actions if each.id == stage.action)


def _time(stage: Stage) -> str:
    """Return how long a stage lasts, in words."""
    if not stage.action:
        return "only when nothing turns"
    low, high = _action(stage).seconds or (0.0, 0.0)
    if low < 60:
        return f"{low:g} to {high:g} seconds"
    return f"{low / 60:g} to {high / 60:g} minutes"


def _draw_table(axes: Axes, *, end_on: bool) -> None:
    left, right = (1.2, 5.4) if end_on else (0.0, 10.0)
    top = 3.0
    axes.add_patch(
        Rectangle((left, top - 0.55), right - left, 0.55, facecolor=TABLE, edgecolor=INK)
    )
    for x in (left + 0.4, right - 0.4):
        axes.plot([x, x], [0.0, top - 0.55], color="#75797e", linewidth=3)
    axes.plot([-0.2, 10.2], [0.0, 0.0], color="#75797e", linewidth=1)


def _draw_person(axes: Axes, stage: Stage) -> None:
    if stage.helper is not None:
        x = stage.helper
        axes.text(x, 8.2, "therapist", ha="center", va="bottom", fontsize=10, color=INK)
        _draw_body(axes, (x, 7.3), (((x, 6.4), (x, 3.7), (x, 0.4)),), THERAPIST)
        axes.plot(
            [x, x - 1.0, x - 1.9],
            [5.9, 5.1, 5.4],
            color=THERAPIST,
            linewidth=6,
            solid_capstyle="round",
            solid_joinstyle="round",
        )
    x, y = stage.head
    axes.text(x, y + 0.9, "client", ha="center", va="bottom", fontsize=10, color=INK)
    _draw_body(axes, stage.head, stage.limbs, CLIENT)
    if stage.action == "cover-and-rest":
        axes.add_patch(Rectangle((2.9, 3.05), 4.6, 1.05, facecolor=TOWEL, edgecolor=INK, zorder=4))
        axes.text(5.2, 3.57, "dry towel", ha="center", va="center", fontsize=10, zorder=5)


def _draw_body(axes: Axes, head: tuple[float, float], limbs: Sequence[Line], colour: str) -> None:
    for number, limb in enumerate(limbs):
        xs, ys = zip(*limb, strict=True)
        axes.plot(
            xs,
            ys,
            color=colour,
            # The trunk comes first and is the thickest.
            linewidth=6 if number else 11,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=3,
        )
    axes.add_patch(Circle(head, 0.68, facecolor=colour, edgecolor="none", zorder=3))


def _draw_words(axes: Axes, number: int, stage: Stage) -> None:
    axes.text(
        5,
        -0.35,
        f"{number}  {stage.title}",
        ha="center",
        va="top",
        fontsize=11.5,
        weight="bold",
        color=INK,
        linespacing=1.2,
    )
    axes.text(5, -2.15, _time(stage), ha="center", va="top", fontsize=11.5, color=INK)
