"""Whether the clients of a whole class are spread evenly: counts, shares and chi-squares."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tableside.homework.cards.draw import seed_for
from tableside.homework.cards.drawn import DrawnClient
from tableside.homework.cards.generate import HARDEST, Wanted, drawn_client
from tableside.knowledge import Knowledge
from tableside.safety.decision import ScreenDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceReport:
    """How often what was drawn for a class."""

    clients: int
    decisions: Mapping[str, int]
    """Decision, in the order of strictness → clients for whom it is right."""
    difficulties: Mapping[str, int]
    """Estimated difficulty, 1 to 3 → clients."""
    red_flags: Mapping[str, int]
    """Red flag → clients for whom it is present or open and decides."""
    with_red_flag: int
    """Clients with a red flag that is present or open."""

    @property
    def red_flag_share(self) -> float:
        """The share of clients with a red flag that is present or open."""
        return self.with_red_flag / self.clients

    def as_text(self) -> str:
        """Return the report as a table in text."""
        lines = [f"{self.clients} clients; {self.red_flag_share:.0%} with a red flag"]
        for title, counts, even in (
            ("decision", self.decisions, True),
            ("estimated difficulty", self.difficulties, True),
            ("red flag that decides", self.red_flags, False),
        ):
            lines += ["", f"{title:<34} clients   share"]
            lines += [
                f"  {name:<32} {count:>7}  {count / self.clients:>6.1%}"
                for name, count in counts.items()
            ]
            if even:
                lines.append(
                    f"  chi-square against an even spread: {chi_square(counts.values()):.1f}"
                )
        return "\n".join(lines)


def balance_report(
    known: Knowledge,
    *,
    assignment: str = "balance",
    item: str = "client",
    students: int = 1000,
    wanted: Wanted | None = None,
) -> BalanceReport:
    """Return how the clients of one item are spread over a class of invented students."""
    wanted = wanted or Wanted()
    return count_clients(
        (
            drawn_client(seed_for(assignment, item, f"student-{number}"), wanted, known)
            for number in range(students)
        ),
        known,
    )


def count_clients(clients: Iterable[DrawnClient], known: Knowledge) -> BalanceReport:
    """Return how *clients* are spread over decisions, difficulties and red flags."""
    decisions = Counter({each.word: 0 for each in ScreenDecision})
    difficulties = Counter({str(level): 0 for level in range(1, HARDEST + 1)})
    flags: Counter[str] = Counter()
    concerned = count = 0
    for client in clients:
        verdict = client.verdict(known)
        count += 1
        decisions[verdict.decision.word] += 1
        difficulties[str(client.difficulty)] += 1
        concerned += bool(verdict.ask_first) or any(
            each.condition.red_flag for each in verdict.fired
        )
        if client.decisive and known.condition(client.decisive).red_flag:
            flags[client.decisive] += 1
    return BalanceReport(
        clients=count,
        decisions=decisions,
        difficulties=difficulties,
        red_flags=dict(sorted(flags.items())),
        with_red_flag=concerned,
    )


def chi_square(counts: Iterable[int], expected: Sequence[float] | None = None) -> float:
    """Return Pearson's chi-square of *counts* against *expected*; even shares, if not given."""
    found = list(counts)
    if not found:
        return 0.0
    even = [sum(found) / len(found)] * len(found)
    pairs = zip(found, expected or even, strict=True)
    return sum((have - want) ** 2 / want for have, want in pairs if want)
