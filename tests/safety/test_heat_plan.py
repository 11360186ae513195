"""Whether a plan for hot towels is safe for a client."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tableside.errors import TablesideError
from tableside.knowledge import Knowledge, knowledge
from tableside.knowledge.conditions import Heat
from tableside.safety.findings import Finding
from tableside.safety.heat import HeatPlan, Towel, check_heat, dose_bound
from tableside.safety.heat_caps import dose_rate
from tableside.safety.limits import Limits
from tableside.safety.plan_text import PlanError

KNOWN = knowledge()
ANYONE = Limits(max_pressure=3)
LESS = Limits(max_pressure=3, heat=Heat.LOWER)
NONE = Limits(max_pressure=3, heat=Heat.NONE)

GOOD = Towel(
    surface=41.0,
    minutes=8.0,
    bath=44.0,
    layers=4,
    covered=True,
    dry_layer=True,
    measured=True,
    feeling_tested=True,
    checks=(0.0, 2.0, 5.0, 8.0),
)


def towel(**changes: object) -> Towel:
    """Return a good towel with changes; it is looked at often enough for any time."""
    often = tuple(float(minute) for minute in range(0, 241, 5))
    return GOOD.model_copy(update={"checks": (0.0, 2.0, *often[1:49]), **changes})


def judged(
    *towels: Towel, limits: Limits = ANYONE, known: Knowledge = KNOWN
) -> tuple[Finding, ...]:
    """Return what is said about these towels."""
    return check_heat(HeatPlan(towels=towels), limits, known)


def unsafe(*towels: Towel, limits: Limits = ANYONE, known: Knowledge = KNOWN) -> list[str]:
    """Return the rules whose breaking could harm."""
    return [each.rule for each in judged(*towels, limits=limits, known=known) if each.safety]


def with_parameter(name: str, **changes: float) -> Knowledge:
    """Return what the course knows, with another number for one parameter."""
    parameters = tuple(
        each.model_copy(update=changes) if each.id == name else each for each in KNOWN.parameters
    )
    return replace(KNOWN, parameters=parameters)


def test_a_good_towel_has_nothing_said_about_it() -> None:
    """Warm enough, not too hot, not too long, covered, measured and looked after."""
    assert judged(GOOD) == ()


@pytest.mark.parametrize("surface", [40.0, 42.0])
def test_both_ends_of_the_target_are_in_it(surface: float) -> None:
    """Neither is too cool, nor too close to the ceiling."""
    assert judged(towel(surface=surface)) == ()


def test_no_towel_is_a_plan_too() -> None:
    """Who must have no heat gets none, and that is right."""
    assert judged(limits=NONE) == ()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"surface": 43.1, "minutes": 1.0}, "surface-ceiling"),
        ({"bath": 45.1}, "bath"),
        ({"minutes": 10.1}, "application-minutes"),
        ({"surface": 42.0, "minutes": 8.1}, "thermal-dose-limit"),
        ({"surface": 41.1, "dry_layer": False}, "dry-layer-above"),
        ({"measured": False}, "H6"),
        ({"feeling_tested": False}, "H6"),
        ({"checks": (2.0, 5.0, 8.0)}, "H7"),
        ({"checks": (0.0, 2.0, 5.0)}, "H7"),
        ({"checks": (0.0, 3.0, 5.0, 8.0)}, "first-skin-check"),
        ({"checks": (0.0, 2.0, 8.0)}, "second-skin-check"),
    ],
)
def test_one_step_beyond_one_cap_is_that_finding(changes: dict[str, object], rule: str) -> None:
    """Whatever else is right, it is named, and nothing else is."""
    assert unsafe(towel(**changes)) == [rule]


@pytest.mark.parametrize(
    "changes",
    [
        {"surface": 43.0, "minutes": 2.0},
        {"bath": 45.0},
        {"minutes": 10.0},
        {"surface": 42.0, "minutes": 8.0},
        {"surface": 41.0, "dry_layer": False},
        {"minutes": 2.0, "checks": (0.0, 2.0)},
        {"minutes": 5.0, "checks": (0.0, 1.5, 5.0)},
        {"minutes": 2.0, "checks": (0.0, 2.5)},
        {"minutes": 5.0, "checks": (0.0, 2.0, 5.5)},
    ],
)
def test_a_cap_itself_is_allowed(changes: dict[str, object]) -> None:
    """The most that a rule allows is not more than it allows."""
    assert unsafe(towel(**changes)) == []


def test_a_third_towel_is_one_too_many() -> None:
    """However mild and short each of them is."""
    assert unsafe(*[towel(minutes=5.0)] * 2) == []
    assert unsafe(*[towel(minutes=5.0)] * 3) == ["max-applications"]


def test_the_minutes_of_all_towels_add_up() -> None:
    """Each is short enough, and together they are too long."""
    known = with_parameter("max-heat-minutes", value=15.0)

    assert unsafe(towel(minutes=7.5), towel(minutes=7.5), known=known) == []
    assert unsafe(towel(minutes=7.5), towel(minutes=7.6), known=known) == ["max-heat-minutes"]


def test_the_dose_of_all_towels_adds_up() -> None:
    """Two towels that are each within the limit are beyond it together."""
    assert unsafe(towel(surface=42.0, minutes=5.0)) == []
    assert unsafe(*[towel(surface=42.0, minutes=5.0)] * 2) == ["thermal-dose-limit"]


@pytest.mark.parametrize(
    ("surface", "minutes", "dose"),
    [(43, 10, 10), (42, 8, 2), (43, 2, 2), (41, 10, 0.625), (45, 10, 40), (40, 20, 0.3125)],
)
def test_the_dose_is_that_of_the_published_table(
    surface: float, minutes: float, dose: float
) -> None:
    """Equivalents worked out from the published constants, half above 43 °C, a quarter below."""
    plan = HeatPlan(towels=(towel(surface=float(surface), minutes=float(minutes)),))

    assert float(dose_bound(plan, KNOWN)) == pytest.approx(dose)


def test_a_client_who_needs_less_heat_gets_a_cooler_and_shorter_towel() -> None:
    """40 °C for 5 minutes is the most, over all towels."""
    mild = towel(surface=40.0, minutes=5.0)

    assert unsafe(mild, limits=LESS) == []
    assert unsafe(towel(surface=40.1, minutes=5.0), limits=LESS) == ["client-heat"]
    assert unsafe(towel(surface=40.0, minutes=5.1), limits=LESS) == ["client-heat"]
    assert unsafe(towel(surface=40.0, minutes=3.0), mild, limits=LESS) == ["client-heat"]


def test_a_client_who_must_have_no_heat_gets_none() -> None:
    """Every towel is one too many, the mildest included."""
    found = judged(towel(surface=36.0, minutes=1.0), towel(), limits=NONE)

    assert [each.subjects for each in found] == [("towel-1",), ("towel-2",)]
    assert all(each.safety for each in found)


def test_the_conditions_that_forbid_heat_are_cited() -> None:
    """Where it is known which condition set the limit, its reason and its sources are told."""
    patch = KNOWN.condition("drug-patch")
    found = check_heat(HeatPlan(towels=(towel(),)), NONE, KNOWN, conditions=[patch])

    assert patch.because in found[0].because
    assert found[0].sources == patch.sources
    assert found[0].course_rule


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"surface": 39.0}, "surface-target"),
        ({"surface": 42.1, "minutes": 5.0}, "surface-target"),
        ({"surface": 43.0, "minutes": 2.0}, "surface-target"),
        ({"minutes": 4.0}, "application-minutes"),
        ({"covered": False}, "cooling-time-one-layer-bare"),
        ({"layers": 1}, "cooling-time-one-layer-bare"),
    ],
)
def test_a_towel_that_hardly_warms_is_told_and_is_not_unsafe(
    changes: dict[str, object], rule: str
) -> None:
    """Advice is a finding that could harm nobody."""
    found = [each for each in judged(towel(**changes)) if each.rule == rule]

    assert [each.safety for each in found] == [False]


def test_a_towel_from_boiling_water_is_judged_and_not_refused() -> None:
    """The worst plan is what a check is for."""
    found = unsafe(towel(surface=100.0, minutes=240.0, bath=100.0))

    assert {"surface-ceiling", "bath", "application-minutes", "thermal-dose-limit"} <= set(found)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"surface": 101.0}, "surface is 101.0; input should be less than or equal to 100"),
        ({"surface": -1.0}, "surface is -1.0; input should be greater than or equal to 0"),
        ({"minutes": 0.0}, "minutes is 0.0; input should be greater than 0"),
        ({"minutes": float("nan")}, "minutes is nan; input should be a finite number"),
        ({"minutes": "8"}, "minutes is '8'; input should be a valid number"),
        ({"layers": 0}, "layers is 0; input should be greater than or equal to 1"),
        ({"checks": (-1.0,)}, "checks.1. is -1.0; input should be greater than or equal to 0"),
        ({"layer": 4}, "layer is 4; no such key belongs here; did you mean 'layers'"),
    ],
)
def test_what_cannot_be_is_refused_by_name(fields: dict[str, object], message: str) -> None:
    """It is never read as the nearest thing that could be."""
    with pytest.raises(PlanError, match=message) as caught:
        Towel.of(**{"surface": 41.0, "minutes": 8.0, **fields})

    assert len(caught.value.faults) == 1
    assert isinstance(caught.value, TablesideError)
    assert isinstance(caught.value, ValueError)


def test_a_heat_plan_is_read_from_text() -> None:
    """TOML and JSON say the same; what is not said counts as not done."""
    toml = "[[towels]]\nsurface = 41\nminutes = 8\nmeasured = true\n"
    json = '{"towels": [{"surface": 41, "minutes": 8, "measured": true}]}'

    plan = HeatPlan.read(toml, KNOWN)

    assert plan == HeatPlan.read(json, KNOWN)
    assert plan.towels[0].measured
    assert not plan.towels[0].feeling_tested


surfaces = st.floats(0, 100).map(lambda number: round(number, 2))
times = st.floats(0.5, 30).map(lambda number: round(number, 2))
steps = st.floats(0, 20).map(lambda number: round(number, 2))
limits_of_heat = st.sampled_from([ANYONE, LESS, NONE])
check_times = st.lists(times, max_size=6).map(tuple)


@st.composite
def towels(draw: st.DrawFn) -> Towel:
    """Draw any towel."""
    return Towel(
        surface=draw(surfaces),
        minutes=draw(times),
        bath=draw(st.none() | surfaces),
        layers=draw(st.integers(1, 8)),
        covered=draw(st.booleans()),
        dry_layer=draw(st.booleans()),
        measured=draw(st.booleans()),
        feeling_tested=draw(st.booleans()),
        checks=draw(check_times),
    )


def dangers(plan: list[Towel], limits: Limits) -> set[tuple[str, tuple[str, ...]]]:
    """Return what could harm, by rule and subjects."""
    return {(each.rule, each.subjects) for each in judged(*plan, limits=limits) if each.safety}


@given(
    st.lists(towels(), min_size=1, max_size=4),
    st.data(),
    st.sampled_from(["surface", "minutes", "bath"]),
    steps,
    limits_of_heat,
)
def test_more_heat_never_takes_a_danger_away(
    plan: list[Towel], data: st.DataObject, field: str, step: float, limits: Limits
) -> None:
    """Hotter water, a hotter towel or a longer time: what was dangerous stays so."""
    index = data.draw(st.integers(0, len(plan) - 1))
    before = getattr(plan[index], field) or 0.0
    hotter = plan[index].model_copy(update={field: before + step})

    assert dangers(plan, limits) <= dangers([*plan[:index], hotter, *plan[index + 1 :]], limits)


@given(st.lists(towels(), max_size=4))
def test_a_stricter_limit_never_takes_a_danger_away(plan: list[Towel]) -> None:
    """What is dangerous for anyone is dangerous for those who need less heat, and so on."""
    assert dangers(plan, ANYONE) <= dangers(plan, LESS) <= dangers(plan, NONE)


careful_towels = st.builds(
    towel,
    surface=st.floats(38, 43.5).map(lambda number: round(number, 1)),
    minutes=st.floats(0.5, 11).map(lambda number: round(number, 1)),
)


@given(st.lists(careful_towels, min_size=1, max_size=3), st.sampled_from([ANYONE, LESS]))
def test_a_plan_that_passes_stays_inside_every_cap(plan: list[Towel], limits: Limits) -> None:
    """The caps are read from the parameters here, one by one."""
    assume(not dangers(plan, limits))
    most = {each.id: each.span[1] for each in KNOWN.parameters}
    minutes = sum(each.minutes for each in plan)
    dose = sum(each.minutes * dose_rate(each.surface, KNOWN) for each in plan)

    assert len(plan) <= most["max-applications"]
    assert max(each.surface for each in plan) <= most["surface-ceiling"]
    assert max(each.minutes for each in plan) <= most["application-minutes"]
    assert minutes <= most["max-heat-minutes"]
    assert dose <= most["thermal-dose-limit"] + 1e-9
    if limits.heat is Heat.LOWER:
        assert max(each.surface for each in plan) <= most["lower-heat-ceiling"]
        assert minutes <= most["lower-heat-minutes"] + 1e-9


@given(st.floats(36, 50), st.floats(0.1, 5))
def test_a_hotter_minute_never_counts_less(celsius: float, more: float) -> None:
    """The dose grows with the temperature, across the place where its base changes."""
    assert dose_rate(celsius, KNOWN) <= dose_rate(celsius + more, KNOWN)
