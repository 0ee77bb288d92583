"""Memory for outputs, used again when no array refers to it any more.

Large new arrays come from the system as pages that are made on their first use, which takes longer than writing to
them: 0.1 ms for half a megabyte.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_LEAST = 128 << 10  # bytes; smaller arrays come from memory that the process has already
_LINE = 64  # bytes of a cache line, where large arrays begin: numpy's begin in the middle of one
_MOST = 4  # pieces kept; a caller that holds on to more results gets new memory for them
# What refers to a piece that nobody uses: the list of pieces, and the argument of getrefcount.
_UNUSED = 2


class Buffers:
    """Gives uninitialised arrays. Not for several threads at once."""

    def __init__(self) -> None:
        self._pieces: list[Array] = []

    def take(self, shape: Sequence[int], dtype: np.dtype[Any]) -> Array:
        """An array that nobody else has."""
        bytes = int(np.prod(shape, dtype=np.int64)) * dtype.itemsize
        count = getattr(sys, "getrefcount", None)  # only CPython counts references
        if bytes < _LEAST or count is None:
            return np.empty(shape, dtype)
        for i in range(len(self._pieces)):
            if self._pieces[i].nbytes == bytes + _LINE and count(self._pieces[i]) == _UNUSED:
                return _aligned(self._pieces[i], shape, dtype)
        piece = np.empty(bytes + _LINE, np.uint8)
        self._pieces = [*self._pieces, piece][-_MOST:]
        return _aligned(piece, shape, dtype)


def _aligned(piece: Array, shape: Sequence[int], dtype: np.dtype[Any]) -> Array:
    start = -piece.ctypes.data % _LINE
    return piece[start : start + piece.nbytes - _LINE].view(dtype).reshape(shape)
