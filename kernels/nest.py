"""Loop nests: element-wise expressions, movement and gathers over operands with any strides.

    y[i…, j] = expression(x0[…], x1[…], …)

One loop per axis; ``j`` is the innermost, along which ``y`` is contiguous and the code is vectorised. Every operand
has a byte stride per loop and is, along ``j``, contiguous ("unit"), constant ("splat"), every second element
("pairs", two loads and a shuffle) or strided ("any", a hardware gather).

* A *guard* is an index expression ``low + sum of step * loop index`` that must lie in ``[0, bound)``; operands that are
  guarded read nothing where some guard fails and give their ``fill`` value. That is padding, and the ragged end of
  strips.
* A *split* nest has one operand, of pairs, and a loop of two rounds around ``j``: the second takes the elements that
  the first leaves out. Both are computed together, from one read.
* An operand may be *indexed* by others: its address advances by ``index * step`` for each; a negative index counts from
  the end, one out of range makes the kernel return ``STATUS_INDEX`` and counts as 0, guarded or not.

Nothing outside the addressed elements is read or written: the last vector along ``j`` is masked. Threads share out the
first loop, or ``j`` in pieces of 64 vectors if there is no other loop.

Pairs are prefetched, because who takes every second element mostly takes every second row too, which the processor does
not foresee. The seven copies into phases of ResNet-50 take, in microseconds (one thread, Zen 5, AVX-512): of one image
205 without and 160 with prefetches, of 16 images 5000 and 3600. Distances of 1 KiB and 2 KiB cost up to 15 % more than
4 KiB, 8 KiB is as good. Prefetching what is written as well gained nothing.

Tried for one image: without split nests, with indices multiplied out and guards tested for every vector, the same
copies take 345. Taking both rows of phases from one pass over a plane is 10 % slower where planes lie in the L2 cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression, Literal
from ..ir.types import DType
from . import functions
from .builder import I1, I8, I32, I64, STATUS_INDEX, Builder, Int, memory_type
from .epilogue import from_memory, store
from .spec import Spec
from .target import Target

_PIECE = 64
_AHEAD = 4096  # bytes, of the prefetches


@dataclass(frozen=True)
class NestOperand:
    """One operand: element type, how it moves along the innermost loop, what indexes it, whether guards apply."""

    dtype: DType
    inner: str
    indices: tuple[int, ...] = ()
    guarded: bool = False
    fill: float | int | bool = 0


@dataclass(frozen=True)
class NestSpec(Spec):
    """``loops`` axes, operands, the expression over those that are no index; ``guards`` says which involve the
    innermost loop.

    ``split`` nests have at least 3 loops; the guards' steps along the last but one are half of those along ``j``.
    """

    loops: int
    operands: tuple[NestOperand, ...]
    expression: Expression
    dtype: DType
    guards: tuple[bool, ...] = ()
    split: bool = False

    @property
    def family(self) -> str:
        """For example ``nest_3_add_max``."""
        functions = [step.function for step in self.expression.steps[:4]]
        return "_".join(["nest", *["split"] * self.split, str(self.loops), *functions])

    @property
    def words(self) -> list[str]:
        """Frame words: extents ``n{l}``; ``y`` and ``x{i}`` with byte strides ``_{l}``; guards ``g{i}_low, _bound,
        _{l}``; for the k-th index of an operand ``x{i}_step{k}, _bound{k}``."""
        loops = range(self.loops)
        words = [f"n{level}" for level in loops] + ["y"] + [f"y_{level}" for level in loops[:-1]]
        for i, operand in enumerate(self.operands):
            words += [f"x{i}"] + [f"x{i}_{level}" for level in loops]
            words += [f"x{i}_{word}{k}" for k in range(len(operand.indices)) for word in ("step", "bound")]
        for i in range(len(self.guards)):
            words += [f"g{i}_low", f"g{i}_bound"] + [f"g{i}_{level}" for level in loops]
        return words

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents and strides."""
        return _Emitter(self, target).emit()


