"""Ops that compute with narrow floating-point types do so in float32.

    %y = Add(%x: f16, %x)         %w = cast(%x) to f32
    %z = Exp(%y)           ->     %s = add(%w, %w)
                                  %e = exp(%s)
                                  %z = cast(%e) to f16

A result has the type of an input that was widened where the op's definition says so. It is rounded for ops that convert
it and as an output of the model. Others read it as it was before, moved or not, which is more exact and needs no
conversions, and is what onnxruntime does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard

from onnx import defs

from ...ir import DType, Expression, Value
from ...ir.ops import Map
from .builder import Builder
from .problems import Unavailable
from .symbolic import Tensor
from .table import CONVERTING, MOVING
from .values import Anything

Given = Sequence[Anything | Unavailable | None]


class Precision:
    """Widens the inputs of nodes and rounds their results; knows the results before they were rounded."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._unrounded: dict[Anything, Tensor] = {}

    def widened(self, inputs: Given, op: str, name: str) -> Given:
        """A node's inputs, narrow floats among them as float32 unless the op takes them as they are."""
        if op in CONVERTING or (op in MOVING and not any(_is_narrow(x) and x in self._unrounded for x in inputs)):
            return inputs
        return [self._wide(x, name) if _is_narrow(x) else x for x in inputs]

    def narrowed(
        self, results: Sequence[Anything], inputs: Given, schema: defs.OpSchema, name: str
    ) -> Sequence[Anything]:
        """The results in the types that the op has for the inputs as they are, whether they were widened or not."""
        if schema.name in CONVERTING:
            return results
        types: dict[str, DType] = {}
        for index, x in enumerate(inputs):
            if _is_narrow(x):
                types.setdefault(_parameter(schema.inputs, index), x.type.dtype)
        wanted = [types.get(_parameter(schema.outputs, index)) for index in range(len(results))]
        return [self._rounded(x, dtype, name) if dtype else x for x, dtype in zip(results, wanted, strict=True)]

    def _wide(self, x: Value, name: str) -> Tensor:
        known = self._unrounded.get(x)
        return self._cast(x, x.type.dtype.wide, name) if known is None else known

    def _rounded(self, x: Anything, dtype: DType, name: str) -> Anything:
        if not isinstance(x, Tensor) or x.type.dtype is dtype:
            return x
        result = self._cast(x, dtype, name)
        self._unrounded[result] = x
        return result

    def _cast(self, x: Tensor, dtype: DType, name: str) -> Tensor:
        return self._builder.add(Map(Expression.call("cast", dtype)), [x], name)


def _is_narrow(x: Anything | Unavailable | None) -> TypeGuard[Value]:
    return isinstance(x, Value) and x.type.dtype.is_float and x.type.dtype.is_narrow


def _parameter(formal: Sequence[defs.OpSchema.FormalParameter], index: int) -> str:
    """The type parameter of an input or output; the last one stands for all that follow."""
    return formal[min(index, len(formal) - 1)].type_str
