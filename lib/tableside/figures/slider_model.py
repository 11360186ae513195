"""A model that a learner moves with sliders: what can be set, and what is shown for it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tableside.errors import TablesideError, UnknownNameError
from tableside.figures.picture import Picture, from_figure
from tableside.physics.quantity import within

CAUTION = (
    "This is a teaching model. Test a real towel on your own forearm, ask the client, "
    "and watch the skin."
)
"""What a model of heat says of itself."""

CAUTION_OF_TOUCH = (
    "This is a teaching model, and no client. Press slowly, ask for a number, and watch the face "
    "and the breath."
)
"""What a model of pressing says of itself."""

Tone = Literal["stop", "care", "fine", "plain"]
"""How an answer is meant: not like this; with care; within the rules; no judgement at all."""

SIGNS: Mapping[Tone, str] = {"stop": "✗ ", "care": "! ", "fine": "✓ ", "plain": ""}
"""What stands before a headline, so that colour never speaks alone."""

INK: Mapping[Tone, str] = {
    "stop": "#a31621",
    "care": "#7a4b00",
    "fine": "#19693c",
    "plain": "#1b1b1b",
}
QUIET = "#55585c"

WIDE, HIGH = 9.2, 4.7
"""Size of every picture of a model, in inches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number that a slider sets, from *low* to *high* in its *unit*."""

    id: str
    label: str
    unit: str
    low: float
    high: float
    step: float
    start: float

    def read(self, value: object) -> float:
        """Return *value* as a number within the range; raises TablesideError if it is not."""
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            raise TablesideError(
                f"{self.label} needs a number from {self.low:g} to {self.high:g} {self.unit}."
            )
        name = self.label[0].lower() + self.label[1:]
        return float(within(f"value for “{name}”", value, self.low, self.high, self.unit))

    def words(self, value: float) -> str:
        """Return the setting in words, such as ``Room: 24 °C``."""
        return f"{self.label}: {value:g} {self.unit}"

    def as_dict(self) -> dict[str, Any]:
        """Return what a page needs to show it."""
        shown = {"kind": "amount", "id": self.id, "label": self.label, "unit": self.unit}
        return {**shown, "low": self.low, "high": self.high, "step": self.step}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One of several *options*, by id and with words to show."""

    id: str
    label: str
    options: Mapping[str, str]
    start: str

    def read(self, value: object) -> str:
        """Return *value* if it is one of the options; raises UnknownNameError if it is not."""
        if not isinstance(value, str) or value not in self.options:
            known = ", ".join(self.options)
            raise UnknownNameError(f"{self.label} is {value!r}; choose one of {known}.")
        return value

    def words(self, value: str) -> str:
        """Return the setting in words."""
        return f"{self.label}: {self.options[value]}"

    def as_dict(self) -> dict[str, Any]:
        """Return what a page needs to show it."""
        options = [{"id": each, "text": text} for each, text in self.options.items()]
        return {"kind": "pick", "id": self.id, "label": self.label, "options": options}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set, each within its range: ``amounts`` in their units, ``picks`` by id."""

    amounts: Mapping[str, float]
    picks: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a model shows for its settings: a picture, and the same in plain words."""

    headline: str
    words: str
    tone: Tone
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class SliderModel:
    """A model with its controls; ``draw`` is a pure function of what they are set to."""

    title: str
    controls: tuple[Amount | Pick, ...]
    draw: Callable[[Settings], Shown]
    caution: str = CAUTION

    def starts(self) -> dict[str, float | str]:
        """Return what the controls are set to at first, by id."""
        return {each.id: each.start for each in self.controls}

    def shown(self, values: Mapping[str, object]) -> Shown:
        """Return what is shown for *values*; a control that they leave out is as at first.

        Raises OutOfRangeError, UnknownNameError or TablesideError for what cannot be set.
        """
        return self.draw(self._settings(values))

    def settings_text(self, values: Mapping[str, object]) -> str:
        """Return in one line what *values* set; raises as ``shown`` does."""
        found = self._settings(values)
        return "; ".join(
            each.words(found.amounts[each.id])
            if isinstance(each, Amount)
            else each.words(found.picks[each.id])
            for each in self.controls
        )

    def controls_shown(self) -> list[dict[str, Any]]:
        """Return the controls as a page needs them."""
        return [each.as_dict() for each in self.controls]

    def _settings(self, values: Mapping[str, object]) -> Settings:
        if unknown := sorted(values.keys() - self.starts().keys()):
            known = ", ".join(self.starts())
            raise UnknownNameError(f"Nothing here is called {', '.join(unknown)}; known: {known}.")
        given = {**self.starts(), **values}
        return Settings(
            amounts={
                each.id: each.read(given[each.id])
                for each in self.controls
                if isinstance(each, Amount)
            },
            picks={
                each.id: each.read(given[each.id])
                for each in self.controls
                if isinstance(each, Pick)
            },
        )


def blank(headline: str, tone: Tone) -> Figure:
    """Return a figure of the models' size that so far holds its headline.

    What is not to be done stands in a red frame.
    """
    width = 9.0 if tone == "stop" else 0.0
    figure = Figure(figsize=(WIDE, HIGH), edgecolor=INK["stop"], linewidth=width)
    figure.text(
        0.02, 0.945, SIGNS[tone] + headline, fontsize=15, weight="bold", color=INK[tone], va="top"
    )
    return figure


def plain(axes: Axes) -> Axes:
    """Return *axes* without the two sides of the frame that carry no scale."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=11)
    axes.xaxis.label.set_fontsize(12)
    axes.yaxis.label.set_fontsize(12)
    return axes


def answer(figure: Figure, *, headline: str, words: str, tone: Tone, drawn: str) -> Shown:
    """Return what is shown: the figure, and texts in which *drawn* tells what it draws."""
    return Shown(
        headline=headline,
        words=words,
        tone=tone,
        picture=from_figure(figure, trim=False, alt=f"{headline}. {drawn}"),
    )
