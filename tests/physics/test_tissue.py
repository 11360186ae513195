"""Tissue stiffens, creeps and relaxes, and never gives back more than it got."""

import math
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.physics.quantity import Newton, OutOfRangeError
from tableside.physics.tissue import (
    FIRM,
    SOFT,
    TYPICAL,
    UNTOUCHED,
    Press,
    Tissue,
    creep_seconds,
    crept_depth,
    depth_on_table,
    depth_under,
    first_depth,
    force_at,
    in_series,
    pressed,
    pressing_force,
    relaxed_force,
    stored_energy,
    tangent_stiffness,
    work_done,
)

LINEAR = Tissue(2, 0, 1, 6)
tissues = st.builds(
    Tissue, st.floats(0.5, 10), st.just(0.0) | st.floats(1e-6, 0.3), st.floats(0, 10)
)
forces = st.floats(0, 275).map(Newton)
steps = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 30)), min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("tissue", "depths", "stiffnesses"),
    [
        (SOFT, (7.8, 20.4), (1.6, 3.4)),
        (TYPICAL, (5.3, 14.3), (2.3, 4.7)),
        (FIRM, (3.4, 9.6), (3.5, 6.5)),
    ],
)
def test_the_presets_stiffen_as_the_table_says(
    tissue: Tissue, depths: tuple[float, float], stiffnesses: tuple[float, float]
) -> None:
    """Depth and stiffness at 10 and 40 N."""
    forces = Newton(10), Newton(40)

    assert pytest.approx(depths, abs=0.06) == tuple(depth_under(tissue, f) for f in forces)
    assert pytest.approx(stiffnesses, abs=0.051) == tuple(
        tangent_stiffness(tissue, f) for f in forces
    )


def test_a_held_press_sinks_half_as_far_again() -> None:
    """Springs of 2 and 1 N/mm with 6 s: from 1 to 1.5, with a time constant of 9 s."""
    force = Newton(30)

    assert pytest.approx(10) == first_depth(LINEAR, force)
    assert pytest.approx(1.5) == depth_under(LINEAR, force) / first_depth(LINEAR, force)
    assert pytest.approx(9.0) == creep_seconds(LINEAR, force)


@given(force=forces, seconds=st.floats(0, 200))
def test_creep_of_tissue_that_does_not_stiffen_is_an_exponential(
    force: Newton, seconds: float
) -> None:
    """The textbook formula is the special case."""
    expected = force.value / 2 * (1 - math.exp(-seconds / 9) / 3)

    assert pytest.approx(expected, rel=1e-9) == crept_depth(LINEAR, force, seconds)


def test_a_held_depth_relaxes_to_the_main_spring() -> None:
    """Ten millimetres: 30 N at once, 20 + 10/e after 6 s, 20 N in the end."""
    actual = [relaxed_force(LINEAR, 10, seconds).value for seconds in (0, 6, 600)]

    assert pytest.approx([30, 20 + 10 / math.e, 20]) == actual


@given(tissue=tissues, force=forces)
def test_the_law_and_its_reverse_agree(tissue: Tissue, force: Newton) -> None:
    """From force to depth and back changes nothing."""
    assert (
        pytest.approx(force.value, rel=1e-9) == force_at(tissue, depth_under(tissue, force)).value
    )


@given(tissue=tissues, one=forces, other=forces)
def test_more_force_is_never_less_depth(tissue: Tissue, one: Newton, other: Newton) -> None:
    """Depth rises with force, at once and in the end."""
    light, heavy = sorted((one, other))

    assert depth_under(tissue, light) <= depth_under(tissue, heavy)
    assert first_depth(tissue, light) <= first_depth(tissue, heavy) + 1e-12


@given(tissue=tissues, force=forces, one=st.floats(0, 300), other=st.floats(0, 300))
def test_a_held_force_only_sinks_between_its_first_and_last_depth(
    tissue: Tissue, force: Newton, one: float, other: float
) -> None:
    """Creep goes one way, and stops."""
    early, late = sorted((one, other))
    path = [
        first_depth(tissue, force),
        crept_depth(tissue, force, early),
        crept_depth(tissue, force, late),
        depth_under(tissue, force),
    ]

    assert all(a <= b + 1e-9 for a, b in pairwise(path))


@given(tissue=tissues, force=forces, seconds=st.floats(0.1, 60))
def test_a_crept_depth_really_carries_its_force(
    tissue: Tissue, force: Newton, seconds: float
) -> None:
    """Following the creep in small steps, the force stays what it was."""
    press = pressed(tissue, UNTOUCHED, crept_depth(tissue, force, 0), 0)
    for step in range(1, 201):
        press = pressed(
            tissue, press, crept_depth(tissue, force, seconds * step / 200), seconds / 200
        )

    assert pytest.approx(force.value, rel=5e-3, abs=1e-6) == pressing_force(tissue, press).value


