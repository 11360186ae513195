"""What the article claims, what the course makes of each claim, and where the article disagrees."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from tableside.knowledge.entry import Entry, Text
from tableside.knowledge.sources import Fact

ClaimId = Annotated[str, StringConstraints(pattern=r"^S(\d|1[01])\.\d+$")]
"""The number of a claim, such as ``S2.6``: the sixth claim of step 2."""


class Stance(StrEnum):
    """What the course makes of a claim."""

    KEEP = "keep"
    """True or safe as it is said."""
    CAUTION = "caution"
    """It needs a limit, a number or other words."""
    CORRECT = "correct"
    """Wrong, unsafe, or without support."""


class Claim(Fact):
    """One claim of the article, retold in the course's own words."""

    id: ClaimId
    step: Annotated[int, Field(ge=0, le=11)]
    """The article's step, 1 to 10; 0 is its introduction and 11 its last words."""
    claim: Text
    stance: Stance
    critical: bool = False
    """Whether following the claim as it stands could harm somebody."""
    teach: Text
    """What the course teaches instead, or as well."""
    because: Text


class Contradiction(Entry):
    """A place where the article disagrees with itself, and what the course holds."""

    refers: ClassVar[Mapping[str, str]] = {"between": "claim"}

    id: Annotated[str, StringConstraints(pattern=r"^X\d+$")]
    between: Annotated[tuple[ClaimId, ...], Field(min_length=2)]
    conflict: Text
    resolution: Text
