"""What a client says or shows during a session, and what the therapist then does."""

from enum import Enum
from typing import Annotated

from pydantic import Field

from tableside.knowledge.entry import Name, Text
from tableside.knowledge.sources import Fact


class Response(Enum):
    """What to do at once when a sign appears, from the most to the least urgent."""

    STOP_AND_REFER_URGENTLY = "stop-and-refer-urgently"
    END_SESSION = "end-session"
    STOP_TECHNIQUE_AND_ASK = "stop-technique-and-ask"
    REMOVE_HEAT = "remove-heat"
    SIT_DOWN_SLOWLY = "sit-down-slowly"
    LIGHTEN = "lighten"
    CARRY_ON_AND_ASK = "carry-on-and-ask"

    @property
    def title(self) -> str:
        """The response as an instruction in plain words."""
        return _TITLES[self]

    def covers(self, needed: "Response") -> bool:
        """Return whether this response does at least what *needed* does, and so is safe instead.

        More urgent is not enough: to stop pressing does not take a hot towel away.
        """
        return needed is self or needed in _ALSO_DOES.get(self, ())


_TITLES = {
    Response.STOP_AND_REFER_URGENTLY: "Stop, and get medical help now",
    Response.END_SESSION: "End the session",
    Response.STOP_TECHNIQUE_AND_ASK: "Stop what you are doing, and ask",
    Response.REMOVE_HEAT: "Take the heat away, and look at the skin",
    Response.SIT_DOWN_SLOWLY: "Help the client to sit or lie down, slowly",
    Response.LIGHTEN: "Press more lightly, and ask",
    Response.CARRY_ON_AND_ASK: "Carry on, and keep asking",
}

_ALSO_DOES = {
    Response.STOP_AND_REFER_URGENTLY: tuple(Response),
    Response.END_SESSION: (
        Response.STOP_TECHNIQUE_AND_ASK,
        Response.REMOVE_HEAT,
        Response.LIGHTEN,
        Response.CARRY_ON_AND_ASK,
    ),
    Response.STOP_TECHNIQUE_AND_ASK: (Response.LIGHTEN, Response.CARRY_ON_AND_ASK),
    Response.REMOVE_HEAT: (Response.CARRY_ON_AND_ASK,),
    Response.SIT_DOWN_SLOWLY: (Response.CARRY_ON_AND_ASK,),
    Response.LIGHTEN: (Response.CARRY_ON_AND_ASK,),
}


class Sign(Fact):
    """Something a client says or shows, and the answer it needs."""

    id: Name
    says: Text
    """In the client's words, or what the therapist sees."""
    respond: Response
    then: Text
    """What to do after the first response."""
    within_seconds: Annotated[int, Field(gt=0)] | None = None
    """How soon the response must begin: a course rule; none where nothing has to change."""
    because: Text
    seen: bool = False
    """Whether the therapist sees it, and nobody says it."""
