"""Matrix products: linear layers with constant weights, and products of two activations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...ir import Node, Value
from ...ir.coordinates import Data, count_nonzero, dense
from ...ir.dims import Dim, ceildiv, minimum, product
from ...ir.ops import Dot
from ...kernels import gemv, sparse_gemv
from ...kernels.blocking import Contraction, matmul_tile, skips_in_one_row, sparse_row_vectors
from ...kernels.matmul import MatmulSpec
from ...kernels.spec import Spec
from .epilogues import Bound, KernelEpilogue, bind
from .folds import fold_dot, is_folded
from .layout import Layout, lanes, rows
from .plan import Placement, Pointer, Word
from .relayout import STRIP_VECTORS, as_lanes, as_row_major, as_rows
from .scheduler import Scheduler
from .streams import Weights, call_stream

_WHOLE = 1 << 40  # an axis in one part, seen as one strip that never ends


def lower_dot(s: Scheduler, node: Node) -> None:
    """``dot`` in the canonical form that ``prepare`` makes, see there; other types than float32 in any form."""
    if is_folded(node):
        fold_dot(s, node)
    elif node.inputs[1].data is not None and not _op(node).rhs_batch:
        _linear(s, node, node.inputs[1].data)
    else:
        _matmul(s, node)


def _op(node: Node) -> Dot:
    assert isinstance(node.op, Dot)
    return node.op


def _linear(s: Scheduler, node: Node, weights: Data) -> None:
    """``x [batch?, tokens, K]`` times constant ``w [K, M]``: the stream kernel over strips of tokens."""
    value, shape = node.inputs[0], node.output.type.shape
    lane_axis = value.type.rank - 2
    matrix = weights.T if _op(node).rhs_contract == (0,) else weights
    if product(shape[:-1]) == 1:
        spans = _spans(s, matrix)
        if spans or isinstance(matrix, np.ndarray) or not matrix.is_large:
            _gemv(s, node, matrix, spans)
            return
    x = as_lanes(s, value, lane_axis, rows_together=True)
    y = s.place(
        node.output, s.new(node.output.name, node.output.type, lanes(shape, lane_axis, STRIP_VECTORS, s.target.lanes))
    )
    strips = _Strips(s, shape[lane_axis], x.layout)
    row = x.layout.strip * 4
    loops: dict[str, Dim] = {
        "outer0": shape[0] if lane_axis else 1,
        "outer1": strips.count,
        "x_outer0": x.layout.stride(0) * 4 if lane_axis else 0,
        "x_outer1": _strip_step(x.layout) * 4,
        "y_outer0": y.layout.stride(0) * 4 if lane_axis else 0,
        "y_outer1": _strip_step(y.layout) * 4,
        "y_row": row,
        "vectors": strips.full,
        "vectors_last": strips.last,
    }
    call_stream(
        s,
        node,
        Weights(matrix, np.arange(matrix.shape[1], dtype=np.int64) * row),
        Pointer(x.buffer, x.offset * 4),
        y,
        loops,
        strips.width,
        shape[lane_axis] * (shape[0] if lane_axis else 1),
        lambda rows: _epilogue(s, node, y, ("outer0", "outer1", "row"), rows),
    )


def _gemv(s: Scheduler, node: Node, matrix: Data, spans: sparse_gemv.Spans | None) -> None:
    """One row of inputs: no lanes to speak of, the weights are read once, without zeros as ``spans``."""
    m, k = matrix.shape
    x = as_row_major(s, node.inputs[0])
    y = s.place(node.output, s.new(node.output.name, node.output.type, rows(node.output.type.shape)))

    def locate(value: Value) -> Bound:
        return Bound(as_row_major(s, value), (), value.type.elements != 1)

    epilogue = bind(s, node, (), locate, gemv.VECTORS * s.target.lanes)
    words = {"x": Pointer(x.buffer, x.offset * 4), "y": Pointer(y.buffer), "rows": m, "k": k, **epilogue.words}
    nonzeros = count_nonzero(matrix)
    spec: Spec
    if spans:
        words |= {name: Pointer(s.constant(array, name=name).buffer) for name, array in spans.arrays().items()}
        words["tiles"] = spans.tiles
        spec = sparse_gemv.SparseGemvSpec(epilogue.bias is not None, epilogue.epilogue)
    else:
        words["w"] = Pointer(s.constant(gemv.pack(dense(matrix), s.target.lanes), name="tiles").buffer)
        spec = gemv.GemvSpec(epilogue.bias is not None, epilogue.epilogue)
    note = f"{m}x{k} density {nonzeros / max(1, m * k):.2f}: {'sparse' if spans else 'dense'}"
    s.call(node.name, spec, words, [x.buffer, *epilogue.reads], [y.buffer], 2 * nonzeros, note)


def _spans(s: Scheduler, matrix: Data) -> sparse_gemv.Spans | None:
    """The weights without their zeros, if skipping these pays.

    Predicted first for zeros that lie at random, since packing takes time; then with the steps that there really are.
    """
    m, k = matrix.shape
    c, lanes = Contraction(m, k, count_nonzero(matrix), 1), s.target.lanes
    if s.options.dense or not sparse_gemv.SPAN * lanes <= c.k <= sparse_gemv.MOST_INPUTS:
        return None
    if not skips_in_one_row(s.machine, s.target, c, sparse_row_vectors(s.target, c)):
        return None
    spans = sparse_gemv.pack(matrix, lanes)
    return spans if skips_in_one_row(s.machine, s.target, c, spans.vectors) else None


def _matmul(s: Scheduler, node: Node) -> None:
    """``x [b…, M, K]`` times ``a [b…, …]``, at most two batch axes: lanes are M, rows the other operand's free axis."""
    op, lhs, rhs = _op(node), node.inputs[0], node.inputs[1]
    shape = node.output.type.shape
    batch = len(op.lhs_batch)
    lane_axis = lhs.type.rank - 2
    x = as_lanes(s, lhs, lane_axis)
    y = s.place(
        node.output,
        s.new(node.output.name, node.output.type, lanes(shape, len(shape) - 2, STRIP_VECTORS, s.target.lanes)),
    )
    a = _scalars(s, rhs, op.rhs_batch)
    (contract,) = op.rhs_contract
    (free,) = [axis for axis in range(rhs.type.rank) if axis != contract and axis not in op.rhs_batch]
    strips = _Strips(s, shape[-2], x.layout)
    tile_rows, vectors = matmul_tile(s.target)
    epilogue = _epilogue(s, node, y, ("outer0", "outer1", "strip", "row"), 0)
    spec = MatmulSpec(tile_rows, min(vectors, strips.width), epilogue.epilogue)
    words: dict[str, Word] = {
        "a": Pointer(a.buffer, a.offset * 4),
        "x": Pointer(x.buffer, x.offset * 4),
        "y": Pointer(y.buffer, y.offset * 4),
        "strips": strips.count, "rows": shape[-1], "k": lhs.type.shape[-1], "row_block": 8 * tile_rows,
        "vectors": strips.full, "vectors_last": strips.last,
        "x_strip": _strip_step(x.layout) * 4, "y_strip": _strip_step(y.layout) * 4,
        "x_k": x.layout.stride(lhs.type.rank - 1) * 4, "y_row": y.layout.stride(len(shape) - 1) * 4,
        **epilogue.words,
    }  # fmt: skip
    for i in range(2):
        # The batch axes fill the loops from the inner one, so that one batch axis is the inner loop.
        axis = i - (2 - batch)
        exists = axis >= 0
        words[f"outer{i}"] = shape[axis] if exists else 1
        words[f"x_outer{i}"] = x.layout.stride(op.lhs_batch[axis]) * 4 if exists else 0
        words[f"a_outer{i}"] = a.layout.stride(op.rhs_batch[axis]) * 4 if exists else 0
        words[f"y_outer{i}"] = y.layout.stride(axis) * 4 if exists else 0
    for name, axis in (("row", free), ("k", contract)):
        parts = a.layout.axes[axis]
        words[f"a_{name}_n"] = parts[0].step if len(parts) == 2 else _WHOLE
        words[f"a_{name}_outer"] = parts[0].stride * 4 if len(parts) == 2 else 0
        words[f"a_{name}"] = parts[-1].stride * 4
    flops = 2 * node.output.type.elements * lhs.type.shape[-1]
    note = f"tile {spec.rows}x{spec.vectors}"
    s.call(node.name, spec, words, [a.buffer, x.buffer, *epilogue.reads], [y.buffer], flops, note)


