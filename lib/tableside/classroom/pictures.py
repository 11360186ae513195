"""A run of a class as one picture, for the notebook that looks back."""

import io
import json
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tableside.classroom.result import CELL
from tableside.classroom.statistics import BIN
from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge

BLUE, RED, GREY, BAND = "#0b5c8a", "#a31621", "#75797e", "#bfe3cb"

UNSAFE = -2 * BIN
"""Where the bar of unsafe results stands, apart from the points."""


def class_picture(kept: str) -> Picture:
    """Return the picture of a board's *kept* parts, as the notebook holds them."""
    found: dict[str, Any] = json.loads(kept)
    return from_figure(_figure(found), alt=_alt(found))


def class_png(kept: str) -> tuple[bytes, str]:
    """Return the same as a PNG, which a notebook shows unasked, and the text that replaces it."""
    found: dict[str, Any] = json.loads(kept)
    image = io.BytesIO()
    _figure(found).savefig(image, format="png", dpi=110)
    return image.getvalue(), _alt(found)


def _figure(found: dict[str, Any]) -> Figure:
    panels = [draw for part, draw in _PANELS.items() if found.get(part)]
    figure = Figure(figsize=(4.4 * max(1, len(panels)), 3.6), layout="constrained")
    for number, draw in enumerate(panels, 1):
        draw(figure.add_subplot(1, len(panels), number), found)
    return figure


def _alt(found: dict[str, Any]) -> str:
    parts = [f"What {found['count']} results of a class come to."]
    if spread := found.get("spread"):
        bars = [
            f"{count} from {BIN * at} points on" for at, count in enumerate(spread["bars"]) if count
        ]
        parts.append(f"Safe results: {', '.join(bars) or 'none'}. Unsafe: {spread['unsafe']}.")
    if found.get("overlay"):
        parts.append("All traces over each other, with their median and the middle eight in ten.")
        parts.append(
            "A band is the plan, a dashed line the client's limit." if _aims(found) else ""
        )
    if found.get("heat"):
        parts.append("A map of the back shows where the class pressed.")
    return " ".join(parts)


def _aims(found: dict[str, Any]) -> bool:
    """Return whether the traces of a run are held against a line."""
    return bool(found.get("overlay") and (found.get("target") or {}).get("profile"))


def _draw_spread(axes: Axes, found: dict[str, Any]) -> None:
    bars = found["spread"]["bars"]
    axes.bar([BIN * at + BIN / 2 for at in range(len(bars))], bars, width=BIN - 1, color=BLUE)
    axes.bar([UNSAFE], [found["spread"]["unsafe"]], width=BIN - 1, color=RED, hatch="//")
    axes.set(xlabel="points", ylabel="students", title="Scores")
    axes.set_xticks([UNSAFE, 0, 50, 100], ["unsafe", "0", "50", "100"])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _draw_overlay(axes: Axes, found: dict[str, Any]) -> None:
    overlay, target = found["overlay"], found.get("target") or {}
    last, seconds = len(overlay["middle"]) - 1, target.get("seconds") or 0
    whole, words = (seconds, "seconds") if seconds else (100, "% of the round")
    times = [whole * at / last for at in range(last + 1)]
    if profile := target.get("profile"):
        when, low, *_, high = zip(*profile, strict=True)
        axes.fill_between(when, low, high, color=BAND)
    if limit := target.get("limit"):
        axes.axhline(limit, color=RED, linestyle="--")
    for line in overlay["lines"]:
        axes.plot(times, line, color=GREY, linewidth=0.5, alpha=0.5)
    axes.fill_between(times, overlay["low"], overlay["high"], color=BLUE, alpha=0.25)
    axes.plot(times, overlay["middle"], color=BLUE, linewidth=2)
    axes.set(xlabel=words, ylabel="share of the device's range", title="Pressure over time")


def _draw_heat(axes: Axes, found: dict[str, Any]) -> None:
    for x, y, share in found["heat"]:
        axes.fill([x, x + CELL, x + CELL, x], [y, y, y + CELL, y + CELL], color=RED, alpha=share)
    for zone in knowledge().zones:
        axes.fill(*zip(*zone.polygon, strict=True), fill=False, edgecolor=GREY, linewidth=0.7)
    axes.set_aspect("equal")
    axes.invert_yaxis()
    axes.set_axis_off()
    for place, words in ((0.0, "client's left"), (1.0, "client's right")):
        axes.text(place, 1.0, words, transform=axes.transAxes, ha="center", va="top")
    axes.set_title("Where the class pressed")


_PANELS = {"spread": _draw_spread, "overlay": _draw_overlay, "heat": _draw_heat}
