"""Several commands of nbgrader's in one program: loading it takes longer than most of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

_ONE_AFTER_ANOTHER = """
import json, os, sys
from nbgrader.apps import NbGraderApp
from traitlets.config import SingletonConfigurable

def forget(kind):
    kind._instance = None
    for each in kind.__subclasses__():
        forget(each)

for folder, *words in json.loads(sys.argv[1]):
    os.chdir(folder)
    NbGraderApp.launch_instance(words)
    forget(SingletonConfigurable)
"""


def nbgrader(*commands: tuple[Path | str, ...], home: Path | None = None) -> None:
    """Run nbgrader's *commands*, each a folder and words, as a user with a *home* of their own.

    Fails with what they said if one of them did.
    """
    # nbgrader starts a program called alembic, which lies beside this Python.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    about = {"PATH": path} | ({"HOME": str(home)} if home else {})
    done = subprocess.run(
        [sys.executable, "-c", _ONE_AFTER_ANOTHER, json.dumps(commands, default=str)],
        env=os.environ | about,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
