"""What several passes do to a graph."""

from __future__ import annotations

from collections.abc import Sequence

from ...ir import Expression, Graph, Node, Value
from ...ir.ops import Map, Op, call


def substitute(graph: Graph, node: Node, op: Op, inputs: Sequence[Value]) -> Value:
    """Put another op in the place of a node with one result; the result's name stays. Returns the new result."""
    old = node.output
    new = graph.add(op, inputs, node.name, before=node)
    graph.replace(old, new)
    graph.remove(node)
    old.name, new.name = new.name, old.name
    return new


def forward(graph: Graph, node: Node, value: Value) -> int:
    """Let everything read ``value`` instead of a node's result and remove the node; returns the rewrites made, 0 or 1.

    The graph's outputs stay results of nodes, so that a run never has to copy an input or a constant by a special case:
    there the node becomes a map of ``identity``.
    """
    if value.producer is None and node.output in graph.outputs:
        if node.op == call("identity"):
            return 0
        substitute(graph, node, call("identity"), [value])
        return 1
    graph.replace(node.output, value)
    graph.remove(node)
    return 1


def is_intermediate(graph: Graph, value: Value) -> bool:
    """Whether exactly one operand of one node reads the value, so that fusion makes storing it unnecessary."""
    return len(value.uses) == 1 and value not in graph.outputs


def inline(
    operands: Sequence[Value], expression: Expression, index: int, inner_operands: Sequence[Value], inner: Expression
) -> tuple[list[Value], Expression]:
    """The map ``expression(operands)`` in which operand ``index`` is computed by ``inner(inner_operands)``.

    The inner operands come first, in their order; an operand that occurs twice is kept once.
    """
    others = [value for position, value in enumerate(operands) if position != index]
    merged = expression.inline(index, inner)
    inner_first = [*range(len(others), merged.arguments), *range(len(others))]
    return merge_equal([*inner_operands, *others], merged.reordered(inner_first))


def merge_equal(operands: Sequence[Value], expression: Expression) -> tuple[list[Value], Expression]:
    """The same map with every operand that occurs twice kept once."""
    kept: list[Value] = []
    for value in operands:
        if value in kept:
            expression = expression.merge(kept.index(value), len(kept))
        else:
            kept.append(value)
    return kept, expression


def map_of(value: Value) -> Map | None:
    """The map that computes a value, if it is one."""
    op = value.producer.op if value.producer else None
    return op if isinstance(op, Map) else None
