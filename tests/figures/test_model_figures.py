"""The pictures of the models say what the models and the rules say, for whatever is set."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tableside.errors import TablesideError, UnknownNameError
from tableside.figures.burn_times import burns, course_seconds
from tableside.figures.comfort_crowd import CLIENTS, comfort, crowd, feelings
from tableside.figures.contact_controls import touchings
from tableside.figures.slider_model import Amount, SliderModel
from tableside.figures.tissue_touch import press
from tableside.figures.towel_heat import towel
from tableside.figures.towel_run import duration
from tableside.knowledge import knowledge
from tableside.physics.comfort import AreaBasis, Feeling, area_basis
from tableside.physics.dose import burn_seconds, safe_seconds
from tableside.physics.quantity import Newton, OutOfRangeError

MODELS = {"towel": towel, "burns": burns, "press": press, "comfort": comfort}
CEILING = knowledge().parameter("surface-ceiling").number


def everything_set(model: SliderModel) -> st.SearchStrategy[dict[str, object]]:
    """Return whatever a learner may set the controls of a model to."""
    return st.fixed_dictionaries(
        {
            each.id: st.floats(each.low, each.high)
            if isinstance(each, Amount)
            else st.sampled_from(sorted(each.options))
            for each in model.controls
        }
    )


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> SliderModel:
    """Return each model in turn."""
    return MODELS[request.param]


def test_the_same_settings_give_the_same_picture(model: SliderModel) -> None:
    """A rebuilt notebook does not change, and no client of the crowd does."""
    assert model.shown({}) == model.shown({})


def test_every_picture_has_the_same_size(model: SliderModel) -> None:
    """Nothing jumps under the learner's hand while a slider moves."""
    sizes = set()
    for each in model.controls:
        ends = (each.low, each.high) if isinstance(each, Amount) else each.options
        for end in ends:
            found = re.search(r'width="[\d.]+pt"', model.shown({each.id: end}).picture.svg)
            sizes.add(found and found[0])

    assert len(sizes) == 1


def test_every_amount_changes_picture_and_text(model: SliderModel) -> None:
    """A slider that does nothing teaches nothing."""
    for each in model.controls:
        # The own print counts once it is chosen.
        given_tool = {"tool": "own"} if each.id == "own" else {}
        ends = (each.low, each.high) if isinstance(each, Amount) else tuple(each.options)
        low, high = (model.shown({**given_tool, each.id: end}) for end in (ends[0], ends[-1]))

        assert low.picture.svg != high.picture.svg, each.id
        assert (low.picture.alt, low.words) != (high.picture.alt, high.words), each.id


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
@settings(max_examples=12)
@given(data=st.data())
def test_whatever_can_be_set_can_be_shown(model: SliderModel, data: st.DataObject) -> None:
    """No corner of the controls raises, and each has its words."""
    shown = model.shown(data.draw(everything_set(model)))

    assert shown.headline in shown.picture.alt
    assert len(shown.words.split()) > 15
    assert "nan" not in shown.picture.alt


def test_out_of_range_says_what_the_range_is() -> None:
    """The learner reads which number, and from where to where it may go."""
    with pytest.raises(OutOfRangeError, match=r"“towel at contact” is 70 °C; .* from 30 to 60 °C"):
        towel.shown({"celsius": 70})


@pytest.mark.parametrize("typed", [None, "hot", True, float("nan")])
def test_what_is_no_number_is_refused(typed: object) -> None:
    """An empty box is not taken for 0."""
    with pytest.raises(TablesideError, match="Towel at contact needs a number from 30 to 60 °C"):
        towel.shown({"celsius": typed})


def test_an_unknown_choice_or_name_is_refused() -> None:
    """A misspelt name in a lesson is told to its author."""
    with pytest.raises(UnknownNameError, match="Over the towel is 'lid'; choose one of nothing"):
        towel.shown({"cover": "lid"})
    with pytest.raises(UnknownNameError, match="Nothing here is called celcius; known: celsius"):
        towel.shown({"celcius": 41})


@settings(max_examples=25)
@given(everything_set(towel))
def test_a_towel_above_the_ceiling_is_never_allowed(values: dict[str, object]) -> None:
    """Whatever lies over or under it, and however short it stays."""
    shown = towel.shown(values)
    hot = float(str(values["celsius"])) > CEILING

    assert hot == ("too hot for anyone" in shown.headline)
    assert not hot or shown.tone == "stop"


def test_a_cool_model_skin_is_no_permission() -> None:
    """A dry layer keeps the model's skin under 43 °C at 55 °C, and the answer is still no."""
    shown = towel.shown({"celsius": 55, "dry": "dry"})

    assert shown.tone == "stop"
    assert "is no permission" in shown.words
    assert "Let the towel cool to 40 to 42 °C" in shown.words
    assert "burns after about 20 seconds" in shown.words
    assert "✗ 55 °C" in shown.picture.svg


