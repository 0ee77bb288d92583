"""Sums of products and windows over operands with any strides, in any element type.

    y[o…, l] = epilogue(bias[o…, l] + sum over r… of a[o…, r…, l] * b[o…, r…, l])        "dot"
    y[o…, l] = epilogue(sum, or max, over r… of x[o…, r…, l])                            "sum", "max"

for as many outer loops ``o`` and reduced loops ``r`` as there are; ``l`` counts lanes, along which ``y`` is contiguous.
Every operand has a byte stride for each loop, overlapping ones included, and is along the lanes contiguous ("unit"),
constant ("splat") or strided ("any", a hardware gather). Each output is one chain in ascending order of the reduced
loops, started with the bias if there is one, else with what changes nothing: of fused multiply-adds for floating-point
products, else of the element type's own arithmetic, in which integers wrap.

Nothing outside the addressed elements is read or written: the last vector of lanes is masked. Threads share out the
outer loops together with the pieces of the lanes.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.ops.reduction import COMBINERS, identity
from ..ir.types import DType
from . import functions
from .builder import I1, I64, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, store
from .spec import Spec
from .target import Target

_VECTORS = 4


@dataclass(frozen=True)
class FoldSpec(Spec):
    """``dot``, ``sum`` or ``max`` over ``reduced`` loops inside ``outer`` loops; how each operand follows the lanes.

    ``bias`` says the same of the bias, "" if there is none. Only float32 has epilogues.
    """

    function: str
    dtype: DType
    outer: int
    reduced: int
    operands: tuple[str, ...]
    bias: str = ""
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``fold_dot_f64_2_1_plain``."""
        bias = "bias_" if self.bias else ""
        return f"fold_{self.function}_{self.dtype}_{self.outer}_{self.reduced}_{bias}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: extents ``n_{loop}`` of loops ``o{i}``, ``r{i}`` and ``lanes``; ``y``, ``x{i}``, ``bias`` and
        ``e{i}`` with byte strides ``_{loop}``."""
        outer, reduced = ([f"{kind}{i}" for i in range(n)] for kind, n in (("o", self.outer), ("r", self.reduced)))
        words = [f"n_{loop}" for loop in (*outer, *reduced)] + ["lanes", "y"] + [f"y_{loop}" for loop in outer]
        for i in range(len(self.operands)):
            words += [f"x{i}"] + [f"x{i}_{loop}" for loop in (*outer, *reduced, "lane")]
        words += ["bias", *(f"bias_{loop}" for loop in (*outer, "lane"))] if self.bias else []
        return words + self.epilogue.words(outer)

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents and strides."""
        return _Emitter(self, target).emit()


