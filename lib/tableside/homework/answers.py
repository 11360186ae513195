"""What a student can answer, as ``responses.json`` holds it: a model for each kind of question."""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from tableside.knowledge.back_map import REACH
from tableside.safety.plan_text import MAX_CHARACTERS

LONGEST_TEXT = 20_000
"""Characters in one written answer; far more than anyone is asked for."""

LONGEST_NAME = 100

MOST_ROUNDS = 19
"""Rounds of one drill that are looked at beside the last; older ones stay on disk."""

Id = Annotated[str, Field(max_length=LONGEST_NAME)]

RoundFile = Annotated[str, Field(pattern=r"^(traces/[a-z0-9-]{1,120}\.json)?$")]

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in hexadecimal."""

MaybeDigest = Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")]


class Answer(BaseModel):
    """What every answer has."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    saved: AwareDatetime


class ChoiceAnswer(Answer):
    """The option that was chosen."""

    kind: Literal["choice"] = "choice"
    option: Id


class OrderAnswer(Answer):
    """The steps in the order in which they were left."""

    kind: Literal["order"] = "order"
    steps: Annotated[tuple[Id, ...], Field(max_length=100)]


class SeveralAnswer(Answer):
    """The options that were ticked, in any order."""

    kind: Literal["several"] = "several"
    options: Annotated[tuple[Id, ...], Field(max_length=26)]


class NumberAnswer(Answer):
    """The number and unit as they were typed."""

    kind: Literal["number"] = "number"
    typed: Annotated[str, Field(max_length=100)]


Coordinate = Annotated[float, Field(ge=-REACH, le=REACH, allow_inf_nan=False)]


class PlaceAnswer(Answer):
    """The place that was touched, in centimetres on the back map."""

    kind: Literal["place"] = "place"
    x: Coordinate
    y: Coordinate


class KeptRound(BaseModel):
    """The files that hold a finished round, each with its digest; empty where there is none."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    trace: RoundFile = ""
    """What the hand did."""
    sha256: MaybeDigest = ""
    events: RoundFile = ""
    """What else was done and when, for drills that keep a log of events."""
    events_sha256: MaybeDigest = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not (self.trace or self.events):
            raise ValueError("it names no file of the round")
        if bool(self.trace) != bool(self.sha256) or bool(self.events) != bool(self.events_sha256):
            raise ValueError("it needs a digest for each file, and no other")
        return self


class DrillAnswer(Answer, KeptRound):
    """The files of the last finished round, and those of the rounds before it."""

    kind: Literal["drill"] = "drill"
    earlier: Annotated[tuple[KeptRound, ...], Field(max_length=MOST_ROUNDS)] = ()
    """The rounds before the last, the oldest first."""

    @property
    def rounds(self) -> tuple[KeptRound, ...]:
        """Every round, the oldest first."""
        last = KeptRound(
            trace=self.trace,
            sha256=self.sha256,
            events=self.events,
            events_sha256=self.events_sha256,
        )
        return (*self.earlier, last)


class ClientAnswer(Answer):
    """What every answer about a drawn client has."""

    student: Id = ""
    """The student for whom the client was drawn; empty if nobody had given a name yet."""


class DecisionAnswer(ClientAnswer):
    """What was decided for a client, and why."""

    kind: Literal["decision"] = "decision"
    decision: Id
    """Such as ``avoid-area``; empty before one is chosen."""
    why: Annotated[tuple[Id, ...], Field(max_length=26)] = ()
    """Conditions that were said to decide."""
    limits: Annotated[tuple[Id, ...], Field(max_length=26)] = ()
    """Names of ``LIMIT_STATEMENTS``."""


class PlanAnswer(ClientAnswer):
    """A planned session, as TOML or JSON text."""

    kind: Literal["plan"] = "plan"
    plan: Annotated[str, Field(max_length=MAX_CHARACTERS)]


class SessionAnswer(ClientAnswer):
    """The file that holds the log of a session with a virtual client, and its digest."""

    kind: Literal["session"] = "session"
    log: Annotated[str, Field(pattern=r"^sessions/[a-z0-9-]{1,120}\.json$")]
    sha256: Digest


class WrittenAnswer(Answer):
    """The text that was written."""

    kind: Literal["written"] = "written"
    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


def files_of(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return every file that an answer names, each with its digest."""
    match answer:
        case DrillAnswer():
            return tuple(
                (name, digest)
                for kept in answer.rounds
                for name, digest in (
                    (kept.trace, kept.sha256),
                    (kept.events, kept.events_sha256),
                )
                if name
            )
        case SessionAnswer():
            return ((answer.log, answer.sha256),)
        case _:
            return ()


AnyAnswer = Annotated[
    ChoiceAnswer
    | SeveralAnswer
    | OrderAnswer
    | NumberAnswer
    | PlaceAnswer
    | DecisionAnswer
    | PlanAnswer
    | DrillAnswer
    | SessionAnswer
    | WrittenAnswer,
    Field(discriminator="kind"),
]


def is_blank(answer: AnyAnswer) -> bool:
    """Return whether an answer says nothing: white space, nothing ticked, no decision."""
    match answer:
        case WrittenAnswer():
            return not answer.text.strip()
        case NumberAnswer():
            return not answer.typed.strip()
        case PlanAnswer():
            return not answer.plan.strip()
        case SeveralAnswer():
            return not answer.options
        case DecisionAnswer():
            return not answer.decision.strip()
        case _:
            return False
