"""Whether a planned session is safe for a client."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tableside.errors import UnknownNameError
from tableside.knowledge import Knowledge, knowledge
from tableside.knowledge.conditions import Area, Condition, Decision, Heat
from tableside.knowledge.technique import OilKind
from tableside.safety.areas import sideless, zones_in
from tableside.safety.decision import ScreenDecision
from tableside.safety.facts import ClientFacts, client_facts
from tableside.safety.heat import Towel
from tableside.safety.intake import Answer, Intake
from tableside.safety.limits import Limits, combine
from tableside.safety.oil import OilBlend, Share
from tableside.safety.plan import PlanCheck, check_plan
from tableside.safety.position import Placing
from tableside.safety.session_plan import Segment, SessionPlan, Work

KNOWN = knowledge()
ADULT = ClientFacts(
    limits=Limits(max_pressure=3),
    decision=ScreenDecision.PROCEED,
    years=40.0,
    pregnant=False,
    allergies=frozenset(),
    skin_sites=frozenset(),
)
PRONE = Placing(position="prone", pillows=("ankles",))
TOWEL = Towel(
    surface=40.0,
    minutes=5.0,
    layers=4,
    covered=True,
    measured=True,
    feeling_tested=True,
    checks=(0.0, 2.0, 5.0),
)
OIL = OilBlend(carrier="jojoba", patch_tested=True)


def work(stroke: str = "effleurage", **changes: object) -> Work:
    """Return a stroke on the muscle beside the spine, as light as it begins."""
    chosen = KNOWN.stroke(stroke)
    fields = {
        "zone": "erector-lower-left",
        "stroke": stroke,
        "contact": chosen.contacts[0],
        "level": chosen.pressure[0],
        "seconds": 20.0,
    }
    return Work.model_validate({**fields, **changes})


GOOD: tuple[Segment, ...] = (
    PRONE,
    TOWEL,
    OIL,
    work(seconds=240.0),
    work("petrissage", level=3, seconds=180.0),
    work("held-pressure", level=3, seconds=30.0),
    work(level=2, seconds=120.0),
)


def intake(*yes: str) -> Intake:
    """Return an adult who said no to everything else."""
    return Intake.no_except(KNOWN.conditions, yes=yes, amounts={"age": 40})


def having(*conditions: Condition) -> ClientFacts:
    """Return an adult with these conditions whose doctor agrees, with no place to leave out."""
    limits = replace(combine(conditions, ceiling=3), avoid_areas=frozenset())
    return replace(ADULT, limits=limits, conditions=conditions)


def check(
    *segments: Segment, client: ClientFacts | Intake = ADULT, known: Knowledge = KNOWN
) -> PlanCheck:
    """Return what is said of these segments."""
    return check_plan(SessionPlan(segments=segments), client, known)


def unsafe(
    *segments: Segment, client: ClientFacts | Intake = ADULT, known: Knowledge = KNOWN
) -> list[str]:
    """Return the rules whose breaking could harm."""
    found = check(*segments, client=client, known=known).findings
    return [each.rule for each in found if each.safety]


def test_a_good_plan_has_nothing_said_about_it() -> None:
    """Placed, warmed, oiled, light, firmer, light, and not for too long."""
    assert check(*GOOD, client=intake()) == PlanCheck(findings=())
    assert check(*GOOD, client=intake()).safe


@pytest.mark.parametrize(
    ("segments", "rule"),
    [
        ([PRONE, work(zone="spine", level=1)], "spine"),
        ([PRONE, work(zone="iliac-crest-left"), work(level=2)], None),
        ([PRONE, work(zone="flank-left"), work(zone="flank-left", level=2)], "flank-left"),
        ([PRONE, work("resting-contact", level=2)], "stroke-pressure"),
        ([PRONE, work("resting-contact", seconds=30.5)], "seconds-in-one-place"),
        ([PRONE, *[work("held-pressure")] * 3], None),
        ([PRONE, *[work("held-pressure")] * 4], "places"),
        ([PRONE, work(contact="thumb-pad")], "stroke-contact"),
        ([PRONE, work("friction", zone="sacrum", level=0)], "stroke-zone"),
        ([PRONE, work("petrissage", level=3)], "H8"),
        ([PRONE, work(zone="erector-lower-right"), work("petrissage", level=3)], "H8"),
        ([PRONE, work(level=2), work("petrissage", level=3)], None),
        ([work(), PRONE], "H4"),
        ([TOWEL, PRONE], "H4"),
        ([PRONE, OIL, TOWEL], "H15"),
        ([PRONE, work("friction"), TOWEL], "H13"),
        ([Placing(position="supine", pillows=("knees",)), TOWEL], "hot-towel"),
        ([PRONE, TOWEL, TOWEL, TOWEL], "max-applications"),
        ([PRONE, TOWEL.model_copy(update={"measured": False})], "H6"),
        ([PRONE, *[work(seconds=300.0)] * 6], None),
        ([PRONE, *[work(seconds=300.0)] * 6, work(seconds=1.0)], "low-back-minutes"),
        ([PRONE, TOWEL, *[work(seconds=300.0)] * 5, work(seconds=1.0)], "low-back-minutes"),
        ([PRONE, OilBlend(carrier="jojoba")], "H5"),
    ],
)
def test_one_step_beyond_one_rule_is_that_finding(
    segments: list[Segment], rule: str | None
) -> None:
    """Whatever else is right, it is named, and nothing else is; at the cap there is nothing."""
    assert unsafe(*segments) == ([rule] if rule else [])


def test_no_student_presses_harder_than_the_course_allows() -> None:
    """The ceiling holds even where zone, stroke and client would bear more."""
    parameters = tuple(
        each.model_copy(update={"value": 2.0}) if each.id == "student-max-walton" else each
        for each in KNOWN.parameters
    )
    known = replace(KNOWN, parameters=parameters)
    plan = [PRONE, work(), work("petrissage", level=3)]

    assert unsafe(*plan) == []
    assert unsafe(*plan, known=known) == ["student-max-walton"]


def test_level_four_is_too_firm_for_anyone() -> None:
    """Zone, stroke and student each say so; nothing is said of a client who has no limit."""
    found = unsafe(PRONE, work(), work(level=4))

    assert found == ["erector-lower-left", "stroke-pressure", "student-max-walton"]


def test_a_stroke_lighter_than_it_begins_is_told_and_is_not_unsafe() -> None:
    """Kneading cannot be done at level 1; gliding without pressing can."""
    found = check(PRONE, work("petrissage", level=1)).findings

    assert [(each.rule, each.safety) for each in found] == [("stroke-too-light", False)]
    assert check(PRONE, work(level=0)).findings == ()


def test_a_finding_says_where_it_is() -> None:
    """It counts the segments from 1, and the towels too."""
    found = check(PRONE, TOWEL, work(zone="spine", level=1), TOWEL, TOWEL).findings
    rules = {each.rule: each.subjects for each in found}

    assert rules["spine"] == ("segment-3", "spine")
    assert check(PRONE, work("petrissage", level=3)).findings[-1].rule == "Q1"


def test_a_firm_end_is_told_and_is_not_unsafe() -> None:
    """By custom a massage closes lightly; nothing happens if it does not."""
    found = check(PRONE, work(), work("petrissage", level=3)).findings

    assert [(each.rule, each.safety) for each in found] == [("Q1", False)]


def test_unsafe_findings_come_first() -> None:
    """Advice about pillows waits until the dangers have been told."""
    found = check(Placing(position="prone"), work(zone="spine", level=3)).findings

    assert [each.safety for each in found] == sorted((each.safety for each in found), reverse=True)
    assert {True, False} == {each.safety for each in found}


def suited(client: ClientFacts) -> Placing:
    """Return a position that suits the client, with its pillows."""
    position = next(
        each
        for each in KNOWN.positions
        if each.reaches_low_back and each.id not in client.limits.avoid_positions
    )
    return Placing(
        position=position.id, pillows=tuple(each.id for each in position.pillows if each.always)
    )


def beyond(condition: Condition) -> list[tuple[list[Segment], str]]:
    """Return plans that go one step beyond one limit of a condition each, with the rule broken."""
    adapt = condition.adapt
    plans: list[tuple[list[Segment], str]] = []
    if adapt.max_pressure is not None and adapt.max_pressure < 3:
        firmer = work(level=adapt.max_pressure + 1)
        plans.append(([work(), firmer] if firmer.level > 2 else [firmer], "client-pressure"))
    if adapt.heat is Heat.NONE:
        plans.append(([TOWEL], "client-heat"))
    if adapt.heat is Heat.LOWER:
        plans.append(([TOWEL.model_copy(update={"surface": 40.5})], "client-heat"))
    if adapt.max_minutes is not None:
        plans.append(([work(seconds=60 * adapt.max_minutes + 1)], "client-minutes"))
    plans += [([work(each, level=0)], "client-stroke") for each in adapt.avoid_strokes]
    zones = [each for each in KNOWN.zones if sideless(each) in adapt.avoid_zones]
    plans += [([work(zone=each.id, level=0)], "client-zone") for each in zones]
    carriers = [each.id for each in KNOWN.oils if each.kind is OilKind.CARRIER]
    barred = [each for each in carriers if each in adapt.avoid_oils]
    plans += [([OIL.model_copy(update={"carrier": each})], "client-oil") for each in barred]
    if adapt.unscented:
        scent = (Share(oil="lavender", percent=0.1),)
        plans.append(([OIL.model_copy(update={"essential": scent})], "client-scent"))
    return plans


@pytest.mark.parametrize("condition", KNOWN.conditions, ids=lambda condition: condition.id)
def test_every_limit_of_every_condition_is_kept(condition: Condition) -> None:
    """One step beyond it is that finding, which cites the condition."""
    client = having(condition)
    for segments, rule in beyond(condition):
        plan = [suited(client), *segments]
        found = [each for each in check(*plan, client=client).findings if each.safety]

        assert [each.rule for each in found] == [rule]
        assert all(condition.because in each.because for each in found)
        assert unsafe(*plan) == []


@pytest.mark.parametrize("condition", KNOWN.conditions, ids=lambda condition: condition.id)
def test_no_plan_is_safe_for_a_client_who_must_wait(condition: Condition) -> None:
    """From a doctor's agreement upwards the whole plan is unsafe, however mild."""
    found = unsafe(PRONE, work(level=0), client=intake(condition.id))
    waits = condition.decision in {Decision.CLEARANCE, Decision.REFER, Decision.STOP}

    assert ("H1" in found) is (waits and not condition.only_with)


