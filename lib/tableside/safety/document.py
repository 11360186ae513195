"""Read TOML or JSON text that people have typed, and tell of every line that is neither."""

import json
import re
import tomllib
from collections.abc import Iterable
from typing import Any

from tableside.knowledge.entry import Fault

_LINE = re.compile(r"\(at line (\d+), column \d+\)$")

_MOST_FAULTS = 20
"""A text with more lines at fault is something else than an intake, and is given up."""


def read_document(text: str, *, file: str, example: str) -> tuple[dict[str, Any], list[Fault]]:
    """Return what the sound lines of *text* say, and the faults of the others.

    Text that begins with ``{`` is JSON, all other text is TOML. A key that stands twice is a
    fault, because nobody can know which of the two was meant. *example* shows how a line is
    written.
    """
    text = text.removeprefix("\ufeff")
    try:
        if text.lstrip().startswith("{"):
            return _read_json(text, file=file)
        return _read_toml(text, file=file, example=example)
    except RecursionError:
        return {}, [_fault(file, "", "it is nested too deeply; one line for each answer is enough")]


def _read_json(text: str, *, file: str) -> tuple[dict[str, Any], list[Fault]]:
    faults = []

    def once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                faults.append(_fault(file, key, "it stands here twice; keep one of them"))
            found.setdefault(key, value)
        return found

    try:
        return json.loads(text, object_pairs_hook=once), faults
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}"
        return {}, [_fault(file, place, f"it is not JSON ({error.msg}); mend that line first")]
    except ValueError:
        return {}, [_fault(file, "", "it holds a number of thousands of digits; take it out")]


def _read_toml(text: str, *, file: str, example: str) -> tuple[dict[str, Any], list[Fault]]:
    """Leave out each line that is at fault and read on, so that the rest is judged as well."""
    lines = text.replace("\r\n", "\n").split("\n")
    faults: list[Fault] = []
    while True:
        try:
            # The last line gets its end as well, or an error in it has no number.
            return tomllib.loads("\n".join([*lines, ""])), faults
        except tomllib.TOMLDecodeError as error:
            where = _LINE.search(str(error))
            number = int(where[1]) if where else 0
            known = 0 < number <= len(lines) and lines[number - 1]
            if not known or len(faults) == _MOST_FAULTS:
                return {}, [*faults, _fault(file, "", f"it is not TOML ({error}); mend it first")]
            fault = _toml_fault(error, number, lines[number - 1], file=file, example=example)
            faults.append(fault)
            lines[number - 1] = ""
        except ValueError:
            return {}, [_fault(file, "", "it holds a number of thousands of digits; take it out")]


def _toml_fault(
    error: tomllib.TOMLDecodeError, number: int, line: str, *, file: str, example: str
) -> Fault:
    place = f"line {number}"
    key = line.partition("=")[0].strip()
    if str(error).startswith(("Cannot overwrite", "Cannot declare")):
        return _fault(file, place, f"{key} stands a second time; keep one of them")
    reason = _LINE.sub("", str(error)).strip()
    return _fault(file, place, f"this is not TOML ({reason}); write it like {example}")


def _fault(file: str, field: str, expected: str) -> Fault:
    return Fault(file=file, entry="", field=field, value="", expected=expected)
