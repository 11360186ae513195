"""The article's order of the steps beside a safe one, joined by lines."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tableside.figures.picture import Picture, from_figure
from tableside.knowledge import knowledge
from tableside.knowledge.steps import Step

STAYS, EARLIER, ADDED, QUIET = "#55585c", "#0b5c8a", "#a33c00", "#75797e"

LEFT, RIGHT = 0.0, 1.0
"""Where the two columns stand."""


def safe_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return *steps* in an order that keeps every rule, hard and soft.

    Of steps that may come next, the one with the smallest number does; other orders are safe too.
    """
    left, done = sorted(steps, key=lambda step: step.number), list[Step]()
    while left:
        names = {step.id for step in left}
        ready = (step for step in left if not names & {each.step for each in step.after})
        step = next(ready)
        done.append(step)
        left.remove(step)
    return tuple(done)


def safe_order_picture() -> Picture:
    """Return the steps as the article tells them and as the course does them."""
    ours = safe_order(knowledge().steps)
    article = [step for step in sorted(ours, key=lambda each: each.number) if step.article_title]
    figure = Figure(figsize=(10.4, 6.4))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(-1.0, 2.25), ylim=(len(ours) + 0.2, -1.5))
    axes.axis("off")
    for place, words in ((LEFT, "As the article has it"), (RIGHT, "In a safe order")):
        side = "right" if place == LEFT else "left"
        axes.text(place, -1.0, words, ha=side, va="center", fontsize=14, weight="bold")
    for row, step in enumerate(ours):
        _draw_step(axes, step, row, article)
    foot = len(ours) - 0.1
    axes.text(RIGHT, foot, "↑ earlier than in the article", color=EARLIER, fontsize=11)
    return from_figure(figure, alt=safe_order_alt(ours))


def safe_order_alt(ours: Sequence[Step]) -> str:
    """Return a text that can replace the picture: the safe order, with the article's numbers."""
    told = [f"{row}. {step.title} ({_origin(step)})." for row, step in enumerate(ours, start=1)]
    return "One safe order of a session, beside the article's: " + " ".join(told)


def _origin(step: Step) -> str:
    return f"the article's step {step.number}" if step.article_title else "not in the article"


def _draw_step(axes: Axes, step: Step, row: int, article: Sequence[Step]) -> None:
    """Draw one step on the right and, where the article has it, on the left and the line."""
    colour, words = ADDED, f"{step.title}  (new)"
    if step.article_title:
        # The article's column begins a row lower, level with its first step.
        there = article.index(step) + 1
        colour = EARLIER if there > row else STAYS
        words = f"{step.title}{'  ↑' if colour == EARLIER else ''}"
        axes.plot([LEFT + 0.03, RIGHT - 0.03], [there, row], color=colour, linewidth=2)
        axes.text(
            LEFT,
            there,
            f"{step.article_title}   {step.number}",
            ha="right",
            va="center",
            fontsize=11.5,
        )
    axes.text(
        RIGHT,
        row,
        f"{step.number}   {words}",
        ha="left",
        va="center",
        fontsize=11.5,
        color=colour if colour != STAYS else "black",
        weight="bold" if colour == ADDED else "normal",
    )