def test_who_must_wait_is_told_why() -> None:
    """The condition that decides is cited, and not one that is milder."""
    reason = check(PRONE, client=intake("disc-herniation", "asthma")).findings[0]

    assert reason.message.startswith("Wait for a doctor")
    assert KNOWN.condition("disc-herniation").because in reason.because
    assert KNOWN.condition("asthma").because not in reason.because


def test_no_plan_is_safe_before_the_red_flags_are_answered() -> None:
    """One open question is enough, beside a decision to leave an area out as well."""
    flags = [each.id for each in KNOWN.conditions if each.red_flag]
    for flag in flags:
        for yes in ([], ["bruise"]):
            asked = Intake.no_except(
                KNOWN.conditions, yes=yes, unanswered=[flag], amounts={"age": 40}
            )

            assert "H1" in unsafe(PRONE, work(level=0), client=asked)


def test_a_client_whom_nobody_has_screened_is_on_hold() -> None:
    """Facts without a decision do not pass for leave to begin."""
    assert unsafe(PRONE, client=ClientFacts(limits=Limits(max_pressure=3))) == ["H1"]


def test_a_low_back_to_be_left_out_is_left_out() -> None:
    """A fresh strain: no stroke on the low back and no towel, and the buttock is another place."""
    client = intake("acute-strain")

    assert set(unsafe(PRONE, TOWEL, client=client)) == {"client-heat", "client-area-low-back"}
    assert unsafe(PRONE, work(), client=client) == ["client-area-low-back"]
    assert unsafe(PRONE, work(zone="gluteal-upper-left"), client=client) == []


