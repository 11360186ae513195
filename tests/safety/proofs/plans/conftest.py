"""Let the proofs about plans import the formulas that lie beside them."""

import importlib.util
import sys
from pathlib import Path

import pytest

NAME = "plan_in_z3"

pytest.register_assert_rewrite(NAME)
spec = importlib.util.spec_from_file_location(NAME, Path(__file__).parent / f"{NAME}.py")
assert spec is not None
assert spec.loader is not None
sys.modules[NAME] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules[NAME])
