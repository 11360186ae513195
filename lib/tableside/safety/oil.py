"""Whether a blend of oils is safe for a client."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, field_validator

from tableside.errors import UnknownNameError
from tableside.knowledge.entry import nearest
from tableside.knowledge.library import Knowledge
from tableside.knowledge.technique import DilutionLimit, Oil, OilKind
from tableside.safety.cited import (
    SCREENED,
    Cap,
    by_conditions,
    by_rule,
    citing,
    exact_sum,
    exceeded,
    on_paper,
)
from tableside.safety.facts import ClientFacts
from tableside.safety.findings import Finding
from tableside.safety.plan_text import OilName, Percent, PlanPart


class Share(PlanPart):
    """An essential oil in a blend, and how much of the blend it is."""

    oil: OilName
    percent: Percent


class OilBlend(PlanPart):
    """What the hands glide with; what is not said counts as not done."""

    kind: Literal["oil"] = "oil"
    carrier: OilName
    essential: Annotated[tuple[Share, ...], Field(max_length=20)] = ()
    """The oils that are scented and strong; none is best."""
    patch_tested: bool = False
    """Whether the client has had this blend before, or it passed a patch test on their skin."""

    @field_validator("essential")
    @classmethod
    def _fits(cls, shares: tuple[Share, ...]) -> tuple[Share, ...]:
        if len({share.oil for share in shares}) < len(shares):
            raise ValueError("name every oil once only")
        if exact_sum(share.percent for share in shares) > 100:
            raise ValueError("the shares of a blend are 100 per cent at most, all together")
        return shares


def check_blend(blend: OilBlend, client: ClientFacts, known: Knowledge) -> tuple[Finding, ...]:
    """Return what is wrong with a blend for this client; subjects are names of oils.

    Raises UnknownNameError for an oil, or an allergy, that *known* lacks.
    """
    carrier = known.oil(blend.carrier)
    shares = [(known.oil(share.oil), share.percent) for share in blend.essential]
    oils = [carrier, *(oil for oil, _ in shares)]
    return (
        *_allergy_findings(oils, client, known),
        *_client_findings(oils, client),
        *_undiluted(carrier),
        *_dilution_findings(shares, client, known),
        *_sun_findings(shares),
        *_patch_findings(blend, known),
        *_class_findings(oils),
    )


def dilution_caps(client: ClientFacts, known: Knowledge) -> tuple[Cap, ...]:
    """Return how much essential oil, in per cent, a blend for this client may hold."""
    return tuple(
        Cap(most=limit.percent, finding=_too_strong(limit))
        for limit in known.dilutions
        if _concerns(limit, client)
    )


def sun_caps(oil: Oil) -> tuple[Cap, ...]:
    """Return how much of an oil, in per cent, skin that meets the sun may have."""
    most = oil.phototoxic_max_percent
    if most is None:
        return ()
    message = f"Use {oil.title} at {most:g} per cent or less, or leave it out."
    return (Cap(most=most, finding=_about(oil, "phototoxic-limit", message)),)


def _about(oil: Oil, rule: str, message: str, because: str = "") -> Finding:
    finding = Finding(
        rule=rule,
        message=message,
        because=because or oil.advice,
        safety=True,
        subjects=(oil.id,),
    )
    return citing(finding, oil)


def _concerns(limit: DilutionLimit, client: ClientFacts) -> bool:
    if limit.pregnant:
        return client.pregnant is True
    if client.years is None or client.years < limit.from_years:
        return False
    return limit.below_years is None or client.years < limit.below_years


def _too_strong(limit: DilutionLimit) -> Finding:
    amount = f"{limit.percent:g} per cent of scented oil at most" if limit.percent else "plain oil"
    finding = Finding(
        rule="dilution-limit",
        message=f"Use {amount} for this client ({limit.title[0].lower()}{limit.title[1:]}).",
        because=limit.because,
        safety=True,
        subjects=(limit.id,),
    )
    return citing(finding, limit)


def _allergy_findings(
    oils: Iterable[Oil], client: ClientFacts, known: Knowledge
) -> Iterator[Finding]:
    if client.allergies is None:
        message = "Ask the client about allergies before you choose an oil."
        yield by_rule(known.rule("H5"), message=message, subjects=("oils", "ask-allergy"))
        return
    _refuse_strangers(client.allergies, known)
    for oil in oils:
        if found := sorted(client.allergies & {oil.id, *oil.allergens}):
            message = f"Take another oil: this client is allergic to {' and '.join(found)}."
            yield _about(oil, "allergy", message)


def _refuse_strangers(allergies: frozenset[str], known: Knowledge) -> None:
    """Refuse an allergy that no oil knows: misspelt, it would match nothing and look harmless."""
    names = {name for oil in known.oils for name in (oil.id, *oil.allergens)}
    for name in sorted(allergies - names):
        raise UnknownNameError(f"There is no oil or allergen {name!r}; {nearest(name, names)}")


def _client_findings(oils: Iterable[Oil], client: ClientFacts) -> Iterator[Finding]:
    for oil in oils:
        if oil.id in client.limits.avoid_oils:
            yield _barred(oil, client)
        if client.limits.unscented and oil.kind is OilKind.ESSENTIAL:
            message = f"Use plain oil for this client, without {oil.title}."
            yield by_conditions(
                _about(oil, "client-scent", message, SCREENED),
                client.conditions,
                lambda condition: condition.adapt.unscented,
            )


def _barred(oil: Oil, client: ClientFacts) -> Finding:
    return by_conditions(
        _about(oil, "client-oil", f"Leave out {oil.title} for this client."),
        client.conditions,
        lambda condition: oil.id in condition.adapt.avoid_oils,
    )


def _undiluted(carrier: Oil) -> Iterator[Finding]:
    if carrier.kind is OilKind.ESSENTIAL:
        message = f"Never use {carrier.title} undiluted: mix it into a plain carrier oil."
        because = "An essential oil is strong enough to burn the skin or to set off an allergy."
        yield _about(carrier, "undiluted", message, because)


def _dilution_findings(
    shares: Iterable[tuple[Oil, float]], client: ClientFacts, known: Knowledge
) -> Iterator[Finding]:
    strong = [percent for oil, percent in shares if oil.kind is OilKind.ESSENTIAL]
    yield from exceeded(exact_sum(strong), dilution_caps(client, known))
    for missing, question in ((client.years, "age"), (client.pregnant, "pregnancy")):
        if strong and missing is None:
            message = f"Ask about {question} before you add a scented oil: the limit depends on it."
            yield by_rule(known.rule("H1"), message=message, subjects=("oils", question))


def _sun_findings(shares: Iterable[tuple[Oil, float]]) -> Iterator[Finding]:
    limited = [(oil, percent, oil.phototoxic_max_percent) for oil, percent in shares]
    for oil, percent, _ in limited:
        yield from exceeded(percent, sun_caps(oil))
    parts = [(oil, on_paper(percent) / on_paper(most)) for oil, percent, most in limited if most]
    if len(parts) > 1 and sum(part for _, part in parts) > 1:
        oils = [oil for oil, _ in parts]
        finding = Finding(
            rule="phototoxic-sum",
            message="Use less of the oils that react with light, or only one of them.",
            because="Each takes up a part of what the skin bears in the sun, and together they "
            "take up more than all of it.",
            safety=True,
            subjects=tuple(oil.id for oil in oils),
        )
        # The limits are published; that their shares are added up is the course's own caution.
        yield replace(citing(finding, *oils), course_rule=True)


def _patch_findings(blend: OilBlend, known: Knowledge) -> Iterator[Finding]:
    if not blend.patch_tested:
        hours = known.parameter("patch-test-hours").number
        yield by_rule(
            known.rule("H5"),
            message="Use an oil that the client has had before, or try it on their inner arm for "
            f"{hours:g} hours first.",
            subjects=("oils", "patch-known"),
        )


def _class_findings(oils: Iterable[Oil]) -> Iterator[Finding]:
    for oil in oils:
        if not oil.in_class:
            finding = _about(oil, "in-class", f"Students of this course do not use {oil.title}.")
            yield replace(finding, safety=False, course_rule=True)
