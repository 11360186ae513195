"""What gliding left on the back: shared out evenly, and unevenly."""

import random
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Polygon
from matplotlib.path import Path

from tableside.drills import CoveragePlan, DrillScore, score_coverage
from tableside.drills.even import even_looks
from tableside.drills.raster import Left, left_by, middle_of, region
from tableside.drills.simulated import EXPERT, NOVICE, Learner, simulate_round
from tableside.figures.back_map import BONE, BONE_LINE, SKIN, SKIN_LINE
from tableside.figures.picture import Picture, from_figure
from tableside.knowledge.back_map import Zone
from tableside.knowledge.body_outline import Line, LineKind, body_outline

EVEN_SEED, UNEVEN_SEED = 5, 70
"""The chance in each invented round is drawn from these, so that pictures do not change."""

FRAME = (-13.0, 13.0, 30.0, 12.0)
"""Left, right, bottom and top of what is drawn, in the centimetres of the back map."""

SHARES = (0.1, 0.5, 1.75, 100.0)
"""Where one look ends and the next begins, as shares of what each place would get if all got
the same (course rules)."""

COLOURS = ("#a9d5c4", "#3b9b7c", "#b4531a")
HATCHES = ("///", "", "xx")
WORDS = ("less than half an even share", "about an even share", "much more than an even share")

GOOD, BAD = "#19693c", "#a31621"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One invented round of the coverage drill, and what it left."""

    title: str
    left: Left
    score: DrillScore

    @property
    def headline(self) -> str:
        """Title and points, with a sign that does without colour."""
        points = self.score.points or 0.0
        return f"{'✓' if self.score.passed else '✗'} {self.title}: {points:.0f} of 100"

    def untouched(self, plan: CoveragePlan) -> float:
        """Return which share of the region the hand never reached."""
        wanted = region(plan.zones)
        return sum(cell not in self.left.dose for cell in wanted) / len(wanted)


def covered_backs() -> tuple[Covered, Covered]:
    """Return a round shared out evenly, and one that lingers and leaves ends out."""
    return (
        _covered("Evenly covered", EXPERT, EVEN_SEED),
        _covered("Unevenly covered", NOVICE, UNEVEN_SEED),
    )


def covered_backs_picture() -> Picture:
    """Return both rounds side by side on the back map."""
    plan = CoveragePlan()
    figure = Figure(figsize=(9.6, 4.9))
    rounds = covered_backs()
    for number, each in enumerate(rounds):
        axes = figure.add_axes((number * 0.5, 0.1, 0.49, 0.8))
        _draw(axes, plan, each)
    figure.legend(
        handles=[
            Patch(facecolor=colour, hatch=hatch, edgecolor="#3f4347", label=words)
            for colour, hatch, words in zip(COLOURS, HATCHES, WORDS, strict=True)
        ],
        loc="lower center",
        ncols=3,
        frameon=False,
        fontsize=11,
        handlelength=2.2,
        handleheight=1.3,
    )
    return from_figure(figure, alt=_alt(plan, *rounds))


def _covered(title: str, learner: Learner, seed: int) -> Covered:
    plan = CoveragePlan()
    chance = random.Random(seed)  # noqa: S311 - a picture, no secret
    trace, _ = simulate_round(plan, learner, chance)
    if trace is None:
        raise AssertionError("gliding is recorded as a trace")
    left = left_by(even_looks(trace, plan.seconds), plan.contact)
    return Covered(title=title, left=left, score=score_coverage(trace, plan))


def _alt(plan: CoveragePlan, even: Covered, uneven: Covered) -> str:
    longest, _ = even.left.hotspot()
    seconds, where = uneven.left.hotspot()
    return (
        f"Two invented rounds of {plan.work_seconds:g} seconds of gliding over the "
        f"{plan.place()}. Left: {1 - even.untouched(plan):.0%} of the region was reached, and "
        f"most of it got about the same; no place had the hand on it for more than {longest:.0f} "
        f"seconds, {even.score.points:.0f} of 100 points. "
        f"Right: {uneven.untouched(plan):.0%} of the region was never reached, its upper and "
        f"lower ends, and one place had the hand on it "
        f"for {seconds:.0f} seconds ({where}), {uneven.score.points:.0f} of 100 points."
    )


def _draw(axes: Axes, plan: CoveragePlan, each: Covered) -> None:
    axes.set(xlim=FRAME[:2], ylim=FRAME[2:], aspect="equal")
    axes.axis("off")
    _draw_body(axes)
    _draw_left(axes, plan, each.left)
    for zone in plan.target_zones():
        _outline(axes, zone)
    for x, words in ((-9.5, "client's left"), (9.5, "client's right")):
        axes.text(x, 13.0, words, ha="center", va="center", fontsize=11)
    axes.set_title(
        each.headline, fontsize=13, weight="bold", color=GOOD if each.score.passed else BAD
    )


def _draw_left(axes: Axes, plan: CoveragePlan, left: Left) -> None:
    wanted = region(plan.zones)
    fair = sum(left.dose.get(cell, 0.0) for cell in wanted) / len(wanted)
    columns, rows = (sorted(range(*span)) for span in ((-26, 26), (24, 60)))
    shares = np.array(
        [[left.dose.get((column, row), 0.0) / fair for column in columns] for row in rows]
    )
    axes.contourf(
        [middle_of((column, 0))[0] for column in columns],
        [middle_of((0, row))[1] for row in rows],
        shares,
        levels=SHARES,
        colors=COLOURS,
        hatches=HATCHES,
    )


def _outline(axes: Axes, zone: Zone) -> None:
    axes.add_patch(
        Polygon(zone.polygon, facecolor="none", edgecolor="#1b1b1b", linewidth=1.6, zorder=4)
    )


def _draw_body(axes: Axes) -> None:
    for line in body_outline():
        if line.kind is LineKind.BODY:
            _add(axes, line, facecolor=SKIN, edgecolor=SKIN_LINE)
        elif line.kind in (LineKind.BONE, LineKind.LEVEL) and _is_shown(line):
            _add(axes, line, facecolor=BONE, edgecolor=BONE_LINE)


def _is_shown(line: Line) -> bool:
    left, right, bottom, top = FRAME
    return any(left < x < right and top < y < bottom for x, y in line.points)


def _add(axes: Axes, line: Line, *, facecolor: str, edgecolor: str) -> None:
    places, codes = [line.points[0]], [Path.MOVETO]
    for piece in line.curve():
        places.extend(piece)
        codes.extend([Path.CURVE4] * 3)
    shape = PathPatch(
        Path(places, codes), facecolor=facecolor, edgecolor=edgecolor, linewidth=0.9, zorder=0.5
    )
    axes.add_patch(shape)
