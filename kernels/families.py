"""The kernels that can be timed, each on memory laid out as in a compiled model.

Activations are features x lanes in strips of at most eight vectors, ``[strip][feature][lanes]``: the layout of linear
layers. A convolution's shape is timed as a linear layer of its sizes; its window and its padding are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import gemv, packing, sparse_gemv, stream
from .blocking import Blocking, Contraction, lane_tails, matmul_tile, stream_blocking
from .matmul import MatmulSpec
from .packing import BLOCK_ROWS, PAIR, Packing
from .spec import Spec
from .target import Target
from .workload import InvalidRequest, Shape, Tile

Array = np.ndarray[Any, Any]

STRIP_VECTORS = 8
"""Vectors of a full strip."""

_WHOLE = 1 << 40  # an axis in one part


@dataclass(frozen=True)
class Problem:
    """A kernel's frame as numbers and arrays by the names of its words, and how its output is read.

    ``y`` is the output, ``result`` gives it as [M, N]; ``k_block`` is 0 if the family has none.
    """

    spec: Spec
    words: Mapping[str, int]
    arrays: Mapping[str, Array]
    result: Callable[[Array], Array]
    tile: Tile
    k_block: int = 0


class Strips:
    """The lanes of ``n`` columns in strips for a target."""

    def __init__(self, target: Target, n: int) -> None:
        vectors = -(-n // target.lanes)
        self.n, self.vectors = n, min(STRIP_VECTORS, vectors)
        self.lanes = self.vectors * target.lanes
        self.count = -(-vectors // self.vectors)
        self.last = vectors - (self.count - 1) * self.vectors

    def cut(self, matrix: Array) -> Array:
        """``[features, n]`` as float32[strips, features, lanes], zeros past the end."""
        padded = np.pad(matrix, ((0, 0), (0, self.count * self.lanes - self.n)))
        return np.ascontiguousarray(padded.reshape(len(matrix), self.count, self.lanes).swapaxes(0, 1), np.float32)

    def join(self, strips: Array) -> Array:
        """``[strips, features, lanes]`` as [features, n]."""
        joined: Array = strips.swapaxes(0, 1).reshape(strips.shape[1], -1)
        return joined[:, : self.n]


def sparse(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> Problem:
    """Constant weights [M, K], zeros skipped, times [K, N]."""
    _check_rows("sparse", tile, PAIR)
    return _stream(target, w, x, tile, k_block, Packing.SPARSE)


def blocks(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> Problem:
    """Constant weights [M, K] times [K, N], inputs skipped that no row of a block uses."""
    _check_rows("blocks", tile, BLOCK_ROWS)
    return _stream(target, w, x, tile, k_block, Packing.BLOCKS)


def dense(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> Problem:
    """Constant weights [M, K], zeros computed like any weight, times [K, N]."""
    return _stream(target, w, x, tile, k_block, Packing.DENSE)


def _stream(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None, form: Packing) -> Problem:
    (m, k), strips = w.shape, Strips(target, x.shape[1])
    contraction = Contraction(m, k, int(np.count_nonzero(w)), strips.vectors)
    blocking = _blocking(target, contraction, form, tile, k_block)
    row = 4 * strips.lanes
    packed = packing.pack(w, np.arange(k) * row, blocking.rows, form, blocking.k_block, blocking.row_blocks)
    tails = lane_tails(blocking.vectors, (strips.vectors, strips.last))
    spec = stream.StreamSpec(blocking.rows, blocking.vectors, tails, form, False, False, short=packed.short)
    arrays = {name: getattr(packed, name) for name in ("values", "offsets", "k_starts", "blocks", "groups")}
    arrays |= {"x": strips.cut(x), "y": np.zeros((strips.count, m, strips.lanes), np.float32)}
    words = {name: getattr(packed, name) for name in ("row_groups", "row_blocks", "k_blocks")}
    words |= {"chunk": blocking.chunk, "panel": blocking.panel, "by_rows": 0, "y_row": row}
    words |= {"outer0": 1, "x_outer0": 0, "y_outer0": 0}
    words |= {"outer1": strips.count, "x_outer1": row * k, "y_outer1": row * m}
    words |= {"vectors": strips.vectors, "vectors_last": strips.last}
    return Problem(spec, words, arrays, strips.join, Tile(blocking.rows, blocking.vectors), blocking.k_block)


def _blocking(target: Target, c: Contraction, form: Packing, tile: Tile | None, k_block: int | None) -> Blocking:
    """What the compiler chooses, but for what was asked for; the cache holds as many lanes of accumulators."""
    chosen = stream_blocking(target, c, form)
    rows = tile.rows if tile else chosen.rows
    wide = min(tile.vectors, c.vectors) if tile else chosen.vectors
    if rows * wide > target.registers:
        raise InvalidRequest(f"--tile: {rows}x{wide} does not fit {target.registers} registers; give a smaller tile")
    chunk, panel = max(1, chosen.chunk * chosen.vectors // wide), chosen.panel // chosen.vectors * wide
    return Blocking(rows, wide, min(k_block or chosen.k_block, c.k), chosen.row_blocks, chunk, panel)


def sparse_vector(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> Problem:
    """Constant weights [M, K], zeros skipped, times one column [K, 1]."""
    _one_column("gemv", w, x, tile, k_block)
    m, k = w.shape
    if k > sparse_gemv.MOST_INPUTS:
        most = sparse_gemv.MOST_INPUTS
        raise InvalidRequest(f"--shape: gemv has at most {most} inputs, {m}x{k}x1 has more; time gemv-dense")
    packed = sparse_gemv.pack(w, target.lanes)
    least = sparse_gemv.SPAN * target.lanes
    arrays = {**packed.arrays(), "x": np.pad(x, ((0, max(0, least - k)), (0, 0))), "y": np.zeros((m, 1), np.float32)}
    spec = sparse_gemv.SparseGemvSpec(bias=False)
    return Problem(spec, {"rows": m, "tiles": packed.tiles}, arrays, lambda y: y, Tile(1, sparse_gemv.GROUP))


def dense_vector(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> Problem:
    """Constant weights [M, K], zeros computed like any weight, times one column [K, 1]."""
    _one_column("gemv-dense", w, x, tile, k_block)
    m, k = w.shape
    arrays = {"w": gemv.pack(w, target.lanes), "x": x, "y": np.zeros((m, 1), np.float32)}
    spec = gemv.GemvSpec(bias=False)
    return Problem(spec, {"rows": m, "k": k}, arrays, lambda y: y, Tile(1, gemv.VECTORS))


def _one_column(family: str, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> None:
    """InvalidRequest for more than one column, and for what these families do not let anyone choose."""
    _refuse(family, tile, k_block)
    (m, k), n = w.shape, x.shape[1]
    if n != 1:
        raise InvalidRequest(f"--shape: {family} has one lane, {m}x{k}x{n} has more; give {m}x{k}x1")


def matmul(target: Target, w: Array, x: Array, tile: Tile | None, k_block: int | None) -> Problem:
    """Two activations, [M, K] times [K, N]; the first in strips of M, as the keys of attention are."""
    _refuse("matmul", tile, k_block)
    (m, k), strips, keys = w.shape, Strips(target, x.shape[1]), Strips(target, w.shape[0])
    rows, wide = matmul_tile(target)
    spec = MatmulSpec(rows, min(wide, strips.vectors))
    arrays = {"a": keys.cut(w.T), "x": strips.cut(x), "y": np.zeros((strips.count, m, strips.lanes), np.float32)}
    row = 4 * strips.lanes
    words = dict.fromkeys((f"{name}_{loop}" for name in "axy" for loop in ("outer0", "outer1")), 0)
    words |= {"outer0": 1, "outer1": 1, "strips": strips.count, "rows": m, "k": k, "row_block": 8 * rows}
    words |= {"vectors": strips.vectors, "vectors_last": strips.last}
    words |= {"a_row_n": keys.lanes, "a_row_outer": 4 * k * keys.lanes, "a_row": 4}
    words |= {"a_k_n": _WHOLE, "a_k_outer": 0, "a_k": 4 * keys.lanes}
    words |= {"x_strip": row * k, "x_k": row, "y_strip": row * m, "y_row": row}
    return Problem(spec, words, arrays, strips.join, Tile(rows, spec.vectors))


def _check_rows(family: str, tile: Tile | None, rows: int) -> None:
    """InvalidRequest for a tile of other than so many rows."""
    if tile and tile.rows != rows:
        raise InvalidRequest(f"--tile: a {family} tile has {rows} rows, not {tile.rows}; give {rows}x{tile.vectors}")


def _refuse(family: str, tile: Tile | None, k_block: int | None) -> None:
    """InvalidRequest for what this family does not let anyone choose."""
    for option, value in (("--tile", tile), ("--k-block", k_block)):
        if value:
            raise InvalidRequest(f"{option}: {family} has no choice of it; leave it out, or time sparse or dense")


@dataclass(frozen=True)
class Family:
    """A family that can be timed: what it does, the shape and the density to time if none is given, and how.

    ``dense`` is the family that computes the same with the zeros, if this one skips them.
    """

    title: str
    shape: Shape
    density: float
    problem: Callable[[Target, Array, Array, Tile | None, int | None], Problem]
    dense: str = ""


FAMILIES: Mapping[str, Family] = {
    "sparse": Family(
        "constant weights, zeros skipped: linear and convolution layers", Shape(1024, 1024, 128), 0.1, sparse, "dense"
    ),
    "blocks": Family(
        "constant weights, inputs skipped that no row of 4 uses: --pattern 4x1",
        Shape(1024, 1024, 128),
        0.1,
        blocks,
        "dense",
    ),
    "dense": Family("constant weights, zeros computed like any weight", Shape(1024, 1024, 128), 1.0, dense),
    "gemv": Family(
        "constant weights times one column, zeros skipped: batch 1",
        Shape(4096, 4096, 1),
        0.1,
        sparse_vector,
        "gemv-dense",
    ),
    "gemv-dense": Family("constant weights times one column, zeros computed", Shape(4096, 4096, 1), 1.0, dense_vector),
    "matmul": Family("two activations: attention", Shape(128, 64, 128), 1.0, matmul),
}