def _scalars(s: Scheduler, value: Value, batch: Sequence[int]) -> Placement:
    """The scalar operand where it was made, or as rows if that cuts one of its batch axes into strips."""
    place = s.at(value)
    whole = not any(place.layout.strips(axis) for axis in batch)
    return place if place.layout.kind == "lanes" and whole else as_rows(s, value)


class _Strips:
    """How the lanes of an axis fall into strips: their number, and the vectors of a full and of the last one."""

    def __init__(self, s: Scheduler, extent: Dim, layout: Layout) -> None:
        width = s.target.lanes
        self.width = layout.strip // width
        self.count = ceildiv(extent, layout.strip)
        self.full = minimum(self.width, ceildiv(extent, width))
        self.last = ceildiv(extent - (self.count - 1) * layout.strip, width)


def _strip_step(layout: Layout) -> Dim:
    """Elements from one strip of lanes to the next."""
    parts = layout.axes[layout.lane_axis]
    return parts[0].stride if len(parts) == 2 else 0


def _epilogue(s: Scheduler, node: Node, y: Placement, loops: Sequence[str], bias_rows: int) -> KernelEpilogue:
    """Operands of a features x lanes result: ``loops`` are outer loops for the batch axes, strips, and "row".

    The last axis holds the rows, the one before it the lanes. Batch axes fill the outer loops from the inner one.
    """
    shape = y.type.shape
    lane_axis = len(shape) - 2
    *outer, strip_loop, row_loop = loops
    axis_of = {name: lane_axis - len(outer) + i for i, name in enumerate(outer)} | {row_loop: lane_axis + 1}

    def locate(value: Value) -> Bound:
        missing = len(shape) - value.type.rank
        padded = (1,) * missing + value.type.shape
        follows = padded[lane_axis] != 1
        place = as_lanes(s, value, lane_axis - missing) if follows else as_rows(s, value)

        def stride(loop: str) -> Dim:
            if loop == strip_loop:
                return _strip_step(place.layout) if follows else 0
            axis = axis_of[loop]
            return place.layout.stride(axis - missing) if axis >= 0 and padded[axis] != 1 else 0

        return Bound(place, tuple(stride(loop) for loop in loops), follows)

    return bind(s, node, loops, locate, bias_rows)
