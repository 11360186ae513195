"""The screening at the terminal: an intake from a file, and its verdict for the person there."""

import codecs
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import fill

import typer
from rich.console import Console

from tableside.errors import TablesideError
from tableside.knowledge import knowledge
from tableside.knowledge.conditions import Area, Condition, Heat, Measure, Quantity
from tableside.knowledge.sources import Source
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer, Intake
from tableside.safety.intake_file import read_intake, write_intake
from tableside.safety.limits import Limits
from tableside.safety.screen import screen
from tableside.safety.verdict import Fired, How, Verdict
from tableside.safety.verdict_data import verdict_data
from tableside.safety.what_if import NearMiss

_AREAS = {
    Area.WHOLE: "the whole body",
    Area.LOW_BACK: "the low back",
    Area.SPINE: "the spine",
    Area.FLANK: "the flanks",
    Area.GLUTEAL: "the buttocks",
    Area.ABDOMEN: "the belly",
    Area.LEGS: "the legs",
    Area.SKIN_SITE: "the place itself, wherever it is",
}

_HEAT = {Heat.NONE: "no towel", Heat.LOWER: "a cooler towel, for a shorter time"}

_SHOWN = 10
"""How many of the less pressing questions are printed in full."""


def exit_status(decision: ScreenDecision) -> int:
    """Return 0 for PROCEED and ADAPT, 3 for HOLD, and 4 for anything stricter.

    1 and 2 are left to errors and to misspelt commands.
    """
    if decision <= ScreenDecision.ADAPT:
        return 0
    return 3 if decision is ScreenDecision.HOLD else 4


def print_template() -> None:
    """Print an intake to fill in, with every question unanswered."""
    text = write_intake(Intake(), knowledge())
    # A file that the shell makes of it must be UTF-8, whatever the terminal's own encoding is.
    typer.echo(text if sys.stdout.isatty() else text.encode(), nl=False)


def screen_file(place: str) -> Verdict:
    """Return the verdict on the intake in the file *place*, or on standard input for ``-``.

    Raises ``TablesideError`` for a file that cannot be read, and ``IntakeError`` for one that
    is no intake.
    """
    try:
        data = sys.stdin.buffer.read() if place == "-" else Path(place).read_bytes()
    except OSError as error:
        raise TablesideError(f"{place} cannot be read: {error.strerror}.") from None
    try:
        # Some shells write UTF-16 when a template is sent to a file, and mark it as such.
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError:
        raise TablesideError(f"{place} is not UTF-8 text; save it as UTF-8.") from None
    known = knowledge()
    file = "standard input" if place == "-" else place
    return screen(read_intake(text, known, file=file), known)


def verdict_json(verdict: Verdict) -> str:
    """Return the verdict as JSON, for programs; in ASCII, which every terminal passes on."""
    return json.dumps(verdict_data(verdict), indent=2)


def print_verdict(verdict: Verdict, console: Console | None = None) -> None:
    """Print the decision, the reasons, what to ask and what to adapt, in plain words."""
    console = console or Console()
    console.print(_headline(verdict), style="bold", highlight=False)
    for title, lines in _sections(verdict):
        if told := list(lines):
            console.print(f"\n{title}", style="bold")
            for indent, line in told:
                start = " " * indent
                text = fill(line, console.width, initial_indent=start, subsequent_indent=start)
                console.print(text, markup=False, highlight=False)


_Line = tuple[int, str]
"""How far a line stands in, and the line."""


def _headline(verdict: Verdict) -> str:
    urgent = " The client needs medical care today." if verdict.urgent else ""
    missing = len(verdict.ask_first)
    count = "1 question has" if missing == 1 else f"{missing} questions have"
    waits = f" Nothing may begin until {count} been answered." if missing else ""
    return f"{verdict.decision.words}.{urgent}{waits}"


def _sections(verdict: Verdict) -> Iterator[tuple[str, Iterable[_Line]]]:
    yield "Why", (line for fired in verdict.fired for line in _reason(fired))
    yield "Ask first", (line for each in verdict.ask_first for line in _question(each))
    yield "Ask as well; their limits are kept until somebody has", _asked_later(verdict)
    if verdict.decision is not ScreenDecision.HOLD:
        title = "Keep to" if verdict.may_begin else "Keep to, once a massage is possible"
        yield title, ((2, line) for line in _limits(verdict.limits))
    yield "Missed by little; ask again", ((2, _near_miss(each)) for each in verdict.near_misses)
    yield "What would change the decision", ((2, line) for line in _changes(verdict))


