"""Element-wise work on a result while it is in registers, just before its only store.

An epilogue is an expression whose argument 0 is the result; every other argument is an operand in memory. An operand
either follows the lanes (a vector is loaded) or has one value per row (it is broadcast); along all other loops it has
a byte stride.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.types import DType
from . import functions
from .builder import Builder, Int


@dataclass(frozen=True)
class Operand:
    """One extra argument of an epilogue: whether it follows the lanes, and its element type."""

    lanes: bool
    dtype: DType = DType.FLOAT32


@dataclass(frozen=True)
class Epilogue:
    """``expression(result, operands…)``; ``None`` leaves the result as it is."""

    expression: Expression | None = None
    operands: tuple[Operand, ...] = ()

    @property
    def tag(self) -> str:
        """The functions' names, for symbols."""
        return "_".join(step.function for step in self.expression.steps[:4]) if self.expression else "plain"

    def dtype(self, result: DType) -> DType:
        """The element type after the epilogue."""
        return self.expression.infer([result, *(o.dtype for o in self.operands)]) if self.expression else result

    def words(self, loops: Sequence[str]) -> list[str]:
        """Frame words: for operand i its address ``e{i}`` and, for each loop, its byte stride ``e{i}_{loop}``."""
        return [f"e{i}{suffix}" for i in range(len(self.operands)) for suffix in ("", *(f"_{loop}" for loop in loops))]


PLAIN = Epilogue()
"""No epilogue."""


class EpilogueCode:
    """The emitter's side: addresses advance with the loops, ``apply`` computes."""

    def __init__(self, b: Builder, epilogue: Epilogue, loops: Sequence[str]) -> None:
        self._b, self._epilogue = b, epilogue
        count = range(len(epilogue.operands))
        self._pointers = [b.pointer(f"e{i}") for i in count]
        self._strides = {loop: [b.word(f"e{i}_{loop}") for i in count] for loop in loops}

    def advance(self, pointers: Sequence[ll.Value] | None = None, **indices: Int) -> list[ll.Value]:
        """The operands' addresses at the given loop indices, from their bases or from earlier addresses."""
        result = list(self._pointers if pointers is None else pointers)
        for loop, index in indices.items():
            strides = self._strides[loop]
            result = [self._b.at(p, self._b.mul(index, s)) for p, s in zip(result, strides, strict=True)]
        return result

    def prefetch(self, pointers: Sequence[ll.Value], lane: Int, lanes: int) -> None:
        """Bring what ``apply`` will read for ``lanes`` lanes of one row to the cache."""
        for operand, pointer in zip(self._epilogue.operands, pointers, strict=True):
            bytes = operand.dtype.bytes
            for start in range(0, lanes * bytes if operand.lanes else 1, 64):
                self._b.prefetch(self._b.at(pointer, self._b.mul(lane, bytes), start))

    def apply(
        self, values: Sequence[ll.Value], pointers: Sequence[ll.Value], lane: Int, mask: ll.Value | None = None
    ) -> list[ll.Value]:
        """The results for vectors that lie one after another from lane ``lane`` of one row.

        ``mask`` limits the last vector's loads to the lanes that exist.
        """
        b, epilogue = self._b, self._epilogue
        if epilogue.expression is None:
            return list(values)
        width = values[0].type.count
        rows = [
            None if o.lanes else b.splat(from_memory(b, b.load(p, o.dtype), o.dtype), width)
            for o, p in zip(epilogue.operands, pointers, strict=True)
        ]
        dtypes = [DType.FLOAT32, *(o.dtype for o in epilogue.operands)]
        results = []
        for s, value in enumerate(values):
            arguments = [value]
            for operand, pointer, row in zip(epilogue.operands, pointers, rows, strict=True):
                if row is None:
                    address = b.at(pointer, b.mul(b.add(lane, s * width), operand.dtype.bytes))
                    row = load(b, address, operand.dtype, width, mask if s == len(values) - 1 else None)
                arguments.append(row)
            results.append(functions.emit(b, epilogue.expression, arguments, dtypes))
        return results


def zero_padding(b: Builder, values: Sequence[ll.Value], mask: ll.Value) -> list[ll.Value]:
    """float32 vectors ANDed with the int32 lanes, all ones or all zeros, that lie from ``mask`` on."""
    result = []
    for s, value in enumerate(values):
        width = value.type.count
        bits = b.load_vector(b.at(mask, s * width * 4), DType.INT32, width)
        result.append(b.ir.bitcast(b.ir.and_(b.ir.bitcast(value, bits.type), bits), value.type))
    return result


def from_memory(b: Builder, value: ll.Value, dtype: DType) -> ll.Value:
    """A loaded element or vector as it is kept in registers: a bool byte becomes a bit."""
    if dtype is not DType.BOOL:
        return value
    zero = ll.Constant(value.type, [0] * value.type.count if isinstance(value.type, ll.VectorType) else 0)
    return b.ir.icmp_unsigned("!=", value, zero)


def to_memory(b: Builder, value: ll.Value, dtype: DType) -> ll.Value:
    """A register value as it is stored: a bit becomes a byte."""
    if dtype is not DType.BOOL:
        return value
    return b.ir.zext(value, functions.register_type(DType.UINT8, value.type.count))


def load(b: Builder, pointer: ll.Value, dtype: DType, lanes: int, mask: ll.Value | None = None) -> ll.Value:
    """A vector of contiguous elements in register form; masked-off lanes are not touched and give 0."""
    if mask is None:
        return from_memory(b, b.load_vector(pointer, dtype, lanes), dtype)
    memory = ll.VectorType(functions.register_type(DType.UINT8 if dtype is DType.BOOL else dtype), lanes)
    return from_memory(b, b.masked_load(pointer, dtype, mask, ll.Constant(memory, [0] * lanes)), dtype)


def store(b: Builder, value: ll.Value, pointer: ll.Value, dtype: DType, mask: ll.Value | None = None) -> None:
    """Store a vector in register form; masked-off lanes are not touched."""
    value = to_memory(b, value, dtype)
    if mask is None:
        b.store(value, pointer, dtype)
    else:
        b.masked_store(value, pointer, dtype, mask)
