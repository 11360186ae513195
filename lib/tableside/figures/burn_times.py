"""How long skin stays unharmed at a temperature, and how far the course stays below that."""

from matplotlib.axes import Axes

from tableside.figures.slider_model import (
    INK,
    QUIET,
    Amount,
    Settings,
    Shown,
    SliderModel,
    Tone,
    answer,
    blank,
    plain,
)
from tableside.figures.towel_run import duration
from tableside.knowledge import knowledge
from tableside.physics.dose import (
    BURN_FROM,
    HOTTEST_DOSE,
    burn_seconds,
    dose_rate,
    heat_limits,
    heat_verdict,
    safe_seconds,
)
from tableside.physics.heat_trace import HeatTrace

COOLEST, HOTTEST = 40.0, 60.0
SAFE_FROM = 43.0
"""Where the safe line begins, in °C."""

SHORTEST, LONGEST = 0.3, 40_000.0
"""Seconds that the picture shows."""

BURN, SAFE, COURSE, GOOD = "#a31621", "#7a4b00", "#0b5c8a", "#d5ebdd"

PUBLISHED = {
    **{f"burn-minutes-{degrees}": 60.0 for degrees in (44, 45, 47, 48, 49, 51)},
    "burn-seconds-55": 1.0,
    "burn-seconds-60": 1.0,
}
"""Parameters that hold a published burn time, and the seconds in their unit."""


def course_seconds(celsius: float) -> float:
    """Return after how many seconds steady skin has the most thermal dose that the course allows.

    Valid from 15 to 51 °C; above the skin's ceiling the course allows no time at all.
    """
    limits = heat_limits(knowledge())
    return 60 * limits.dose / dose_rate(celsius, limits.scale)


def _draw(settings: Settings) -> Shown:
    celsius, seconds = settings.amounts["celsius"], settings.amounts["seconds"]
    headline, tone = _headline(celsius, seconds)
    figure = blank(headline, tone)
    axes = plain(figure.add_axes((0.1, 0.125, 0.88, 0.72)))
    _draw_lines(axes)
    axes.plot([celsius], [seconds], marker="D", markersize=13, color=INK[tone], zorder=5)
    _draw_mark(axes, celsius, seconds, tone)
    words = _words(celsius, seconds)
    return answer(figure, headline=headline, words=words, tone=tone, drawn=_drawn(celsius, seconds))


def _headline(celsius: float, seconds: float) -> tuple[str, Tone]:
    held = f"Skin at {celsius:g} °C for {seconds:g} seconds"
    if celsius >= BURN_FROM and seconds >= burn_seconds(celsius):
        return f"{held}: a burn", "stop"
    if heat_verdict(_steady(celsius, seconds), heat_limits(knowledge())).ok:
        return f"{held}: within the course's limits", "fine"
    return f"{held}: more than the course allows", "stop"


def _steady(celsius: float, seconds: float) -> HeatTrace:
    return HeatTrace((0.0, seconds), (celsius, celsius))


def _words(celsius: float, seconds: float) -> str:
    """Return the three limits at this temperature, and what they say of this time."""
    limits = heat_limits(knowledge())
    said = []
    if celsius >= BURN_FROM:
        said.append(f"Skin held at {celsius:g} °C burns after {duration(burn_seconds(celsius))}.")
    else:
        said.append(f"The line of burns begins at {BURN_FROM:g} °C: below, it says nothing.")
    if celsius >= SAFE_FROM:
        said.append(f"In the old exposures it was unharmed for {duration(safe_seconds(celsius))}.")
    if celsius <= limits.skin:
        said.append(f"The course allows {duration(course_seconds(celsius))}.")
    else:
        said.append(f"The course allows no time at all: {limits.skin:g} °C is its ceiling.")
    verdict = heat_verdict(_steady(celsius, seconds), limits)
    said += verdict.reasons or [f"{seconds:g} seconds keep within that."]
    said.append("This is the skin's own temperature, not the towel's.")
    return " ".join(said)


