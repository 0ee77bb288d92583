"""Output memory is used again, and never while somebody holds it."""

from __future__ import annotations

import numpy as np

from zeroskip.runtime.buffers import Buffers

LARGE = (300, 1000)
F32 = np.dtype(np.float32)


def address(array: np.ndarray) -> int:
    return array.__array_interface__["data"][0]


def test_memory_is_used_again() -> None:
    buffers = Buffers()
    first = buffers.take(LARGE, F32)
    place = address(first)
    del first
    assert address(buffers.take(LARGE, F32)) == place


def test_arrays_that_live_keep_their_memory() -> None:
    buffers = Buffers()
    held = []
    for i in range(10):
        array = buffers.take(LARGE, F32)
        array.fill(i)
        # A view, a slice or a transpose alone keeps the memory too.
        held.append([array, array[3:5], array.T.view(np.int32)][i % 3])
        del array
    assert [int(a.view(np.float32).flat[0]) for a in held] == list(range(10))
    assert len({address(a) for a in held}) == 10


def test_shapes_types_and_small_arrays() -> None:
    buffers = Buffers()
    for shape in ((), (0, 5), (3,), LARGE):
        for dtype in (F32, np.dtype(np.int64), np.dtype(bool)):
            array = buffers.take(shape, dtype)
            assert (array.shape, array.dtype) == (shape, dtype)
            assert array.flags.writeable and array.flags.c_contiguous
