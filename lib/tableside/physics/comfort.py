"""How a press feels to a client: threshold of pain, sensation, rating, and soreness afterwards.

It shows why one force suits one client and hurts the next. It is a teaching model: no review
found reliable normal thresholds, and nothing here replaces asking the client and watching them.
Chance enters only through the ``random.Random`` that a caller passes in.
"""

import math
import random
from enum import StrEnum

from tableside.physics.pressure import force_for
from tableside.physics.quantity import Kilopascal, Newton, within

AREA_EXPONENT = math.log(406 / 205) / math.log(4)
"""How fast the threshold pressure falls as the contact broadens: about 0.49.

On the back it fell from 406 to 205 kPa between probes of 0.5 and 2 cm² (Pain 2003;106:471-80,
PMID 14659531).
"""

AREA_LEAST, AREA_MEASURED, AREA_MOST = 0.5, 2.0, 4.0
"""Square centimetres: measured between the first two, carried on to the third (course rule)."""

MEDIAN_WOMEN, MEDIAN_MEN = Kilopascal(300), Kilopascal(360)
"""Median thresholds under a probe of 1 cm² for virtual clients (course rule)."""

THRESHOLD_SPREAD = 0.43
"""Sigma of the log-normal spread between clients (course rule, from PMID 14659531)."""

SPREAD_MOST = 3.0
"""Virtual clients stay within so many sigmas of the median (course rule)."""

TOLERANCE = 2.5
"""Load at the most that a client bears, as a multiple of the threshold.

Rounded from 9.46 over 3.63 kg (Sci Rep, s41598-025-33514-5, table 1).
"""

COMFORTABLE_BELOW, STRONG_BELOW = 0.4, 0.8
"""Loads at which a press stops being comfortable, and nears pain (course rules).

In a study of pressure on the hand, discomfort of finger and palm began at 38 to 40 per cent of
the pain threshold ("Perception of Surface Pressure Applied to the Hand", seen second-hand).
"""

SENSATION_EXPONENT = 0.7
"""Growth of felt pressure with load (course rule; that study reports 0.66 to 0.78)."""

PAIN_AT_TOLERANCE = 8.0
"""Pain rating, 0 to 10, at the most that a client bears (course rule)."""

REPORT_NOISE = 0.7
"""Standard deviation, in points of 10, with which a client repeats a rating (course rule)."""

LOAD_MOST = 100.0
"""Largest load that the scales take; they end at 10 long before (course rule)."""

SORENESS_SECONDS = 120.0
"""Time constant in s with which a load one threshold above strong makes sore (course rule)."""

SORENESS_SHARE = 0.3
"""Share of the threshold that fully sore tissue has lost (course rule, not yet verified)."""


class AreaBasis(StrEnum):
    """What the threshold of pain for a contact area rests on."""

    MEASURED = "measured"
    CARRIED_ON = "carried on from smaller contacts"
    NOT_MODELLED = "not modelled: no threshold is known for this contact"


class Feeling(StrEnum):
    """What a client would call a press."""

    COMFORTABLE = "comfortable"
    STRONG = "strong but all right"
    EDGE = "at the edge of pain"
    PAIN = "painful"


def area_basis(area_cm2: float) -> AreaBasis:
    """Return whether a threshold is measured, carried on or unknown for 0.1 to 300 cm².

    A palm or a forearm is not modelled; say so to the learner instead of showing a number.
    """
    area = within("contact area", area_cm2, 0.1, 300, "cm²")
    if area < AREA_LEAST or area > AREA_MOST:
        return AreaBasis.NOT_MODELLED
    return AreaBasis.MEASURED if area <= AREA_MEASURED else AreaBasis.CARRIED_ON


def drawn_threshold(rng: random.Random, median: Kilopascal) -> Kilopascal:
    """Return one client's threshold in kPa under a probe of 1 cm², drawn around the median.

    Log-normal with ``THRESHOLD_SPREAD``, kept within three sigmas, in tenths of a kilopascal so
    that every computer draws the same client. The median is from 100 to 1000 kPa.
    """
    middle = within("median threshold", median.value, 100, 1000, "kPa")
    sigmas = max(-SPREAD_MOST, min(SPREAD_MOST, rng.gauss(0, 1)))
    return Kilopascal(round(middle * math.exp(THRESHOLD_SPREAD * sigmas), 1))


