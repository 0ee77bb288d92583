"""The weights as an object file, written directly: LLVM's assembler would hold two more copies of them in memory.

Names and numbers are those of the ELF-64 specification and of the System V ABI for x86-64.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ..schedule.plan import Array, Buffer

_HEADER = struct.Struct("<16s2HI3QI6H")
_SECTION = struct.Struct("<2I4Q2I2Q")
_SYMBOL = struct.Struct("<I2BH2Q")

_IDENT = b"\x7fELF\x02\x01\x01"  # 64 bits, little-endian, version 1
_ET_REL, _EM_X86_64 = 1, 62
_SHT_PROGBITS, _SHT_SYMTAB, _SHT_STRTAB = 1, 2, 3
_SHF_ALLOC, _SHF_X86_64_LARGE = 0x2, 0x10000000
_STB_GLOBAL, _STV_HIDDEN = 1, 2

_PAGE, _HUGE_PAGE = 4 << 10, 2 << 20


def write_weights(path: Path, weights: Sequence[tuple[Buffer, Array]], symbol: str) -> None:
    """Write an object file with every array at its buffer's offset from a hidden symbol.

    The section is their own, marked large so that it lies last, and aligned to huge pages.
    """
    names = ["", ".zs_weights", ".symtab", ".strtab", symbol]
    starts = [sum(len(name) + 1 for name in names[:i]) for i in range(len(names))]
    strings = "".join(f"{name}\0" for name in names).encode()
    symbols = bytes(_SYMBOL.size) + _SYMBOL.pack(starts[4], _STB_GLOBAL << 4, _STV_HIDDEN, 1, 0, 0)
    with path.open("wb") as file:
        file.seek(_PAGE)
        for buffer, array in weights:
            assert isinstance(buffer.offset, int)
            file.write(bytes(_PAGE + buffer.offset - file.tell()))
            file.write(array.view(np.uint8).data if array.size else b"")
        size = file.tell() - _PAGE
        file.write(bytes(-size % 8))
        sections = file.tell()
        at = sections + 4 * _SECTION.size
        file.write(bytes(_SECTION.size))
        flags = _SHF_ALLOC | _SHF_X86_64_LARGE
        file.write(_SECTION.pack(starts[1], _SHT_PROGBITS, flags, 0, _PAGE, size, 0, 0, _HUGE_PAGE, 0))
        file.write(_SECTION.pack(starts[2], _SHT_SYMTAB, 0, 0, at, len(symbols), 3, 1, 8, _SYMBOL.size))
        file.write(_SECTION.pack(starts[3], _SHT_STRTAB, 0, 0, at + len(symbols), len(strings), 0, 0, 1, 0))
        file.write(symbols + strings)
        file.seek(0)
        rest = (_HEADER.size, 0, 0, _SECTION.size, 4, 3)
        file.write(_HEADER.pack(_IDENT, _ET_REL, _EM_X86_64, 1, 0, 0, sections, 0, *rest))
