"""How hot, how long and how often a towel may be: the limits of heat, with what they rest on."""

from tableside.knowledge.library import Knowledge
from tableside.safety.cited import Cap, by_parameter


def dose_rate(celsius: float, known: Knowledge) -> float:
    """Return the minutes of thermal dose (CEM43) that one minute at this temperature counts for.

    The measure of Sapareto and Dewey (CEM-CODE, YARM11): R^(43 - T), with one R below the
    reference temperature and another from there up. Burn times bear it out up to about 51 °C;
    above, it says more than they do, and so is still a bound.
    """
    reference = known.parameter("thermal-dose-reference").number
    side = "above" if celsius >= reference else "below"
    base = known.parameter(f"thermal-dose-base-{side}").number
    return float(base ** (reference - celsius))


def surface_cap(towel: str, known: Knowledge) -> Cap:
    """Return how hot, in °C, the skin side of a towel may be for anyone."""
    ceiling, target = known.parameter("surface-ceiling"), known.parameter("surface-target")
    low, high = target.span
    finding = by_parameter(
        ceiling,
        message=f"Let the towel cool to {low:g} to {high:g} °C by the thermometer before it "
        "goes on.",
        because=f"Above {ceiling.number:g} °C skin can be harmed by heat that stays.",
        subjects=(towel,),
    )
    return Cap(most=ceiling.number, finding=finding)


def bath_cap(towel: str, known: Knowledge) -> Cap:
    """Return how hot, in °C, the water for a towel may be."""
    bath = known.parameter("bath")
    low, high = bath.span
    finding = by_parameter(
        bath,
        message=f"Use water of {low:g} to {high:g} °C by the thermometer.",
        because="Hotter water hurts the hands that wring the towel, and the towel comes out "
        "too hot.",
        subjects=(towel,),
    )
    return Cap(most=high, finding=finding)


def application_cap(towel: str, known: Knowledge) -> Cap:
    """Return how many minutes one towel may stay on."""
    application = known.parameter("application-minutes")
    most = application.span[1]
    finding = by_parameter(
        application,
        message=f"Take the towel off after {most:g} minutes at the latest.",
        because="The longer skin stays hot, the less heat it takes to harm it.",
        subjects=(towel,),
    )
    return Cap(most=most, finding=finding)


def towels_cap(known: Knowledge) -> Cap:
    """Return how many towels a session may have."""
    most = known.parameter("max-applications")
    finding = by_parameter(
        most,
        message=f"Lay on {most.number:g} towels at most.",
        because="Every towel adds to the heat that the skin has already had.",
    )
    return Cap(most=most.number, finding=finding)


def heat_minutes_cap(known: Knowledge) -> Cap:
    """Return how many minutes of heat a session may have, all towels together."""
    most = known.parameter("max-heat-minutes")
    finding = by_parameter(
        most,
        message=f"Keep the heat to {most.number:g} minutes, all towels together.",
        because="Heat adds up over a session, whatever lies between the towels.",
    )
    return Cap(most=most.number, finding=finding)


def dose_cap(known: Knowledge) -> Cap:
    """Return how much thermal dose (CEM43, minutes) a session may give."""
    most = known.parameter("thermal-dose-limit")
    finding = by_parameter(
        most,
        message="Use a cooler towel, or take it off sooner: heat and time together are too much.",
        because="Even if no towel cooled, the skin should get no more than "
        f"{most.number:g} minutes of thermal dose (CEM43). {most.note or ''}".strip(),
    )
    return Cap(most=most.number, finding=finding)


def lower_surface(known: Knowledge) -> float:
    """Return how hot, in °C, the skin side may be for a client who needs less heat."""
    return known.parameter("lower-heat-ceiling").number


def lower_minutes(known: Knowledge) -> float:
    """Return how many minutes of heat a client may have who needs less, all towels together."""
    return known.parameter("lower-heat-minutes").number
