"""Read everything the course knows from its TOML files, and refuse it unless all of it is sound."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from tableside.errors import KnowledgeError, UnknownNameError
from tableside.knowledge.back_map import Zone, ZoneEntry
from tableside.knowledge.claims import Claim, Contradiction
from tableside.knowledge.conditions import Condition, Quantity, Site
from tableside.knowledge.entry import nearest
from tableside.knowledge.reading import Reading
from tableside.knowledge.signs import Sign
from tableside.knowledge.sources import Source
from tableside.knowledge.steps import Step
from tableside.knowledge.technique import (
    Contact,
    DilutionLimit,
    Oil,
    OrderRule,
    Parameter,
    Position,
    Stroke,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All facts of the course, each kind in the order of its file.

    A look-up by a name that nobody has raises UnknownNameError.
    """

    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    rules: tuple[OrderRule, ...]
    claims: tuple[Claim, ...]
    contradictions: tuple[Contradiction, ...]
    quantities: tuple[Quantity, ...]
    conditions: tuple[Condition, ...]
    sites: tuple[Site, ...]
    signs: tuple[Sign, ...]
    zones: tuple[Zone, ...]
    positions: tuple[Position, ...]
    contacts: tuple[Contact, ...]
    strokes: tuple[Stroke, ...]
    oils: tuple[Oil, ...]
    dilutions: tuple[DilutionLimit, ...]
    parameters: tuple[Parameter, ...]

    def source(self, key: str) -> Source:
        """Return the source with this key, such as ``WERNER-MB48``."""
        return _named(self.sources, key, "source", lambda source: source.key)

    def step(self, name: str) -> Step:
        """Return the step with this name, such as ``hot-towel``."""
        return _named(self.steps, name, "step", lambda step: step.id)

    def rule(self, name: str) -> OrderRule:
        """Return the rule of order with this name, such as ``H6``."""
        return _named(self.rules, name, "rule", lambda rule: rule.id)

    def claim(self, name: str) -> Claim:
        """Return the article's claim with this name, such as ``S2.6``."""
        return _named(self.claims, name, "claim", lambda claim: claim.id)

    def contradiction(self, name: str) -> Contradiction:
        """Return the article's contradiction with this name, such as ``X4``."""
        return _named(self.contradictions, name, "contradiction", lambda each: each.id)

    def quantity(self, name: str) -> Quantity:
        """Return the quantity with this name, such as ``body-temperature``."""
        return _named(self.quantities, name, "quantity", lambda quantity: quantity.id)

    def condition(self, name: str) -> Condition:
        """Return the condition with this name, such as ``cauda-equina``."""
        return _named(self.conditions, name, "condition", lambda condition: condition.id)

    def site(self, name: str) -> Site:
        """Return the endangerment site with this name, such as ``kidneys``."""
        return _named(self.sites, name, "site", lambda site: site.id)

    def sign(self, name: str) -> Sign:
        """Return the sign with this name, such as ``says-stop``."""
        return _named(self.signs, name, "sign", lambda sign: sign.id)

    def zone(self, name: str) -> Zone:
        """Return the zone of the back map with this name, such as ``kidney-left``."""
        return _named(self.zones, name, "zone", lambda zone: zone.id)

    def position(self, name: str) -> Position:
        """Return the position with this name, such as ``side-lying``."""
        return _named(self.positions, name, "position", lambda position: position.id)

    def contact(self, name: str) -> Contact:
        """Return the part of the hand with this name, such as ``thumb-pad``."""
        return _named(self.contacts, name, "contact", lambda contact: contact.id)

    def stroke(self, name: str) -> Stroke:
        """Return the stroke with this name, such as ``effleurage``."""
        return _named(self.strokes, name, "stroke", lambda stroke: stroke.id)

    def oil(self, name: str) -> Oil:
        """Return the oil with this name, such as ``sweet-almond``."""
        return _named(self.oils, name, "oil", lambda oil: oil.id)

    def dilution(self, name: str) -> DilutionLimit:
        """Return the dilution limit with this name, such as ``adult``."""
        return _named(self.dilutions, name, "dilution limit", lambda limit: limit.id)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter with this name, such as ``surface-ceiling``."""
        return _named(self.parameters, name, "parameter", lambda parameter: parameter.id)


@cache
def knowledge() -> Knowledge:
    """Return what the course knows; raise KnowledgeError with all faults of all its files."""
    return read_knowledge(files("tableside.knowledge"))


def read_knowledge(folder: Traversable) -> Knowledge:
    """Return what the TOML files of *folder* say; raise KnowledgeError with all their faults."""
    reading = Reading(folder)
    known = Knowledge(
        sources=reading.read(Source, table="source", file="sources.toml"),
        steps=reading.read(Step, table="step", file="steps.toml"),
        rules=reading.read(OrderRule, table="rule", file="rules.toml"),
        claims=reading.read(Claim, table="claim", file="claims.toml"),
        contradictions=reading.read(
            Contradiction, table="contradiction", file="contradictions.toml"
        ),
        quantities=reading.read(Quantity, table="quantity", file="quantities.toml"),
        conditions=reading.read(Condition, table="condition", file="conditions.toml"),
        sites=reading.read(Site, table="site", file="sites.toml"),
        signs=reading.read(Sign, table="sign", file="signs.toml"),
        zones=tuple(_sides(reading.read(ZoneEntry, table="zone", file="zones.toml"))),
        positions=reading.read(Position, table="position", file="positions.toml"),
        contacts=reading.read(Contact, table="contact", file="contacts.toml"),
        strokes=reading.read(Stroke, table="stroke", file="strokes.toml"),
        oils=reading.read(Oil, table="oil", file="oils.toml"),
        dilutions=reading.read(DilutionLimit, table="dilution", file="dilutions.toml"),
        parameters=reading.read(Parameter, table="parameter", file="parameters.toml"),
    )
    if faults := reading.faults():
        raise KnowledgeError(faults)
    return known


def _sides(entries: Iterable[ZoneEntry]) -> Iterable[Zone]:
    for entry in entries:
        yield from entry.zones()


T = TypeVar("T")


def _named(things: Iterable[T], name: str, kind: str, name_of: Callable[[T], str]) -> T:
    known = []
    for thing in things:
        if name_of(thing) == name:
            return thing
        known.append(name_of(thing))
    raise UnknownNameError(f"There is no {kind} {name!r}; {nearest(name, known)}")
