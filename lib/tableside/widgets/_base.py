"""What every widget of the course has in common: strict arguments, a text equal, one look."""

import html
from abc import ABCMeta, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

_HERE = Path(__file__).parent
_Bundle = tuple[dict[str, Any], dict[str, Any]]
START = "<b>To start this, choose Run ▸ Run All Cells in the menu at the top.</b>"
"""How what stands in the place of a widget begins."""

_VIEW = "application/vnd.jupyter.widget-view+json"


def module(name: str) -> str:
    """Return the course's common script followed by the ES module of one widget."""
    return "\n".join((_HERE / part).read_text(encoding="utf-8") for part in ("_base.js", name))


def stylesheet(name: str) -> str:
    """Return the course's common styles followed by those of one widget."""
    return "\n".join((_HERE / part).read_text(encoding="utf-8") for part in ("_base.css", name))


class CourseWidgetMeta(traitlets.MetaHasTraits, ABCMeta):
    """Makes classes that have both traits and abstract methods."""


class CourseWidget(anywidget.AnyWidget, metaclass=CourseWidgetMeta):
    """A widget that refuses misspelt arguments, prints the same every time and fails aloud."""

    error = traitlets.Unicode("").tag(sync=True)
    """What went wrong in a handler, in plain words; shown inside the widget when not empty."""

    def __init__(self, **traits: object) -> None:
        unknown = sorted(traits.keys() - self.traits().keys())
        if unknown:
            raise TypeError(f"{type(self).__name__} has no {' or '.join(unknown)}")
        super().__init__(**traits)

    def hear(self, name: str, handler: Callable[[Any], None]) -> None:
        """Call *handler* with the new value of trait *name*; what it raises shows in ``error``.

        An exception in an observer otherwise vanishes into a log that no student opens.
        """

        def handle(change: Mapping[str, Any]) -> None:
            try:
                handler(change["new"])
            except Exception as error:  # noqa: BLE001 - every fault must reach the person
                self.error = str(error) or type(error).__name__
            else:
                self.error = ""

        self.observe(handle, name)

    @abstractmethod
    def as_text(self) -> str:
        """Return what the widget shows as text, for print, speech and notebooks without widgets."""

    def as_static_html(self) -> str:
        """Return what stands in the widget's place until the notebook is run."""
        lines = "".join(f"<br>{html.escape(line)}" for line in self.as_text().splitlines())
        return f'<div style="border: 1px solid; padding: 0.5em 1em">{START}{lines}</div>'

    def __repr__(self) -> str:
        return self.as_text()

    def _repr_mimebundle_(
        self, **kwargs: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        found, metadata = bundle
        shown = {"text/plain": self.as_text(), "text/html": self.as_static_html()}
        return {_VIEW: found[_VIEW], **shown}, metadata
