"""What a form is: fields to fill in, and the part of a plan that the answers stand for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tableside.errors import TablesideError
from tableside.safety.plan_text import PlanPart

Answers = Mapping[str, Any]
"""Field → what was filled in: a number, the id of an option, a list of these, or yes and no."""


class FormError(TablesideError, ValueError):
    """A form cannot be read as it is filled in; the message names the field."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    NUMBER = "number"
    ONE = "one"
    SEVERAL = "several"
    YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOption:
    """An option of a field, with words for people."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One thing that a form asks for."""

    id: str
    label: str
    kind: FieldKind
    options: tuple[FieldOption, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    """Believable numbers go from *low* to *high* in steps of this."""

    def read(self, answers: Answers) -> Any:  # noqa: ANN401 - number, name, names or yes
        """Return what was filled in; raises FormError if it is missing or none of the options."""
        value = answers.get(self.id)
        match self.kind:
            case FieldKind.NUMBER:
                return self._number(value)
            case FieldKind.ONE:
                return self._option(value)
            case FieldKind.SEVERAL:
                several = value if isinstance(value, list | tuple) else []
                return tuple(self._option(each) for each in several)
            case FieldKind.YES:
                return value is True

    def _number(self, value: object) -> float:
        if value is None or value == "" or isinstance(value, bool):
            raise FormError(f"{self.label}: give a number.")
        try:
            # A comma is how many write a decimal point.
            number = float(str(value).strip().replace(",", "."))
        except ValueError:
            raise FormError(f"{self.label}: “{value}” is no number.") from None
        low = -float("inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        if not low <= number <= high:
            raise FormError(f"{self.label}: give a number from {low:g} to {high:g} {self.unit}.")
        return number

    def _option(self, value: object) -> str:
        if value not in {option.id for option in self.options}:
            raise FormError(f"{self.label}: choose one.")
        return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form, and the part of a plan that its answers make."""

    title: str
    fields: tuple[FormField, ...]
    make: Callable[[Mapping[str, Any]], PlanPart]
    """Makes the part of what the fields read."""

    def part(self, answers: Answers) -> PlanPart:
        """Return the part that is planned; raises FormError naming every field at fault."""
        read: dict[str, Any] = {}
        faults = []
        for field in self.fields:
            try:
                read[field.id] = field.read(answers)
            except FormError as error:
                faults.append(str(error))
        if faults:
            raise FormError("\n".join(faults))
        return self.make(read)
