"""Start an activity with the class from the slide that introduces it; seen by its instructor only.

``start_with_class("hold")`` shows buttons to whoever teaches a class on this computer, and nothing
to anybody else. Every drill of a lesson offers the same above itself, without a cell of its own.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import traitlets
from IPython.display import display

from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets._class_remote import (
    ClassRemote,
    ClassRemoteError,
    class_taught_here,
    keep_note,
)

ACTS = {
    "start": "Start with the class",
    "pause": "Pause",
    "resume": "Go on",
    "reveal": "Reveal on the projector",
    "hide": "Hide again",
    "next": "Next",
}
"""What can be done from a slide, with the words of its button."""

PHASES = {"open": "open", "paused": "paused", "locked": "locked", "closed": "closed"}


class StartWithClass(CourseWidget):
    """A line of buttons that drive the class, for its instructor."""

    _esm = module("start_with_class.js")
    _css = stylesheet("start_with_class.css")

    stand = traitlets.Dict().tag(sync=True)
    """``title``, ``words`` and ``acts`` to show; empty for whoever teaches no class here."""
    asked = traitlets.Dict().tag(sync=True)
    """What was asked for, with a number that is another one each time."""
    asks_link = traitlets.Bool(default_value=False).tag(sync=True)
    """Whether the link with which one teaches is asked for."""

    def __init__(self, activity: str = "", *, remote: ClassRemote | None = None) -> None:
        """Drive *activity* of the class of *remote*."""
        self._activity = activity
        self._remote = remote
        self._title = ""
        super().__init__(asks_link=not activity)
        if remote is not None and activity:
            self._title = remote.activities()[activity]
            self._look()
        self.hear("asked", self._answer)

    def as_text(self) -> str:
        """Return what the buttons are for; nothing for whoever teaches no class here."""
        if self.asks_link:
            return "Type the link with which you teach, so that your slides can start activities."
        return f"For you who teach: {self._title}: {self.stand['words']}" if self.stand else ""

    def as_static_html(self) -> str:
        """Return nothing: what is for an instructor alone is never saved in a notebook."""
        return ""

    def _repr_mimebundle_(
        self, **kwargs: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        if not (self.stand or self.asks_link):
            return {"text/plain": ""}, {}
        return super()._repr_mimebundle_(**kwargs)

    def _answer(self, asked: Mapping[str, Any]) -> None:
        act = str(asked.get("act", ""))
        if not act:
            return
        if act == "link":
            remote = ClassRemote.of_link(str(asked.get("link", "")))
            titles = remote.activities()
            kept = keep_note(Path.home(), remote)
            words = f"Your notebooks can start {len(titles)} activities now (kept in {kept.name})."
            self.stand = {"title": "", "words": words, "acts": []}
            self.asked = {}  # the link is not to stay where a notebook keeps its widgets
            return
        if self._remote is None:
            raise ClassRemoteError("No class is taught here.")
        if act == "start":
            self._remote.drive("start", question=self._activity)
        elif act in ACTS:
            run = self._remote.view().get("run") or {}
            self._remote.drive(act, run="" if act == "next" else run.get("run", ""))
        self._look()

    def _look(self) -> None:
        """Show how the class stands with the activity."""
        assert self._remote is not None  # noqa: S101 - who calls this has one
        view = self._remote.view()
        run = view.get("run") or {}
        mine = run.get("question") == self._activity
        words = f"{len(view.get('members', ()))} in the class"
        acts = ["start"]
        if mine:
            done = f"{view['done']} of {view['there']} done"
            revealed = ", revealed" if run["revealed"] else ""
            words, acts = f"{PHASES[run['phase']]}{revealed} · {done}", _acts(run)
        shown = [{"id": act, "words": ACTS[act]} for act in acts]
        self.stand = {"title": self._title, "words": words, "acts": shown}


def _acts(run: Mapping[str, Any]) -> list[str]:
    going = {"open": ["pause"], "paused": ["resume"], "locked": [], "closed": []}[run["phase"]]
    return [*going, "hide" if run["revealed"] else "reveal", "next"]


def start_with_class(activity: str) -> StartWithClass:
    """Return buttons that start *activity* with the class that is taught on this computer.

    Whoever teaches none, as every student, is shown nothing. Raises ``ClassRemoteError`` for an
    activity that the class does not have.
    """
    remote = class_taught_here()
    if remote is None:
        return StartWithClass(activity)
    try:
        titles = remote.activities()
    except ClassRemoteError:
        return StartWithClass(activity)  # a note that was left by a class that is over
    if activity not in titles:
        raise ClassRemoteError(
            f"Your class has no activity {activity!r}; it has {', '.join(titles)}."
        )
    return StartWithClass(activity, remote=remote)


def teach_from_here() -> StartWithClass:
    """Return a form for the link with which one teaches a class on another computer, once."""
    return StartWithClass()


def offer_class(activity: str) -> None:
    """Show the buttons for *activity* above what is shown next, to its instructor alone."""
    try:
        buttons = start_with_class(activity)
    except ClassRemoteError:
        return  # not every drill is an activity of every class
    if buttons.stand:
        display(buttons)  # type: ignore[no-untyped-call] # IPython's has no types
