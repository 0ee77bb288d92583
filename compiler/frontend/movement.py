"""ONNX ops that move elements."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import Dim
from ...ir.dims import Expr, bounds, ceildiv, product
from ...ir.expression import broadcast_shapes
from ...ir.ops import Pad
from . import axes as axes_of_run
from .builder import LARGEST_SIZE
from .node import OnnxNode
from .symbolic import Tensor


def _reshape(node: OnnxNode) -> Tensor:
    keep_zero = node.flag("allowzero")
    x = node.input(0)
    if not node.is_known(1):
        return node.reshape(x, _shape_of_run(node, x, keep_zero))
    shape = list(node.dims(1, "the shape"))
    for axis, dim in enumerate(shape):
        if dim == 0 and not keep_zero:
            if axis >= x.type.rank:
                node.refuse(f"0 at position {axis} of the shape copies a dim that {x.type} does not have")
            shape[axis] = x.type.shape[axis]
    if shape.count(-1) > 1:
        node.refuse(f"the shape {shape} has more than one -1; export the model again")
    if -1 in shape:
        shape[shape.index(-1)] = _missing_dim(node, x.type.shape, [d for d in shape if d != -1])
    return node.reshape(x, shape)


def _shape_of_run(node: OnnxNode, x: Tensor, keep_zero: bool) -> tuple[Dim, ...]:
    """A shape that only a run knows, with its 0 and -1 resolved."""
    shape = node.integers_input(1, "the shape", node.declared_rank)
    (rank,) = node.static(shape.type.shape, "the shape")
    if not keep_zero:
        own = node.sizes([x.type.shape[a] if a < x.type.rank else -2 for a in range(rank)])
        shape = node.formula(("where", ("eq", "x", 0), "y", "x"), shape, own)
    others = node.reduce("prod", node.formula(("where", ("eq", "x", -1), 1, "x"), shape), [0])
    missing = node.formula(("div", "y", ("max", "x", 1)), others, node.sizes([x.type.elements]))
    shape = node.formula(("where", ("eq", "x", -1), "y", "x"), shape, missing)
    least, most = bounds(x.type.elements)
    return node.bind(shape, 0, most if least else LARGEST_SIZE)  # beside a 0 any size will do


def _missing_dim(node: OnnxNode, given: Sequence[Dim], others: list[Dim]) -> Dim:
    """What -1 stands for; equal dims are cancelled first, so that symbols need no division."""
    left = list(given)
    for dim in list(others):
        if dim in left:
            left.remove(dim)
            others.remove(dim)
    if bounds(product(others))[0] < 1:
        node.refuse("-1 in a shape with a dim that may be 0 cannot be resolved; give the size")
    return product(left) // product(others)


def _flatten(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    x = node.input(0)
    if not -x.type.rank <= axis <= x.type.rank:
        node.refuse(f"axis {axis} is out of range for {x.type}")
    return merged(node, x, axis + x.type.rank if axis < 0 else axis)


def merged(node: OnnxNode, x: Tensor, axis: int) -> Tensor:
    """The tensor as a matrix: the axes before ``axis`` are its rows, those from it on its columns."""
    return node.reshape(x, (product(x.type.shape[:axis]), product(x.type.shape[axis:])))


def _squeeze(node: OnnxNode) -> Tensor:
    x = node.input(0)
    if node.has_axes_of_run(1):
        return axes_of_run.squeezed(
            node, x, node.integers_input(1, "axes", _fewer_axes(x.type.rank, node.declared_rank))
        )
    given = node.axes(1)
    rank = x.type.rank
    axes = [a for a, d in enumerate(x.type.shape) if d == 1] if given is None else [node.axis(a, rank) for a in given]
    for axis in axes:
        if x.type.shape[axis] != 1:
            node.refuse(f"axis {axis} of {x.type} is not 1; squeeze removes axes of extent 1 only")
    return node.reshape(x, [d for a, d in enumerate(x.type.shape) if a not in axes])


def _fewer_axes(more: int | None, fewer: int | None) -> int | None:
    """How many axes lie between two ranks, as far as both are known."""
    return None if more is None or fewer is None else max(more - fewer, 0)


def _unsqueeze(node: OnnxNode) -> Tensor:
    x = node.input(0)
    if node.has_axes_of_run(1):
        return axes_of_run.unsqueezed(
            node, x, node.integers_input(1, "axes", _fewer_axes(node.declared_rank, x.type.rank))
        )
    given = node.axes(1) or ()
    rank = x.type.rank + len(given)
    axes = node.distinct_axes(given, rank)
    dims = iter(x.type.shape)
    return node.reshape(x, [1 if a in axes else next(dims) for a in range(rank)])


def _transpose(node: OnnxNode) -> Tensor:
    permutation = node.integers("perm")
    x = node.input(0)
    return node.transpose(x, tuple(reversed(range(x.type.rank))) if permutation is None else permutation)


def _concat(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    inputs = node.inputs()
    axis = node.axis(axis, inputs[0].type.rank)
    return node.join(inputs, axis)


def _split(node: OnnxNode) -> list[Tensor]:
    axis = node.integer("axis")
    parts = node.attribute("num_outputs") or node.output_count
    sizes: Sequence[Dim] | None = node.integers("split") if node.version < 13 else None
    x = node.input(0)
    axis = node.axis(axis, x.type.rank)
    extent = x.type.shape[axis]
    if node.version >= 13 and node.given(1):
        sizes = node.dims(1, "split", length=node.output_count)
    if sizes is None:
        part = ceildiv(extent, parts)
        if node.version < 18:
            node.check(part * parts - extent, f"an axis of {extent} does not divide into {parts} equal parts")
        sizes = [part] * (parts - 1) + [extent - part * (parts - 1)]
    wrong = f"sizes {', '.join(map(str, sizes))} do not split an axis of {extent} in {node.output_count} parts"
    if len(sizes) != node.output_count or any(bounds(s)[1] < 0 for s in sizes):
        node.refuse(wrong)
    node.check(sum(sizes[1:], sizes[0]) - extent, wrong)
    results, start = [], 0 * extent
    for size in sizes:
        results.append(node.cut(x, axis, start, size))
        start = start + size
    return results


def _expand(node: OnnxNode) -> Tensor:
    x = node.input(0)
    if not node.is_known(1):
        return node.broadcast(x, _expanded_shape(node, x))
    return node.broadcast(x, broadcast_shapes([x.type.shape, node.dims(1, "the shape")]))


def _expanded_shape(node: OnnxNode, x: Tensor) -> tuple[Dim, ...]:
    """The shape to which a tensor and a shape that only a run knows broadcast."""
    shape = node.list_input(1, "the shape")
    (rank,) = shape.type.shape
    if isinstance(rank, Expr):
        # Filled up with leading ones to as many sizes as the result has axes.
        if node.declared_rank is None:
            node.refuse(f"the shape must be a list of known length, got {shape.type}; fix it with --dim NAME=SIZE")
        shape, rank = node.add(Pad((node.declared_rank - rank,), (0,), 1), shape), node.declared_rank
    missing = rank - x.type.rank
    before = x.type.shape[: max(0, -missing)]
    own = node.sizes([*[1] * max(0, missing), *x.type.shape[len(before) :]])
    # What does not broadcast becomes -1, which is no size.
    fits = ("or", ("eq", "x", 1), ("eq", "x", "y"))
    return before + node.bind(node.formula(("where", ("eq", "y", 1), "x", ("where", fits, "y", -1)), shape, own))


def _tile(node: OnnxNode) -> Tensor:
    x = node.input(0)
    repeats = node.dims(1, "repeats", length=x.type.rank)
    if len(repeats) != x.type.rank:
        node.refuse(f"needs {x.type.rank} repeats for {x.type}, got {len(repeats)}")
    return repeat(node, x, repeats)


def repeat(node: OnnxNode, x: Tensor, repeats: Sequence[Dim]) -> Tensor:
    """The tensor written ``repeats`` times one after the other along each axis."""
    shape = x.type.shape
    apart = [d for r, dim in zip(repeats, shape, strict=True) for d in ((dim,) if r == 1 else (1, dim))]
    wide = [d for r, dim in zip(repeats, shape, strict=True) for d in ((dim,) if r == 1 else (r, dim))]
    return node.reshape(
        node.broadcast(node.reshape(x, apart), wide), [r * d for r, d in zip(repeats, shape, strict=True)]
    )


def repeat_each(node: OnnxNode, x: Tensor, axis: int, times: Dim) -> Tensor:
    """The tensor with each element of an axis ``times`` times in a row."""
    before, extent, after = x.type.shape[:axis], x.type.shape[axis], x.type.shape[axis + 1 :]
    apart = node.reshape(x, (*before, extent, 1, *after))
    wide = node.broadcast(apart, (*before, extent, times, *after))
    return node.reshape(wide, (*before, extent * times, *after))


def _depth_to_space(node: OnnxNode) -> Tensor:
    block = node.integer("blocksize")
    mode = _order_of_depth(node)
    x = node.input(0)
    n, c, h, w = _image(node, x, block)
    depth = c // (block * block)
    apart = (n, block, block, depth, h, w) if mode == "DCR" else (n, depth, block, block, h, w)
    order = (0, 3, 4, 1, 5, 2) if mode == "DCR" else (0, 1, 4, 2, 5, 3)
    return node.reshape(node.transpose(node.reshape(x, apart), order), (n, depth, h * block, w * block))


def _space_to_depth(node: OnnxNode) -> Tensor:
    block = node.integer("blocksize")
    order = (0, 3, 5, 1, 2, 4) if _order_of_depth(node) == "DCR" else (0, 1, 3, 5, 2, 4)
    x = node.input(0)
    n, c, h, w = _image(node, x, block)
    apart = node.reshape(x, (n, c, h // block, block, w // block, block))
    return node.reshape(node.transpose(apart, order), (n, c * (block * block), h // block, w // block))


def _order_of_depth(node: OnnxNode) -> str:
    """Whether position in the block (DCR) or channel (CRD) comes first in the depth; older opsets know DCR only."""
    mode = node.text("mode") if node.attribute("mode") else "DCR"
    if mode not in ("DCR", "CRD"):
        node.refuse(f"mode='{mode}' is not one of DCR, CRD")
    return mode


def _image(node: OnnxNode, x: Tensor, block: int) -> tuple[Dim, Dim, Dim, Dim]:
    if block < 1:
        node.refuse(f"blocksize={block} must be at least 1; export the model again")
    if x.type.rank != 4:
        node.refuse(f"needs an input of rank 4, got {x.type}")
    n, c, h, w = x.type.shape
    return n, c, h, w


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "Concat": {4: _concat},
    "DepthToSpace": {1: _depth_to_space},
    "Expand": {8: _expand},
    "Flatten": {1: _flatten},
    "Reshape": {5: _reshape},
    "SpaceToDepth": {1: _space_to_depth},
    "Split": {2: _split},
    "Squeeze": {1: _squeeze},
    "Tile": {6: _tile},
    "Transpose": {1: _transpose},
    "Unsqueeze": {1: _unsqueeze},
}
"""Lowerings by op and the opset since which they apply."""
