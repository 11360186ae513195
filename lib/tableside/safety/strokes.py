"""Whether one stroke of a planned session suits the zone and the client."""

from collections.abc import Iterator
from dataclasses import replace

from tableside.knowledge.back_map import Zone
from tableside.knowledge.conditions import Area, Decision
from tableside.knowledge.library import Knowledge
from tableside.knowledge.technique import Contact, Stroke
from tableside.safety.acts import check_press
from tableside.safety.areas import sideless, zones_in
from tableside.safety.cited import SCREENED, Cap, by_conditions, by_parameter, citing, exceeded
from tableside.safety.facts import ClientFacts
from tableside.safety.findings import Finding
from tableside.safety.session_plan import Work


def check_work(work: Work, client: ClientFacts, known: Knowledge) -> tuple[Finding, ...]:
    """Return what is wrong with one stroke; subjects are names of zones and strokes.

    Raises UnknownNameError for a zone, a stroke or a contact that *known* lacks.
    """
    zone, stroke = known.zone(work.zone), known.stroke(work.stroke)
    return (
        *exceeded(work.level, pressure_caps(zone, stroke, client, known)),
        *exceeded(work.seconds, seconds_caps(stroke)),
        *_too_light(work, stroke),
        *_wrong_contact(known.contact(work.contact), stroke),
        *_wrong_zone(zone, stroke),
        *_not_for_client(zone, stroke, client, known),
    )


def pressure_caps(
    zone: Zone, stroke: Stroke, client: ClientFacts, known: Knowledge
) -> tuple[Cap, ...]:
    """Return how firm, on the Walton scale, a stroke may be on a zone of this client."""
    firmest = stroke.pressure[1]
    return (
        Cap(most=zone.max_pressure, finding=check_press(zone, zone.max_pressure + 1).finding),
        Cap(most=firmest, finding=_about(stroke, "stroke-pressure", f"level {firmest} or lighter")),
        _student_cap(known),
        *_client_pressure(client, known),
    )


def seconds_caps(stroke: Stroke) -> tuple[Cap, ...]:
    """Return how many seconds a stroke may stay in one place; nothing for one that moves on."""
    if stroke.max_seconds is None:
        return ()
    message = f"{stroke.max_seconds:g} seconds in one place at most"
    finding = _about(stroke, "seconds-in-one-place", message)
    return (Cap(most=stroke.max_seconds, finding=finding),)


def places_caps(stroke: Stroke) -> tuple[Cap, ...]:
    """Return in how many places of a session a stroke may be used; nothing if in any number."""
    if stroke.max_places is None:
        return ()
    message = f"in {stroke.max_places} places of a session at most"
    return (Cap(most=stroke.max_places, finding=_about(stroke, "places", message)),)


def avoided_area(area: Area, client: ClientFacts, *, subject: str) -> Finding:
    """Return the finding for work on, or heat over, a part of the body that is left out."""
    finding = Finding(
        rule=f"client-area-{area}",
        message="Leave this place out for this client, and keep hands and heat away from it.",
        because=SCREENED,
        safety=True,
        subjects=(subject,),
    )
    return by_conditions(
        finding,
        client.conditions,
        lambda condition: condition.area is area and condition.decision is Decision.AVOID_AREA,
    )


def _about(stroke: Stroke, rule: str, advice: str) -> Finding:
    finding = Finding(
        rule=rule,
        message=f"{stroke.title}: {advice}.",
        because=stroke.because,
        safety=True,
        subjects=(stroke.id,),
    )
    return citing(finding, stroke)


def _student_cap(known: Knowledge) -> Cap:
    ceiling = known.parameter("student-max-walton")
    finding = by_parameter(
        ceiling,
        message=f"Stay at level {ceiling.number:g} or lighter.",
        because="Firmer work on the low back needs more practice than a course can give.",
    )
    return Cap(most=ceiling.number, finding=finding)


def _client_pressure(client: ClientFacts, known: Knowledge) -> Iterator[Cap]:
    most = client.limits.max_pressure
    if most < known.parameter("student-max-walton").number:
        finding = Finding(
            rule="client-pressure",
            message=f"Stay at level {most} or lighter for this client.",
            because=SCREENED,
            safety=True,
        )
        finding = by_conditions(
            finding, client.conditions, lambda condition: condition.adapt.max_pressure == most
        )
        yield Cap(most=most, finding=finding)


def _too_light(work: Work, stroke: Stroke) -> Iterator[Finding]:
    lightest = stroke.pressure[0]
    # 0 is less than the scale begins with: such a stroke passes over, and is lighter by intent.
    if max(work.level, 1) < lightest:
        advice = f"it begins at level {lightest}; where that is too firm, take another stroke"
        finding = _about(stroke, "stroke-too-light", advice)
        yield replace(finding, because=stroke.how, safety=False)


def _wrong_contact(contact: Contact, stroke: Stroke) -> Iterator[Finding]:
    if contact.id not in stroke.contacts:
        advice = f"not with {contact.title[0].lower()}{contact.title[1:]}"
        finding = _about(stroke, "stroke-contact", advice)
        yield replace(finding, because=stroke.how, subjects=(stroke.id, contact.id))


def _wrong_zone(zone: Zone, stroke: Stroke) -> Iterator[Finding]:
    if sideless(zone) in stroke.avoid_zones:
        finding = _about(stroke, "stroke-zone", f"not on this zone ({zone.name})")
        sources = tuple(dict.fromkeys((*stroke.sources, *zone.sources)))
        yield replace(finding, because=zone.rule, sources=sources, subjects=(stroke.id, zone.id))


def _not_for_client(
    zone: Zone, stroke: Stroke, client: ClientFacts, known: Knowledge
) -> Iterator[Finding]:
    name, limits = sideless(zone), client.limits
    if stroke.id in limits.avoid_strokes:
        yield by_conditions(
            replace(_about(stroke, "client-stroke", "not for this client"), because=SCREENED),
            client.conditions,
            lambda condition: stroke.id in condition.adapt.avoid_strokes,
        )
    if name in limits.avoid_zones:
        finding = Finding(
            rule="client-zone",
            message=f"Leave this zone out for this client: {zone.name}.",
            because=SCREENED,
            safety=True,
            subjects=(zone.id,),
        )
        yield by_conditions(
            finding, client.conditions, lambda condition: name in condition.adapt.avoid_zones
        )
    for area in left_out({name}, client, known):
        yield avoided_area(area, client, subject=zone.id)


def left_out(zones: set[str], client: ClientFacts, known: Knowledge) -> list[Area]:
    """Return the parts to leave out of this client that reach into *zones*, named sideless."""
    areas = {area for area in client.limits.avoid_areas if zones & zones_in(area, known)}
    if zones & (client.skin_sites or frozenset()):
        areas.add(Area.SKIN_SITE)
    return sorted(areas)
