"""A press: how hard it is on the skin, and how deep the hand sinks while it holds."""

from collections.abc import Mapping

from matplotlib.axes import Axes

from tableside.figures.contact_controls import Touching, tool_controls, touching, touchings
from tableside.figures.slider_model import (
    CAUTION_OF_TOUCH,
    QUIET,
    Amount,
    Pick,
    Settings,
    Shown,
    SliderModel,
    answer,
    blank,
    plain,
)
from tableside.physics.pressure import mean_pressure, peak_pressure
from tableside.physics.quantity import STANDARD_GRAVITY, Newton
from tableside.physics.tissue import (
    FIRM,
    SOFT,
    TYPICAL,
    Tissue,
    crept_depth,
    depth_on_table,
    depth_under,
)

MINE, OTHER = "#b0340a", "#0b5c8a"

TISSUES: Mapping[str, Tissue] = {"soft": SOFT, "typical": TYPICAL, "firm": FIRM}

TABLES: Mapping[str, float | None] = {"none": None, "firm": 40.0, "soft": 15.0}
"""How a table's padding resists, in N/mm; None does not give (course rules, not yet verified)."""

HOLD = 30
"""Seconds of a hold that the picture shows."""

DEEPEST = 50.0
"""Depth in mm down to which the picture goes: the softest choices under the firmest press."""

COMPARED = ("thumb-pad", "palm")
"""The two contacts that the words compare, by the id of knowledge."""


def _draw(settings: Settings) -> Shown:
    force = Newton(settings.amounts["force"])
    tool = touching(settings)
    mean, peak = mean_pressure(force, tool.cm2).value, peak_pressure(force, tool.cm2).value
    headline = (
        f"{force.value:g} N, {_short(tool.name)}: {kpa(mean)} on average, {kpa(peak)} at the peak"
    )
    figure = blank(headline, "plain")
    _draw_pressures(plain(figure.add_axes((0.26, 0.135, 0.32, 0.69))), force, tool)
    axes = plain(figure.add_axes((0.67, 0.135, 0.31, 0.69)))
    curves = {name: _depths(each, force, settings) for name, each in TISSUES.items()}
    _draw_depths(axes, curves, settings.picks["tissue"])
    words = _words(force, tool, settings)
    drawn = _drawn(force, curves)
    return answer(figure, headline=headline, words=words, tone="plain", drawn=drawn)


def kpa(pressure: float) -> str:
    """Return a pressure in words, with as many figures as anyone could measure."""
    return f"{pressure:.0f} kPa" if pressure >= 10 else f"{pressure:.1f} kPa"


def _table_depth(tissue: Tissue, force: Newton, settings: Settings) -> float:
    """Return how far in mm the table itself gives way."""
    table = TABLES[settings.picks["table"]]
    return (
        0.0 if table is None else depth_on_table(tissue, force, table) - depth_under(tissue, force)
    )


def _depths(tissue: Tissue, force: Newton, settings: Settings) -> tuple[float, ...]:
    """Return how far in mm the hand has sunk, second by second of the hold."""
    table = _table_depth(tissue, force, settings)
    return tuple(table + crept_depth(tissue, force, second) for second in _seconds())


def _seconds() -> range:
    return range(0, HOLD + 1, 2)


def _words(force: Newton, tool: Touching, settings: Settings) -> str:
    """Return the pressure, the same force on two contacts, and the depth, as sentences."""
    name = settings.picks["tissue"]
    depths = _depths(TISSUES[name], force, settings)
    table = _table_depth(TISSUES[name], force, settings)
    thumb, palm = (touchings()[each] for each in COMPARED)
    mean = _mean(tool, force)
    sunk = f"{depths[-1]:.0f} mm within {HOLD} seconds without pressing harder"
    said = [
        f"{force.value:g} newton is the weight of {force.value / STANDARD_GRAVITY:.1f} kg.",
        f"Over {tool.cm2:g} cm² it makes {mean} on average, and twice as much in the middle.",
        f"The same {force.value:g} N: {_pressed(thumb, force)}, {_pressed(palm, force)}.",
        f"In {name} tissue the hand sinks {depths[0]:.0f} mm at once, and {sunk}.",
    ]
    if table:
        said.append(f"Of that, {table:.0f} mm is the table's padding, not the client.")
    return " ".join(said)


