"""The last rewrites before scheduling: contractions in the form that the kernels have.

    dot(%x [b…, K], %w const)          -> x as [tokens, K] or [batch, tokens, K], w as [K, M] or [M, K]
    dot(%a [b0, b1, b2, M, K], %b)     -> batch axes merged into one where there are more than two
    dot(%w const, %x)                  -> transpose(dot(%x, %w))
    conv(%x, %w) {epilogue to bool}    -> map(conv(%x, %w)): kernels store what they compute with
    dot(%x, %w) {epilogue} of float64  -> map(dot(%x, %w)): so does the kernel that takes what the others do not
    reduce(%x) {axes=[0, 2, 4]}        -> reduce(reduce(%x) {axes=[4]}) {axes=[0, 2]}: kernels have two reduced loops

Everything else is brought about by transposing operands; reshapes and transposes are views wherever the layout allows.
"""

from __future__ import annotations

from dataclasses import replace

from ...ir import DType, Expression, Graph, Node, Value
from ...ir.dims import Dim, known_dim, product
from ...ir.ops import Dot, Fusable, Map, Reduce, Reshape, Transpose, bodies
from .folds import is_folded
from .layout import static


def prepare(graph: Graph) -> None:
    """Bring every node, of bodies too, into the form that its lowering rule expects; changes the graph in place."""
    for node in list(graph.nodes):
        for body in bodies(node.op):
            prepare(body)
        if isinstance(node.op, Fusable) and node.op.epilogue is not None and not _stores_as_computed(node):
            node = _split_epilogue(graph, node, node.op)
        if is_folded(node):
            continue
        if isinstance(node.op, Dot):
            _canonical_dot(graph, node, node.op)
        elif isinstance(node.op, Reduce):
            _split_reduce(graph, node, node.op)


def _stores_as_computed(node: Node) -> bool:
    """Whether the kernel of a fusable op can apply an epilogue to the result and store it."""
    dtype = node.inputs[0].type.dtype
    return node.output.type.dtype is dtype and (dtype is DType.FLOAT32 or not is_folded(node))


def _split_reduce(graph: Graph, node: Node, op: Reduce) -> None:
    """Reduce the last of more than two separate runs of axes first; a scalar needs no reduction."""
    value = node.inputs[0]
    if value.type.rank == 0:
        scalar = op.epilogue or Expression.call("identity")
        _substitute(graph, node, graph.add(Map(scalar), list(node.inputs), node.name, before=node))
        return
    wide = [a for a, d in enumerate(value.type.shape) if d != 1]
    runs: list[list[int]] = []
    for before, axis in zip([-1, *wide], wide, strict=False):
        if axis in op.axes:
            if runs and before == runs[-1][-1]:
                runs[-1].append(axis)
            else:
                runs.append([axis])
    if len(runs) <= 2:
        return
    partial = value
    for run in runs[:1:-1]:
        partial = graph.add(Reduce(function=op.function, axes=tuple(run)), [partial], node.name, before=node)
    rest = replace(op, axes=tuple(a for run in runs[:2] for a in run))
    _substitute(graph, node, graph.add(rest, [partial, *node.inputs[1:]], node.name, before=node))


def _split_epilogue(graph: Graph, node: Node, op: Fusable) -> Node:
    """Make the epilogue a map of its own again; the node that is left."""
    assert op.epilogue is not None
    plain = graph.add_node(op.with_epilogue(None), node.inputs[: op.arity], node.name, before=node)
    operands = [plain.output, *node.inputs[op.arity :]]
    _substitute(graph, node, graph.add(Map(op.epilogue), operands, node.name, before=node))
    return plain


def _substitute(graph: Graph, node: Node, result: Value) -> None:
    graph.replace(node.output, result)
    graph.remove(node)


