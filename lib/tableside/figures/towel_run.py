"""What the models make of a hot towel on a back, what the rules find, and both in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count, takewhile

from tableside.figures.slider_model import Settings, Tone
from tableside.knowledge import knowledge
from tableside.physics.dose import BURN_FROM, HeatVerdict, burn_seconds, heat_limits, heat_verdict
from tableside.physics.heat_trace import HeatTrace
from tableside.physics.skin import Placement, SkinRun, skin_under_towel
from tableside.physics.towel import DRY_TOWEL_RESISTANCE, Cover, Room, Towel, towel_cooling
from tableside.safety import heat as rules
from tableside.safety.findings import Finding
from tableside.safety.limits import Limits

COVERS: Mapping[str, Cover] = {
    "nothing": Cover.NONE,
    "dry-towel": Cover.DRY_TOWEL,
    "film": Cover.VAPOUR_TIGHT,
}

STEP = 2.0
"""Seconds between two looks at the skin: within 0.02 °C of a look every second."""


@dataclass(frozen=True, slots=True)
class TowelRun:
    """A towel as it was set, what the models make of it, and what the rules find."""

    celsius: float
    minutes: float
    skin: SkinRun
    air: HeatTrace
    verdict: HeatVerdict
    bound: float
    findings: tuple[Finding, ...]

    @property
    def unsafe(self) -> bool:
        """Whether the model's skin or a rule of safety forbids it."""
        return not self.verdict.ok or any(each.safety for each in self.findings)

    @property
    def dose(self) -> float | None:
        """The model's thermal dose in CEM43 minutes; None where it cannot be counted."""
        left = self.verdict.margin.dose
        return None if left is None else heat_limits(knowledge()).dose - left


def towel_run(settings: Settings) -> TowelRun:
    """Return what a towel with these settings does, in the models and before the rules."""
    known = knowledge()
    celsius, minutes = settings.amounts["celsius"], settings.amounts["minutes"]
    cover = COVERS[settings.picks["cover"]]
    layers, dry = int(settings.picks["layers"]), settings.picks["dry"] == "dry"
    room = Room(celsius=settings.amounts["room"])
    under = Placement(celsius, cover, DRY_TOWEL_RESISTANCE if dry else 0.0)
    skin = skin_under_towel(under, 60 * minutes, room=room, step=STEP)
    air = towel_cooling(celsius, 60 * minutes, towel=Towel().folded(layers), room=room, step=5)
    planned = rules.Towel(
        surface=celsius,
        minutes=minutes,
        layers=layers,
        covered=cover is not Cover.NONE,
        dry_layer=dry,
        measured=True,
        feeling_tested=True,
        checks=_checks(minutes),
    )
    plan = rules.HeatPlan(towels=(planned,))
    ceiling = int(known.parameter("student-max-walton").number)
    return TowelRun(
        celsius=celsius,
        minutes=minutes,
        skin=skin,
        air=air,
        verdict=heat_verdict(skin.surface, heat_limits(known)),
        bound=float(rules.dose_bound(plan, known)),
        findings=rules.check_heat(plan, Limits(max_pressure=ceiling), known),
    )


def _checks(minutes: float) -> tuple[float, ...]:
    """Return when somebody who keeps the rules looks at the skin."""
    known = knowledge()
    first = known.parameter("first-skin-check").number
    every = known.parameter("second-skin-check").number
    due = takewhile(lambda minute: minute < minutes, (every * step for step in count(1)))
    return tuple(sorted({0.0, min(first, minutes), *due, minutes}))


def moments() -> tuple[tuple[float, str], ...]:
    """Return the minutes at which the course wants something done, each with its word."""
    known = knowledge()
    return (
        (known.parameter("first-skin-check").number, "look"),
        (known.parameter("second-skin-check").number, "look"),
        (known.parameter("application-minutes").span[1], "off by now"),
    )


