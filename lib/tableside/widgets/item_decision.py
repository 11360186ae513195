"""Decide for a client: what to do, what decides, and what limits the massage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import traitlets

from tableside.homework.asked import reasons_for, topic
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.vignette import vignette
from tableside.homework.forms.form import FieldKind, FieldOption, FormField
from tableside.homework.items.limit_words import LIMIT_STATEMENTS
from tableside.homework.questions import DecisionQuestion
from tableside.homework.responses import AnyAnswer, DecisionAnswer
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision
from tableside.widgets._form_shown import FORM_SCRIPT, FORM_STYLES, fields_shown
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a student decided for a client so far."""

    decision: str = ""
    """Empty before one is chosen."""
    why: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


class DecisionItem(Item):
    """A client's file, and what is decided for them."""

    _esm = "\n".join([FORM_SCRIPT, item_module("item_decision.js")])
    _css = f"{item_stylesheet()}\n{FORM_STYLES}"

    answer = traitlets.Dict().tag(sync=True)
    """What was chosen: ``decision``, ``why`` and ``limits``."""

    def __init__(  # noqa: PLR0913 - a question about a client, and where its answer goes
        self,
        question: DecisionQuestion,
        *,
        client: DrawnClient,
        known: Knowledge,
        answer: Decided,
        save: Callable[[Decided], str],
        paper: Paper | None = None,
    ) -> None:
        fields = decision_fields(question, client, known)
        self._fields = {field.id: field for field in fields}
        shown = {"client": vignette(client).splitlines(), "fields": fields_shown(fields)}
        super().__init__(question, paper=paper, shown=shown, answer=_as_dict(answer))
        self.hear("answer", lambda chosen: self.set_trait("status", save(self._read(chosen))))

    def take(self, answer: AnyAnswer) -> None:
        """Show the decision that was typed."""
        if isinstance(answer, DecisionAnswer):
            self.answer = _as_dict(
                Decided(decision=answer.decision, why=answer.why, limits=answer.limits)
            )

    def _read(self, chosen: Mapping[str, Any]) -> Decided:
        """Return what was chosen; reasons may be ticked before there is a decision."""
        decision = chosen.get("decision")
        limits = self._fields.get("limits")
        return Decided(
            decision=self._fields["decision"].read(chosen) if decision else "",
            why=self._fields["why"].read(chosen),
            limits=limits.read(chosen) if limits else (),
        )


def decision_fields(
    question: DecisionQuestion, client: DrawnClient, known: Knowledge
) -> tuple[FormField, ...]:
    """Return what is asked about a client: the decision, the reasons and, if wanted, the limits."""
    decisions = tuple(FieldOption(id=each.word, text=each.words) for each in ScreenDecision)
    reasons = tuple(
        FieldOption(id=name, text=topic(name)) for name in reasons_for(question, client, known)
    )
    limits = tuple(FieldOption(id=name, text=each.text) for name, each in LIMIT_STATEMENTS.items())
    fields = (
        FormField(
            id="decision", label="What do you decide?", kind=FieldKind.ONE, options=decisions
        ),
        FormField(
            id="why",
            label="What decides? Any number of these, or none",
            kind=FieldKind.SEVERAL,
            options=reasons,
        ),
        FormField(
            id="limits",
            label="If you begin: what limits the massage? Any number of these, or none",
            kind=FieldKind.SEVERAL,
            options=limits,
        ),
    )
    return fields if question.limits else fields[:2]


def _as_dict(answer: Decided) -> dict[str, Any]:
    return {
        "decision": answer.decision or None,
        "why": list(answer.why),
        "limits": list(answer.limits),
    }
