"""Merge maps whose intermediate values nobody else reads.

    %a = sub(%x, %m)
    %b = mul(%a, %s)       ->      %y = map(%x, %m, %s) {t0 = sub(x0, x1); t1 = mul(t0, x2); t2 = abs(t1)}
    %y = abs(%b)

Only intermediates of the result's shape: a smaller one would be computed again for every element it is broadcast to.
After ``fuse_epilogue``, which has the better use for the maps it can take.
"""

from __future__ import annotations

from ...ir import Graph, Node
from ...ir.ops import Map
from ..options import Options
from .rewriting import inline, is_intermediate, map_of, substitute

MAX_OPERANDS = 8
"""Each operand is a stream with a pointer of its own."""

MAX_STEPS = 32
"""Longer expressions run out of registers."""


def fuse_elementwise(graph: Graph, options: Options) -> int:
    """Inline maps into their only reader, in order, so that chains end in one node; returns how many were."""
    rewrites = 0
    for node in list(graph.nodes):
        while isinstance(node.op, Map) and (fused := _fuse_one(graph, node, node.op)):
            node = fused
            rewrites += 1
    return rewrites


def _fuse_one(graph: Graph, node: Node, op: Map) -> Node | None:
    """The map with the first operand inlined that can be; None if there is none."""
    for index, value in enumerate(node.inputs):
        inner = map_of(value)
        if inner is None or not is_intermediate(graph, value) or value.type.shape != node.output.type.shape:
            continue
        assert value.producer is not None
        operands, expression = inline(node.inputs, op.expression, index, value.producer.inputs, inner.expression)
        if len(operands) <= MAX_OPERANDS and len(expression.steps) <= MAX_STEPS:
            producer = value.producer
            fused = substitute(graph, node, Map(expression), operands)
            graph.remove(producer)
            return fused.producer
    return None
