"""Whether a blend of oils is safe for a client."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.knowledge.technique import OilKind
from tableside.safety.facts import ClientFacts
from tableside.safety.limits import Limits, combine
from tableside.safety.oil import OilBlend, Share, check_blend
from tableside.safety.plan_text import PlanError

KNOWN = knowledge()
ADULT = ClientFacts(
    limits=Limits(max_pressure=3), years=40.0, pregnant=False, allergies=frozenset()
)
ESSENTIAL = [oil.id for oil in KNOWN.oils if oil.kind is OilKind.ESSENTIAL]
CARRIERS = [oil.id for oil in KNOWN.oils if oil.kind is OilKind.CARRIER]


def blend(carrier: str = "jojoba", **percent: float) -> OilBlend:
    """Return a blend that was patch-tested; ``bitter_orange=1`` adds 1 per cent of that oil."""
    shares = tuple(
        Share(oil=name.replace("_", "-"), percent=float(amount)) for name, amount in percent.items()
    )
    return OilBlend(carrier=carrier, essential=shares, patch_tested=True)


def having(*conditions: str) -> ClientFacts:
    """Return an adult with these conditions."""
    found = tuple(KNOWN.condition(name) for name in conditions)
    return replace(ADULT, limits=combine(found, ceiling=3), conditions=found)


def unsafe(mixed: OilBlend, client: ClientFacts = ADULT) -> list[str]:
    """Return the rules whose breaking could harm."""
    return [each.rule for each in check_blend(mixed, client, KNOWN) if each.safety]


@pytest.mark.parametrize("mixed", [blend(), blend("sunflower"), blend(lavender=2)])
def test_a_plain_or_mild_blend_has_nothing_said_about_it(mixed: OilBlend) -> None:
    """A carrier alone, or with scent up to the limit, is fine for an adult."""
    assert check_blend(mixed, ADULT, KNOWN) == ()


@pytest.mark.parametrize(
    ("mixed", "client", "rule"),
    [
        (blend(lavender=2.1), ADULT, "dilution-limit"),
        (blend(lavender=1.1, mandarin=1), ADULT, "dilution-limit"),
        (blend(lavender=1.1), replace(ADULT, years=14.9), "dilution-limit"),
        (blend(lavender=2.1), replace(ADULT, years=15.0), "dilution-limit"),
        (blend(lavender=1.1), replace(ADULT, years=6.0), "dilution-limit"),
        (blend(lavender=0.1), replace(ADULT, years=5.9), "dilution-limit"),
        (blend(lavender=0.1), replace(ADULT, pregnant=True), "dilution-limit"),
        (blend(bergamot=0.41), ADULT, "phototoxic-limit"),
        (blend(bergamot=0.3, bitter_orange=0.4), ADULT, "phototoxic-sum"),
        (blend("sweet-almond"), replace(ADULT, allergies=frozenset({"tree-nut"})), "allergy"),
        (blend("sunflower"), replace(ADULT, allergies=frozenset({"seed"})), "allergy"),
        (blend(lavender=1), replace(ADULT, allergies=frozenset({"lavender"})), "allergy"),
        (blend("coconut"), having("nut-or-seed-allergy"), "client-oil"),
        (blend(lavender=1), having("asthma"), "client-scent"),
        (blend("lavender"), ADULT, "undiluted"),
        (blend(lavender=1), replace(ADULT, years=None), "H1"),
        (blend(lavender=1), replace(ADULT, pregnant=None), "H1"),
        (blend(), replace(ADULT, allergies=None), "H5"),
        (OilBlend(carrier="jojoba"), ADULT, "H5"),
    ],
)
def test_one_step_beyond_one_rule_is_that_finding(
    mixed: OilBlend, client: ClientFacts, rule: str
) -> None:
    """Whatever else is right, it is named, and nothing else is."""
    assert unsafe(mixed, client) == [rule]


@pytest.mark.parametrize(
    ("mixed", "client"),
    [
        (blend(lavender=0.7, mandarin=0.6, sweet_orange=0.7), ADULT),
        (blend(lavender=1), replace(ADULT, years=6.0)),
        (blend(lavender=2), replace(ADULT, years=15.0)),
        (blend(bergamot=0.4), ADULT),
        (blend(bergamot=0.2, lime_cold_pressed=0.35), ADULT),
        (blend("sunflower"), replace(ADULT, allergies=frozenset({"peanut"}))),
        (blend(), replace(ADULT, years=None, pregnant=None)),
        (blend(), having("epilepsy", "nut-or-seed-allergy", "asthma")),
    ],
)
def test_a_cap_itself_is_allowed(mixed: OilBlend, client: ClientFacts) -> None:
    """The most that a rule allows is not more, whatever way computers add decimals."""
    assert unsafe(mixed, client) == []


def test_a_client_with_epilepsy_gets_no_oil_that_is_linked_with_fits() -> None:
    """The oil is barred by name, and as a scent, with the condition's own sources."""
    client = having("epilepsy")
    found = check_blend(blend(rosemary=0.5), client, KNOWN)
    barred = next(each for each in found if each.rule == "client-oil")

    assert unsafe(blend(rosemary=0.5), client) == ["client-oil", "client-scent"]
    assert barred.sources == KNOWN.condition("epilepsy").sources
    assert KNOWN.condition("epilepsy").because in barred.because


