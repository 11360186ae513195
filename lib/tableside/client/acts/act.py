"""What every act has in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Act(BaseModel):
    """One act. It begins at a second of the session; ``takes`` passes before the next one."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    title: ClassVar[str]
    """What it is, as an instruction."""
    step: ClassVar[str]
    """The step of the session that it belongs to."""
    takes: ClassVar[int] = 1
    """Seconds that pass while it is done (course rule); what the client shows cuts them short."""
