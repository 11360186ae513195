"""A student's client comes back the same, whatever order Python keeps its sets in that day."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

CARDS = """
import sys
from pathlib import Path
from account import cards
print(cards(Path(sys.argv[1])))
"""


def test_every_client_and_its_options_come_back_in_another_process(tmp_path: Path) -> None:
    """Sets are walked through in another order in every process."""
    (tmp_path / "assignments").symlink_to(ROOT / "assignments" / "authoring")
    found = set()
    for order in ("1", "2", "5"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": order,
            "PYTHONPATH": str(ROOT / "tests" / "site"),
        }
        words = [sys.executable, "-c", CARDS, str(tmp_path)]
        done = subprocess.run(
            words, env=environment, check=True, capture_output=True, text=True, timeout=120
        )
        found.add(done.stdout)

    assert len(found) == 1
    assert "practical next-client bo" in found.pop()
