"""Memory for measurements: on huge pages or off them, because a kernel's speed depends on it."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
_LINE, _HUGE = 64, 2 << 20


def place(arrays: Mapping[str, Array], huge: bool) -> dict[str, Array]:
    """Copies of the arrays, one behind another in whole cache lines, as a compiled model's memory has them.

    The memory begins at a multiple of 2 MiB and is readable up to the next one. ``huge`` asks Linux for huge pages,
    otherwise it is told to use none; both are advice, which a system without huge pages ignores.
    """
    starts = np.cumsum([0, *(-(-array.nbytes // _LINE) * _LINE for array in arrays.values())])
    bytes = -(-int(starts[-1]) // _HUGE) * _HUGE
    memory = mmap.mmap(-1, bytes + _HUGE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    with suppress(OSError):
        memory.madvise(mmap.MADV_HUGEPAGE if huge else mmap.MADV_NOHUGEPAGE)
    raw = np.frombuffer(memory, np.uint8)
    raw = raw[-raw.ctypes.data % _HUGE :]
    copies = {}
    for start, (name, array) in zip(starts, arrays.items(), strict=False):
        copies[name] = raw[start : start + array.nbytes].view(array.dtype).reshape(array.shape)
        copies[name][...] = array
    return copies
