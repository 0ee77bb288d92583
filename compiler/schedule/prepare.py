"""The last rewrites before scheduling: contractions in the form that the kernels have.

    dot(%x [b…, K], %w const)             -> reshape to [tokens, K] or [batch, tokens, K]; w is [K, M] or [M, K]
    dot(%a [b0, b1, b2, M, K], %b)        -> batch axes merged into one where there are more than two

Everything else is brought about by transposing operands; reshapes and transposes are views wherever the layout allows.
"""

from __future__ import annotations

from dataclasses import replace

from ...ir import Graph, Node, Value
from ...ir.dims import Dim, product
from ...ir.ops import Dot, Reshape, Transpose
from ..diagnostics import CompileError


def prepare(graph: Graph) -> None:
    """Bring every ``dot`` into canonical form; changes the graph in place."""
    for node in list(graph.nodes):
        if isinstance(node.op, Dot):
            _canonical(graph, node, node.op)


def _canonical(graph: Graph, node: Node, op: Dot) -> None:
    """Left: ``[batch…, M, K]``. Right: constant and without batch axes a matrix, else ``[batch…, …]`` with two more
    axes."""
    lhs, rhs = node.inputs[:2]
    if lhs.data is not None and rhs.data is None:
        raise CompileError(
            f"dot '{node.name}': constant weights on the left of a product are not compiled yet; transpose the product"
        )
    if len(op.lhs_contract) != 1:
        raise CompileError(f"dot '{node.name}': sums over {len(op.lhs_contract)} axes; only one is compiled yet")
    free_left = [a for a in range(lhs.type.rank) if a not in op.lhs_batch + op.lhs_contract]
    free_right = [a for a in range(rhs.type.rank) if a not in op.rhs_batch + op.rhs_contract]
    batch = len(op.lhs_batch)
    linear = rhs.data is not None and not batch
    wanted_left = [*op.lhs_batch, *free_left, *op.lhs_contract]
    left_shape = [lhs.type.shape[a] for a in wanted_left]
    m = product(left_shape[batch:-1])
    # Linear layers keep one axis outside the lanes; products of activations have up to two batch axes.
    heads = left_shape[:batch]
    lead: list[Dim]
    if linear:
        lead = [left_shape[0], product(left_shape[1:-1])] if len(free_left) > 1 else [m]
    else:
        lead = [*([product(heads)] if batch > 2 else heads), m]
    right_shape = [rhs.type.shape[a] for a in op.rhs_batch]
    merged_right: list[Dim] = [product(right_shape)] if batch > 2 else right_shape
    n, k = product([rhs.type.shape[a] for a in free_right]), left_shape[-1]
    ready = (
        wanted_left == list(range(lhs.type.rank)) and left_shape[:-1] == lead and len(free_right) == 1 and batch <= 2
        and list(op.rhs_batch) == list(range(batch))
    )  # fmt: skip
    if ready:
        return
    new_lhs = _arranged(graph, node, lhs, wanted_left, [*lead, k])
    right_order = [*op.rhs_batch, *op.rhs_contract, *free_right]
    new_rhs = _arranged(graph, node, rhs, right_order, [*merged_right, k, n])
    extra = node.inputs[2:]
    shape = node.output.type.shape
    if op.epilogue is not None and [*lead, n] != list(shape):
        extra = [_reshaped_operand(graph, node, value, shape, [*lead, n]) for value in extra]
    count = len(merged_right)
    axes = tuple(range(count))
    canonical = replace(op, lhs_contract=(len(lead),), rhs_contract=(count,), lhs_batch=axes, rhs_batch=axes)
    result = graph.add(canonical, [new_lhs, new_rhs, *extra], node.name, before=node)
    if result.type.shape != shape:
        result = graph.add(Reshape(shape), [result], node.name, before=node)
    graph.replace(node.output, result)
    graph.remove(node)


def _arranged(graph: Graph, node: Node, value: Value, order: list[int], shape: list[Dim]) -> Value:
    if value.data is not None:
        return graph.constant(value.data.transpose(order).reshape([d for d in shape if isinstance(d, int)]), value.name)
    if order != list(range(value.type.rank)):
        value = graph.add(Transpose(tuple(order)), [value], node.name, before=node)
    return (
        value if value.type.shape == tuple(shape) else graph.add(Reshape(tuple(shape)), [value], node.name, before=node)
    )


def _reshaped_operand(graph: Graph, node: Node, value: Value, old: tuple[Dim, ...], new: list[Dim]) -> Value:
    """An epilogue operand for a reshaped result: per-row vectors stay, anything else is repeated and reshaped."""
    if value.type.rank == 0 or (all(d == 1 for d in value.type.shape[:-1]) and value.type.shape[-1] in (1, new[-1])):
        return value
    if value.type.shape != old:
        from_shape = ", ".join(map(str, value.type.shape))
        raise CompileError(
            f"dot '{node.name}': an operand of shape [{from_shape}] follows a product of {len(old)} axes; "
            "not compiled yet"
        )
    return graph.add(Reshape(tuple(new)), [value], node.name, before=node)
