"""The errors this course raises on purpose: each message says what is wrong and what to do."""


class TablesideError(Exception):
    """Something the course can explain to the person in front of it; the base of all others."""


class KnowledgeError(TablesideError):
    """A file of ``knowledge/`` has faults; ``faults`` holds all of them."""

    def __init__(self, faults: tuple[object, ...]) -> None:
        self.faults = faults
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n".join([f"{count} in the course's knowledge:", *map(str, faults)]))


class UnknownNameError(TablesideError):
    """A name was asked for that the course does not know."""