@dataclass(frozen=True)
class _Place:
    """A vector along the innermost loop: its index, where the line begins, and what of the line exists.

    ``guards``: value at index 0, bound and number of those that involve the loop; nothing is inside where one that does
    not fails: then their bounds are 0, and ``inside`` is false, which is None if there is none. ``left``: lanes left
    over for the last vector.
    """

    j: ll.Value
    pointers: dict[str, ll.Value]
    guards: list[tuple[ll.Value, ll.Value, int]]
    inside: ll.Value | None
    left: ll.Value | None


class _Emitter:
    def __init__(self, spec: NestSpec, target: Target) -> None:
        self.spec, self.lanes = spec, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        pointers = ["y"] + [f"x{i}" for i in range(len(spec.operands))]
        self.p = {name: b.pointer(name) for name in pointers}
        self.w = {name: b.word(name) for name in spec.words if name not in pointers}

    def emit(self) -> ll.Module:
        self.nest(0, [*self.p.values(), *(self.w[f"g{g}_low"] for g in range(len(self.spec.guards)))])
        return self.b.finish()

    def nest(self, level: int, at: list[ll.Value]) -> None:
        """The loop of this level and those inside; ``at``: the pointers and the guards' values before it."""
        b, inner = self.b, self.spec.loops - 1
        extent = self.w[f"n{level}"]
        if level < inner - self.spec.split:
            start, stop = b.share(extent) if level == 0 else (b.integer(0), extent)
            with b.loop(f"i{level}", start, stop, carry=self.advance(at, level, start)) as loop:
                self.nest(level + 1, loop.carried)
                loop.carry(*self.advance(loop.carried, level, 1))
            return
        start, stop = b.integer(0), self.w[f"n{inner}"]
        if level == 0:
            piece = _PIECE * self.lanes
            start, stop = (b.min(stop, b.mul(edge, piece)) for edge in b.share(b.ceildiv(stop, piece)))
        self.line(at, start, stop)

    def advance(self, at: list[ll.Value], level: int, rounds: Int) -> list[ll.Value]:
        """Pointers and guards so many rounds of a loop later."""
        b, count = self.b, len(self.p)
        moved = [b.at(p, b.mul(rounds, self.w[f"{name}_{level}"])) for name, p in zip(self.p, at[:count], strict=True)]
        return moved + [b.add(v, b.mul(rounds, self.w[f"g{g}_{level}"])) for g, v in enumerate(at[count:])]

    def line(self, at: list[ll.Value], start: ll.Value, stop: ll.Value) -> None:
        """A part of the innermost loop."""
        b = self.b
        pointers = dict(zip(self.p, at[: len(self.p)], strict=True))
        inside, along = None, []
        for g, value in enumerate(at[len(self.p) :]):
            bound = self.w[f"g{g}_bound"]
            if self.spec.guards[g]:
                along.append((value, bound, g))
            else:
                # One unsigned comparison tests both ends.
                passes = b.ir.icmp_unsigned("<", value, bound)
                inside = passes if inside is None else b.ir.and_(inside, passes)
        if inside is not None:
            along = [(value, b.ir.select(inside, bound, I64(0)), g) for value, bound, g in along]

        def place(j: ll.Value, left: ll.Value | None) -> _Place:
            return _Place(j, pointers, along, inside, left)

        body = self.split_body if self.spec.split else self.body
        whole = b.add(start, b.mul(b.div(b.sub(stop, start), self.lanes), self.lanes))
        with b.loop("j", start, whole, self.lanes) as j:
            body(place(j.index, None))
        with b.when(b.less(whole, stop)):
            body(place(whole, b.ir.trunc(b.sub(stop, whole), I32)))

    def body(self, place: _Place) -> None:
        spec = self.spec
        values: dict[int, ll.Value] = {}

        def value(i: int) -> ll.Value:
            if i not in values:
                values[i] = self.operand(i, place, value)
            return values[i]

        indices = {index for o in spec.operands for index in o.indices}
        arguments = [i for i in range(len(spec.operands)) if i not in indices]
        self.result(place, place.pointers["y"], [(value(i), spec.operands[i].dtype) for i in arguments])

    def split_body(self, place: _Place) -> None:
        """The even elements that are read, then the odd ones."""
        (operand,) = self.spec.operands
        halves = self.halves(place, 0)
        for odd in (0, 1):
            y = self.b.at(place.pointers["y"], self.b.mul(odd, self.w[f"y_{self.spec.loops - 2}"]))
            self.result(place, y, [(self.every_second(halves, odd), operand.dtype)])

    def result(self, place: _Place, y: ll.Value, arguments: list[tuple[ll.Value, DType]]) -> None:
        """Compute and store a vector; arguments are in memory form."""
        b, spec = self.b, self.spec
        loaded = [from_memory(b, value, dtype) for value, dtype in arguments]
        tail = self.mask(place, range(self.lanes), guarded=False)
        result = functions.emit(b, spec.expression, loaded, [dtype for _, dtype in arguments], self.lanes, tail)
        store(b, result, b.at(y, b.mul(place.j, spec.dtype.bytes)), spec.dtype, tail)

    def numbers(self, element: ll.Type, of: Sequence[int] | None = None) -> ll.Constant:
        """0, 1, … in the lanes of a vector, or other lane numbers."""
        return ll.Constant(ll.VectorType(element, self.lanes), list(range(self.lanes)) if of is None else list(of))

    def mask(self, place: _Place, of: Sequence[int], guarded: bool, split: bool = False) -> ll.Value | None:
        """Which of these indices, counted from the place, exist and, if ``guarded``, are inside; None for all.

        ``split``: the numbers are those of elements, of which each index has two.
        """
        b, result = self.b, None
        if place.left is not None:
            left = self.numbers(I32, [number // 2 for number in of] if split else of)
            result = b.ir.icmp_signed("<", left, b.splat(place.left, self.lanes))
        if guarded and place.inside is not None and not place.guards:
            inside = b.splat(place.inside, self.lanes)
            result = inside if result is None else b.ir.and_(result, inside)
        for base, bound, g in place.guards if guarded else ():
            step = self.w[f"g{g}_{self.spec.loops - 1}"]
            # Indices fit 32 bits, whose vector arithmetic is cheap; the product does not depend on the loop.
            first = b.ir.trunc(b.add(base, b.mul(place.j, step)), I32)
            lane = self.w[f"g{g}_{self.spec.loops - 2}"] if split else step
            steps = b.ir.mul(self.numbers(I32, of), b.splat(b.ir.trunc(lane, I32), self.lanes))
            index = b.ir.add(b.splat(first, self.lanes), steps)
            inside = b.ir.icmp_unsigned("<", index, b.splat(b.ir.trunc(bound, I32), self.lanes))
            result = inside if result is None else b.ir.and_(result, inside)
        return result

    def operand(self, i: int, place: _Place, value: Callable[[int], ll.Value]) -> ll.Value:
        """Operand i at a place: a vector in memory form."""
        b, operand, pointer = self.b, self.spec.operands[i], place.pointers[f"x{i}"]
        if not operand.indices and operand.inner == "pairs":
            return self.every_second(self.halves(place, i), 0)
        mask, fill = self.mask(place, range(self.lanes), operand.guarded), self.fill(operand)
        stride = self.w[f"x{i}_{self.spec.loops - 1}"]
        shift = None
        for k, index in enumerate(operand.indices):
            offsets = self.shift(i, k, value(index), self.spec.operands[index].dtype, place)
            if self.spec.operands[index].inner == "splat":
                # One index for all lanes moves the address once and for all.
                pointer = b.at(pointer, b.ir.extract_element(offsets, I32(0)))
            else:
                shift = offsets if shift is None else b.ir.add(shift, offsets)
        if shift is None and operand.inner == "splat":
            return self.splat(pointer, operand, mask, fill)
        if shift is None and operand.inner == "unit":
            pointer = b.at(pointer, b.mul(place.j, operand.dtype.bytes))
            if mask is None:
                return b.load_vector(pointer, operand.dtype, self.lanes)
            return b.masked_load(pointer, operand.dtype, mask, fill)
        pointer = b.at(pointer, b.mul(place.j, stride))
        offsets = b.ir.mul(self.numbers(I64), b.splat(stride, self.lanes))
        if shift is not None:
            offsets = b.ir.add(offsets, shift)
        everywhere = ll.Constant(ll.VectorType(I1, self.lanes), [1] * self.lanes)
        addresses = b.addresses(pointer, offsets)
        return b.masked_gather(addresses, operand.dtype, everywhere if mask is None else mask, fill)

    def fill(self, operand: NestOperand) -> ll.Value:
        """What the operand gives where a guard fails."""
        dtype = DType.UINT8 if operand.dtype is DType.BOOL else operand.dtype
        return functions.literal(Literal(operand.fill, dtype), ll.VectorType(I8, self.lanes))

    def halves(self, place: _Place, i: int) -> list[ll.Value]:
        """Two vectors of neighbours, of which every second, or in a split nest each, is wanted."""
        b, lanes, operand, split = self.b, self.lanes, self.spec.operands[i], self.spec.split
        pointer = b.at(place.pointers[f"x{i}"], b.mul(place.j, 2 * operand.dtype.bytes))
        even = ll.Constant(ll.VectorType(I1, lanes), [1, 0] * (lanes // 2))
        halves = []
        for half in (0, 1):
            address = b.at(pointer, half * lanes * operand.dtype.bytes)
            b.prefetch(b.at(address, _AHEAD))
            elements = range(half * lanes, (half + 1) * lanes)
            wanted = self.mask(place, elements if split else [e // 2 for e in elements], operand.guarded, split)
            if not split and (half == 1 or wanted is not None):
                # What follows the last element that is wanted may not be there.
                wanted = even if wanted is None else b.ir.and_(even, wanted)
            if wanted is None:
                halves.append(b.load_vector(address, operand.dtype, lanes))
            else:
                halves.append(b.masked_load(address, operand.dtype, wanted, self.fill(operand)))
        return halves

    def every_second(self, halves: list[ll.Value], odd: int) -> ll.Value:
        """The even or the odd elements of two vectors."""
        return self.b.ir.shuffle_vector(*halves, self.numbers(I32, range(odd, 2 * self.lanes, 2)))

    def splat(self, pointer: ll.Value, operand: NestOperand, mask: ll.Value | None, fill: ll.Value) -> ll.Value:
        b = self.b
        if not operand.guarded:
            return b.splat(b.load(pointer, operand.dtype), self.lanes)
        assert mask is not None
        zero = ll.Constant(memory_type(operand.dtype), 0)
        (scalar,) = b.choose(b.some(mask), lambda: [b.load(pointer, operand.dtype)], lambda: [zero])
        return b.ir.select(mask, b.splat(scalar, self.lanes), fill)

    def shift(self, i: int, k: int, value: ll.Value, dtype: DType, place: _Place) -> ll.Value:
        """Byte offsets by the k-th index of operand i; an index out of range is reported and replaced by 0."""
        b, wide = self.b, ll.VectorType(I64, self.lanes)
        value = value if dtype is DType.INT64 else b.ir.sext(value, wide)
        bound = b.splat(self.w[f"x{i}_bound{k}"], self.lanes)
        zero = ll.Constant(wide, [0] * self.lanes)
        wrapped = b.ir.select(b.ir.icmp_signed("<", value, zero), b.ir.add(value, bound), value)
        outside = b.ir.icmp_unsigned(">=", wrapped, bound)
        exists = self.mask(place, range(self.lanes), guarded=False)
        counted = outside if exists is None else b.ir.and_(outside, exists)
        b.report(STATUS_INDEX, counted)
        return b.ir.mul(b.ir.select(outside, zero, wrapped), b.splat(self.w[f"x{i}_step{k}"], self.lanes))
