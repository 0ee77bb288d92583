"""Fourier transforms, as products with matrices, and the mel scale."""

from __future__ import annotations

import math
from collections.abc import Callable

from ...ir import Dim, DType
from ...ir.dims import product
from ...ir.ops import Conv, Dot, Slice
from . import axes as axes_of_run
from .formula import Formula
from .node import OnnxNode
from .slicing import step_count
from .symbolic import Tensor
from .tensors import dtype_of


def _fourier_matrix(
    node: OnnxNode, extent: Dim, parts: Dim, length: Dim, dtype: DType, inverse: bool = False, onesided: bool = False
) -> Tensor:
    """``[extent, parts, bins, parts of the result]``: what each number of a signal adds to each of its transform.

    Sample ``n`` adds to bin ``k`` its product with ``exp(-2i pi n k / length)``, for the inverse with the conjugate
    over ``length``. The parts of these products are cosines, a quarter turn apart. A one-sided inverse has real
    results, as if the bins that are left out were the conjugates of the others.
    """
    real = inverse and onesided
    bins = length // 2 + 1 if onesided and not inverse else length
    extents = (extent, parts, bins, 1 if real else 2)
    sample, part, bin, result = (node.along(node.ramp(count), [axis], 4) for axis, count in enumerate(extents))
    size = node.size(length, DType.INT64)
    quarters = node.call("sub", part, result) if inverse else node.call("sub", result, part)
    quarters = node.formula(("mul", "x", "y"), quarters, size)
    # Whole turns are taken off while these are integers, in units of a quarter turn over the length.
    position = node.formula(("add", ("mul", 4, ("mul", "x", "y")), "z"), sample, bin, quarters)
    turns = node.cast(node.formula(("rem", "x", ("mul", 4, "y")), position, size), DType.FLOAT64)
    twice: Formula = ("mul", 2, "x")
    once: Formula = ("or", ("eq", "x", 0), ("eq", twice, "y"))
    used: Formula = (
        ("where", ("lt", "y", twice), 0, ("where", once, 1, 2)) if real else ("where", ("lt", "x", "y"), 1, 0)
    )
    weight = node.cast(node.formula(used, sample, size), DType.FLOAT64)
    size = node.cast(size, DType.FLOAT64)
    if inverse:
        weight = node.call("div", weight, size)
    wave: Formula = ("cos", ("div", ("mul", math.pi / 2, "x"), "y"))
    return node.cast(node.formula(("mul", wave, "z"), turns, size, weight), dtype)


def _parts(node: OnnxNode, x: Tensor) -> Dim:
    """How many numbers make a sample: 1 or 2, real and imaginary part."""
    wrong = f"the last axis of {x.type} must be 1 for real or 2 for complex samples; export the model again"
    if x.type.rank < 2:
        node.refuse(wrong)
    parts = x.type.shape[-1]
    node.check((parts - 1) * (parts - 2), wrong)
    return parts


def _dft(node: OnnxNode) -> Tensor:
    inverse, onesided = node.flag("inverse"), node.flag("onesided")
    x = node.input(0)
    parts, rank = _parts(node, x), x.type.rank
    of_run = node.version >= 20 and node.given(2) and not node.is_known(2)
    if of_run:
        (before, extent, after), marks = axes_of_run.parted(node, x, node.integers_input(2, "axis"))
        after = after // parts
    else:
        given = node.integer("axis") if node.version < 20 else int(node.scalar(2, "axis")) if node.given(2) else -2
        axis = node.axis(given, rank)
        if axis == rank - 1:
            node.refuse("axis must not be the last one, which holds the parts of a sample")
        shape = x.type.shape
        before, extent, after = product(shape[:axis]), shape[axis], product(shape[axis + 1 : -1])
    default = 2 * (extent - 1) if inverse and onesided else extent
    length = node.whole(1, "dft_length", low=1) if node.given(1) else default
    matrix = _fourier_matrix(node, extent, parts, length, x.type.dtype, inverse, onesided)
    bins, results = matrix.type.shape[2:]
    # The axis moves beside the parts, and with them makes one row of a matrix product.
    rows = node.transpose(node.reshape(x, (before, extent, after, parts)), (0, 2, 1, 3))
    y = _transformed(node, node.reshape(rows, (before, after, extent * parts)), matrix)
    y = node.transpose(node.reshape(y, (before, after, bins, results)), (0, 2, 1, 3))
    if of_run:
        sizes = node.call("where", marks, node.size(bins, DType.INT64), node.sizes((*x.type.shape[:-1], results)))
        return node.reshape(y, node.bind(sizes))
    return node.reshape(y, (*shape[:axis], bins, *shape[axis + 1 : -1], results))


def _transformed(node: OnnxNode, rows: Tensor, matrix: Tensor) -> Tensor:
    """Rows of samples times a matrix of ``_fourier_matrix``: ``[…, extent * parts] -> […, bins * results]``."""
    extent, parts, bins, results = matrix.type.shape
    weights = node.reshape(matrix, (extent * parts, bins * results))
    return node.add(Dot(lhs_contract=(rows.type.rank - 1,), rhs_contract=(0,)), rows, weights)


