"""Questions answered by the hand: drills of every kind that the drills' catalogue knows."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from tableside.drills.catalogue import AnyPlan
from tableside.homework.items.question import Question

_PLAN: TypeAdapter[Any] = TypeAdapter(AnyPlan)


def _plan(written: Any) -> Any:  # noqa: ANN401 - whatever an author wrote where a plan belongs
    if isinstance(written, BaseModel):
        return written
    try:
        return _PLAN.validate_python(written, strict=False)
    except ValidationError as error:
        raise ValueError(
            "; ".join(
                f"plan.{'.'.join(map(str, fault['loc'][1:]))}: {fault['msg']}"
                for fault in error.errors(include_url=False)
            )
        ) from None


class DrillQuestion(Question):
    """Do a drill; the last finished rounds count."""

    kind: Literal["drill"]
    plan: Annotated[Any, BeforeValidator(_plan)]
    """What a round asks for: a plan of ``drills.catalogue``, told apart by its kind; a plan that
    names none is a ``PressurePlan``."""
    blind: bool = False
    """Whether only rounds count in which nothing told the learner how they were doing."""
    rounds: Annotated[int, Field(ge=1, le=10)] = 1
    """How many of the last rounds count; their mean is the score."""