def towel_headline(run: TowelRun) -> tuple[str, Tone]:
    """Return the verdict in a line; the rules go before the model."""
    if run.celsius > knowledge().parameter("surface-ceiling").number:
        return f"{run.celsius:g} °C is too hot for anyone: do not lay it on", "stop"
    if run.unsafe:
        return "Not like this: too much heat, or too long", "stop"
    if run.findings:
        return "Within the limits, and not yet a good towel", "care"
    return "Within the course's limits: now test it, ask, and look", "fine"


def towel_words(run: TowelRun) -> str:
    """Return what the models and the rules say, as sentences."""
    peak = run.skin.surface
    said = [f"A towel of {run.celsius:g} °C lies on the skin for {run.minutes:g} min."]
    if run.verdict.ok:
        said.append(
            f"The model's skin becomes {peak.peak:.1f} °C at most, after "
            f"{peak.peak_second:.0f} seconds; its thermal dose is {dose_text(run.dose)} minutes "
            "(CEM43)."
        )
    else:
        said += ["In the model:", *run.verdict.reasons]
    if run.verdict.ok and run.unsafe:
        said.append(
            "That the model's skin stays cooler is no permission: it knows no thin skin, no hot "
            "fold and no client who cannot feel."
        )
    if run.celsius > knowledge().parameter("surface-ceiling").number:
        said.append(_burning(run.celsius))
    messages = [each.message for each in run.findings]
    said.append(
        "The rules say: " + " ".join(messages)
        if messages
        else "No rule is broken, for a client who may have heat at all."
    )
    return " ".join(said)


def _burning(celsius: float) -> str:
    """Return how fast skin burns; the line of burns begins at 44 °C."""
    hot = max(celsius, BURN_FROM)
    return f"Skin that is itself held at {hot:g} °C burns after {duration(burn_seconds(hot))}."


def duration(seconds: float) -> str:
    """Return a time in the unit that people would use for it."""
    if seconds < 1:
        return "less than a second"
    if seconds < 100:
        return f"about {seconds:.0f} seconds"
    if seconds < 100 * 60:
        return f"about {seconds / 60:.0f} minutes"
    return f"about {seconds / 3600:.1f} hours"


def towel_drawn(run: TowelRun) -> str:
    """Return what the curves show, in numbers at a few moments."""
    told_at = [minute for minute in (0, 1, 2, 5, 10, 15, 20) if minute <= run.minutes]
    told = [
        f"at {minute} min towel {_at(run.skin.towel, minute):.0f}, skin "
        f"{_at(run.skin.surface, minute):.0f}, the same towel held up in the air "
        f"{_at(run.air, minute):.0f} °C"
        for minute in told_at
    ]
    known = knowledge()
    low, high = known.parameter("surface-target").span
    peak = run.skin.surface
    return (
        "Curves of temperature over time: "
        + "; ".join(told)
        + f". The skin is warmest at {peak.peak_second:.0f} s, with {peak.peak:.1f} °C. Drawn in: "
        f"no towel above {known.parameter('surface-ceiling').number:g} °C; {low:g} to {high:g} °C "
        "at contact; "
        + "; ".join(f"“{word}” at {minute:g} min" for minute, word in moments())
        + f". Two bars of thermal dose, with the limit of {heat_limits(known).dose:g} minutes: "
        f"{dose_text(run.dose)} in the model, {dose_text(run.bound)} if nothing cooled."
    )


def _at(trace: HeatTrace, minute: float) -> float:
    spot = min(range(len(trace.seconds)), key=lambda each: abs(trace.seconds[each] - 60 * minute))
    return trace.celsius[spot]


def dose_text(dose: float | None) -> str:
    """Return a thermal dose for a picture, with as many figures as it bears."""
    if dose is None:
        return "too hot"
    if dose > 1000:
        return "> 1000"
    if dose < 0.01:
        return "< 0.01"
    return f"{dose:.2f}" if dose < 1 else f"{dose:.1f}" if dose < 10 else f"{dose:.0f}"
