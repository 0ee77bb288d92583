"""Element-wise arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..coordinates import Coordinates, Data
from ..dims import Dim
from ..expression import Expression, InferError, broadcast_shapes, broadcasts_to
from ..op import Array, Op
from ..types import TensorType


@dataclass(frozen=True)
class Map(Op):
    """``y = f(x0, x1, …)`` for every element; operands broadcast by numpy's rules.

    A map of one step stands for one function (``Map(Expression.call("add"))``); fusion makes longer ones.
    ONNX: Add, Mul, Relu, Erf, Cast, Where and all other element-wise ops.
    """

    expression: Expression
    name: ClassVar[str] = "map"

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The broadcast shape, and the type of the expression.

        Each dim of an operand is 1 or the result's; where that depends on symbols, a ``broadcast`` comes before.
        """
        shape = broadcast_shapes([t.shape for t in inputs])
        if not all(broadcasts_to(t.shape, shape) for t in inputs):
            raise InferError(f"operands of a map must have the shape they broadcast to: {', '.join(map(str, inputs))}")
        return (TensorType(self.expression.infer([t.dtype for t in inputs]), shape),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """Every step in turn, in the type of its operands."""
        return [self.expression.reference(inputs)]

    def fold_sparse(self, inputs: Sequence[Data]) -> Coordinates | None:
        """One sparse input, to which the others broadcast, gives a sparse result if zeros stay zeros."""
        sparse = [x for x in inputs if isinstance(x, Coordinates)]
        if len(sparse) > 1 or np.broadcast_shapes(*(x.shape for x in inputs)) != sparse[0].shape:
            return None
        zero = np.zeros((), sparse[0].dtype)
        if self.expression.reference([zero if isinstance(x, Coordinates) else x for x in inputs]).any():
            return None
        elements = [x.values if isinstance(x, Coordinates) else sparse[0].pick(x) for x in inputs]
        return sparse[0].with_values(self.expression.reference(elements))

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """One per step and element."""
        return len(self.expression.steps) * outputs[0].elements


def call(function: str) -> Map:
    """The map that applies one function of ``ir.expression.FUNCTIONS``."""
    return Map(Expression.call(function))