def _pressed(tool: Touching, force: Newton) -> str:
    return f"{tool.name} {_mean(tool, force)}"


def _mean(tool: Touching, force: Newton) -> str:
    return kpa(mean_pressure(force, tool.cm2).value)


def _drawn(force: Newton, curves: Mapping[str, tuple[float, ...]]) -> str:
    bars = ", ".join(_pressed(each, force) for each in touchings().values())
    depths = "; ".join(
        f"{name} tissue {each[0]:.0f} mm at once, {each[5]:.0f} after 10 s, {each[-1]:.0f} after "
        f"{HOLD} s"
        for name, each in curves.items()
    )
    return (
        f"Bars of mean pressure, the peak marked at twice as much: {bars}. Depth curves: {depths}."
    )


def _draw_pressures(axes: Axes, force: Newton, tool: Touching) -> None:
    rows = [*touchings().values()]
    if tool not in rows:
        rows.append(tool)
    rows.sort(key=lambda each: -each.cm2)
    axes.set(xscale="log", xlim=(0.3, 4000), xlabel="pressure, kPa (each step is ten times)")
    axes.set_xticks([1, 10, 100, 1000], labels=["1", "10", "100", "1000"])
    axes.minorticks_off()
    for place, each in enumerate(rows):
        mean = mean_pressure(force, each.cm2).value
        peak = peak_pressure(force, each.cm2).value
        colour = MINE if each == tool else OTHER
        face = MINE if each == tool else "#cfe2ee"
        axes.barh([place], [mean], height=0.62, facecolor=face, edgecolor=colour)
        axes.plot([peak], [place], marker="|", markersize=15, markeredgewidth=2.5, color=colour)
        weight = "bold" if each == tool else "normal"
        axes.text(
            peak * 1.25,
            place,
            kpa(mean).removesuffix(" kPa"),
            va="center",
            fontsize=11,
            weight=weight,
        )
    names = [f"{_short(each.name)}\n{each.cm2:g} cm²" for each in rows]
    axes.set_yticks(range(len(rows)), labels=names, fontsize=10)
    axes.set_title("bar: mean  ·  stroke: peak", fontsize=11, loc="left")


def _short(name: str) -> str:
    bare = name.partition(",")[0]
    for article in ("the ", "a whole ", "a "):
        bare = bare.removeprefix(article)
    return bare


def _draw_depths(axes: Axes, curves: Mapping[str, tuple[float, ...]], chosen: str) -> None:
    axes.set(xlim=(0, HOLD), ylim=(DEEPEST, 0), xlabel="seconds held", ylabel="depth, mm")
    axes.set_title("how deep the hand sinks", fontsize=11, loc="left")
    for name, depths in curves.items():
        mine = name == chosen
        axes.plot(
            list(_seconds()),
            depths,
            color=MINE if mine else QUIET,
            linewidth=3.6 if mine else 1.8,
            linestyle="-" if mine else "--",
        )
        axes.text(
            HOLD - 0.5,
            depths[-1] - 0.5,
            name,
            color=MINE if mine else QUIET,
            weight="bold" if mine else "normal",
            fontsize=12,
            ha="right",
            va="bottom",
        )


press = SliderModel(
    title="One force, many pressures",
    controls=(
        Amount(id="force", label="Force", unit="N", low=5, high=120, step=1, start=60),
        *tool_controls(),
        Pick(
            id="tissue",
            label="Tissue",
            options={
                "soft": "soft, relaxed",
                "typical": "typical",
                "firm": "firm, or held tight",
            },
            start="typical",
        ),
        Pick(
            id="table",
            label="Table",
            options={"none": "does not give", "firm": "firm padding", "soft": "soft padding"},
            start="none",
        ),
    ),
    draw=_draw,
    caution=CAUTION_OF_TOUCH,
)
"""Mean and peak pressure of a force, and the depth it reaches in a hold of 30 seconds."""
