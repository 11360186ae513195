"""The partial order: implied rules, broken rules, fewest moves."""

from collections.abc import Sequence
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from tableside.knowledge import knowledge
from tableside.knowledge.steps import Action, Precedence, PrecedenceKind, Step
from tableside.safety.nearest_order import nearest_order
from tableside.safety.precedence import Rule, broken_rules, fewest_moves, precedence_rules


def step(name: str, *after: tuple[str, str]) -> Step:
    """Make a step that comes after others: pairs of a name and hard or soft."""
    waits = tuple(
        Precedence(
            step=before, kind=PrecedenceKind(kind), rule="H1", because="Because.", course_rule=True
        )
        for before, kind in after
    )
    return Step(
        id=name,
        number=1,
        title=name,
        goal="Goal.",
        actions=(Action(id="act", text="Act."),),
        after=waits,
        course_rule=True,
    )


@st.composite
def posets(draw: st.DrawFn, most: int = 6) -> list[Step]:
    """Draw steps a, b, c …, each waiting for some of those before it."""
    names = "abcdefgh"[: draw(st.integers(2, most))]
    kinds = st.sampled_from(["hard", "soft", None])
    return [
        step(name, *((b, k) for b in names[:index] if (k := draw(kinds)) is not None))
        for index, name in enumerate(names)
    ]


def pairs(rules: tuple[Rule, ...]) -> dict[tuple[str, str], bool]:
    """Return each implied pair and whether it is hard."""
    return {(rule.before, rule.after): rule.hard for rule in rules}


def test_rules_reach_through_the_steps_between() -> None:
    """If a waits for b and b for c, then a waits for c."""
    rules = precedence_rules([step("a"), step("b", ("a", "hard")), step("c", ("b", "hard"))])

    assert pairs(rules) == {("a", "b"): True, ("b", "c"): True, ("a", "c"): True}


def test_a_path_is_only_as_hard_as_its_softest_rule() -> None:
    """A custom on the way makes the whole way a custom."""
    rules = precedence_rules([step("a"), step("b", ("a", "hard")), step("c", ("b", "soft"))])

    assert pairs(rules)["a", "c"] is False


def test_a_hard_way_round_beats_a_soft_direct_rule() -> None:
    """Where two paths join the same steps, the hard one counts."""
    steps = [step("a"), step("b", ("a", "hard")), step("c", ("b", "hard"), ("a", "soft"))]

    assert pairs(precedence_rules(steps))["a", "c"] is True


@given(posets())
def test_every_order_that_keeps_the_direct_rules_breaks_no_implied_one(steps: list[Step]) -> None:
    """The implied rules forbid nothing that the written ones allow."""
    rules = precedence_rules(steps)
    direct = {(wait.step, each.id) for each in steps for wait in each.after}
    for order in permutations(each.id for each in steps):
        keeps = all(order.index(before) < order.index(after) for before, after in direct)

        assert keeps == (broken_rules(order, rules) == ())


@given(posets(), st.randoms(use_true_random=False))
def test_the_fewest_moves_are_the_fewest(steps: list[Step], rng: object) -> None:
    """No smaller set of steps can be taken out so that the rest keeps every rule."""
    rules = precedence_rules(steps)
    order = [each.id for each in steps]
    rng.shuffle(order)  # type: ignore[attr-defined]
    moves = fewest_moves(order, rules)
    rest = [name for name in order if name not in moves]

    assert broken_rules(rest, rules) == ()
    for smaller in combinations(order, max(len(moves) - 1, 0)):
        kept = [name for name in order if name not in smaller]
        assert not moves or broken_rules(kept, rules) != ()


def swaps(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many pairs stand the other way round."""
    place = {step: index for index, step in enumerate(other)}
    return sum(place[a] > place[b] for a, b in combinations(one, 2))


@given(posets(), st.randoms(use_true_random=False))
def test_the_nearest_order_is_acceptable_and_nearest(steps: list[Step], rng: object) -> None:
    """It keeps every rule, and no order that does swaps fewer pairs (all orders are tried)."""
    rules = precedence_rules(steps)
    order = [each.id for each in steps]
    rng.shuffle(order)  # type: ignore[attr-defined]
    found = nearest_order(order, rules)
    acceptable = [each for each in permutations(order) if not broken_rules(each, rules)]

    assert not broken_rules(found, rules)
    assert swaps(order, found) == min(swaps(order, each) for each in acceptable)


def test_the_course_has_rules_and_no_ring() -> None:
    """The course's own steps imply rules, and none says that a step waits for itself."""
    rules = precedence_rules(knowledge().steps)

    assert len(rules) > 30
    assert all(rule.before != rule.after for rule in rules)
