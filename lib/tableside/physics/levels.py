"""Which level of Walton's pressure scale a force stands for, through a contact of some size.

A course rule throughout: the scale is told in words, and nobody has measured its forces.
"""

import math

from tableside.knowledge.library import Knowledge
from tableside.physics.comfort import (
    AREA_EXPONENT,
    AREA_MOST,
    threshold_force,
)
from tableside.physics.quantity import Kilopascal, Newton, within

FIRMEST = 5
"""The last level of the scale."""


def contact_area(contact: str, known: Knowledge) -> float:
    """Return the middle of the area in cm² that the course estimates for a contact."""
    return sum(known.contact(contact).cm2) / 2


def level_forces(area_cm2: float, known: Knowledge) -> tuple[float, ...]:
    """Return the forces in N from which on a contact of 0.5 to 300 cm² presses at level 1 to 5.

    The bounds are those of a palm (``palm-force-level-1`` and on), scaled as the threshold of
    pain is: with the area to the power of 0.51.
    """
    area = within("contact area", area_cm2, 0.5, 300, "cm²")
    share = math.pow(area / contact_area("palm", known), 1 - AREA_EXPONENT)
    lows = (known.parameter(f"palm-force-level-{level}").span[0] for level in _LEVELS)
    return tuple(low * share for low in lows)


def walton_level(force: Newton, area_cm2: float, known: Knowledge) -> int:
    """Return the level, 0 to 5, of a force through a contact; 0 rests or glides over."""
    return sum(force.value >= bound for bound in level_forces(area_cm2, known))


def level_force(level: int, area_cm2: float, known: Knowledge) -> Newton:
    """Return the force in N in the middle of a level, 0 to 5, in whole newtons where it can be."""
    within("Walton level", level, 0, FIRMEST, "level")
    bounds = level_forces(area_cm2, known)
    low = bounds[level - 1] if level else 0.0
    high = bounds[level] if level < FIRMEST else 1.5 * bounds[-1]
    return Newton(round((low + high) / 2, 1))


def painful_force(at_1cm2: Kilopascal, area_cm2: float) -> Newton:
    """Return the force in N at which a contact begins to hurt, of broad hands too.

    To 4 cm² it is ``comfort.threshold_force``. For broader contacts nothing was measured; the
    course goes on along the same curve (course rule), so that a palm hurts nobody by itself.
    """
    if area_cm2 <= AREA_MOST:
        return threshold_force(at_1cm2, area_cm2)
    broader = within("contact area", area_cm2, AREA_MOST, 300, "cm²") / AREA_MOST
    edge = threshold_force(at_1cm2, AREA_MOST).value
    return Newton(edge * math.pow(broader, 1 - AREA_EXPONENT))


_LEVELS = range(1, FIRMEST + 1)
