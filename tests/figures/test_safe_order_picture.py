"""The article's order beside a safe one."""

from tableside.figures.safe_order import safe_order, safe_order_picture
from tableside.knowledge import knowledge
from tableside.safety.order import check_order

PICTURE = safe_order_picture()


def test_the_order_that_is_shown_breaks_no_rule() -> None:
    """Hard rules and soft ones are kept, and no step is missing."""
    steps = knowledge().steps
    check = check_order([step.id for step in safe_order(steps)], steps=steps)

    assert check.findings == ()
    assert check.missing == ()


def test_the_text_tells_the_order_and_what_the_article_leaves_out() -> None:
    """Who does not see the lines reads the same from the text."""
    ours = safe_order(knowledge().steps)
    places = [PICTURE.alt.index(f"{row}. {step.title}") for row, step in enumerate(ours, start=1)]

    assert places == sorted(places)
    assert PICTURE.alt.count("not in the article") == sum(not s.article_title for s in ours)


def test_both_columns_are_written_out() -> None:
    """Every step stands on the right, and every one of the article on the left."""
    for step in knowledge().steps:
        assert step.title in PICTURE.svg
        assert (step.article_title or "") in PICTURE.svg


def test_the_picture_is_the_same_every_time() -> None:
    """A rebuilt notebook does not change."""
    assert safe_order_picture().svg == PICTURE.svg
