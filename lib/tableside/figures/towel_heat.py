"""A hot towel on a back: how warm towel and skin become, the dose, and what the rules say."""

from matplotlib.axes import Axes

from tableside.figures.slider_model import (
    INK,
    QUIET,
    Amount,
    Pick,
    Settings,
    Shown,
    SliderModel,
    answer,
    blank,
    plain,
)
from tableside.figures.towel_run import (
    COVERS,
    TowelRun,
    dose_text,
    moments,
    towel_drawn,
    towel_headline,
    towel_run,
    towel_words,
)
from tableside.knowledge import knowledge
from tableside.physics.dose import heat_limits

HOT, SKIN, GOOD = "#b0340a", "#0b5c8a", "#19693c"

SHOWN_TO = 12.0
"""The picture shows at least so many minutes, to have room for the rule about ten."""

COOLEST_SHOWN, HOTTEST_SHOWN = 20.0, 62.0
DOSE_SHOWN = 4.0
"""Thermal dose in minutes at which a bar is cut off; its number stands beside it."""


def _draw(settings: Settings) -> Shown:
    run = towel_run(settings)
    headline, tone = towel_headline(run)
    figure = blank(headline, tone)
    _draw_warmth(plain(figure.add_axes((0.075, 0.125, 0.63, 0.7))), run)
    _draw_dose(plain(figure.add_axes((0.775, 0.2, 0.21, 0.54))), run)
    return answer(
        figure, headline=headline, words=towel_words(run), tone=tone, drawn=towel_drawn(run)
    )


def _draw_warmth(axes: Axes, run: TowelRun) -> None:
    known = knowledge()
    ceiling = known.parameter("surface-ceiling").number
    low, high = known.parameter("surface-target").span
    last = max(SHOWN_TO, run.minutes)
    axes.set(xlim=(0, last), ylim=(COOLEST_SHOWN, HOTTEST_SHOWN), xlabel="minutes on the skin")
    axes.set_ylabel("°C")
    axes.set_yticks(range(20, 61, 10))
    axes.axhspan(ceiling, HOTTEST_SHOWN, facecolor="#fbe6e7", linewidth=0)
    axes.axhline(ceiling, color=INK["stop"], linewidth=2)
    axes.axhspan(low, high, facecolor="#d5ebdd", linewidth=0)
    _label(axes, 60.0, f"no towel above {ceiling:g} °C", INK["stop"])
    _label(axes, (low + high) / 2, f"towel at contact: {low:g} to {high:g} °C", GOOD)
    _draw_curves(axes, run)
    for minute, word in moments():
        axes.axvline(minute, color=QUIET, linewidth=1, linestyle=(0, (2, 2)))
        axes.text(minute + 0.08, COOLEST_SHOWN + 0.6, word, color=QUIET, fontsize=10, va="bottom")
    axes.plot([0], [run.celsius], color=HOT, marker="o", markersize=10, clip_on=False)
    if run.celsius > ceiling:
        axes.text(
            0.3,
            run.celsius,
            f"✗ {run.celsius:g} °C",
            color="white",
            fontsize=15,
            weight="bold",
            va="center",
            bbox={"facecolor": INK["stop"], "edgecolor": "none", "pad": 4},
            zorder=6,
        )


def _draw_curves(axes: Axes, run: TowelRun) -> None:
    for trace, colour, style, width, name in (
        (run.air, QUIET, (0, (4, 2)), 1.6, "same towel, held up in the air"),
        (run.skin.towel, HOT, "-", 2.8, "towel on the skin"),
        (run.skin.surface, SKIN, "-", 3.6, "skin"),
    ):
        minutes = [second / 60 for second in trace.seconds]
        axes.plot(
            minutes, trace.celsius, color=colour, linestyle=style, linewidth=width, label=name
        )
    axes.legend(loc="upper right", bbox_to_anchor=(1.0, 0.9), fontsize=11, framealpha=0.92)


def _label(axes: Axes, y: float, words: str, colour: str) -> None:
    last = axes.get_xlim()[1]
    axes.text(
        last, y, words + " ", color=colour, fontsize=11, weight="bold", ha="right", va="center"
    )


def _draw_dose(axes: Axes, run: TowelRun) -> None:
    limit = heat_limits(knowledge()).dose
    axes.set(xlim=(-0.95, 1.5), ylim=(0, DOSE_SHOWN), xticks=(0, 1), yticks=(0, 2, 4))
    axes.set_xticklabels(["in the\nmodel", "if nothing\ncooled"], fontsize=11)
    axes.set_title("Thermal dose\n(CEM43, minutes)", fontsize=11)
    axes.axhline(limit, color=INK["stop"], linewidth=2)
    for place, dose in enumerate((run.dose, run.bound)):
        over = dose is None or dose > limit
        high = DOSE_SHOWN if dose is None else min(dose, DOSE_SHOWN)
        colour = INK["stop"] if over else GOOD
        hatch = "////" if over else ""
        axes.bar([place], [high], width=0.62, facecolor="white", edgecolor=colour, hatch=hatch)
        axes.text(
            place,
            high + 0.08 if high < DOSE_SHOWN else DOSE_SHOWN - 0.42,
            dose_text(dose),
            color=colour,
            fontsize=12,
            weight="bold",
            ha="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1} if over else None,
        )
    axes.text(-0.92, limit + 0.07, "most", color=INK["stop"], fontsize=11, weight="bold")


towel = SliderModel(
    title="A hot towel on the skin",
    controls=(
        Amount(
            id="celsius",
            label="Towel at contact",
            unit="°C",
            low=30,
            high=60,
            step=0.5,
            start=41,
        ),
        Amount(id="minutes", label="Time on the skin", unit="min", low=1, high=20, step=1, start=8),
        Amount(id="room", label="Room", unit="°C", low=16, high=32, step=1, start=24),
        Pick(
            id="layers",
            label="Folded to",
            options={"1": "one layer", "2": "2 layers", "4": "4 layers", "8": "8 layers"},
            start="4",
        ),
        Pick(
            id="cover",
            label="Over the towel",
            options={each: cover.value for each, cover in COVERS.items()},
            start="dry-towel",
        ),
        Pick(
            id="dry",
            label="Between towel and skin",
            options={"none": "nothing", "dry": "a thin dry towel"},
            start="none",
        ),
    ),
    draw=_draw,
)
"""Towel and skin, the course's limits, thermal dose, and what the rules say of such a towel."""
