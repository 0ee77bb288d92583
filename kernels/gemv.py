"""Dense linear layers for one row of inputs (batch 1): bound by reading the weights once.

    y[r] = epilogue(bias[r] + sum over k of w[k, r] * x[k])

Vectors run over the outputs ``r``, so one scalar of ``x`` serves a whole tile of ``VECTORS`` vectors; ``x`` and ``y``
are plain contiguous arrays. The weights are packed tile by tile, ``[tile][k][VECTORS * V]``, outputs past the end
filled with zeros. Each output is one chain of fused multiply-adds in ascending ``k``, as in the stream kernel, and
gives the same bits. Nothing outside the arrays is touched: the last vectors are masked. Threads share out the tiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import llvmlite.ir as ll
import numpy as np

from ..ir.types import DType
from .builder import F32, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode, store
from .spec import Spec
from .target import Target

Array = np.ndarray[Any, Any]
VECTORS = 8
"""Vectors of a tile: as many independent chains as the latency and the two pipes of FMA ask for."""


@dataclass(frozen=True)
class GemvSpec(Spec):
    """Whether there is a bias, and what happens to the results; epilogue operands have one element, or one per
    output."""

    bias: bool
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``gemv_bias_plain``."""
        return f"gemv_{'bias_' if self.bias else ''}{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: arrays ``x y w``, ``bias`` padded to whole tiles, counts ``rows`` and ``k``."""
        return ["x", "y", "w", "rows", "k", *["bias"] * self.bias, *self.epilogue.words(())]

    def emit(self, target: Target) -> ll.Module:
        """One function for any sizes."""
        b, lanes = Builder(self.symbol(target), self.words, target), target.lanes
        x, y, w = (b.pointer(name) for name in ("x", "y", "w"))
        rows, k = b.word("rows"), b.word("k")
        epilogue = EpilogueCode(b, self.epilogue, ())
        bias = b.pointer("bias") if self.bias else None
        tile = VECTORS * lanes
        zero = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
        start, stop = b.share(b.ceildiv(rows, tile))
        with b.loop("tile", start, stop) as loop:
            first = b.mul(loop.index, tile)
            weights = b.at(w, b.mul(b.mul(first, k), 4))
            places = [b.mul(b.add(first, v * lanes), 4) for v in range(VECTORS)]
            sums = [zero if bias is None else b.load_vector(b.at(bias, p), DType.FLOAT32, lanes) for p in places]
            with b.loop("k", 0, k, carry=sums) as inner:
                scalar = b.splat(b.load(b.at(x, b.mul(inner.index, 4)), DType.FLOAT32), lanes)
                row = b.at(weights, b.mul(inner.index, tile * 4))
                vectors = [b.load_vector(b.at(row, v * lanes * 4), DType.FLOAT32, lanes) for v in range(VECTORS)]
                inner.carry(*(b.fma(scalar, v, a) for v, a in zip(vectors, inner.carried, strict=True)))
            for v, value in enumerate(inner.carried):
                lane = b.add(first, v * lanes)
                left = b.sub(rows, lane)
                with b.when(b.less(0, left)):
                    mask = b.first_lanes(left, lanes)
                    (result,) = epilogue.apply([value], epilogue.advance(), lane, mask)
                    store(b, result, b.at(y, places[v]), DType.FLOAT32, mask)
        return b.finish()


def pack(matrix: Array, lanes: int) -> Array:
    """The weights [M, K] in tiles of ``VECTORS * lanes`` outputs: float32[tiles, K, VECTORS * lanes]."""
    m, k = matrix.shape
    tile = VECTORS * lanes
    padded = np.zeros((-(-m // tile) * tile, k), np.float32)
    padded[:m] = matrix
    return np.ascontiguousarray(padded.reshape(len(padded) // tile, tile, k).transpose(0, 2, 1))
