"""Intakes as text: read from TOML or JSON with all faults told at once, and written as TOML.

The answers stand at the top of the text, one line each, such as ``cauda-equina = "no"``; true
and false mean yes and no. Numbers stand in a table of their own, ``[quantities]``.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from tableside.knowledge import Knowledge
from tableside.knowledge.conditions import Condition, Group, Quantity
from tableside.knowledge.entry import SCHEMA, Fault, nearest
from tableside.safety.document import read_document
from tableside.safety.intake import Answer, Intake, IntakeError, believable

QUANTITIES = "quantities"
"""The table that holds the numbers."""

_HEADINGS = {
    Group.RED_FLAG: "Warning signs, and pain that comes from organs",
    Group.VASCULAR: "Vessels, heart and blood",
    Group.BONE_AND_NERVE: "Bones, joints, nerves and operations",
    Group.SKIN: "Skin",
    Group.GENERAL: "General health, medicines, cancer",
    Group.PREGNANCY: "Pregnancy, birth and periods",
    Group.CONSENT: "Consent, age and understanding",
}


def read_intake(text: str, known: Knowledge, *, file: str = "intake") -> Intake:
    """Return the intake that *text*, TOML or JSON, holds; what it leaves out is unanswered.

    *file* is the name by which faults speak of it. Raises ``IntakeError`` with every fault.
    """
    document, faults = read_document(text, file=file, example='cauda-equina = "no"')
    faults += _schema_faults(document, file=file)
    answers = {key: value for key, value in document.items() if key not in {"schema", QUANTITIES}}
    amounts = document.get(QUANTITIES, {})
    if not isinstance(amounts, dict):
        faults.append(_fault(file, QUANTITIES, amounts, "write the numbers below [quantities]"))
        amounts = {}
    faults += _answer_faults(answers, known, file=file)
    faults += _amount_faults(amounts, known, file=file)
    if faults:
        raise IntakeError(faults)
    read = {name: _answer(value) or Answer.UNANSWERED for name, value in answers.items()}
    return Intake.of(read, {name: float(amount) for name, amount in amounts.items()})


def write_intake(intake: Intake, known: Knowledge) -> str:
    """Return *intake* as TOML, with every question as a comment; an empty one is a template.

    Red flags come first, then the other questions, each kind by its group; a number that was
    not given stands as a comment.
    """
    lines = [
        "# The questions before a massage. Write yes or no between the quotation marks; leave",
        "# unanswered what nobody has answered. A number goes below [quantities]: take away the",
        "# # at the start of its line.",
        f"schema = {SCHEMA}",
    ]
    flags = [each for each in known.conditions if each.red_flag]
    others = [each for each in known.conditions if not each.red_flag]
    lines += _part("To be answered before anything begins", flags, intake)
    lines += _part("To be answered so that the massage suits the client", others, intake)
    lines += ["", f"[{QUANTITIES}]"]
    for quantity in known.quantities:
        lines += _number_lines(quantity, intake)
    return "\n".join(lines) + "\n"


def _part(title: str, conditions: Iterable[Condition], intake: Intake) -> Iterator[str]:
    yield from ("", f"# ==== {title} ====")
    for group, members in groupby(conditions, key=lambda each: each.group):
        yield from ("", f"# -- {_HEADINGS[group]} --")
        for each in members:
            yield from ("", f"# {each.ask}", f'{each.id} = "{intake.answer(each.id)}"')


def _number_lines(quantity: Quantity, intake: Intake) -> Iterator[str]:
    amount = intake.amounts.get(quantity.id)
    yield from ("", f"# {quantity.ask} In {quantity.unit}, {quantity.low:g} to {quantity.high:g}.")
    yield f"# {quantity.id} =" if amount is None else f"{quantity.id} = {amount!r}"


def _schema_faults(document: Mapping[str, object], *, file: str) -> list[Fault]:
    schema = document.get("schema", SCHEMA)
    if schema == SCHEMA and not isinstance(schema, bool):
        return []
    return [_fault(file, "schema", schema, f"this course reads schema = {SCHEMA}")]


def _answer_faults(
    answers: Mapping[str, object], known: Knowledge, *, file: str
) -> Iterator[Fault]:
    conditions = {each.id for each in known.conditions}
    quantities = {each.id for each in known.quantities}
    for name, value in answers.items():
        if name in quantities:
            yield _fault(file, name, value, f"write this number below [{QUANTITIES}]")
        elif name not in conditions:
            hint = nearest(name, conditions)
            yield _fault(file, name, value, f"there is no such question; {hint}")
        elif _answer(value) is None:
            yield _fault(file, name, value, 'answer "yes", "no" or "unanswered"')


def _amount_faults(
    amounts: Mapping[str, object], known: Knowledge, *, file: str
) -> Iterator[Fault]:
    quantities = {each.id: each for each in known.quantities}
    conditions = {each.id for each in known.conditions}
    for name, value in amounts.items():
        place = f"{QUANTITIES}.{name}"
        if name in conditions:
            yield _fault(file, place, value, f"write this answer above [{QUANTITIES}]")
        elif name not in quantities:
            hint = nearest(name, quantities)
            yield _fault(file, place, value, f"there is no such number to give; {hint}")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            yield _fault(file, place, value, f"give a number, in {quantities[name].unit}")
        elif not quantities[name].low <= value <= quantities[name].high:
            yield _fault(file, place, value, believable(quantities[name]))


def _answer(value: object) -> Answer | None:
    """Return the answer that a value stands for, or None if it stands for none."""
    if isinstance(value, bool):
        return Answer.YES if value else Answer.NO
    try:
        return Answer(value.strip().casefold()) if isinstance(value, str) else None
    except ValueError:
        return None


def _fault(file: str, field: str, value: object, expected: str) -> Fault:
    return Fault(file=file, entry="", field=field, value=_shown(value), expected=expected)


def _shown(value: object) -> str:
    """Return a value as a fault shows it: short, on one line."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return "a number of 16 digits or more"
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
