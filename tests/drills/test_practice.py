"""The practice record holds together, or says in which line it does not."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tableside.drills import Device, EventKind, EventLog, Feedback, Trace
from tableside.drills.practice import BEFORE_THE_FIRST, PracticeError, append, read

START = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
TRACE = Trace.of([(0, 0.0, 4, 20), (16, 0.3, 4, 20)], drill="hold", device=Device.PEN)
LOG = EventLog.of([(1, EventKind.LAY_ON)], drill="towel", seconds=5)


def record(rounds: int) -> str:
    """Return a record of so many rounds, one a day."""
    text = ""
    for number in range(rounds):
        text = append(text, drill="hold", when=START + timedelta(days=number), trace=TRACE)
    return text


def changed(text: str, line: int, **entries: object) -> str:
    """Return a record with entries of one line changed, counted from 1."""
    lines = text.splitlines()
    lines[line - 1] = json.dumps({**json.loads(lines[line - 1]), **entries})
    return "\n".join(lines) + "\n"


@given(st.integers(0, 8))
def test_what_was_appended_is_read(rounds: int) -> None:
    """In order, with its numbers, and with nothing cut off."""
    found = read(record(rounds))

    assert [each.number for each in found.rounds] == list(range(1, rounds + 1))
    assert all(each.trace == TRACE for each in found.rounds)
    assert found.cut_off == ""


def test_the_first_line_holds_on_to_nothing_and_the_next_to_the_first() -> None:
    """A chain of SHA-256."""
    first, second = read(record(2)).rounds

    assert first.before == BEFORE_THE_FIRST
    assert second.before != BEFORE_THE_FIRST


def test_a_log_and_a_blind_round_are_kept_too() -> None:
    """A round is blind if all that was recorded of it is."""
    blind = TRACE.model_copy(update={"feedback": Feedback.HIDDEN})
    text = append("", drill="towel", when=START, events=LOG)
    text = append(text, drill="hold", when=START, trace=blind)
    text = append(text, drill="breath", when=START, trace=blind, events=LOG)

    assert [each.blind for each in read(text).rounds] == [False, True, False]
    assert read(text).rounds[0].events == LOG


@given(st.integers(1, 400))
def test_a_line_cut_off_by_a_loss_of_power_costs_only_itself(cut: int) -> None:
    """Everything before it is read, and the next round takes its place."""
    whole, longer = record(3), record(4)
    torn = longer[: len(whole) + min(cut, len(longer) - len(whole) - 2)]
    found = read(torn)

    assert len(found.rounds) == 3
    assert found.cut_off == torn[len(whole) :]
    assert append(torn, drill="hold", when=START + timedelta(days=3), trace=TRACE) == longer


def test_a_missing_last_newline_is_no_cut() -> None:
    """Editors take it away; the line is whole."""
    text = record(2)

    assert read(text.rstrip("\n")) == read(text)
    assert append(text.rstrip("\n"), drill="hold", when=START + timedelta(2), trace=TRACE) == (
        record(3)
    )


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("\n".join(record(3).splitlines()[1:]) + "\n", 1, "a line was changed, taken out or put"),
        ("\n".join(record(3).splitlines()[::2]) + "\n", 2, "a line was changed, taken out or put"),
        (changed(record(3), 2, drill="other"), 3, "does not follow the one above it"),
        (changed(record(3), 2, version=2), 2, "is of version 2, and this course reads version 1"),
        (changed(record(3), 1, format="other"), 1, 'does not say "format"'),
        (changed(record(1), 1, number=7), 1, "says that it is number 7"),
        (changed(record(1), 1, when="2026-03-14T09:30:00"), 1, "write the time in UTC"),
        (changed(record(1), 1, score=100), 1, "score: Extra inputs are not permitted"),
        (record(1) + "rubbish\n" + record(1), 2, "it is not JSON"),
        (record(1) + "\n", 2, "it is not JSON"),
        (
            changed(
                record(1),
                1,
                trace={
                    **json.loads(TRACE.to_json()),
                    "samples": [[n / 2, 0, 4, 20] for n in range(1002)],
                },
            ),
            1,
            "no device reports so often",
        ),
        (changed(record(1), 1, trace={**json.loads(TRACE.to_json()), "version": 3}), 1, "version"),
    ],
)
def test_what_cannot_be_believed_is_refused_by_its_line(text: str, line: int, told: str) -> None:
    """The words say what is wrong and what to do."""
    with pytest.raises(PracticeError) as refused:
        read(text)

    assert refused.value.line == line
    assert told in str(refused.value)
    assert "keep the file" in str(refused.value)


def test_rounds_do_not_run_backwards() -> None:
    """A round cannot be older than the one before it."""
    text = append(record(2), drill="hold", when=START, trace=TRACE)

    with pytest.raises(PracticeError, match=r"line 3 .* is older than the one above it"):
        read(text)


def test_a_time_without_its_zone_is_refused_when_writing() -> None:
    """Nobody guesses which noon it was."""
    with pytest.raises(PracticeError, match="write the time in UTC"):
        append("", drill="hold", when=START.replace(tzinfo=None), trace=TRACE)
    with pytest.raises(PracticeError, match="write the time in UTC"):
        append("", drill="hold", when=START.astimezone(timezone(timedelta(hours=2))), trace=TRACE)