def _drawn(celsius: float, seconds: float) -> str:
    return (
        f"Time against skin temperature from {COOLEST:g} to {HOTTEST:g} °C, time on a scale of "
        "tenfold steps. Three falling lines: burns on top, unharmed exposures below, the course's "
        "thermal dose of 2 minutes (CEM43) lowest. The allowed corner lies left of 43 °C and under "
        "the lowest line; published burn times are dots along the top line. A diamond marks "
        f"{celsius:g} °C and {seconds:g} seconds."
    )


def _span(low: float, high: float) -> list[float]:
    return [low + (high - low) * share / 40 for share in range(41)]


def _draw_lines(axes: Axes) -> None:
    limits = heat_limits(knowledge())
    axes.set(xlim=(COOLEST, HOTTEST), ylim=(SHORTEST, LONGEST), yscale="log")
    axes.set_xlabel("temperature of the skin, °C")
    axes.set_xticks(range(int(COOLEST), int(HOTTEST) + 1, 2))
    times = {1: "1 s", 10: "10 s", 60: "1 min", 600: "10 min", 3600: "1 h", 36000: "10 h"}
    axes.set_yticks(list(times), labels=list(times.values()))
    axes.minorticks_off()
    allowed, burning = _span(COOLEST, limits.skin), _span(BURN_FROM, HOTTEST)
    axes.fill_between(allowed, SHORTEST, [course_seconds(each) for each in allowed], color=GOOD)
    burns = [burn_seconds(each) for each in burning]
    axes.fill_between(burning, burns, LONGEST, facecolor="#fbe6e7", edgecolor="none")
    axes.plot(burning, burns, color=BURN, linewidth=3)
    safe, dosed = _span(SAFE_FROM, HOTTEST), _span(COOLEST, HOTTEST_DOSE)
    axes.plot(safe, [safe_seconds(each) for each in safe], color=SAFE, linewidth=2, linestyle="--")
    axes.plot(dosed, [course_seconds(each) for each in dosed], color=COURSE, linewidth=3)
    axes.axvline(limits.skin, color=COURSE, linewidth=2, linestyle=(0, (6, 3)))
    _draw_published(axes)
    for x, y, words, colour in (
        (54.6, 200, "burns", BURN),
        (48.9, 45, "unharmed below", SAFE),
        (51.3, 0.47, f"thermal dose {limits.dose:g}", COURSE),
        (43.2, 0.45, f"course: no skin above {limits.skin:g} °C", COURSE),
        (40.2, 5, "allowed", INK["fine"]),
    ):
        axes.text(x, y, words, color=colour, fontsize=12, weight="bold")


def _draw_published(axes: Axes) -> None:
    for name, unit in PUBLISHED.items():
        found = knowledge().parameter(name)
        celsius = float(name.rpartition("-")[2])
        face = "white" if found.unverified else BURN
        axes.plot(
            [celsius],
            [found.number * unit],
            "o",
            color=BURN,
            markerfacecolor=face,
            markersize=7,
            clip_on=False,
        )


def _draw_mark(axes: Axes, celsius: float, seconds: float, tone: Tone) -> None:
    left = celsius > 52
    axes.annotate(
        f"{celsius:g} °C, {seconds:g} s",
        (celsius, seconds),
        xytext=(-12 if left else 12, 0),
        textcoords="offset points",
        ha="right" if left else "left",
        va="center",
        fontsize=13,
        weight="bold",
        color=INK[tone],
        bbox={"facecolor": "white", "edgecolor": QUIET, "pad": 2.5, "alpha": 0.95},
        zorder=6,
    )


burns = SliderModel(
    title="How long at how many degrees",
    controls=(
        Amount(
            id="celsius",
            label="Temperature of the skin",
            unit="°C",
            low=COOLEST,
            high=HOTTEST,
            step=0.5,
            start=45,
        ),
        Amount(id="seconds", label="Time held", unit="s", low=1, high=1200, step=1, start=60),
    ),
    draw=_draw,
)
"""Burn times, exposures without harm, and the far stricter limit of the course."""