def test_a_place_of_the_skin_is_left_out_once_it_is_known() -> None:
    """Until somebody has asked where it is, nothing is safe."""
    asked = intake("bruise")
    elsewhere = client_facts(asked, KNOWN, skin_sites=frozenset())
    here = client_facts(asked, KNOWN, skin_sites=frozenset({"erector-lower"}))

    assert unsafe(PRONE, client=asked) == ["client-area-unknown"]
    assert unsafe(PRONE, TOWEL, work(), client=elsewhere) == []
    assert unsafe(PRONE, work(zone="flank-left"), client=here) == []
    assert unsafe(PRONE, TOWEL, work(), client=here) == ["client-area-skin-site"] * 2


@pytest.mark.parametrize(
    ("leaves_out", "only_near", "segments"),
    [
        ("acute-strain", "poor-circulation", [PRONE, work()]),
        ("bruise", "eczema-or-psoriasis", [PRONE]),
        ("bruise", "recent-spinal-injection", [PRONE]),
    ],
)
def test_a_place_left_out_cites_the_condition_that_leaves_it_out(
    leaves_out: str, only_near: str, segments: list[Segment]
) -> None:
    """Not one that adapts something at the same place, nor one that leaves out another."""
    cited = KNOWN.condition(leaves_out)
    found = check(*segments, client=intake(leaves_out, only_near)).findings
    area = next(each for each in found if each.rule.startswith("client-area"))

    assert area.because == f"{cited.name}: {cited.because}"


