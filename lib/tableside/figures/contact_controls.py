"""What presses: a part of the hand or arm from the course's knowledge, or the learner's print."""

from dataclasses import dataclass

from tableside.figures.slider_model import Amount, Pick, Settings
from tableside.knowledge import knowledge

OWN = "own"


@dataclass(frozen=True, slots=True)
class Touching:
    """What touches the skin, in words, and the size of its contact in square centimetres."""

    name: str
    cm2: float


def touchings() -> dict[str, Touching]:
    """Return every contact that the course knows by id, the smallest first.

    Each has the middle of the span that knowledge gives: an estimate, not yet verified.
    """
    found = {
        each.id: Touching(each.title[0].lower() + each.title[1:], sum(each.cm2) / 2)
        for each in knowledge().contacts
    }
    return dict(sorted(found.items(), key=lambda pair: pair[1].cm2))


def touching(settings: Settings) -> Touching:
    """Return what presses with these settings."""
    if settings.picks["tool"] == OWN:
        return Touching("your own print", settings.amounts["own"])
    return touchings()[settings.picks["tool"]]


def tool_controls() -> tuple[Pick, Amount]:
    """Return the choice of what presses, and the area of the learner's own print."""
    tool = Pick(
        id="tool",
        label="What presses",
        options={
            **{name: f"{each.name}, {each.cm2:g} cm²" for name, each in touchings().items()},
            OWN: "your own print: set its area",
        },
        start="thumb-pad",
    )
    own = Amount(
        id="own", label="Area of your own print", unit="cm²", low=0.5, high=150, step=0.5, start=3
    )
    return tool, own
