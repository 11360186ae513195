"""The published schemas describe what the course reads and writes today."""

import json
from pathlib import Path

import pytest

from tableside.drills.schemas import MODELS, publish, published, schemas


@pytest.mark.parametrize("name", MODELS)
def test_a_published_schema_is_current(name: str) -> None:
    """If this fails, run: python -m tableside.drills.schemas."""
    assert published(name) == schemas()[name]


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_says_which_draft_it_is_and_allows_nothing_else(name: str) -> None:
    """Readers of the file can check one of their own."""
    schema = json.loads(published(name))

    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["additionalProperties"] is False


def test_publishing_writes_every_file(tmp_path: Path) -> None:
    """The command has something to do."""
    publish(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == set(MODELS)
