"""Fold element-wise work into the op that feeds it, to be done before the only store.

    %h = dot(%x, %w) {…}
    %s = add(%h, %b)               ->      %y = dot(%x, %w, %b) {…, epilogue=[t0 = add(x0, x1); t1 = max(t0, 0.0:f32)]}
    %y = max(%s, 0.0:f32)

Only while the intermediate value has a single use, otherwise it has to be stored anyway, and has the shape of the map's
result. The fused node stands where the map stood, so the map's other operands are known there. Of two contractions that
are added, the later one takes the addition.
"""

from __future__ import annotations

from ...ir import Graph, Node
from ...ir.ops import Conv, Dot, Fusable, Map
from ..options import Options
from .rewriting import inline, is_intermediate, merge_equal

MAX_FULL_OPERANDS = 2
"""Operands as large as the result are streams that the store loop reads besides its own; more of them thrash."""

MAX_STEPS = 24
"""Longer epilogues run out of registers."""


def fuse_epilogue(graph: Graph, options: Options) -> int:
    """Fuse every map that can be, in order, so that chains end in one node; returns how many were.

    One that can fail stays: an epilogue is also applied to lanes that hold no element.
    """
    rewrites = 0
    place = {node: index for index, node in enumerate(graph.nodes)}
    for node in list(graph.nodes):
        if isinstance(node.op, Map) and not node.op.expression.can_fail([v.type.dtype for v in node.inputs]):
            for index in _candidates(graph, node, place):
                fused = _fuse(graph, node, node.op, index)
                if fused:
                    place[fused] = place.pop(node)
                    rewrites += 1
                    break
    return rewrites


def _candidates(graph: Graph, node: Node, place: dict[Node, int]) -> list[int]:
    """The operands of a map whose producers can take it, the best first: contractions, then the latest."""
    found = [
        (isinstance(value.producer.op, (Dot, Conv)), place[value.producer], index)
        for index, value in enumerate(node.inputs)
        if value.producer
        and isinstance(value.producer.op, Fusable)
        and is_intermediate(graph, value)
        and value.type.shape == node.output.type.shape
    ]
    return [index for _, _, index in sorted(found, reverse=True)]


def _fuse(graph: Graph, node: Node, op: Map, index: int) -> Node | None:
    """The node that replaces the map and the producer of its operand; None if it would do too much."""
    result = node.inputs[index]
    producer = result.producer
    assert producer is not None and isinstance(producer.op, Fusable)
    arity = producer.op.arity
    if producer.op.epilogue is None:
        order = [index, *(i for i in range(len(node.inputs)) if i != index)]
        operands, epilogue = merge_equal([node.inputs[i] for i in order], op.expression.reordered(order))
    else:
        # The old result stands for the contraction's own, unnamed one, which is argument 0 of every epilogue.
        inner = [result, *producer.inputs[arity:]]
        operands, epilogue = inline(node.inputs, op.expression, index, inner, producer.op.epilogue)
    full = [value for value in operands[1:] if value.type.shape == result.type.shape]
    if len(full) > MAX_FULL_OPERANDS or len(epilogue.steps) > MAX_STEPS:
        return None
    name = producer.name or node.name
    fused = graph.add(producer.op.with_epilogue(epilogue), [*producer.inputs[:arity], *operands[1:]], name, before=node)
    graph.replace(node.output, fused)
    fused.name, node.output.name = node.output.name, fused.name
    graph.remove(node)
    graph.remove(producer)
    return fused.producer
