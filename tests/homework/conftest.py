"""A homework folder as a student has it, and answers to lay into it."""

import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tableside.drills import Device, PressurePlan, Trace
from tableside.drills.simulated import EXPERT, simulate
from tableside.homework.desk import Desk
from tableside.homework.questions import Assignment, read_assignment
from tableside.knowledge import Knowledge, knowledge

PS0 = Path(__file__).parents[2] / "assignments" / "authoring" / "ps0-first-hand-in.toml"
NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def known() -> Knowledge:
    """Return what the course knows."""
    return knowledge()


@pytest.fixture
def ps0(known: Knowledge) -> Assignment:
    """Return the first assignment."""
    return read_assignment(PS0.read_text(encoding="utf-8"), known)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a student's folder with the questions of the first assignment."""
    place = tmp_path / "ps0-first-hand-in"
    place.mkdir()
    shutil.copyfile(PS0, place / "questions.toml")
    return place


@pytest.fixture
def desk(folder: Path, known: Knowledge) -> Desk:
    """Return the desk of a student who works at noon."""
    return Desk(folder, known, clock=lambda: NOON)


@pytest.fixture
def perfect_round() -> Trace:
    """Return a round that follows the plan exactly."""
    plan = PressurePlan()
    x, y = plan.target_zones()[0].spot
    samples = [
        (tick * 20.0, plan.target(tick / 50), *((x, y) if plan.target(tick / 50) else (None, None)))
        for tick in range(round(plan.seconds * 50) + 1)
    ]
    return Trace.of(samples, drill="hold-the-band", device=Device.MOUSE_DRAG)


@pytest.fixture
def expert_round() -> Trace:
    """Return a round as an expert presses it."""
    return simulate(PressurePlan(), EXPERT, random.Random(7), drill="hold-the-band")


@pytest.fixture
def answer_all(desk: Desk, perfect_round: Trace) -> Callable[[], None]:
    """Return a function that gives the reference answers."""

    def answer() -> None:
        desk.choose("safe-place", "low-beside-spine")
        desk.choose("tingling", "stop-and-ask")
        desk.arrange("order-the-steps", SAFE_ORDER)
        desk.keep_round("hold-the-band", perfect_round)
        desk.write("reflection", "Pain is a reason to stop and ask.")

    return answer


SAFE_ORDER = (
    "soak-towel",
    "body-straight",
    "hot-towel",
    "reapply-towel",
    "oils",
    "right-pressure",
    "breathe-and-pause",
    "spread-pressure",
    "lighter-after",
    "roll-off",
)

EVERY_KIND = Path(__file__).parent / "every-kind.toml"


@pytest.fixture
def every_kind(known: Knowledge) -> Assignment:
    """Return an assignment with a question of every kind."""
    return read_assignment(EVERY_KIND.read_text(encoding="utf-8"), known)


@pytest.fixture
def wide_desk(tmp_path: Path, known: Knowledge) -> Desk:
    """Return the desk of a student, Ana, who has a question of every kind before her."""
    place = tmp_path / "every-kind"
    place.mkdir()
    shutil.copyfile(EVERY_KIND, place / "questions.toml")
    desk = Desk(place, known, clock=lambda: NOON)
    desk.name_student("Ana")
    return desk
