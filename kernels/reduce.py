"""Reductions and what is made of them: sums, softmax, layer normalisation, in one kernel with several passes.

    a0 = finish0(reduce over r of pass0(x[r]…))
    a1 = finish1(reduce over r of pass1(x[r]…, a0))         …
    y[r] = final(x[r]…, a0, a1, …)        or, if only the reduced value is wanted,        y = final(x…, a0, a1, …)

for every index of three outer loops. Two reduced loops (``r0``, ``r1``) and one vectorised direction:

* ``lanes``: the vectors run over lanes that are independent of the reduction (features x lanes layouts): plain vector
  operations down the rows, one chain per lane in ascending order.
* ``inner``: the vectors run along ``r1``, which is contiguous. Partial results are kept for the residues of r1 modulo
  ``WIDTH`` and combined in a fixed tree, the same on every target.

The last vector is masked, so nothing outside the tensors is read or written. Threads share out the outer loops, in
``lanes`` together with the pieces of the lanes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.ops.reduction import COMBINERS, identity
from ..ir.types import DType
from . import functions
from .builder import I32, Builder, memory_type
from .epilogue import from_memory, load, store
from .spec import Spec
from .target import Target

WIDTH = 32
OUTER = 3


@dataclass(frozen=True)
class ReduceOperand:
    """An operand: its element type, and whether it follows the vectorised direction or is constant along it."""

    dtype: DType
    vector: bool


@dataclass(frozen=True)
class Pass:
    """Combine ``value(operands…, earlier results…, count)`` by ``function``; ``finish(combined, earlier results…,
    count)``.

    With ``keep`` the values are also stored in ``y``, and the final expression gets them as its last argument.
    ``count`` is the number of reduced elements.
    """

    function: str
    value: Expression
    finish: Expression | None = None
    keep: bool = False


@dataclass(frozen=True)
class ReduceSpec(Spec):
    """The passes and the final expression, ``final(operands…, results…, count, kept?)``."""

    lanes: bool
    operands: tuple[ReduceOperand, ...]
    passes: tuple[Pass, ...]
    final: Expression
    reduced: bool
    dtype: DType

    @property
    def family(self) -> str:
        """For example ``reduce_lanes_max_sum``."""
        direction = "lanes" if self.lanes else "inner"
        return f"reduce_{direction}_{'_'.join(p.function for p in self.passes)}"

    @property
    def words(self) -> list[str]:
        """Frame words: extents ``o0 o1 o2 r0 r1 lanes``; ``y`` and ``x{i}`` with byte strides for the loops."""
        loops = [f"o{i}" for i in range(OUTER)] + ["r0"] + ["r1"] * self.lanes
        words = [f"o{i}" for i in range(OUTER)] + ["r0", "r1", "lanes", "y"] + [f"y_{loop}" for loop in loops]
        for i in range(len(self.operands)):
            words += [f"x{i}"] + [f"x{i}_{loop}" for loop in loops]
        return words

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents and strides."""
        return _Emitter(self, target).emit()


Values = list[ll.Value]
Pointers = dict[str, ll.Value]


