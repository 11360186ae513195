"""Every lesson still shows what it showed when it was built (nbval, strict)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
VALIDATE = ROOT / "tools" / "validate_lessons.py"


# Every lesson is run, which a computer with other work on it does slowly.
@pytest.mark.timeout(1200)
def test_every_lesson_shows_what_it_showed() -> None:
    """Run from a clean kernel in another folder, every output is the one in the notebook."""
    done = subprocess.run(
        [sys.executable, str(VALIDATE), "--jobs", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_notebook_that_was_built_without_being_run_does_not_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without execution counts nbval compares nothing, and is content."""
    monkeypatch.syspath_prepend(str(VALIDATE.parent))
    import validate_lessons  # noqa: PLC0415 - a script beside the package

    lesson = tmp_path / "lesson.ipynb"
    cells = [nbformat.v4.new_code_cell("1 + 1", id="one")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), lesson)
    blank = validate_lessons.outcome([lesson], "1 passed in 0.1s")
    cells[0].execution_count = 1
    nbformat.write(nbformat.v4.new_notebook(cells=cells), lesson)

    assert not blank.sound
    assert "built without being run" in blank.said
    assert validate_lessons.outcome([lesson], ".\n1 passed in 0.1s\n").sound
    for said in ("1 failed in 0.1s", "1 failed, 1 passed in 0.1s", "", "no tests ran in 0.1s"):
        assert not validate_lessons.outcome([lesson], said).sound


def test_a_changed_constant_is_noticed(tmp_path: Path) -> None:
    """A drill that waits longer than it did makes the lesson fail."""
    library = tmp_path / "lib"
    shutil.copytree(ROOT / "lib", library, ignore=shutil.ignore_patterns("__pycache__"))
    plan = library / "tableside" / "drills" / "plan.py"
    text = plan.read_text(encoding="utf-8")
    assert "lead_seconds: Seconds = 2.0" in text
    changed = text.replace("lead_seconds: Seconds = 2.0", "lead_seconds: Seconds = 2.5")
    plan.write_text(changed, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(VALIDATE), "02"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "1 failed" in done.stdout
    assert "Cell outputs differ" in done.stdout
    assert "hold_drill()" in done.stdout
