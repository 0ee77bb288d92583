"""Small graphs with feeds, for comparison of plans with the interpreter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.schedule.plan_runner import check
from zeroskip.compiler.schedule import Plan
from zeroskip.ir import DType, Expression, Graph, Literal, Step, TensorType, Value, ops
from zeroskip.ir.dims import Dim

F32 = DType.FLOAT32
RANDOM = np.random.default_rng(0)
RELU = Expression(1, (Step("max", (0, Literal(0.0, F32))),))
ADD = Expression.call("add")
BIAS_RESIDUAL_RELU = Expression(3, (Step("add", (0, 1)), Step("add", (3, 2)), Step("max", (4, Literal(0.0, F32)))))


def normal(*shape: int) -> np.ndarray:
    return RANDOM.standard_normal(shape).astype(np.float32)


def sparse(*shape: int, density: float = 0.3) -> np.ndarray:
    return normal(*shape) * (RANDOM.random(shape) < density).astype(np.float32)


class Net:
    """A graph under construction with feeds for its inputs; every value added is an output."""

    def __init__(self) -> None:
        self.graph = Graph()
        self.feeds: dict[str, np.ndarray] = {}

    def input(self, array: np.ndarray, shape: Sequence[Dim] | None = None) -> Value:
        value = self.graph.input("x", TensorType(DType.of(array), tuple(array.shape if shape is None else shape)))
        self.feeds[value.name] = array
        return value

    def constant(self, array: np.ndarray) -> Value:
        return self.graph.constant(array)

    def add(self, op: ops.Op, *inputs: Value) -> Value:
        return self.graph.add(op, inputs)

    def check(self, *outputs: Value) -> Plan:
        """Compare these outputs with the interpreter's, see ``plan_runner.check``."""
        for number, value in enumerate(outputs):
            self.graph.output(value, f"y{number}")
        return check(self.graph, self.feeds)


def take(x: Value, extents: Sequence[int], axis: int) -> tuple[ops.Gather, tuple[int, ...]]:
    """The gather of whole slices along an axis, which is replaced by axes of these extents; its indices' shape."""
    shape, end = x.type.shape, axis + len(extents)
    result = (*shape[:axis], *extents, *shape[axis + 1 :])
    indices = (*(1,) * axis, *extents, *(1,) * (len(shape) - axis - 1))
    return ops.Gather(result, (*range(axis), -1, *range(end, len(result)))), indices


def linear(rank: int, epilogue: Expression | None = None) -> ops.Dot:
    return ops.Dot(lhs_contract=(rank - 1,), rhs_contract=(0,), epilogue=epilogue)


def attributes(rank: int, *values: int | tuple[int, int]) -> dict[str, tuple[int, ...]]:
    """Strides, dilations, low and high pads; a pair is for the first and for the other axes."""
    names = ("strides", "dilations", "pad_low", "pad_high")
    return {
        name: (v,) * rank if isinstance(v, int) else (v[0], *(v[1],) * (rank - 1))
        for name, v in zip(names, values, strict=True)
    }
