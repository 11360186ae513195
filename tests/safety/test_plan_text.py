"""How a plan is read from text: all faults at once, and nothing guessed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.knowledge import knowledge
from tableside.safety.plan_text import MAX_CHARACTERS, PlanError
from tableside.safety.session_plan import Work, read_plan

KNOWN = knowledge()
PLAN = """
schema = 1

[[segments]]
kind = "place"
position = "side-lying"
pillows = ["head", "knees"]

[[segments]]
kind = "towel"
surface = 41
minutes = 8
checks = [0, 2, 5, 8]

[[segments]]
kind = "oil"
carrier = "jojoba"
essential = [{ oil = "lavender", percent = 1 }]

[[segments]]
kind = "stroke"
zone = "erector-lower-left"
stroke = "effleurage"
contact = "palm"
level = 2
seconds = 120
"""


def faults(text: str) -> list[str]:
    """Return the faults of a text, as people read them."""
    with pytest.raises(PlanError) as caught:
        read_plan(text, KNOWN, file="plan.toml")
    return [str(fault) for fault in caught.value.faults]


def read_or_faults(text: str) -> object:
    """Return the segments of a text, or its faults; any other error goes through."""
    try:
        return read_plan(text, KNOWN).segments
    except PlanError as error:
        return error.faults


def test_a_plan_is_read_in_its_order() -> None:
    """Each segment is what its kind says."""
    plan = read_plan(PLAN, KNOWN)

    assert [each.kind for each in plan.segments] == ["place", "towel", "oil", "stroke"]
    assert plan.heat.towels == (plan.segments[1],)
    assert isinstance(plan.segments[3], Work)


def test_a_plan_survives_being_written_and_read() -> None:
    """What JSON says is what TOML said."""
    plan = read_plan(PLAN, KNOWN)

    assert read_plan(json.dumps({"schema": 1, **plan.model_dump(mode="json")}), KNOWN) == plan


def test_every_fault_is_told_at_once() -> None:
    """With the segment, counted from 1, the field, what stands there, and what is accepted."""
    text = (
        PLAN.replace('"side-lying"', '"side-laying"')
        .replace("surface = 41", 'surface = "warm"')
        .replace("minutes = 8", "minutes = -8")
        .replace("percent = 1", "percent = 101")
        .replace('"erector-lower-left"', '"erector-lower"')
        .replace("level = 2", "level = 2.5")
        .replace("seconds = 120", "second = 120")
    )

    found = faults(text)
    places = [each.partition(" is ")[0].removeprefix("plan.toml, ") for each in found]

    assert places == [
        "segments[1].position",
        "segments[2].surface",
        "segments[2].minutes",
        "segments[3].essential[1].percent",
        "segments[4].zone",
        "segments[4].level",
        "segments[4].seconds",
        "segments[4].second",
    ]
    assert found[1].endswith("is 'warm'; input should be a valid number")
    assert found[4].endswith("there is no zone 'erector-lower'; did you mean 'erector-lower-left'?")
    assert found[6].endswith("is missing; it must be given")
    assert found[7].endswith("is 120; no such key belongs here; did you mean 'seconds'?")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "schema is missing; this course reads schema = 1"),
        ("schema = 2\nsegments = []", "schema is 2; this course reads schema = 1"),
        ("schema = true\nsegments = []", "schema is True; this course reads schema = 1"),
        ("schema = 1", "segments is missing; it must be given"),
        ("schema = 1\nsegments = []", r"segments is \[\]; give one at least"),
        ("schema = 1\nsegments = 3", "segments is 3; input should be a valid array"),
        ('schema = 1\n[[segments]]\nkind = "song"', "its kind is place, towel, oil or stroke"),
        ("schema = 1\n[[segments]]\nlevel = 2", "segments.1.: say its kind"),
        ("schema = 1\nsegments = [", "not TOML"),
        ("schema = 1\nschema = 1\n", "line 2: schema stands a second time"),
        ('{"schema": 1,', "it is not JSON"),
        ('{"schema": 1, "schema": 1}', "schema: it stands here twice"),
        ('{"schema": 1, "segments": ' + "[" * 9000, "nested too deeply"),
        ("schema = 1\nsegments = " + "[" * 9000, "nested too deeply"),
        (" " * (MAX_CHARACTERS + 1), "at most 100,000 characters are read"),
        (PLAN.replace("[0, 2, 5, 8]", "[nan]"), "checks.1. is nan; input should be a finite"),
        (PLAN.replace("surface = 41", "surface = true"), "surface is True; input should be a"),
        (PLAN.replace("surface = 41", "surface = 2026-01-01"), "surface is '2026-01-01'; input"),
        (PLAN.replace("level = 2", "level = " + "9" * 99), "level is 9{59}…; input should be"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(text: str, message: str) -> None:
    """It never becomes a plan."""
    with pytest.raises(PlanError, match=message):
        read_plan(text, KNOWN)


def test_a_line_that_is_no_toml_does_not_hide_the_other_faults() -> None:
    """Nor does the gap that it leaves count as one."""
    text = PLAN.replace("surface = 41", "surface = warm").replace("level = 2", "level = 9")
    found = faults(text)

    assert len(found) == 2
    assert found[0].startswith("plan.toml, line 11: this is not TOML")
    assert found[1].startswith("plan.toml, segments[4].level is 9;")


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_reading(text: str) -> None:
    """Whatever was typed, the answer is a plan or its faults."""
    assert read_or_faults(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["kind", "segments", "surface", "zone", "schema"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["schema", "segments", "x"]), json_values))
def test_no_document_at_all_breaks_the_reading(document: dict[str, object]) -> None:
    """Whatever was written by another program, the answer is a plan or its faults."""
    assert read_or_faults(json.dumps(document))
