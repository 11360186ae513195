"""Turn z3 formulas into a Python function, so that many thousands of clients can be tried fast."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import z3

Values = Mapping[str, bool | float]
"""Name of a variable → its value."""

_OPERATORS = {
    z3.Z3_OP_AND: " and ",
    z3.Z3_OP_OR: " or ",
    z3.Z3_OP_EQ: " == ",
    z3.Z3_OP_LE: " <= ",
    z3.Z3_OP_LT: " < ",
    z3.Z3_OP_GE: " >= ",
    z3.Z3_OP_GT: " > ",
}


def compiled(formulas: Mapping[str, z3.BoolRef]) -> Callable[[Values], frozenset[str]]:
    """Return a function from the values of all variables to the names of the true formulas.

    Every part that formulas share is worked out once. An operator that is not known here is an
    error, and not silently something else.
    """
    lines = ["def true_ones(value):"]
    names: dict[int, str] = {}
    for formula in formulas.values():
        for part in _parts_first(formula, names):
            names[part.get_id()] = f"part_{len(names)}"
            lines.append(f"    {names[part.get_id()]} = {_expression(part, names)}")
    pairs = ", ".join(f"({name!r}, {names[each.get_id()]})" for name, each in formulas.items())
    lines.append(f"    return frozenset(name for name, true in ({pairs},) if true)")
    scope: dict[str, Any] = {"Fraction": Fraction}
    exec("\n".join(lines), scope)  # noqa: S102 - text made above, from formulas of the tests
    function: Callable[[Values], frozenset[str]] = scope["true_ones"]
    return function


def _parts_first(formula: z3.ExprRef, seen: Mapping[int, str]) -> Iterator[z3.ExprRef]:
    """Yield the parts of *formula* that have no name yet, each after its own parts."""
    waiting = [(formula, False)]
    done: set[int] = set()
    while waiting:
        part, ready = waiting.pop()
        if part.get_id() in seen or part.get_id() in done:
            continue
        if ready:
            done.add(part.get_id())
            yield part
        else:
            waiting.append((part, True))
            waiting += [(child, False) for child in part.children()]


def _expression(part: z3.ExprRef, names: Mapping[int, str]) -> str:
    children = [names[child.get_id()] for child in part.children()]
    match part.decl().kind():
        case z3.Z3_OP_TRUE | z3.Z3_OP_FALSE:
            return str(z3.is_true(part))
        case z3.Z3_OP_ANUM:
            value = part.as_string()
            return f"Fraction({value!r})" if "/" in value else value
        case z3.Z3_OP_UNINTERPRETED:
            return f"value[{part.decl().name()!r}]"
        case z3.Z3_OP_NOT:
            return f"not {children[0]}"
        case z3.Z3_OP_ITE:
            return f"{children[1]} if {children[0]} else {children[2]}"
        case kind:
            # "At least one of nothing" is false; z3 keeps it as an "or" without parts.
            return _OPERATORS[kind].join(children) or "False"