def test_an_oil_that_students_do_not_use_is_told_and_is_not_unsafe() -> None:
    """It is a course rule, and harms nobody by itself."""
    found = check_blend(blend(rosemary=1), ADULT, KNOWN)

    assert [(each.rule, each.safety, each.course_rule) for each in found] == [
        ("in-class", False, True)
    ]


@pytest.mark.parametrize(
    ("allergies", "message"),
    [
        ({"treenut"}, "no oil or allergen 'treenut'; did you mean 'tree-nut'"),
        ({"nuts", "seed"}, "no oil or allergen 'nuts'"),
    ],
)
def test_an_allergy_that_no_oil_knows_is_refused_by_name(allergies: set[str], message: str) -> None:
    """It would match nothing, and so pass for harmless."""
    client = replace(ADULT, allergies=frozenset(allergies))

    with pytest.raises(UnknownNameError, match=message):
        check_blend(blend(), client, KNOWN)


def test_an_oil_that_the_course_does_not_know_is_refused_by_name() -> None:
    """What is not known is not judged."""
    with pytest.raises(UnknownNameError, match="no oil 'jojobaa'; did you mean 'jojoba'"):
        check_blend(blend("jojobaa"), ADULT, KNOWN)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"essential": (Share(oil="sage", percent=1.0),) * 2}, "name every oil once only"),
        (
            {"essential": (Share(oil="sage", percent=60.0), Share(oil="fennel", percent=60.0))},
            "100 per cent at most",
        ),
        ({"patch_tested": "yes"}, "patch_tested is 'yes'; input should be a valid boolean"),
    ],
)
def test_a_blend_that_cannot_be_is_refused(fields: dict[str, object], message: str) -> None:
    """The message says which field, and what is accepted."""
    with pytest.raises(PlanError, match=message):
        OilBlend.of(carrier="jojoba", **fields)


def test_a_blend_of_scents_alone_can_be_written_and_is_judged() -> None:
    """A hundred per cent is a blend still, and a dangerous one."""
    shares = tuple(Share(oil=name, percent=50.0) for name in ("lavender", "mandarin"))
    neat = OilBlend.of(carrier="jojoba", essential=shares, patch_tested=True)

    assert unsafe(neat) == ["dilution-limit"]


def test_without_conditions_a_barred_oil_keeps_its_own_reason() -> None:
    """The limit may come from a question that nobody has answered."""
    client = replace(ADULT, limits=Limits(max_pressure=3, avoid_oils=frozenset({"sunflower"})))
    found = check_blend(blend("sunflower"), client, KNOWN)

    assert [(each.because, each.sources) for each in found] == [
        (KNOWN.oil("sunflower").advice, KNOWN.oil("sunflower").sources)
    ]


