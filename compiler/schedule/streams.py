"""Constant weights become streams: choose the form and the blocking, pack, and call the stream kernel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from ...ir import Node
from ...ir.dims import Dim
from ...kernels.blocking import Blocking, Contraction, dense_seconds, lane_tails, sparse_seconds, stream_blocking
from ...kernels.stream import Stream, StreamSpec, pack
from ..diagnostics import CompileError
from .epilogues import KernelEpilogue
from .layout import Array
from .plan import Placement, Pointer, Word
from .scheduler import Scheduler


@dataclass(frozen=True)
class Weights:
    """A weight matrix [M, K] and the byte offset of each of its K inputs.

    ``groups`` convolution groups of M / groups rows each read inputs ``group_offset`` bytes apart. ``step`` inputs
    belong together (the window positions of one channel); ``halo`` is how many lanes apart they lie.
    """

    matrix: Array
    offsets: Array
    group_offset: int = 0
    groups: int = 1
    step: int = 1
    halo: int = 0


@dataclass(frozen=True)
class Gather:
    """What a kernel that gathers its input copies.

    ``taps`` window positions of each channel, ``row`` bytes between channels; ``shifts`` int64[taps], bytes from a lane
    to the one it reads; ``reads`` bool[taps, lanes], which lanes read an element, the others a zero.
    """

    taps: int
    row: int
    shifts: Array
    reads: Array


def check_offsets(node: Node, offsets: Array) -> None:
    """CompileError if a byte offset does not fit the 32 bits that kernels read."""
    if offsets.size and not 0 <= offsets.min() <= offsets.max() < 1 << 32:
        raise CompileError(
            f"{node.op.name} '{node.name}': its inputs lie {int(offsets.max())} bytes apart, more than 4 GiB; "
            "give --dim smaller sizes"
        )


def prefers_dense(s: Scheduler, c: Contraction, lanes: int = 0) -> bool:
    """Whether zeros are computed like any weight: by option, or because there are too few of them to pay.

    ``lanes`` if the dense form needs fewer than a vector.
    """
    return s.options.dense or dense_seconds(s.machine, s.target, c, lanes) < sparse_seconds(s.machine, s.target, c)


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
    matrix = weights.matrix
    m, k = matrix.shape
    nonzeros = int(np.count_nonzero(matrix))
    contraction = Contraction(m, k, nonzeros, vectors, weights.step, weights.halo)
    shared = prefers_dense(s, contraction)
    blocking = stream_blocking(s.target, contraction, shared)
    offsets = weights.offsets
    words: dict[str, Word] = {}
    if gather:
        offsets, words = _gathered(s, gather, blocking, k)
    check_offsets(node, offsets + weights.group_offset * (weights.groups - 1))
    packed = pack(
        matrix,
        offsets,
        blocking.rows,
        shared,
        blocking.k_block,
        blocking.row_blocks,
        weights.group_offset,
        weights.groups,
    )
    bound = epilogue(blocking.rows)
    tails = lane_tails(blocking.vectors, (loops["vectors"], loops["vectors_last"]))
    form = (blocking.rows, blocking.vectors, tails, shared)
    spec = StreamSpec(*form, bound.bias is not None, mask is not None, bound.epilogue, gather is not None)
    words |= {
        "x": x,
        "y": Pointer(y.buffer, y.offset * 4),
        **_packed_words(s, packed),
        "chunk": blocking.chunk,
        "panel": blocking.panel,
        "by_rows": int(packed.values.nbytes + packed.offsets.nbytes > 4 * k // weights.step * vectors * s.target.lanes),
        **loops,
        **bound.words,
    }
    if mask is not None:
        words["mask"] = Pointer(mask.buffer)
    times = [1e6 * seconds(s.machine, s.target, contraction) for seconds in (sparse_seconds, dense_seconds)]
    why = "asked for" if s.options.dense else "{:.3g} us sparse, {:.3g} dense".format(*times)
    density = nonzeros / max(1, matrix.size)
    note = f"{m}x{k} density {density:.2f}, {'dense' if shared else 'sparse'} ({why}), {blocking}"
    s.call(node.name, spec, words, [x.buffer, *bound.reads], [y.buffer], results * (2 * nonzeros), note)


def _gathered(s: Scheduler, gather: Gather, blocking: Blocking, k: int) -> tuple[Array, dict[str, Word]]:
    """Where the K inputs of a contraction lie in scratch memory, and the frame words of the gathering kernel."""
    pitch = blocking.vectors * s.target.vector_bytes
    s.plan.scratch = max(s.plan.scratch, blocking.k_block * pitch)
    masks = np.packbits(gather.reads, axis=1, bitorder="little")
    words: dict[str, Word] = {
        "taps": gather.taps,
        "shifts": Pointer(s.constant(gather.shifts, name="shifts").buffer),
        "masks": Pointer(s.constant(masks, name="masks").buffer),
        "masks_row": masks.shape[1],
        "x_row": gather.row,
        "channels": k // gather.taps,
        "channels_block": blocking.k_block // gather.taps,
    }
    return np.arange(k, dtype=np.int64) % blocking.k_block * pitch, words


def _packed_words(s: Scheduler, packed: Stream) -> dict[str, Word]:
    arrays = {
        "values": packed.values,
        "offsets": packed.offsets,
        "k_starts": packed.k_starts,
        "blocks": packed.blocks,
        "groups": packed.groups,
    }
    words: dict[str, Word] = {name: Pointer(s.constant(array, name=name).buffer) for name, array in arrays.items()}
    return words | {"row_groups": packed.row_groups, "row_blocks": packed.row_blocks, "k_blocks": packed.k_blocks}
