"""What a learner fills in becomes a part of a plan, or a sentence about the field."""

import pytest

from tableside.homework.forms.form import FormError
from tableside.homework.forms.plan_forms import oil_form, placing_form, plan_forms, towel_form
from tableside.knowledge import knowledge
from tableside.safety.heat import Towel
from tableside.safety.oil import OilBlend, Share
from tableside.safety.position import Placing
from tableside.safety.session_plan import Work

GOOD = {
    "bath": "44,5",
    "surface": 41,
    "minutes": "6",
    "layers": "4",
    "measured": True,
    "feeling_tested": True,
    "covered": True,
    "checks": ["0", "2", "5", "off"],
}


def test_a_towel_as_it_was_filled_in() -> None:
    """A comma is a decimal point, and the last look is as it comes off."""
    expected = Towel(
        bath=44.5,
        surface=41,
        minutes=6,
        layers=4,
        measured=True,
        feeling_tested=True,
        covered=True,
        checks=(0, 2, 5, 6),
    )

    assert towel_form().part(GOOD) == expected


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("surface", "", "Skin side of the towel as it goes on: give a number."),
        ("surface", None, "Skin side of the towel as it goes on: give a number."),
        ("surface", True, "Skin side of the towel as it goes on: give a number."),
        ("surface", "warm", "Skin side of the towel as it goes on: “warm” is no number."),
        ("surface", "400", "Skin side of the towel as it goes on: give a number from 0 to 100 °C."),
        ("minutes", "nan", "Time on the skin: give a number from 0.5 to 60 min."),
        ("layers", "3", "Folded to: choose one."),
        ("checks", ["7"], "The skin is looked at: choose one."),
    ],
)
def test_a_field_that_cannot_be_read_is_named(field: str, value: object, said: str) -> None:
    """In the words of the form."""
    with pytest.raises(FormError) as told:
        towel_form().part({**GOOD, field: value})

    assert str(told.value) == said


def test_all_fields_at_fault_are_told_at_once() -> None:
    """Nobody mends a form one field at a time."""
    with pytest.raises(FormError) as told:
        towel_form().part({})

    assert len(str(told.value).splitlines()) == 4


def test_positions_and_oils() -> None:
    """A pillow of two positions counts once; no share of a scent is none."""
    placing = placing_form(knowledge())
    oil = oil_form(knowledge())
    lying = {"position": "side-lying", "pillows": ["side-lying/head", "seated/head"]}
    plain = {"carrier": "jojoba", "scent": "lavender", "percent": 0, "patch_tested": True}

    assert placing.part(lying) == Placing(position="side-lying", pillows=("head",))
    assert oil.part(plain) == OilBlend(carrier="jojoba", patch_tested=True)
    assert oil.part({**plain, "percent": 1}) == OilBlend(
        carrier="jojoba", essential=(Share(oil="lavender", percent=1),), patch_tested=True
    )


def test_there_is_a_form_for_every_kind_of_part() -> None:
    """Each makes a part of its own kind, and a stroke's level is a whole number."""
    forms = plan_forms(knowledge())
    filled = {
        "zone": "sacrum",
        "stroke": "effleurage",
        "contact": "palm",
        "level": "1",
        "seconds": "60",
    }

    assert list(forms) == ["place", "towel", "oil", "stroke"]
    assert forms["stroke"].part(filled) == Work(
        zone="sacrum", stroke="effleurage", contact="palm", level=1, seconds=60
    )
