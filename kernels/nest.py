"""Loop nests: element-wise expressions, movement and gathers over operands with any strides.

    y[i…, j] = expression(x0[…], x1[…], …)

One loop per axis; ``j`` is the innermost, along which ``y`` is contiguous and the code is vectorised. Every operand
has a byte stride per loop and is, along ``j``, contiguous ("unit"), constant ("splat"), every second element
("pairs", two loads and a shuffle) or strided ("any", a hardware gather).

* A *guard* is an index expression ``low + sum of step * loop index`` that must lie in ``[0, bound)``; operands that are
  guarded read nothing where some guard fails and give their ``fill`` value. That is padding, and the ragged end of
  strips.
* An operand may be *indexed* by another: its address advances by ``index * step``; a negative index counts from the
  end, one out of range makes the kernel return ``STATUS_INDEX`` and reads element 0.

Nothing outside the addressed elements is read or written: the last vector along ``j`` is masked. Threads share out the
first loop, or ``j`` in pieces of 64 vectors if there is no other loop.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression, Literal
from ..ir.types import DType
from . import functions
from .builder import I1, I8, I32, I64, Builder, memory_type
from .epilogue import from_memory, store
from .spec import Spec
from .target import Target

STATUS_INDEX = 6
_PIECE = 64


@dataclass(frozen=True)
class NestOperand:
    """One operand: element type, how it moves along the innermost loop, what indexes it, whether guards apply."""

    dtype: DType
    inner: str
    index: int | None = None
    guarded: bool = False
    fill: float | int | bool = 0


@dataclass(frozen=True)
class NestSpec(Spec):
    """``loops`` axes, operands, the expression over those that are no index; ``guards`` says which involve the
    innermost loop."""

    loops: int
    operands: tuple[NestOperand, ...]
    expression: Expression
    dtype: DType
    guards: tuple[bool, ...] = ()

    @property
    def family(self) -> str:
        """For example ``nest_3_add_max``."""
        return f"nest_{self.loops}_{'_'.join(step.function for step in self.expression.steps[:4])}"

    @property
    def words(self) -> list[str]:
        """Frame words: extents ``n{l}``; ``y`` and ``x{i}`` with byte strides ``_{l}``; guards ``g{i}_low, _bound,
        _{l}``."""
        loops = range(self.loops)
        words = [f"n{level}" for level in loops] + ["y"] + [f"y_{level}" for level in loops[:-1]]
        for i, operand in enumerate(self.operands):
            words += (
                [f"x{i}"]
                + [f"x{i}_{level}" for level in loops]
                + [f"x{i}_step", f"x{i}_bound"] * (operand.index is not None)
            )
        for i in range(len(self.guards)):
            words += [f"g{i}_low", f"g{i}_bound"] + [f"g{i}_{level}" for level in loops]
        return words

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents and strides."""
        return _Emitter(self, target).emit()


@dataclass(frozen=True)
class _Place:
    """Where the innermost loop stands: its index, the guards' values at index 0, and, in the last vector, how many
    lanes are left."""

    j: ll.Value
    guards: list[ll.Value]
    left: ll.Value | None


