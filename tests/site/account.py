"""What one Python makes of the same inputs: run on the desktop and in the site's Python.

Finds its inputs in the folder /work, or in the one that is named as its first word, and prints
JSON: what came of recorded sessions, sessions by script, clients by seed, the clients of every
assignment, and recorded rounds.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from tableside.client import policies
from tableside.client.log import SessionLog
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.drills import AnyPlan, Trace, score_round
from tableside.drills.events import EventLog
from tableside.homework.asked import client_of, reasons_for
from tableside.homework.cards.draw import seed_for
from tableside.homework.cards.generate import Wanted, drawn_client
from tableside.homework.cards.vignette import vignette
from tableside.homework.items.clients import CardQuestion, DecisionQuestion
from tableside.homework.questions import read_assignment
from tableside.knowledge import knowledge

POLICIES = ("expert", "hurried", "dangerous")
SEEDS = 8
CLIENTS = 40
STUDENTS = ("ana", "bo", "chris", "dana")


def digest(content: object) -> str:
    """Return a digest of a value by the way it is written."""
    return hashlib.sha256(repr(content).encode()).hexdigest()


def recorded_sessions(
    folder: Path, outcome: Callable[[Session], str]
) -> dict[str, tuple[float, bool, str]]:
    """Return what comes of the recorded sessions."""
    found = {}
    for name in POLICIES:
        text = (folder / "golden" / f"{name}.json").read_text(encoding="utf-8")
        session = SessionLog.from_json(text).replay(knowledge())
        score = score_session(session)
        found[name] = (score.points, score.safe, outcome(session))
    return found


def scripted_sessions(outcome: Callable[[Session], str]) -> dict[str, str]:
    """Return what comes of sessions that are given here and now."""
    found = {}
    for name in POLICIES:
        for seed in range(SEEDS):
            session = Session(walk_in(seed, knowledge()), seed, knowledge())
            getattr(policies, name)(session)
            log = SessionLog.of(session).to_json()
            found[f"{name} {seed}"] = outcome(session) + digest(log)
    return found


def clients() -> dict[str, str]:
    """Return the clients who are drawn for several students, with their files as told."""
    drawn = (
        drawn_client(seed_for("ps1", "client", f"student-{number}"), Wanted(), knowledge())
        for number in range(CLIENTS)
    )
    return {str(each.seed): digest((each, vignette(each))) for each in drawn}


def cards(folder: Path) -> dict[str, str]:
    """Return what several students get in every question about a client of every assignment."""
    found = {}
    for file in sorted((folder / "assignments").glob("*.toml")):
        assignment = read_assignment(file.read_text(encoding="utf-8"), knowledge())
        for question in assignment.question:
            if not isinstance(question, CardQuestion):
                continue
            for student in STUDENTS:
                client = client_of(question, assignment, student, knowledge())
                asked = isinstance(question, DecisionQuestion)
                reasons = reasons_for(question, client, knowledge()) if asked else ()
                told = (client, vignette(client), reasons)
                found[f"{assignment.id} {question.id} {student}"] = f"{client.seed} {digest(told)}"
    return found


def rounds(folder: Path) -> dict[str, list[str]]:
    """Return the scores of the recorded rounds."""
    plans: TypeAdapter[AnyPlan] = TypeAdapter(AnyPlan)
    found = {}
    for file in sorted((folder / "rounds").glob("*.json")):
        kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        trace = Trace.from_json(kept["trace"]) if kept["trace"] else None
        events = EventLog.from_json(kept["events"]) if kept["events"] else None
        score = score_round(plans.validate_json(kept["plan"]), trace, events)
        found[file.stem] = [repr(score), score.as_text()]
    return found


def main(folder: Path) -> None:
    """Print the account."""
    shared: dict[str, Any] = {"hashlib": hashlib, "json": json}
    exec((folder / "outcome.py").read_text(encoding="utf-8"), shared)  # noqa: S102 - the test's own
    outcome = shared["outcome"]
    account = {
        "recorded sessions": recorded_sessions(folder, outcome),
        "scripted sessions": scripted_sessions(outcome),
        "clients": clients(),
        "cards": cards(folder),
        "rounds": rounds(folder),
    }
    print(json.dumps(account))  # noqa: T201 - its result


if __name__ == "__main__":
    main(Path("/work" if sys.platform == "emscripten" else sys.argv[1]))
