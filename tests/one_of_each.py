"""A small assignment with one question of every kind, made from the tests' file of questions."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EVERY_KIND = ROOT / "tests" / "homework" / "every-kind.toml"
ONE_OF_EACH = "one-of-each"

BUILD = """
import sys
from pathlib import Path

sys.path.insert(0, "tools")
from build_notebooks import graded

print(graded(Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8")))
"""

CELL = """
```{{code-cell}} ipython3
{code}
```
"""


def write_assignment(source: Path) -> None:
    """Write the assignment into the folder *source* of a course, as its builder makes it."""
    folder = source / ONE_OF_EACH
    folder.mkdir(parents=True)
    questions = folder / "questions.toml"
    questions.write_text(toml(), encoding="utf-8")
    page = folder / f"{ONE_OF_EACH}.md"
    page.write_text(myst(), encoding="utf-8")
    command = [sys.executable, "-c", BUILD, str(page), str(questions)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    page.unlink()
    (folder / f"{ONE_OF_EACH}.ipynb").write_text(done.stdout, encoding="utf-8")


def toml() -> str:
    """Return the first question of every kind; a single short round is asked of the drill."""
    head, *questions = EVERY_KIND.read_text(encoding="utf-8").split("[[question]]")
    kept = {_word("kind", each): each for each in reversed(questions)}
    text = "[[question]]".join([head.replace("every-kind", ONE_OF_EACH), *reversed(kept.values())])
    short = "hold_seconds = 3.0, release_seconds = 2.0, tail_seconds = 1.0 }"
    return text.replace("rounds = 2", "rounds = 1").replace(
        'lower-right"] }', f'lower-right"], {short}'
    )


def myst() -> str:
    """Return a page that asks every question, with a heading above each."""
    cells = ["from tableside.widgets.homework import ask, hand_in, progress\n\nprogress()"]
    cells += [f'ask("{name}")' for name in re.findall(r'^id = "(.+)"', toml(), re.MULTILINE)[1:]]
    kernel = "kernelspec: {display_name: Python 3 (ipykernel), language: python, name: python3}"
    head = f"---\njupytext: {{text_representation: {{format_name: myst}}}}\n{kernel}\n---\n# Test\n"
    asked = [f"\n## Part {n}\n{CELL.format(code=code)}" for n, code in enumerate(cells)]
    return head + "".join(asked) + CELL.format(code="hand_in()")


def _word(name: str, question: str) -> str:
    found = re.search(rf'^{name} = "(.+)"', question, re.MULTILINE)
    assert found
    return found[1]
