"""Random numbers, the same in every run: a hash of a seed and of the element's position, whatever thread computes it.

The seed is the attribute ``seed``. A node without one is given its own, made from the name of its output, so nodes draw
independent numbers unless their seeds are equal.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence

from ...ir import Dim, DType
from ...ir.dims import product
from ...ir.ops import Cumulative
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor
from .tensors import dtype_of

_DIGITS = {DType.FLOAT64: 53, DType.FLOAT32: 24, DType.FLOAT16: 11, DType.BFLOAT16: 8}
"""Binary digits of a number; so many after the point can be told apart everywhere between 0 and 1."""


def _bits(node: OnnxNode, shape: Sequence[Dim], draw: int) -> Tensor:
    """64 random bits for every element: SplitMix64, whose states are counted and not chained.

    Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014). Draws are independent of each other.
    """
    seed = node.attribute("seed")
    key = f"{draw} {node.outputs}" if seed is None else f"{draw} {seed!r}"
    state = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "little")
    z: Formula = ("add", ("mul", "x", 0x9E3779B97F4A7C15), state)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        z = ("mul", ("xor", z, ("shift_right", z, shift)), factor)
    bits = node.formula(("xor", z, ("shift_right", z, 31)), node.ramp(product(list(shape)), DType.UINT64))
    return node.reshape(bits, shape)


def uniform(node: OnnxNode, shape: Sequence[Dim], dtype: DType, draw: int = 0) -> Tensor:
    """Numbers from 0 to less than 1 that are exact in ``dtype``, in its wide type."""
    digits = _DIGITS[dtype]
    whole = node.formula(("shift_right", "x", 64 - digits), _bits(node, shape, draw))
    # All of them are positive as signed integers too, from which processors convert more readily.
    number = node.cast(node.cast(whole, DType.INT64 if digits > 31 else DType.INT32), dtype.wide)
    return node.formula(("mul", "x", 2.0**-digits), number)


def _uniform(node: OnnxNode, shape: Sequence[Dim], dtype: DType) -> Tensor:
    low, high = node.number("low"), node.number("high")
    unit = uniform(node, shape, dtype)
    return node.cast(node.formula(("add", ("mul", "x", high - low), low), unit), dtype)


def _normal(node: OnnxNode, shape: Sequence[Dim], dtype: DType) -> Tensor:
    """The method of Box and Muller."""
    mean, scale = node.number("mean"), node.number("scale")
    radius: Formula = ("sqrt", ("mul", -2.0, ("log", ("sub", 1.0, "x"))))
    unit: Formula = ("mul", radius, ("cos", ("mul", 2 * math.pi, "y")))
    draws = (uniform(node, shape, DType.FLOAT64, draw) for draw in range(2))
    return node.cast(node.formula(("add", ("mul", unit, scale), mean), *draws), dtype)


Distribution = Callable[[OnnxNode, Sequence[Dim], DType], Tensor]


def _of_shape(distribution: Distribution) -> Callable[[OnnxNode], Tensor]:
    return lambda node: distribution(
        node, node.integers("shape") or (), _drawable(node, dtype_of(node.integer("dtype")))
    )


def _like(distribution: Distribution) -> Callable[[OnnxNode], Tensor]:
    return lambda node: distribution(node, node.input(0).type.shape, _drawable(node, _own_or_given(node)))


def _drawable(node: OnnxNode, dtype: DType) -> DType:
    """The type, if there are random numbers of it."""
    if dtype not in _DIGITS:
        node.refuse(f"there are no random numbers of type {dtype}; take a floating-point type")
    return dtype


def _own_or_given(node: OnnxNode) -> DType:
    """The type that the node asks for, or else that of its input."""
    code = node.attribute("dtype")
    return node.input(0).type.dtype if code is None else dtype_of(code)


def _bernoulli(node: OnnxNode) -> Tensor:
    dtype = _own_or_given(node)
    x = node.input(0)
    wide = _drawable(node, x.type.dtype.wide)
    return node.cast(node.call("lt", uniform(node, x.type.shape, wide), node.cast(x, wide)), dtype)


def _multinomial(node: OnnxNode) -> Tensor:
    """The first class at which the running total of the likelihoods exceeds a random part of the whole."""
    dtype, count = dtype_of(node.integer("dtype")), node.integer("sample_size")
    x = node.input(0)
    if x.type.rank != 2 or count < 1:
        node.refuse(f"needs [batch, classes] and at least one sample, got {x.type} and sample_size={count}")
    batch, classes = x.type.shape
    x = node.cast(x, DType.FLOAT64)
    likelihoods = node.formula(("exp", ("sub", "x", "y")), x, node.reduce("max", x, [1]))
    totals = node.add(Cumulative("sum", 1), likelihoods)
    whole = node.reshape(node.pick(totals, 1, -1), (batch, 1))
    wanted = node.call("mul", uniform(node, (batch, count), DType.FLOAT64), whole)
    before = node.call("le", node.reshape(totals, (batch, 1, classes)), node.reshape(wanted, (batch, count, 1)))
    passed = node.reduce("sum", node.cast(before, DType.INT64), [2])
    # A product that is rounded up to the whole belongs to the last class.
    last = node.formula(("sub", "x", 1), node.size(classes, DType.INT64))
    return node.cast(node.reshape(node.call("min", passed, last), (batch, count)), dtype)


def _dropout(node: OnnxNode) -> list[Tensor]:
    x = node.input(0)
    dtype, wide = x.type.dtype, x.type.dtype.wide
    ratio: Tensor = node.cast(node.input(1), wide) if node.given(1) else node.make(0.5, wide)
    training: Tensor = node.input(2) if node.given(2) else node.make(False, DType.BOOL)
    for what, number in (("ratio", ratio), ("training_mode", training)):
        if number.type.elements != 1:
            node.refuse(f"{what} must be a single number, got {number.type}; export the model again")
    ratio = node.call("where", node.reshape(training, ()), node.reshape(ratio, ()), node.make(0, wide))
    known = node.constant_or_none(ratio)
    if known is not None and not 0 <= known < 1:
        node.refuse(f"ratio {known} must be from 0 to less than 1; export the model again")
    if known is not None and known == 0:
        kept: Tensor = node.broadcast(node.make(1, DType.BOOL if node.version >= 10 else dtype), x.type.shape)
        return [x, kept][: node.output_count]
    # A ratio of 0 keeps everything, and multiplies it by 1.
    kept = node.call("le", ratio, uniform(node, x.type.shape, wide))
    scaled: Formula = ("div", "x", ("sub", 1.0, "y"))
    y = node.formula(("where", "z", scaled, 0.0), node.cast(x, wide), ratio, kept)
    return [node.cast(y, dtype), kept]


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor | list[Tensor]]]] = {
    "Bernoulli": {15: _bernoulli},
    "Multinomial": {7: _multinomial},
    "RandomNormal": {1: _of_shape(_normal)},
    "RandomNormalLike": {1: _like(_normal)},
    "RandomUniform": {1: _of_shape(_uniform)},
    "RandomUniformLike": {1: _like(_uniform)},
}
"""Lowerings by op and the opset since which they apply; those that draw numbers in types of their own choice."""

DROPOUT: dict[str, dict[int, Callable[[OnnxNode], list[Tensor]]]] = {"Dropout": {7: _dropout}}
"""The same of Dropout, whose result has the type of its input."""
