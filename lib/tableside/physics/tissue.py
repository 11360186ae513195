"""How soft tissue answers a slow press: it stiffens with depth, sinks while held, and recovers.

The model is a standard linear solid with a stiffening main spring: beside that spring stands a
second one in series with a damper. It teaches what a hand feels. It claims no lasting change in
tissue, and it says nothing about the spine: the stiffness felt at the surface is no measure of
the stiffness inside (Nim et al. 2025, doi 10.1186/s12998-025-00615-x).
Units: millimetre, newton, second; so work comes out in millijoule.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from tableside.physics.quantity import Newton, within

FORCE_MOST = 275.0
"""Largest force in newton; pressing on the low back was measured so far.

Source: Lee, Latimer and Maher 1997, JMPT. The curves below that are course rules.
"""

SECONDS_MOST = 3600.0
"""Longest hold in seconds: an hour, more than any session (course rule)."""

BRANCH_SHARE = 0.5
"""Second spring over main spring, so that a held press sinks further (course rule)."""

RELAXATION_SECONDS = 6.0
"""Time constant of the second branch in seconds (course rule, not yet verified)."""

_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Tissue:
    """A piece of tissue: main spring, its stiffening, the second spring and its time constant.

    ``stiffness`` 0.1 to 30 and ``branch`` 0 to 30 in N/mm, ``stiffening`` 0 to 0.5 per mm,
    ``relaxation_s`` 0.1 to 600 s. Anything else raises ``OutOfRangeError``.
    """

    stiffness: float
    stiffening: float = 0.0
    branch: float = 0.0
    relaxation_s: float = RELAXATION_SECONDS

    def __post_init__(self) -> None:
        within("stiffness", self.stiffness, 0.1, 30, "N/mm")
        within("stiffening", self.stiffening, 0, 0.5, "1/mm")
        within("stiffness of the second spring", self.branch, 0, 30, "N/mm")
        within("relaxation time", self.relaxation_s, 0.1, 600, "s")


SOFT = Tissue(1.0, 0.06, BRANCH_SHARE * 1.0)
"""Relaxed, or with more fat (course rule)."""

TYPICAL = Tissue(1.5, 0.08, BRANCH_SHARE * 1.5)
"""Neither soft nor firm (course rule)."""

FIRM = Tissue(2.5, 0.10, BRANCH_SHARE * 2.5)
"""Firm, or guarded by the client (course rule)."""


@dataclass(frozen=True, slots=True)
class Press:
    """Where a press stands: its depth in mm, and the second branch's share of the force in N."""

    depth_mm: float = 0.0
    branch_force: float = 0.0


UNTOUCHED = Press()
"""Skin that nobody presses, long enough after the last press."""


def _force(force: Newton) -> float:
    return within("force", force.value, 0, FORCE_MOST, "N")


def _seconds(seconds: float) -> float:
    return within("time", seconds, 0, SECONDS_MOST, "s")


def _slow_depth(tissue: Tissue, force: float) -> float:
    if tissue.stiffening * force < 1e-9 * tissue.stiffness:
        return force / tissue.stiffness
    return math.log1p(tissue.stiffening * force / tissue.stiffness) / tissue.stiffening


def _slow_force(tissue: Tissue, depth_mm: float) -> float:
    if tissue.stiffening * depth_mm < 1e-9:
        return tissue.stiffness * depth_mm
    return tissue.stiffness * math.expm1(tissue.stiffening * depth_mm) / tissue.stiffening


def _depth(tissue: Tissue, depth_mm: float) -> float:
    return within("depth", depth_mm, 0, _slow_depth(tissue, FORCE_MOST), "mm")


