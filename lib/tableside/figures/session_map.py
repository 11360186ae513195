"""The back map of a session: how long and how hard each zone was worked on, and the towel."""

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Polygon, Rectangle

from tableside.client.debrief import clock
from tableside.figures.back_map import draw_body
from tableside.figures.session_account import Account, Pressing
from tableside.figures.session_sheet import (
    HANDS,
    HEAT,
    INK,
    LINE,
    QUIET,
    SMALL,
    UNSAFE,
    Sheet,
    cut,
    lines,
)
from tableside.figures.towel_run import dose_text
from tableside.knowledge.back_map import Point, Side, Zone
from tableside.safety.areas import sideless

FRAME = (-21.0, 21.0, 42.6, -0.8)
"""Left, right, bottom and top of the drawn part of the map, in its centimetres."""

HIGH = 3.9
"""Inches that the map is high."""

LABEL_HIGH, LABEL_WIDE = 2.1, 6.6
"""Room that the label of a zone takes, in the map's centimetres."""

KEY = (
    "In a zone: how long hands worked; the darker, the more pressing. Hatched, with ✕: unsafe "
    "work. Broken line: where a hot towel lay."
)
"""How to read the map."""


def draw_map(sheet: Sheet, account: Account, *, left: float, top: float, width: float) -> float:
    """Draw the map of a session and the table under it; return where it ends, in inches."""
    centre = left + width / 2
    for x, words in ((left, "client's left"), (centre - 0.2, "head ↑")):
        sheet.write(x, top, words, weight="bold")
    sheet.write(left + width - 1.05, top, "client's right", weight="bold")
    axes = sheet.axes(left, top + 0.2, width, HIGH)
    axes.set(xlim=FRAME[:2], ylim=FRAME[2:], aspect="equal")
    axes.axis("off")
    skin = draw_body(axes)
    pressings = {each.zone.id: each for each in account.pressings}
    most = max((each.newton_seconds for each in pressings.values()), default=0.0)
    for zone in account.session.known.zones:
        _draw_zone(axes, zone, pressings.get(zone.id), most=most, clip=skin)
    _draw_towel(axes, account)
    for (x, y), each in _places(tuple(pressings.values())):
        _label(axes, x, y, each)
    top += HIGH + 0.25
    for line in lines(KEY, width, most=2):
        sheet.write(left, top, line, colour=QUIET)
        top += LINE
    return _table(sheet, account, left=left, top=top + 0.3 * LINE, width=width)


def _draw_zone(
    axes: Axes, zone: Zone, got: Pressing | None, *, most: float, clip: PathPatch
) -> None:
    edge, face, hatch = "#8a8f95", "none", ""
    if got is not None:
        share = got.newton_seconds / most if most else 0.0
        face = f"{HANDS}{round(40 + 120 * share):02x}"
        edge, hatch = (UNSAFE, "xxx") if got.unsafe else (HANDS, "")
    # Tint and hatching apart: matplotlib would draw the hatching as pale as the tint.
    for tint, hatched in ((face, ""), ("none", hatch)):
        area = Polygon(
            zone.polygon,
            facecolor=tint,
            edgecolor=edge,
            hatch=hatched,
            hatch_linewidth=0.8,
            linewidth=1.4 if got else 0.6,
        )
        axes.add_patch(area)
        area.set_clip_path(clip)


def _draw_towel(axes: Axes, account: Account) -> None:
    if not account.towels:
        return
    norms = account.session.scene.norms
    under = [zone for zone in norms.zones.values() if sideless(zone) in norms.under_towel]
    along, across = zip(*(point for zone in under for point in zone.polygon), strict=True)
    colour = UNSAFE if account.unsafe_heat else HEAT
    axes.add_patch(
        Rectangle(
            (min(along), min(across)),
            max(along) - min(along),
            max(across) - min(across),
            facecolor="none",
            edgecolor=colour,
            linewidth=2,
            linestyle=(0, (5, 3)),
        )
    )
    words = ("✕ " if account.unsafe_heat else "") + "hot towel " + clock(heat_seconds(account))
    axes.text(
        0, max(across) + 1.5, words, color=colour, fontsize=SMALL, weight="bold", ha="center",
        va="center",
    )  # fmt: skip


def heat_seconds(account: Account) -> int:
    """Return how many seconds a towel lay on the skin."""
    return account.session.state.heat_seconds


def _places(pressings: tuple[Pressing, ...]) -> Iterator[tuple[Point, Pressing]]:
    """Yield where the label of each zone goes: at its spot, or lower where another one lies."""
    taken: list[Point] = []
    for each in pressings:
        x, y = each.zone.spot
        while below := [
            other_y + LABEL_HIGH
            for other_x, other_y in taken
            if abs(x - other_x) < LABEL_WIDE and abs(y - other_y) < LABEL_HIGH
        ]:
            y = max(below)
        taken.append((x, y))
        yield (x, y), each


def _label(axes: Axes, x: float, y: float, each: Pressing) -> None:
    axes.text(
        x,
        y,
        ("✕" if each.unsafe else "") + clock(each.seconds),
        ha="center",
        va="center",
        fontsize=SMALL,
        weight="bold",
        color=UNSAFE if each.unsafe else INK,
        bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"},
    )


def _table(sheet: Sheet, account: Account, *, left: float, top: float, width: float) -> float:
    """Write what each zone got, left and right side by side; return where it ends."""
    columns = (left, left + width - 2.1, left + width - 1.0)
    for x, words in zip(columns, ("Hands in each zone", "left", "right"), strict=True):
        sheet.write(x, top, words, weight="bold")
    rows: dict[str, list[Pressing]] = {}
    for each in account.pressings:
        rows.setdefault(sideless(each.zone), []).append(each)
    for got in rows.values():
        top += LINE
        sheet.write(left, top, cut(zone_words(got[0].zone), width - 2.15))
        for each in got:
            x = columns[2] if each.zone.side is Side.RIGHT else columns[1]
            middle = "middle: " if each.zone.side is Side.MIDDLE else ""
            words = f"{middle}{clock(each.seconds)}, {each.newton_seconds / 1000:.1f}"
            _crossed(sheet, x, top, words, unsafe=each.unsafe)
    top += LINE
    words = "Time, then force times time in kN s: thousand newton for a second."
    sheet.write(left, top, words if rows else "No zone was worked on.", colour=QUIET)
    top += LINE
    _crossed(sheet, left, top, cut(heat_words(account), width), unsafe=account.unsafe_heat)
    return top + 1.5 * LINE


def _crossed(sheet: Sheet, left: float, top: float, words: str, *, unsafe: bool) -> None:
    """Write words, in red and with a cross before them if they tell of something unsafe."""
    sheet.write(left, top, ("✕ " if unsafe else "") + words, colour=UNSAFE if unsafe else INK)


def heat_words(account: Account) -> str:
    """Return what heat the low back got, as one line."""
    if not account.towels:
        return "No hot towel lay on the skin."
    limit = account.session.known.parameter("thermal-dose-limit").number
    dose = dose_text(account.session.state.dose)
    unsafe = "unsafe, " if account.unsafe_heat else ""
    return (
        f"Hot towel: {unsafe}{clock(heat_seconds(account))} minutes; thermal dose {dose} "
        f"(limit {limit:g})"
    )


def zone_words(zone: Zone) -> str:
    """Return the name of a zone without the client's side, in short."""
    first, last = zone.levels
    return f"{zone.name.split(',')[0]}, {first} to {last}"
