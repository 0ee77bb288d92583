"""A compiled model in Python, with the calls of `onnxruntime.InferenceSession`."""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from collections.abc import Mapping, Sequence
from ctypes import c_int64
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from . import library as native
from .buffers import Buffers
from .compounds import Compound, part_names
from .errors import Error, InvalidFeed, InvalidLibrary
from .manifest import read_manifest
from .memory import Memory, huge_page_bytes
from .threads import available_threads

Array = npt.NDArray[Any]
Layout = tuple[tuple[int, ...], tuple[int, ...] | None]
"""Shape and strides in bytes, None for row-major."""

# Where onnxruntime's names are not numpy's or those of ml_dtypes.
_ONNX_TYPES = {
    **{"float32": "float", "float64": "double", "float8_e4m3fn": "float8e4m3fn", "float8_e4m3fnuz": "float8e4m3fnuz"},
    **{"float8_e5m2": "float8e5m2", "float8_e5m2fnuz": "float8e5m2fnuz", "float8_e8m0fnu": "float8e8m0"},
    "float4_e2m1fn": "float4e2m1",
}
_KINDS = "biufc"  # of numpy dtypes, each convertible to the later ones without losing its meaning
_MOST_CACHED_CALLS = 1024  # by shapes and strides of the inputs


@dataclass(frozen=True)
class Port:
    """An input or output. In its shape, fixed dims are ints, symbolic ones names; the type reads `tensor(float)`.

    A sequence, `seq(tensor(float))`, has no shape.
    """

    name: str
    shape: list[int | str]
    type: str


def load_compiled(
    path: str | os.PathLike[str],
    *,
    threads: int | None = None,
    huge_pages: bool = True,
    share_weights: bool = False,
    flush_denormals: bool = False,
    memory_limit: int | None = None,
    profile: bool = False,
) -> CompiledModel:
    """Load a library made by `zeroskip compile` and start a session on it.

    threads: how many a run uses, the caller's included; None: as many as affinity and CPU quota allow.
    huge_pages: ask the kernel for pages of 2 MiB, which needs a private copy of the weights.
    share_weights: leave the weights in the file's mapping, shared with other processes, instead of copying them.
    flush_denormals: count denormal numbers as zero.
    memory_limit: bytes for intermediate values, the copies of weights and of strided inputs; None: no limit.
    profile: measure every step.

    Raises `InvalidLibrary` if the file is no compiled model or cannot run here, `Error` if memory or threads are short.
    """
    if threads is not None and threads < 1:
        raise Error(f"{path}: threads is {threads}, must be at least 1, or None for all that are available")
    return CompiledModel(
        Path(path),
        native.Options(
            size=ctypes.sizeof(native.Options),
            threads=available_threads() if threads is None else threads,
            flags=(0 if huge_pages else native.NO_HUGE_PAGES)
            | (native.SHARE if share_weights else 0)
            | (native.FLUSH_DENORMALS if flush_denormals else 0)
            | (native.PROFILE if profile else 0),
            memory_limit=memory_limit or 0,
        ),
    )


