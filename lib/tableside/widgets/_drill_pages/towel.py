"""The round of the towel timer: its clock, its thermometer, its buttons, and the client."""

from typing import Any

from tableside.drills import EventKind, TowelPlan
from tableside.drills.towel import (
    BUTTONS,
    LOOK_AFTER,
    NO_MORE,
    READY_SECONDS,
    UNDER_THE_TOWEL,
)
from tableside.physics import towel as cooling
from tableside.widgets._drill_pages.common import LABELS, fingerprint

ALWAYS_MEASURED = {EventKind.MEASURE, EventKind.TEST_FEELING, EventKind.COVER}
"""Acts without a button where a plan takes them as done."""

BETWEEN_READINGS = 15.0
"""So many seconds lie between two readings of the towel's thermometer."""

_BEFORE = {
    "odd-skin": "“I hardly notice it. A one, perhaps.”",
    "pleasant-warmth": "“Just right: a three.”",
}
_AFTER = {
    "burning-under-towel": "“It burns.”",
    "tingling-under-towel": "“It tingles.”",
    "sleepy-under-heat": "No answer: the client is asleep.",
    "odd-skin": "“Fine. I hardly notice it.”",
}
"""What a client who is asked says, before the sign and from it on."""

_WARM = "“Warm, and pleasant: a two.”"
_ANOTHER = "“Yes, another one would be nice.”"
_SKIN = "The skin is whole and evenly coloured."
_ODD_SKIN = "The skin is mottled, and white in one place."


def towel_shown(plan: TowelPlan) -> dict[str, Any]:
    """Return the round of the towel timer, ``TowelRound`` in ``_towel_round.js``."""
    high = plan.minutes[1]
    count = len(plan.surfaces)
    return {
        "title": "The towel timer" if count == 1 else f"The towel timer, with {count} towels",
        "steps": _steps(plan),
        "seconds": plan.seconds,
        "pace": plan.pace,
        "fingerprint": fingerprint(plan),
        "buttons": [
            {"kind": kind.value, "label": LABELS[kind]}
            for kind in BUTTONS
            if not (plan.prepared and kind in ALWAYS_MEASURED)
            and not (count == 1 and kind is EventKind.RE_WET)
        ],
        "towels": [{"cooling": _cooling(plan, surface)} for surface in plan.surfaces],
        "due": [
            *({"second": 60 * each, "words": "look and ask"} for each in plan.due(high)),
            {"second": 60 * high, "words": "take the towel off"},
        ],
        "longest": 60 * high,
        "then": _then(count),
        "clients": [client_shown(plan)],
        "rest": {"used": LOOK_AFTER, "unused": READY_SECONDS + LOOK_AFTER},
    }


def client_shown(plan: TowelPlan, number: int | None = None) -> dict[str, Any]:
    """Return one client of the round: what is said, what is answered, and the client's number."""
    signs = plan.signs()
    replies = [
        _reply(EventKind.CHECK_SKIN, 0.0, _SKIN),
        _reply(
            EventKind.ASK, 0.0, next((_BEFORE[s.id] for _, s in signs if s.id in _BEFORE), _WARM)
        ),
    ]
    for saying, sign in signs:
        if sign.id in UNDER_THE_TOWEL:
            replies.append(_reply(EventKind.CHECK_SKIN, saying.second, _ODD_SKIN, wants=True))
        if sign.id in _AFTER:
            replies.append(_reply(EventKind.ASK, saying.second, _AFTER[sign.id]))
    if len(plan.surfaces) > 1:
        wish = f"“{NO_MORE}”" if plan.declines else _ANOTHER
        replies.append({**_reply(EventKind.ASK, 0.0, wish), "between": True})
    return {
        "number": number,
        "says": [
            {"second": saying.second, "words": sign.says if sign.seen else f"“{sign.says}”"}
            for saying, sign in signs
            if sign.id not in UNDER_THE_TOWEL
        ],
        "replies": replies,
    }


def _reply(kind: EventKind, since: float, words: str, *, wants: bool = False) -> dict[str, Any]:
    return {"kind": kind.value, "since": since, "words": words, "wants": wants}


def _steps(plan: TowelPlan) -> list[str]:
    low, high = plan.minutes
    took = f"after {low:g} to {high:g}" if low < high else f"by {high:g}"
    looks = " and ".join(f"{each:g}" for each in plan.due(high))
    steps = [
        "Choose Start round. Look at the skin, then lay the towel on.",
        f"Look at the skin and ask the client at {looks} minutes.",
        f"Take the towel off {took} minutes, and look at the skin again.",
    ]
    wrong = "The client may say something, or show it, or not. When something is wrong, act at once"
    if len(plan.surfaces) == 1:
        return [*steps, f"{wrong}."]
    return [
        *steps,
        (
            "Then ask whether the client wants another. After a yes you may take a fresh towel, "
            "which is measured like the first, look and lay it on; or leave it at one, and choose "
            "Finish the round."
        ),
        f"{wrong}, and lay no other towel on.",
    ]


def _then(count: int) -> str:
    look = "Look at the skin as the towel comes off."
    return look if count == 1 else f"{look} Then ask whether the client wants another."


def _cooling(plan: TowelPlan, surface: float) -> list[list[float]]:
    """Return seconds and °C of a towel that lies on a back, by the course's model."""
    lying = cooling.Towel(open_faces=1, cover=cooling.Cover.DRY_TOWEL).folded(plan.layers)
    seconds = 60 * plan.minutes[1] + LOOK_AFTER
    trace = cooling.towel_cooling(
        surface, seconds, towel=lying, room=cooling.Room(), step=BETWEEN_READINGS
    )
    return [
        [round(at, 1), round(celsius, 1)]
        for at, celsius in zip(trace.seconds, trace.celsius, strict=True)
    ]
