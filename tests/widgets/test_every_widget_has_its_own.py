"""What each widget brings along, found before any notebook makes one."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import tableside.widgets
from tableside.homework.items.question import Question
from tableside.widgets._base import CourseWidget
from tableside.widgets._item import Item

BASES = {"CourseWidget", "Item", "RecordedDrill"}
"""What others are made from, and no notebook shows."""


def made_from(base: type) -> Iterator[type]:
    """Yield the course's classes that are made from *base*, at any distance."""
    for each in base.__subclasses__():
        if each.__module__.startswith("tableside."):
            yield each
            yield from made_from(each)


def shown(base: type) -> list[type]:
    """Return the widgets made from *base* that notebooks show; all modules are looked through."""
    for module in pkgutil.iter_modules(tableside.widgets.__path__, "tableside.widgets."):
        importlib.import_module(module.name)
    found = {each for each in made_from(base) if each.__name__ not in BASES}
    return sorted(found, key=lambda each: each.__name__)


@pytest.mark.parametrize("widget", shown(CourseWidget), ids=lambda each: each.__name__)
def test_every_widget_has_a_text_equal(widget: type[CourseWidget]) -> None:
    """For print, for speech, and for notebooks in which no widget lives."""
    assert widget.as_text is not CourseWidget.as_text


@pytest.mark.parametrize("item", shown(Item), ids=lambda each: each.__name__)
def test_every_item_takes_an_answer_that_was_typed(item: type[Item]) -> None:
    """Else those who cannot use it had no equal way."""
    assert item.take is not Item.take


def test_a_widget_without_a_text_equal_cannot_be_made() -> None:
    """Whoever forgets it is told at once, not by a learner's printout."""

    class Mute(CourseWidget):
        pass

    with pytest.raises(TypeError, match="as_text"):
        Mute()


def test_an_item_that_takes_no_typed_answer_cannot_be_made() -> None:
    """Nor one that leaves out the equal way."""

    class Mouse(Item):
        pass

    with pytest.raises(TypeError, match="take"):
        Mouse(Question(id="q1", title="A question", prompt="What now?", points=1))


def test_a_misspelt_argument_is_refused() -> None:
    """A widget does not swallow what it does not know."""

    class Plain(CourseWidget):
        def as_text(self) -> str:
            return "Nothing of its own."

    with pytest.raises(TypeError, match="Plain has no stauts"):
        Plain(stauts="x")
