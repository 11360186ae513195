"""A file of facts is refused with all its faults, each with its place and what to do."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tableside.errors import KnowledgeError
from tableside.knowledge import read_knowledge
from tableside.knowledge.entry import Fault

FILES = {
    "sources.toml": "source",
    "steps.toml": "step",
    "rules.toml": "rule",
    "claims.toml": "claim",
    "contradictions.toml": "contradiction",
    "quantities.toml": "quantity",
    "conditions.toml": "condition",
    "sites.toml": "site",
    "signs.toml": "sign",
    "zones.toml": "zone",
    "positions.toml": "position",
    "contacts.toml": "contact",
    "strokes.toml": "stroke",
    "oils.toml": "oil",
    "dilutions.toml": "dilution",
    "parameters.toml": "parameter",
}
EACH_NAME = pytest.mark.parametrize("file", FILES)
EACH_FILE = pytest.mark.parametrize(("file", "table"), FILES.items(), ids=FILES)


class Facts:
    """A folder with a copy of every file of facts, which a test may spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for file in files("tableside.knowledge").iterdir():
            if file.name.endswith(".toml"):
                self.write(file.name, file.read_text(encoding="utf-8"))

    def text(self, file: str) -> str:
        """Return what stands in the file."""
        return (self.folder / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        """Put *text* into the file instead of what was there."""
        (self.folder / file).write_text(text, encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Replace the first *old*, which must be there, by *new*."""
        text = self.text(file)
        assert old in text, f"{file} has no {old!r} to change"
        self.write(file, text.replace(old, new, 1))

    def faults(self) -> tuple[Fault, ...]:
        """Return what reading the folder complains of; nothing if it reads well."""
        try:
            read_knowledge(self.folder)
        except KnowledgeError as error:
            return error.faults
        return ()

    def places(self) -> list[tuple[str, str, str]]:
        """Return where the faults are: file, entry and field."""
        return [(fault.file, fault.entry, fault.field) for fault in self.faults()]


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Return a fresh copy of the course's facts."""
    return Facts(tmp_path)


def first_entry(text: str, table: str) -> str:
    """Return the text of the first entry of a file, its comments left out."""
    start = text.index(f"[[{table}]]")
    end = text.find(f"[[{table}]]", start + 1)
    lines = text[start : end if end > 0 else None].splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")) + "\n"


def test_an_untouched_copy_has_no_faults(facts: Facts) -> None:
    """What the course ships is sound."""
    assert facts.faults() == ()


def test_every_file_of_facts_is_in_this_test(facts: Facts) -> None:
    """A new file of facts has to be added here, and so gets the tests below."""
    told = {path.name for path in facts.folder.glob("*.toml")}

    assert told - {"body_outline.toml"} == set(FILES)


@EACH_NAME
def test_a_missing_file_is_named(facts: Facts, file: str) -> None:
    """A missing file is one fault, and nobody who refers to it is blamed."""
    (facts.folder / file).unlink()

    assert facts.places() == [(file, "", "")]
    assert "missing" in str(facts.faults()[0])


@EACH_NAME
def test_a_file_that_is_not_toml_is_named_with_its_line(facts: Facts, file: str) -> None:
    """The message says where TOML ends, and nobody who refers to the file is blamed."""
    facts.write(file, facts.text(file) + "\nthis is not TOML\n")

    assert facts.places() == [(file, "", "")]
    assert re.search(r"not TOML .*line \d+", str(facts.faults()[0]))


def test_a_file_in_another_encoding_is_named(facts: Facts) -> None:
    """Text that is not UTF-8 is a fault, not a crash."""
    (facts.folder / "signs.toml").write_bytes(b"schema = 1\n# caf\xe9\n")

    assert facts.places() == [("signs.toml", "", "")]
    assert "UTF-8" in str(facts.faults()[0])


@EACH_NAME
@pytest.mark.parametrize("schema", ["2", "true", '"1"'])
def test_a_file_of_another_schema_is_refused(facts: Facts, file: str, schema: str) -> None:
    """A later format is not guessed at."""
    facts.change(file, "schema = 1", f"schema = {schema}")

    assert facts.places() == [(file, "", "schema")]
    assert str(facts.faults()[0]).endswith("this course reads schema = 1")


@EACH_FILE
def test_an_unknown_key_of_an_entry_is_a_fault(facts: Facts, file: str, table: str) -> None:
    """A misspelt key is told, not ignored."""
    facts.change(file, f"[[{table}]]\n", f"[[{table}]]\nwillow = 1\n")
    (fault,) = facts.faults()

    assert (file, "willow") == (fault.file, fault.field)
    assert fault.entry.startswith("entry 1 ('")
    assert fault.expected.startswith("no such key belongs here")


@EACH_NAME
def test_an_unknown_table_is_a_fault(facts: Facts, file: str) -> None:
    """A file holds one kind of facts."""
    facts.write(file, facts.text(file) + "\n[[willow]]\nid = 1\n")

    assert facts.places() == [(file, "", "willow")]


@EACH_FILE
def test_an_entry_that_stands_twice_is_a_fault(facts: Facts, file: str, table: str) -> None:
    """The second of two entries with one name is told, with where the first is."""
    text = facts.text(file)
    facts.write(file, text + "\n" + first_entry(text, table))
    found = facts.faults()

    assert {file} == {fault.file for fault in found}
    assert all("entry 1 has it already" in fault.expected for fault in found)
    assert ("key" if table == "source" else "id") == found[0].field


@EACH_FILE
def test_a_single_table_is_a_fault(facts: Facts, file: str, table: str) -> None:
    """One pair of brackets instead of two is told by name."""
    facts.write(file, f"schema = 1\n[{table}]\nid = 'x'\n")

    assert (file, "", table) in facts.places()


def test_a_file_with_three_faults_reports_three(facts: Facts) -> None:
    """Text for a number, a misspelt key and a dangling source are told at once, each in place."""
    facts.change("steps.toml", "number = 0", 'number = "none"')
    facts.change("steps.toml", 'article_title = "Soak', 'artcle_title = "Soak')
    facts.change("steps.toml", '"WALTON-A", "FIELD10"', '"WALTON-Q", "FIELD10"')

    assert facts.places() == [
        ("steps.toml", "entry 1 ('screen-and-consent')", "number"),
        ("steps.toml", "entry 2 ('soak-towel')", "artcle_title"),
        ("steps.toml", "entry 3 ('right-pressure')", "sources[1]"),
    ]


def test_one_entry_with_three_faults_reports_three(facts: Facts) -> None:
    """Faults of a field, of a key and of a reference do not hide each other."""
    facts.change("signs.toml", "within_seconds = 5", 'within_seconds = "five"\nwthin = 1')
    facts.change("signs.toml", '["GCARE", "BASS"]', '["GCARE", "BAS"]')

    assert facts.places() == [
        ("signs.toml", "entry 1 ('saddle-numbness')", "within_seconds"),
        ("signs.toml", "entry 1 ('saddle-numbness')", "wthin"),
        ("signs.toml", "entry 1 ('saddle-numbness')", "sources[2]"),
    ]


def test_faults_of_two_files_are_told_together(facts: Facts) -> None:
    """An author who breaks two files hears of both."""
    facts.change("claims.toml", 'stance = "keep"', 'stance = "kept"')
    facts.change("oils.toml", 'kind = "carrier"', 'kind = "carier"')
    claim, oil = facts.faults()

    assert claim.expected == "input should be 'keep', 'caution' or 'correct'"
    assert oil.expected == "input should be 'carrier' or 'essential'"


def test_a_message_can_be_read_aloud(facts: Facts) -> None:
    """File, entry, field, value and what is accepted stand in one sentence."""
    facts.change("conditions.toml", 'decision = "stop"', 'decision = "stopp"')

    with pytest.raises(KnowledgeError) as caught:
        read_knowledge(facts.folder)
    message = str(caught.value)

    assert message == (
        "1 fault in the course's knowledge:\n"
        "conditions.toml, entry 1 ('cauda-equina'), decision is 'stopp'; "
        "input should be 'proceed', 'adapt', 'avoid-area', 'clearance', 'refer' or 'stop'"
    )


@pytest.mark.parametrize(
    ("spoil", "field", "hint"),
    [
        (("steps.toml", '"BOLSTER", "PILLOW"', '"BOLSTR", "PILLOW"'), "sources[1]", "BOLSTER"),
        (
            ("steps.toml", 'step = "soak-towel"', 'step = "soak-towl"'),
            "after[3].step",
            "soak-towel",
        ),
        (("steps.toml", 'rule = "H14"', 'rule = "H99"'), "after[1].rule", "H9"),
        (("steps.toml", 'rule = "S8.11"', 'rule = "S8.99"'), "after[3].rule", "S8.9"),
        (("steps.toml", '["EPA10", "GCARE"] },', '["EPA1"] },'), "after[1].sources[1]", "EPA10"),
        (("contradictions.toml", '"S3.2"]', '"S3.99"]'), "between[2]", "S3.9"),
        (
            ("conditions.toml", 'tity = "age-at-onset"', 'tity = "onset"'),
            "measures[1]",
            "age-at-onset",
        ),
        (
            ("conditions.toml", '"new-numb-leg", "low', '"numb-leg", "low'),
            "only_with",
            "new-numb-leg",
        ),
        (
            ("conditions.toml", '["friction", "tapo', '["frictoin", "tapo'),
            "adapt.avoid_strokes",
            "frict",
        ),
        (
            ("conditions.toml", '"spine", "floating', '"spin", "floating'),
            "adapt.avoid_zones",
            "spine",
        ),
        (("conditions.toml", '["sweet-almond",', '["almond",'), "adapt.avoid_oils", "sweet-almond"),
        (
            ("conditions.toml", '["prone", "sup', '["prones", "sup'),
            "adapt.avoid_positions",
            "prone",
        ),
        (
            ("conditions.toml", '"semi-reclined"]', '"reclined"]'),
            "adapt.prefer_pos",
            "semi-reclined",
        ),
        (("sites.toml", 'zones = ["spine"]', 'zones = ["spyne"]'), "zones[1]", "spine"),
        (("strokes.toml", 'contacts = ["palm"]', 'contacts = ["plam"]'), "contacts[1]", "palm"),
        (("zones.toml", '"DAIBIO"', '"DIABIO"'), "sources[2]", "DAIBIO"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_fault_with_the_nearest_name(
    facts: Facts, spoil: tuple[str, str, str], field: str, hint: str
) -> None:
    """Every kind of reference is followed."""
    facts.change(*spoil)
    (fault,) = facts.faults()

    assert fault.file == spoil[0]
    assert fault.field.startswith(field)
    assert fault.expected.startswith("there is no such ")
    assert hint in fault.expected


def test_an_entry_at_fault_may_still_be_named_by_others(facts: Facts) -> None:
    """One mistake in a step is one fault, though other steps wait for that step."""
    facts.change("steps.toml", 'id = "hot-towel"\nnumber = 3', 'id = "hot-towel"\nnumber = 33')

    assert facts.places() == [("steps.toml", "entry 4 ('hot-towel')", "number")]


def test_two_steps_with_one_number_are_a_fault(facts: Facts) -> None:
    """Other fields than the name may have to be unique as well."""
    facts.change("steps.toml", 'id = "oils"\nnumber = 8', 'id = "oils"\nnumber = 7')
    (fault,) = facts.faults()

    assert (fault.entry, fault.field) == ("entry 9 ('oils')", "number")
    assert fault.expected == "every number once only; entry 8 has it already"


def test_steps_that_wait_for_each_other_are_a_fault(facts: Facts) -> None:
    """A ring of waits is told step by step, each before the one named after it."""
    wait = (
        'after = [\n  { step = "after-care", kind = "soft", rule = "Q8", '
        'because = "x", course_rule = true },\n]\n\n[[step]]\nid = "soak-towel"'
    )
    facts.change("steps.toml", '\n[[step]]\nid = "soak-towel"', wait)
    (fault,) = facts.faults()

    assert (fault.file, fault.entry, fault.field) == ("steps.toml", "", "after")
    ring = fault.value.split(" before ")
    assert ring[0] == ring[-1]
    assert {"screen-and-consent", "after-care"} <= set(ring)


def test_a_step_that_waits_for_itself_is_a_fault(facts: Facts) -> None:
    """The smallest ring counts too."""
    facts.change("steps.toml", '{ step = "soak-towel"', '{ step = "hot-towel"')

    assert [fault.value for fault in facts.faults()] == ["hot-towel before hot-towel"]


@pytest.mark.parametrize(
    ("spoil", "field", "expected"),
    [
        (
            ("signs.toml", 'sources = ["GCARE", "BASS"]\ncourse_rule = true', ""),
            "sources",
            "give a",
        ),
        (("signs.toml", '["GCARE", "BASS"]', '["BASS", "BASS"]'), "sources", "every source once"),
        (("conditions.toml", 'both legs?"', 'both legs."'), "ask", "must end with a question mark"),
        (("conditions.toml", 'decision = "stop"', 'decision = "refer"'), "urgent", "only decision"),
        (
            ("conditions.toml", 'id = "leg-weakness"', 'id = "Leg weakness"'),
            "id",
            "lower-case words",
        ),
        (("conditions.toml", "max_pressure = 2", "max_pressure = 6"), "adapt.max_pressure", "less"),
        (("conditions.toml", "below = 20", ""), "measures[1]", "give at_least, or below"),
        (("conditions.toml", "at_least = 14", "at_least = 28"), "measures[1]", "must be smaller"),
        (("steps.toml", "minutes = [5, 15]", "minutes = [15, 5]"), "minutes", "lower number first"),
        (
            ("steps.toml", "seconds = [30, 60]", "seconds = [30, nan]"),
            "actions[1].seconds[2]",
            "fin",
        ),
        (("steps.toml", 'kind = "hard"', 'kind = "firm"'), "after[1].kind", "'hard' or 'soft'"),
        (("claims.toml", 'id = "S0.1"', 'id = "0.1"'), "id", "pattern"),
        (("rules.toml", 'kind = "hard"', 'kind = "soft"'), "", "begins with H is hard"),
        (("parameters.toml", "low = 40\n", ""), "", "give value, or both low and high"),
        (("parameters.toml", "low = 40\n", "low = 42\n"), "", "low must be smaller"),
        (("dilutions.toml", "below_years = 2\n", "below_years = 0.1\n"), "", "must be above from"),
        (("quantities.toml", "high = 120", "high = 0"), "high", "high must be above low"),
        (("sources.toml", 'grade = "A"', 'grade = "A/B"'), "grade", "'A', 'B' or 'C'"),
        (("sources.toml", "year = 2023", "year = 2023-01-01"), "year", "integer"),
        (("sources.toml", 'title = "Back', 'titel = "Back'), "t", "this key must be given"),
    ],
)
def test_a_value_that_is_not_accepted_is_told_with_what_is(
    facts: Facts, spoil: tuple[str, str, str], field: str, expected: str
) -> None:
    """Each rule about a value has its message, at its field."""
    facts.change(*spoil)
    found = facts.faults()

    assert {spoil[0]} == {fault.file for fault in found}
    assert any(fault.field.startswith(field) and expected in fault.expected for fault in found)


def test_a_red_flag_cannot_end_in_going_on(facts: Facts) -> None:
    """A condition that holds the session while unanswered may not lead to a mild decision."""
    facts.change("conditions.toml", 'decision = "refer"', 'decision = "adapt"')
    (fault,) = facts.faults()

    assert (fault.entry, fault.field) == ("entry 4 ('suspected-cancer')", "red_flag")
