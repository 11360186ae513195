"""Every drill in Python: what its page is told, what it scores, and what it keeps over the days."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    Device,
    EventLog,
    PressurePlan,
    ProfilePlan,
    ReleasePlan,
    TaperPlan,
    TempoPlan,
    TowelPlan,
    Trace,
    needs,
    score_round,
    trace_to_float32,
)
from tableside.drills.scale_readings import score_readings
from tableside.drills.simulated import EXPERT, simulate_round
from tableside.knowledge.back_map import back_map
from tableside.widgets import drill as lesson
from tableside.widgets._drill_pages import round_shown
from tableside.widgets._practice_file import PracticeFile, practice_file
from tableside.widgets._recorded_drill import RecordedDrill

PLANS: dict[str, AnyPlan] = {
    "pressure": PressurePlan(),
    "profile": ProfilePlan(),
    "taper": TaperPlan(),
    "release": ReleasePlan(),
    "coverage": CoveragePlan(work_seconds=40.0),
    "balance": BalancePlan(work_seconds=20.0),
    "tempo": TempoPlan(together_seconds=15.0, alone_seconds=15.0),
    "towel": TowelPlan(),
    "breath": BreathPlan(rating=6),
}
LESSONS: tuple[Callable[..., RecordedDrill], ...] = (
    lesson.hold_drill,
    lesson.taper_drill,
    lesson.release_drill,
    lesson.coverage_drill,
    lesson.balance_drill,
    lesson.tempo_drill,
    lesson.breath_drill,
    lesson.towel_timer,
    lesson.second_towel_drill,
)
NAMES = [make.__name__ for make in LESSONS]


def played(plan: AnyPlan, seed: int = 1) -> tuple[Trace | None, EventLog | None]:
    """Return a round of a simulated expert."""
    return simulate_round(plan, EXPERT, random.Random(seed))


def send(
    drill: RecordedDrill, trace: Trace | None, events: EventLog | None, /, **meta: Any
) -> None:
    """Let the page's one message of a round arrive."""
    told: dict[str, Any] = {"recording": "one", "device": "mouse-drag", "feedback": "hidden"}
    if events is not None:
        told |= {
            "events": [[t, kind.value] for t, kind in events.events],
            "seconds": events.seconds,
            "pace": events.pace,
        }
    drill.set_state(
        {
            "trace_meta": {**told, **meta},
            "trace_bytes": memoryview(trace_to_float32(trace) if trace else b""),
        }
    )


@pytest.mark.parametrize("name", PLANS)
def test_a_round_of_every_plan_is_scored_kept_and_told(name: str) -> None:
    """Whatever the drill, the score is the catalogue's, and the hook gets all of the recording."""
    plan = PLANS[name]
    trace, events = played(plan)
    rounds: list[Any] = []
    drill = lesson.drill(plan, drill_id=name, on_round=lambda *given: rounds.append(given))
    send(drill, trace, events)
    expected = score_round(plan, trace, events)
    ((kept_trace, kept_events, score),) = rounds

    assert drill.error == ""
    assert score.points == pytest.approx(expected.points, abs=0.1)
    assert drill.result["verdict"] == "safe"
    assert (kept_trace is not None, kept_events is not None) == needs(plan)
    assert drill.last_score is score
    assert score.headline() in drill.as_text()


@pytest.mark.parametrize("name", PLANS)
def test_every_page_has_a_title_steps_and_its_whole_length(name: str) -> None:
    """No plan is without words, and none asks for what its page does not show."""
    plan = PLANS[name]
    shown = round_shown(plan)

    assert shown["title"]
    assert 3 <= len(shown["steps"]) <= 4
    assert shown["seconds"] == plan.seconds
    if not isinstance(plan, TowelPlan):
        assert [tuple(zone) for zone in shown["zones"]] == [tuple(zone) for zone in plan.zones]
        assert shown["phases"][-1]["until"] == plan.seconds
        assert all(each["say"] for each in shown["phases"])
        assert 0 < shown["keySpeed"] < 1


def test_each_drill_shows_what_it_is_about() -> None:
    """Band, beats, parts, sides, breath and buttons stand where they belong, and nowhere else."""
    about = {
        name: {"beats", "coverage", "sides", "breath", "acts", "follows"} & set(round_shown(plan))
        for name, plan in PLANS.items()
    }
    lined = {name for name, plan in PLANS.items() if round_shown(plan).get("profile")}

    assert lined == {"pressure", "profile", "taper", "release"}
    assert about == {
        "pressure": set(),
        "profile": {"follows"},
        "taper": {"follows"},
        "release": {"follows"},
        "coverage": {"coverage"},
        "balance": {"sides"},
        "tempo": {"beats"},
        "towel": set(),
        "breath": {"breath", "acts"},
    }


