"""Record whole sessions for the tests of replay; run it when a model or a rule was changed.

python tests/client/record_golden.py
"""

import json

from test_session_replay import GOLDEN, outcome

from tableside.client import policies
from tableside.client.log import SessionLog
from tableside.client.score import score_session
from tableside.client.session import Session
from tableside.client.walk_in import walk_in
from tableside.knowledge import knowledge

SEEDS = {"expert": 29, "hurried": 12, "dangerous": 3}


def record() -> None:
    """Write the logs, and what comes of each."""
    GOLDEN.mkdir(exist_ok=True)
    outcomes = {}
    for name, seed in SEEDS.items():
        session = Session(walk_in(seed, knowledge()), seed, knowledge())
        getattr(policies, name)(session)
        text = SessionLog.of(session).to_json()
        (GOLDEN / f"{name}.json").write_text(text + "\n", encoding="utf-8")
        score = score_session(session)
        outcomes[name] = [score.points, score.safe, outcome(session)]
    text = json.dumps(outcomes, indent=1)
    (GOLDEN / "outcomes.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
