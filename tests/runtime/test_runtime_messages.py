"""Every message that bad input to a compiled model can give, from Python and from C."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from ctypes import byref, c_int64, c_void_p
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from zeroskip.runtime import CompiledModel, Error, InvalidFeed, InvalidLibrary, load_compiled
from zeroskip.runtime.library import DTYPE_CODES, Options, Tensor

X, INDEX = np.zeros((2, 6), np.float32), np.zeros(2, np.int64)


@pytest.fixture(scope="module")
def model(fake: Path) -> Iterator[CompiledModel]:
    with load_compiled(fake, threads=2) as model:
        yield model


@pytest.mark.parametrize(
    ("feeds", "message"),
    [
        ({"x": X}, "input 'index' is missing; feed 'x', 'index'"),
        ({"x": X, "index": INDEX, "X": X}, "input 'X' does not exist; feed 'x', 'index'"),
        ({"x": X.astype("d"), "index": INDEX}, "input 'x': is float64, must be float32"),
        ({"x": X, "index": INDEX.astype("i4")}, "input 'index': is int32, must be int64"),
        ({"x": X, "index": [0.5, 1]}, "input 'index': is float64, must be int64"),
        ({"x": X, "index": ["0", "1"]}, "input 'index': is str32, must be int64"),
        ({"x": X, "index": [2**70, 0]}, "input 'index': is object, must be int64"),
        ({"x": [[1, 2], [3]], "index": INDEX}, "input 'x': cannot be made an array of float32: "),
        ({"x": X[0], "index": INDEX}, "input 'x': has 1 dims, must have 2"),
        ({"x": X, "index": INDEX[None]}, "input 'index': has 2 dims, must have 1"),
        ({"x": X[:, :5], "index": INDEX}, "input 'x': dim 1 is 5, must be 6"),
        (
            {"x": np.zeros((9, 6), "f"), "index": INDEX},
            "input 'x': dim 0 (batch) is 9, outside 1..8; compile with --dim batch=LO..HI",
        ),
        ({"x": X[:0], "index": INDEX[:0]}, "input 'x': dim 0 (batch) is 0, outside 1..8; compile with --dim "),
        ({"x": X, "index": INDEX[:1]}, "input 'index': dim 0 (batch) is 1, but input 'x' has 2 there"),
    ],
)
def test_feeds(model: CompiledModel, feeds: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidFeed, match=f"^{re.escape(message)}") as caught:
        model.run(None, feeds)
    assert isinstance(caught.value, ValueError) and isinstance(caught.value, Error)
    assert "\n" not in str(caught.value)
    assert len(model.run(None, {"x": X, "index": INDEX})) == 2


def test_names_of_outputs_and_calls(model: CompiledModel) -> None:
    with pytest.raises(InvalidFeed, match=r"^output 'w' does not exist; there are 'y', 'z'$"):
        model.run(["y", "w"], {"x": X, "index": INDEX})
    with pytest.raises(InvalidFeed, match=r"^3 inputs were given; there are 'x', 'index'$"):
        model(X, INDEX, X)
    with pytest.raises(InvalidFeed, match=r"^input 'x' was given twice$"):
        model(X, x=X)


@pytest.mark.parametrize("threads", [0, -1])
def test_number_of_threads(fake: Path, threads: int) -> None:
    with pytest.raises(Error, match=f"fake0.so: threads is {threads}, must be at least 1, or None"):
        load_compiled(fake, threads=threads)


def test_too_many_threads(fake: Path) -> None:
    with pytest.raises(Error, match=r"fake0.so: options.threads is 9999, must be 1..1024, or 0 for all CPUs$"):
        load_compiled(fake, threads=9999)


def test_cpu_that_lacks_a_feature(build: Callable[..., Path]) -> None:
    with pytest.raises(InvalidLibrary, match="this processor lacks a feature unknown to this runtime; compile the "):
        load_compiled(build("-DFEATURES=1<<20"))


def test_library_of_another_interface(build: Callable[..., Path]) -> None:
    with pytest.raises(InvalidLibrary, match=r"fake 1.0, whose interface is 7 while this zeroskip has 2: compile"):
        load_compiled(build("-DABI=7"))


# From here on as C sees it.

OK, INVALID, SHORT = 0, 1, 2


class Native:
    """A session as a C program would use it, with outputs and inputs for batch 2."""

    def __init__(self, path: Path) -> None:
        self.library = ctypes.CDLL(str(path))
        self.library.zs_error.restype = ctypes.c_char_p
        self.session = c_void_p()
        assert self.library.zs_open(byref(self.session), None) == OK
        self.keep = [np.ones((2, 6), np.float32), np.ones(2, np.int64)]
        self.inputs = (Tensor * 2)(*[tensor(array) for array in self.keep])
        self.outputs = (Tensor * 2)()

    def run(self) -> int:
        return self.library.zs_run(self.session, self.inputs, self.outputs)

    def error(self) -> str:
        return self.library.zs_error(self.session).decode()

    def shape(self, output: int) -> tuple[int, list[int]]:
        dims = (c_int64 * 4)(-1, -1, -1, -1)
        return self.library.zs_output_shape(self.session, output, dims), [d for d in dims if d >= 0]


def tensor(array: np.ndarray) -> Tensor:
    dims = (c_int64 * array.ndim)(*array.shape)
    return Tensor(array.ctypes.data, array.nbytes, DTYPE_CODES[array.dtype.name], array.ndim, dims, None)


@pytest.fixture
def native(fake: Path) -> Iterator[Native]:
    native = Native(fake)
    yield native
    native.library.zs_close(native.session)


def test_outputs_of_the_library_are_aligned_and_released(native: Native) -> None:
    assert native.run() == OK
    assert [(o.dtype, o.rank, o.bytes, o.dims[: o.rank], o.data % 64) for o in native.outputs] == [
        (1, 2, 48, [2, 6], 0),
        (1, 1, 8, [2], 0),
    ]
    assert list((ctypes.c_float * 2).from_address(native.outputs[1].data)) == [0.5, 0.5]
    for output in native.outputs:
        native.library.zs_release(c_void_p(output.data))
    native.library.zs_release(None)


def test_short_outputs_run_nothing_and_tell_the_dims(native: Native) -> None:
    room = np.full(12, 7, np.float32)
    native.outputs[1].data, native.outputs[1].bytes = room.ctypes.data, 4
    assert native.shape(0)[0] == INVALID and native.error() == "output 'y': its dims are known after a run"
    assert native.run() == SHORT and native.error() == "output 'z': has room for 4 bytes, needs 8"
    assert native.shape(0) == (OK, [2, 6]) and native.shape(1) == (OK, [2])
    assert native.outputs[1].bytes == 4 and native.outputs[0].data is None and (room == 7).all()
    native.outputs[1].bytes = 8
    assert native.run() == OK
    assert list(room[:3]) == [0.5, 0.5, 7]
    native.library.zs_release(c_void_p(native.outputs[0].data))


def test_failing_run_frees_what_it_allocated(native: Native) -> None:
    native.keep[1][:] = 6
    assert native.run() == 6 and native.error() == "step 'pick': an index is out of range"
    assert native.outputs[0].data is None and native.outputs[1].data is None


@pytest.mark.parametrize(
    ("which", "change", "message"),
    [
        ("inputs", {"bytes": 47}, "input 'x': has 47 bytes, its dims and strides need 48"),
        ("inputs", {"data": None}, "input 'x': data is NULL"),
        ("inputs", {"dims": None}, "input 'x': dims is NULL"),
        ("inputs", {"dtype": 99}, "input 'x': is of an unknown type, must be float32"),
        ("inputs", {"strides": (c_int64 * 2)(28, 4)}, "input 'x': has 48 bytes, its dims and strides need 52"),
        ("outputs", {"dtype": 7}, "output 'y': is int64, must be float32"),
        ("outputs", {"strides": (c_int64 * 2)(24, 4)}, "output 'y': strides must be NULL"),
        ("outputs", {"data": 4097, "bytes": 48}, "output 'y': data must be aligned to one element"),
    ],
)
def test_tensors(native: Native, which: str, change: dict[str, Any], message: str) -> None:
    for field, value in change.items():
        setattr(getattr(native, which)[0], field, value)
    assert native.run() == INVALID and native.error() == message


def test_null_arguments(native: Native) -> None:
    library = native.library
    assert library.zs_run(native.session, None, native.outputs) == INVALID and native.error() == "inputs is NULL"
    assert library.zs_run(native.session, native.inputs, None) == INVALID and native.error() == "outputs is NULL"
    assert library.zs_run(None, native.inputs, native.outputs) == INVALID
    assert library.zs_open(None, None) == INVALID and library.zs_error(None) == b"session is NULL"
    library.zs_close(None)


def test_output_that_does_not_exist(native: Native) -> None:
    assert native.shape(2)[0] == INVALID and native.error() == "output 2 does not exist, there are 2"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": 0}, "options.size is 0, must be sizeof(zs_options), 24"),
        ({"flags": 1 << 9}, "options.flags has unknown bits: 0x200"),
        ({"threads": -3}, "options.threads is -3, must be 1..1024, or 0 for all CPUs"),
        ({"memory_limit": -1}, "options.memory_limit is -1, must not be negative"),
    ],
)
def test_options(fake: Path, options: dict[str, int], message: str) -> None:
    library = ctypes.CDLL(str(fake))
    library.zs_error.restype = ctypes.c_char_p
    session = c_void_p(1)
    assert library.zs_open(byref(session), byref(Options(**{"size": ctypes.sizeof(Options), **options}))) == INVALID
    assert library.zs_error(None).decode() == message and session.value is None
