"""A client, and a form to fill in for them; the rules answer at once, and the next one comes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import traitlets

from tableside.homework.forms.form import Answers, FormField
from tableside.safety.findings import Finding
from tableside.widgets._base import CourseWidget, module, stylesheet
from tableside.widgets._form_shown import FORM_SCRIPT, FORM_STYLES, fields_shown

MOST_FINDINGS = 6
"""More than so many findings are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rules say of a form that was filled in."""

    headline: str
    good: bool
    findings: tuple[Finding, ...] = ()
    also: tuple[str, ...] = ()
    """Sentences to read afterwards, such as what another answer would have changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientTask:
    """One client with the form to fill in for them."""

    title: str
    client: str
    """The client's file, line by line."""
    fields: tuple[FormField, ...]
    judge: Callable[[Answers], Judgement]


class ClientForm(CourseWidget):
    """Forms for one client after another: practice without marks, and nothing is saved."""

    _esm = "\n".join([FORM_SCRIPT, module("client_form.js")])
    _css = "\n".join([stylesheet("client_form.css"), FORM_STYLES])

    task = traitlets.Dict().tag(sync=True)
    """What is shown of the client, and the fields."""
    asked = traitlets.Dict().tag(sync=True)
    """What was filled in when the learner asked to check it, with a number of its own."""
    wanted = traitlets.Int(0).tag(sync=True)
    """How many clients the learner has asked for after the first."""
    verdict = traitlets.Dict().tag(sync=True)

    def __init__(self, make: Callable[[int], ClientTask], *, seed: int = 1) -> None:
        self._make, self._seed = make, seed
        self._task = make(seed)
        super().__init__(task=_shown(self._task))
        self.hear("asked", self._judge)
        self.hear("wanted", self._next)

    def as_text(self) -> str:
        """Return the client's file and the fields with their options."""
        lines = [self._task.title, *self._task.client.splitlines()]
        for field in self._task.fields:
            options = ", ".join(option.text for option in field.options)
            asked = options or (f"____ {field.unit}".strip() if field.unit else "yes or no")
            lines.append(f"{field.label}: {asked}")
        return "\n".join(lines)

    def _next(self, count: int) -> None:
        self._task = self._make(self._seed + count)
        self.verdict = {}
        self.task = _shown(self._task)

    def _judge(self, asked: dict[str, Any]) -> None:
        self.verdict = {}
        found = self._task.judge(asked.get("answers", {}))
        told = found.findings[:MOST_FINDINGS]
        left = len(found.findings) - len(told)
        also = (*found.also, *([f"And {left} more."] if left else []))
        self.verdict = {
            "number": asked.get("number", 0),
            "headline": found.headline,
            "good": found.good,
            "findings": [
                {"safety": each.safety, "message": each.message, "because": each.because}
                for each in told
            ],
            "also": list(also),
        }


def _shown(task: ClientTask) -> dict[str, Any]:
    return {
        "title": task.title,
        "client": task.client.splitlines(),
        "fields": fields_shown(task.fields),
    }