def _stft(node: OnnxNode) -> Tensor:
    onesided = node.flag("onesided")
    signal = node.input(0)
    parts = _parts(node, signal)
    if signal.type.rank != 3:
        node.refuse(f"the signal must have rank 3, got {signal.type}")
    step = node.whole(1, "frame_step", low=1)
    if node.given(2) and node.input(2).type.rank != 1:
        node.refuse(f"the window must have rank 1, got {node.input(2).type}; export the model again")
    (whole,) = node.input(2).type.shape if node.given(2) else signal.type.shape[1:2]
    frame = node.whole(3, "frame_length", low=1) if node.given(3) else whole
    matrix = _fourier_matrix(node, frame, parts, frame, signal.type.dtype, onesided=onesided)
    if node.given(2):
        wrong = f"the window is {node.input(2).type}, but a frame has {frame} samples; export the model again"
        node.same_shape(node.input(2).type.shape, (frame,), wrong)
        matrix = node.call("mul", matrix, node.along(node.input(2), [0], 4))
    bins = matrix.type.shape[2]
    if isinstance(step, int) and isinstance(frame, int) and isinstance(parts, int):
        y = _convolved(node, signal, step, matrix)
    else:
        y = _transformed(node, _frames(node, signal, step, frame), matrix)
    return node.reshape(y, (*y.type.shape[:2], bins, 2))


def _convolved(node: OnnxNode, signal: Tensor, step: int, matrix: Tensor) -> Tensor:
    """The transforms of all frames as a convolution: its channels are the parts, its kernels the bins of the matrix."""
    frame, parts, bins, results = matrix.type.shape
    kernels = node.reshape(node.transpose(matrix, (2, 3, 1, 0)), (bins * results, parts, frame))
    y = node.add(Conv(None, (step,), (1,), (0,), (0,)), node.transpose(signal, (0, 2, 1)), kernels)
    return node.transpose(y, (0, 2, 1))


def _frames(node: OnnxNode, signal: Tensor, step: Dim, frame: Dim) -> Tensor:
    """The frames of a signal, one after another: ``[batch, frames, frame * parts]``."""
    batch, samples, parts = signal.type.shape
    starts = [node.sizes([dim]) for dim in (0, samples - frame + 1, step)]
    (frames,) = node.bind(step_count(node, *starts))
    first = node.call("mul", node.ramp(frames), starts[2])
    positions = node.call("add", node.along(first, [0], 2), node.along(node.ramp(frame), [1], 2))
    return node.reshape(node.take(signal, positions, 1), (batch, frames, frame * parts))


def _mel_weight_matrix(node: OnnxNode) -> Tensor:
    """Triangles whose corners lie at equal distances on the mel scale, rounded down to bins of the spectrum."""
    dtype = dtype_of(node.integer("output_datatype"))
    count, length = node.whole(0, "num_mel_bins", low=1), node.whole(1, "dft_length", low=1)
    last = length // 2
    rate, low, high = (node.cast(node.reshape(node.input(i), (1,)), DType.FLOAT64) for i in (2, 3, 4))
    mel: Formula = ("mul", 2595 / math.log(10), ("log", ("add", 1.0, ("div", "x", 700.0))))
    low, high = node.formula(mel, low), node.formula(mel, high)
    spacing = node.formula(("div", ("sub", "y", "x"), "z"), low, high, node.size(count + 2, DType.FLOAT64))
    mels = node.formula(("add", "x", ("mul", "y", "z")), low, node.ramp(count + 2, DType.FLOAT64), spacing)
    hertz: Formula = ("mul", 700.0, ("sub", ("pow", 10.0, ("div", "x", 2595.0)), 1.0))
    corner: Formula = ("floor", ("div", ("mul", hertz, "y"), "z"))
    corners = node.formula(corner, mels, node.size(length + 1, DType.FLOAT64), rate)
    inside: Formula = ("and", ("le", 0.0, "x"), ("le", "x", "y"))
    node.require(
        node.formula(inside, corners, node.size(last, DType.FLOAT64)),
        "the edges must lie between 0 and half the sample rate, which must be positive; check what it is given",
    )
    bins = node.along(node.ramp(last + 1, DType.FLOAT64), [0], 2)
    left, centre, right = (node.add(Slice((i,), (count,), (1,)), corners) for i in range(3))
    slope: Formula = ("where", ("lt", "y", "z"), ("div", ("sub", "x", "y"), ("sub", "z", "y")), 1.0)
    rising = node.formula(("where", ("le", "y", "x"), slope, 0.0), bins, left, centre)
    falling = node.formula(("max", ("div", ("sub", "z", "x"), ("sub", "z", "y")), 0.0), bins, centre, right)
    y = node.call("where", node.call("le", bins, centre), rising, falling)
    return node.cast(y, dtype)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "DFT": {17: _dft},
    "MelWeightMatrix": {17: _mel_weight_matrix},
    "STFT": {17: _stft},
}
"""Lowerings by op and the opset since which they apply."""
