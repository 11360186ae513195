"""What an act changes at once, and what the learner hears or sees of it."""

# Importing these registers what each act does.
from tableside.client.effects import hands, table, talk, towel
from tableside.client.effects.effect import perform

__all__ = ["hands", "perform", "table", "talk", "towel"]