class CompiledModel:
    """A session on a compiled model; made by `load_compiled`. Calls from several threads wait for each other."""

    def __init__(self, path: Path, options: native.Options) -> None:
        self.manifest = read_manifest(path)
        """The library's description of itself: inputs, outputs, dims with bounds, target."""
        if self.manifest["abi"] != native.ABI:
            raise InvalidLibrary(
                f"{path}: made by {self.manifest.get('producer', 'another version')}, whose interface is "
                f"{self.manifest['abi']} while this zeroskip has {native.ABI}: compile the model again"
            )
        self._inputs, self._outputs = self.manifest["inputs"], self.manifest["outputs"]
        self._input_dtypes = [_dtype(path, port["dtype"]) for port in self._inputs]
        self._output_dtypes = [_dtype(path, port["dtype"]) for port in self._outputs]
        # Outputs whose sizes depend on the inputs' elements: the library makes memory for them when it knows.
        self._dynamic = [bool(port.get("dynamic")) for port in self._outputs]
        self._input_values = self._values(self._inputs, self._input_dtypes)
        self._output_values = self._values(self._outputs, self._output_dtypes)
        self._compounds = [value for value in self._input_values.values() if isinstance(value, Compound)]
        self._calls: dict[tuple[Layout, ...], _Call] = {}
        self._memory = Buffers()
        self._lock = threading.Lock()
        self._session = native.Session(path, self.manifest.get("prefix", "zs"), options)
        self._close = weakref.finalize(self, self._session.close)
        # At the end of the process nothing needs closing, and a daemon thread may still be inside a run.
        self._close.atexit = False

    def get_inputs(self) -> list[Port]:
        """The inputs in the order of the model."""
        return [_described(value) for value in self._input_values.values()]

    def get_outputs(self) -> list[Port]:
        """The outputs in the order of the model."""
        return [_described(value) for value in self._output_values.values()]

    def run(self, output_names: Sequence[str] | None, feeds: Mapping[str, Any]) -> list[Any]:
        """Compute the named outputs, all of them if None. Feeds may have any strides and byte order.

        A sequence is a list of arrays; an optional that holds nothing is None.

        Raises `InvalidFeed` for a missing or unknown name, a wrong type, rank or size; `Error` for what shows while the
        model runs, such as an index out of range. Other Python threads go on meanwhile.
        """
        values = self._output_values
        if output_names is not None and (unknown := [name for name in output_names if name not in values]):
            raise InvalidFeed(f"output '{unknown[0]}' does not exist; there are {_quoted([*values])}")
        tensors = self.run_tensors(self._tensors(feeds))
        wanted = [values[name] for name in (values if output_names is None else output_names)]
        return [v.joined(tensors) if isinstance(v, Compound) else tensors[v.name] for v in wanted]

    def run_tensors(self, feeds: Mapping[str, npt.ArrayLike]) -> dict[str, Array]:
        """Like `run` with the inputs and outputs of the library, which has several tensors for what is none."""
        arrays = self._arrays(feeds)
        with self._lock:
            outputs = self._run(arrays)
        return dict(zip((port["name"] for port in self._outputs), outputs, strict=True))

    def __call__(self, *args: Any, **feeds: Any) -> Any:
        """Run on inputs given by position or by name; a model with one output gives it as it is, otherwise the list."""
        names = [*self._input_values]
        if len(args) > len(names):
            raise InvalidFeed(f"{len(args)} inputs were given; there are {_quoted(names)}")
        if twice := [name for name in names[: len(args)] if name in feeds]:
            raise InvalidFeed(f"input '{twice[0]}' was given twice")
        outputs = self.run(None, {**dict(zip(names, args, strict=False)), **feeds})
        return outputs[0] if len(outputs) == 1 else outputs

    def memory(self) -> Memory:
        """Bytes of arena and weights, and how many of them lie on huge pages now."""
        with self._lock:
            info = self._open_session().memory()
            return Memory(
                arena=info.arena_bytes + info.bound_bytes,
                arena_huge=huge_page_bytes(info.arena or 0, info.arena_bytes),
                weights=info.weights_bytes,
                weights_huge=huge_page_bytes(info.weights or 0, info.weights_bytes),
            )

    def profile(self) -> list[tuple[str, float]]:
        """Name and mean seconds of every step that has run, in order, waiting for other threads included.

        Needs `profile=True`. After runs of sizes that have a variant the variant's steps are listed behind the others,
        each with the mean of its own runs.
        """
        with self._lock:
            steps = self._open_session().profile()
        return [(name, nanoseconds / runs / 1e9) for name, nanoseconds, runs in steps if runs]

    def close(self) -> None:
        """End the session: its threads and its memory go. Closing twice is allowed, running afterwards is not."""
        with self._lock:
            self._close()

    def __enter__(self) -> CompiledModel:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open_session(self) -> native.Session:
        if not self._close.alive:
            raise Error(f"{self._session.path}: the model was closed; load it again")
        return self._session

    def _values(self, ports: Sequence[dict[str, Any]], dtypes: Sequence[np.dtype[Any]]) -> dict[str, Port | Compound]:
        """The inputs or outputs of the model by name, of which one may be several ports."""
        compounds = {}
        for name, kind in self.manifest.get("compounds", {}).items():
            for part in part_names(kind["optional"], kind["sequence"]):
                compounds[f"{name}.{part}"] = name, kind
        values: dict[str, Port | Compound] = {}
        for port, dtype in zip(ports, dtypes, strict=True):
            if port["name"] in compounds:
                name, kind = compounds[port["name"]]
                values[name] = Compound(name, **kind, dtype=dtype, shape=port["shape"])  # of its last part
            else:
                values[port["name"]] = _port(port)
        return values

    def _tensors(self, feeds: Mapping[str, Any]) -> Mapping[str, npt.ArrayLike]:
        """The feeds as the library has them."""
        if not self._compounds:
            return feeds
        _check_names(feeds, [*self._input_values])
        names = {value.name for value in self._compounds}
        tensors = {name: value for name, value in feeds.items() if name not in names}
        sizes = {name: low for name, (low, _) in self.manifest["dims"].items()}
        for port in self._inputs:
            if port["name"] in tensors:
                sizes |= zip(port["shape"], np.shape(tensors[port["name"]]), strict=False)
        for compound in self._compounds:
            arrays = compound.split(feeds[compound.name], sizes, _native_array)
            tensors |= zip(compound.parts, arrays, strict=True)
        return tensors

    def _arrays(self, feeds: Mapping[str, npt.ArrayLike]) -> list[Array]:
        """The feeds in the order of the inputs, as arrays that the library can read."""
        names = [port["name"] for port in self._inputs]
        _check_names(feeds, names)
        return [_native_array(name, feeds[name], dtype) for name, dtype in zip(names, self._input_dtypes, strict=True)]

    def _run(self, arrays: list[Array]) -> list[Array]:
        session = self._open_session()
        key = tuple([(array.shape, None if array.flags.c_contiguous else array.strides) for array in arrays])
        call = self._calls.get(key)
        if call is None:
            call = _Call(arrays, len(self._outputs))
            # Buffers without room: the library answers with the shapes. If they are all empty, this has been the run.
            call.point(arrays, [None if dynamic else np.empty(0) for dynamic in self._dynamic])
            status = session.run(call.inputs, call.outputs)
            call.shapes = [
                () if dynamic else tuple(tensor.dims[: tensor.rank])
                for tensor, dynamic in zip(call.outputs, self._dynamic, strict=True)
            ]
            if status == native.OK:
                return self._results(call, self._buffers(call.shapes))
            if len(self._calls) >= _MOST_CACHED_CALLS:
                self._calls.clear()
            self._calls[key] = call
        buffers = self._buffers(call.shapes)
        call.point(arrays, buffers)
        session.run(call.inputs, call.outputs)
        return self._results(call, buffers)

    def _buffers(self, shapes: list[tuple[int, ...]]) -> list[Array | None]:
        """Memory for the outputs, but for those that the library makes memory for."""
        ports = zip(shapes, self._output_dtypes, self._dynamic, strict=True)
        return [None if dynamic else self._memory.take(shape, dtype) for shape, dtype, dynamic in ports]

    def _results(self, call: _Call, buffers: list[Array | None]) -> list[Array]:
        """The outputs after a run; those that the library made memory for become numpy's."""
        made = [tensor for buffer, tensor in zip(buffers, call.outputs, strict=True) if buffer is None]
        try:
            return [
                self._copied(tensor, dtype) if buffer is None else buffer
                for buffer, tensor, dtype in zip(buffers, call.outputs, self._output_dtypes, strict=True)
            ]
        finally:
            for tensor in made:
                self._session.release(tensor.data)

    def _copied(self, tensor: native.Tensor, dtype: np.dtype[Any]) -> Array:
        shape = tuple(tensor.dims[: tensor.rank])
        try:
            array = np.empty(shape, dtype)
        except (ValueError, MemoryError) as error:
            raise Error(f"{self._session.path}: no array for an output of shape {list(shape)}: {error}") from None
        ctypes.memmove(array.ctypes.data, tensor.data, array.nbytes)
        return array


