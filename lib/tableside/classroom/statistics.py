"""What the results of one run say of the class; pure functions of judged results.

Below ``FEWEST`` results nothing is pooled: with so few, a distribution shows single people.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from types import MappingProxyType

from tableside.classroom.result import CELL, Fault, Judged
from tableside.classroom.session import ClassState, Run
from tableside.safety.decision import ScreenDecision

FEWEST = 5
"""So many results are needed before any of them are shown together (course rule)."""

STUCK_AFTER = 180.0
"""Seconds without a result after which somebody may be stuck (course rule)."""

MOST_TOLD = 5
"""So many misconceptions are listed at most."""

MOST_LINES = 40
"""So many traces are drawn over each other at most; the ribbon counts all of them."""

FULL = 100.0
"""Points of a result that could not be better."""

BIN = 10
"""Points in one bar of the distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the class is with a run."""

    there: int
    """Students whose page is open, or who have sent a result."""
    done: int
    late: int
    stuck: tuple[str, ...]
    """Ids of students who are there, and have sent nothing for long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How scores are distributed."""

    bars: tuple[int, ...]
    """Safe results from 0 to 9 points, from 10 to 19 and so on; 100 is in the last."""
    unsafe: int
    """Results that were unsafe: their points do not count, so they stand apart."""
    middle: float | None
    """The median of the safe results; None if there is none."""
    unscored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Misconception:
    """A rule that several students did not keep, and how to teach it once more."""

    rule: str
    did: str
    """What they did, to stand behind their number; empty where only ``what`` says it."""
    what: str
    because: str
    count: int
    of: int
    safety: bool
    reteach: tuple[str, ...]
    """Three lines, a minute each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer that was given, and by how many."""

    words: str
    count: int
    right: bool
    """Whether it alone earned everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Which decisions were right, and which were made instead; the mildest first."""

    right: tuple[str, ...]
    chosen: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """One row for each right decision, one column for each that was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """All traces of the class over each other."""

    lines: tuple[tuple[float, ...], ...]
    low: tuple[float, ...]
    """Below it lies one in ten."""
    middle: tuple[float, ...]
    high: tuple[float, ...]
    """Above it lies one in ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything that a run's results say together; no name is in it."""

    count: int
    enough: bool
    """Whether there are enough results to show any together."""
    spread: Spread | None = None
    misconceptions: tuple[Misconception, ...] = ()
    choices: tuple[Choice, ...] = ()
    """Each answer that was given; the most frequent first."""
    confusion: Confusion | None = None
    heat: tuple[tuple[float, float, float], ...] = ()
    """Cells of the back map: left edge, upper edge, and a share of the hottest cell."""
    overlay: Overlay | None = None


def progress(
    state: ClassState,
    run: Run,
    there: Collection[str],
    now: float,
    results: Mapping[str, Judged] = MappingProxyType({}),
) -> Progress:
    """Return how far the class is; *there* are the members whose page is open.

    Whoever is still on the way in *results*, as in a session, is not done.
    """
    under_way = {name for name, each in results.items() if not each.finished}
    done = set(run.taken) - under_way
    present = {name for name in there if name in state.members} | set(run.taken)

    def since(name: str) -> float:
        sent = run.taken[name].at if name in run.taken else 0.0
        return max(run.started, state.members[name].joined, sent)

    stuck = tuple(sorted(name for name in present - done if now - since(name) > STUCK_AFTER))
    late = len(set(run.late) - set(run.taken))
    return Progress(there=len(present), done=len(done), late=late, stuck=stuck)


def board(results: Sequence[Judged]) -> Board:
    """Return what *results* say together."""
    if len(results) < FEWEST:
        return Board(count=len(results), enough=False)
    return Board(
        count=len(results),
        enough=True,
        spread=spread(results) if any(each.points is not None for each in results) else None,
        misconceptions=misconceptions(results),
        choices=choices(results),
        confusion=confusion(results),
        heat=heat(results),
        overlay=overlay([each.line for each in results if any(each.line)]),
    )


