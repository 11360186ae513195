"""The round in which one breathes with a client, lets go, pauses and decides by a button."""

from typing import Any

from tableside.drills import BreathPlan, EventKind
from tableside.drills.breath import DECISIONS, IN_SHARE, Feeling
from tableside.drills.place import Phase
from tableside.widgets._drill_pages.common import LABELS, glide_press, pressed_shown

_FEELS = {
    Feeling.DULL: "and it is a dull ache",
    Feeling.BURNING: "and it burns",
    Feeling.TINGLING: "and it tingles",
    Feeling.SHOOTING: "and it shoots through me",
}


def breath_shown(plan: BreathPlan) -> dict[str, Any]:
    """Return the round of a breath plan: wave and words, what the client says, and the buttons."""
    press = "Choose Start round, and press on the map or the meter, or hold the space bar on it."
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
