"""ONNX normalisations and softmax."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...ir import Dim
from ...ir.dims import floordiv, mod, product
from ...ir.ops import LayerNorm, Pad, Softmax
from .formula import Formula
from .movement import merged
from .node import OnnxNode
from .symbolic import Tensor

_LARGEST_LRN = 63


def _batch_normalization(node: OnnxNode) -> list[Tensor]:
    epsilon = node.number("epsilon")
    training = node.flag("training_mode")
    if node.attribute("spatial") == 0:
        node.refuse("spatial=0 is not supported; export the model with opset 9 or later")
    x, *parameters = (node.input(i) for i in range(5))
    dtype = x.type.dtype
    if x.type.rank < 2 or not dtype.is_float:
        node.refuse(f"needs a floating-point input [N, C, …], got {x.type}")
    parameters = [_per_channel(node, parameter, x) for parameter in parameters]
    if training:
        return _normalize_batch(node, x, parameters, epsilon)
    known = [node.constant_or_none(p) for p in parameters]
    gamma, beta, mean, variance = known
    if gamma is not None and beta is not None and mean is not None and variance is not None:
        # Two constants, computed in double precision.
        with np.errstate(all="ignore"):
            exact = gamma / np.sqrt(variance.astype(np.float64) + epsilon)
            scale: Tensor = node.make(exact, dtype)
            shift: Tensor = node.make(beta - mean * exact, dtype)
    else:
        parameters = [node.cast(p, dtype) for p in parameters]
        scale = node.formula(("div", "x", ("sqrt", ("add", "y", epsilon))), parameters[0], parameters[3])
        shift = node.formula(("sub", "x", ("mul", "y", "z")), parameters[1], parameters[2], scale)
    return [_affine(node, x, scale, shift)]


def _per_channel(node: OnnxNode, parameter: Tensor, x: Tensor) -> Tensor:
    """A parameter with an element for each channel of ``x [N, C, …]``."""
    shape = x.type.shape[1:2]
    node.same_shape(parameter.type.shape, shape, f"parameters need shape [{shape[0]}], got {parameter.type}")
    return node.reshape(parameter, shape)


def _normalize_batch(node: OnnxNode, x: Tensor, parameters: Sequence[Tensor], epsilon: float) -> list[Tensor]:
    """By the mean and the variance of the batch, as in training; then their moving averages."""
    momentum = node.number("momentum")
    axes = [axis for axis in range(x.type.rank) if axis != 1]
    mean, variance = _moments(node, x, axes)
    y = node.formula(("div", ("sub", "x", "y"), ("sqrt", ("add", "z", epsilon))), x, mean, variance)
    gamma, beta, *averages = parameters
    moving = [
        node.formula(
            ("add", ("mul", "x", momentum), ("mul", "y", 1 - momentum)),
            average,
            node.cast(node.reshape(moment, average.type.shape), average.type.dtype),
        )
        for average, moment in zip(averages, (mean, variance), strict=True)
    ]
    return [_affine(node, y, node.cast(gamma, x.type.dtype), node.cast(beta, x.type.dtype)), *moving]


def _moments(node: OnnxNode, x: Tensor, axes: Sequence[int]) -> tuple[Tensor, Tensor]:
    """Mean and variance over axes, which are kept."""
    mean = node.mean(x, axes)
    centred = node.call("sub", x, mean)
    return mean, node.mean(node.formula(("mul", "x", "x"), centred), axes)


def _layer_normalization(node: OnnxNode) -> list[Tensor]:
    axis, epsilon = node.integer("axis"), node.number("epsilon")
    x = node.input(0)
    axis = node.axis(axis, x.type.rank)
    axes = tuple(range(axis, x.type.rank))
    y = _unidirectional(node, "mul", node.add(LayerNorm(None, axes, epsilon), x), node.input(1))
    results = [_unidirectional(node, "add", y, node.input(2)) if node.given(2) else y]
    if node.output_count > 1:
        mean, variance = _moments(node, x, axes)
        results += [mean, node.formula(("div", 1.0, ("sqrt", ("add", "x", epsilon))), variance)]
    return results


def _rms_normalization(node: OnnxNode) -> Tensor:
    axis, epsilon = node.integer("axis"), node.number("epsilon")
    x = node.input(0)
    axis = node.axis(axis, x.type.rank)
    square = node.mean(node.formula(("mul", "x", "x"), x), range(axis, x.type.rank))
    y = node.formula(("div", "x", ("sqrt", ("add", "y", epsilon))), x, square)
    return _unidirectional(node, "mul", y, node.input(1))


def _unidirectional(node: OnnxNode, function: str, y: Tensor, parameter: Tensor) -> Tensor:
    return node.call(function, y, node.fitting(parameter, y.type, "a parameter"))


def _instance_normalization(node: OnnxNode) -> Tensor:
    epsilon = node.number("epsilon")
    x, scale, shift = node.inputs()
    if x.type.rank < 3:
        node.refuse(f"needs an input [N, C, spatial…], got {x.type}")
    y = node.add(LayerNorm(None, tuple(range(2, x.type.rank)), epsilon), x)
    return _affine(node, y, scale, shift)


def _group_normalization(node: OnnxNode) -> Tensor:
    epsilon, groups = node.number("epsilon"), node.integer("num_groups")
    x, scale, shift = node.inputs()
    if x.type.rank < 2:
        node.refuse(f"needs an input [N, C, spatial…], got {x.type}")
    n, channels, *spatial = x.type.shape
    wrong = f"{channels} channels do not divide into {groups} groups"
    if groups < 1:
        node.refuse(wrong)
    node.check(mod(channels, groups), wrong)
    y = node.reshape(x, (n, groups, product([floordiv(channels, groups), *spatial])))
    y = node.reshape(node.add(LayerNorm(None, (2,), epsilon), y), x.type.shape)
    return _affine(node, y, scale, shift)


def _affine(node: OnnxNode, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """Each channel of ``x [N, C, spatial…]`` times its scale plus its shift."""
    y = node.call("mul", x, node.channelwise(_per_channel(node, scale, x), x.type))
    return node.call("add", y, node.channelwise(_per_channel(node, shift, x), x.type))


def _lrn(node: OnnxNode) -> Tensor:
    size = node.integer("size")
    alpha, beta, bias = node.number("alpha"), node.number("beta"), node.number("bias")
    if not 1 <= size <= _LARGEST_LRN:
        node.refuse(f"size={size} is not supported; it must be 1 to {_LARGEST_LRN}")
    x = node.input(0)
    if x.type.rank < 2:
        node.refuse(f"needs an input [N, C, spatial…], got {x.type}")
    square = node.formula(("mul", "x", "x"), x)
    before, after = (size - 1) // 2, size // 2
    none: tuple[Dim, ...] = (0,) * x.type.rank
    padded = node.add(Pad((0, before, *none[2:]), (0, after, *none[2:])), square)
    total: Tensor | None = None
    for offset in range(size):
        term = node.cut(padded, 1, offset, x.type.shape[1])
        total = term if total is None else node.call("add", total, term)
    assert total is not None
    scale: Formula = ("add", bias, ("mul", alpha / size, "y"))
    return node.formula(("mul", "x", ("pow", scale, -beta)), x, total)


def _lp_normalization(node: OnnxNode) -> Tensor:
    p, axis = node.integer("p"), node.integer("axis")
    if p not in (1, 2):
        node.refuse(f"p={p} is not 1 or 2")
    x = node.input(0)
    axes = (node.axis(axis, x.type.rank),)
    if p == 1:
        norm = node.reduce("sum", node.call("abs", x), axes)
    else:
        norm = node.call("sqrt", node.reduce("sum", node.formula(("mul", "x", "x"), x), axes))
    # Zeros stay zeros.
    return node.formula(("where", ("eq", "y", 0.0), 0.0, ("div", "x", "y")), x, norm)


def _softmax(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    x = node.input(0)
    return node.add(Softmax(None, node.axis(axis, x.type.rank)), x)


def _log_softmax(node: OnnxNode) -> Tensor:
    axis = node.integer("axis")
    x = node.input(0)
    return _log_softmax_along(node, x, node.axis(axis, x.type.rank))


def _log_softmax_along(node: OnnxNode, x: Tensor, axis: int) -> Tensor:
    shifted = node.call("sub", x, node.reduce("max", x, (axis,)))
    total = node.reduce("sum", node.call("exp", shifted), (axis,))
    return node.formula(("sub", "x", ("log", "y")), shifted, total)


def _rows(node: OnnxNode) -> tuple[Tensor, Sequence[Dim]]:
    """The input as a matrix, and its shape: before opset 13 softmax runs over all axes from ``axis`` on."""
    axis = node.integer("axis")
    x = node.input(0)
    shape = x.type.shape
    axis = node.axis(axis, x.type.rank)
    if axis == x.type.rank - 1:
        return x, shape
    return merged(node, x, axis), shape


def _softmax_of_rows(node: OnnxNode) -> Tensor:
    x, shape = _rows(node)
    return node.reshape(node.add(Softmax(None, x.type.rank - 1), x), shape)


def _log_softmax_of_rows(node: OnnxNode) -> Tensor:
    x, shape = _rows(node)
    return node.reshape(_log_softmax_along(node, x, x.type.rank - 1), shape)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "BatchNormalization": {7: _batch_normalization},
    "GroupNormalization": {21: _group_normalization},
    "InstanceNormalization": {6: _instance_normalization},
    "LRN": {1: _lrn},
    "LayerNormalization": {17: _layer_normalization},
    "LogSoftmax": {1: _log_softmax_of_rows, 13: _log_softmax},
    "LpNormalization": {1: _lp_normalization},
    "RMSNormalization": {23: _rms_normalization},
    "Softmax": {1: _softmax_of_rows, 13: _softmax},
}
"""Lowerings by op and the opset since which they apply."""
