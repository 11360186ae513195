"""The back map: every place has a name, and the strict rules lie where the reference puts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.errors import UnknownNameError
from tableside.knowledge import knowledge
from tableside.knowledge.back_map import STUDENT_CEILING, Side, Zone, back_map, read_zones, zones_at
from tableside.knowledge.body_outline import LineKind, body_outline, read_outline

T11_TOP, L1_TOP, L3_TOP, L4_TOP, SACRUM_TOP = 3.0, 9.0, 16.0, 19.5, 26.5

across = st.floats(-20, 20, allow_nan=False)
along = st.floats(-15, 47, allow_nan=False)

ENTRY = """
schema = 1
[[zone]]
id = "test-zone"
name = "test zone, {side}"
both_sides = true
levels = ["L3", "L4"]
polygon = [[2, 16], [6, 16], [6, 20], [2, 20]]
spot = [4, 18]
max_pressure = 3
strokes = "Gliding."
landmark = "Beside the spine."
rule = "Go slowly."
course_rule = true
"""


def allowed(x: float, y: float) -> int:
    """Return the level allowed at a place of the map."""
    return zones_at(x, y)[0].max_pressure


@pytest.mark.parametrize("zone", back_map().zones, ids=lambda zone: zone.id)
def test_the_spot_of_a_zone_obeys_the_rule_of_that_zone(zone: Zone) -> None:
    """Whoever chooses a zone by name presses where no stricter zone lies above it."""
    assert zone.max_pressure == allowed(*zone.spot)


@pytest.mark.parametrize("zone", back_map().zones, ids=lambda zone: zone.id)
def test_a_zone_says_its_side_and_its_sources(zone: Zone) -> None:
    """A name read aloud tells the client's side, and no rule comes from nowhere."""
    side = "" if zone.side is Side.MIDDLE else f"client's {zone.side}"

    assert side in zone.name
    assert "{" not in zone.name
    assert zone.sources or zone.course_rule
    for key in zone.sources:
        assert key == knowledge().source(key).key


@given(across, along)
def test_left_mirrors_right(x: float, y: float) -> None:
    """What is forbidden on one side is forbidden on the other."""
    mirrored = [zone.id.replace("left", "right") for zone in zones_at(-abs(x), y)]

    assert mirrored == [zone.id.replace("left", "right") for zone in zones_at(abs(x), y)]


@given(across, along)
def test_the_strictest_zone_comes_first(x: float, y: float) -> None:
    """Zones may overlap; the first one rules."""
    levels = [zone.max_pressure for zone in zones_at(x, y)]

    assert sorted(levels) == levels


def test_every_place_of_the_low_back_has_a_rule() -> None:
    """From T11 to the upper edge of the buttock nothing on the body is without a zone."""
    (body,) = (line for line in body_outline() if line.kind is LineKind.BODY)
    edge = sorted((y, x) for x, y in body.points if x > 0)
    nameless = []
    for tenth in range(int(T11_TOP * 10), 315, 5):
        y = tenth / 10
        width = min(x for at, x in edge if abs(at - y) <= 4)
        nameless += [
            (x / 4, y) for x in range(-int(width * 4), int(width * 4) + 1) if not zones_at(x / 4, y)
        ]

    assert nameless == []


@given(st.floats(-2, 2), st.floats(T11_TOP, SACRUM_TOP))
def test_the_spine_is_never_pressed(x: float, y: float) -> None:
    """Two centimetres to each side of the midline, pressing is out (course rule)."""
    assert allowed(x, y) == 0


@given(st.floats(2.01, 16), st.floats(T11_TOP, L3_TOP - 0.01))
def test_above_l3_nothing_goes_over_level_two(x: float, y: float) -> None:
    """The kidneys lie under the muscle there: the rule goes by depth and level."""
    here = zones_at(x, y)

    assert not here or here[0].max_pressure <= 2


@given(st.floats(6.9, 9.5), st.floats(T11_TOP, L4_TOP - 0.91))
def test_beside_the_muscle_the_kidney_is_never_pressed(x: float, y: float) -> None:
    """Lateral to the long muscle, up to 9.5 cm from the midline, T11 to L3: no pressing."""
    assert allowed(x, y) == 0


def test_the_muscle_below_l3_may_be_pressed() -> None:
    """The safe lane is there to be worked, at level 3."""
    assert {allowed(x, y) for x in (-5, -3, 3, 5) for y in (17, 20, 22)} == {3}


def test_students_never_go_over_level_three() -> None:
    """The course's ceiling holds everywhere."""
    assert max(zone.max_pressure for zone in back_map().zones) <= STUDENT_CEILING


def test_the_edge_belongs_to_the_zone() -> None:
    """A press on the border of a forbidden zone is a press in it."""
    spine = back_map().zone("spine")

    assert spine.contains(2, 10)
    assert spine.contains(-2, 26.5)
    assert not spine.contains(2.01, 10)


def test_an_unknown_zone_is_refused_with_a_hint() -> None:
    """A misspelt id says what may have been meant."""
    with pytest.raises(UnknownNameError, match=r"'erector-lower-lft'; did you mean 'erector-lower"):
        back_map().zone("erector-lower-lft")


def test_a_zone_of_both_sides_is_told_once() -> None:
    """The left is the right, mirrored."""
    zones, faults = read_zones(ENTRY)

    assert faults == ()
    assert [zone.id for zone in zones] == ["test-zone-left", "test-zone-right"]
    assert zones[0].spot == (-4, 18)
    assert zones[0].name == "test zone, client's left"


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        ("spot = [4, 18]", "spot = [1, 18]", "the spot must lie inside the polygon"),
        ("max_pressure = 3", "max_pressure = 4", "max_pressure is 4; input should be less"),
        ("[2, 20]]", "[2, 90]]", "every corner must lie within 60 cm"),
        ("[2, 20]]", "[2, nan]]", "polygon[4][2]"),
        ("[[2, 16], [6, 16], [6, 20], [2, 20]]", "[[2, 16], [6, 16]]", "polygon"),
        ("course_rule = true", "", "give a source"),
        ('rule = "Go slowly."', "", "rule is missing"),
    ],
)
def test_a_faulty_zone_is_told_by_name(good: str, bad: str, told: str) -> None:
    """Whoever edits the file learns which entry is wrong, and how."""
    assert good in ENTRY
    zones, faults = read_zones(ENTRY.replace(good, bad))

    assert zones == ()
    assert "zones.toml, entry 1 ('test-zone')" in str(faults[0])
    assert any(told in str(fault) for fault in faults)


def test_a_curve_passes_through_its_points() -> None:
    """The smooth drawing stays where the file puts it."""
    for line in body_outline():
        ends = [end for _, _, end in line.curve()]
        expected = [*line.points[1:], line.points[0]] if line.closed else [*line.points[1:]]

        assert expected == ends
        assert line.svg_path().startswith("M")


def test_a_line_outside_the_map_is_refused() -> None:
    """A slip of the decimal point in the drawing is told."""
    text = """
schema = 1
[[line]]
id = "slip"
kind = "bone"
mirror = "none"
closed = false
points = [[0, 0], [146, 3]]
"""
    lines, faults = read_outline(text)

    assert lines == ()
    assert "body_outline.toml, entry 1 ('slip'), points" in str(faults[0])


def test_the_levels_are_labelled_from_t10_to_l5() -> None:
    """The map shows where each vertebra lies."""
    labels = [line.label for line in body_outline() if line.kind is LineKind.LEVEL and line.label]

    assert labels == ["T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5"]