def spread(results: Sequence[Judged]) -> Spread:
    """Return how the scores are distributed, with what is unsafe apart."""
    bars = [0] * (100 // BIN)
    safe = [each.points for each in results if each.safe and each.points is not None]
    for points in safe:
        bars[min(len(bars) - 1, int(points // BIN))] += 1
    unsafe = sum(not each.safe for each in results)
    return Spread(
        bars=tuple(bars),
        unsafe=unsafe,
        middle=round(median(safe), 1) if safe else None,
        unscored=len(results) - unsafe - len(safe),
    )


def misconceptions(results: Sequence[Judged]) -> tuple[Misconception, ...]:
    """Return the rules that most students broke, matters of safety first; one person is none."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for each in results:
        for rule, fault in {fault.rule: fault for fault in each.faults}.items():
            found[rule].append(fault)
    told = [_misconception(faults, len(results)) for faults in found.values() if len(faults) > 1]
    told.sort(key=lambda each: (not each.safety, -each.count, each.rule))
    return tuple(told[:MOST_TOLD])


def _misconception(faults: Sequence[Fault], of: int) -> Misconception:
    # The same rule can be told in several ways: the way in which most met it is shown.
    words = Counter((fault.did, fault.what, fault.because) for fault in faults)
    (did, what, because), _ = max(words.items(), key=lambda each: (each[1], each[0]))
    return Misconception(
        rule=faults[0].rule,
        did=did,
        what=what,
        because=because,
        count=len(faults),
        of=of,
        safety=any(fault.safety for fault in faults),
        reteach=reteach(what, because),
    )


def reteach(what: str, because: str) -> tuple[str, ...]:
    """Return how to teach a rule once more in three minutes."""
    why = "Ask the room why, and wait until three have answered."
    return (
        f"Minute 1, show it on the table or on the board: {what}",
        f"Minute 2, let them find the reason. {why}{f' Then: {because}' if because else ''}",
        "Minute 3, everybody again: in pairs they tell each other the rule, then do it once more.",
    )


def confusion(results: Sequence[Judged]) -> Confusion | None:
    """Return the right decisions against those that were made; None if nothing was decided."""
    pairs = Counter(each.decided for each in results if each.decided)
    if not pairs:
        return None
    strictness = {decision.word: at for at, decision in enumerate(ScreenDecision)}
    right = tuple(sorted({pair[0] for pair in pairs}, key=strictness.__getitem__))
    chosen = tuple(sorted({name for pair in pairs for name in pair}, key=strictness.__getitem__))
    counts = tuple(tuple(pairs[row, column] for column in chosen) for row in right)
    words = {decision.word: decision.words for decision in ScreenDecision}
    return Confusion(
        right=tuple(words[each] for each in right),
        chosen=tuple(words[each] for each in chosen),
        counts=counts,
    )


def heat(results: Sequence[Judged]) -> tuple[tuple[float, float, float], ...]:
    """Return where the class pressed; each student's own map counts the same."""
    total: dict[tuple[int, int], float] = defaultdict(float)
    for each in results:
        whole = sum(each.heat.values())
        for cell, amount in each.heat.items():
            total[cell] += amount / whole
    hottest = max(total.values(), default=0.0)
    return tuple(
        (x * CELL, y * CELL, round(amount / hottest, 3)) for (x, y), amount in sorted(total.items())
    )


def overlay(lines: Sequence[tuple[float, ...]]) -> Overlay | None:
    """Return the traces with a ribbon that holds eight in ten; None for too few of them."""
    if len(lines) < FEWEST:
        return None
    tenths = [quantiles(column, n=10, method="inclusive") for column in zip(*lines, strict=True)]
    return Overlay(
        lines=tuple(sorted(lines))[:: -(-len(lines) // MOST_LINES)],
        low=tuple(round(each[0], 3) for each in tenths),
        middle=tuple(round(each[4], 3) for each in tenths),
        high=tuple(round(each[8], 3) for each in tenths),
    )


def choices(results: Sequence[Judged]) -> tuple[Choice, ...]:
    """Return what was chosen, and how often, where everybody had the same to choose from."""
    counts = Counter(words for each in results for words in each.chosen)
    right = {each.chosen[0] for each in results if len(each.chosen) == 1 and each.points == FULL}
    found = [Choice(words=words, count=n, right=words in right) for words, n in counts.items()]
    return tuple(sorted(found, key=lambda each: (-each.count, each.words)))
