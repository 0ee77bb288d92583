"""How much memory a session uses, and how much of it the kernel really put on huge pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_RANGE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) ")
_HUGE = ("AnonHugePages:", "FilePmdMapped:", "ShmemPmdMapped:")


@dataclass(frozen=True)
class Memory:
    """Bytes; `huge` counts what lies on huge pages. The weights are shared by all sessions of a library."""

    arena: int
    arena_huge: int
    weights: int
    weights_huge: int


def huge_page_bytes(address: int, size: int, smaps: Path = Path("/proc/self/smaps")) -> int:
    """Bytes on huge pages in the mappings that touch `[address, address + size)`; 0 if the kernel does not tell.

    A mapping is counted as a whole, so the result is cut to the size rounded up to huge pages of 2 MiB.
    """
    try:
        lines = smaps.read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    total, inside = 0, False
    for line in lines:
        if mapping := _RANGE.match(line):
            start, end = (int(text, 16) for text in mapping.groups())
            inside = start < address + size and end > address
        elif inside and line.startswith(_HUGE):
            total += int(line.split()[1]) * 1024
    return min(total, -(-size // (2 << 20)) * (2 << 20))
