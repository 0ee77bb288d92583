"""Objects of earlier compilations, by a hash of all that decides about their bytes.

An entry is a file named by its key: a checksum over key and object, then the object. It appears whole or not at all;
one that is truncated, corrupted or misnamed counts as missing. Nothing that goes wrong here is an error: what cannot be
read is made again, what cannot be written is not kept.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import llvmlite
import llvmlite.binding as llvm

from .. import __version__, ir, kernels

LIMIT = 64 << 20
"""Bytes that a cache may hold: some ten thousand kernels, whose folder is read in well below 0.1 s."""

_CHECKSUM = hashlib.sha256().digest_size


def _digest_of_generator() -> bytes:
    """Of everything but its spec that decides about a kernel's object."""
    total = hashlib.sha256(repr((__version__, llvmlite.__version__, llvm.llvm_version_info)).encode())
    for package in (ir, kernels):
        for folder in package.__path__:
            for file in sorted(Path(folder).rglob("*.py")):
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.digest()


# When the modules are imported, since a file may change while the process runs.
_GENERATOR = _digest_of_generator()


def key_of(identity: str) -> str:
    """The key of an object. ``identity`` tells it from all others that the same generator and the same LLVM make."""
    return hashlib.sha256(_GENERATOR + identity.encode()).hexdigest()


class ObjectCache:
    """The cache in a folder, which is made when something is stored; without a folder it is always empty."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder, self.limit = folder, limit

    def load(self, key: str) -> bytes | None:
        """The object, now the one most recently used; None if there is none."""
        if self.folder is None:
            return None
        try:
            with (self.folder / key).open("rb") as file:
                # Objects become code, so only the user's own files are taken.
                if os.fstat(file.fileno()).st_uid != os.geteuid():
                    return None
                data = file.read()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(self.folder / key)
        return data[_CHECKSUM:] if data[:_CHECKSUM] == _checksum(key, data[_CHECKSUM:]) else None

    def store(self, objects: dict[str, bytes]) -> None:
        """Add objects by their keys; then drop the least recently used ones beyond the limit."""
        if self.folder is None or not objects:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.folder) as temporary:
                for key, data in objects.items():
                    (Path(temporary) / key).write_bytes(_checksum(key, data) + data)
                    os.replace(Path(temporary) / key, self.folder / key)
            self._trim(self.folder)

    def _trim(self, folder: Path) -> None:
        with os.scandir(folder) as entries:
            files = [(entry.stat(), entry.path) for entry in entries if entry.is_file()]
        excess = sum(stat.st_size for stat, _ in files) - self.limit
        for stat, path in sorted(files, key=lambda file: file[0].st_mtime_ns):
            if excess <= 0:
                break
            os.unlink(path)
            excess -= stat.st_size


def _checksum(key: str, data: bytes) -> bytes:
    return hashlib.sha256(key.encode() + data).digest()
