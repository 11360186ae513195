"""Whether a position, with its pillows, suits a client."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from tableside.errors import UnknownNameError
from tableside.knowledge.conditions import Condition
from tableside.knowledge.entry import Name, nearest
from tableside.knowledge.library import Knowledge
from tableside.knowledge.technique import Position
from tableside.safety.cited import SCREENED, by_conditions, citing
from tableside.safety.findings import Finding
from tableside.safety.limits import Limits
from tableside.safety.plan_text import PlanPart, PositionName, among


def _known_pillow(known: Knowledge, name: str) -> None:
    pillows = {pillow.id for position in known.positions for pillow in position.pillows}
    if name not in pillows:
        raise UnknownNameError(f"There is no pillow {name!r}; {nearest(name, pillows)}")


PillowName = Annotated[Name, among(_known_pillow)]


class Placing(PlanPart):
    """How the client lies or sits from now on."""

    kind: Literal["place"] = "place"
    position: PositionName
    pillows: Annotated[tuple[PillowName, ...], Field(max_length=20)] = ()


def check_position(
    position: str,
    pillows: Collection[str],
    limits: Limits,
    known: Knowledge,
    *,
    conditions: Sequence[Condition] = (),
) -> tuple[Finding, ...]:
    """Return what is wrong with a position and its pillows for a client with these *limits*.

    *conditions*, where given, are cited as the reason for the limits. Raises UnknownNameError
    for a position or a pillow that *known* lacks.
    """
    chosen = known.position(position)
    for pillow in pillows:
        _known_pillow(known, pillow)
    return (
        *_client_findings(chosen, limits, known, conditions),
        *_reach_findings(chosen),
        *_pillow_findings(chosen, pillows),
    )


def _client_findings(
    position: Position, limits: Limits, known: Knowledge, conditions: Sequence[Condition]
) -> Iterator[Finding]:
    if limits.suits(position.id):
        return
    suited = [each.title.lower() for each in known.positions if limits.suits(each.id)]
    instead = f"Choose another position: {', or '.join(suited)}." if suited else "Ask for advice."
    if position.id in limits.avoid_positions:
        finding = _about(
            position,
            "client-position",
            f"Do not place this client {position.title.lower()}. {instead}",
            SCREENED,
        )
        yield by_conditions(
            replace(finding, safety=True),
            conditions,
            lambda condition: position.id in condition.adapt.avoid_positions,
        )
    else:
        message = f"Another position suits this client better. {instead}"
        yield by_conditions(
            _about(position, "client-position-preferred", message, SCREENED),
            conditions,
            lambda condition: (
                bool(condition.adapt.prefer_positions)
                and position.id not in condition.adapt.prefer_positions
            ),
        )


def _reach_findings(position: Position) -> Iterator[Finding]:
    if not position.reaches_low_back:
        title = position.title.lower()
        message = f"Choose a position that leaves the low back free: {title} does not."
        yield _about(position, "reach", message, position.because)


def _pillow_findings(position: Position, pillows: Collection[str]) -> Iterator[Finding]:
    for pillow in position.pillows:
        if pillow.always and pillow.id not in pillows:
            message = f"Put a pillow here: {pillow.where[0].lower()}{pillow.where[1:]}"
            finding = _about(position, "pillow-missing", message, pillow.why)
            yield replace(finding, subjects=(position.id, pillow.id))
    for extra in sorted(set(pillows) - {pillow.id for pillow in position.pillows}):
        message = f"Leave out the pillow “{extra}”: it belongs to another position."
        finding = _about(position, "pillow-elsewhere", message, position.because)
        yield replace(finding, subjects=(position.id, extra))


def _about(position: Position, rule: str, message: str, because: str) -> Finding:
    finding = Finding(
        rule=rule, message=message, because=because, safety=False, subjects=(position.id,)
    )
    return citing(finding, position)
