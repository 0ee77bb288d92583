"""The graph under construction: adds ops, computing at once whatever is known while importing."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np

from ...ir import Dim, DType, Expression, Graph, TensorType, Value
from ...ir.dims import Symbol, bounds, symbol
from ...ir.expression import broadcast_shapes
from ...ir.ops import Bind, Broadcast, Dims, Iota, Map, Op, Reshape
from .problems import RefusedError
from .symbolic import LARGEST, Symbolic, Tensor, evaluate, is_static, to_data
from .tensors import check_size

Array = np.ndarray[Any, Any]

LARGEST_TENSOR = 1 << 40
"""Bytes of the largest tensor; more is taken for a mistake in the model."""

_SMALL = 1 << 16


class Builder:
    """Adds ops to ``graph``; constants are folded and shape arithmetic is evaluated, so neither becomes a node."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._bound: dict[tuple[Value, int, int], tuple[Dim, ...]] = {}

    def add(self, op: Op, inputs: list[Tensor], name: str) -> Tensor:
        """The op's result; InferError where types do not fit, RefusedError where it would be absurdly large."""
        if isinstance(op, Map):
            inputs = self._broadcast(inputs, name)
        (type,) = op.infer([x.type for x in inputs])
        if any(bounds(dim)[1] < 0 for dim in type.shape):
            raise RefusedError(f"its result {type} has a negative extent; check the sizes it is given")
        if bounds(type.elements)[0] * type.dtype.bytes > LARGEST_TENSOR:
            raise RefusedError(f"its result {type} is too large to be meant; check the shapes")
        constants = [x.data for x in inputs if isinstance(x, Value) and x.data is not None]
        if len(constants) == len(inputs) and is_static(op) and _worth_folding(op, type, constants):
            check_size(math.prod(type.static_shape({})), type.dtype)
            try:
                with np.errstate(all="ignore"):
                    return self.constant(op.reference(constants, {})[0], name)
            except IndexError as error:
                raise RefusedError(f"an index is out of range; export the model again ({error})") from error
            except ZeroDivisionError as error:
                raise RefusedError(f"{error}; check the constants it is given") from error
        if any(isinstance(x, Symbolic) for x in inputs) and bounds(type.elements)[1] <= LARGEST:
            elements = evaluate(op, inputs)
            if elements is not None:
                return self.dims(elements, type.dtype, name)
        return self.graph.add(op, [self.value(x, name) for x in inputs], name)

    def constant(self, data: Array, name: str) -> Value:
        """A value known while compiling."""
        return self.graph.constant(data, name)

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
            return tuple(x.data.ravel().tolist())
        if (x, low, high) not in self._bound:
            (count,) = x.type.shape
            assert isinstance(count, int)
            taken = {symbol.name for symbol in self.graph.symbols() + self.graph.bound_symbols()}
            free = (text for i in itertools.count() if (text := f"size{i}") not in taken)
            names = tuple(Symbol(text, low, high) for text in itertools.islice(free, count))
            self.graph.add(Bind(names), [x], name)
            self._bound[x, low, high] = tuple(symbol(s.name, s.low, s.high) for s in names)
        return self._bound[x, low, high]

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
            return x
        elements: tuple[Dim, ...] = tuple(x.elements.flat)
        value = self.graph.add(Dims(elements), [], name)
        if x.elements.ndim != 1:
            value = self.graph.add(Reshape(x.elements.shape), [value], name)
        if x.dtype is not DType.INT64:
            value = self.graph.add(Map(Expression.call("cast", x.dtype)), [value], name)
        return value


def _worth_folding(op: Op, type: TensorType, constants: list[Array]) -> bool:
    """A broadcast of a scalar to a big tensor, or a long ramp, is cheaper to repeat than to store."""
    elements = type.elements
    assert isinstance(elements, int)
    given = sum(c.size for c in constants)
    return elements <= max(_SMALL, 2 * given) or not isinstance(op, (Broadcast, Iota))
