"""A trace laid on an even grid: straight between samples, and silent where nothing is known."""

import pytest

from tableside.drills import Device, Trace
from tableside.drills.even import even_looks, why_not_whole


def trace(*samples: tuple[float, float, float | None, float | None]) -> Trace:
    """Return a trace of these samples."""
    return Trace.of(samples, drill="a-drill", device=Device.PEN)


def test_between_two_samples_the_press_runs_straight() -> None:
    """A slow device loses nothing but detail."""
    looks = even_looks(trace((0, 0, 4, 20), (100, 0.5, 4, 20)), 0.1)

    assert looks.seconds == [0, 0.02, 0.04, 0.06, 0.08, 0.1]
    assert looks.press == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])


def test_the_place_is_where_the_hand_last_was() -> None:
    """A hand that moves is where its last sample saw it; one that lands is where it lands."""
    looks = even_looks(
        trace((0, 0, None, None), (20, 0.2, 4, 20), (60, 0.2, 5, 21), (100, 0, None, None)), 0.1
    )

    assert looks.places == [
        (4, 20),
        (4, 20),
        (4, 20),
        (5, 21),
        (5, 21),
        None,
    ]


def test_after_the_last_sample_nothing_is_known() -> None:
    """No press is invented for the time after the recording, nor beyond the plan."""
    assert even_looks(trace((0, 0, 4, 20), (40, 0.5, 4, 20)), 1).press == [0, 0.25, 0.5]
    assert len(even_looks(trace((0, 0, 4, 20), (400, 0.5, 4, 20)), 0.04).press) == 3
    assert even_looks(trace(), 1) == ([], [], [])


def test_a_whole_recording_has_no_complaint() -> None:
    """Thirty samples a second are enough."""
    steady = [(at * 33.0, 0.0, None, None) for at in range(31)]

    assert why_not_whole(trace(*steady), 1) == ""
    assert "stopped after 1.0 of 1.5 s" in why_not_whole(trace(*steady), 1.5)
    assert "a gap of 0.3 s at second 0.0" in why_not_whole(trace(*steady[9:]), 1)
