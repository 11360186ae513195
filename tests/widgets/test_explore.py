"""The explorer shows what its model says, and what cannot be set leaves the picture as it was."""

import pytest

from tableside.figures.burn_times import burns
from tableside.figures.comfort_crowd import comfort
from tableside.figures.slider_model import SliderModel
from tableside.figures.tissue_touch import press
from tableside.figures.towel_heat import towel
from tableside.widgets.explore import ModelExplorer

MODELS = {"towel": towel, "burns": burns, "press": press, "comfort": comfort}


@pytest.fixture(params=MODELS)
def model(request: pytest.FixtureRequest) -> SliderModel:
    """Return each model in turn."""
    return MODELS[request.param]


def test_it_begins_with_the_models_own_settings(model: SliderModel) -> None:
    """Picture and words are there before anything is moved."""
    explorer = ModelExplorer(model)
    shown = model.shown({})

    assert explorer.values == model.starts()
    assert explorer.shown["svg"] == shown.picture.svg
    assert explorer.shown["alt"] == shown.picture.alt


def test_picture_and_words_follow_the_sliders() -> None:
    """What the page sets, Python draws."""
    explorer = ModelExplorer(towel)
    explorer.values = {**explorer.values, "celsius": 55}

    assert explorer.shown["headline"] == "55 °C is too hot for anyone: do not lay it on"
    assert explorer.shown["tone"] == "stop"
    assert "55" in explorer.shown["alt"]


def test_out_of_range_says_so_and_keeps_the_picture() -> None:
    """A typed 70 °C is answered with the range; the next good value clears it."""
    explorer = ModelExplorer(towel)
    explorer.values = {**explorer.values, "celsius": 44}
    before = explorer.shown
    explorer.values = {**explorer.values, "celsius": 70}

    assert "must lie from 30 to 60 °C" in explorer.error
    assert "The picture still shows what was set before." in explorer.error
    assert explorer.shown == before
    assert "Towel at contact: 44 °C" in explorer.as_text()

    explorer.values = {**explorer.values, "celsius": 42}

    assert explorer.error == ""


def test_an_empty_box_is_explained() -> None:
    """What is no number arrives as nothing."""
    explorer = ModelExplorer(burns)
    explorer.values = {**explorer.values, "seconds": None}

    assert "Time held needs a number from 1 to 1200 s." in explorer.error


def test_the_text_equal_says_everything(model: SliderModel) -> None:
    """Settings with units, words, what the picture shows, and what a model is worth."""
    explorer = ModelExplorer(model)
    text = explorer.as_text()

    assert model.settings_text({}) in text
    assert explorer.shown["words"] in text
    assert explorer.shown["alt"] in text
    assert text.endswith(model.caution)
    assert model.caution.startswith("This is a teaching model")
    assert repr(explorer) == text


def test_a_notebook_that_is_not_running_shows_the_picture(model: SliderModel) -> None:
    """On the web a reader sees the picture at the settings where it begins."""
    page = ModelExplorer(model).as_static_html()

    assert 'src="data:image/svg+xml;base64,' in page
    assert "Run All Cells" in page
