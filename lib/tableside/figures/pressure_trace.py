"""A picture of one round of the pressure drill: the own line over the band, and what was lost."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tableside.drills import PressurePlan, PressureScore, Trace
from tableside.figures.picture import Picture, from_figure

BAND, MINE, LIMIT, QUIET = "#0b5c8a", "#b0340a", "#a31621", "#55585c"

HEADROOM = 0.2
"""The picture shows this much of the range above the client's limit, or more if it was pressed."""


def pressure_trace_picture(trace: Trace, score: PressureScore, plan: PressurePlan) -> Picture:
    """Return the trace over its band, with the moments that made the round unsafe marked."""
    figure = Figure(figsize=(9.2, 4.4))
    axes = figure.add_axes((0.08, 0.13, 0.9, 0.76))
    highest = max(trace.samples.press, default=0.0)
    top = min(1.0, max(plan.limit + HEADROOM, highest + 0.05))
    axes.set(xlim=(0, plan.seconds), ylim=(0, top), xlabel="seconds")
    axes.set_ylabel("press, share of the device's range")
    axes.spines[["top", "right"]].set_visible(False)
    _draw_plan(axes, plan)
    seconds = [t / 1000 for t in trace.samples.t]
    axes.plot(seconds, trace.samples.press, color=MINE, linewidth=2.6)
    _draw_vetoes(axes, score)
    axes.set_title(score.headline(), loc="left", fontsize=14, weight="bold")
    return from_figure(figure, alt=pressure_trace_alt(score, plan))


def pressure_trace_alt(score: PressureScore, plan: PressurePlan) -> str:
    """Return a text that can replace the picture."""
    return (
        f"Press over {plan.seconds:g} seconds. The band rises for {plan.ramp_seconds:g} s, holds "
        f"between {plan.low * 100:.0f} and {plan.high * 100:.0f} % of the device's range for "
        f"{plan.hold_seconds:g} s and falls for {plan.release_seconds:g} s; the client's limit is "
        f"{plan.limit * 100:.0f} %. " + score.as_text().replace("\n", " ")
    )


def _draw_vetoes(axes: Axes, score: PressureScore) -> None:
    for second, seconds in dict.fromkeys((veto.second, veto.seconds) for veto in score.vetoes):
        axes.axvspan(
            second, second + seconds, facecolor="none", edgecolor=LIMIT, hatch="\\", alpha=0.5
        )
        axes.text(
            second + seconds / 2,
            axes.get_ylim()[1],
            "unsafe",
            color=LIMIT,
            weight="bold",
            ha="center",
            va="top",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        )


def _draw_plan(axes: Axes, plan: PressurePlan) -> None:
    seconds, lower, target, upper = zip(*plan.profile(), strict=True)
    axes.fill_between(seconds, lower, upper, facecolor=f"{BAND}30", linewidth=0)
    axes.fill_between(
        seconds, lower, upper, facecolor="none", edgecolor=BAND, hatch="///", linewidth=0.8
    )
    axes.plot(seconds, target, color=BAND, linewidth=1.2, linestyle="--")
    axes.axhline(plan.limit, color=LIMIT, linewidth=1.6, linestyle=(0, (8, 4)))
    axes.text(0.1, plan.limit, "client's limit", color=LIMIT, va="bottom", weight="bold")
    axes.text(0.1, plan.middle, "band", color=BAND, va="center", weight="bold")
    for end in plan.ends()[:-1]:
        axes.axvline(end, color=QUIET, linewidth=0.8, alpha=0.5)
