"""What talking changes, and what the client answers."""

from tableside.client import acts
from tableside.client.acts import Act
from tableside.client.answers import health_answers, rating, warning_signs
from tableside.client.body import lift
from tableside.client.effects.effect import TRUST_GAINED, perform, says, trust_changed
from tableside.client.events import Event, EventKind
from tableside.client.scene import Scene
from tableside.client.state import Breath
from tableside.physics.skin_state import towel_lifted

TRUST_BY_ASKING = 0.02
"""Trust gained by every question about how it feels (course rule)."""


@perform.register
def _ask_health(_: acts.AskHealth, scene: Scene) -> tuple[Event, ...]:
    scene.state.health_asked = True
    scene.state.quiet_since = scene.state.now
    return health_answers(scene)


@perform.register
def _explain(_: acts.Explain, scene: Scene) -> tuple[Event, ...]:
    trust_changed(scene, TRUST_GAINED)
    return (says(scene, "Thank you for telling me. I will say so if anything is not right."),)


@perform.register
def _ask_consent(act: acts.AskConsent, scene: Scene) -> tuple[Event, ...]:
    refused = set(scene.person.card.no_wish_for)
    agreed = [part for part in act.parts if part not in refused]
    declined = [part for part in act.parts if part in refused]
    scene.state.consent |= set(agreed)
    trust_changed(scene, TRUST_GAINED)
    words = []
    if agreed:
        words.append(f"Yes, that is fine: {', '.join(agreed)}.")
    if declined:
        words.append(f"I would rather not have this: {', '.join(declined)}.")
    return (says(scene, " ".join(words)),)


@perform.register
def _ask_rating(_: acts.AskRating, scene: Scene) -> tuple[Event, ...]:
    trust_changed(scene, TRUST_BY_ASKING)
    scene.state.quiet_since = scene.state.now
    return rating(scene)


@perform.register
def _ask_signs(_: acts.AskSigns, scene: Scene) -> tuple[Event, ...]:
    scene.state.quiet_since = scene.state.now
    return warning_signs(scene)


@perform.register
def _breathe(_: acts.Breathe, scene: Scene) -> tuple[Event, ...]:
    scene.state.breath = Breath.SLOW
    scene.state.quiet_since = scene.state.now
    text = "The client breathes more slowly, and the back rises and sinks."
    return (Event(at=scene.state.now, kind=EventKind.SHOWS, text=text),)


@perform.register
def _advise(_: acts.Advise, scene: Scene) -> tuple[Event, ...]:
    return (says(scene, "Good to know. Thank you."),)


@perform.register(acts.Refer)
@perform.register(acts.Stop)
def _end(_: Act, scene: Scene) -> tuple[Event, ...]:
    lift(scene.state)
    scene.state.skin = towel_lifted(scene.state.skin)
    scene.state.towel = None
    scene.state.over = True
    return ()
