"""What can be decided for a client, with the order of the decisions."""

from enum import IntEnum

from tableside.knowledge.conditions import Decision


class ScreenDecision(IntEnum):
    """What is decided for a client, from the mildest to the strictest.

    HOLD is the one decision that no condition makes: a red flag is open. Its place between ADAPT
    and AVOID_AREA is the only possible one. It must stand above ADAPT, or an open red flag beside
    a condition that adapts would let the massage begin. It must not stand above the mildest red
    flag, which decides AVOID_AREA, or the answer yes to that flag would be milder than none.
    """

    PROCEED = 0
    ADAPT = 1
    HOLD = 2
    AVOID_AREA = 3
    CLEARANCE = 4
    REFER = 5
    STOP = 6

    @classmethod
    def of(cls, decision: Decision) -> "ScreenDecision":
        """Return the decision of a condition, as it counts for a client."""
        return cls[decision.name]

    @property
    def word(self) -> str:
        """Its name in files, such as ``avoid-area``."""
        return self.name.lower().replace("_", "-")

    @property
    def words(self) -> str:
        """The decision as an instruction in plain words."""
        return "Ask first" if self is ScreenDecision.HOLD else Decision[self.name].words
