"""Constant weights become streams: choose the form and the blocking, pack, and call the stream kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ...ir import Node
from ...ir.coordinates import Coordinates, Data, count_nonzero
from ...ir.dims import Dim
from ...kernels.blocking import Blocking, Contraction, lane_tails, predictions, stream_blocking
from ...kernels.epilogue import PLAIN, Epilogue
from ...kernels.packing import BLOCK_ROWS, Packing, Stream, in_blocks, pack, used_inputs
from ...kernels.stream import StreamSpec
from ..diagnostics import CompileError
from .epilogues import KernelEpilogue
from .layout import Array
from .plan import Placement, Pointer, Word
from .scheduler import Scheduler
from .tuning import Trial

# Threads share out rows, not panels of lanes, unless the activations have more than so many times the bytes of the
# weights: then each reads its part of the weights only, and a narrower last panel does not matter. Two threads at 90 %
# zeros, times as fast as with 1: ResNet-50 1.03 with 8, 1.03 with 16, 1.025 with 40; MobileNet 1.08, 1.08, 1.07.
BY_ROWS = 8

# Other forms are timed too if they are predicted to take at most so many times as long as the fastest.
NEAR = 1.6


@dataclass(frozen=True)
class Weights:
    """A weight matrix [M, K] and the byte offset of each of its K inputs.

    ``groups`` convolution groups of M / groups rows each read inputs ``group_offset`` bytes apart. ``step`` inputs
    belong together (the window positions of one channel); ``halo`` is how many lanes apart they lie.
    """

    matrix: Data
    offsets: Array
    group_offset: int = 0
    groups: int = 1
    step: int = 1
    halo: int = 0

    @cached_property
    def nonzeros(self) -> int:
        """How many weights are not zero."""
        return count_nonzero(self.matrix)

    @cached_property
    def blocks(self) -> int:
        """How many inputs blocks of rows use, added up."""
        blocks = in_blocks(self.matrix, BLOCK_ROWS, self.matrix.shape[0] // self.groups)
        return count_nonzero(used_inputs(blocks))

    def contraction(self, vectors: int) -> Contraction:
        """What the cost model and the blocking need to know, for ``vectors`` vectors of lanes."""
        m, k = self.matrix.shape
        return Contraction(m, k, self.nonzeros, vectors, self.step, self.halo, self.blocks)


@dataclass(frozen=True)
class Gather:
    """What a kernel that gathers its input copies.

    ``taps`` window positions of each channel, ``row`` bytes between channels; ``shifts`` int64[taps], bytes from a lane
    to the one it reads; ``masks`` uint8[taps, lanes / 8], bits of the lanes that read an element, the others a zero.
    """

    taps: int
    row: int
    shifts: Array
    masks: Array

    def arrays(self) -> dict[str, Array]:
        """The arrays that kernels read, by the frame words that point to them."""
        return {"shifts": self.shifts, "masks": self.masks}

    def words(self, k: int, k_block: int) -> dict[str, Word]:
        """The frame words that are numbers, for K inputs in blocks."""
        return {
            "taps": self.taps,
            "masks_row": self.masks.shape[1],
            "x_row": self.row,
            "channels": k // self.taps,
            "channels_block": k_block // self.taps,
        }


def check_offsets(node: Node, offsets: Array) -> None:
    """CompileError if a byte offset does not fit the 32 bits that kernels read."""
    if offsets.size and not 0 <= offsets.min() <= offsets.max() < 1 << 32:
        raise CompileError(
            f"{node.op.name} '{node.name}': its inputs lie {int(offsets.max())} bytes apart, more than 4 GiB; "
            "give --dim smaller sizes"
        )


@dataclass(frozen=True)
class Form:
    """How a contraction is computed: which weights, and its blocking."""

    packing: Packing
    blocking: Blocking

    def __str__(self) -> str:
        return f"{self.packing.value}, {self.blocking}"


def _forms(s: Scheduler, weights: Weights, c: Contraction) -> dict[Packing, float]:
    """The forms that weights may take, and how many seconds each is predicted to take."""
    seconds = predictions(s.machine, s.target, c)
    if isinstance(weights.matrix, Coordinates) and weights.matrix.is_large:
        del seconds[Packing.DENSE]
    return seconds


def preferred(s: Scheduler, weights: Weights, c: Contraction) -> Packing:
    """The form that is predicted to be the fastest, or the dense one if it is asked for."""
    seconds = _forms(s, weights, c)
    return Packing.DENSE if s.options.dense else min(seconds, key=seconds.__getitem__)


def call_stream(
    s: Scheduler,
    node: Node,
    weights: Weights,
    x: Pointer,
    y: Placement,
    loops: Mapping[str, Dim],
    vectors: int,
    results: Dim,
    epilogue: Callable[[int], KernelEpilogue],
    mask: Placement | None = None,
    gather: Gather | None = None,
) -> None:
    """Plan one contraction.

    ``loops`` are the frame words for strips or images, ``vectors`` the most vectors of lanes one of them has,
    ``results`` the number of real lanes in all; ``epilogue`` binds the node's epilogue for a bias padded to so many
    rows.
    """
    contraction = weights.contraction(vectors)
    form = _choose(s, node, weights, contraction, loops, gather)
    blocking = form.blocking
    packed = _pack(s, node, weights, form, gather)
    bound = epilogue(blocking.rows)
    spec = _spec(form, packed, loops, gather, bound.bias is not None, mask is not None, bound.epilogue)
    words = {
        "x": x,
        "y": Pointer(y.buffer, y.offset * 4),
        **_words(s, form, packed, contraction, gather),
        **{name: Pointer(s.constant(array, name=name).buffer) for name, array in _arrays(packed, gather).items()},
        **loops,
        **bound.words,
    }
    if mask is not None:
        words["mask"] = Pointer(mask.buffer)
    if gather:
        s.plan.scratch = max(s.plan.scratch, blocking.k_block * blocking.vectors * s.target.vector_bytes)
    density = weights.nonzeros / max(1, weights.matrix.size)
    times = predictions(s.machine, s.target, contraction)
    predicted = "predicted us: " + ", ".join(f"{1e6 * seconds:.3g} {form.value}" for form, seconds in times.items())
    note = f"{contraction.m}x{contraction.k} density {density:.2f}, {predicted}: {form}"
    s.call(node.name, spec, words, [x.buffer, *bound.reads], [y.buffer], results * (2 * weights.nonzeros), note)


def _choose(
    s: Scheduler, node: Node, weights: Weights, c: Contraction, loops: Mapping[str, Dim], gather: Gather | None
) -> Form:
    """The form that the cost model prefers, or the fastest of a few if they are to be timed."""
    packing = preferred(s, weights, c)
    first = Form(packing, stream_blocking(s.target, c, packing))
    sizes = {name: size for name, size in loops.items() if isinstance(size, int)}
    if s.tuner is None or c.nonzeros == 0 or len(sizes) < len(loops):
        return first
    forms = [first, *_others(s, weights, c, first)]

    def trial(form: Form) -> Trial:
        packed = _pack(s, node, weights, form, gather)
        arrays = dict(_arrays(packed, gather))
        words = {**_words(s, form, packed, c, gather), **sizes, "outer0": 1, "outer1": 1}
        scratch = form.blocking.k_block * form.blocking.vectors * s.target.vector_bytes if gather else 0
        return Trial(_spec(form, packed, loops, gather), words, arrays, scratch)

    extent = int(weights.offsets.max(initial=0)) + weights.group_offset * (weights.groups - 1)
    if gather:
        extent = int(gather.shifts.max()) + c.k // gather.taps * gather.row
    rows = sizes["y_row"] * c.m
    density = round(c.nonzeros / max(1, weights.matrix.size), 2)
    layer = (
        f"{c.m}x{c.k} {density} {sizes} {c.vectors} {c.step} {c.halo} {c.blocks} {gather is not None} {weights.groups}"
    )
    chosen = s.tuner.fastest(layer, forms, trial, extent + sizes["vectors"] * s.target.vector_bytes, rows)
    if chosen is None:
        return first
    s.plan.tuned[node.name] = str(forms[chosen])
    return forms[chosen]


def _others(s: Scheduler, weights: Weights, c: Contraction, first: Form) -> list[Form]:
    """What may be faster than the first choice: other forms that are predicted to be near, other K blocks."""
    times = _forms(s, weights, c)
    near = [packing for packing, seconds in times.items() if seconds < NEAR * min(times.values())]
    forms = []
    if not s.options.dense:
        forms += [Form(p, stream_blocking(s.target, c, p)) for p in near if p is not first.packing]
    for share in (0.6, 1.6):
        k_block = min(c.k, max(1, round(first.blocking.k_block * share / c.step)) * c.step)
        if k_block != first.blocking.k_block:
            forms.append(Form(first.packing, replace(first.blocking, k_block=k_block)))
    return forms


def _pack(s: Scheduler, node: Node, weights: Weights, form: Form, gather: Gather | None) -> Stream:
    blocking, offsets = form.blocking, weights.offsets
    if gather:
        pitch = blocking.vectors * s.target.vector_bytes
        offsets = np.arange(weights.matrix.shape[1], dtype=np.int64) % blocking.k_block * pitch
    check_offsets(node, offsets + weights.group_offset * (weights.groups - 1))
    return pack(
        weights.matrix,
        offsets,
        blocking.rows,
        form.packing,
        blocking.k_block,
        blocking.row_blocks,
        weights.group_offset,
        weights.groups,
    )


def _spec(
    form: Form,
    packed: Stream,
    loops: Mapping[str, Dim],
    gather: Gather | None,
    bias: bool = False,
    masked: bool = False,
    epilogue: Epilogue = PLAIN,
) -> StreamSpec:
    blocking = form.blocking
    tails = lane_tails(blocking.vectors, (loops["vectors"], loops["vectors_last"]))
    gathers, short = gather is not None, packed.short
    return StreamSpec(blocking.rows, blocking.vectors, tails, form.packing, bias, masked, epilogue, gathers, short)


def _arrays(packed: Stream, gather: Gather | None) -> dict[str, Array]:
    """The arrays that the kernel reads, by the frame words that point to them."""
    arrays = {name: getattr(packed, name) for name in ("values", "offsets", "k_starts", "blocks", "groups")}
    if gather:
        arrays |= gather.arrays()
    return arrays


def _words(s: Scheduler, form: Form, packed: Stream, c: Contraction, gather: Gather | None) -> dict[str, Word]:
    """The frame words that are numbers and belong to the weights."""
    # Threads that share out rows would all gather the same panels, which have every input.
    inputs, factor = (c.k, 1) if gather else (c.k // c.step, BY_ROWS)
    activations = 4 * inputs * c.vectors * s.target.lanes
    words: dict[str, Word] = {
        "row_groups": packed.row_groups,
        "row_blocks": packed.row_blocks,
        "k_blocks": packed.k_blocks,
        "chunk": form.blocking.chunk,
        "panel": form.blocking.panel,
        "by_rows": int(factor * (packed.values.nbytes + packed.offsets.nbytes) > activations),
    }
    if gather:
        words |= gather.words(c.k, form.blocking.k_block)
    return words
