"""Decide whether a client may be massaged, and how."""

from tableside.knowledge import Knowledge
from tableside.safety.intake import Intake
from tableside.safety.rulebook import rulebook
from tableside.safety.verdict import Verdict


def screen(intake: Intake, knowledge: Knowledge) -> Verdict:
    """Return the verdict on a client who answered *intake*: the strictest rule decides.

    Answering worse (no, then unanswered, then yes), or giving a number that was missing, never
    makes the decision milder. While a red flag is open nothing begins: see ``ScreenDecision``
    for why its HOLD stands where it stands.

    Raises ``UnknownNameError`` for a question or quantity that the course does not ask, and
    ``IntakeError`` for a number that is not believable.
    """
    rules = rulebook(knowledge)
    judgement = rules.judge(intake)
    return Verdict(judgement.decision, judgement.urgent, intake, judgement, rules)
