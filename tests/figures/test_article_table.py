"""The article beside the evidence."""

import pytest
from bs4 import BeautifulSoup

from tableside.figures import article_and_evidence, source_table
from tableside.knowledge import knowledge


@pytest.mark.parametrize("step", range(1, 11))
def test_every_claim_of_a_step_is_there_with_its_sources(step: int) -> None:
    """No claim is left out, and whatever a claim cites is listed below."""
    table = article_and_evidence(step)
    page = BeautifulSoup(table._repr_mimebundle_()["text/html"], "html.parser")
    claims = [claim for claim in knowledge().claims if claim.step == step]
    listed = [item.get_text() for item in page.find_all("li")]

    assert len(page.find_all("tr")) == 1 + len(claims)
    for claim in claims:
        assert claim.claim in page.get_text()
        assert claim.claim in repr(table)
        assert all(any(item.startswith(f"{key}:") for item in listed) for key in claim.sources)


def test_a_course_rule_is_called_one() -> None:
    """What the course chose itself does not pass for evidence."""
    chosen = [claim for claim in knowledge().claims if claim.step == 2 and claim.course_rule]

    assert chosen
    assert repr(article_and_evidence(2)).count("course rule]") >= len(chosen)


def test_every_source_is_listed_with_its_year_its_grade_and_its_note() -> None:
    """The page of sources leaves nothing out that the register says."""
    rows = {row[0]: row for row in source_table().rows}

    assert rows.keys() == {source.key for source in knowledge().sources}
    for source in knowledge().sources:
        _, told, year, grade = rows[source.key]
        assert source.title in told
        assert source.locator in told
        assert (source.note or "") in told
        assert year == (str(source.year) if source.year else "no date")
        assert grade == source.grade.value
