"""What a wrong decision costs: much where it is too mild, little where it is too strict.

All numbers are course rules. A decision that lets the massage begin, where the safety rules do
not, is not in the table: it is unsafe and earns nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tableside.safety.decision import ScreenDecision
from tableside.safety.verdict import Verdict

_P, _A, _H, _L, _C, _R, _S = ScreenDecision

BEGINS = frozenset({_P, _A, _L})
"""Decisions after which hands are laid on."""

ASKED_IN_VAIN = 0.10
SENT_AWAY_IN_VAIN: Mapping[ScreenDecision, float] = MappingProxyType({_C: 0.10, _R: 0.12, _S: 0.15})

_TOO_MILD: Mapping[tuple[ScreenDecision, ScreenDecision], float] = MappingProxyType(
    {
        (_A, _P): 0.30,
        (_L, _A): 0.30,
        (_L, _P): 0.60,
        (_C, _H): ASKED_IN_VAIN,
        (_R, _C): 0.30,
        (_R, _H): 0.30,
        (_S, _R): 0.20,
        (_S, _C): 0.40,
        (_S, _H): 0.40,
    }
)
"""Right decision and a milder one → its cost."""

_TOO_STRICT: Mapping[tuple[ScreenDecision, ScreenDecision], float] = MappingProxyType(
    {(_P, _A): 0.05, (_P, _L): 0.10, (_A, _L): 0.10}
)


def is_unsafe(answer: ScreenDecision, verdict: Verdict) -> bool:
    """Return whether acting on *answer* could harm the client.

    It could where the massage begins although the rules say no, where a red flag is passed over,
    and where somebody who needs care today is only asked, or told to wait for an agreement.
    """
    right = verdict.decision
    if answer in BEGINS and not verdict.may_begin:
        return True
    missed = any(each.condition.red_flag for each in verdict.fired) and answer in BEGINS
    if missed and answer < right:
        return True
    return verdict.urgent and answer in {_H, _C}


def cost(answer: ScreenDecision, right: ScreenDecision) -> float:
    """Return the share of the points that *answer* loses where *right* is right; 0 if it is.

    What begins a massage that must not begin is unsafe, and costs everything here.
    """
    if answer is right:
        return 0.0
    if (right, answer) in _TOO_MILD:
        return _TOO_MILD[right, answer]
    if answer in BEGINS and right not in BEGINS:
        return 1.0
    if answer is _H:
        return ASKED_IN_VAIN
    return _TOO_STRICT.get((right, answer), SENT_AWAY_IN_VAIN.get(answer, 0.0))
