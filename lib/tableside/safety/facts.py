"""What the checks of a plan must know of a client."""

from dataclasses import dataclass

from tableside.knowledge.conditions import Condition
from tableside.knowledge.library import Knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer, Intake
from tableside.safety.limits import Limits
from tableside.safety.screen import screen
from tableside.safety.verdict import Verdict

_ALLERGY = "nut-or-seed-allergy"
"""The question of the screening about allergies to what oils are pressed from."""

_WEEKS = "weeks-pregnant"
"""The number that makes the conditions of pregnancy count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFacts:
    """The client, as far as a plan depends on them; None stands for what nobody has asked."""

    limits: Limits
    """What the screening left possible."""

    decision: ScreenDecision = ScreenDecision.HOLD
    """What the screening decided; until somebody has screened the client, HOLD."""

    conditions: tuple[Condition, ...] = ()
    """The conditions that are present, to be cited; leaving them out changes no judgement."""

    years: float | None = None
    """The client's age."""

    pregnant: bool | None = None

    allergies: frozenset[str] | None = None
    """What the client is allergic to: allergens such as ``tree-nut``, or names of oils."""

    skin_sites: frozenset[str] | None = None
    """The zones, without the side, that hold wounds, scars, patches and the like."""


def client_facts(
    intake: Intake,
    known: Knowledge,
    *,
    allergies: frozenset[str] | None = None,
    skin_sites: frozenset[str] | None = None,
) -> ClientFacts:
    """Return what a plan depends on, as the screening of *intake* finds it.

    *allergies* and *skin_sites* add what its questions leave open: which allergies, and where a
    wound or a scar is. Raises what ``screen`` raises.
    """
    verdict = screen(intake, known)
    asked = intake.answer(_ALLERGY) is not Answer.UNANSWERED
    return ClientFacts(
        limits=verdict.limits,
        decision=_decision(verdict),
        conditions=tuple(fired.condition for fired in verdict.fired),
        years=intake.amounts.get("age"),
        pregnant=_pregnant(verdict),
        # Which nut it is does not matter: the limits bar every oil that an allergy could meet.
        allergies=frozenset() if allergies is None and asked else allergies,
        skin_sites=skin_sites,
    )


def _decision(verdict: Verdict) -> ScreenDecision:
    """Return what was decided, and HOLD where an open red flag keeps a mild decision waiting."""
    if not verdict.may_begin and verdict.decision <= ScreenDecision.AVOID_AREA:
        return ScreenDecision.HOLD
    return verdict.decision


def _pregnant(verdict: Verdict) -> bool | None:
    """Return whether the client is pregnant; None while a question about it is open."""
    present = [fired.condition for fired in verdict.fired]
    if any(_tells_of_pregnancy(condition) for condition in present):
        return True
    return None if any(map(_tells_of_pregnancy, verdict.ask_also)) else False


def _tells_of_pregnancy(condition: Condition) -> bool:
    return any(measure.quantity == _WEEKS for measure in condition.measures)
