"""How the client comes to lie, is covered, and rises."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.client.acts.act import Act
from tableside.knowledge.entry import Name


class PlaceClient(Act):
    """Place the client, with pillows, under the sheet."""

    kind: Literal["place-client"] = "place-client"
    position: Name
    pillows: Annotated[tuple[Name, ...], Field(max_length=20)] = ()
    title = "Place the client"
    step = "body-straight"
    takes = 60


class Uncover(Act):
    """Fold the sheet back from the low back, and no further."""

    kind: Literal["uncover"] = "uncover"
    title = "Uncover the low back"
    step = "body-straight"
    takes = 15


class CoverClient(Act):
    """Cover the back, and let the client rest."""

    kind: Literal["cover-client"] = "cover-client"
    title = "Cover the client"
    step = "roll-off"
    takes = 15


class LetRise(Act):
    """Help the client up, one stage at a time."""

    kind: Literal["let-rise"] = "let-rise"
    stage: Literal["roll-to-side", "sit", "stand"]
    title = "Let the client rise"
    step = "roll-off"
    takes = 5


class Steady(Act):
    """Help the client to sit or lie down again, and stay within reach."""

    kind: Literal["steady"] = "steady"
    title = "Steady the client"
    step = "roll-off"
    takes = 5