def test_allergies_that_were_asked_for_are_kept() -> None:
    """The one question of the screening does not stand in their place."""
    seeds = frozenset({"seed"})
    unasked = Intake.no_except(KNOWN.conditions, unanswered=["nut-or-seed-allergy"])

    assert client_facts(intake("nut-or-seed-allergy"), KNOWN, allergies=seeds).allergies == seeds
    assert client_facts(intake(), KNOWN).allergies == frozenset()
    assert client_facts(unasked, KNOWN).allergies is None


@pytest.mark.parametrize("area", Area)
def test_every_zone_of_an_area_is_a_zone_of_the_map(area: Area) -> None:
    """No name is misspelt, and the whole is all of them."""
    everything = {sideless(zone) for zone in KNOWN.zones}

    assert zones_in(area, KNOWN) <= everything
    assert (zones_in(area, KNOWN) == everything) is (area is Area.WHOLE)


@pytest.mark.parametrize(
    ("yes", "amounts", "pregnant"),
    [
        ([], {}, False),
        (["second-trimester"], {}, True),
        (["pregnancy-and-heat"], {}, True),
        ([], {"weeks-pregnant": 20}, True),
    ],
)
def test_whether_a_client_is_pregnant_is_read_from_the_intake(
    yes: list[str], amounts: dict[str, float], pregnant: bool
) -> None:
    """An answer or a number says so; an open question leaves it open."""
    asked = Intake.no_except(KNOWN.conditions, yes=yes, amounts=amounts)
    unasked = Intake.no_except(KNOWN.conditions, unanswered=["second-trimester"])

    assert client_facts(asked, KNOWN).pregnant is pregnant
    assert client_facts(unasked, KNOWN).pregnant is None


@pytest.mark.parametrize(
    ("segments", "client", "message"),
    [
        ([work(zone="kidny-left")], ADULT, "no zone 'kidny-left'; did you mean 'kidney-left'"),
        ([PRONE], replace(ADULT, skin_sites=frozenset({"flanks"})), "no zone 'flanks' without"),
        ([PRONE], Intake(yes=frozenset({"flue"})), "no condition 'flue'"),
    ],
)
def test_what_the_course_does_not_know_is_refused_by_name(
    segments: list[Segment], client: ClientFacts | Intake, message: str
) -> None:
    """It is never passed over."""
    with pytest.raises(UnknownNameError, match=message):
        check(*segments, client=client)


seconds = st.sampled_from([10.0, 30.0, 31.0, 120.0, 600.0])
works = st.builds(
    work,
    st.sampled_from([each.id for each in KNOWN.strokes]),
    zone=st.sampled_from([each.id for each in KNOWN.zones]),
    contact=st.sampled_from([each.id for each in KNOWN.contacts]),
    level=st.integers(0, 5),
    seconds=seconds,
)
towels = st.builds(
    Towel,
    surface=st.sampled_from([38.0, 40.0, 40.5, 41.5, 43.0, 44.0]),
    minutes=st.sampled_from([2.0, 5.0, 8.0, 11.0]),
    measured=st.booleans(),
    feeling_tested=st.booleans(),
    dry_layer=st.booleans(),
    checks=st.sampled_from([(), (0.0, 2.0, 5.0), (0.0, 2.0, 5.0, 10.0, 15.0)]),
)
blends = st.builds(
    OilBlend,
    carrier=st.sampled_from([each.id for each in KNOWN.oils]),
    essential=st.sampled_from(
        [(), (Share(oil="lavender", percent=1.0),), (Share(oil="bergamot", percent=1.0),)]
    ),
    patch_tested=st.booleans(),
)
placings = st.builds(Placing, position=st.sampled_from([each.id for each in KNOWN.positions]))
plans = st.lists(works | towels | blends | placings, min_size=1, max_size=7)
some_conditions = st.lists(st.sampled_from(KNOWN.conditions), max_size=4)


