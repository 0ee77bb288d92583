"""Looking at maps as terms, so that a pattern is found whatever the order and grouping of its operations."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...ir import Literal, Value
from ...ir.dims import product
from ...ir.ops import Reduce
from .rewriting import map_of


@dataclass(frozen=True)
class Call:
    """An element-wise function applied to terms."""

    function: str
    operands: tuple[Term, ...]


Term = Value | Literal | Call


def expand(term: Term) -> Call | None:
    """The call that computes a term: for a value computed by a map, the last step of its expression."""
    if not isinstance(term, Value):
        return term if isinstance(term, Call) else None
    op, node = map_of(term), term.producer
    if op is None or node is None:
        return None
    terms: list[Term] = list(node.inputs)
    for step in op.expression.steps:
        terms.append(Call(step.function, tuple(o if isinstance(o, Literal) else terms[o] for o in step.operands)))
    result = terms[-1]
    assert isinstance(result, Call)
    return result


def operands_of(term: Term, function: str) -> tuple[Term, ...]:
    """The operands if the term is a call of the function, otherwise none."""
    found = expand(term)
    return found.operands if found and found.function == function else ()


def both_orders(term: Term, function: str) -> list[tuple[Term, Term]]:
    """The operands in either order if the term is a call of a function of two."""
    pair = operands_of(term, function)
    return [(pair[0], pair[1]), (pair[1], pair[0])] if pair else []


def with_literal(term: Term, function: str) -> list[tuple[Term, float]]:
    """``(x, c)`` if the term is ``function(x, c)`` or ``function(c, x)`` with a literal c."""
    return [(x, float(c.value)) for x, c in both_orders(term, function) if isinstance(c, Literal)]


def factors(term: Term, stop: Term | None = None, depth: int = 5) -> tuple[float, list[Term]]:
    """The term as a coefficient times factors; ``stop`` is not taken apart.

    Products nested deeper than ``depth`` stay whole: no pattern has them, and repeated squaring has 2 ** depth factors.
    """
    if isinstance(term, Literal):
        return float(term.value), []
    found = expand(term) if depth and term is not stop else None
    if found and found.function == "mul":
        (a, left), (b, right) = (factors(operand, stop, depth - 1) for operand in found.operands)
        return a * b, left + right
    if found and found.function == "div" and isinstance(found.operands[1], Literal) and found.operands[1].value:
        coefficient, rest = factors(found.operands[0], stop, depth - 1)
        return coefficient / float(found.operands[1].value), rest
    return 1.0, [term]


def quotient(term: Term) -> tuple[Term, Term] | None:
    """``(a, b)`` if the term is ``a / b`` or ``a * (1 / b)``."""
    if pair := operands_of(term, "div"):
        return pair[0], pair[1]
    for a, reciprocal in both_orders(term, "mul"):
        over = operands_of(reciprocal, "div")
        if over and isinstance(over[0], Literal) and over[0].value == 1:
            return a, over[1]
    return None


def same(a: Term, b: Term) -> bool:
    """Whether two terms are the same value or the same call of the same values."""
    return a == b or (expand(a) is not None and expand(a) == expand(b))


def reduced(term: Term, function: str) -> tuple[Value, tuple[int, ...]] | None:
    """``(x, axes)`` if the term is the reduction of a value x over axes, which stay with extent 1."""
    node = term.producer if isinstance(term, Value) else None
    if node and isinstance(node.op, Reduce) and node.op.function == function and node.op.epilogue is None:
        return node.inputs[0], node.op.axes
    return None


def mean(term: Term) -> tuple[Value, tuple[int, ...]] | None:
    """``(x, axes)`` if the term is the mean of x over axes: the sum, scaled by the reciprocal of a static count."""
    coefficient, rest = factors(term)
    total = reduced(rest[0], "sum") if len(rest) == 1 else None
    if total is None:
        return None
    count = product([total[0].type.shape[axis] for axis in total[1]])
    return total if isinstance(count, int) and close(coefficient * count, 1.0) else None


def close(a: float, b: float) -> bool:
    """Equal up to the rounding of a constant to single precision."""
    return math.isclose(a, b, rel_tol=1e-6)
