"""The text of a session's picture: whoever does not see it learns the same from these words."""

from collections import Counter
from collections.abc import Iterator

from tableside.client.debrief import clock
from tableside.client.score import Deduction
from tableside.figures.session_account import Account, Told
from tableside.figures.session_map import heat_words
from tableside.safety.heat import Towel


def session_alt(account: Account) -> str:
    """Return a text that can replace the picture of a session."""
    return " ".join(
        [
            who(account),
            account.score.headline(),
            *_steps(account),
            *_hands(account),
            *_heat(account),
            *_felt(account),
            *_told(account),
            *_wrong(account),
        ]
    )


def who(account: Account) -> str:
    """Return with whom the session was, how long it took, and how much was done."""
    session = account.session
    count = len(session.done)
    ended = "" if session.over else "so far "
    return (
        f"Session with {session.card.name}, {session.card.age:g} years: {ended}"
        f"{clock(session.now)} minutes, {count} {'act' if count == 1 else 'acts'}."
    )


def _steps(account: Account) -> Iterator[str]:
    yield "Steps:"
    known = account.session.known
    for step in known.steps:
        done = account.steps.get(step.id)
        when = "not done" if done is None else f"done at {clock(done)}"
        counted = Counter(
            each.act.title for each in account.session.done if each.act.step == step.id
        )
        acts = "; ".join(
            f"{title[0].lower()}{title[1:]}{f' {times} times' if times > 1 else ''}"
            for title, times in counted.items()
        )
        yield f"{step.title}: {when}{f' ({acts})' if acts else ''}."


def _hands(account: Account) -> Iterator[str]:
    if not account.pressings:
        yield "Hands: none on the back."
        return
    highest: dict[str, int] = {}
    for each in account.handlings():
        highest[each.zone] = max(each.level, highest.get(each.zone, 0))
    yield "Hands, on the back map:"
    for got in account.pressings:
        yield (
            f"{got.zone.name}: {clock(got.seconds)} minutes, at Walton's level "
            f"{highest.get(got.zone.id, 0)} at most, force times time "
            f"{got.newton_seconds / 1000:.1f} kN s{', unsafe work' if got.unsafe else ''}."
        )


def _heat(account: Account) -> Iterator[str]:
    for part in account.towels:
        towel = part.segment
        if isinstance(towel, Towel):
            yield (
                f"A towel of {towel.surface:g} °C lay on the skin from {clock(part.began)} to "
                f"{clock(part.ended)}."
            )
    if account.towels:
        skin = max((each.skin for each in account.session.moments), default=0.0)
        yield f"The skin became {skin:.1f} °C at most."
    words = heat_words(account)
    yield words if words.endswith(".") else f"{words}."


def _felt(account: Account) -> Iterator[str]:
    moments = account.session.moments
    ceiling = account.session.known.parameter("rating-ceiling").number
    worst = max(moments, key=lambda each: each.discomfort, default=None)
    if worst is not None and worst.discomfort > 0:
        over = sum(each.discomfort > ceiling for each in moments)
        yield (
            f"Discomfort: {worst.discomfort:.1f} of 10 at most, at {clock(worst.at)}; above the "
            f"ceiling of {ceiling:g} for {over} seconds."
        )
    if said := account.ratings():
        numbers = ", ".join(f"{number:g} at {clock(at)}" for at, number in said)
        yield f"The client said when asked: {numbers}."


def _told(account: Account) -> Iterator[str]:
    if not account.told:
        yield "The client told nothing unasked."
        return
    yield "The client said or showed unasked:"
    yield from (_told_words(each) for each in account.told)


def _told_words(each: Told) -> str:
    seconds = sorted((*each.answered, *each.missed))
    times = "once" if len(seconds) == 1 else f"{len(seconds)} times, first"
    missed = ""
    if each.missed:
        everything = len(each.missed) == len(seconds)
        count = "" if everything else f"{len(each.missed)} times "
        missed = f", {count}with no answer in time"
    return f"{each.words} {times} at {clock(seconds[0])}{missed}."


def _wrong(account: Account) -> Iterator[str]:
    score = account.score
    milder = [each for each in score.deductions if not each.safety]
    for title, found in (("Unsafe:", score.unsafe_acts), ("To do better:", milder)):
        if found:
            yield title
            yield from map(wrong_words, found)
    if not score.deductions:
        yield "Nothing is left to be wished for."


def wrong_words(each: Deduction) -> str:
    """Return what went wrong as one line: when, by which rule, and what to do."""
    times = f" ({each.times} times)" if each.times > 1 else ""
    return f"{clock(each.at)}, rule {each.rule}: {each.message}{times}"
