"""Clients drawn by seed: the wanted decision is forced, and the safety rules have the last word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from tableside.client.card import ClientCard
from tableside.errors import TablesideError
from tableside.homework.cards.draw import Draw, seed_for
from tableside.homework.cards.drawn import DrawnClient, Told
from tableside.homework.cards.person import person, shared_ages, told
from tableside.homework.cards.stories import Stories, Story, check_stories, stories
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision
from tableside.safety.intake import Answer

TRIES = 200
"""How often a client is drawn anew before the draw is given up; most fit at once."""

HARDEST = 3

NEVER_OPEN = frozenset({"altered-mind", "intoxicated", "under-age", "high-risk-pregnancy"})
"""Red flags whose question is never left open: a look, the age or another answer tells them."""


class DrawError(TablesideError):
    """No client can be drawn as wanted; the message says what was wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a client should be like; None leaves it to the draw."""

    decisions: tuple[ScreenDecision, ...] = tuple(ScreenDecision)
    """What may be decided for them, each as likely as another."""
    conditions: tuple[str, ...] = ()
    """Conditions of which one should decide, or be open; none leaves it to the draw."""
    difficulty: int | None = None
    """From 1, nothing beside the point, to 3."""


def drawn_client(seed: int, wanted: Wanted, known: Knowledge) -> DrawnClient:
    """Return the client of this *seed*: the same each time, and decided as *wanted*.

    Raises ``DrawError`` if no such client can be drawn.
    """
    words = _words(known)
    draw = Draw(seed, "client")
    decision = draw.pick(_possible(wanted, known))
    difficulty = wanted.difficulty or 1 + draw.below(HARDEST)
    for _ in range(TRIES):
        client = _one(seed, draw, decision, difficulty, wanted, words, known)
        if client is not None and _fits(client, decision, difficulty, known):
            return client
    raise DrawError(f"No client could be drawn for whom the decision is {decision.word!r}.")


def drawn_card(seed: int, wanted: Wanted, known: Knowledge) -> ClientCard:
    """Return the card of ``drawn_client``: what is true of them, whether or not it was asked."""
    return drawn_client(seed, wanted, known).card


def dealt_decision(
    assignment: str, place: int, student: str, among: tuple[ScreenDecision, ...]
) -> ScreenDecision:
    """Return which decision the card item at this *place* (from 0) of an assignment gets.

    Each student gets every decision once before any comes again, in an order of their own.
    """
    deal, turn = divmod(place, len(among))
    return Draw(seed_for(assignment, f"deal-{deal}", student), "deal").shuffled(among)[turn]


def deciders(decision: ScreenDecision, known: Knowledge) -> tuple[str, ...]:
    """Return the conditions that by themselves, as clients tell them, lead to this decision.

    For HOLD these are the red flags whose question may be left open.
    """
    return _deciders(_Rules(known))[decision]


class _Rules:
    """The knowledge as a key that equals itself alone: comparing all of it would be slow."""

    def __init__(self, known: Knowledge) -> None:
        self.known = known

    def __hash__(self) -> int:
        return id(self.known)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and self.known is other.known


@lru_cache(maxsize=4)
def _deciders(rules: _Rules) -> Mapping[ScreenDecision, tuple[str, ...]]:
    known, words = rules.known, stories()
    check_stories(words, known)
    found: dict[ScreenDecision, list[str]] = {decision: [] for decision in ScreenDecision}
    for condition in known.conditions:
        story = words.story(condition.id)
        client = person(0, [told(story, Draw(0))], words, known)
        found[client.decision(known)].append(condition.id)
        if condition.red_flag and condition.id not in NEVER_OPEN:
            found[ScreenDecision.HOLD].append(condition.id)
    return MappingProxyType({decision: tuple(names) for decision, names in found.items()})


def _words(known: Knowledge) -> Stories:
    _deciders(_Rules(known))
    return stories()


def _candidates(decision: ScreenDecision, wanted: Wanted, known: Knowledge) -> tuple[str, ...]:
    names = deciders(decision, known)
    return tuple(each for each in names if not wanted.conditions or each in wanted.conditions)


def _possible(wanted: Wanted, known: Knowledge) -> tuple[ScreenDecision, ...]:
    free = ScreenDecision.PROCEED  # needs no condition at all
    possible = tuple(
        each
        for each in wanted.decisions
        if _candidates(each, wanted, known) or (each is free and not wanted.conditions)
    )
    if not possible:
        raise DrawError(
            f"None of {', '.join(wanted.conditions) or 'no conditions'} leads to "
            f"{' or '.join(each.word for each in wanted.decisions) or 'no decision'}."
        )
    return possible


def _one(  # noqa: PLR0913, PLR0917 - what was drawn so far, and what it is drawn from
    seed: int,
    draw: Draw,
    decision: ScreenDecision,
    difficulty: int,
    wanted: Wanted,
    words: Stories,
    known: Knowledge,
) -> DrawnClient | None:
    """Return one client who may fit, or none where the draw ran into a wall."""
    names = _candidates(decision, wanted, known)
    if decision is ScreenDecision.PROCEED and not wanted.conditions:
        names = ("",) * 7 + names  # most have nothing at all
    decisive = draw.pick(names)
    gap = decision is ScreenDecision.HOLD
    things = [told(words.story(decisive), draw)] if decisive and not gap else []
    open_families = {words.story(decisive).family} if decisive else set()
    beside = _beside(draw, decision, things, open_families, words, known)
    things += [each for _, each in zip(range(difficulty - 1), beside, strict=False)]
    meant = [words.story(each.condition) for each in things if not each.unlike]
    low, high = shared_ages(meant)
    if low > high:
        return None
    client = person(seed, draw.shuffled(things), words, known, decisive=decisive)
    return replace(client, unasked=(decisive,)) if gap else client


def _beside(  # noqa: PLR0913, PLR0917 - what the client has already, and what there is to add
    draw: Draw,
    decision: ScreenDecision,
    things: Iterable[Told],
    families: Iterable[str],
    words: Stories,
    known: Knowledge,
) -> Iterator[Told]:
    """Yield milder conditions and things that only sound like one, each of another family."""
    taken = set(families)
    meant = [words.story(each.condition) for each in things]
    women = any(story.woman for story in meant)
    for story in draw.shuffled(tuple(words.told.values())):
        unlike = bool(story.unlike) and (draw.share() < 0.6 or not _milder(story, decision, known))
        fits = unlike or _milder(story, decision, known)
        if not fits or story.family in taken or (story.woman and not women):
            continue
        low, high = shared_ages([*meant, story])
        if not unlike and low > high:
            continue
        taken.add(story.family)
        if not unlike:
            meant.append(story)
        yield told(story, draw, unlike=unlike)


def _milder(story: Story, decision: ScreenDecision, known: Knowledge) -> bool:
    """Return whether the condition may stand beside the decisive one without outdoing it."""
    own = ScreenDecision.of(known.condition(story.condition).decision)
    return own < decision or own is decision is ScreenDecision.ADAPT


def _fits(client: DrawnClient, decision: ScreenDecision, difficulty: int, known: Knowledge) -> bool:
    """Return whether the safety rules decide as wanted, and because of what was wanted."""
    verdict = client.verdict(known)
    if verdict.decision is not decision or client.difficulty != difficulty:
        return False
    open_now = tuple(each.id for each in verdict.ask_first)
    if decision is ScreenDecision.HOLD:
        return open_now == client.unasked
    present = verdict.intake.answer(client.decisive) is Answer.YES if client.decisive else True
    return present and not verdict.judgement.open