def _crossing(rising: Callable[[float], float], target: float, low: float, high: float) -> float:
    """Return where a rising function meets ``target``, by halving a bracket that holds it."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < target else (low, middle)
    return (low + high) / 2


def depth_under(tissue: Tissue, force: Newton) -> float:
    """Return the depth in mm under a force held until nothing moves: ln(1 + a F / k0) / a.

    Valid from 0 to 275 N; raises ``OutOfRangeError`` outside.
    """
    return _slow_depth(tissue, _force(force))


def force_at(tissue: Tissue, depth_mm: float) -> Newton:
    """Return the force in newton that holds a depth in the end: (k0 / a) (e^(a x) - 1).

    The reverse of ``depth_under``, valid to the depth that 275 N reaches.
    """
    return Newton(_slow_force(tissue, _depth(tissue, depth_mm)))


def tangent_stiffness(tissue: Tissue, force: Newton) -> float:
    """Return the stiffness in N/mm felt at a force, pressing slowly: k0 + a F, from 0 to 275 N."""
    return tissue.stiffness + tissue.stiffening * _force(force)


def first_depth(tissue: Tissue, force: Newton) -> float:
    """Return the depth in mm at the first instant of a force, before anything sinks (0-275 N)."""
    newton = _force(force)

    def quick(depth_mm: float) -> float:
        return _slow_force(tissue, depth_mm) + tissue.branch * depth_mm

    return _crossing(quick, newton, 0.0, _slow_depth(tissue, newton))


def relaxed_force(tissue: Tissue, depth_mm: float, seconds: float) -> Newton:
    """Return the force in newton left on a depth reached at once and then held for ``seconds``.

    The main spring keeps its force; the second branch fades by e^(-t / tau). Valid to the depth
    that 275 N reaches and to one hour.
    """
    held = _depth(tissue, depth_mm)
    faded = tissue.branch * held * math.exp(-_seconds(seconds) / tissue.relaxation_s)
    return Newton(_slow_force(tissue, held) + faded)


def creep_seconds(tissue: Tissue, force: Newton) -> float:
    """Return the time constant in s with which a held force nears its last depth (0-275 N).

    tau (1 + k1 / (k0 + a F)): for tissue that does not stiffen, tau (k0 + k1) / k0.
    """
    return tissue.relaxation_s * (1 + tissue.branch / tangent_stiffness(tissue, force))


def crept_depth(tissue: Tissue, force: Newton, seconds: float) -> float:
    """Return the depth in mm after a constant force was held for ``seconds``.

    Exact, stiffening included: the time at which the main spring carries a given force has a
    closed form, and that is solved backwards. Valid from 0 to 275 N and to one hour.
    """
    newton, start = _force(force), _slow_force(tissue, first_depth(tissue, force))
    time = _seconds(seconds) / tissue.relaxation_s
    slope = tissue.stiffness + tissue.stiffening * newton
    ratio = tissue.branch / slope
    missing = max(0.0, newton - start)

    def carried(fading: float) -> float:
        return newton - missing * math.exp(-fading)

    def elapsed(fading: float) -> float:
        a, k0 = tissue.stiffening, tissue.stiffness
        gain = math.log((k0 + a * carried(fading)) / (k0 + a * start))
        return (1 + ratio) * fading + ratio * gain

    sunk = _slow_depth(tissue, carried(_crossing(elapsed, time, 0.0, time)))
    return min(sunk, _slow_depth(tissue, newton))


def _branch_share(tissue: Tissue, seconds: float) -> float:
    """Return the mean of e^(-t / tau) over a step; 1 for a step that takes no time."""
    spans = seconds / tissue.relaxation_s
    return -math.expm1(-spans) / spans if spans else 1.0


def pressed(tissue: Tissue, press: Press, depth_mm: float, seconds: float) -> Press:
    """Return the press after moving evenly to ``depth_mm`` within ``seconds`` (0 is a jolt).

    The step is exact for an even movement, so it is stable however long it is. Valid to the
    depth that 275 N reaches and to one hour.
    """
    target, duration = _depth(tissue, depth_mm), _seconds(seconds)
    kept = press.branch_force * math.exp(-duration / tissue.relaxation_s)
    gained = tissue.branch * _branch_share(tissue, duration) * (target - press.depth_mm)
    return Press(target, kept + gained)


def pressing_force(tissue: Tissue, press: Press) -> Newton:
    """Return the force in newton of a press; below 0 a real hand would have left the skin."""
    return Newton(_slow_force(tissue, _depth(tissue, press.depth_mm)) + press.branch_force)


def stored_energy(tissue: Tissue, press: Press) -> float:
    """Return the energy in mJ that the two springs of a press hold; it is never negative."""
    depth, a = _depth(tissue, press.depth_mm), tissue.stiffening
    bend = a * depth
    if bend < 1e-4:
        main = tissue.stiffness * depth**2 * (0.5 + bend / 6)
    else:
        main = tissue.stiffness * (math.expm1(bend) - bend) / a**2
    return main + (press.branch_force**2 / (2 * tissue.branch) if tissue.branch else 0.0)


def work_done(tissue: Tissue, press: Press, depth_mm: float, seconds: float) -> float:
    """Return the work in mJ that the hand does in the step that ``pressed`` describes.

    Around any closed path it is what the tissue turns into warmth, so it is never negative.
    """
    target, duration = _depth(tissue, depth_mm), _seconds(seconds)
    way = target - press.depth_mm
    share = _branch_share(tissue, duration)
    spans = duration / tissue.relaxation_s
    rising = (1 - share) / spans if spans > 1e-4 else 0.5 - spans / 6
    main = stored_energy(tissue, Press(target)) - stored_energy(tissue, Press(press.depth_mm))
    return main + way * (press.branch_force * share + tissue.branch * way * rising)


def in_series(tissue: float, table: float) -> float:
    """Return the stiffness in N/mm of tissue on a table that gives: 1 / (1/k + 1/k_table).

    Both from 0.1 to 1000 N/mm. A padded table lowers what a hand measures
    (padded against rigid table, n = 19: 2.86 N/mm lower; chiroindex.org, article 2368).
    """
    soft = within("stiffness of the tissue", tissue, 0.1, 1000, "N/mm")
    under = within("stiffness of the table", table, 0.1, 1000, "N/mm")
    return 1 / (1 / soft + 1 / under)


def depth_on_table(tissue: Tissue, force: Newton, table: float) -> float:
    """Return how far in mm a hand sinks in the end, tissue and table together.

    Valid from 0 to 275 N and for a table of 0.1 to 1000 N/mm.
    """
    under = within("stiffness of the table", table, 0.1, 1000, "N/mm")
    return depth_under(tissue, force) + force.value / under
