"""One file read alone: sound entries beside faults that say what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.knowledge.entry import Fault, nearest, read_entries
from tableside.knowledge.sources import Source


def test_text_where_a_number_belongs_is_not_read_as_one() -> None:
    """A year in quotation marks is a text, and refused."""
    text = (
        'schema = 1\n[[source]]\nkey = "AB1"\ntitle = "T"\nyear = "1999"\n'
        'locator = "L"\ngrade = "A"\nkind = "study"\n'
    )
    entries, faults = read_entries(text, file="s.toml", table="source", model=Source)

    assert entries == ()
    assert [(fault.entry, fault.field, fault.value) for fault in faults] == [
        ("entry 1 ('AB1')", "year", "'1999'")
    ]


def test_sound_entries_are_returned_beside_the_faults_of_others() -> None:
    """One bad entry does not take the good ones with it."""
    good = '[[source]]\nkey = "{}"\ntitle = "T"\nlocator = "L"\ngrade = "A"\nkind = "study"\n'
    text = "schema = 1\n" + good.format("AB1") + good.format("ab2") + good.format("AB3")
    entries, faults = read_entries(text, file="s.toml", table="source", model=Source)

    assert [entry.key for entry in entries] == ["AB1", "AB3"]
    assert [fault.entry for fault in faults] == ["entry 2 ('ab2')"]


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    """Whatever stands in a file, the answer is entries and faults."""
    entries, faults = read_entries(text, file="s.toml", table="source", model=Source)

    assert entries == ()
    assert faults


@given(
    st.recursive(
        st.one_of(st.booleans(), st.integers(-5, 5), st.sampled_from(['"x"', "nan", "1979-05-27"])),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=5,
    ),
    st.sampled_from(["key", "title", "year", "grade", "sources", "id"]),
)
def test_no_value_makes_the_reader_fall_over(value: object, field: str) -> None:
    """A value of any sort in any place is judged, not crashed on."""
    written = str(value).replace("True", "true").replace("False", "false").replace("'", "")
    text = f"schema = 1\n[[source]]\n{field} = {written}\n"
    entries, faults = read_entries(text, file="s.toml", table="source", model=Source)

    assert entries == ()
    assert faults


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("oil", "did you mean 'oils'?"),
        ("OILS", "did you mean 'oils'?"),
        ("zzz", "known are hot-towel, oils"),
    ],
)
def test_a_hint_names_the_nearest_or_all(name: str, hint: str) -> None:
    """A near name is proposed; without one the known names are listed."""
    assert hint == nearest(name, ["oils", "hot-towel"])


def test_a_hint_without_any_known_name_says_so() -> None:
    """An empty file has nothing to propose."""
    assert nearest("oils", []) == "none is known so far"


def test_a_fault_without_entry_or_value_still_reads_well() -> None:
    """Nothing is said about what is not there."""
    fault = Fault(file="a.toml", entry="", field="", value="", expected="mend it")

    assert str(fault) == "a.toml: mend it"
