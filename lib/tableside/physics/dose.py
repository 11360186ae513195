"""What a warm spell does to skin: thermal dose, burn integral, safe exposure, and a verdict.

Teaching models of healthy adult skin. They never replace a thermometer, the client's word and a
look at the skin; who may have no heat at all is decided elsewhere, before any number.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tableside.knowledge.library import Knowledge
from tableside.physics.heat_trace import HeatTrace
from tableside.physics.quantity import within

COOLEST_DOSE, HOTTEST_DOSE = 15.0, 51.0
"""Skin temperatures in °C for which thermal dose is counted. Burn times bear the measure out up
to about 51 °C (SCALD-TBL, PTT-BOOK); near 37 °C and below it is uncertain, and close to nothing."""

BURN_FREQUENCY = 3.1e98
"""P of the burn integral, per second, of Henriques and Moritz 1947; seen second-hand
only: not yet verified."""

BURN_ACTIVATION = 75_000.0
"""Activation energy over gas constant, in K, that belongs to BURN_FREQUENCY, from the same:
not yet verified. Many programs pair that frequency with 6.28e5 J/mol, which is about 75 530 K:
their burns take five times too long."""

BURN_FROM, BURN_TO = 44.0, 50.0
"""Temperatures in °C for which the burn integral holds; it counts nothing below the first."""

FIRST_DEGREE, SECOND_DEGREE = 0.53, 1.0
"""Burn integrals at which skin reddens, and at which it blisters (PTT-BOOK)."""

REGRESSION_SLOPE = -28.3
BURN_LINE, SAFE_LINE = 116.4, 113.4
"""Seconds = exp(slope x ln °C + line): the regression of Moritz and Henriques' exposures, for
burns and for exposures without harm (doi 10.1371/journal.pone.0254790, figure 2)."""

KELVIN = 273.15


@dataclass(frozen=True, slots=True)
class DoseScale:
    """How thermal dose counts: ``reference`` in °C, and the base R above and below it."""

    reference: float
    base_above: float
    base_below: float


@dataclass(frozen=True, slots=True)
class HeatLimits:
    """What skin may get: ``dose`` in CEM43 minutes, ``skin`` in °C, and how dose counts."""

    scale: DoseScale
    dose: float
    skin: float


@dataclass(frozen=True, slots=True)
class HeatMargin:
    """How far a spell stays below the limits; negative where it goes over.

    ``dose`` in CEM43 minutes, or None where the skin was too hot to count it; ``skin`` in °C.
    """

    dose: float | None
    skin: float


@dataclass(frozen=True, slots=True)
class HeatVerdict:
    """Whether a warm spell keeps within the limits, why not, and by how much."""

    ok: bool
    reasons: tuple[str, ...]
    margin: HeatMargin


def heat_limits(known: Knowledge) -> HeatLimits:
    """Return the course's limits of heat and its measure of dose, from its knowledge."""

    def number(name: str) -> float:
        return float(known.parameter(name).number)

    scale = DoseScale(
        reference=number("thermal-dose-reference"),
        base_above=number("thermal-dose-base-above"),
        base_below=number("thermal-dose-base-below"),
    )
    return HeatLimits(
        scale=scale, dose=number("thermal-dose-limit"), skin=number("surface-ceiling")
    )


def dose_rate(celsius: float, scale: DoseScale) -> float:
    """Return the CEM43 minutes that a minute at this skin temperature counts for.

    R^(reference - T), after Sapareto and Dewey (CEM-CODE, YARM11), from 15 to 51 °C. Raises
    OutOfRangeError outside that range.
    """
    within("skin temperature", celsius, COOLEST_DOSE, HOTTEST_DOSE, "°C")
    base = scale.base_above if celsius >= scale.reference else scale.base_below
    return float(base ** (scale.reference - celsius))


def cem43(trace: HeatTrace, scale: DoseScale) -> float:
    """Return the thermal dose of a skin temperature trace, in CEM43 minutes.

    The same source and range as for ``dose_rate``; between two samples the mean of their rates,
    a fair sum for samples a few seconds apart. Raises OutOfRangeError outside that range.
    """
    return _summed(trace, lambda celsius: dose_rate(celsius, scale)) / 60


def burn_rate(celsius: float) -> float:
    """Return how fast a burn grows, per second, at a basal temperature of 44 to 50 °C.

    P exp(-E/RT) of Henriques and Moritz, see ``BURN_FREQUENCY``; second degree is at a sum of 1.
    Raises OutOfRangeError outside that range: above it, use ``burn_seconds``.
    """
    within("basal skin temperature", celsius, BURN_FROM, BURN_TO, "°C")
    return BURN_FREQUENCY * math.exp(-BURN_ACTIVATION / (celsius + KELVIN))


def burn_integral(trace: HeatTrace) -> float:
    """Return the burn integral (no unit) of a basal temperature trace; 1 is second degree.

    By its definition it counts nothing below 44 °C, however long. Source as for ``burn_rate``.
    Raises OutOfRangeError if the trace goes above 50 °C.
    """
    return _summed(trace, lambda celsius: burn_rate(celsius) if celsius >= BURN_FROM else 0.0)


def burn_seconds(celsius: float) -> float:
    """Return after how many seconds steady skin burns, at 44 to 60 °C.

    The regression of Moritz and Henriques' exposures, see ``SAFE_LINE``. Raises OutOfRangeError
    outside that range.
    """
    within("skin temperature", celsius, BURN_FROM, 60, "°C")
    return math.exp(REGRESSION_SLOPE * math.log(celsius) + BURN_LINE)


def safe_seconds(celsius: float) -> float:
    """Return for how many seconds steady skin was found unharmed, at 43 to 60 °C.

    The lower line of the same regression, see ``SAFE_LINE``. The course's limit of dose is far
    stricter, and is what counts. Raises OutOfRangeError outside that range.
    """
    within("skin temperature", celsius, 43, 60, "°C")
    return math.exp(REGRESSION_SLOPE * math.log(celsius) + SAFE_LINE)


def heat_verdict(trace: HeatTrace, limits: HeatLimits) -> HeatVerdict:
    """Return whether a skin temperature trace keeps within *limits*, why not, and by how much.

    Skin above 51 °C fails without a number for its dose. Raises OutOfRangeError below 15 °C.
    A good verdict is no leave to use the towel: how hot a towel may be has a limit of its own,
    and a model's skin is never the client's.
    """
    dose = None if trace.peak > HOTTEST_DOSE else cem43(trace, limits.scale)
    reasons = []
    if trace.peak > limits.skin:
        reasons.append(
            f"The skin reaches {trace.peak:.1f} °C; {limits.skin:g} °C is the most it may reach."
        )
    if dose is None:
        reasons.append(f"Above {HOTTEST_DOSE:g} °C the thermal dose can no longer be counted.")
    elif dose > limits.dose:
        reasons.append(
            f"The thermal dose is {dose:.1f} minutes (CEM43); {limits.dose:g} are the most."
        )
    margin = HeatMargin(
        dose=None if dose is None else limits.dose - dose, skin=limits.skin - trace.peak
    )
    return HeatVerdict(ok=not reasons, reasons=tuple(reasons), margin=margin)


def _summed(trace: HeatTrace, rate: Callable[[float], float]) -> float:
    """Return the sum of *rate* over a trace: mean rate of two neighbours times the seconds."""
    rates = [rate(celsius) for celsius in trace.celsius]
    return sum(
        (later - earlier) * (one + other) / 2
        for (earlier, later), (one, other) in zip(
            pairwise(trace.seconds), pairwise(rates), strict=True
        )
    )