@given(tissue=tissues, share=st.floats(0, 1), seconds=st.floats(0, 60), parts=st.integers(1, 9))
def test_an_even_movement_may_be_cut_into_steps(
    tissue: Tissue, share: float, seconds: float, parts: int
) -> None:
    """The step is exact: many small ones end where the whole one ends, with the same work."""
    depth = share * depth_under(tissue, Newton(275))
    start = Press(0, 1.0)
    whole = pressed(tissue, start, depth, seconds)
    press, work = start, 0.0
    for part in range(1, parts + 1):
        work += work_done(tissue, press, depth * part / parts, seconds / parts)
        press = pressed(tissue, press, depth * part / parts, seconds / parts)

    assert pytest.approx(whole.branch_force, rel=1e-7, abs=1e-7) == press.branch_force
    assert pytest.approx(work_done(tissue, start, depth, seconds), rel=1e-7, abs=1e-7) == work


@given(tissue=tissues, path=steps)
def test_a_closed_path_never_gives_energy(tissue: Tissue, path: list[tuple[float, float]]) -> None:
    """Whatever the hand does, when it is back it has spent work, not won any."""
    deepest = depth_under(tissue, Newton(275))
    press, work, scale = UNTOUCHED, 0.0, 1.0
    for share, seconds in [*path, (0.0, 1.0)]:
        work += work_done(tissue, press, share * deepest, seconds)
        press = pressed(tissue, press, share * deepest, seconds)
        scale = max(scale, stored_energy(tissue, press))

    assert press.depth_mm == 0
    assert work >= stored_energy(tissue, press) - 1e-9 * scale


@given(tissue=tissues, share=st.floats(0, 1), branch=st.floats(-50, 50), step=steps)
def test_no_step_stores_more_than_the_work_put_in(
    tissue: Tissue, share: float, branch: float, step: list[tuple[float, float]]
) -> None:
    """Energy is lost on the way, never made, from any state and in any single step."""
    deepest = depth_under(tissue, Newton(275))
    press = Press(share * deepest, branch if tissue.branch > 0.01 else 0.0)
    target, seconds = step[0][0] * deepest, step[0][1]
    after = pressed(tissue, press, target, seconds)
    gained = stored_energy(tissue, after) - stored_energy(tissue, press)
    scale = 1 + stored_energy(tissue, after) + stored_energy(tissue, press)

    assert work_done(tissue, press, target, seconds) >= gained - 1e-9 * scale


def test_a_quick_cycle_warms_tissue_more_than_a_very_slow_one() -> None:
    """The model does lose energy: down and up within 6 s costs work."""

    def cost(seconds: float) -> float:
        down = work_done(TYPICAL, UNTOUCHED, 10, seconds)
        return down + work_done(TYPICAL, pressed(TYPICAL, UNTOUCHED, 10, seconds), 0, seconds)

    assert cost(6) > 10 * cost(1000) > 0


def test_a_quick_press_feels_stiffer_than_a_slow_one() -> None:
    """The second spring has no time to give."""
    quick, slow = (
        pressing_force(TYPICAL, pressed(TYPICAL, UNTOUCHED, 10, seconds)).value
        for seconds in (0.1, 100)
    )

    assert quick > slow > force_at(TYPICAL, 10).value


def test_a_padded_table_lowers_the_measured_stiffness() -> None:
    """Springs in series: two equal ones are half as stiff; a rigid table hardly changes it."""
    assert pytest.approx(5) == in_series(10, 10)
    assert pytest.approx(10, rel=0.02) == in_series(10, 1000)
    assert in_series(15, 60) < 15


@given(tissue=tissues, force=forces, table=st.floats(0.1, 1000))
def test_a_table_that_gives_lets_the_hand_sink_further(
    tissue: Tissue, force: Newton, table: float
) -> None:
    """The table adds its own depth."""
    assert depth_on_table(tissue, force, table) >= depth_under(tissue, force)


@pytest.mark.parametrize("newton", [-1, 276])
@pytest.mark.parametrize(
    "law",
    [depth_under, tangent_stiffness, first_depth, creep_seconds],
    ids=lambda law: law.__name__,
)
def test_forces_that_nobody_measured_are_refused(
    law: Callable[[Tissue, Newton], float], newton: float
) -> None:
    """From 0 to 275 N; the law is not drawn further."""
    with pytest.raises(OutOfRangeError, match="from 0 to 275 N"):
        law(TYPICAL, Newton(newton))


def test_depths_and_times_out_of_range_are_refused() -> None:
    """Neither above the skin, nor deeper than 275 N, nor backwards in time, nor for a day."""
    for depth in (-1, depth_under(TYPICAL, Newton(275)) + 0.01):
        with pytest.raises(OutOfRangeError, match="depth"):
            force_at(TYPICAL, depth)
    for seconds in (-1, 3601):
        with pytest.raises(OutOfRangeError, match="time"):
            pressed(TYPICAL, UNTOUCHED, 5, seconds)
    with pytest.raises(OutOfRangeError, match="stiffness"):
        Tissue(0)
