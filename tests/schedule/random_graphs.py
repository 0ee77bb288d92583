"""Random small graphs over all primitive ops, for comparison of plans with the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from hypothesis import strategies as st

from tests.schedule.nets import take
from zeroskip.ir import DType, Expression, Graph, InferError, Literal, Step, TensorType, Value, ops
from zeroskip.ir.dims import Dim, bounds, product, symbol

F32 = DType.FLOAT32
MOST_ELEMENTS = 30_000
T = TypeVar("T")


class RandomGraph:
    """A graph of ``count`` random ops; every choice is drawn from hypothesis, so that failures shrink."""

    def __init__(self, data: st.DataObject, symbolic: bool, count: int) -> None:
        self.data = data
        self.graph = Graph()
        self.random = np.random.default_rng(data.draw(st.integers(0, 99)))
        batch = symbol("batch", 1, 5) if symbolic else self.pick([1, 2, 3])
        tokens = symbol("tokens", 1, 150) if symbolic else self.pick([1, 5, 17, 150])
        shapes: list[tuple[Dim, ...]] = [(batch, tokens, 6), (batch, tokens), (batch, 3, 7, 6), (batch, 2, 12)]
        shapes = self.draw(st.lists(st.sampled_from(shapes), min_size=1, max_size=2))
        self.values = [self.graph.input(f"x{i}", TensorType(F32, shape)) for i, shape in enumerate(shapes)]
        for _ in range(4 * count):
            if len(self.graph.nodes) < count:
                self.grow()
        for number, value in enumerate(dict.fromkeys([self.values[-1], self.pick(self.values)])):
            self.graph.output(value, f"y{number}")

    def draw(self, strategy: st.SearchStrategy[T]) -> T:
        return self.data.draw(strategy)

    def pick(self, options: Sequence[T]) -> T:
        return self.draw(st.sampled_from(list(options)))

    def constant(self, *shape: int, density: float = 1.0, scale: float = 1.0) -> Value:
        array = self.random.standard_normal(shape) * (self.random.random(shape) < density) * scale
        return self.graph.constant(array.astype(np.float32))

    def grow(self) -> None:
        """One more value, if the op drawn fits the value drawn."""
        x = self.values[-1] if self.draw(st.booleans()) else self.pick(self.values)
        try:
            result = self.pick(_MAKERS)(self, x)
        except InferError:
            return
        if result is not None and bounds(result.type.elements)[1] <= MOST_ELEMENTS:
            self.values.append(result)

    def add(self, op: ops.Op, *inputs: Value) -> Value:
        if any(dim != 0 for dim, _ in op.conditions([value.type for value in inputs])):
            raise InferError("it would fit for some sizes only")
        return self.graph.add(op, inputs)

    def feeds(self, batch: int, tokens: int) -> dict[str, np.ndarray]:
        """Arrays for these values of the symbols."""
        shapes = [v.type.static_shape({"batch": batch, "tokens": tokens}) for v in self.graph.inputs]
        arrays = [self.random.standard_normal(shape).astype(np.float32) for shape in shapes]
        return {value.name: array for value, array in zip(self.graph.inputs, arrays, strict=True)}

    def axis(self, x: Value, static: bool = False) -> int:
        axes = [a for a in range(x.type.rank) if isinstance(x.type.shape[a], int) or not static]
        if not axes:
            raise InferError("no such axis")
        return self.pick(axes)


def unary(g: RandomGraph, x: Value) -> Value:
    function = g.pick(["tanh", "sigmoid", "neg", "abs", "gelu", "erf", "relu"])
    if function == "relu":
        return g.add(ops.Map(Expression(1, (Step("max", (0, Literal(0.0, F32))),))), x)
    return g.add(ops.call(function), x)


def binary(g: RandomGraph, x: Value) -> Value:
    function = g.pick(["add", "sub", "mul", "max", "min"])
    if g.draw(st.booleans()):
        return g.add(ops.call(function), *g.draw(st.permutations([x, g.pick(g.values)])))
    shape = [d if isinstance(d, int) and g.draw(st.booleans()) else 1 for d in x.type.shape]
    return g.add(ops.call(function), x, g.constant(*shape[g.draw(st.integers(0, len(shape))) :]))


def where(g: RandomGraph, x: Value) -> Value:
    other = g.pick(g.values)
    positive = g.add(ops.Map(Expression(1, (Step("lt", (0, Literal(0.25, F32))),))), x)
    return g.add(ops.call("where"), positive, x, other)


def transpose(g: RandomGraph, x: Value) -> Value:
    return g.add(ops.Transpose(tuple(g.draw(st.permutations(range(x.type.rank))))), x)


def reshape(g: RandomGraph, x: Value) -> Value:
    shape = list(x.type.shape)
    at = g.draw(st.integers(0, max(0, len(shape) - 1)))
    how = g.pick(["merge", "split", "one", "flatten"])
    if how == "merge":
        shape[at : at + 2] = [product(shape[at : at + 2])]
    elif how == "split" and shape and isinstance(shape[at], int):
        divisors = [d for d in range(1, shape[at] + 1) if shape[at] % d == 0]
        factor = g.pick(divisors)
        shape[at : at + 1] = [factor, shape[at] // factor]
    elif how == "one":
        shape.insert(at, 1)
    else:
        shape = [product(shape[:at]), product(shape[at:])]
    if len(shape) > 5:
        raise InferError("enough axes")
    return g.add(ops.Reshape(tuple(shape)), x)


def broadcast(g: RandomGraph, x: Value) -> Value:
    return g.add(ops.Broadcast((g.pick([1, 2, 3]), *(2 if d == 1 else d for d in x.type.shape))), x)


def slice_(g: RandomGraph, x: Value) -> Value:
    axis = g.axis(x, static=True)
    extent = x.type.shape[axis]
    assert isinstance(extent, int)
    start, size = g.draw(st.integers(0, extent - 1)), g.draw(st.integers(1, extent))
    return g.add(ops.full_slice(x.type.shape, axis, start, size, g.pick([1, 1, -1, 2])), x)


def pad(g: RandomGraph, x: Value) -> Value:
    low, high = ([g.pick([0, 0, 1, 2]) for _ in x.type.shape] for _ in range(2))
    return g.add(ops.Pad(tuple(low), tuple(high), g.pick([0.0, -1.5])), x)


def concat(g: RandomGraph, x: Value) -> Value:
    axis = g.axis(x)
    others = [v for v in g.values if v.type.rank == x.type.rank]
    return g.add(ops.Concat(axis), *g.draw(st.lists(st.sampled_from([x, *others]), min_size=1, max_size=2)), x)


def gather(g: RandomGraph, x: Value) -> Value:
    axis = g.axis(x, static=True)
    extent = x.type.shape[axis]
    assert isinstance(extent, int)
    op, shape = take(x, g.pick([(3,), (2, 2), (), (1, 5)]), axis)
    return g.add(op, x, g.graph.constant(g.random.integers(-extent, extent, shape)))


def scatter(g: RandomGraph, x: Value) -> Value:
    axis = g.axis(x, static=True)
    extent = x.type.shape[axis]
    assert isinstance(extent, int)
    op, shape = take(x, g.pick([(3,), (7,), (1,)]), axis)
    indices = g.graph.constant(g.random.integers(-extent, extent, shape))
    picked = g.add(op, x, indices)
    return g.add(ops.Scatter(op.axes, g.pick(["set", "add", "max", "min"])), x, picked, indices)


def sort(g: RandomGraph, x: Value) -> Value:
    """The elements along an axis in order, by positions."""
    axis = g.axis(x)
    order = g.add(ops.ArgSort(axis, g.draw(st.booleans())), x)
    return g.add(ops.Gather(x.type.shape, tuple(-1 if a == axis else a for a in range(x.type.rank))), x, order)


def pick_extremum(g: RandomGraph, x: Value) -> Value:
    axis = g.axis(x)
    found = g.add(ops.ArgReduce(g.pick(["max", "min"]), axis, g.draw(st.booleans())), x)
    shape = found.type.shape
    return g.add(ops.Gather(shape, tuple(-1 if a == axis else a for a in range(x.type.rank))), x, found)


def cumulative(g: RandomGraph, x: Value) -> Value:
    op = ops.Cumulative(g.pick(["sum", "prod"]), g.axis(x), g.draw(st.booleans()), g.draw(st.booleans()))
    return g.add(ops.call("tanh"), g.add(op, g.add(ops.call("tanh"), x)))


def linear(g: RandomGraph, x: Value) -> Value:
    axis = g.pick([x.type.rank - 1, g.axis(x, static=True)])
    k = x.type.shape[axis]
    if not isinstance(k, int):
        raise InferError("sums of symbolic length need two activations")
    m = g.pick([1, 6, 13, 40])
    density = g.pick([0.0, 0.1, 0.3, 1.0])
    if g.draw(st.booleans()):
        return g.add(ops.Dot(lhs_contract=(axis,), rhs_contract=(1,)), x, g.constant(m, k, density=density, scale=0.5))
    return g.add(ops.Dot(lhs_contract=(axis,), rhs_contract=(0,)), x, g.constant(k, m, density=density, scale=0.5))


def product_of_activations(g: RandomGraph, x: Value) -> Value:
    other = g.pick(g.values)
    pairs = [
        (a, b) for a, d in enumerate(x.type.shape) for b, e in enumerate(other.type.shape) if d == e and d != 1
    ]  # fmt: skip
    (a, b), *batch = g.draw(st.permutations(pairs)) if pairs else [(0, 0)]
    taken = [batch_pair for batch_pair in batch if batch_pair[0] != a and batch_pair[1] != b]
    taken = [p for i, p in enumerate(taken) if all(p[0] != q[0] and p[1] != q[1] for q in taken[:i])]
    taken = taken[: g.draw(st.integers(0, 3))]
    left, right = tuple(p[0] for p in taken), tuple(p[1] for p in taken)
    op = ops.Dot(lhs_contract=(a,), rhs_contract=(b,), lhs_batch=left, rhs_batch=right)
    return g.add(ops.call("tanh"), g.add(op, x, other))


def axes_of(g: RandomGraph, x: Value) -> tuple[int, ...]:
    return tuple(sorted(g.draw(st.sets(st.integers(0, x.type.rank - 1), min_size=1)))) if x.type.rank else ()


def reduce(g: RandomGraph, x: Value) -> Value:
    return g.add(ops.Reduce(function=g.pick(["sum", "max", "min"]), axes=axes_of(g, x)), x)


def softmax(g: RandomGraph, x: Value) -> Value:
    return g.add(ops.Softmax(axis=g.axis(x)), x)


def layer_norm(g: RandomGraph, x: Value) -> Value:
    return g.add(ops.LayerNorm(axes=axes_of(g, x), epsilon=0.1), x)


def _window(g: RandomGraph, x: Value) -> tuple[list[int], dict[str, tuple[int, ...]]]:
    if not 3 <= x.type.rank <= 5 or not all(isinstance(d, int) for d in x.type.shape[1:]):
        raise InferError("no image")
    rank = x.type.rank - 2
    window = [g.pick([1, 2, 3]) for _ in range(rank)]

    def each(options: list[int]) -> tuple[int, ...]:
        return tuple(g.pick(options) for _ in range(rank))

    attributes = {"strides": each([1, 1, 2, 3]), "dilations": each([1, 1, 2])}
    low = tuple(g.draw(st.integers(0, w - 1)) for w in window)
    return window, attributes | {"pad_low": low, "pad_high": tuple(g.draw(st.integers(0, w - 1)) for w in window)}


def conv(g: RandomGraph, x: Value) -> Value:
    window, attributes = _window(g, x)
    channels = x.type.shape[1]
    assert isinstance(channels, int)
    groups = g.pick([d for d in range(1, channels + 1) if channels % d == 0])
    m = groups * g.pick([1, 1, 2, 5])
    weights = g.constant(m, channels // groups, *window, density=g.pick([0.0, 0.2, 1.0]), scale=0.5)
    return g.add(ops.Conv(groups=groups, **attributes), x, weights)


def window(g: RandomGraph, x: Value) -> Value:
    extents, attributes = _window(g, x)
    op = ops.Window(function=g.pick(["max", "sum"]), window=tuple(extents), **attributes)
    return g.add(op, x)


_MAKERS: list[Callable[[RandomGraph, Value], Value]] = [
    unary, binary, binary, where, transpose, reshape, broadcast, slice_, pad, concat, gather, scatter, sort,
    pick_extremum, cumulative, linear, linear, product_of_activations, reduce, softmax, layer_norm, conv, conv, window,
]  # fmt: skip
