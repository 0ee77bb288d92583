"""Recognise the Gaussian error linear unit, x * (1 + erf(x / sqrt(2))) / 2.

    %d = div(%x, 1.4142135:f32)
    %e = erf(%d)
    %a = add(%e, 1.0:f32)          ->      %y = gelu(%x)
    %m = mul(%x, %a)
    %y = mul(%m, 0.5:f32)

In any order and grouping of the products, with division or multiplication by the reciprocal.
"""

from __future__ import annotations

import math

from ...ir import Graph, Literal, Value
from ...ir.ops import call
from ..options import Options
from .matching import Term, close, factors, operands_of, with_literal
from .rewriting import substitute


def recognize_gelu(graph: Graph, options: Options) -> int:
    """Replace the last node of each gelu; returns how many were found."""
    rewrites = 0
    for node in list(graph.nodes):
        x = _gelu_of(node.outputs[0])
        if x:
            substitute(graph, node, call("gelu"), [x])
            rewrites += 1
    return rewrites


def _gelu_of(y: Value) -> Value | None:
    for factor in factors(y)[1]:
        x = _one_plus_erf_of(factor)
        if x and x.type == y.type:
            # Again, but now x stays whole even if it is a product itself.
            coefficient, rest = factors(y, stop=x)
            if close(coefficient, 0.5) and rest in ([x, factor], [factor, x]):
                return x
    return None


def _one_plus_erf_of(term: Term) -> Value | None:
    """x if the term is 1 + erf(x / sqrt(2))."""
    for erf, one in with_literal(term, "add"):
        for argument in operands_of(erf, "erf") if one == 1 else ():
            for x, scale in _scaled(argument):
                if close(scale, math.sqrt(0.5)) and isinstance(x, Value):
                    return x
    return None


def _scaled(term: Term) -> list[tuple[Term, float]]:
    """``(x, c)`` if the term is ``x * c`` or ``x / (1 / c)`` with a literal."""
    quotient = operands_of(term, "div")
    if quotient and isinstance(quotient[1], Literal) and quotient[1].value:
        return [(quotient[0], 1 / float(quotient[1].value))]
    return with_literal(term, "mul")