class _Call:
    """The arguments of `zs_run` for inputs of certain shapes and strides.

    Kept, because only the addresses change from run to run and building the rest takes longer than a small model.
    """

    def __init__(self, arrays: list[Array], outputs: int) -> None:
        self.inputs = (native.Tensor * len(arrays))(*[_input_tensor(array) for array in arrays])
        self.outputs = (native.Tensor * outputs)()
        self.shapes: list[tuple[int, ...]] = []
        """Of the outputs, once the library has told them."""
        self._input_items, self._output_items = list(self.inputs), list(self.outputs)

    def point(self, arrays: list[Array], buffers: list[Array | None]) -> None:
        """Take over the addresses of inputs and outputs and the room of outputs; None where the library makes it."""
        for tensor, array in zip(self._input_items, arrays, strict=True):
            tensor.data = array.ctypes.data
        for tensor, buffer in zip(self._output_items, buffers, strict=True):
            tensor.data, tensor.bytes = (None, 0) if buffer is None else (buffer.ctypes.data, buffer.nbytes)


def _input_tensor(array: Array) -> native.Tensor:
    """The array without its address."""
    return native.Tensor(
        # What strides reach has been checked by numpy; the library cannot know where the array's memory ends.
        bytes=array.nbytes if array.flags.c_contiguous else ctypes.c_size_t(-1).value,
        dtype=native.DTYPE_CODES[array.dtype.name],
        rank=array.ndim,
        dims=(c_int64 * array.ndim)(*array.shape),
        strides=None if array.flags.c_contiguous else (c_int64 * array.ndim)(*array.strides),
    )