def _reason(fired: Fired) -> Iterator[_Line]:
    condition = fired.condition
    yield 2, f"{condition.name} ({condition.number}): {fired.decision.words.lower()}."
    yield 4, _how(fired)
    yield 4, condition.because
    yield 4, f"What to do: {condition.adapt.do}"
    for more in (condition.adapt.position, condition.adapt.oil):
        if more:
            yield 4, more
    for key in condition.sources:
        yield 4, _source(knowledge().source(key))
    if condition.course_rule:
        yield 4, "The course chose this rule or its numbers."
    if condition.unverified:
        yield 4, "From memory; still to be looked up."


def _how(fired: Fired) -> str:
    numbers = [
        f"{each.amount:g} {each.quantity.unit} is {_span(each.span)}" for each in fired.measured
    ]
    if How.ANSWER in fired.how:
        return "; ".join(["The answer was yes", *numbers]) + "."
    return f"The answer was {fired.answer}, but {', and '.join(numbers)}."


def _source(source: Source) -> str:
    year = f", {source.year}" if source.year else ""
    return f"Source: {source.title}{year} ({source.key}, grade {source.grade})"


def _question(condition: Condition) -> Iterator[_Line]:
    yield 2, f"{condition.id}: {condition.ask}"
    for measure in condition.measures:
        quantity = knowledge().quantity(measure.quantity)
        yield 4, f"{quantity.id}: {quantity.ask} In {quantity.unit}."


def _asked_later(verdict: Verdict) -> Iterator[_Line]:
    for each in verdict.ask_also[:_SHOWN]:
        yield 2, f"{each.id}: {each.ask}"
    if (more := len(verdict.ask_also) - _SHOWN) > 0:
        yield 2, f"… and {more} more; --template prints all questions."


def _limits(limits: Limits) -> Iterator[str]:
    yield f"Pressure at most {limits.max_pressure} on the scale from 1 to 5."
    if limits.heat:
        yield f"Heat: {_HEAT[limits.heat]}."
    if limits.max_minutes is not None:
        yield f"Hands on for at most {limits.max_minutes:g} minutes."
    known = knowledge()
    positions = [
        each.title for each in known.positions if each.reaches_low_back and limits.suits(each.id)
    ]
    yield f"Position: {'; '.join(positions) or 'none of those taught suits this client'}."
    strokes = [each.title.lower() for each in known.strokes if each.id in limits.avoid_strokes]
    oils = [each.title.lower() for each in known.oils if each.id in limits.avoid_oils]
    zones = sorted(limits.avoid_zones)
    areas = [_AREAS[area] for area in Area if area in limits.avoid_areas]
    for what, names in (("strokes", strokes), ("oils", oils), ("zones", zones), ("areas", areas)):
        if names:
            yield f"Leave out these {what}: {', '.join(names)}."
    if limits.unscented:
        yield "No essential oils and no other scents."


def _near_miss(miss: NearMiss) -> str:
    name = f"{miss.condition.name} ({miss.condition.number})"
    if miss.quantity is None or miss.span is None:
        return f"{name}: it counts beside another sign, and none of those is there."
    return (
        f"{name}: it counts when “{miss.quantity.ask}” is {_span(miss.span)} "
        f"{miss.quantity.unit}, and {miss.amount:g} was given."
    )


def _changes(verdict: Verdict) -> Iterator[str]:
    for change in verdict.answer_changes:
        if change.decision < verdict.decision:
            yield f"{change.condition.id} answered {change.answer}: {change.decision.words}."
    for number in verdict.amount_changes:
        span = _between(number.quantity, number.at_least, number.below)
        yield f"{number.quantity.id} {span}: {number.decision.words}."
    if verdict.ask_first or verdict.ask_also:
        yield f"All open questions answered no: {verdict.if_all_else_is_no.words}."
    worse = Counter(
        change.decision
        for change in verdict.answer_changes
        if change.answer is Answer.YES and change.decision > verdict.decision
    )
    for decision, count in sorted(worse.items()):
        which = "1 more question" if count == 1 else f"any of {count} more questions"
        yield f"Yes to {which} (--json names them): {decision.words}."


def _between(quantity: Quantity, at_least: float, below: float | None) -> str:
    start = f"{at_least:g}" if below is None else f"{at_least:g} to below {below:g}"
    return f"{start} {quantity.unit}{' or more' if below is None else ''}"


def _span(span: Measure) -> str:
    ends = []
    if span.at_least is not None:
        ends.append(f"at least {span.at_least:g}")
    if span.below is not None:
        ends.append(f"below {span.below:g}")
    return " and ".join(ends)