class _Emitter:
    def __init__(self, spec: FoldSpec, target: Target) -> None:
        self.spec, self.lanes = spec, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        self.kinds = {f"x{i}": kind for i, kind in enumerate(spec.operands)}
        self.kinds |= {"bias": spec.bias} if spec.bias else {}
        outer = [f"o{i}" for i in range(spec.outer)]
        self.epilogue = EpilogueCode(b, spec.epilogue, outer)
        own = set(spec.words) - {"y", *self.kinds, *spec.epilogue.words(outer)}
        self.p = {name: b.pointer(name) for name in ("y", *self.kinds)}
        self.w = {name: b.word(name) for name in spec.words if name in own}

    def emit(self) -> ll.Module:
        b, w, width = self.b, self.w, _VECTORS * self.lanes
        pieces = b.ceildiv(w["lanes"], width)
        count = pieces
        for i in range(self.spec.outer):
            count = b.mul(count, w[f"n_o{i}"])
        with b.loop("item", *b.share(count)) as item:
            rest, piece = b.divmod(item.index, pieces)
            pointers, operands = dict(self.p), self.epilogue.advance()
            for i in reversed(range(self.spec.outer)):
                rest, index = b.divmod(rest, w[f"n_o{i}"])
                pointers = {name: b.at(p, b.mul(index, w[f"{name}_o{i}"])) for name, p in pointers.items()}
                operands = self.epilogue.advance(operands, **{f"o{i}": index})
            first = b.mul(piece, width)
            left = b.sub(w["lanes"], first)
            with b.ir.if_else(b.less(width - 1, left)) as (full, ragged):
                with full:
                    self.column(pointers, operands, first, _VECTORS, None)
                with ragged, b.loop("lane", 0, left, self.lanes) as lane:
                    mask = b.first_lanes(b.sub(left, lane.index), self.lanes)
                    self.column(pointers, operands, b.add(first, lane.index), 1, mask)
        return b.finish()

    def along(self, pointers: dict[str, ll.Value], lane: ll.Value) -> dict[str, ll.Value]:
        """The addresses so many lanes on."""
        b, size = self.b, self.spec.dtype.bytes
        steps = {name: self.w.get(f"{name}_lane", size) for name in pointers}
        return {name: b.at(p, b.mul(lane, steps[name])) for name, p in pointers.items()}

    def column(
        self,
        pointers: dict[str, ll.Value],
        operands: list[ll.Value],
        lane: ll.Value,
        vectors: int,
        mask: ll.Value | None,
    ) -> None:
        """The results of so many vectors of lanes from ``lane`` on; the epilogue has its operands' addresses."""
        b, spec, pointers = self.b, self.spec, self.along(pointers, lane)
        neutral = identity("max" if spec.function == "max" else "sum", spec.dtype)
        vector = functions.register_type(spec.dtype, self.lanes)
        totals: list[ll.Value] = [ll.Constant(vector, [neutral] * self.lanes)] * vectors
        if spec.bias:
            totals = [self.load("bias", pointers["bias"], v, mask) for v in range(vectors)]
        totals = self.nest(0, [pointers[f"x{i}"] for i in range(len(spec.operands))], totals, mask)
        for v, total in enumerate(self.epilogue.apply(totals, operands, lane, mask)):
            store(b, total, b.at(pointers["y"], v * self.lanes * spec.dtype.bytes), spec.dtype, mask)

    def nest(
        self, level: int, pointers: list[ll.Value], totals: list[ll.Value], mask: ll.Value | None
    ) -> list[ll.Value]:
        """The totals after the reduced loop of this level and those inside."""
        b = self.b
        if level == self.spec.reduced:
            return [self.combine(total, pointers, v, mask) for v, total in enumerate(totals)]
        with b.loop(f"r{level}", 0, self.w[f"n_r{level}"], carry=[*totals, *pointers]) as loop:
            count = len(totals)
            at = loop.carried[count:]
            inside = self.nest(level + 1, at, loop.carried[:count], mask)
            loop.carry(*inside, *(b.at(p, self.w[f"x{i}_r{level}"]) for i, p in enumerate(at)))
        return loop.carried[:count]

    def combine(self, total: ll.Value, pointers: list[ll.Value], v: int, mask: ll.Value | None) -> ll.Value:
        b, spec = self.b, self.spec
        values = [self.load(f"x{i}", p, v, mask) for i, p in enumerate(pointers)]
        if spec.function != "dot":
            return self.call(COMBINERS[spec.function], total, values[0])
        if spec.dtype.is_float:
            return b.fma(values[0], values[1], total)
        return self.call("add", total, self.call("mul", *values))

    def call(self, function: str, x: ll.Value, y: ll.Value) -> ll.Value:
        return functions.emit(self.b, Expression.call(function), [x, y], [self.spec.dtype] * 2)

    def load(self, name: str, pointer: ll.Value, v: int, mask: ll.Value | None) -> ll.Value:
        """Vector ``v`` of an operand; masked-off lanes are not touched."""
        b, dtype, lanes = self.b, self.spec.dtype, self.lanes
        kind = self.kinds[name]
        if kind == "splat":
            return b.splat(b.load(pointer, dtype), lanes)
        zero = ll.Constant(functions.register_type(dtype, lanes), [0] * lanes)
        if kind == "unit":
            address = b.at(pointer, v * lanes * dtype.bytes)
            return b.load_vector(address, dtype, lanes) if mask is None else b.masked_load(address, dtype, mask, zero)
        stride = self.w[f"{name}_lane"]
        numbers = ll.Constant(ll.VectorType(I64, lanes), list(range(v * lanes, (v + 1) * lanes)))
        addresses = b.addresses(pointer, b.ir.mul(numbers, b.splat(stride, lanes)))
        everywhere = ll.Constant(ll.VectorType(I1, lanes), [1] * lanes)
        return b.masked_gather(addresses, dtype, everywhere if mask is None else mask, zero)