class _Emitter:
    def __init__(self, spec: ReduceSpec, target: Target) -> None:
        self.spec, self.target = spec, target
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        names = ["y"] + [f"x{i}" for i in range(len(spec.operands))]
        self.p = {name: b.pointer(name) for name in names}
        self.w = {name: b.word(name) for name in spec.words if name not in names}
        self.types = [o.dtype for o in spec.operands]
        number, element = b.mul(self.w["r0"], self.w["r1"]), memory_type(self.types[0])
        if self.types[0].is_float:
            self.count = b.ir.sitofp(number, element)
        else:
            self.count = number if element.width == 64 else b.ir.trunc(number, element)

    def emit(self) -> ll.Module:
        b, w = self.b, self.w
        pieces = b.ceildiv(w["lanes"], WIDTH) if self.spec.lanes else b.integer(1)
        start, stop = b.share(b.mul(b.mul(b.mul(w["o0"], w["o1"]), w["o2"]), pieces))
        with b.loop("item", start, stop) as item:
            outer, piece = b.divmod(item.index, pieces)
            rest, i2 = b.divmod(outer, w["o2"])
            i0, i1 = b.divmod(rest, w["o1"])
            pointers = self.step(self.p, o0=i0, o1=i1, o2=i2)
            if self.spec.lanes:
                self.piece(pointers, b.mul(piece, WIDTH))
            else:
                self.column(pointers, WIDTH, None)
        return b.finish()

    def piece(self, pointers: Pointers, first: ll.Value) -> None:
        """``WIDTH`` lanes from ``first`` at once, or the fewer that are left vector by vector."""
        b, narrow = self.b, self.target.lanes
        left = b.sub(self.w["lanes"], first)
        with b.ir.if_else(b.less(WIDTH - 1, left)) as (full, ragged):
            with full:
                self.column(self.along(pointers, first), WIDTH, None)
            with ragged, b.loop("lane", 0, left, narrow) as lane:
                mask = b.first_lanes(b.sub(left, lane.index), narrow)
                self.column(self.along(pointers, b.add(first, lane.index)), narrow, mask)

    def column(self, pointers: Pointers, width: int, mask: ll.Value | None) -> None:
        """All passes and the result for one vector of lanes, or for one row of elements."""
        results: Values = []
        types: list[DType] = []
        for number, one in enumerate(self.spec.passes):
            result, dtype = self.reduce(number, one, pointers, width, mask, results, types)
            results.append(result)
            types.append(dtype)
        if self.spec.reduced:
            value = self.evaluate(
                self.spec.final, self.operands(pointers, width, mask, reduced=True), results, types, width
            )
            if self.spec.lanes:
                store(self.b, value, pointers["y"], self.spec.dtype, mask)
            else:
                self.b.store(self.b.ir.extract_element(value, I32(0)), pointers["y"], self.spec.dtype)
            return

        def write(at: Pointers, mask: ll.Value | None, carried: Values) -> Values:
            operands = self.operands(at, width, mask)
            kept = (
                [load(self.b, at["y"], self.spec.dtype, width, mask)] if any(p.keep for p in self.spec.passes) else []
            )
            value = self.evaluate(self.spec.final, operands, results, types, width, kept)
            store(self.b, value, at["y"], self.spec.dtype, mask)
            return carried

        self.sweep(pointers, width, mask, [], write)

    def reduce(
        self,
        number: int,
        one: Pass,
        pointers: Pointers,
        width: int,
        mask: ll.Value | None,
        results: Values,
        types: list[DType],
    ) -> tuple[ll.Value, DType]:
        """One pass: its combined and finished value, in every lane, and the type of that."""
        b = self.b
        dtype = one.value.infer([*self.types, *types, self.types[0]])
        neutral = ll.Constant(functions.register_type(dtype, width), [identity(one.function, dtype)] * width)

        def combine(at: Pointers, mask: ll.Value | None, carried: Values) -> Values:
            value = self.evaluate(one.value, self.operands(at, width, mask), results, types, width)
            if one.keep:
                store(b, value, at["y"], self.spec.dtype, mask)
            total = functions.emit(b, Expression.call(COMBINERS[one.function]), [carried[0], value], [dtype, dtype])
            return [total if mask is None or self.spec.lanes else b.ir.select(mask, total, carried[0])]

        (total,) = self.sweep(pointers, width, mask, [neutral], combine)
        if not self.spec.lanes:
            total = b.splat(self.tree(total, one.function, dtype), width)
        if one.finish is None:
            return total, dtype
        arguments = [total, *results, b.splat(self.count, width)]
        dtypes = [dtype, *types, self.types[0]]
        return functions.emit(b, one.finish, arguments, dtypes), one.finish.infer(dtypes)

    def sweep(
        self,
        pointers: Pointers,
        width: int,
        mask: ll.Value | None,
        carried: Values,
        body: Callable[[Pointers, ll.Value | None, Values], Values],
    ) -> Values:
        """Run ``body(addresses, mask, carried)`` for every reduced element, or vector of them, in order."""
        b = self.b
        with b.loop("r0", 0, self.w["r0"], carry=carried) as r0:
            row = self.step(pointers, r0=r0.index)
            if self.spec.lanes:
                with b.loop("r1", 0, self.w["r1"], carry=r0.carried) as r1:
                    r1.carry(*body(self.step(row, r1=r1.index), mask, r1.carried))
                r0.carry(*r1.carried)
            else:
                whole = b.mul(b.div(self.w["r1"], width), width)
                with b.loop("r1", 0, whole, width, carry=r0.carried) as r1:
                    r1.carry(*body(self.along(row, r1.index), None, r1.carried))
                left = b.sub(self.w["r1"], whole)

                def rest() -> Values:
                    return body(self.along(row, whole), b.first_lanes(left, width), r1.carried)

                r0.carry(*b.choose(b.less(0, left), rest, lambda: r1.carried))
        return r0.carried

    def tree(self, value: ll.Value, function: str, dtype: DType) -> ll.Value:
        """Combine the lanes of a vector pairwise, always in the same order."""
        width = value.type.count
        while width > 1:
            width //= 2
            halves = [
                self.b.ir.shuffle_vector(
                    value, value, ll.Constant(ll.VectorType(I32, width), list(range(at, at + width)))
                )
                for at in (0, width)
            ]
            value = functions.emit(self.b, Expression.call(COMBINERS[function]), halves, [dtype, dtype])
        return self.b.ir.extract_element(value, I32(0))

    def evaluate(
        self,
        expression: Expression,
        operands: Values,
        results: Values,
        types: list[DType],
        width: int,
        kept: Sequence[ll.Value] = (),
    ) -> ll.Value:
        arguments = [*operands, *results, self.b.splat(self.count, width), *kept]
        dtypes = [*self.types, *types, self.types[0], *[self.spec.dtype] * len(kept)]
        return functions.emit(self.b, expression, arguments, dtypes)

    def operands(self, at: Pointers, width: int, mask: ll.Value | None, reduced: bool = False) -> Values:
        """The operands at one place; where the result is one element per row, one element in every lane."""
        result = []
        for i, operand in enumerate(self.spec.operands):
            if operand.vector and not (reduced and not self.spec.lanes):
                result.append(load(self.b, at[f"x{i}"], operand.dtype, width, mask))
            else:
                scalar = self.b.load(at[f"x{i}"], operand.dtype)
                result.append(self.b.splat(from_memory(self.b, scalar, operand.dtype), width))
        return result

    def step(self, pointers: Pointers, **indices: ll.Value) -> Pointers:
        """The addresses at given loop indices."""
        return {
            name: self.b.at(p, *(self.b.mul(i, self.w[f"{name}_{loop}"]) for loop, i in indices.items()))
            for name, p in pointers.items()
        }

    def along(self, pointers: Pointers, element: ll.Value) -> Pointers:
        """The addresses ``element`` elements on in the vectorised direction."""
        moving = {"y": not self.spec.reduced or self.spec.lanes}
        moving |= {f"x{i}": o.vector for i, o in enumerate(self.spec.operands)}
        sizes = {"y": self.spec.dtype.bytes} | {f"x{i}": o.dtype.bytes for i, o in enumerate(self.spec.operands)}
        return {n: self.b.at(p, self.b.mul(element, sizes[n])) if moving[n] else p for n, p in pointers.items()}
