"""The browser's Python makes of every input exactly what the desktop's makes of it."""

import ast
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tableside.drills import (
    AnyPlan,
    BalancePlan,
    BreathPlan,
    CoveragePlan,
    PressurePlan,
    ProfilePlan,
    ReleasePlan,
    TaperPlan,
    TempoPlan,
    TowelPlan,
)
from tableside.drills.simulated import DANGEROUS, EXPERT, NOVICE, STUDENT, simulate_round
from tableside.site.headless import run_headless

HERE = Path(__file__).parent
CLIENT = HERE.parent / "client"
AUTHORED = HERE.parents[1] / "assignments" / "authoring"
LEARNERS = {"novice": NOVICE, "student": STUDENT, "expert": EXPERT, "dangerous": DANGEROUS}
PLANS: tuple[AnyPlan, ...] = (
    PressurePlan(),
    ProfilePlan(),
    TaperPlan(),
    ReleasePlan(),
    CoveragePlan(work_seconds=40.0, stay_seconds=20.0),
    BalancePlan(work_seconds=20.0),
    TempoPlan(together_seconds=15.0, alone_seconds=15.0),
    TowelPlan(),
    BreathPlan(rating=6),
)

pytestmark = pytest.mark.timeout(1800)  # the site is made in it, on however busy a computer


def write_inputs(folder: Path) -> None:
    """Write recorded sessions and rounds, and the digest that the recordings were made with."""
    shutil.copytree(CLIENT / "golden_sessions", folder / "golden")
    source = (CLIENT / "test_session_replay.py").read_text(encoding="utf-8")
    (function,) = (
        each
        for each in ast.parse(source).body
        if isinstance(each, ast.FunctionDef) and each.name == "outcome"
    )
    function.returns = None
    function.args.args[0].annotation = None
    imported = "from tableside.client.score import score_session\n"
    (folder / "outcome.py").write_text(imported + ast.unparse(function), encoding="utf-8")
    shutil.copytree(AUTHORED, folder / "assignments")
    (folder / "rounds").mkdir()
    for plan in PLANS:
        for name, learner in LEARNERS.items():
            trace, events = simulate_round(plan, learner, random.Random(7), rate_hz=30)
            kept = {
                "plan": plan.model_dump_json(),
                "trace": trace and trace.to_json(),
                "events": events and events.to_json(),
            }
            file = folder / "rounds" / f"{plan.kind}-{name}.json"
            file.write_text(json.dumps(kept), encoding="utf-8")


@pytest.fixture(scope="module")
def accounts(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any]:
    """Return what the desktop's Python makes of the same inputs, and the browser's."""
    inputs = tmp_path_factory.mktemp("inputs")
    write_inputs(inputs)
    program = HERE / "account.py"
    here = subprocess.run(
        [sys.executable, str(program), str(inputs)], capture_output=True, text=True, check=True
    )
    return json.loads(here.stdout), json.loads(run_headless(runtime, program, shown=inputs))


def test_recorded_sessions_replay_in_a_browser_to_what_was_recorded(
    accounts: tuple[Any, Any],
) -> None:
    """Points, verdict and a digest of everything that happened are those of the day."""
    golden = CLIENT / "golden_sessions" / "outcomes.json"

    assert accounts[1]["recorded sessions"] == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [("scripted sessions", 24), ("clients", 40), ("cards", 40), ("rounds", 36)],
)
def test_a_browser_gives_what_the_desktop_gives(
    accounts: tuple[Any, Any], kind: str, at_least: int
) -> None:
    """Sessions, clients and scores in every digit."""
    desktop, browser = (account[kind] for account in accounts)

    assert desktop == browser
    assert len(browser) >= at_least
