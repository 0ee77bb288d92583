"""Fourier transforms, as products with constant matrices, and the mel scale."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...ir.ops import Conv, Dot
from .node import Array, OnnxNode
from .symbolic import Tensor
from .tensors import check_size, dtype_of


def _fourier_matrix(extent: int, parts: int, length: int, inverse: bool, onesided: bool) -> Array:
    """``[extent, parts, bins, parts of the result]``, made of the transforms of the unit vectors."""
    units = np.eye(extent * parts).reshape(-1, extent, parts)
    signals = units[..., 0] if parts == 1 else units[..., 0] + 1j * units[..., 1]
    if inverse and onesided:
        result = np.fft.irfft(signals, length)[..., np.newaxis]
    else:
        spectra = np.fft.ifft(signals, length) if inverse else np.fft.fft(signals, length)
        spectra = spectra[:, : length // 2 + 1] if onesided else spectra
        result = np.stack([spectra.real, spectra.imag], axis=-1)
    return result.reshape(extent, parts, *result.shape[1:])


def _parts(node: OnnxNode, x: Tensor) -> int:
    """How many numbers make a sample: 1 or 2, real and imaginary part."""
    if x.type.rank < 2 or x.type.shape[-1] not in (1, 2):
        node.refuse(f"the last axis of {x.type} must be 1 for real or 2 for complex samples")
    return 1 if x.type.shape[-1] == 1 else 2


def _length(node: OnnxNode, index: int, what: str, default: int) -> int:
    """A length that is a constant input or left out."""
    length = int(node.scalar(index, what)) if node.given(index) else default
    if length < 1:
        node.refuse(f"{what} must be positive, got {length}")
    return length


def _dft(node: OnnxNode) -> Tensor:
    inverse, onesided = node.flag("inverse"), node.flag("onesided")
    x = node.input(0)
    parts, rank = _parts(node, x), x.type.rank
    axis = node.integer("axis") if node.version < 20 else int(node.scalar(2, "axis")) if node.given(2) else -2
    axis = node.axis(axis, rank)
    if axis == rank - 1:
        node.refuse("axis must not be the last one, which holds the parts of a sample")
    (extent,) = node.static(x.type.shape[axis : axis + 1], "the transformed axis")
    length = _length(node, 1, "dft_length", 2 * (extent - 1) if inverse and onesided else extent)
    check_size(extent * parts * length * 2, x.type.dtype)
    matrix = _fourier_matrix(extent, parts, length, inverse, onesided)
    # The axis moves beside the parts, and with them makes one row of a matrix product.
    order = (*(a for a in range(rank) if a not in (axis, rank - 1)), axis, rank - 1)
    rows = node.transpose(x, order)
    before = rows.type.shape[:-2]
    rows = node.reshape(rows, (*before, extent * parts))
    weights = node.make(matrix.reshape(extent * parts, -1), x.type.dtype)
    y = node.add(Dot(lhs_contract=(rank - 2,), rhs_contract=(0,)), rows, weights)
    y = node.reshape(y, (*before, *matrix.shape[2:]))
    return node.transpose(y, tuple(order.index(a) for a in range(rank)))


def _stft(node: OnnxNode) -> Tensor:
    """A convolution of the signal: its channels are real and imaginary part, its kernels the rows of the matrix."""
    onesided = node.flag("onesided")
    signal = node.input(0)
    parts = _parts(node, signal)
    if signal.type.rank != 3:
        node.refuse(f"the signal must have rank 3, got {signal.type}")
    step = _length(node, 1, "frame_step", 1)
    if node.given(2) and node.input(2).type.rank != 1:
        node.refuse(f"the window must have rank 1, got {node.input(2).type}; export the model again")
    (whole,) = node.input(2).type.shape if node.given(2) else signal.type.shape[1:2]
    frame = _length(node, 3, "frame_length", node.static([whole], "the frame")[0])
    check_size(frame * parts * frame * 2, signal.type.dtype)
    matrix = _fourier_matrix(frame, parts, frame, False, onesided)
    bins = matrix.shape[2]
    kernels: Tensor = node.make(matrix.transpose(2, 3, 1, 0).reshape(bins * 2, parts, frame), signal.type.dtype)
    if node.given(2):
        wrong = f"the window is {node.input(2).type}, but a frame has {frame} samples; export the model again"
        node.same_shape(node.input(2).type.shape, (frame,), wrong)
        kernels = node.call("mul", kernels, node.input(2))
    y = node.add(Conv(None, (step,), (1,), (0,), (0,)), node.transpose(signal, (0, 2, 1)), kernels)
    y = node.transpose(y, (0, 2, 1))
    return node.reshape(y, (*y.type.shape[:2], bins, 2))


def _mel_weight_matrix(node: OnnxNode) -> Tensor:
    """Triangles whose corners lie at equal distances on the mel scale, rounded down to bins of the spectrum."""
    dtype = dtype_of(node.integer("output_datatype"))
    names = ("num_mel_bins", "dft_length", "sample_rate", "lower_edge_hertz", "upper_edge_hertz")
    count, length, rate, lower, upper = (node.scalar(i, name) for i, name in enumerate(names))
    if count < 1 or length < 1 or rate < 1:
        node.refuse("num_mel_bins, dft_length and sample_rate must be positive; check the constants it is given")
    check_size(int(count * (length // 2 + 1)), dtype)
    low, high = (2595 * np.log10(1 + edge / 700) for edge in (lower, upper))
    mels = low + (high - low) / (count + 2) * np.arange(count + 2)
    corners = ((length + 1) * 700 * (10 ** (mels / 2595) - 1)) // rate
    bins = np.arange(length // 2 + 1)
    if not (np.isfinite(corners).all() and corners.min() >= 0 and corners.max() <= bins[-1]):
        node.refuse("the edges must lie between 0 and half the sample rate; check the constants it is given")
    result = np.zeros((len(bins), int(count)))
    for i, (left, centre, right) in enumerate(zip(corners, corners[1:], corners[2:], strict=False)):
        rising = (bins >= left) & (bins <= centre)
        result[rising, i] = (bins[rising] - left) / (centre - left) if centre > left else 1
        falling = (bins > centre) & (bins < right)
        result[falling, i] = (right - bins[falling]) / (right - centre)
    return node.make(result, dtype)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "DFT": {17: _dft},
    "MelWeightMatrix": {17: _mel_weight_matrix},
    "STFT": {17: _stft},
}
"""Lowerings by op and the opset since which they apply."""
