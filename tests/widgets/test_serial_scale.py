"""What a load cell sends becomes readings, or is refused: the script alone, in a browser."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tableside.widgets import _base

SCRIPT = Path(_base.__file__).parent / "_serial_scale.js"


@pytest.fixture(scope="module")
def scale(browser: Browser) -> Iterator[Page]:
    """Yield a page that holds the script and nothing else."""
    page = browser.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    yield page
    page.close()


def taken(page: Page, *chunks: tuple[str, float]) -> dict[str, Any]:
    """Return what a reader makes of texts and the times at which they arrived."""
    found: dict[str, Any] = page.evaluate(
        """(chunks) => {
          const reader = scaleReader();
          const readings = chunks.flatMap(([text, at]) => reader.take(text, at));
          return { readings, ...reader.told };
        }""",
        [list(chunk) for chunk in chunks],
    )
    return found


def summed(body: str) -> str:
    """Return a line with its checksum."""
    total = 0
    for letter in body:
        total ^= ord(letter)
    return f"{body}*{total:02X}\n"


@pytest.mark.parametrize(
    ("line", "force"),
    [
        ("1000,512", 512),
        ("1000,-0.25", -0.25),
        ("1000, 512 ", 512),
        ("20,1.5,kg", 1.5),
        ("1.5,kg", 1.5),
        ("20,24.1,1.5,lbs", 1.5),
        ("1.5,kg,24.1,0.0,", 1.5),
    ],
)
def test_lines_of_both_protocols_are_read(scale: Page, line: str, force: float) -> None:
    """The course's own, and OpenScale's with and without time and temperatures."""
    found = taken(scale, ("\n" + line + "\n", 0))

    assert [reading["force"] for reading in found["readings"]] == [force]


@pytest.mark.parametrize(
    "line", ["7", "a,b", "1000,", "1000,1e5", "1000,nan", "-5,3", "99999999999,3", "x,kg", "1,2,3"]
)
def test_anything_else_is_refused_and_counted(scale: Page, line: str) -> None:
    """A number in a broken line is not believed."""
    found = taken(scale, (f"\n{line}\n1000,5\n", 0))

    assert (found["read"], found["refused"]) == (1, 1)


def test_remarks_and_half_a_first_line_are_no_faults(scale: Page) -> None:
    """Whoever begins to listen in the middle of a line has not met a bad one."""
    found = taken(scale, ("45,3\r\n#MF1,rate=80\r\n\r\n1000,5\r", 0), ("\n2000", 1), (",5\r\n", 2))

    assert (found["read"], found["refused"]) == (2, 0)


def test_a_checksum_is_held_to(scale: Page) -> None:
    """A line that says what it adds up to must."""
    found = taken(scale, ("\n" + summed("1000,5") + "2000,6*00\n" + "3000,7*zz\n", 0))

    assert [reading["force"] for reading in found["readings"]] == [5]
    assert found["refused"] == 2


def test_noise_without_an_end_does_not_pile_up(scale: Page) -> None:
    """The wrong speed makes one endless line; it is cut off and counted."""
    found = taken(scale, ("\n" + "\x00" * 500, 0), ("\n1000,5\n", 1))

    assert (found["read"], found["refused"]) == (1, 1)


def test_the_clock_goes_on_when_its_32_bits_begin_again(scale: Page) -> None:
    """71 minutes after the device was switched on nothing special happens."""
    last = 2**32 - 25_000
    chunks = [("\n", 0.0)]
    chunks += [(f"{(last + 12_500 * step) % 2**32},5\n", 1000 + 12.5 * step) for step in range(6)]
    times = [reading["t"] for reading in taken(scale, *chunks)["readings"]]

    assert [late - early for early, late in pairwise(times)] == [12.5] * 5


def test_a_device_that_was_restarted_starts_its_clock_anew(scale: Page) -> None:
    """A count that falls is no leap into the far future."""
    chunks = [("\n5000000,5\n", 1000.0), ("100,5\n", 2000.0), ("12600,5\n", 2012.5)]
    times = [reading["t"] for reading in taken(scale, *chunks)["readings"]]

    assert times == [1000, 2000, 2012.5]


def test_lines_that_arrive_in_bunches_keep_their_even_times(scale: Page) -> None:
    """Eight readings at once were not taken at once."""
    chunks = [("\n0,5\n", 100.0)]
    chunks += [
        ("".join(f"{12_500 * (8 * bunch + step)},5\n" for step in range(1, 9)), 100.0 * bunch + 207)
        for bunch in range(5)
    ]
    times = [reading["t"] for reading in taken(scale, *chunks)["readings"]]
    gaps = [late - early for early, late in pairwise(times)]

    assert gaps == pytest.approx([12.5] * 40, abs=0.02)


@given(
    steady=st.floats(1, 1000),
    spike=st.floats(-1e6, 1e6),
    where=st.integers(2, 7),
)
@settings(max_examples=40)
def test_one_spike_never_shows(scale: Page, steady: float, spike: float, where: int) -> None:
    """The middle of three readings is never the wild one."""
    forces = [round(steady, 3)] * 9
    forces[where] = round(spike, 3)
    lines = "".join(f"{1000 * step},{force:f}\n" for step, force in enumerate(forces))
    found = taken(scale, ("\n" + lines, 0))

    assert {reading["force"] for reading in found["readings"]} == {round(steady, 3)}


@given(text=st.text(st.characters(codec="ascii"), max_size=80), cut=st.integers(0, 80))
@settings(max_examples=60)
def test_no_text_breaks_the_reader_wherever_it_is_cut(scale: Page, text: str, cut: int) -> None:
    """Whatever comes, in whatever pieces, the next sound line is read."""
    whole = "\n" + text.replace("*", "") + "\n"
    pieces = [(whole[:cut], 0.0), (whole[cut:], 1.0), ("77,5\n", 2.0)]
    found = taken(scale, *pieces)

    assert found["read"] >= 1
    assert all(isinstance(reading["t"], int | float) for reading in found["readings"])


@given(
    zero=st.floats(-1e6, 1e6),
    slope=st.floats(10, 1e5) | st.floats(-1e5, -10),
    grams=st.lists(st.floats(50, 5000), min_size=2, max_size=2, unique=True),
    wrong=st.floats(0, 3),
)
@settings(max_examples=60)
def test_a_calibration_finds_the_slope_and_says_how_far_it_misses(
    scale: Page, zero: float, slope: float, grams: list[float], wrong: float
) -> None:
    """Exact masses miss by nothing; a mass that is not what it says shows in the residual."""
    newtons = [each / 1000 * 9.80665 for each in grams]
    masses = [
        {"grams": each, "force": zero + slope * newton}
        for each, newton in zip(grams, newtons, strict=True)
    ]
    line = scale.evaluate("([zero, masses]) => calibrated(zero, masses, 40)", [zero, masses])

    assert line["span"] == pytest.approx(40 * slope, rel=1e-4)
    assert line["residual"] == pytest.approx(0, abs=1e-3)

    masses[1]["force"] += slope * wrong
    line = scale.evaluate("([zero, masses]) => calibrated(zero, masses, 40)", [zero, masses])
    assert 0 <= line["residual"] <= wrong + 1e-3


def test_masses_that_change_nothing_calibrate_nothing(scale: Page) -> None:
    """An unplugged cell tells the same of every mass."""
    masses = [{"grams": 500, "force": 7}, {"grams": 1000, "force": 7}]

    assert scale.evaluate("(masses) => calibrated(7, masses, 40)", masses) is None
