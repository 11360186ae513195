"""The contracts that keep the rooms apart hold, and would break if someone crossed them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("errors", "import tomllib", ()),
        ("knowledge/entry", "import numpy", ("Rules need no notebook",)),
        ("homework/folder", "from nbformat import v4", ("Rules need no notebook",)),
        ("widgets/_base", "import tableside.grading", ("Arrows point one way",)),
        ("figures/picture", "import tableside.widgets", ("Arrows point one way",)),
    ],
)
def test_an_import_against_the_arrows_is_found(
    root: Path, tmp_path: Path, module: str, line: str, broken: tuple[str, ...]
) -> None:
    """Each contract is broken by what it forbids, and by nothing else."""
    shutil.copytree(root / "lib", tmp_path / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    with (tmp_path / "lib" / "tableside" / f"{module}.py").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "lib")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == int(bool(broken)), done.stdout
    assert all(f"{contract} BROKEN" in done.stdout for contract in broken)
