"""The article beside the evidence."""

import pytest
from bs4 import BeautifulSoup

from tableside.figures import article_and_evidence
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
