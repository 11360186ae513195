"""How much essential oil a blend may hold, by age: the course beside what is published."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge
from tableside.knowledge.technique import DilutionLimit

OURS, THEIRS, NONE = "#0b5c8a", "#55585c", "#a31621"

UNVERIFIED = "Grey: published, advised ○ and at most |; from memory, not yet verified"


def oil_limits_picture() -> Picture:
    """Return a bar for every group: the course's limit, and the published span behind it."""
    limits = knowledge().dilutions
    figure = Figure(figsize=(9.6, 4.4))
    axes = figure.add_axes((0.19, 0.15, 0.79, 0.72))
    most = max(_published(limit)[1] for limit in limits)
    axes.set(xlim=(0, most + 1.3), ylim=(len(limits) - 0.4, -0.6))
    axes.set_xticks(range(int(most) + 1))
    axes.set_xlabel("essential oil in the blend, per cent", fontsize=12)
    axes.set_yticks(range(len(limits)), [limit.title for limit in limits], fontsize=12)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    for row, limit in enumerate(limits):
        _draw(axes, row, limit, most_shown=most)
    axes.set_title("Blue: this course", loc="left", fontsize=13, weight="bold", color=OURS)
    axes.set_title(UNVERIFIED, loc="right", fontsize=10.5, color=THEIRS)
    return from_figure(figure, alt=oil_limits_alt())


def oil_limits_alt() -> str:
    """Return a text that can replace the picture."""
    told = " ".join(_told(limit) for limit in knowledge().dilutions)
    return (
        "The most essential oil in a blend, by age. The course's limits are course rules; the "
        f"published ones are from memory and not yet verified. {told}"
    )


def _published(limit: DilutionLimit) -> tuple[float, float]:
    """Return what is published as advised and as the most; the course's own where nothing is."""
    advised = limit.percent if limit.published_percent is None else limit.published_percent
    most = limit.published_max_percent
    return advised, max(advised, limit.percent) if most is None else most


def _told(limit: DilutionLimit) -> str:
    advised, most = _published(limit)
    ours = f"{limit.percent:g} per cent" if limit.percent else "none"
    return f"{limit.title}: {ours} in this course; published: {advised:g}, at most {most:g}."


def _draw(axes: Axes, row: int, limit: DilutionLimit, *, most_shown: float) -> None:
    advised, most = _published(limit)
    axes.plot([0, most], [row, row], color=THEIRS, linewidth=1.2, linestyle=(0, (4, 3)))
    axes.plot([advised], [row], marker="o", color=THEIRS, markersize=7, markerfacecolor="white")
    axes.plot([most], [row], marker="|", color=THEIRS, markersize=14, markeredgewidth=2)
    if limit.percent:
        axes.barh(row, limit.percent, height=0.5, facecolor=f"{OURS}cc", edgecolor=OURS)
    axes.text(
        most_shown + 0.35,
        row,
        f"{limit.percent:g} %" if limit.percent else "✕ none",
        va="center",
        fontsize=13,
        weight="bold",
        color=OURS if limit.percent else NONE,
    )
