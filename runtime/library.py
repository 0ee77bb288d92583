"""The C interface of `native/zeroskip.h` in ctypes: structures, functions, and a session on a library."""

from __future__ import annotations

import _ctypes
import ctypes
import os
import threading
from ctypes import POINTER, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Any

from .errors import Error, InvalidFeed, InvalidLibrary

ABI = 2

OK, INVALID, SHORT, _MEMORY, CPU = range(5)  # of zs_status, what is told apart here
NO_HUGE_PAGES, SHARE, PROFILE, FLUSH_DENORMALS = 1, 2, 4, 8

DTYPE_CODES = {
    "float32": 1,
    "uint8": 2,
    "int8": 3,
    "uint16": 4,
    "int16": 5,
    "int32": 6,
    "int64": 7,
    "bool": 9,
    "float16": 10,
    "float64": 11,
    "uint32": 12,
    "uint64": 13,
    "complex64": 14,
    "complex128": 15,
    "bfloat16": 16,
    "float8_e4m3fn": 17,
    "float8_e4m3fnuz": 18,
    "float8_e5m2": 19,
    "float8_e5m2fnuz": 20,
    "uint4": 21,
    "int4": 22,
    "float4_e2m1fn": 23,
    "float8_e8m0fnu": 24,
    "uint2": 25,
    "int2": 26,
}
"""The code of ONNX's TensorProto.DataType by the name that numpy, or ml_dtypes, gives the type."""


class Tensor(ctypes.Structure):
    """`zs_tensor`."""

    _fields_ = [
        ("data", c_void_p),
        ("bytes", c_size_t),
        ("dtype", c_int32),
        ("rank", c_int32),
        ("dims", POINTER(c_int64)),
        ("strides", POINTER(c_int64)),
    ]


class Options(ctypes.Structure):
    """`zs_options`."""

    _fields_ = [("size", c_uint64), ("threads", c_int32), ("flags", c_uint32), ("memory_limit", c_int64)]


class MemoryInfo(ctypes.Structure):
    """`zs_memory_info`."""

    _fields_ = [
        ("arena", c_void_p),
        ("arena_bytes", c_size_t),
        ("bound_bytes", c_size_t),
        ("weights", c_void_p),
        ("weights_bytes", c_size_t),
    ]


_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "open": (c_int32, (POINTER(c_void_p), POINTER(Options))),
    "run": (c_int32, (c_void_p, POINTER(Tensor), POINTER(Tensor))),
    "step_name": (c_char_p, (c_void_p, c_int32)),
    "profile": (c_int32, (c_void_p, POINTER(c_int64), POINTER(c_int64))),
    "memory": (c_int32, (c_void_p, POINTER(MemoryInfo))),
    "error": (c_char_p, (c_void_p,)),
    "close": (None, (c_void_p,)),
    "release": (None, (c_void_p,)),
}

_loaded_files: dict[str, list[tuple[int, int]]] = {}
_loaded_files_lock = threading.Lock()


def _fresh_name(path: Path) -> str:
    """A spelling of the path that the dynamic loader does not know for another file.

    The loader remembers libraries by name: without this, loading a model that was compiled again to the same path would
    silently give the old one as long as that is open.
    """
    status = path.stat()
    identity = (status.st_dev, status.st_ino)
    folder, name = os.path.split(os.path.abspath(path))
    with _loaded_files_lock:
        files = _loaded_files.setdefault(os.path.join(folder, name), [])
        if identity not in files:
            files.append(identity)
        return os.path.join(folder, *["."] * files.index(identity), name)


class Session:
    """A loaded library and one session on it."""

    def __init__(self, path: Path, prefix: str, options: Options) -> None:
        """Raises `InvalidLibrary` if the system cannot load the file or the CPU is too old, `Error` otherwise."""
        self.path = path
        self._session = c_void_p()
        try:
            self._library = ctypes.CDLL(_fresh_name(path))
        except OSError as error:
            raise InvalidLibrary(f"{path}: cannot be loaded: {error}") from None
        try:
            self._functions = {name: self._function(prefix, name) for name in _SIGNATURES}
            self._open(options)
        except Error:
            _ctypes.dlclose(self._library._handle)
            raise

    def run(self, inputs: ctypes.Array[Tensor], outputs: ctypes.Array[Tensor]) -> int:
        """Run once, without the interpreter's lock; gives OK or SHORT. Raises `InvalidFeed` for bad arguments."""
        status: int = self._functions["run"](self._session, inputs, outputs)
        if status == INVALID:
            raise InvalidFeed(self._message())
        if status != SHORT:
            self._check(status)
        return status

    def memory(self) -> MemoryInfo:
        """Where the arena and the weights lie."""
        info = MemoryInfo()
        self._check(self._functions["memory"](self._session, ctypes.byref(info)))
        return info

    def profile(self) -> list[tuple[str, int, int]]:
        """Of each step its name, its nanoseconds summed over all runs it took part in, and how many these were."""
        names: list[str] = []
        while (name := self._functions["step_name"](self._session, len(names))) is not None:
            names.append(name.decode())
        nanoseconds, runs = (c_int64 * len(names))(), (c_int64 * len(names))()
        self._check(self._functions["profile"](self._session, nanoseconds, runs))
        return list(zip(names, nanoseconds, runs, strict=True))

    def release(self, data: int) -> None:
        """Free an output that the library made memory for."""
        self._functions["release"](data)

    def close(self) -> None:
        """End the session, and give the library back to the system if nobody else uses it. To be called once."""
        self._functions["close"](self._session)
        _ctypes.dlclose(self._library._handle)

    def _function(self, prefix: str, name: str) -> Any:
        try:
            function = getattr(self._library, f"{prefix}_{name}")
        except AttributeError:
            raise InvalidLibrary(f"{self.path}: has no function {prefix}_{name}: compile the model again") from None
        function.restype, function.argtypes = _SIGNATURES[name]
        return function

    def _open(self, options: Options) -> None:
        status = self._functions["open"](ctypes.byref(self._session), ctypes.byref(options))
        if status == CPU:
            raise InvalidLibrary(f"{self.path}: {self._message()}")
        if status != OK:
            raise Error(f"{self.path}: {self._message()}")

    def _check(self, status: int) -> None:
        if status != OK:
            raise Error(self._message())

    def _message(self) -> str:
        message: bytes = self._functions["error"](self._session)
        return message.decode(errors="replace")
