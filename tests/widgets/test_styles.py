"""Stylesheets share one page, so no widget may restyle another's parts."""

import re
from collections import defaultdict
from pathlib import Path

from tableside.widgets import _base

SHEETS = sorted(Path(_base.__file__).parent.glob("*.css"))


def test_no_two_widgets_style_the_same_class() -> None:
    """A class belongs to one widget, or to the common stylesheet."""
    found = defaultdict(set)
    for sheet in SHEETS:
        for name in re.findall(r"\.(ts-[a-z-]+)", sheet.read_text(encoding="utf-8")):
            found[name].add(sheet.name)
    common = {name for name, sheets in found.items() if "_base.css" in sheets}

    assert len(SHEETS) > 5
    assert {name: sheets for name, sheets in found.items() if len(sheets) > 1}.keys() <= common
