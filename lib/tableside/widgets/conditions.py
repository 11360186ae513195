"""Look a condition up: what to ask, what it means, what to do, and why."""

import html

import traitlets

from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Condition, Decision
from tableside.widgets._base import CourseWidget, module, stylesheet


class ConditionSearch(CourseWidget):
    """Every condition that the course knows, found by words or by what it decides."""

    _esm = module("conditions.js")
    _css = stylesheet("conditions.css")

    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    decisions = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(
            rows=[_row(condition) for condition in knowledge().conditions],
            decisions=[{"id": each.value, "words": each.words} for each in reversed(Decision)],
        )

    def as_text(self) -> str:
        """Return all conditions with their decisions, one a line."""
        return "\n".join(
            f"{row['name']}: {row['words']}. {row['do']} [{row['origin']}]" for row in self.rows
        )

    def as_static_html(self) -> str:
        """Return all conditions as a list that any page can show."""
        items = "".join(
            f"<li><b>{html.escape(row['name'])}</b>: {html.escape(row['words'])}. "
            f"{html.escape(row['do'])} <i>Ask:</i> {html.escape(row['ask'])} "
            f"<i>Why:</i> {html.escape(row['because'])} "
            f"<small>[{html.escape(row['origin'])}]</small></li>"
            for row in self.rows
        )
        return f"<ul>{items}</ul>"


def _row(condition: Condition) -> dict[str, str]:
    urgent = ": medical care today" if condition.urgent else ""
    return {
        "id": condition.id,
        "name": condition.name,
        "ask": condition.ask,
        "decision": condition.decision.value,
        "words": condition.decision.words + urgent,
        "do": condition.adapt.do,
        "because": condition.because,
        "origin": condition.origin,
    }
