#!/usr/bin/env python3
"""Write the page that shows what each lesson is for: objective, practice, question, competency.

    python tools/objectives.py            write course/authoring/95-reference-objectives.md
    python tools/objectives.py --check    write nothing, and say whether it is up to date

It is made from ``course/objectives.toml``; run ``tools/build_notebooks.py`` afterwards.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OBJECTIVES = ROOT / "course" / "objectives.toml"
PAGE = ROOT / "course" / "authoring" / "95-reference-objectives.md"

CALLS = {
    "ModelExplorer": "model with sliders",
    "SessionTable": "session table",
    "article_and_evidence": "the article beside the evidence",
    "back_map_picture": "back map",
    "balance_drill": "drill of both sides",
    "breath_drill": "breath and pause drill",
    "choose_the_oil": "oils for clients",
    "coverage_drill": "coverage drill",
    "draped_client_picture": "picture of draping",
    "expert_session": "an expert's session",
    "heat_budget_picture": "picture of the heat left",
    "hold_drill": "pressure drill",
    "heat_table": "table of who gets heat",
    "oil_limits_picture": "picture of the limits",
    "order_the_steps": "cards to put in order",
    "place_the_client": "positions for clients",
    "plan_the_towel": "towels for clients",
    "release_drill": "release drill",
    "rising_picture": "picture of rising",
    "screen_clients": "decisions on clients",
    "second_towel_drill": "drill of the second towel",
    "taper_drill": "taper drill",
    "tempo_drill": "tempo drill",
    "towel_timer": "towel timer",
    "what_do_you_do": "self-check on a sign",
    "where_to_press": "self-check on places",
}
"""What a call of a lesson's cell is for people."""

HEAD = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
lesson: {reference: true}
---

# Reference: what each lesson is for

Every objective of the course, with where it is practised and what examines it.
The competencies are the course's own reading of what professional bodies ask for.
None of these bodies has looked at this course.

```{code-cell} ipython3
from tableside.figures.safe_order import safe_order_picture
```

## The steps that it is all about

```{code-cell} ipython3
safe_order_picture()
```

## Objectives

"""

FOOT = "\nMore reference: [the sources](92-reference-sources.ipynb), "
FOOT += "[the words of this course](94-reference-glossary.ipynb).\n"


def main() -> int:
    """Write the page, or check it; return 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    check = parser.parse_args().check
    text = page(tomllib.loads(OBJECTIVES.read_text(encoding="utf-8"))["objective"])
    current = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if check and text != current:
        print("The page of objectives is not up to date: run python tools/objectives.py")
        return 1
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


def page(objectives: list[dict[str, Any]]) -> str:
    """Return the page's text."""
    return HEAD + "\n".join(_sections(objectives)) + FOOT


def _sections(objectives: list[dict[str, Any]]) -> Iterator[str]:
    for lesson, group in groupby(objectives, key=lambda each: str(each["lesson"])):
        yield f"### [{_title(lesson)}]({lesson}.ipynb)\n"
        yield "| You can | Practised with | Examined by | Competency |"
        yield "|---|---|---|---|"
        for each in group:
            practised = ", ".join(CALLS[call] for call in each["practised"])
            graded = ", ".join(each["graded"])
            competency = f"{each['competency']} ({', '.join(each['sources'])})"
            yield f"| {each['text']} | {practised} | {graded} | {competency} |"
        yield ""


def _title(lesson: str) -> str:
    text = (ROOT / "course" / "authoring" / f"{lesson}.md").read_text(encoding="utf-8")
    return next(line[2:] for line in text.splitlines() if line.startswith("# "))


if __name__ == "__main__":
    sys.exit(main())