def dangers(
    segments: list[Segment], client: ClientFacts | Intake
) -> set[tuple[str, tuple[str, ...]]]:
    """Return what could harm, by rule and subjects."""
    found = check(*segments, client=client).findings
    return {(each.rule, each.subjects) for each in found if each.safety}


def screened(conditions: list[Condition]) -> ClientFacts:
    """Return an adult with these conditions, as the screening finds them."""
    return client_facts(intake(*(each.id for each in conditions)), KNOWN)


@given(plans, some_conditions, st.data())
def test_more_of_anything_never_takes_a_danger_away(
    segments: list[Segment], conditions: list[Condition], data: st.DataObject
) -> None:
    """Firmer, longer, hotter or stronger: what was dangerous stays so."""
    index = data.draw(st.integers(0, len(segments) - 1))
    match segments[index]:
        case Work() as before:
            field = data.draw(st.sampled_from(["level", "seconds"]))
            more = 5 if field == "level" else before.seconds + 100
        case Towel() as before:
            field = data.draw(st.sampled_from(["surface", "minutes"]))
            more = getattr(before, field) + data.draw(st.sampled_from([0.5, 3.0, 10.0]))
        case OilBlend(essential=(share,)) as before:
            field, more = "essential", (share.model_copy(update={"percent": 3.0}),)
        case before:
            field, more = "kind", before.kind
    after = before.model_copy(update={field: more})
    client = screened(conditions)

    assert dangers(segments, client) <= dangers(
        [*segments[:index], after, *segments[index + 1 :]], client
    )


@given(plans, some_conditions, st.sampled_from(KNOWN.conditions), st.booleans())
def test_one_condition_more_never_takes_a_danger_away(
    segments: list[Segment], conditions: list[Condition], more: Condition, asked: bool
) -> None:
    """Whether it is there or nobody has asked, a client is never judged more mildly for it."""
    milder = intake(*(each.id for each in conditions if each is not more))
    stricter = milder.with_answer(more.id, Answer.YES if asked else Answer.UNANSWERED)

    assert dangers(segments, milder) <= dangers(segments, stricter)


careful_works = st.builds(
    work,
    st.sampled_from(["effleurage", "petrissage", "resting-contact", "held-pressure"]),
    zone=st.sampled_from(["erector-lower-left", "erector-upper-left", "flank-left"]),
    level=st.integers(0, 3),
    seconds=st.sampled_from([20.0, 30.0, 300.0]),
)


@given(st.lists(careful_works, max_size=4), st.lists(st.just(TOWEL), max_size=2), some_conditions)
def test_a_plan_that_passes_stays_inside_every_cap_of_its_client(
    strokes: list[Work], warm: list[Towel], conditions: list[Condition]
) -> None:
    """The caps are read from each condition here, one by one."""
    client = having(*conditions)
    segments = [suited(client), *warm, work(seconds=20.0), *strokes]
    assume(check(*segments, client=client).safe)
    minutes = sum(each.seconds for each in strokes) / 60

    for each in (condition.adapt for condition in conditions):
        assert segments[0].position not in each.avoid_positions
        assert each.heat is not Heat.NONE or not warm
        assert each.max_minutes is None or minutes <= each.max_minutes
        for stroke in strokes:
            assert each.max_pressure is None or stroke.level <= each.max_pressure
            assert stroke.stroke not in each.avoid_strokes
            assert sideless(KNOWN.zone(stroke.zone)) not in each.avoid_zones
    for stroke in strokes:
        assert stroke.level <= KNOWN.zone(stroke.zone).max_pressure
        assert stroke.level <= KNOWN.stroke(stroke.stroke).pressure[1]
        assert stroke.seconds <= (KNOWN.stroke(stroke.stroke).max_seconds or stroke.seconds)