def _native_array(name: str, value: npt.ArrayLike, dtype: np.dtype[Any]) -> Array:
    """The feed as an array of the right type with native byte order and aligned elements; copied only if it is not so.

    What has no dtype of its own, such as a list, is converted to the input's type if its kind of number allows that.
    """
    try:
        array = np.asarray(value)
        # The types of ml_dtypes are of no kind of numpy's.
        kind = dtype.kind if dtype.kind in _KINDS else "f" if "float" in dtype.name else "i"
        if not hasattr(value, "dtype") and 0 <= _KINDS.find(array.dtype.kind) <= _KINDS.find(kind):
            array = np.asarray(value, dtype)
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidFeed(f"input '{name}': cannot be made an array of {dtype.name}: {error}") from None
    if array.dtype != dtype:
        if array.dtype.newbyteorder("=") != dtype:
            raise InvalidFeed(f"input '{name}': is {array.dtype.name}, must be {dtype.name}")
        return array.astype(dtype, order="C")
    return array if array.flags.aligned else array.copy()


def _dtype(path: Path, name: str) -> np.dtype[Any]:
    try:
        return np.dtype(name)
    except TypeError:
        raise InvalidLibrary(f"{path}: needs the type {name}, which numpy lacks: import ml_dtypes first") from None


def _port(port: dict[str, Any]) -> Port:
    return Port(port["name"], list(port["shape"]), _tensor_type(port["dtype"]))


def _described(value: Port | Compound) -> Port:
    if isinstance(value, Port):
        return value
    kind = f"seq({_tensor_type(value.dtype.name)})" if value.sequence else _tensor_type(value.dtype.name)
    return Port(value.name, [] if value.sequence else value.shape, f"optional({kind})" if value.optional else kind)


def _tensor_type(dtype: str) -> str:
    return f"tensor({_ONNX_TYPES.get(dtype, dtype)})"


def _check_names(feeds: Mapping[str, Any], names: Sequence[str]) -> None:
    """InvalidFeed unless there is a feed for each name and for nothing else."""
    if missing := [name for name in names if name not in feeds]:
        raise InvalidFeed(f"input '{missing[0]}' is missing; feed {_quoted(names)}")
    if unknown := [name for name in feeds if name not in names]:
        raise InvalidFeed(f"input '{unknown[0]}' does not exist; feed {_quoted(names)}")


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names) or "none"
