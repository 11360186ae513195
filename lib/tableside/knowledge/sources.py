"""Where a fact comes from, how much weight it bears, and the rule that every fact says so."""

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from tableside.knowledge.entry import Entry, Text

SourceKey = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9&-]*$")]
"""The short name of a source, such as ``WERNER-MB48``."""


class Grade(StrEnum):
    """How much weight a source bears; where two grades could be given, the weaker stands."""

    A = "A"
    """A peer-reviewed paper, a guideline, a standard or a regulator."""
    B = "B"
    """A professional body, an awarding body, a trade magazine or a law."""
    C = "C"
    """A clinic, a vendor, a blog, or somebody's copy of something better."""

    @property
    def words(self) -> str:
        """The grade with what it means, for a list of sources."""
        return f"{self.value}: {_GRADES[self]}"


_GRADES = {
    Grade.A: "research, guideline, standard or regulator",
    Grade.B: "profession, awarding body, law or trade press",
    Grade.C: "clinic, vendor, blog or copy",
}


class SourceKind(StrEnum):
    """What sort of text a source is."""

    GUIDELINE = "guideline"
    REVIEW = "review"
    TRIAL = "trial"
    STUDY = "study"
    CASE_REPORT = "case-report"
    STANDARD = "standard"
    LAW = "law"
    REGULATOR = "regulator"
    TEXTBOOK = "textbook"
    PROFESSION = "profession"
    EDUCATION = "education"
    WEB = "web"


class Source(Entry):
    """One text that facts of this course rest on.

    The course's authors have read a source's abstract or first page, not the whole; where even
    that was not so, the note says it. A description stands for a title that is not known.
    """

    unique: ClassVar[tuple[str, ...]] = ("key",)

    key: SourceKey
    title: Text
    authors: Text | None = None
    """People or the organisation, as far as known."""
    year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    locator: Text
    """Where to find it: journal and pages, DOI, or site."""
    grade: Grade
    kind: SourceKind
    note: Text | None = None


class Fact(Entry):
    """An entry that says where it comes from; one that says nothing of it is refused."""

    course_rule: bool = False
    """Whether the course chose this rule or its numbers; sources then only support the reason."""
    unverified: bool = False
    """Whether it, or a number in it, is from memory and still has to be looked up."""
    sources: Annotated[tuple[SourceKey, ...], Field(validate_default=True)] = ()

    @property
    def origin(self) -> str:
        """Where it comes from, in one line: its sources, and what was chosen or not checked."""
        parts = list(self.sources)
        parts += ["course rule"] if self.course_rule else []
        parts += ["not yet verified"] if self.unverified else []
        return ", ".join(parts)

    @field_validator("sources")
    @classmethod
    def _says_where_from(cls, sources: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        # A flag that is itself at fault is missing here, and gets its own fault.
        flags = [info.data.get(flag, True) for flag in ("course_rule", "unverified")]
        if not sources and not any(flags):
            raise ValueError("give a source, or course_rule = true, or unverified = true")
        if len(set(sources)) < len(sources):
            raise ValueError("name every source once only")
        return sources
