"""Which recordings, logs and texts of different students are nearly the same.

Likeness proves nothing: two may have sat at one computer, or handed in each other's copy by
mistake. What comes out of here is a question for an instructor to ask.
"""

import hashlib
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from statistics import fmean

from tableside.drills import Trace

POINTS = 48
"""Moments at which two recordings are compared."""

NEAR_PRESS = 0.01
"""Recordings whose pressing differs by less than this share of the device's range, on average
over all moments, are nearly the same (course rule): one hand does not repeat itself so closely."""

NEAR_SECONDS = 0.25
"""Recordings whose lengths differ by more than this are not compared (course rule)."""

FEWEST_ACTS = 8
"""Logs of fewer acts are alike by chance (course rule)."""

NEAR_ACTS = 1.0
"""Logs of the same acts whose seconds differ by less than this on average are nearly the same
(course rule): the clock at the table runs, and no two people press every button together."""

SHINGLE = 5
"""Words in a row that are compared."""

NEAR_TEXT = 0.6
"""Texts that share at least so much of their rows of words are nearly the same (course rule)."""

FEWEST_WORDS = 20
"""Shorter texts are alike by chance (course rule)."""

MOST_SHARED = 40
"""Rows of words that more students than this have are the course's own words."""

Pair = tuple[str, str]


def near_traces(traces: Mapping[str, Trace]) -> tuple[Pair, ...]:
    """Return the pairs of students whose recordings are nearly the same."""
    curves = {name: _curve(trace) for name, trace in traces.items() if len(trace.samples) > 1}
    ordered = sorted(curves, key=lambda name: traces[name].seconds)
    lengths = [traces[name].seconds for name in ordered]
    found: list[Pair] = []
    for number, name in enumerate(ordered):
        end = bisect_left(lengths, lengths[number] + NEAR_SECONDS)
        found += [
            (min(name, other), max(name, other))
            for other in ordered[number + 1 : end]
            if _apart(curves[name], curves[other]) < NEAR_PRESS
        ]
    return tuple(sorted(found))


def _curve(trace: Trace) -> list[float]:
    """Return how hard was pressed at evenly spaced moments of a recording."""
    times = trace.samples.t
    last = times[-1]
    moments = (last * (number + 0.5) / POINTS for number in range(POINTS))
    places = (min(bisect_left(times, moment), len(times) - 1) for moment in moments)
    return [trace.samples.press[place] for place in places]


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    # Most pairs differ at once, so that a few moments decide most comparisons.
    if fmean(abs(a - b) for a, b in zip(one[::8], other[::8], strict=True)) > 8 * NEAR_PRESS:
        return 1.0
    return fmean(abs(a - b) for a, b in zip(one, other, strict=True))


def near_logs(logs: Mapping[str, Sequence[tuple[float, str]]]) -> tuple[Pair, ...]:
    """Return the pairs of students who did the same at nearly the same seconds, act by act."""
    same: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, acts in logs.items():
        if len(acts) >= FEWEST_ACTS:
            same[tuple(act for _, act in acts)].append(name)
    pairs = (pair for names in same.values() for pair in combinations(sorted(names), 2))
    return tuple(sorted(pair for pair in pairs if _late(logs, pair) < NEAR_ACTS))


def _late(logs: Mapping[str, Sequence[tuple[float, str]]], pair: Pair) -> float:
    one, other = (logs[name] for name in pair)
    return fmean(abs(a - b) for (a, _), (b, _) in zip(one, other, strict=True))


def near_texts(texts: Mapping[str, str]) -> tuple[Pair, ...]:
    """Return the pairs of students whose texts share most of their rows of words."""
    rows = {name: _shingles(text) for name, text in texts.items()}
    rows = {name: each for name, each in rows.items() if each}
    owners: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(rows):
        for shingle in rows[name]:
            owners[shingle].append(name)
    shared: Counter[Pair] = Counter()
    for names in owners.values():
        if 1 < len(names) <= MOST_SHARED:
            shared.update(combinations(names, 2))
    found = [
        pair
        for pair, count in shared.items()
        if count >= NEAR_TEXT * max(1, len(rows[pair[0]] | rows[pair[1]]))
    ]
    return tuple(sorted(found))


def _shingles(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", text.casefold())
    if len(words) < FEWEST_WORDS:
        return frozenset()
    rows = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return frozenset(
        int.from_bytes(hashlib.blake2b(row.encode(), digest_size=8).digest()) for row in rows
    )


def same_files(digests: Mapping[str, Iterable[str]]) -> tuple[Pair, ...]:
    """Return the pairs of students who handed in one and the same file."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, each in digests.items():
        for digest in each:
            owners[digest].add(name)
    pairs = {
        pair
        for names in owners.values()
        if len(names) <= MOST_SHARED
        for pair in combinations(sorted(names), 2)
    }
    return tuple(sorted(pairs))
