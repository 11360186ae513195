"""What a check notices: a finding, with the rule that says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing noticed, in words that say what to do and blame nobody."""

    rule: str
    """The rule that was broken, such as ``H6``."""

    message: str
    """What to do, for the person who did it."""

    because: str
    """Why the rule stands."""

    safety: bool
    """Whether this could harm the client; if so, no score makes up for it."""

    subjects: tuple[str, ...] = ()
    """Ids of the steps, zones or signs that it is about."""

    sources: tuple[str, ...] = ()
    """Keys into the register of sources; none for a rule that the course made."""

    course_rule: bool = False
    """Whether the course made this rule itself."""
