"""Clients who walk in: cards drawn from a seed, for practice and for trying out sessions."""

import random
from collections.abc import Iterable

from tableside.client.card import Build, ClientCard, Late, Part, Sensitivity
from tableside.knowledge.library import Knowledge

_NAMES = ("Ada", "Ben", "Chidi", "Dana", "Emil", "Farah", "Goran", "Hana", "Ines", "Jun")

_COMPLAINTS = (
    "My low back is stiff from sitting at a desk.",
    "I lifted boxes all weekend, and now my back is tired.",
    "I stand all day at work, and in the evening my back is heavy.",
    "Nothing hurts. I would like to relax.",
    "It pulls a little on one side when I bend.",
)

_LATE = (
    Late(condition="blood-thinners", says="Oh, I forgot: I take a blood thinner every day."),
    Late(condition="recent-surgery", says="I should say that I had an operation two weeks ago."),
    Late(condition="fever", says="I feel hot all over. I had a fever this morning."),
    Late(
        condition="osteoporosis", says="My doctor told me that my bones are thin. Does it matter?"
    ),
)

_HEALTHY_SHARE, _LATE_SHARE, _SUDDEN_SHARE = 0.4, 0.1, 0.06

_SUDDEN = ("saddle-numbness", "both-legs-weak", "chest-pain-or-breathless", "says-stop")

_NEVER = frozenset({"no-consent", "under-age", "menstruation"})
"""Conditions that the rest of a drawn card would contradict, or that change nothing."""


def walk_in(seed: int, known: Knowledge) -> ClientCard:
    """Return the client who walks in with this seed; the same on every computer.

    Four in ten have nothing that the screening asks about. The others have one thing or two, any
    of the screening that needs no number beside the age. A few remember something late, and a few
    have a sudden warning sign. These shares are course rules.
    """
    rng = random.Random(f"walk-in/{seed}")  # noqa: S311 - a client, not a secret
    man = rng.random() < 0.5
    present: tuple[str, ...] = ()
    if rng.random() >= _HEALTHY_SHARE:
        possible = sorted(_possible(known))
        present = tuple(rng.sample(possible, 1 if rng.random() < 0.7 else 2))
    late = rng.choice(_LATE) if rng.random() < _LATE_SHARE else None
    if late and late.condition in present:
        late = None
    return ClientCard(
        name=rng.choice(_NAMES),
        age=float(rng.randrange(20, 49)),
        comes_for=rng.choice(_COMPLAINTS),
        present=present,
        late=late,
        allergies=("tree-nut",) if "nut-or-seed-allergy" in present else (),
        skin_sites=_sites(rng, present, known),
        sensitivity=rng.choice(tuple(Sensitivity)),
        build=rng.choice(tuple(Build)),
        man=man,
        keeps_back=rng.choice((0.0, 0.0, 1.0, 2.0)),
        no_wish_for=(Part.OIL,) if rng.random() < 0.1 else (),
        sudden=rng.choice(_SUDDEN) if rng.random() < _SUDDEN_SHARE else None,
    )


def _possible(known: Knowledge) -> Iterable[str]:
    for condition in known.conditions:
        alone = not condition.only_with
        if alone and condition.id not in _NEVER and condition.group.value != "pregnancy":
            yield condition.id


def _sites(rng: random.Random, present: tuple[str, ...], known: Knowledge) -> tuple[str, ...]:
    """Return where the skin is marked, if a condition is about a place on it."""
    if any(known.condition(name).area.value == "skin-site" for name in present):
        return (rng.choice(("gluteal-upper", "flank", "erector-upper")),)
    return ()
