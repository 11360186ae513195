"""What the terminal shows when a class is started: how to join, and how to teach."""

import segno

from tableside.classroom.store import ClassRecord

_HALVES = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}


def invitation(record: ClassRecord, address: str, teaching: str, *, lan: bool) -> list[str]:
    """Return the lines that say how to join, and how to teach."""
    where = "everybody in this network" if lan else "this computer only; --lan lets others join"
    return [
        *_picture(f"{address}/#{record.code}"),
        f"{record.title}: students open {address} and type {record.code}  ({where})",
        f"You teach at {teaching}",
        "Keep that second link to yourself. Stop with Ctrl+C: everything is kept.",
    ]


def _picture(text: str) -> list[str]:
    dots = [list(row) for row in segno.make(text, micro=False).matrix_iter(border=2)]
    if len(dots) % 2:
        dots.append([0] * len(dots[0]))
    return [
        "".join(_HALVES[bool(one), bool(other)] for one, other in zip(upper, lower, strict=True))
        for upper, lower in zip(dots[::2], dots[1::2], strict=True)
    ]
