"""Marks of numbers: by closeness, if the unit is right."""

from dataclasses import dataclass

from tableside.homework.amounts import read_amount, same_unit
from tableside.homework.items.number import (
    AnyAsked,
    AreaAsked,
    DoseAsked,
    DropsAsked,
    ForceAsked,
    NumberQuestion,
    ParameterAsked,
    PressureAsked,
)
from tableside.homework.marks.mark import Advice, Mark, marked
from tableside.homework.responses import NumberAnswer
from tableside.knowledge import Knowledge
from tableside.physics.pressure import mean_pressure
from tableside.physics.quantity import Newton
from tableside.safety.heat_caps import dose_rate

NOTHING_AT = 4.0
"""An answer that is off by so many tolerances earns nothing (course rule). Between,
in proportion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightNumber:
    """What the course's knowledge gives for a question: any number from *low* to *high*."""

    low: float
    high: float
    unit: str
    how: str
    """How it is found, in words that do not give it away."""
    rule: str = ""
    sources: tuple[str, ...] = ()
    course_rule: bool = False

    def off_by(self, value: float) -> float:
        """Return how far *value* lies outside."""
        return max(0.0, self.low - value, value - self.high)


def right_number(asks: AnyAsked, known: Knowledge) -> RightNumber:
    """Return the right answer, worked out anew.

    Raises what the models raise for numbers outside their range.
    """
    match asks:
        case ParameterAsked():
            return _parameter(asks.name, known)
        case PressureAsked():
            pressure = mean_pressure(Newton(asks.newtons), asks.cm2).value
            return _exactly(
                pressure, "kPa", "Divide the force by the area: 1 N on 1 cm² is 10 kPa."
            )
        case ForceAsked():
            force = asks.kilopascals * asks.cm2 / 10
            return _exactly(force, "N", "Multiply pressure and area: 10 kPa on 1 cm² is 1 N.")
        case AreaAsked():
            area = 10 * asks.newtons / asks.kilopascals
            return _exactly(
                area, "cm²", "Divide the force by the pressure: 1 N at 10 kPa is 1 cm²."
            )
        case DoseAsked():
            reference = known.parameter("thermal-dose-reference")
            dose = dose_rate(asks.celsius, known) * asks.minutes
            how = (
                f"Count each minute at {reference.number:g} °C once, and half or double from there."
            )
            return RightNumber(
                low=dose,
                high=dose,
                unit="min",
                how=how,
                rule=reference.id,
                sources=reference.sources,
            )
        case DropsAsked():
            per = known.parameter("drops-per-millilitre")
            drops = asks.millilitres * asks.percent / 100 * per.number
            how = f"Take the share of the millilitres, and count {per.number:g} drops for each."
            return RightNumber(
                low=drops, high=drops, unit="drops", how=how, rule=per.id, sources=per.sources
            )


def mark_number(question: NumberQuestion, answer: NumberAnswer, known: Knowledge) -> Mark:
    """Return the mark of a typed number: all points within the tolerance, fewer the farther off.

    Without the right unit it earns nothing; a number on the dangerous side is unsafe.
    """
    amount = read_amount(answer.typed)
    right = right_number(question.asks, known)
    value = same_unit(amount, right.unit)
    if value is None:
        missing = "Write the unit after the number" if not amount.unit else "Look at the unit"
        told = Advice(act=f"{missing}: the answer is a number of {right.unit}.", rule=right.rule)
        return marked(question, answer=amount.as_text(), share=0.0, safe=True, feedback=[told])
    off, allowed = right.off_by(value), question.tolerance * max(abs(right.low), abs(right.high))
    danger = off > allowed and _on_dangerous_side(value, right, question)
    return marked(
        question,
        answer=amount.as_text(),
        share=closeness(off, allowed),
        safe=not danger,
        feedback=[_advice(right, value, danger=danger)] if off > allowed else [],
    )


def closeness(off: float, allowed: float) -> float:
    """Return what an answer is worth, 0 to 1, that is *off* where some is *allowed*."""
    if off <= allowed:
        return 1.0
    if allowed == 0:
        return 0.0
    return max(0.0, 1 - (off / allowed - 1) / (NOTHING_AT - 1))


def _on_dangerous_side(value: float, right: RightNumber, question: NumberQuestion) -> bool:
    above = value > right.high
    return question.danger == ("above" if above else "below")


def _advice(right: RightNumber, value: float, *, danger: bool) -> Advice:
    side = "too much" if value > right.high else "too little"
    harm = " That much off could harm a client." if danger else ""
    return Advice(
        act=f"{value:g} {right.unit} is {side}.{harm} {right.how}",
        rule=right.rule,
        sources=right.sources,
        course_rule=right.course_rule,
        safety=danger,
    )


def _parameter(name: str, known: Knowledge) -> RightNumber:
    parameter = known.parameter(name)
    low, high = parameter.span
    return RightNumber(
        low=low,
        high=high,
        unit=parameter.unit,
        how=f"Look it up in the course's numbers: {parameter.what[0].lower()}{parameter.what[1:]}",
        rule=parameter.id,
        sources=parameter.sources,
        course_rule=parameter.course_rule,
    )


def _exactly(number: float, unit: str, how: str) -> RightNumber:
    return RightNumber(low=number, high=number, unit=unit, how=how)
