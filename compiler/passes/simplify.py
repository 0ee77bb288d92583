"""Remove what does nothing, and write the rest in its simplest form.

    %c = constant f32[] [2.0]
    %r = reshape(%x) {shape=[2, 6]}
    %s = reshape(%r) {shape=[3, 4]}                   ->      %s = reshape(%x) {shape=[3, 4]}
    %b = broadcast(%z) {shape=[3, 4]}
    %m = mul(%s, %c)                                          %m = mul(%s, 2.0:f32)
    %y = add(%m, %b)                                          %y = add(%m, %z)

No-op movement goes; a reshape of a reshape and a transpose of a transpose become one; maps and epilogues read what was
broadcast for them; a constant whose elements are all equal becomes a literal of the expression, and the expression
itself is simplified (``x + 0``, ``x * 1``, repeated steps).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...ir import Coordinates, DType, Expression, Graph, Literal, Node, Value
from ...ir.dims import Dim, bounds
from ...ir.expression import broadcast_shapes, broadcasts_to
from ...ir.ops import Broadcast, Concat, Fusable, Map, Pad, Reshape, Slice, Transpose
from ..options import Options
from .expressions import is_identity_of, simplify_expression
from .rewriting import forward, merge_equal, substitute


def simplify(graph: Graph, options: Options) -> int:
    """Apply the rules above to every node, in order; returns the rewrites made."""
    rewrites = 0
    for node in list(graph.nodes):
        if isinstance(node.op, Map):
            rewrites += _simplify_map(graph, node, node.op)
        elif isinstance(node.op, Fusable):
            rewrites += _simplify_epilogue(graph, node, node.op)
        else:
            rewrites += _simplify_movement(graph, node)
    return rewrites


# -- movement ---------------------------------------------------------------------------------------------------------


def _simplify_movement(graph: Graph, node: Node) -> int:
    op = node.op
    if _moves_nothing(node):
        return forward(graph, node, node.inputs[0])
    inner = node.inputs[0].producer if node.inputs else None
    if inner is None:
        return 0
    if (isinstance(op, Reshape) and isinstance(inner.op, Reshape)) or (
        isinstance(op, Broadcast) and isinstance(inner.op, Broadcast)
    ):
        merged = substitute(graph, node, op, inner.inputs)
    elif isinstance(op, Transpose) and isinstance(inner.op, Transpose):
        permutation = tuple(inner.op.permutation[axis] for axis in op.permutation)
        merged = substitute(graph, node, Transpose(permutation), inner.inputs)
    else:
        return 0
    assert merged.producer is not None
    return 1 + _simplify_movement(graph, merged.producer)


def _moves_nothing(node: Node) -> bool:
    op = node.op
    match op:
        case Reshape() | Broadcast():
            return op.shape == node.inputs[0].type.shape
        case Transpose():
            return op.permutation == tuple(range(len(op.permutation)))
        case Slice():
            # Of the input's own size: either all of it or, with negative steps, reversed.
            return op.sizes == node.inputs[0].type.shape and all(bounds(step)[0] > 0 for step in op.steps)
        case Pad():
            return not any((*op.low, *op.high))
        case Concat():
            return len(node.inputs) == 1
    return False


# -- expressions ------------------------------------------------------------------------------------------------------


def _simplify_map(graph: Graph, node: Node, op: Map) -> int:
    operands, expression = _simplify_operands(node.inputs, op.expression, node.output.type.shape)
    unchanged = is_identity_of(expression)
    if unchanged is not None and operands[unchanged].type == node.output.type:
        return forward(graph, node, operands[unchanged])
    if (operands, expression) == (node.inputs, op.expression):
        return 0
    substitute(graph, node, Map(expression), operands)
    return 1


def _simplify_epilogue(graph: Graph, node: Node, op: Fusable) -> int:
    if op.epilogue is None:
        return 0
    own, extra = node.inputs[: op.arity], node.inputs[op.arity :]
    # The node's own result stands in for the result before the epilogue, which has no value in the graph.
    own_result = Value("", op.base_infer([value.type for value in own]))
    operands, expression = _simplify_operands([own_result, *extra], op.epilogue, own_result.type.shape, keep_first=True)
    epilogue = None if is_identity_of(expression) == 0 else expression
    if (operands[1:], epilogue) == (extra, op.epilogue):
        return 0
    substitute(graph, node, op.with_epilogue(epilogue), [*own, *operands[1:]])
    return 1


def _simplify_operands(
    operands: Sequence[Value], expression: Expression, shape: tuple[Dim, ...], keep_first: bool = False
) -> tuple[list[Value], Expression]:
    """The simplest operands and expression with the same result of the given shape."""
    kept = list(operands)

    def fits(candidate: list[Value]) -> bool:
        """Whether the operands still broadcast to the result's shape."""
        shapes = [value.type.shape for value in candidate]
        return bool(shapes) and broadcast_shapes(shapes) == shape and all(broadcasts_to(s, shape) for s in shapes)

    for index in range(len(kept)):
        while (source := _broadcast_source(kept[index])) and fits([*kept[:index], source, *kept[index + 1 :]]):
            kept[index] = source
    kept, expression = merge_equal(kept, expression)
    for index in reversed(range(keep_first, len(kept))):
        others = kept[:index] + kept[index + 1 :]
        if fits(others) and (literal := _uniform(kept[index])):
            kept, expression = others, expression.bind(index, literal)
    expression = simplify_expression(expression, [value.type.dtype for value in kept])
    for index in reversed(range(keep_first, len(kept))):
        others = kept[:index] + kept[index + 1 :]
        if fits(others) and not any(index in step.operands for step in expression.steps):
            kept, expression = others, expression.drop(index)
    return kept, expression


def _broadcast_source(value: Value) -> Value | None:
    node = value.producer
    return node.inputs[0] if node and isinstance(node.op, Broadcast) else None


def _uniform(value: Value) -> Literal | None:
    """The value of every element of a constant, if it is the same."""
    if value.data is None or value.data.size == 0:
        return None
    # Of a sparse one some element is zero.
    elements = np.pad(value.data.values, (0, 1)) if isinstance(value.data, Coordinates) else value.data.reshape(-1)
    bits = elements.view(f"u{elements.itemsize}")
    return Literal(elements[0].item(), DType.of(elements)) if (bits == bits[0]).all() else None
