"""What the tests of the door share: the scripts that stand outside the package."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(script: str) -> ModuleType:
    """Return a script of the repository as a module."""
    path = ROOT / script
    name = f"tableside_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def root() -> Path:
    """Return the top folder of the repository."""
    return ROOT


@pytest.fixture
def start() -> ModuleType:
    """Return start.py, loaded anew."""
    return load("start.py")


@pytest.fixture
def check() -> ModuleType:
    """Return tools/check.py, loaded anew."""
    return load("tools/check.py")
