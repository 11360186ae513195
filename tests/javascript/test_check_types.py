"""The type check of the widgets' scripts finds faults, and only faults."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def types() -> ModuleType:
    """Return the script that checks the types, with its checker installed."""
    spec = importlib.util.spec_from_file_location("check_types", HERE / "check_types.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.install_checker()
    return module


def test_the_type_check_passes_what_is_sound_and_names_every_fault(types: ModuleType) -> None:
    """A sound script passes; misspelt names, wrong values and a missing element do not."""
    sound = types.check(HERE / "fixtures" / "tsconfig.sound.json", capture_output=True, text=True)
    faulty = types.check(HERE / "fixtures" / "tsconfig.faulty.json", capture_output=True, text=True)
    lines = (HERE / "fixtures" / "faulty.js").read_text(encoding="utf-8").splitlines()
    expected = [number for number, line in enumerate(lines, start=1) if "; // " in line]
    found = [
        int(line.partition("(")[2].partition(",")[0])
        for line in faulty.stdout.splitlines()
        if "faulty.js(" in line
    ]

    assert sound.returncode == 0, sound.stdout
    assert faulty.returncode != 0
    assert expected == found