def test_a_blend_is_read_from_text_with_all_its_faults() -> None:
    """Three faults are told at once."""
    text = 'carrier = "jojobaa"\nessential = [{ oil = "lavnder", percent = -1 }]\n'

    with pytest.raises(PlanError) as caught:
        OilBlend.read(text, KNOWN)

    assert [fault.field for fault in caught.value.faults] == [
        "carrier",
        "essential[1].oil",
        "essential[1].percent",
    ]


percents = st.floats(0.01, 4).map(lambda number: round(number, 2))
clients = st.builds(
    ClientFacts,
    limits=st.lists(st.sampled_from(KNOWN.conditions), max_size=4).map(
        lambda found: combine(found, ceiling=3)
    ),
    years=st.none() | st.floats(0, 100),
    pregnant=st.sampled_from([None, True, False]),
    allergies=st.none() | st.frozensets(st.sampled_from(["tree-nut", "seed", "sage"]), max_size=2),
)
blends = st.builds(
    OilBlend,
    carrier=st.sampled_from([*CARRIERS, "lavender"]),
    essential=st.lists(
        st.builds(Share, oil=st.sampled_from(ESSENTIAL), percent=percents),
        max_size=4,
        unique_by=lambda share: share.oil,
    ).map(tuple),
    patch_tested=st.booleans(),
)


def dangers(mixed: OilBlend, client: ClientFacts) -> set[tuple[str, tuple[str, ...]]]:
    """Return what could harm, by rule and subjects."""
    found = check_blend(mixed, client, KNOWN)
    return {(each.rule, each.subjects) for each in found if each.safety}


@given(blends, clients, st.data(), percents)
def test_more_of_an_oil_never_takes_a_danger_away(
    mixed: OilBlend, client: ClientFacts, data: st.DataObject, more: float
) -> None:
    """What was too much, or should not have been there, stays so."""
    assume(mixed.essential)
    index = data.draw(st.integers(0, len(mixed.essential) - 1))
    share = mixed.essential[index]
    stronger = share.model_copy(update={"percent": share.percent + more})
    shares = (*mixed.essential[:index], stronger, *mixed.essential[index + 1 :])

    assert dangers(mixed, client) <= dangers(mixed.model_copy(update={"essential": shares}), client)


@given(
    blends,
    st.lists(st.sampled_from(KNOWN.conditions), max_size=4),
    st.sampled_from(KNOWN.conditions),
)
def test_one_condition_more_never_takes_a_danger_away(
    mixed: OilBlend, conditions: list, more: object
) -> None:
    """A client with more to be careful of is never judged more mildly."""
    milder = replace(ADULT, limits=combine(conditions, ceiling=3))
    stricter = replace(ADULT, limits=combine([*conditions, more], ceiling=3))

    assert dangers(mixed, milder) <= dangers(mixed, stricter)


@given(
    st.lists(
        st.builds(
            Share, oil=st.sampled_from(ESSENTIAL), percent=percents.map(lambda each: each / 4)
        ),
        max_size=3,
        unique_by=lambda share: share.oil,
    ).map(tuple),
    st.floats(6, 100),
)
def test_a_blend_that_passes_stays_inside_every_cap(
    shares: tuple[Share, ...], years: float
) -> None:
    """The caps are read from the knowledge here, one by one."""
    mixed = OilBlend(carrier="jojoba", essential=shares, patch_tested=True)
    assume(not dangers(mixed, replace(ADULT, years=years)))
    total = sum(share.percent for share in shares)

    for limit in KNOWN.dilutions:
        below = float("inf") if limit.below_years is None else limit.below_years
        if not limit.pregnant and limit.from_years <= years < below:
            assert total <= limit.percent + 1e-9
    for share in shares:
        most = KNOWN.oil(share.oil).phototoxic_max_percent
        assert most is None or share.percent <= most
