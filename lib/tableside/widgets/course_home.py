"""The course's home: what to do next, how far everything is, and a link to each of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import traitlets

from tableside.homework.progress.looking import Onlooker
from tableside.homework.progress.outline import outline
from tableside.knowledge import knowledge
from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets._course_home_page import page_html, page_shown, page_text


class CourseHome(CourseWidget):
    """Progress over lessons, drills and graded work; it looks again whenever one comes back."""

    _esm = module("course_home.js")
    _css = stylesheet("course_home.css")

    shown = traitlets.Dict().tag(sync=True)
    """What ``page_shown`` returns."""

    asked = traitlets.Int(0).tag(sync=True)
    """Counts how often the page asked to look again."""

    looked = traitlets.Int(0).tag(sync=True)
    """The last of these that was answered."""

    def __init__(
        self, folder: Path | str | None = None, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        """Look into *folder*, that of the lessons: by default the notebook's own."""
        self._folder = Path(folder or Path.cwd()).absolute()
        self._clock = clock or (lambda: datetime.now(UTC))
        self._onlooker = Onlooker(self._folder, outline(), knowledge())
        super().__init__(shown=self._seen())
        self.hear("asked", self._look_again)

    def as_text(self) -> str:
        """Return everything that the page shows."""
        return page_text(self.shown)

    def as_static_html(self) -> str:
        """Return the page as it stands now, with links that need no kernel."""
        return page_html(self.shown)

    def _seen(self) -> dict[str, Any]:
        return page_shown(self._onlooker.look(self._clock().date()), self._folder)

    def _look_again(self, asked: int) -> None:
        self.shown = self._seen()
        self.looked = asked
