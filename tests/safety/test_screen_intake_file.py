"""An intake as text is read whole or refused whole, with every fault by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.knowledge import knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer, Intake, IntakeError
from tableside.safety.intake_file import read_intake, write_intake
from tableside.safety.screen import screen

KNOWN = knowledge()
NAMES = [each.id for each in KNOWN.conditions]

GOOD = """
cauda-equina = "no"
asthma = true
diabetes = false
fever = "unanswered"
sunburn = " Yes "

[quantities]
age = 44
body-temperature = 36.6
"""


def faults(text: str) -> list[str]:
    """Return what is said against *text*."""
    with pytest.raises(IntakeError) as caught:
        read_intake(text, KNOWN)
    return [str(fault) for fault in caught.value.faults]


def test_toml_is_read_as_people_write_it() -> None:
    """Words in any case, true and false, and numbers with or without a point."""
    intake = read_intake(GOOD, KNOWN)

    assert intake.yes == {"asthma", "sunburn"}
    assert intake.no == {"cauda-equina", "diabetes"}
    assert intake.amounts == {"age": 44, "body-temperature": 36.6}
    assert intake.answer("fever") is intake.answer("leg-weakness") is Answer.UNANSWERED


def test_json_says_the_same() -> None:
    """Text that begins with a brace is JSON."""
    document = {
        "cauda-equina": "no",
        "asthma": True,
        "diabetes": False,
        "fever": "unanswered",
        "sunburn": "yes",
        "quantities": {"age": 44, "body-temperature": 36.6},
    }

    assert read_intake(json.dumps(document), KNOWN) == read_intake(GOOD, KNOWN)


def test_three_faults_are_three_messages() -> None:
    """A question nobody asks, a negative age, and a text for a number."""
    text = 'diabets = "no"\n[quantities]\nage = -3\nweeks-pregnant = "twenty"\n'

    assert faults(text) == [
        "intake, diabets is 'no'; there is no such question; did you mean 'diabetes'?",
        "intake, quantities.age is -3; 0 to 120 years is believable; ask again, or leave it out",
        "intake, quantities.weeks-pregnant is 'twenty'; give a number, in weeks",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("asthma = 0", "asthma is 0; answer"),
        ('asthma = ""', "asthma is ''; answer"),
        ('asthma = "nope"', "asthma is 'nope'; answer"),
        ("asthma = []", "asthma is a list; answer"),
        ("age = 44", "age is 44; write this number below [quantities]"),
        ('[quantities]\nasthma = "no"', "asthma is 'no'; write this answer above [quantities]"),
        ("[quantities]\nheight = 180", "height is 180; there is no such number to give"),
        ("[quantities]\nage = true", "age is True; give a number"),
        ("[quantities]\nage = nan", "age is nan; 0 to 120 years is believable"),
        ("[quantities]\nage = inf", "age is inf; 0 to 120 years"),
        ("[quantities]\nage = 2000-01-01", "give a number"),
        (f"[quantities]\nage = 0x{'f' * 6000}", "is a number of 16 digits or more; 0 to 120"),
        (f"[quantities]\nage = {'9' * 6000}", "thousands of digits"),
        ("quantities = 3", "quantities is 3; write the numbers below [quantities]"),
        ("schema = 2", "schema is 2; this course reads schema = 1"),
        ('asthma = "no"\nasthma = "yes"', "line 2: asthma stands a second time"),
        ("[quantities]\nage = 1\n[quantities]\nage = 2", "line 3: [quantities] stands a second"),
        ("asthma: no", "line 1: this is not TOML"),
        ('asthma = "no', "line 1: this is not TOML"),
        ('asthma = """no', "it is not TOML"),
        (f"asthma = {'[' * 5000}", "nested too deeply"),
        ('{"asthma": "no", "asthma": "yes"}', "asthma: it stands here twice"),
        ('{"asthma": no}', "line 1: it is not JSON"),
        ('{"quantities": {"age": NaN}}', "age is nan; 0 to 120"),
        (f'{{"quantities": {{"age": {"9" * 6000}}}}}', "thousands of digits"),
        ('{"quantities": []}', "quantities is a list; write the numbers"),
        ('{"asthma":' * 5000, "nested too deeply"),
        ('{"asthma": null}', "asthma is None; answer"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(text: str, message: str) -> None:
    """It is never taken for no; the message says where it stands and what would do."""
    assert [fault for fault in faults(text) if message in fault]


def test_faulty_lines_do_not_hide_the_faults_of_others() -> None:
    """Two lines that are not TOML, one answer given twice, and a strange word: four faults."""
    text = 'asthma = no\nfever == "no"\nsunburn = "no"\nsunburn = "yes"\nbruise = "perhaps"\n'

    assert [fault.split(":")[0].split(" is ")[0] for fault in faults(text)] == [
        "intake, line 1",
        "intake, line 2",
        "intake, line 4",
        "intake, bruise",
    ]


def test_a_text_of_another_kind_is_given_up_soon() -> None:
    """After twenty lines that are not TOML nobody wants to hear of the rest."""
    assert len(faults("what is this\n" * 5000)) == 21


def test_a_byte_order_mark_is_no_fault() -> None:
    """Some editors put one at the beginning."""
    assert read_intake("\ufeff" + GOOD, KNOWN) == read_intake(GOOD, KNOWN)


def test_windows_line_ends_are_no_fault() -> None:
    """Nor do they shift the lines that faults are told by."""
    assert read_intake(GOOD.replace("\n", "\r\n"), KNOWN) == read_intake(GOOD, KNOWN)
    assert "line 2" in faults('asthma = "no"\r\nfever\r\n')[0]


def test_nothing_at_all_is_an_intake_in_which_nothing_was_answered() -> None:
    """An empty file is read, and holds."""
    assert read_intake("", KNOWN) == Intake()


def test_the_template_asks_everything_and_answers_nothing() -> None:
    """Unfilled it reads as an empty intake, and the screening holds."""
    text = write_intake(Intake(), KNOWN)
    intake = read_intake(text, KNOWN)

    assert intake == Intake()
    assert screen(intake, KNOWN).decision is ScreenDecision.HOLD
    assert all(f"# {each.ask}" in text for each in KNOWN.conditions)
    assert all(f'\n{each.id} = "unanswered"\n' in text for each in KNOWN.conditions)
    assert all(f"\n# {each.id} =\n" in text for each in KNOWN.quantities)
    assert all(each.ask in text and each.unit in text for each in KNOWN.quantities)


def test_the_template_asks_red_flags_first() -> None:
    """No other question stands before one of them."""
    text = write_intake(Intake(), KNOWN)
    places = {each.id: text.index(f"\n{each.id} = ") for each in KNOWN.conditions}
    last_flag = max(places[each.id] for each in KNOWN.conditions if each.red_flag)

    assert all(places[each.id] > last_flag for each in KNOWN.conditions if not each.red_flag)


@st.composite
def intakes(draw: st.DrawFn) -> Intake:
    """Draw some intake that the course would accept."""
    answers = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(Answer)))
    chosen = draw(st.lists(st.sampled_from(KNOWN.quantities), unique_by=lambda each: each.id))
    amounts = {each.id: draw(st.floats(each.low, each.high)) for each in chosen}
    return Intake.of(answers, amounts)


@given(intakes())
def test_what_is_written_is_read_back(intake: Intake) -> None:
    """No answer and no digit is lost on the way."""
    assert read_intake(write_intake(intake, KNOWN), KNOWN) == intake


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever is in the file, nothing but an intake or its faults comes out."""
    try:
        read = read_intake(text, KNOWN)
    except IntakeError as error:
        read = error.faults

    assert read
