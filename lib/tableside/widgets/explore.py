"""Move a model with sliders: its picture, and what it says in plain words, follow at once."""

import base64
import html
from collections.abc import Mapping
from typing import Any, Protocol

import traitlets

from tableside.errors import TablesideError
from tableside.widgets._base import CourseWidget, module, stylesheet


class _Picture(Protocol):
    @property
    def svg(self) -> str: ...
    @property
    def alt(self) -> str: ...


class _Shown(Protocol):
    @property
    def headline(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def picture(self) -> _Picture: ...


class Explorable(Protocol):
    """A model with controls, such as a ``SliderModel`` of the figures; Python decides and draws."""

    @property
    def title(self) -> str:
        """What the model is called."""

    @property
    def caution(self) -> str:
        """What it is not."""

    def starts(self) -> dict[str, Any]:
        """Return what the controls are set to at first, by id."""

    def controls_shown(self) -> list[dict[str, Any]]:
        """Return the controls, of kind ``amount`` or ``pick``, as the page reads them."""

    def settings_text(self, values: Mapping[str, object]) -> str:
        """Return in one line what *values* set."""

    def shown(self, values: Mapping[str, object]) -> _Shown:
        """Return the picture and the words for *values*; what it raises, the learner reads."""


class ModelExplorer(CourseWidget):
    """A model whose picture and sentence follow its sliders."""

    _esm = module("explore.js")
    _css = stylesheet("explore.css")

    model = traitlets.Dict().tag(sync=True)
    """Title, caution and controls."""

    values = traitlets.Dict().tag(sync=True)
    """What the controls are set to by id; one outside its range leaves the picture as it was."""

    shown = traitlets.Dict().tag(sync=True)
    """Picture, its text, headline, words and tone, for the last values that could be shown."""

    def __init__(self, explored: Explorable) -> None:
        self.explored = explored
        self._told: dict[str, Any] = {}
        super().__init__(
            model={
                "title": explored.title,
                "caution": explored.caution,
                "controls": explored.controls_shown(),
            },
            values=explored.starts(),
        )
        self._show(self.values)
        self.hear("values", self._show)

    def as_text(self) -> str:
        """Return the settings and what the model says of them."""
        return "\n".join(
            [
                self.model["title"],
                self.explored.settings_text(self._told),
                f"{self.shown['headline']}. {self.shown['words']}",
                f"Picture: {self.shown['alt']}",
                self.model["caution"],
            ]
        )

    def as_static_html(self) -> str:
        """Return the picture as it is now, with what stands in the place of every widget."""
        source = base64.b64encode(self.shown["svg"].encode()).decode()
        return (
            f'{super().as_static_html()}<img alt="{html.escape(self.shown["alt"])}" '
            f'style="max-width: 100%; height: auto" src="data:image/svg+xml;base64,{source}">'
        )

    def _show(self, values: Mapping[str, object]) -> None:
        try:
            found = self.explored.shown(values)
        except TablesideError as error:
            raise TablesideError(f"{error} The picture still shows what was set before.") from error
        self._told = dict(values)
        self.shown = {
            "svg": found.picture.svg,
            "alt": found.picture.alt,
            "headline": found.headline,
            "words": found.words,
            "tone": found.tone,
        }