def test_a_gliding_press_is_safe_where_it_glides() -> None:
    """A mouse that glides through the plan's zones never presses harder than they allow."""
    for plan in PLANS.values():
        glide = round_shown(plan).get("glide")
        if glide is not None and not isinstance(plan, TowelPlan):
            assert glide <= min(plan.limit, *(plan.ceiling(zone) for zone in plan.target_zones()))


def test_the_painted_parts_are_the_region() -> None:
    """What is to be painted lies in the zones and covers their area to within a tenth."""
    plan = CoveragePlan()
    cells = round_shown(plan)["coverage"]["cells"]
    area = len(cells)
    fine = sum(
        zone.contains(x / 4, y / 4)
        for zone in plan.target_zones()
        for x in range(-60, 60)
        for y in range(200)
    )

    assert area == pytest.approx(fine / 16, rel=0.1)


def test_the_breath_wave_tightens_where_the_plan_says() -> None:
    """The breath stands still from the tightening until the pressure must be gone."""
    plan = BreathPlan()
    wave = dict(map(tuple, round_shown(plan)["breath"]["wave"]))

    assert wave[plan.tightens] == wave[plan.tightens + plan.release_seconds] == 0.5
    assert list(wave) == sorted(wave)
    assert max(wave) >= plan.seconds


@pytest.mark.parametrize("make", LESSONS, ids=NAMES)
def test_a_lesson_s_round_takes_20_to_90_seconds(make: Callable[..., RecordedDrill]) -> None:
    """One line in a cell shows a drill; the towel timer's usual pace keeps it short, too."""
    drill = make(practice=None)
    seconds = drill.round["seconds"] / drill.round.get("pace", 1)

    assert 20 <= seconds <= 90
    assert drill.as_text().endswith("No round has been done yet.")
    assert drill.history == {}


@pytest.mark.parametrize("make", LESSONS, ids=NAMES)
def test_a_lesson_keeps_its_rounds_over_days(
    make: Callable[..., RecordedDrill], tmp_path: Path
) -> None:
    """A new kernel on another day knows the best and the last round and the retests."""
    path = tmp_path / "practice.jsonl"
    first = make(practice=path)
    trace, events = played(first.plan)
    send(first, trace, events)
    practice_file.cache_clear()
    again = make(practice=path)

    assert first.history["lines"][0] == "Rounds kept so far: 1."
    assert again.history["lines"] == first.history["lines"]
    assert again.history["days"][0]["rounds"] == 1
    assert "Only a round in which nothing was shown" in again.history["lines"][-1]
    assert sum("Retest after" in line for line in again.history["lines"]) == 3
    send(again, *played(again.plan, seed=2), recording="two")
    assert "Your best round so far" in again.earlier["text"] or (
        "This is your best round" in again.earlier["text"]
    )


def test_rounds_that_were_shown_set_no_retest(tmp_path: Path) -> None:
    """Only blind rounds count: practice with the line shown brings no mark and no retest."""
    drill = lesson.hold_drill(practice=tmp_path / "practice.jsonl")
    trace, events = played(drill.plan)
    send(drill, trace, events, feedback="always")

    assert not any("Retest" in line or "blind round:" in line for line in drill.history["lines"])
    assert drill.history["days"][0]["blind"] == "none"


def test_a_retest_is_due_after_a_day(tmp_path: Path) -> None:
    """A drill passed blind is tried again after a day, a week and a month."""
    clock = [datetime(2026, 3, 1, 9, tzinfo=UTC)]
    file = PracticeFile(tmp_path / "practice.jsonl", clock=lambda: clock[0])
    practice_file.cache_clear()
    drill = lesson.hold_drill(practice=None)
    trace, events = played(drill.plan)
    send(drill, trace, events)
    assert drill.last_trace is not None
    file.keep("hold", drill.last_trace, None)
    clock[0] += timedelta(days=8)
    shown = lesson.hold_drill(practice=file.path)

    assert "Retest after 1 day: due now. Do a blind round." in shown.history["lines"]
    assert shown.history["summary"].endswith("a retest is due: do a blind round")


def test_a_broken_record_is_kept_aside_and_told(tmp_path: Path) -> None:
    """Nothing is lost, and the learner is told where it is."""
    path = tmp_path / "practice.jsonl"
    path.write_text('{"format": "tableside-practice"}\n', encoding="utf-8")
    practice_file.cache_clear()
    drill = lesson.hold_drill(practice=path)

    assert "practice-unreadable-1.jsonl" in drill.history["trouble"]
    assert (tmp_path / "practice-unreadable-1.jsonl").exists()
    send(drill, *played(drill.plan))
    assert drill.history["lines"][0] == "Rounds kept so far: 1."


def test_two_notebooks_share_one_record(tmp_path: Path) -> None:
    """A round that another kernel added is neither overwritten nor overlooked."""
    path = tmp_path / "practice.jsonl"
    one, other = PracticeFile(path), PracticeFile(path)
    plan = PressurePlan()
    one.keep("hold", played(plan)[0], None)
    other.keep("hold", played(plan, seed=2)[0], None)
    one.keep("hold", played(plan, seed=3)[0], None)

    assert [each.number for each in one.rounds()] == [1, 2, 3]
    assert (one.trouble, other.trouble) == ("", "")


