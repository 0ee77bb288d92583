"""The graph under construction: adds ops, computing at once whatever is known while importing."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...ir import Dim, DType, Expression, Graph, TensorType, Value
from ...ir.coordinates import Coordinates, Data
from ...ir.dims import Symbol, bounds, symbol
from ...ir.expression import broadcast_shapes
from ...ir.ops import Bind, Broadcast, Concat, Dims, If, Iota, Loop, Map, Op, Reshape
from .budget import Budget
from .problems import RefusedError
from .symbolic import LARGEST, Symbolic, Tensor, evaluate, is_static, to_data

Array = np.ndarray[Any, Any]
LoopBody = Callable[["Builder", Sequence[Tensor], Sequence[Tensor]], tuple[Sequence[Tensor], Sequence[Tensor]]]

LARGEST_SIZE = 2**31 - 1
"""The largest size that a run may find in its data."""

_SMALL = 1 << 16


class Builder:
    """Adds ops to ``graph``; constants are folded and shape arithmetic is evaluated, so neither becomes a node."""

    def __init__(self, graph: Graph, budget: Budget, outer: Builder | None = None) -> None:
        self.graph, self.budget, self.outer = graph, budget, outer
        self.captured: dict[Value, Value] = {}
        """Values of the graph around a body, and what they are in the body: inputs, or copies of constants."""
        self.bound: set[Symbol] = outer.bound if outer else set()
        """The symbols that a run binds, here and in all other graphs of the model."""
        self._own: set[Value] = set()
        self._bound: dict[tuple[Value, int, int], tuple[Dim, ...]] = {}

    def add(self, op: Op, inputs: list[Tensor], name: str) -> Tensor:
        """The op's result; InferError where types do not fit, RefusedError where it would be absurdly large."""
        if isinstance(op, Map):
            inputs = self._broadcast(inputs, name)
        (type,) = op.infer([x.type for x in inputs])
        constants = [x.data for x in inputs if isinstance(x, Value) and x.data is not None]
        sparse = any(isinstance(data, Coordinates) for data in constants)
        # The counter of a loop may be as long as it likes if nobody reads it; what stays sparse takes little memory.
        if not isinstance(op, Iota) and not sparse:
            self.budget.check(type)
        foldable = len(constants) == len(inputs) and is_static(op) and _worth_folding(op, type, constants)
        if foldable and (sparse or self.budget.make(type)):
            try:
                with np.errstate(all="ignore"):
                    return self.constant(op.fold(constants), name)
            except (IndexError, ZeroDivisionError) as error:
                if self.outer is None:
                    wrong = f"an index is out of range ({error})" if isinstance(error, IndexError) else str(error)
                    raise RefusedError(f"{wrong}; check the constants it is given") from error
                # A body may never be reached; if it is, the run fails.
        if any(isinstance(x, Symbolic) for x in inputs) and bounds(type.elements)[1] <= LARGEST:
            elements = evaluate(op, inputs, type.dtype)
            if elements is not None:
                return self.dims(elements, type.dtype, name)
        return self._emit(op, inputs, name)[0]

    def _emit(self, op: Op, inputs: Sequence[Tensor], name: str) -> list[Value]:
        """All results of a new node."""
        self.budget.add_operation(name)
        node = self.graph.add_node(op, [self.value(x, name) for x in inputs], name)
        self._own.update(node.outputs)
        return node.outputs

    def constant(self, data: Data, name: str) -> Value:
        """A value known while compiling."""
        value = self.graph.constant(data, name)
        self._own.add(value)
        return value

    def dims(self, elements: Array, dtype: DType, name: str) -> Tensor:
        """An integer tensor made of dims; a constant when they are all static."""
        data = to_data(elements, dtype)
        return Symbolic(elements, dtype) if data is None else self.constant(data, name)

    def bind(self, x: Tensor, low: int, high: int, name: str) -> tuple[Dim, ...]:
        """The elements of an int64 vector as dims; unless they are known, a run binds them to symbols.

        A value outside ``low .. high`` is then an error of the run.
        """
        if isinstance(x, Symbolic):
            return tuple(x.elements.flat)
        if x.data is not None:
            return tuple(x.array.ravel().tolist())
        if x.producer and isinstance(x.producer.op, Concat):
            return tuple(dim for part in x.producer.inputs for dim in self.bind(part, low, high, name))
        if (dims := self._known_sizes(x, low, high)) is None:
            (count,) = x.type.shape
            assert isinstance(count, int)
            names = self._new_symbols(count, low, high)
            self._emit(Bind(names), [x], name)
            dims = self._bound[x, low, high] = tuple(map(_dim, names))
        return dims

    def _new_symbols(self, count: int, low: int, high: int) -> tuple[Symbol, ...]:
        """Symbols that a run binds."""
        taken = {symbol.name for symbol in {*self._model_symbols(), *self.bound}}
        free = (text for i in itertools.count() if (text := f"size{i}") not in taken)
        names = tuple(Symbol(text, low, high) for text in itertools.islice(free, count))
        self.bound.update(names)
        return names

    def _known_sizes(self, x: Value, low: int, high: int) -> tuple[Dim, ...] | None:
        known = self._bound.get((x, low, high))
        return self.outer._known_sizes(x, low, high) if known is None and self.outer else known

    def _model_symbols(self) -> list[Symbol]:
        return self.outer._model_symbols() if self.outer else self.graph.symbols()

    def _broadcast(self, inputs: list[Tensor], name: str) -> list[Tensor]:
        """The operands of a map, broadcast where it depends on symbols whether a dim is 1."""
        shape = broadcast_shapes([x.type.shape for x in inputs])
        results = []
        for x in inputs:
            own = x.type.shape
            to = tuple(1 if a == 1 else b for a, b in zip(own, shape[len(shape) - len(own) :], strict=True))
            results.append(x if own == to else self.add(Broadcast(to), [x], name))
        return results

    def value(self, x: Tensor, name: str) -> Value:
        """A tensor as data: dims are written to memory when the model runs."""
        if isinstance(x, Value):
            return self._here(x)
        elements: tuple[Dim, ...] = tuple(x.elements.flat)
        (value,) = self._emit(Dims(elements), [], name)
        if x.elements.ndim != 1:
            (value,) = self._emit(Reshape(x.elements.shape), [value], name)
        if x.dtype is not DType.INT64:
            (value,) = self._emit(Map(Expression.call("cast", x.dtype)), [value], name)
        return value

    # -- bodies ---------------------------------------------------------------------------------------------------

    def body(self, name: str) -> Builder:
        """A builder for a graph in this graph, which may read everything that this one may."""
        return Builder(Graph(name), self.budget, self)

    def input(self, name: str, type: TensorType) -> Value:
        """One more input of the graph."""
        value = self.graph.input(name, type)
        self._own.add(value)
        return value

    def _here(self, x: Value) -> Value:
        """A value as one of this graph: in a body, what belongs to a graph around it becomes an input."""
        if self.outer is None or x in self._own:
            return x
        x = self.outer._here(x)
        if x not in self.captured:
            self.captured[x] = self.input(x.name, x.type) if x.data is None else self.constant(x.data, x.name)
        return self.captured[x]

    def branch(
        self, condition: Tensor, bodies: Sequence[Builder], results: Sequence[Sequence[Tensor]], name: str
    ) -> list[Value]:
        """The results of the first of two bodies if a bool scalar is true, else those of the second; see ``If``."""
        for body, tensors in zip(bodies, results, strict=True):
            for number, x in enumerate(tensors):
                body.graph.output(body.value(x, name), f"y{number}")
        captured = [x for x in {**bodies[0].captured, **bodies[1].captured} if x.data is None]
        for body in bodies:
            body.graph.inputs[:] = [body._here(x) for x in captured]
        then, otherwise = (body.graph for body in bodies)
        return self._emit(If(then, otherwise), [condition, *captured], name)

    def loop(
        self, count: Dim | None, states: Sequence[Tensor], scanned: Sequence[Tensor], body: LoopBody, name: str
    ) -> tuple[list[Value], list[Value]]:
        """The last states and what was stacked; see ``Loop``. ``body`` maps states and slices to the next ones."""
        begun = self.begin_loop(states, scanned)
        return self.end_loop(begun, count, *body(begun.body, begun.states, begun.slices), name)

    def begin_loop(
        self, states: Sequence[Tensor], scanned: Sequence[Tensor], changing: Collection[tuple[int, int]] = ()
    ) -> BegunLoop:
        """A loop whose body is still to be filled; ``changing`` are state and axis of the extents that may change."""
        body = self.body("body")
        inner, outer = (self._new_symbols(len(changing), 0, LARGEST_SIZE) for _ in range(2))
        extents = dict(zip(sorted(changing), inner, strict=True))
        first = []
        for i, x in enumerate(states):
            shape = [_dim(extents[i, axis]) if (i, axis) in extents else d for axis, d in enumerate(x.type.shape)]
            first.append(body.input(f"state{i}", TensorType(x.type.dtype, tuple(shape))))
        slices = [body.input(f"slice{i}", TensorType(x.type.dtype, x.type.shape[1:])) for i, x in enumerate(scanned)]
        return BegunLoop([*states, *scanned], body, first, slices, inner, outer)

    def end_loop(
        self, begun: BegunLoop, count: Dim | None, following: Sequence[Tensor], stacked: Sequence[Tensor], name: str
    ) -> tuple[list[Value], list[Value]]:
        """The last states and what was stacked, for the next states and the slices that the body computes."""
        body, states = begun.body, len(begun.states)
        for number, x in enumerate([*following, *stacked]):
            body.graph.output(body.value(x, name), f"y{number}")
        captured = [x for x in body.captured if x.data is None]
        counts = () if count is None else (count,)
        op = Loop(body.graph, states, len(begun.slices), counts, begun.inner, begun.outer)
        results = self._emit(op, [*begun.inputs, *captured], name)
        return results[:states], results[states:]


@dataclass(frozen=True)
class BegunLoop:
    """A loop without its results yet: what it is given, its body with the states and slices of an iteration.

    ``inner`` are the extents of those states that change from iteration to iteration, ``outer`` the last ones.
    """

    inputs: Sequence[Tensor]
    body: Builder
    states: Sequence[Value]
    slices: Sequence[Value]
    inner: tuple[Symbol, ...]
    outer: tuple[Symbol, ...]


def _dim(name: Symbol) -> Dim:
    return symbol(name.name, name.low, name.high)


def _worth_folding(op: Op, type: TensorType, constants: list[Data]) -> bool:
    """A broadcast of a scalar to a big tensor, or a long ramp, is cheaper to repeat than to store."""
    elements = type.elements
    assert isinstance(elements, int)
    given = sum(c.size for c in constants)
    return elements <= max(_SMALL, 2 * given) or not isinstance(op, (Broadcast, Iota))