def _canonical_dot(graph: Graph, node: Node, op: Dot) -> None:
    """Left ``[batch…, M, K]``; right a matrix if constant without batch axes, else ``[batch…]`` and two more axes."""
    lhs, rhs = node.inputs[:2]
    if lhs.data is not None and rhs.data is None and not op.lhs_batch:
        _swap(graph, node, op)
        return
    free_left = [a for a in range(lhs.type.rank) if a not in op.lhs_batch + op.lhs_contract]
    free_right = [a for a in range(rhs.type.rank) if a not in op.rhs_batch + op.rhs_contract]
    batch = len(op.lhs_batch)
    linear = rhs.data is not None and not batch
    order_left = [*op.lhs_batch, *free_left, *op.lhs_contract]
    # Of a constant the extents are known, those of the other operand perhaps to the run only.
    heads = [known_dim((lhs.type.shape[a], rhs.type.shape[b])) for a, b in zip(op.lhs_batch, op.rhs_batch, strict=True)]
    tokens = [lhs.type.shape[a] for a in free_left]
    summed = zip(op.lhs_contract, op.rhs_contract, strict=True)
    k = product([known_dim((lhs.type.shape[a], rhs.type.shape[b])) for a, b in summed])
    n = product([rhs.type.shape[a] for a in free_right])
    lead: list[Dim]
    if linear:
        # One axis stays outside the lanes.
        lead = [tokens[0], product(tokens[1:])] if len(tokens) > 1 else [product(tokens)]
    else:
        heads = [product(heads)] if batch > 2 else heads
        lead = [*heads, product(tokens)]
    ready = order_left == list(range(lhs.type.rank)) and lhs.type.shape == (*lead, k) and len(free_right) == 1
    if ready and op.rhs_batch == tuple(range(batch)):
        return
    shape = node.output.type.shape
    if op.epilogue is not None and shape != (*lead, n) and not all(_per_row(v, shape) for v in node.inputs[2:]):
        node = _split_epilogue(graph, node, op)
        op = op.with_epilogue(None)
    new_lhs = _arranged(graph, node, lhs, order_left, [*lead, k])
    order_right = [*op.rhs_batch, *op.rhs_contract, *free_right]
    new_rhs = _arranged(graph, node, rhs, order_right, [*([] if linear else heads), k, n])
    extra = [_flat_row(graph, node, v) if shape != (*lead, n) else v for v in node.inputs[2:]]
    axes = tuple(range(0 if linear else len(heads)))
    canonical = replace(op, lhs_contract=(len(lead),), rhs_contract=(len(axes),), lhs_batch=axes, rhs_batch=axes)
    result = graph.add(canonical, [new_lhs, new_rhs, *extra], node.name, before=node)
    if result.type.shape != shape:
        result = graph.add(Reshape(shape), [result], node.name, before=node)
    _substitute(graph, node, result)


def _swap(graph: Graph, node: Node, op: Dot) -> None:
    """Exchange the operands of a product whose left one is constant, and transpose the result back."""
    if op.epilogue is not None:
        node = _split_epilogue(graph, node, op)
    lhs, rhs = node.inputs
    swapped = Dot(lhs_contract=op.rhs_contract, rhs_contract=op.lhs_contract)
    turned = graph.add_node(swapped, [rhs, lhs], node.name, before=node)
    right = rhs.type.rank - len(op.rhs_contract)
    order = (*range(right, turned.output.type.rank), *range(right))
    _substitute(graph, node, graph.add(Transpose(order), [turned.output], node.name, before=node))
    _canonical_dot(graph, turned, swapped)


def _per_row(value: Value, shape: tuple[Dim, ...]) -> bool:
    """Whether an epilogue operand has one element per feature, the last axis, and no more."""
    return all(d == 1 for d in value.type.shape[:-1]) and value.type.shape[-1:] in ((), (1,), shape[-1:])


def _flat_row(graph: Graph, node: Node, value: Value) -> Value:
    """An operand with one element per feature as a vector, which fits a result of any rank."""
    if value.type.rank <= 1:
        return value
    return _arranged(graph, node, value, list(range(value.type.rank)), [value.type.shape[-1]])


def _arranged(graph: Graph, node: Node, value: Value, order: list[int], shape: list[Dim]) -> Value:
    """The value transposed and reshaped; a constant at once, anything else by nodes."""
    if value.data is not None:
        return graph.constant(value.data.transpose(order).reshape([static(d) for d in shape]), value.name)
    if order != list(range(value.type.rank)):
        value = graph.add(Transpose(tuple(order)), [value], node.name, before=node)
    if value.type.shape == tuple(shape):
        return value
    return graph.add(Reshape(tuple(shape)), [value], node.name, before=node)