def test_a_clock_that_was_set_back_breaks_nothing(tmp_path: Path) -> None:
    """The record stays readable, whatever the computer thinks the time is."""
    moments = iter([datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 1, tzinfo=UTC)])
    file = PracticeFile(tmp_path / "practice.jsonl", clock=lambda: next(moments))
    for seed in (1, 2):
        file.keep("hold", played(PressurePlan(), seed)[0], None)

    assert len(PracticeFile(file.path).rounds()) == 2


def test_a_round_sent_again_after_a_restart_is_kept_once(tmp_path: Path) -> None:
    """The page that heard no answer sends its round once more: that is no second round."""
    path = tmp_path / "practice.jsonl"
    for _ in range(2):
        practice_file.cache_clear()
        drill = lesson.towel_timer(practice=path)
        send(drill, *played(drill.plan))

    assert drill.history["lines"][0] == "Rounds kept so far: 1."


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """The score stands, and the learner hears that the round was not kept."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    drill = lesson.hold_drill(practice=tmp_path / "file" / "practice.jsonl")
    send(drill, *played(drill.plan))

    assert drill.result["status"] == "scored"
    assert drill.history["trouble"]


def test_the_towel_timer_is_scored_at_the_pace_that_was_chosen() -> None:
    """A pace that is offered is as good as any other; one that is not is refused."""
    drill = lesson.towel_timer(says=(), practice=None)
    for number, pace in enumerate((5.0, 7.0)):
        plan = TowelPlan(pace=pace)
        send(drill, *played(plan), recording=str(number))
        expected = "scored" if pace in drill.paces else "not-scored"
        assert drill.result["status"] == expected


def test_whoever_lay_there_is_judged_again_on_another_day(tmp_path: Path) -> None:
    """The log says who the client was, and a kept round is scored for that one and no other."""
    path = tmp_path / "practice.jsonl"
    drill = lesson.towel_timer(practice=path)
    plan = drill.planned({"client": 3})
    send(drill, *played(plan), client=3)
    practice_file.cache_clear()
    again = lesson.towel_timer(practice=path)

    assert plan.says[0].sign == "odd-skin"
    assert drill.last_events is not None
    assert drill.last_events.plan["says"] == [list(plan.says[0])]
    assert drill.last_score == again.score(None, drill.last_events)
    assert drill.round["clients"][0]["number"] == 0
    assert again.round["clients"][0]["number"] == 1


@pytest.mark.parametrize("client", [None, -1, 1.5, True, "4"])
def test_a_client_that_nobody_knows_is_the_plan_s_own(client: Any) -> None:
    """Nonsense from the page changes no score."""
    drill = lesson.towel_timer(practice=None)

    assert drill.planned({"client": client}) == drill.plan


@pytest.mark.parametrize(
    ("meta", "told"),
    [
        ({"events": 3}, "the recording's acts cannot be used"),
        ({"events": [[1, "dance"]]}, "dance"),
        ({"events": [["soon", "ask"]]}, "'soon' where a number belongs"),
        ({"seconds": None}, "None where a number belongs"),
        ({"pace": 100}, "pace"),
    ],
)
def test_acts_that_make_no_sense_are_told(meta: dict[str, Any], told: str) -> None:
    """No nonsense from the page becomes a score."""
    drill = lesson.towel_timer(practice=None)
    send(drill, *played(drill.plan), **meta)

    assert told in drill.error
    assert drill.result == {}


def test_a_kept_round_of_acts_is_shown_and_not_kept_again() -> None:
    """The kernel went away between keeping and answering: the round is no new one."""
    plan = TowelPlan()
    trace, events = played(plan)
    rounds: list[Any] = []
    drill = lesson.drill(plan, last=(trace, events), on_round=lambda *given: rounds.append(given))
    assert drill.result["status"] == "scored"
    send(drill, trace, events)

    assert rounds == []
    assert drill.answered == ["one"]


def test_readings_are_told_alike_everywhere() -> None:
    """What the page shows, what the text says and what the hook gets is one judgement."""
    plan = PressurePlan()
    spot = back_map().zone(plan.zones[0]).spot
    typed = Trace.of(
        [(1000.0 * number, 0.45, *spot) for number in range(3)],
        drill="hold",
        device=Device.SCALE_READING,
    )
    rounds: list[Any] = []
    drill = lesson.drill(plan, on_round=lambda *given: rounds.append(given))
    send(drill, typed, None, device="scale-reading")
    expected = score_readings(typed, plan)

    assert drill.result["headline"] == expected.headline() == rounds[0][2].headline()
    assert expected.headline() in drill.as_text()
    assert drill.result["status"] == "readings"