def test_a_hot_towel_on_bare_skin_breaks_the_limits_of_the_model_too() -> None:
    """The verdict of the physics is repeated with its numbers."""
    shown = towel.shown({"celsius": 55, "cover": "film"})

    assert re.search(r"The skin reaches 44\.\d °C; 43 °C is the most", shown.words)
    assert re.search(r"The thermal dose is \d\.\d minutes", shown.words)


def test_a_good_towel_breaks_no_rule() -> None:
    """41 °C, folded, covered, for 8 minutes."""
    shown = towel.shown({})

    assert shown.tone == "fine"
    assert "No rule is broken, for a client who may have heat at all." in shown.words


def test_a_towel_that_hardly_warms_is_told_apart_from_one_that_harms() -> None:
    """It takes care, and no red frame."""
    shown = towel.shown({"celsius": 37, "cover": "nothing", "layers": "1"})

    assert shown.tone == "care"
    assert "Fold the towel, and lay a dry one over it." in shown.words


def test_too_long_is_refused() -> None:
    """Eleven minutes are one too many, at any warmth."""
    assert "Take the towel off after 10 minutes" in towel.shown({"minutes": 11}).words
    assert towel.shown({"minutes": 11}).tone == "stop"


@given(st.floats(44, 51))
def test_the_course_is_far_stricter_than_burns_and_than_exposures(celsius: float) -> None:
    """Thermal dose 2 lies at least four times under the safe line, all the way."""
    assert 4 * course_seconds(celsius) < safe_seconds(celsius) < burn_seconds(celsius)


@pytest.mark.parametrize(
    ("celsius", "seconds", "tone", "says"),
    [
        (43, 120, "fine", "120 seconds keep within that."),
        (43, 121, "stop", "more than the course allows"),
        (44, 1, "stop", "The course allows no time at all"),
        (60, 30, "stop", "a burn"),
        (52, 1, "stop", "Above 51 °C the thermal dose can no longer be counted."),
    ],
)
def test_times_are_held_against_the_course(
    celsius: float, seconds: float, tone: str, says: str
) -> None:
    """The dose and the ceiling of the skin count, not the burn."""
    shown = burns.shown({"celsius": celsius, "seconds": seconds})

    assert shown.tone == tone
    assert says in f"{shown.headline} {shown.words}"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.4, "less than a second"),
        (20, "about 20 seconds"),
        (940, "about 16 minutes"),
        (11_020, "about 3.1 hours"),
    ],
)
def test_times_are_told_in_the_unit_people_use(seconds: float, words: str) -> None:
    """Nobody thinks in thousands of seconds."""
    assert duration(seconds) == words


def test_the_same_force_is_many_pressures() -> None:
    """60 N: 200 kPa under a thumb, 6 kPa under a hand's print of 100 cm²."""
    thumb, hand = press.shown({"force": 60}), press.shown({"tool": "own", "own": 100})

    assert "200 kPa on average, 400 kPa at the peak" in thumb.headline
    assert "6.0 kPa on average, 12 kPa at the peak" in hand.headline


def test_padding_is_told_apart_from_the_client() -> None:
    """A padded table takes some of the depth, and is named as such."""
    firm, padded = press.shown({}), press.shown({"table": "soft"})

    assert "padding" not in firm.words
    assert "Of that, 4 mm is the table's padding, not the client." in padded.words


def test_the_crowd_is_of_both_kinds_and_in_order() -> None:
    """200 clients, the most sensitive first."""
    assert len(crowd()) == CLIENTS
    assert crowd() == tuple(sorted(crowd()))


@given(st.floats(1, 99), st.sampled_from([0.5, 1.5, 3.0, 4.0]))
def test_more_force_never_hurts_fewer(force: float, area_cm2: float) -> None:
    """Each client's feeling grows with the force, and with a smaller contact."""
    order = list(Feeling)

    def felt(newton: float, cm2: float) -> list[int]:
        return [order.index(each) for each in feelings(Newton(newton), cm2)]

    now = felt(force, area_cm2)
    assert all(a <= b for a, b in zip(now, felt(force + 1, area_cm2), strict=True))
    assert all(a <= b for a, b in zip(now, felt(force, 0.5), strict=True))


def test_the_words_count_what_the_crowd_feels() -> None:
    """The counts add up, and are those of the model."""
    counts = Counter(feelings(Newton(40), 3.0))
    shown = comfort.shown({"force": 40})

    assert shown.headline == f"This press hurts {counts[Feeling.PAIN]} of 200 virtual clients"
    assert f"comfortable for {counts[Feeling.COMFORTABLE]};" in shown.words
    assert sum(counts.values()) == CLIENTS


@pytest.mark.parametrize("tool", touchings())
def test_no_threshold_is_guessed(tool: str) -> None:
    """A contact that was never measured gets a sentence and no crowd."""
    shown = comfort.shown({"tool": tool, "force": 60})
    unknown = area_basis(touchings()[tool].cm2) is AreaBasis.NOT_MODELLED

    assert unknown == ("No threshold of pain is known" in shown.headline)
    assert unknown == ("does not guess" in shown.words)
    assert unknown == ("hurts" not in shown.headline)
