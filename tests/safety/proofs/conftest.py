"""Let the proofs import what lies beside them: the translation, the second reading, the proofs."""

import importlib.util
import sys
from pathlib import Path

HERE = Path(__file__).parent


def _load(name: str) -> None:
    """Import the module *name* of this folder under that name; test folders are no packages."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


PARTS = ("screen_in_z3", "second_reading", "screen_proofs", "weakenings", "z3_in_python")
for each in PARTS:
    _load(each)