class _Emitter:
    def __init__(self, spec: NestSpec, target: Target) -> None:
        self.spec, self.lanes = spec, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        pointers = ["y"] + [f"x{i}" for i in range(len(spec.operands))]
        self.p = {name: b.pointer(name) for name in pointers}
        self.w = {name: b.word(name) for name in spec.words if name not in pointers}
        self.status = b.ir.alloca(I32, name="status")
        b.ir.store(I32(0), self.status)

    def emit(self) -> ll.Module:
        self.nest(0, [])
        return self.b.finish(self.b.ir.load(self.status, typ=I32))

    def nest(self, level: int, indices: list[ll.Value]) -> None:
        b, inner = self.b, self.spec.loops - 1
        extent = self.w[f"n{level}"]
        if level < inner:
            start, stop = b.share(extent) if level == 0 else (b.integer(0), extent)
            with b.loop(f"i{level}", start, stop) as loop:
                self.nest(level + 1, [*indices, loop.index])
            return
        start, stop = b.integer(0), extent
        if level == 0:
            piece = _PIECE * self.lanes
            start, stop = (b.min(extent, b.mul(edge, piece)) for edge in b.share(b.ceildiv(extent, piece)))
        pointers = {name: self.address(name, indices) for name in self.p}
        guards = [
            b.add(self.w[f"g{g}_low"], *(b.mul(i, self.w[f"g{g}_{level}"]) for level, i in enumerate(indices)))
            for g in range(len(self.spec.guards))
        ]
        whole = b.add(start, b.mul(b.div(b.sub(stop, start), self.lanes), self.lanes))
        with b.loop("j", start, whole, self.lanes) as j:
            self.body(pointers, _Place(j.index, guards, None))
        with b.when(b.less(whole, stop)):
            self.body(pointers, _Place(whole, guards, b.ir.trunc(b.sub(stop, whole), I32)))

    def address(self, name: str, indices: list[ll.Value]) -> ll.Value:
        return self.b.at(
            self.p[name], 0, *(self.b.mul(i, self.w[f"{name}_{level}"]) for level, i in enumerate(indices))
        )

    def body(self, pointers: dict[str, ll.Value], place: _Place) -> None:
        b, spec = self.b, self.spec
        values: dict[int, ll.Value] = {}

        def value(i: int) -> ll.Value:
            if i not in values:
                values[i] = self.operand(i, pointers[f"x{i}"], place, value)
            return values[i]

        indices = {o.index for o in spec.operands if o.index is not None}
        arguments = [i for i in range(len(spec.operands)) if i not in indices]
        loaded = [from_memory(b, value(i), spec.operands[i].dtype) for i in arguments]
        result = functions.emit(b, spec.expression, loaded, [spec.operands[i].dtype for i in arguments], self.lanes)
        tail = self.mask(place, self.numbers(I32), guarded=False)
        store(b, result, b.at(pointers["y"], b.mul(place.j, spec.dtype.bytes)), spec.dtype, tail)

    def numbers(self, element: ll.Type, of: Sequence[int] | None = None) -> ll.Constant:
        """0, 1, … in the lanes of a vector, or other lane numbers."""
        return ll.Constant(ll.VectorType(element, self.lanes), list(range(self.lanes)) if of is None else list(of))

    def mask(self, place: _Place, numbers: ll.Constant, guarded: bool) -> ll.Value | None:
        """Which of the lanes with these numbers exist and, if ``guarded``, have all guards in range; None for all."""
        b, result = self.b, None
        if place.left is not None:
            result = b.ir.icmp_signed("<", numbers, b.splat(place.left, self.lanes))
        for g, (base, along) in enumerate(zip(place.guards, self.spec.guards, strict=True) if guarded else ()):
            bound = self.w[f"g{g}_bound"]
            # One unsigned comparison tests both ends.
            if along:
                step = self.w[f"g{g}_{self.spec.loops - 1}"]
                # Indices fit 32 bits, whose vector arithmetic is cheap; the product does not depend on the loop.
                first = b.ir.trunc(b.add(base, b.mul(place.j, step)), I32)
                steps = b.ir.mul(numbers, b.splat(b.ir.trunc(step, I32), self.lanes))
                index = b.ir.add(b.splat(first, self.lanes), steps)
                inside = b.ir.icmp_unsigned("<", index, b.splat(b.ir.trunc(bound, I32), self.lanes))
            else:
                inside = b.splat(b.ir.icmp_unsigned("<", base, bound), self.lanes)
            result = inside if result is None else b.ir.and_(result, inside)
        return result

    def operand(self, i: int, pointer: ll.Value, place: _Place, value: Callable[[int], ll.Value]) -> ll.Value:
        """Operand i at a place: a vector in memory form."""
        b, operand = self.b, self.spec.operands[i]
        mask = self.mask(place, self.numbers(I32), operand.guarded)
        fill = functions.literal(
            Literal(operand.fill, DType.UINT8 if operand.dtype is DType.BOOL else operand.dtype),
            ll.VectorType(I8, self.lanes),
        )
        stride = self.w[f"x{i}_{self.spec.loops - 1}"]
        shift = None if operand.index is None else self.shift(i, operand.index, value(operand.index), mask)
        if shift is not None and self.spec.operands[operand.index or 0].inner == "splat":
            # One index for all lanes moves the address once and for all.
            pointer, shift = b.at(pointer, b.ir.extract_element(shift, I32(0))), None
        if shift is None and operand.inner == "splat":
            return self.splat(pointer, operand, mask, fill)
        pointer = b.at(pointer, b.mul(place.j, stride))
        if shift is None and operand.inner == "unit":
            if mask is None:
                return b.load_vector(pointer, operand.dtype, self.lanes)
            return b.masked_load(pointer, operand.dtype, mask, fill)
        if shift is None and operand.inner == "pairs":
            return self.pairs(pointer, operand, place, mask, fill)
        offsets = b.ir.mul(self.numbers(I64), b.splat(stride, self.lanes))
        if shift is not None:
            offsets = b.ir.add(offsets, shift)
        everywhere = ll.Constant(ll.VectorType(I1, self.lanes), [1] * self.lanes)
        addresses = b.addresses(pointer, offsets)
        return b.masked_gather(addresses, operand.dtype, everywhere if mask is None else mask, fill)

    def pairs(
        self, pointer: ll.Value, operand: NestOperand, place: _Place, mask: ll.Value | None, fill: ll.Value
    ) -> ll.Value:
        """Every second element: a shuffle keeps the even elements of two loads."""
        b, lanes = self.b, self.lanes
        even = ll.Constant(ll.VectorType(I1, lanes), [1, 0] * (lanes // 2))
        halves = []
        for half in (0, 1):
            wanted = self.mask(
                place, self.numbers(I32, [(half * lanes + e) // 2 for e in range(lanes)]), operand.guarded
            )
            address = b.at(pointer, half * lanes * operand.dtype.bytes)
            if wanted is None and half == 0:
                halves.append(b.load_vector(address, operand.dtype, lanes))
            else:
                halves.append(
                    b.masked_load(address, operand.dtype, even if wanted is None else b.ir.and_(even, wanted), fill)
                )
        result = b.ir.shuffle_vector(*halves, self.numbers(I32, range(0, 2 * lanes, 2)))
        return result if mask is None else b.ir.select(mask, result, fill)

    def splat(self, pointer: ll.Value, operand: NestOperand, mask: ll.Value | None, fill: ll.Value) -> ll.Value:
        b = self.b
        if not operand.guarded:
            return b.splat(b.load(pointer, operand.dtype), self.lanes)
        assert mask is not None
        some = b.intrinsic("llvm.vector.reduce.or", I1, [mask], [mask.type])
        element = memory_type(operand.dtype)
        zero = ll.Constant(element, 0.0 if operand.dtype.is_float else 0)
        (scalar,) = b.choose(some, lambda: [b.load(pointer, operand.dtype)], lambda: [zero])
        return b.ir.select(mask, b.splat(scalar, self.lanes), fill)

    def shift(self, i: int, index: int, value: ll.Value, mask: ll.Value | None) -> ll.Value:
        """Byte offsets of an indexed operand; an index out of range is reported and replaced by 0."""
        b, wide = self.b, ll.VectorType(I64, self.lanes)
        value = value if self.spec.operands[index].dtype is DType.INT64 else b.ir.sext(value, wide)
        bound = b.splat(self.w[f"x{i}_bound"], self.lanes)
        zero = ll.Constant(wide, [0] * self.lanes)
        wrapped = b.ir.select(b.ir.icmp_signed("<", value, zero), b.ir.add(value, bound), value)
        outside = b.ir.icmp_unsigned(">=", wrapped, bound)
        counted = outside if mask is None else b.ir.and_(outside, mask)
        with b.when(b.intrinsic("llvm.vector.reduce.or", I1, [counted], [counted.type])):
            b.ir.store(I32(STATUS_INDEX), self.status)
        return b.ir.mul(b.ir.select(outside, zero, wrapped), b.splat(self.w[f"x{i}_step"], self.lanes))
