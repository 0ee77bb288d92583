"""Reading a library's manifest from the file, so that nothing but a compiled model is ever loaded into the process.

The manifest is JSON in the ELF section `.zs_manifest`. ELF: System V Application Binary Interface, chapter 4.
"""

from __future__ import annotations

import json
import os
import platform
import struct
from pathlib import Path
from typing import Any, BinaryIO

from .errors import InvalidLibrary

SECTION = b".zs_manifest"

_MACHINES = {62: "x86_64", 183: "aarch64"}
_FILE_HEADER = struct.Struct("<16sHHIQQQIHHHHHH")
_SECTION_HEADER = struct.Struct("<IIQQQQIIQQ")
_NO_BITS = 8  # a section that takes no room in the file
_LARGEST = 1 << 28  # bytes; a size beyond it means that the file is damaged


def read_manifest(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The manifest of the compiled model at `path`, without loading it.

    Raises `InvalidLibrary` if the file is missing, is no compiled model, is damaged, or was built for another machine.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            return _parse(path, _section(path, file, SECTION))
    except OSError as error:
        raise InvalidLibrary(f"{path}: cannot read: {error.strerror or error}") from None


def _parse(path: Path, content: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(content.rstrip(b"\0"))
    except ValueError:
        manifest = None
    if not isinstance(manifest, dict) or not {"abi", "inputs", "outputs"} <= manifest.keys():
        raise _damaged(path)
    return manifest


def _section(path: Path, file: BinaryIO, name: bytes) -> bytes:
    """The content of a section of a 64-bit little-endian ELF file."""
    start = file.read(_FILE_HEADER.size)
    if start[:6] != b"\x7fELF\x02\x01":
        raise InvalidLibrary(f"{path}: not a compiled model: give a library made by `zeroskip compile`")
    if len(start) < _FILE_HEADER.size:
        raise _damaged(path)
    _, _, machine, _, _, _, table, _, _, _, _, size, count, names_index = _FILE_HEADER.unpack(start)
    here = platform.machine()
    if _MACHINES.get(machine) != here:
        raise InvalidLibrary(
            f"{path}: built for {_MACHINES.get(machine, f'ELF machine {machine}')}, but this machine is {here}: "
            "compile the model for it"
        )
    if table and size != _SECTION_HEADER.size:
        raise _damaged(path)
    content = _read(path, file, table, size * count)
    headers = [_SECTION_HEADER.unpack_from(content, size * i) for i in range(count)]
    if headers and names_index >= count:
        raise _damaged(path)
    names = _read(path, file, headers[names_index][4], headers[names_index][5]) if headers else b""
    for offset, kind, _, _, position, length, *_ in headers:
        if kind != _NO_BITS and names[offset : offset + len(name) + 1] == name + b"\0":
            return _read(path, file, position, length)
    raise InvalidLibrary(f"{path}: not a compiled model: give a library made by `zeroskip compile`")


def _read(path: Path, file: BinaryIO, position: int, length: int) -> bytes:
    if length > _LARGEST or position >= 1 << 63:
        raise _damaged(path)
    file.seek(position)
    content = file.read(length)
    if len(content) != length:
        raise _damaged(path)
    return content


def _damaged(path: Path) -> InvalidLibrary:
    return InvalidLibrary(f"{path}: damaged or cut off: compile the model again")
