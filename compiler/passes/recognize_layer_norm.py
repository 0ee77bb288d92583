"""Recognise the normalisation to mean 0 and variance 1 over some axes.

    %s = reduce(%x) {function=sum, axes=[1]}
    %m = mul(%s, 0.25:f32)
    %d = sub(%x, %m)
    %q = mul(%d, %d)                               ->      %y = layer_norm(%x) {axes=[1], epsilon=1e-05}
    %t = reduce(%q) {function=sum, axes=[1]}
    %v = mul(%t, 0.25:f32)
    %e = add(%v, 1e-05:f32)
    %r = sqrt(%e)
    %y = div(%d, %r)

Also with ``pow`` for the square or the root, and with a multiplication by the reciprocal. Scale and bias stay maps,
which become the epilogue.
"""

from __future__ import annotations

from ...ir import Graph, Literal, Value
from ...ir.ops import LayerNorm
from ..options import Options
from .matching import Term, both_orders, mean, operands_of, quotient, same, with_literal
from .rewriting import substitute


def recognize_layer_norm(graph: Graph, options: Options) -> int:
    """Replace the last node of each normalisation; returns how many were found."""
    rewrites = 0
    for node in list(graph.nodes):
        found = _layer_norm_of(node.outputs[0])
        if found:
            x, axes, epsilon = found
            substitute(graph, node, LayerNorm(axes=axes, epsilon=epsilon), [x])
            rewrites += 1
    return rewrites


def _layer_norm_of(y: Value) -> tuple[Value, tuple[int, ...], float] | None:
    found = _over_root(y)
    if found is None:
        return None
    centred, shifted_variance = found
    difference = operands_of(centred, "sub")
    centre = mean(difference[1]) if difference else None
    if centre is None or centre[0] is not difference[0] or centre[0].type != y.type:
        return None
    x, axes = centre
    for variance, epsilon in with_literal(shifted_variance, "add"):
        squares = mean(variance)
        deviation = _base_of_power(squares[0], 2.0) if squares and squares[1] == axes else None
        if deviation and same(deviation, centred):
            return x, axes, epsilon
    return None


def _over_root(y: Value) -> tuple[Term, Term] | None:
    """``(d, v)`` if y is ``d / sqrt(v)``."""
    if ratio := quotient(y):
        radicand = _base_of_power(ratio[1], 0.5)
        return (ratio[0], radicand) if radicand else None
    for d, power in both_orders(y, "mul"):
        if radicand := _base_of_power(power, -0.5):
            return d, radicand
    return None


def _base_of_power(term: Term, exponent: float) -> Term | None:
    """x if the term is ``x ** exponent``."""
    pair = operands_of(term, "pow")
    if pair and isinstance(pair[1], Literal) and pair[1].value == exponent:
        return pair[0]
    named = {0.5: operands_of(term, "sqrt"), 2.0: operands_of(term, "mul")}.get(exponent, ())
    return named[0] if named and same(named[0], named[-1]) else None
