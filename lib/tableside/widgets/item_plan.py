"""Build the plan of a session from parts, each with a form; it is saved at every change."""

from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from tableside.errors import TablesideError
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.vignette import vignette
from tableside.homework.drafts import PlanDraft, plan_text
from tableside.homework.forms.plan_forms import plan_forms
from tableside.homework.marks.plans import as_text
from tableside.homework.questions import PlanQuestion
from tableside.homework.responses import AnyAnswer, PlanAnswer
from tableside.knowledge import Knowledge
from tableside.safety.plan_text import PlanPart
from tableside.safety.session_plan import read_plan
from tableside.widgets._form_shown import FORM_SCRIPT, FORM_STYLES, fields_shown
from tableside.widgets._item import Item, Paper, item_module, item_stylesheet

ADD = {"place": "A position", "towel": "A towel", "oil": "An oil", "stroke": "A stroke"}
"""What the button of each kind of part says."""

MOST_PARTS = 60
"""So many parts a plan may have on the page; typed, it may have more."""

Save = Callable[[str, PlanDraft], str]
"""Saves a plan, as text, and its draft; returns what to say of it."""


class PlanItem(Item):
    """A client's file, and a plan of parts that are added, moved and removed."""

    _esm = "\n".join([FORM_SCRIPT, item_module("item_plan.js")])
    _css = "\n".join([item_stylesheet("item_plan.css"), FORM_STYLES])

    parts = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The parts in their order: ``id``, ``kind`` and ``answers`` of its form."""
    faults = traitlets.Dict().tag(sync=True)
    """Part → what is missing in it before it counts."""
    lines = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The plan in words where it was typed; empty where forms made it."""
    forget = traitlets.Int(0).tag(sync=True)
    """How often a typed plan was given up for forms."""

    def __init__(  # noqa: PLR0913 - a question about a client, and where its answer goes
        self,
        question: PlanQuestion,
        *,
        client: DrawnClient,
        known: Knowledge,
        draft: PlanDraft,
        save: Save,
        paper: Paper | None = None,
    ) -> None:
        self._known, self._save = known, save
        self._forms = plan_forms(known)
        super().__init__(
            question,
            paper=paper,
            shown={
                "client": vignette(client).splitlines(),
                "wanted": _wanted(question),
                "forms": [
                    {
                        "kind": kind,
                        "title": form.title,
                        "add": ADD[kind],
                        "fields": fields_shown(form.fields),
                    }
                    for kind, form in self._forms.items()
                ],
            },
            parts=list(draft.parts),
            lines=self._words(draft.typed),
        )
        self.faults = self._read(self.parts)[1]
        self.hear("parts", self._keep)
        self.hear("forget", self._start_over)

    def take(self, answer: AnyAnswer) -> None:
        """Show and save the plan that was typed, in the place of what the forms made."""
        if isinstance(answer, PlanAnswer):
            with self.hold_trait_notifications():
                self.lines = self._words(answer.plan)
            self._tell(answer.plan, PlanDraft(typed=answer.plan))

    def _words(self, typed: str) -> list[str]:
        if not typed:
            return []
        lines = as_text(read_plan(typed, self._known), self._known).splitlines()
        return [line.partition(". ")[2] for line in lines]

    def _start_over(self, _: int) -> None:
        self.lines = []
        self._keep(self.parts)

    def _keep(self, parts: list[dict[str, Any]]) -> None:
        if len(parts) > MOST_PARTS:
            raise TablesideError(f"Keep to {MOST_PARTS} parts: remove some that are not needed.")
        done, self.faults = self._read(parts)
        self._tell(plan_text(done) if done else "", PlanDraft(parts=tuple(parts)))

    def _tell(self, text: str, draft: PlanDraft) -> None:
        try:
            saved = self._save(text, draft)
        except Exception as error:  # noqa: BLE001 - every fault must reach the person
            self.error = str(error) or type(error).__name__
            return
        open_parts = len(self.faults) if not draft.typed else 0
        if open_parts:
            are = "1 part is" if open_parts == 1 else f"{open_parts} parts are"
            saved += f" {are} not complete yet: kept here, and part of your plan once complete."
        self.status = saved

    def _read(self, parts: list[dict[str, Any]]) -> tuple[list[PlanPart], dict[str, str]]:
        """Return the complete parts, and what the others lack."""
        done: list[PlanPart] = []
        faults: dict[str, str] = {}
        for part in parts:
            form = self._forms.get(str(part.get("kind")))
            answers = part.get("answers")
            if form is None or not isinstance(answers, Mapping):
                raise TablesideError("The page sent a part of a plan that the course lacks.")
            try:
                done.append(form.part(answers))
            except TablesideError as error:
                faults[str(part.get("id"))] = str(error)
        return done, faults


def _wanted(question: PlanQuestion) -> str:
    if not question.parts:
        return "Add the parts of your plan in the order in which they are done."
    parts = [ADD[part].lower() for part in question.parts]
    named = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"Add the parts in the order in which they are done: at least {named}."