def adjusted_threshold(
    threshold: Kilopascal, *, history: float = 1.0, zone: float = 1.0, soreness: float = 0.0
) -> Kilopascal:
    """Return the threshold in kPa of this client in this zone today.

    ``history`` and ``zone`` are ratios from 0.3 to 1.5. For present back pain a caller
    passes ``pain-threshold-back-pain`` over ``pain-threshold-pain-free`` from knowledge (GB05);
    studies disagree, so it can be left out. No difference between left and right was found
    (Binderup et al. 2010, doi 10.1186/1471-2474-11-234).
    ``soreness`` is from 0 to 1, as ``soreness_after`` returns it.
    """
    kilopascal = within("threshold", threshold.value, 1, 5000, "kPa")
    ratio = within("ratio for history", history, 0.3, 1.5, "1")
    ratio *= within("ratio for the zone", zone, 0.3, 1.5, "1")
    return Kilopascal(kilopascal * ratio * (1 - SORENESS_SHARE * _sore(soreness)))


def pain_threshold(at_1cm2: Kilopascal, area_cm2: float) -> Kilopascal:
    """Return the mean pressure in kPa at which a contact of ``area_cm2`` begins to hurt.

    ``at_1cm2`` times A^-0.49; measured from 0.5 to 2 cm², carried on to 4 cm² (course rule),
    refused beyond (see ``area_basis``).
    """
    kilopascal = within("threshold", at_1cm2.value, 1, 5000, "kPa")
    area = within("contact area", area_cm2, AREA_LEAST, AREA_MOST, "cm²")
    return Kilopascal(kilopascal * math.pow(area, -AREA_EXPONENT))


def threshold_force(at_1cm2: Kilopascal, area_cm2: float) -> Newton:
    """Return the force in newton at which a contact begins to hurt; range: ``pain_threshold``."""
    return force_for(pain_threshold(at_1cm2, area_cm2), area_cm2)


def comfort_force(at_1cm2: Kilopascal, area_cm2: float) -> Newton:
    """Return the force in newton at which a press stops being comfortable (course rule)."""
    return Newton(COMFORTABLE_BELOW * threshold_force(at_1cm2, area_cm2).value)


def relative_load(pressure: Kilopascal, threshold: Kilopascal) -> float:
    """Return pressure over threshold: 1 is where pain begins.

    Valid from 0 to 100, for a threshold from 1 to 5000 kPa.
    """
    limit = within("threshold", threshold.value, 1, 5000, "kPa")
    return _load(pressure.value / limit)


def sensation(load: float) -> float:
    """Return how strong a load feels, 0 to 10: 10 (u / 2.5)^0.7, and 10 from 2.5 on.

    Course rule; the exponent follows reports for the hand. Valid for loads from 0 to 100.
    """
    return 10 * min(1.0, math.pow(_load(load) / TOLERANCE, SENSATION_EXPONENT))


def pain(load: float) -> float:
    """Return how much a load hurts, 0 to 10: nothing to load 1, 8 at load 2.5 (course rule).

    Valid for loads from 0 to 100.
    """
    slope = PAIN_AT_TOLERANCE / (TOLERANCE - 1)
    return max(0.0, min(10.0, slope * (_load(load) - 1)))


def feeling(load: float) -> Feeling:
    """Return the word for a load: comfortable under 0.4, strong under 0.8, edge to 1, then pain.

    The bounds are course rules. Valid for loads from 0 to 100.
    """
    value = _load(load)
    if value < COMFORTABLE_BELOW:
        return Feeling.COMFORTABLE
    if value < STRONG_BELOW:
        return Feeling.STRONG
    return Feeling.EDGE if value <= 1 else Feeling.PAIN


def reported_rating(rng: random.Random, rating: float, held_back: float = 0.0) -> int:
    """Return the whole number from 0 to 10 that a client says when asked.

    The true ``rating``, less what the client keeps back (``held_back``, 0 to 10 points), with
    ``REPORT_NOISE``: which is why a learner asks and also watches.
    """
    true = within("rating", rating, 0, 10, "of 10")
    hidden = within("points held back", held_back, 0, 10, "of 10")
    said = math.floor(true - hidden + rng.gauss(0, REPORT_NOISE) + 0.5)
    return max(0, min(10, said))


def soreness_after(soreness: float, load: float, seconds: float, fade_hours: float) -> float:
    """Return the soreness, 0 to 1, of a place after a load was held for ``seconds``.

    Load above "strong" adds soreness, ever more slowly towards 1; it fades with the time
    constant ``fade_hours`` (1 to 168 h; the caller reads it in knowledge). Course rule, not yet
    verified. Exact, so two halves of a hold add up to the whole. Valid to one week.
    """
    before = _sore(soreness)
    hold = within("time", seconds, 0, 7 * 24 * 3600, "s")
    fading = 1 / (3600 * within("fading time", fade_hours, 1, 168, "h"))
    growing = max(0.0, _load(load) - STRONG_BELOW) / SORENESS_SECONDS
    final = growing / (growing + fading)
    return final + (before - final) * math.exp(-(growing + fading) * hold)


def _load(value: float) -> float:
    return within("load over threshold", value, 0, LOAD_MOST, "1")


def _sore(value: float) -> float:
    return within("soreness", value, 0, 1, "1")
