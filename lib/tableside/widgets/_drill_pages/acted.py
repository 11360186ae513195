"""Rounds in which something is done by buttons: breathing and pausing, and the towel timer."""

from typing import Any

from tableside.drills import BreathPlan, EventKind, TowelPlan
from tableside.drills.breath import DECISIONS, IN_SHARE, Feeling
from tableside.drills.place import Phase
from tableside.drills.towel import BUTTONS, LOOK_AFTER, READY_SECONDS
from tableside.physics import towel as cooling
from tableside.widgets._drill_pages.common import fingerprint, glide_press, pressed_shown

LABELS = {
    EventKind.CHECK_SKIN: "Look at the skin",
    EventKind.LAY_ON: "Lay the towel on",
    EventKind.ASK: "Ask the client",
    EventKind.REMOVE: "Take the towel off",
    EventKind.RE_WET: "Re-wet the towel",
    EventKind.MEASURE: "Measure the towel",
    EventKind.TEST_FEELING: "Test warm and cool",
    EventKind.COVER: "Cover the towel",
    EventKind.GO_ON: "Go on",
    EventKind.LIGHTEN: "Go on more lightly",
    EventKind.STOP_TECHNIQUE: "Stop this technique",
    EventKind.SIT_DOWN: "Help the client to sit",
    EventKind.END_SESSION: "End the session",
    EventKind.GET_HELP: "Get medical help",
}
"""What stands on the button of each act."""

ALWAYS_MEASURED = {EventKind.MEASURE, EventKind.TEST_FEELING, EventKind.COVER}
"""Acts without a button where a plan takes them as done."""

_FEELS = {
    Feeling.DULL: "and it is a dull ache",
    Feeling.BURNING: "and it burns",
    Feeling.TINGLING: "and it tingles",
    Feeling.SHOOTING: "and it shoots through me",
}

BETWEEN_READINGS = 15.0
"""So many seconds lie between two readings of the towel's thermometer."""


def breath_shown(plan: BreathPlan) -> dict[str, Any]:
    """Return the round of a breath plan: wave and words, what the client says, and the buttons."""
    press = "Choose Start round, and press on the map, or hold the space bar on the meter."
    let_go = f"When the client tightens, let go within {plan.release_seconds:g} s"
    steps = [
        f"{press} {plan.phases()[1].say}",
        f"{let_go}, rest your hands for {plan.pause_seconds:g} s, and ask.",
        "The client then says a number from 0 to 10. Decide what follows by a button.",
    ]
    title = "Breathe with the client, let go, pause, decide"
    return pressed_shown(plan, title=title, steps=steps) | {
        "glide": glide_press(plan),
        "breath": {"wave": _wave(plan), "phases": _breath_words(plan)},
        "acts": {
            "buttons": [
                {"kind": kind.value, "label": LABELS[kind]} for kind in (EventKind.ASK, *DECISIONS)
            ],
            "says": [{"second": plan.tightens, "words": "The client tightens under your hand."}],
            "replies": [
                {"kind": EventKind.ASK.value, "since": 0.0, "words": "“A one. It is pleasant.”"},
                {
                    "kind": EventKind.ASK.value,
                    "since": plan.tightens,
                    "words": f"“{plan.rating} of 10, {_FEELS[plan.feeling]}.”",
                },
            ],
        },
    }


def _wave(plan: BreathPlan) -> list[list[float]]:
    """Return the corners of the breath: it is held while the client is tight, then goes on."""
    wave = [[0.0, 0.0], [plan.lead_seconds, 0.0]]
    for turn, back in zip(plan.out_breaths(), plan.in_breaths()[1:], strict=False):
        wave += [[turn, 1.0], [back, 0.0]]
    half = [[plan.out_breaths()[-1], 1.0], [plan.tightens, 0.5]]
    now = plan.tightens + plan.release_seconds
    wave += [*half, [now, 0.5], [now + (1 - IN_SHARE) * plan.period / 2, 0.0]]
    now = wave[-1][0]
    while now < plan.seconds:
        wave += [[now + IN_SHARE * plan.period, 1.0], [now + plan.period, 0.0]]
        now += plan.period
    return wave


def _breath_words(plan: BreathPlan) -> list[dict[str, Any]]:
    press = "Breathe out, lean in." if plan.follow == "press" else "Breathe out, tap."
    words = [{"say": "Get ready.", "until": plan.lead_seconds}]
    ends = [*plan.in_breaths()[1:], plan.tightens]
    for turn, end in zip(plan.out_breaths(), ends, strict=True):
        words += [{"say": "Breathe in.", "until": turn}, {"say": press, "until": end}]
    after = {Phase.RELEASE: "Let go.", Phase.PAUSE: "Pause, hands off.", Phase.DECIDE: "Decide."}
    words += [
        {"say": after[each.phase], "until": each.until}
        for each in plan.phases()
        if each.phase in after
    ]
    return words


def towel_shown(plan: TowelPlan) -> dict[str, Any]:
    """Return the round of the towel timer, ``TowelRound`` in ``_towel_round.js``."""
    low, high = plan.minutes
    took = f"after {low:g} to {high:g}" if low < high else f"by {high:g}"
    looks = " and ".join(f"{each:g}" for each in plan.due(high))
    count = len(plan.surfaces)
    return {
        "title": "The towel timer" if count == 1 else f"The towel timer, with {count} towels",
        "steps": [
            "Choose Start round. Look at the skin, then lay the towel on.",
            f"Look at the skin and ask the client at {looks} minutes.",
            f"Take the towel off {took} minutes, and look at the skin again.",
            "When the client says something, answer at once by a button.",
        ],
        "seconds": plan.seconds,
        "pace": plan.pace,
        "fingerprint": fingerprint(plan),
        "buttons": [
            {"kind": kind.value, "label": LABELS[kind]}
            for kind in BUTTONS
            if not (plan.prepared and kind in ALWAYS_MEASURED)
        ],
        "towels": [{"cooling": _cooling(plan, surface)} for surface in plan.surfaces],
        "due": [
            *({"second": 60 * each, "words": "look and ask"} for each in plan.due(high)),
            {"second": 60 * high, "words": "take the towel off"},
        ],
        "longest": 60 * high,
        "says": [
            {
                "second": saying.second,
                "words": f"“{sign.says}”" if _spoken(sign.says) else sign.says,
            }
            for saying, sign in plan.signs()
        ],
        "replies": [
            {"kind": EventKind.ASK.value, "words": "“Warm, and pleasant: a two.”"},
            {"kind": EventKind.CHECK_SKIN.value, "words": "The skin is whole and evenly coloured."},
        ],
        "rest": {"used": LOOK_AFTER, "unused": READY_SECONDS + LOOK_AFTER},
    }


def _spoken(says: str) -> bool:
    """Return whether a sign is something that the client says, not something that is seen."""
    return not says.startswith(("The client", "You "))


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
