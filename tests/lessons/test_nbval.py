"""Every lesson still shows what it showed when it was built (nbval, strict)."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
LESSONS = sorted((ROOT / "course").glob("*.ipynb"))


def nbval(notebook: Path, folder: Path, *, library: Path | None = None) -> str:
    """Run a copy of *notebook* in *folder* under strict nbval and return what pytest said."""
    copy = folder / notebook.name
    shutil.copyfile(notebook, copy)
    environment = {**os.environ, "PYTHONPATH": str(library) if library else ""}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", copy.name],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("notebook", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_shows_what_it_showed(notebook: Path, tmp_path: Path) -> None:
    """Run from a clean kernel in another folder, every output is the one in the notebook."""
    cells = [
        each for each in nbformat.read(notebook, as_version=4).cells if each.cell_type == "code"
    ]
    said = nbval(notebook, tmp_path)

    assert re.search(rf"\b{len(cells)} passed", said), said
    # Without execution counts nbval compares nothing, and passes.
    assert all(each.execution_count for each in cells)


def test_a_changed_constant_is_noticed(tmp_path: Path) -> None:
    """A drill that waits longer than it did makes the lesson fail."""
    library = tmp_path / "lib"
    shutil.copytree(ROOT / "lib", library, ignore=shutil.ignore_patterns("__pycache__"))
    plan = library / "tableside" / "drills" / "plan.py"
    text = plan.read_text(encoding="utf-8")
    assert "lead_seconds: Seconds = 2.0" in text
    changed = text.replace("lead_seconds: Seconds = 2.0", "lead_seconds: Seconds = 2.5")
    plan.write_text(changed, encoding="utf-8")
    said = nbval(ROOT / "course" / "02-the-right-pressure.ipynb", tmp_path, library=library)

    assert "1 failed" in said
    assert "Cell outputs differ" in said
    assert "hold_drill()" in said
