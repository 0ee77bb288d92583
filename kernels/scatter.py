"""Updates combined into computed positions of a tensor.

    y[s… , i…] = f(y[s…, i…], u[o…, i…])        s = where indices send the updates of o…

``outer`` loops ``o`` over updates that are sent somewhere, and inside them ``inner`` loops over elements that stay
together. The address in y advances by ``index * step`` for each index; a negative index counts from the end, one out of
range makes the kernel return ``STATUS_INDEX`` and its updates are left out.

Every thread walks all outer loops in order, but each place of y that an index can point at belongs to one thread,
which alone writes there. So updates that meet are applied in the order of the loops whatever the number of threads. A
place is numbered by the loops that move y themselves (``moving``) and by the indices. The price is that all threads
read all indices, so that short inner loops gain little from threads.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.expression import Expression
from ..ir.types import DType
from . import functions
from .builder import I64, STATUS_INDEX, Builder, memory_type
from .spec import Spec
from .target import Target


@dataclass(frozen=True)
class ScatterSpec(Spec):
    """``moving`` tells for each outer loop whether y advances with it; ``indices`` are the indices' element types.

    ``function`` is an element-wise one or "set". In a ``vector`` kernel y and u are contiguous along the last inner
    loop.
    """

    moving: tuple[bool, ...]
    inner: int
    indices: tuple[DType, ...]
    function: str
    dtype: DType
    vector: bool

    @property
    def family(self) -> str:
        """For example ``scatter_add_2_1``."""
        return f"scatter_{self.function}_{len(self.moving)}_{self.inner}"

    @property
    def words(self) -> list[str]:
        """Frame words: extents ``n{l}``; ``y`` and ``u`` with byte strides ``_{l}``; for each index ``i{k}`` with
        strides for the outer loops, ``i{k}_step, _bound``."""
        outer = range(len(self.moving))
        loops = range(len(self.moving) + self.inner)
        words = [f"n{level}" for level in loops]
        for name in ("y", "u"):
            words += [name] + [f"{name}_{level}" for level in loops]
        for k in range(len(self.indices)):
            words += [f"i{k}"] + [f"i{k}_{level}" for level in outer] + [f"i{k}_step", f"i{k}_bound"]
        return words

    def emit(self, target: Target) -> ll.Module:
        """One function for any extents and strides."""
        return _Emitter(self, target).emit()


class _Emitter:
    def __init__(self, spec: ScatterSpec, target: Target) -> None:
        self.spec, self.lanes = spec, target.lanes
        self.b = b = Builder(spec.symbol(target), spec.words, target)
        names = ["y", "u"] + [f"i{k}" for k in range(len(spec.indices))]
        self.p = {name: b.pointer(name) for name in names}
        self.w = {name: b.word(name) for name in spec.words if name not in names}
        places = b.integer(1)
        for level in self.moving():
            places = b.mul(places, self.w[f"n{level}"])
        for k in range(len(spec.indices)):
            places = b.mul(places, self.w[f"i{k}_bound"])
        self.first, self.end = b.share(places)

    def moving(self) -> list[int]:
        return [level for level, moves in enumerate(self.spec.moving) if moves]

    def emit(self) -> ll.Module:
        self.outer(0, self.p, [])
        return self.b.finish()

    def advance(self, pointers: dict[str, ll.Value], level: int, index: ll.Value) -> dict[str, ll.Value]:
        b = self.b
        return {name: b.at(p, b.mul(index, self.w[f"{name}_{level}"])) for name, p in pointers.items()}

    def outer(self, level: int, pointers: dict[str, ll.Value], at: list[ll.Value]) -> None:
        """The outer loops from this one on; ``at``: the loop indices so far."""
        if level == len(self.spec.moving):
            self.update(pointers, at)
            return
        with self.b.loop(f"o{level}", 0, self.w[f"n{level}"]) as loop:
            self.outer(level + 1, self.advance(pointers, level, loop.index), [*at, loop.index])

    def update(self, pointers: dict[str, ll.Value], at: list[ll.Value]) -> None:
        """What lies at one index of the outer loops: find its place, and whether it is this thread's."""
        b, place, y, exists = self.b, self.b.integer(0), pointers["y"], None
        for level in self.moving():
            place = b.add(b.mul(place, self.w[f"n{level}"]), at[level])
        for k, dtype in enumerate(self.spec.indices):
            bound, index = self.w[f"i{k}_bound"], b.load(pointers[f"i{k}"], dtype)
            index = index if dtype is DType.INT64 else b.ir.sext(index, I64)
            index = b.ir.select(b.less(index, 0), b.add(index, bound), index)
            # One unsigned comparison tests both ends.
            inside = b.ir.icmp_unsigned("<", index, bound)
            exists = inside if exists is None else b.ir.and_(exists, inside)
            place = b.add(b.mul(place, bound), index)
            y = b.at(y, b.mul(index, self.w[f"i{k}_step"]))
        mine = b.ir.and_(b.less(b.sub(self.first, 1), place), b.less(place, self.end))
        if exists is not None:
            b.report(STATUS_INDEX, b.ir.not_(exists))
            mine = b.ir.and_(mine, exists)
        with b.when(mine):
            self.inner(len(self.spec.moving), {"y": y, "u": pointers["u"]})

    def inner(self, level: int, pointers: dict[str, ll.Value]) -> None:
        """The inner loops from this one on."""
        b, last = self.b, len(self.spec.moving) + self.spec.inner - 1
        if level > last:
            self.combine(pointers, None)
        elif level < last or not self.spec.vector:
            with b.loop(f"i{level}", 0, self.w[f"n{level}"]) as loop:
                self.inner(level + 1, self.advance(pointers, level, loop.index))
        else:
            extent, size = self.w[f"n{level}"], self.spec.dtype.bytes
            whole = b.mul(b.div(extent, self.lanes), self.lanes)
            with b.loop("j", 0, whole, self.lanes) as j:
                self.combine({n: b.at(p, b.mul(j.index, size)) for n, p in pointers.items()}, self.lanes)
            with b.loop("rest", whole, extent) as j:
                self.combine({n: b.at(p, b.mul(j.index, size)) for n, p in pointers.items()}, None)

    def combine(self, pointers: dict[str, ll.Value], lanes: int | None) -> None:
        """One element, or so many neighbours."""
        b, dtype = self.b, self.spec.dtype
        kind = memory_type(dtype) if lanes is None else ll.VectorType(memory_type(dtype), lanes)
        new = b.ir.load(pointers["u"], typ=kind, align=dtype.bytes)
        if self.spec.function != "set":
            old = b.ir.load(pointers["y"], typ=kind, align=dtype.bytes)
            new = functions.emit(b, Expression.call(self.spec.function), [old, new], [dtype, dtype])
        b.store(new, pointers["y"], dtype)
