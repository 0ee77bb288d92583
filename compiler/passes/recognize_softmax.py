"""Recognise the softmax along one axis.

    %m = reduce(%x) {function=max, axes=[1]}
    %d = sub(%x, %m)
    %e = exp(%d)                                   ->      %y = softmax(%x) {axis=1}
    %s = reduce(%e) {function=sum, axes=[1]}
    %y = div(%e, %s)

Only with the subtraction of the maximum: without it, large inputs overflow, and the network may have meant that.
"""

from __future__ import annotations

from ...ir import Graph, Value
from ...ir.ops import Softmax
from ..options import Options
from .matching import operands_of, quotient, reduced
from .rewriting import substitute


def recognize_softmax(graph: Graph, options: Options) -> int:
    """Replace the last node of each softmax; returns how many were found."""
    rewrites = 0
    for node in list(graph.nodes):
        found = _softmax_of(node.outputs[0])
        if found:
            x, axis = found
            substitute(graph, node, Softmax(axis=axis), [x])
            rewrites += 1
    return rewrites


def _softmax_of(y: Value) -> tuple[Value, int] | None:
    ratio = quotient(y)
    total = reduced(ratio[1], "sum") if ratio else None
    if ratio is None or total is None or total[0] is not ratio[0] or len(total[1]) != 1:
        return None
    for argument in operands_of(total[0], "exp"):
        difference = operands_of(argument, "sub")
        x = difference[0] if difference else None
        if isinstance(x, Value) and reduced(difference[1], "max") == (x, total[1]) and x.type == y.type:
            return x, total[1][0]
    return None
