"""From loops over tensors in any layout to calls of the loop-nest kernel.

``map_tensors`` is what lowering rules use: an expression over tensors that broadcast to the result's shape. It turns
axes into loops, cuts strips, drops loops of one round, joins loops that walk memory without a gap, and picks the loop
that threads share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...ir.dims import Dim, bounds, floordiv, mod
from ...ir.expression import Expression, Step
from ...ir.types import DType
from ...kernels.nest import NestOperand, NestSpec
from ...kernels.transpose import TransposeSpec
from .layout import Part, broadcast_axes
from .loops import Loop, joined
from .plan import Buffer, Placement, Pointer, Word
from .scheduler import Scheduler

_KINDS: dict[Dim, str] = {0: "splat", 1: "unit", 2: "pairs"}
COPY = Expression(1, (Step("identity", (0,)),))


@dataclass(frozen=True)
class Index:
    """What moves an operand besides the loops: elements of another one, in ``step`` elements, below ``bound``."""

    operand: int
    step: Dim
    bound: Dim


@dataclass(frozen=True)
class Access:
    """How a nest touches one tensor: element offset of its start, element strides for each loop."""

    buffer: Buffer
    dtype: DType
    offset: Dim
    strides: tuple[Dim, ...]
    guarded: bool = False
    fill: float | int | bool = 0
    indices: tuple[Index, ...] = ()


@dataclass(frozen=True)
class Guard:
    """``0 <= low + sum of step * index < bound``."""

    low: Dim
    bound: Dim
    steps: tuple[Dim, ...]


def emit_nest(
    s: Scheduler,
    name: str,
    extents: Sequence[Dim],
    out: Access,
    operands: Sequence[Access],
    expression: Expression,
    guards: Sequence[Guard] = (),
) -> None:
    """One nest over the given loops; ``out`` must have stride 1 along the loop that ends up innermost."""
    loops = [
        Loop(extent, [out.strides[level], *(o.strides[level] for o in operands), *(g.steps[level] for g in guards)])
        for level, extent in enumerate(extents)
        if extent != 1
    ]
    if any(loop.extent == 0 for loop in loops):
        return
    units = [loop for loop in loops if loop.strides[0] == 1]
    inner = units[-1] if units else Loop(1, [1, *[0] * (len(operands) + len(guards))])
    outer = sorted((loop for loop in loops if loop is not inner), key=lambda loop: -bounds(loop.strides[0])[1])
    nest = joined([*outer, inner])
    if len(nest) > 1:
        # Threads share the first loop: the longest serves best, and the order of the others does not matter.
        longest = max(nest[:-1], key=lambda loop: bounds(loop.extent)[1])
        nest = [longest, *(loop for loop in nest if loop is not longest)]
    if _emit_transpose(s, name, nest, out, operands, expression, guards):
        return
    split = _split_loop(nest, operands)
    if split:
        nest = [*(loop for loop in nest[:-1] if loop is not split), split, nest[-1]]
    count = len(nest)
    kernel_operands, words = [], dict[str, Word]()
    for level, loop in enumerate(nest):
        words[f"n{level}"] = loop.extent
    size = out.dtype.bytes
    words["y"] = Pointer(out.buffer, out.offset * size)
    for level in range(count - 1):
        words[f"y_{level}"] = nest[level].strides[0] * size
    for i, o in enumerate(operands):
        strides = [loop.strides[1 + i] for loop in nest]
        kind = _KINDS.get(strides[-1], "any")
        kernel_operands.append(NestOperand(o.dtype, kind, tuple(n.operand for n in o.indices), o.guarded, o.fill))
        words[f"x{i}"] = Pointer(o.buffer, o.offset * o.dtype.bytes)
        words |= {f"x{i}_{level}": stride * o.dtype.bytes for level, stride in enumerate(strides)}
        for k, n in enumerate(o.indices):
            words |= {f"x{i}_step{k}": n.step * o.dtype.bytes, f"x{i}_bound{k}": n.bound}
    for i, g in enumerate(guards):
        steps = [loop.strides[1 + len(operands) + i] for loop in nest]
        words |= {f"g{i}_low": g.low, f"g{i}_bound": g.bound}
        words |= {f"g{i}_{level}": step for level, step in enumerate(steps)}
    along = tuple(nest[-1].strides[1 + len(operands) + i] != 0 for i in range(len(guards)))
    spec = NestSpec(count, tuple(kernel_operands), expression, out.dtype, along, split is not None)
    s.call(name, spec, words, [o.buffer for o in operands], [out.buffer])


def _split_loop(loops: Sequence[Loop], operands: Sequence[Access]) -> Loop | None:
    """The loop of two rounds, over the even and the odd elements of the one operand, that the kernel can split."""
    *outer, inner = loops
    if len(operands) != 1 or operands[0].indices or inner.strides[1] != 2:
        return None
    halves = [
        loop
        for loop in outer
        if loop.extent == 2 and all(2 * a == b for a, b in zip(loop.strides[1:], inner.strides[1:], strict=True))
    ]
    return halves[0] if halves and len(outer) > 1 else None


def _emit_transpose(
    s: Scheduler,
    name: str,
    loops: Sequence[Loop],
    out: Access,
    operands: Sequence[Access],
    expression: Expression,
    guards: Sequence[Guard],
) -> bool:
    """Plan the transposing kernel for a copy whose operand is contiguous along another loop than the result."""
    if guards or expression != COPY or len(operands) != 1 or out.dtype.bytes != 4 or out.dtype != operands[0].dtype:
        return False
    *outer, inner = loops
    along = next((loop for loop in outer if loop.strides[1] == 1), None)
    if along is None or inner.strides[1] in (0, 1) or len(outer) > 3 or bounds(along.extent)[1] < s.target.lanes // 2:
        return False
    rest = [loop for loop in outer if loop is not along]
    rest = [Loop(1, [0, 0])] * (2 - len(rest)) + rest
    words: dict[str, Word] = {"r": along.extent, "j": inner.extent}
    words |= {"y_r": along.strides[0] * 4, "x_j": inner.strides[1] * 4}
    for level, loop in enumerate(rest):
        words |= {f"o{level}": loop.extent, f"y_o{level}": loop.strides[0] * 4, f"x_o{level}": loop.strides[1] * 4}
    words |= {"x": Pointer(operands[0].buffer, operands[0].offset * 4), "y": Pointer(out.buffer, out.offset * 4)}
    s.call(name, TransposeSpec(), words, [operands[0].buffer], [out.buffer])
    return True


def map_tensors(s: Scheduler, name: str, out: Placement, operands: Sequence[Placement], expression: Expression) -> None:
    """``out = expression(operands…)`` with numpy's broadcasting, for any layouts but padded planes as the result."""
    rank = out.type.rank
    every = [out.layout.axes, *(broadcast_axes(p.layout, p.type.shape, rank) for p in operands)]
    cut = [a for a in range(rank) if any(len(parts[a]) == 2 for parts in every)]

    def split(extents: Sequence[Dim], accesses: Sequence[Access], axes: Sequence[int]) -> None:
        """Two nests for every axis cut into strips: the whole strips, and what is left of the last."""
        if not axes:
            emit_nest(s, name, extents, accesses[0], accesses[1:], expression)
            return
        axis, *others = axes
        (strip,) = {parts[axis][0].step for parts in every if len(parts[axis]) == 2}
        whole, rest = floordiv(extents[axis], strip), mod(extents[axis], strip)
        steps = [parts[axis][0].stride if len(parts[axis]) == 2 else _stride(parts[axis]) * strip for parts in every]
        full = [replace(a, strides=(*a.strides, step)) for a, step in zip(accesses, steps, strict=True)]
        split([*extents[:axis], strip, *extents[axis + 1 :], whole], full, others)
        if rest != 0:
            ends = [replace(a, offset=a.offset + step * whole) for a, step in zip(accesses, steps, strict=True)]
            split([*extents[:axis], rest, *extents[axis + 1 :]], ends, others)

    accesses = [
        Access(p.buffer, p.type.dtype, p.offset, tuple(_stride(parts[a]) for a in range(rank)))
        for p, parts in zip([out, *operands], every, strict=True)
    ]
    split(out.type.shape, accesses, cut)


def _stride(parts: tuple[Part, ...]) -> Dim:
    """The stride between neighbours (of lanes within a strip, for a strip axis)."""
    return parts[-1].stride
