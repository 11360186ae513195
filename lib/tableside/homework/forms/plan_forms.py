"""The forms for the parts of a session: a position, a towel, an oil, a stroke."""

from collections.abc import Iterable, Mapping
from typing import Any

from tableside.homework.forms.form import FieldKind, FieldOption, Form, FormField
from tableside.knowledge.library import Knowledge
from tableside.knowledge.technique import OilKind
from tableside.safety.heat import Towel
from tableside.safety.oil import OilBlend, Share
from tableside.safety.plan_text import PlanPart
from tableside.safety.position import Placing
from tableside.safety.session_plan import Work

NO_SCENT = "none"
"""The option for an oil without a scent."""

_CHECKS = (
    ("0", "before it goes on"),
    ("2", "after 2 minutes"),
    ("5", "after 5 minutes"),
    ("10", "after 10 minutes"),
    ("off", "as it comes off"),
)


def towel_form() -> Form:
    """Return the form of one hot towel, from the bath to the last look at the skin."""
    number, yes = FieldKind.NUMBER, FieldKind.YES
    return Form(
        title="Plan the towel",
        fields=(
            _number("bath", "Water of the bath", "°C", 0, 100, 0.5),
            _number("surface", "Skin side of the towel as it goes on", "°C", 0, 100, 0.5),
            FormField(id="minutes", label="Time on the skin", kind=number, unit="min", low=0.5,
                      high=60, step=0.5),
            FormField(id="layers", label="Folded to", kind=FieldKind.ONE, options=_options(
                (("1", "1 layer"), ("2", "2 layers"), ("4", "4 layers"), ("8", "8 layers")))),
            FormField(id="measured", label="The skin side is measured", kind=yes),
            FormField(id="feeling_tested", label="Warm and cool are tested on the skin", kind=yes),
            FormField(id="dry_layer", label="A dry layer lies under it", kind=yes),
            FormField(id="covered", label="A dry towel lies over it", kind=yes),
            FormField(id="checks", label="The skin is looked at", kind=FieldKind.SEVERAL,
                      options=_options(_CHECKS)),
        ),
        make=_towel,
    )  # fmt: skip


def _towel(read: Mapping[str, Any]) -> PlanPart:
    minutes = read["minutes"]
    checks = [minutes if each == "off" else float(each) for each in read["checks"]]
    return Towel.of(**{**read, "layers": int(read["layers"]), "checks": tuple(checks)})


def placing_form(known: Knowledge) -> Form:
    """Return the form of how the client lies, and on which pillows."""
    pillows = {
        f"{position.id}/{pillow.id}": f"{position.title}: {_lower(pillow.where)}"
        for position in known.positions
        for pillow in position.pillows
    }
    return Form(
        title="Place the client",
        fields=(
            FormField(
                id="position",
                label="Position",
                kind=FieldKind.ONE,
                options=_options((each.id, each.title) for each in known.positions),
            ),
            FormField(
                id="pillows",
                label="Pillows",
                kind=FieldKind.SEVERAL,
                options=_options(pillows.items()),
            ),
        ),
        make=_placing,
    )


def _placing(read: Mapping[str, Any]) -> PlanPart:
    pillows = dict.fromkeys(name.partition("/")[2] for name in read["pillows"])
    return Placing.of(position=read["position"], pillows=tuple(pillows))


def oil_form(known: Knowledge) -> Form:
    """Return the form of an oil, with a scent or without."""
    carriers = [oil for oil in known.oils if oil.kind is OilKind.CARRIER]
    scents = [oil for oil in known.oils if oil.kind is OilKind.ESSENTIAL]
    return Form(
        title="Choose the oil",
        fields=(
            FormField(
                id="carrier",
                label="Carrier oil",
                kind=FieldKind.ONE,
                options=_options((oil.id, oil.title) for oil in carriers),
            ),
            FormField(
                id="scent",
                label="Scented oil in it",
                kind=FieldKind.ONE,
                options=_options(
                    ((NO_SCENT, "none"), *((oil.id, oil.title) for oil in scents)),
                ),
            ),
            _number("percent", "Share of the scented oil", "%", 0, 100, 0.1),
            FormField(
                id="patch_tested",
                label="The client has had this blend before, or it passed a patch test",
                kind=FieldKind.YES,
            ),
        ),
        make=_blend,
    )


def _blend(read: Mapping[str, Any]) -> PlanPart:
    scented = read["scent"] != NO_SCENT and read["percent"] > 0
    shares = (Share(oil=read["scent"], percent=read["percent"]),) if scented else ()
    return OilBlend.of(carrier=read["carrier"], essential=shares, patch_tested=read["patch_tested"])


_LEVELS = (
    ("0", "0: the hand rests or glides"),
    ("1", "1: as light as spreading lotion"),
    ("2", "2: as firm as rubbing lotion in"),
    ("3", "3: medium, the muscle moves"),
    ("4", "4: strong, with body weight"),
    ("5", "5: deepest"),
)


def stroke_form(known: Knowledge) -> Form:
    """Return the form of one stroke on one zone."""
    one = FieldKind.ONE
    zones = _options((zone.id, _upper(zone.name)) for zone in known.zones)
    strokes = _options((each.id, each.title) for each in known.strokes)
    contacts = _options((each.id, each.title) for each in known.contacts)
    return Form(
        title="Plan a stroke",
        fields=(
            FormField(id="zone", label="Where", kind=one, options=zones),
            FormField(id="stroke", label="Stroke", kind=one, options=strokes),
            FormField(id="contact", label="What touches the skin", kind=one, options=contacts),
            FormField(id="level", label="How hard (Walton level)", kind=one,
                      options=_options(_LEVELS)),
            _number("seconds", "How long", "s", 1, 1800, 1),
        ),
        make=_work,
    )  # fmt: skip


def _work(read: Mapping[str, Any]) -> PlanPart:
    return Work.of(**{**read, "level": int(read["level"])})


def plan_forms(known: Knowledge) -> Mapping[str, Form]:
    """Return the form of each kind of part, in the order in which a session usually has them."""
    return {
        "place": placing_form(known),
        "towel": towel_form(),
        "oil": oil_form(known),
        "stroke": stroke_form(known),
    }


def _number(  # noqa: PLR0913, PLR0917 - a row of the form, read across
    name: str, label: str, unit: str, low: float, high: float, step: float
) -> FormField:
    return FormField(
        id=name, label=label, kind=FieldKind.NUMBER, unit=unit, low=low, high=high, step=step
    )


def _options(pairs: Iterable[tuple[str, str]]) -> tuple[FieldOption, ...]:
    return tuple(FieldOption(id=name, text=text) for name, text in pairs)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
