"""How work ends: tapering off and letting go, by one steady hand in no hurry and in haste."""

import random
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from tableside.drills import DrillScore, ProfilePlan, ReleasePlan, TaperPlan, Trace, score_pressure
from tableside.drills.simulated import EXPERT, simulate
from tableside.drills.target import TargetPlan
from tableside.figures.picture import Picture, from_figure
from tableside.figures.pressure_trace import BAND, LIMIT, MINE, QUIET

SEED = 6
"""The chance in every invented round is drawn from this, so that pictures do not change."""

GONE_SECONDS = 0.5
"""How long the hasty hand takes to be gone: an invented number, for the picture."""

GOOD = "#19693c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One invented round, and how the drill scores it."""

    title: str
    trace: Trace
    score: DrillScore

    @property
    def headline(self) -> str:
        """Title and points, with a sign that does without colour."""
        points = self.score.points or 0.0
        return f"{'✓' if self.score.passed else '✗'} {self.title}: {points:.0f} of 100"


def tapers() -> tuple[Ending, Ending]:
    """Return a taper over several strokes, and firm work that stops all at once."""
    plan = TaperPlan()
    return _endings(plan, "Lighter with every stroke", "Firm to the end, then gone")


def releases() -> tuple[Ending, Ending]:
    """Return a release over several seconds, and a hand that is suddenly gone."""
    return _endings(ReleasePlan(), "Gone over several seconds", "Suddenly gone")


def taper_picture() -> Picture:
    """Return both tapers side by side over the drill's band."""
    plan = TaperPlan()
    slow, hasty = endings = tapers()
    alt = (
        f"Two invented rounds of {plan.seconds:g} seconds, after work at level {plan.first_level}. "
        f"The band asks for {plan.strokes} strokes, each a little lighter, down to level "
        f"{plan.last_level}, and then for a slow release. Left: the line goes down the band step "
        f"by step, {slow.score.points:.0f} of 100 points. Right: the line stays at level "
        f"{plan.first_level} while the band goes down, and drops to nothing in half a second at "
        f"the end, {hasty.score.points:.0f} of 100 points. {_costs(hasty)}"
    )
    return _side_by_side(plan, endings, alt=alt)


def release_picture() -> Picture:
    """Return both releases side by side over the drill's band."""
    plan = ReleasePlan()
    slow, hasty = endings = releases()
    alt = (
        f"Two invented rounds of {plan.seconds:g} seconds at level {plan.level}. The band leans "
        f"in, holds, and takes {plan.release_seconds:g} seconds to come down. Left: the line "
        f"comes down with the band, {slow.score.points:.0f} of 100 points. Right: the line drops "
        f"to nothing in half a second, {hasty.score.points:.0f} of 100 points. {_costs(hasty)}"
    )
    return _side_by_side(plan, endings, alt=alt)


def _endings(plan: TaperPlan | ReleasePlan, slow: str, hasty: str) -> tuple[Ending, Ending]:
    """Return *plan* as a steady hand follows it, and as the same hand ends it in haste."""
    return _ending(plan, plan, slow), _ending(plan, _in_haste(plan), hasty)


def _ending(plan: TargetPlan, followed: TargetPlan, title: str) -> Ending:
    trace = simulate(followed, EXPERT, random.Random(SEED))  # noqa: S311 - a picture, no secret
    return Ending(title=title, trace=trace, score=score_pressure(trace, plan))


def _in_haste(plan: TargetPlan) -> ProfilePlan:
    """Return the line of a hand that stays at the first pressure, then is gone."""
    lead, ramp = plan.corners()[1].second, plan.corners()[2].second
    off = [corner.second for corner in plan.corners() if corner.target][-1]
    return ProfilePlan(
        points=(
            (0.0, 0.0),
            (lead, 0.0),
            (ramp, plan.peak),
            (off, plan.peak),
            (off + GONE_SECONDS, 0.0),
            (plan.seconds, 0.0),
        )
    )


def _costs(ending: Ending) -> str:
    """Return what cost the most, as the drill says it."""
    lost = ending.score.deductions[0]
    return f"{lost.happened} {lost.next_time}"


def _side_by_side(plan: TargetPlan, endings: tuple[Ending, Ending], *, alt: str) -> Picture:
    figure = Figure(figsize=(9.6, 3.9))
    for number, ending in enumerate(endings):
        axes = figure.add_axes((0.09 + number * 0.47, 0.14, 0.42, 0.72))
        _draw(axes, plan, ending)
        if number:
            axes.set_yticklabels([])
    return from_figure(figure, alt=alt)


def _draw(axes: Axes, plan: TargetPlan, ending: Ending) -> None:
    most = plan.target_zones()[0].max_pressure
    wide = plan.share_per_level
    axes.set(xlim=(0, plan.seconds), ylim=(0, most * wide), xlabel="seconds")
    axes.set_yticks(
        [(level - 0.5) * wide for level in range(1, most + 1)],
        [f"level {level}" for level in range(1, most + 1)],
        fontsize=11,
    )
    axes.xaxis.set_major_locator(MultipleLocator(5))
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right"]].set_visible(False)
    for level in range(1, most):
        axes.axhline(level * wide, color=QUIET, linewidth=0.7, alpha=0.5)
    seconds, lower, _, upper = zip(*plan.profile(), strict=True)
    axes.fill_between(seconds, lower, upper, facecolor=f"{BAND}30", linewidth=0)
    axes.fill_between(
        seconds, lower, upper, facecolor="none", edgecolor=BAND, hatch="///", linewidth=0.8
    )
    # Every third sample of sixty a second draws the same line in a third of the picture's size.
    samples = ending.trace.samples[::3]
    axes.plot(
        [sample.t / 1000 for sample in samples],
        [sample.press for sample in samples],
        color=MINE,
        linewidth=2.6,
    )
    axes.set_title(
        ending.headline,
        loc="left",
        fontsize=13,
        weight="bold",
        color=GOOD if ending.score.passed else LIMIT,
    )
