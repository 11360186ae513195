"""What the hands do on the back."""

from typing import Annotated, Literal

from pydantic import Field

from tableside.client.acts.act import Act
from tableside.knowledge.entry import Name
from tableside.safety.oil import Share

Force = Annotated[float, Field(gt=0, le=275)]
"""A force in newton; tissue has been measured to 275 N."""

Hold = Annotated[int, Field(ge=1, le=600)]
"""How long, in seconds; after ten minutes a hand needs a new thought."""


class WashHands(Act):
    """Wash hands, and lay out clean linen."""

    kind: Literal["wash-hands"] = "wash-hands"
    title = "Wash your hands"
    step = "screen-and-consent"
    takes = 30


class TakeOil(Act):
    """Take an oil, and warm it between the hands."""

    kind: Literal["oil"] = "oil"
    carrier: Name
    essential: Annotated[tuple[Share, ...], Field(max_length=20)] = ()
    title = "Take oil"
    step = "oils"
    takes = 15


class PressZone(Act):
    """Work on a zone until the time is over, or until the hands do something else."""

    kind: Literal["press"] = "press"
    zone: Name
    contact: Name
    stroke: Name
    force: Force
    seconds: Hold
    title = "Work on a zone"
    step = "spread-pressure"


class Taper(Act):
    """Let the force of the hands come down evenly, and go on with the same stroke."""

    kind: Literal["taper"] = "taper"
    force: Force
    seconds: Hold
    title = "Ease off"
    step = "lighter-after"


class Lift(Act):
    """Take the hands away, at once or over some seconds."""

    kind: Literal["lift"] = "lift"
    seconds: Annotated[int, Field(ge=0, le=30)] = 0
    title = "Lift the hands"
    step = "roll-off"


class Pause(Act):
    """Rest the hands without pressing, or take them away, for some seconds."""

    kind: Literal["pause"] = "pause"
    seconds: Hold = 30
    title = "Pause"
    step = "breathe-and-pause"


class Wipe(Act):
    """Wipe the oil off, and pat the skin dry."""

    kind: Literal["wipe"] = "wipe"
    title = "Wipe the back"
    step = "roll-off"
    takes = 30
