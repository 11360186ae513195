"""No blend that passes holds an oil, or so much of one, that it could harm its client."""

from dataclasses import replace
from itertools import pairwise, product

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st
from plan_in_z3 import CONDITIONS, KNOWN, below, client, counterexample, holds, is_safe, limited
from screen_in_z3 import exactly

from tableside.knowledge.technique import DilutionLimit, OilKind
from tableside.safety import oil
from tableside.safety.facts import ClientFacts
from tableside.safety.oil import OilBlend, Share

OILS = tuple(each.id for each in KNOWN.oils)
SCENTS = ("", *(each.id for each in KNOWN.oils if each.kind is OilKind.ESSENTIAL))
TRACE = 0.001
"""A share in per cent below every limit."""


class Blend:
    """The variables of a blend and of the client's age; oils are numbers of the lists above."""

    carrier, scent = z3.Ints("carrier scent")
    percent, years = z3.Reals("percent years")
    pregnant = z3.Bool("pregnant")


def mixed(carrier: str, scent: str, percent: float = TRACE) -> OilBlend:
    """Return a blend that was patch-tested; *scent* may be empty."""
    shares = (Share(oil=scent, percent=percent),) if scent else ()
    return OilBlend(carrier=carrier, essential=shares, patch_tested=True)


def oils_pass() -> z3.BoolRef:
    """Return "the oils pass", by trying all of them with each of them barred."""
    pairs = list(product(OILS, SCENTS))

    def passing(facts: ClientFacts) -> z3.BoolRef:
        safe = [pair for pair in pairs if is_safe(oil.check_blend(mixed(*pair), facts, KNOWN))]
        return z3.Or(*[holding(*pair) for pair in safe])

    barred = [
        z3.Implies(client().avoids("oils", each), passing(limited(avoid_oils=frozenset({each}))))
        for each in OILS
    ]
    scentless = z3.Implies(client().unscented, passing(limited(unscented=True)))
    return z3.And(passing(limited()), scentless, *barred)


def holding(carrier: str, scent: str) -> z3.BoolRef:
    """Return "it is this carrier with this scent"."""
    return z3.And(Blend.carrier == OILS.index(carrier), Blend.scent == SCENTS.index(scent))


def anointed_wrongly() -> z3.ModelRef | None:
    """Look for a blend that passes although a condition of the client bars it."""
    harms = []
    for each in CONDITIONS:
        barred = [Blend.carrier == OILS.index(name) for name in each.adapt.avoid_oils]
        barred += [
            Blend.scent == SCENTS.index(name) for name in each.adapt.avoid_oils if name in SCENTS
        ]
        barred += [Blend.scent != 0] if each.adapt.unscented else []
        harms.append(z3.And(client().concerns[each.number], z3.Or(*barred)))
    harms += [
        Blend.carrier == index
        for index, each in enumerate(KNOWN.oils)
        if each.kind is OilKind.ESSENTIAL
    ]
    return counterexample(oils_pass(), harms)


def strength_passes() -> z3.BoolRef:
    """Return "the blend is thin enough", by trying each span of age in which limits are one."""
    ends = {each.from_years for each in KNOWN.dilutions} | {200.0}
    spans = []
    for (start, end), pregnant in product(pairwise(sorted(ends)), (False, True)):
        facts = replace(limited(), years=start, pregnant=pregnant)
        within = z3.And(Blend.years >= exactly(start), Blend.years < exactly(end))
        thin = below(Blend.percent, oil.dilution_caps(facts, KNOWN))
        spans.append(z3.And(within, Blend.pregnant == pregnant, thin))
    sun = [
        z3.Implies(Blend.scent == SCENTS.index(each.id), below(Blend.percent, oil.sun_caps(each)))
        for each in KNOWN.oils
        if each.kind is OilKind.ESSENTIAL
    ]
    return z3.And(z3.Or(*spans), *sun)


def mixed_too_strong() -> z3.ModelRef | None:
    """Look for a blend that passes and is stronger than an age, a pregnancy or the sun allow."""
    harms = []
    for each in KNOWN.dilutions:
        band = [Blend.pregnant] if each.pregnant else [Blend.years >= exactly(each.from_years)]
        if each.below_years is not None:
            band.append(Blend.years < exactly(each.below_years))
        harms.append(z3.And(Blend.percent > exactly(each.percent), *band))
    for each in KNOWN.oils:
        if each.phototoxic_max_percent is not None:
            too_much = Blend.percent > exactly(each.phototoxic_max_percent)
            harms.append(z3.And(Blend.scent == SCENTS.index(each.id), too_much))
    return counterexample(strength_passes(), harms)


PROOFS = {"oils": anointed_wrongly, "strength": mixed_too_strong}


@pytest.mark.parametrize("name", PROOFS)
def test_no_blend_that_passes_exceeds_a_cap_for_its_client(name: str) -> None:
    """For no client whatever, and no blend of a carrier with a scent whatever."""
    assert PROOFS[name]() is None


CONCERNS = oil._concerns  # noqa: SLF001 - weakened on purpose


def for_nobody_pregnant(limit: DilutionLimit, facts: ClientFacts) -> bool:
    """Return whether a limit is for this client, as if nobody were ever pregnant."""
    return CONCERNS(limit, replace(facts, pregnant=False))


@pytest.mark.parametrize(
    ("function", "weaker", "proof"),
    [
        ("_client_findings", lambda *_: (), "oils"),
        ("_undiluted", lambda _: (), "oils"),
        ("dilution_caps", lambda *_: (), "strength"),
        ("_concerns", for_nobody_pregnant, "strength"),
        ("sun_caps", lambda _: (), "strength"),
    ],
)
def test_weakening_a_check_is_noticed(
    function: str, weaker: object, proof: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some client is then harmed by a blend that passes."""
    monkeypatch.setattr(oil, function, weaker)

    assert PROOFS[proof]() is not None


@given(
    st.sampled_from(SCENTS[1:]),
    st.sampled_from([0.01, 0.4, 0.5, 1.0, 1.25, 1.5, 2.0, 2.1, 4.0]),
    st.sampled_from([0.0, 0.2, 0.25, 1.9, 2.0, 5.9, 6.0, 14.0, 15.0, 18.0, 99.0]),
    st.booleans(),
)
def test_formulas_and_check_agree_on_strength(
    scent: str, percent: float, years: float, pregnant: bool
) -> None:
    """Any oil, any share, any age: it passes by the formulas if it passes by the check."""
    facts = replace(limited(), years=years, pregnant=pregnant)
    found = oil.check_blend(mixed("jojoba", scent, percent), facts, KNOWN)
    values = {
        Blend.scent: SCENTS.index(scent),
        Blend.percent: percent,
        Blend.years: years,
        Blend.pregnant: pregnant,
    }

    assert holds(strength_passes(), values) is is_safe(found)
