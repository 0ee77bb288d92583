"""ONNX tensors as numpy arrays.

The arrays are views of the protobuf's bytes where the format allows it; nobody may write to them.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from onnx import SparseTensorProto, TensorProto

from ...ir import DType, TensorType
from ...runtime.library import DTYPE_CODES
from .problems import RefusedError

Array = np.ndarray[Any, Any]

DTYPES = {DTYPE_CODES[dtype.value]: dtype for dtype in DType}
"""The element types that are supported, by their ONNX code."""

LARGEST_RANK, LARGEST_ARRAY = 32, 1 << 56
"""Axes, and elements if none of the extents is 0, of the largest array that numpy takes; its own limits lie above."""


def dtype_of(code: int) -> DType:
    """The type with this ONNX code; RefusedError for one that is not supported."""
    if code not in DTYPES:
        known = code in TensorProto.DataType.values()
        name = TensorProto.DataType.Name(code).lower() if known else f"number {code}"
        raise RefusedError(f"element type {name} is not supported; convert the model to float32")
    return DTYPES[code]


def to_array(tensor: TensorProto, folder: Path | None) -> Array:
    """The tensor's elements; ``folder`` holds the external data, None when there can be none.

    RefusedError for an unsupported type, for data whose size does not match the shape, and for external data that is
    missing or outside ``folder``.
    """
    dtype = dtype_of(tensor.data_type)
    shape = _shape(tensor)
    if tensor.HasField("segment"):
        raise RefusedError("tensors stored in segments are not supported; save the model with current onnx")
    elements = math.prod(shape)
    needed = -(-elements * dtype.bits // 8)
    if tensor.data_location == TensorProto.EXTERNAL:
        data = _external(tensor, folder, needed)
    else:
        data = np.frombuffer(tensor.raw_data, np.uint8) if tensor.HasField("raw_data") else _typed_field(tensor, dtype)
        _check_bytes(shape, dtype, needed, data.size)
    if dtype.bits < 8:
        data = _unpacked(data, dtype.bits)[:elements]
    # Any nonzero byte means true.
    flat = data != 0 if dtype is DType.BOOL else data.view(dtype.numpy.newbyteorder("<"))
    array: Array = flat.astype(dtype.numpy, copy=False).reshape(shape)
    return array


def _unpacked(data: Array, bits: int) -> Array:
    """A byte for every element of a few bits; the first lie in the low bits of the first byte."""
    mask, per_byte = np.uint8((1 << bits) - 1), 8 // bits
    unpacked = np.empty((data.size, per_byte), np.uint8)
    for place in range(per_byte):
        unpacked[:, place] = data >> bits * place & mask
    return unpacked.reshape(-1)


def from_sparse(
    tensor: SparseTensorProto, load: Callable[[TensorProto], Array], check: Callable[[TensorType, str], None]
) -> Array:
    """A sparse tensor as a dense array; RefusedError where indices and values do not fit the shape or each other.

    ``check`` raises it for a dense array that would be too large.

    An index is a row with the position along every axis, or one number, the position in row-major order.
    """
    shape = _shape(tensor)
    check(TensorType(dtype_of(tensor.values.data_type), shape), "its dense form")
    values, indices = load(tensor.values), load(tensor.indices)
    if values.ndim != 1 or indices.dtype != np.int64 or indices.ndim not in (1, 2) or len(indices) != len(values):
        given = f"values of shape {list(values.shape)} and {indices.dtype} indices of shape {list(indices.shape)}"
        raise RefusedError(f"{given} are no sparse tensor of shape {list(shape)}; export the model again")
    if indices.ndim == 2 and indices.shape[1] != len(shape):
        wrong = f"its indices have {indices.shape[1]} columns for a tensor of rank {len(shape)}"
        raise RefusedError(f"{wrong}; export the model again")
    extents = np.array(shape if indices.ndim == 2 else math.prod(shape), np.int64)
    if ((indices < 0) | (indices >= extents)).any():
        raise RefusedError(f"an index lies outside its shape {list(shape)}; export the model again")
    if indices.ndim == 2:
        indices = indices @ np.array([math.prod(shape[axis + 1 :]) for axis in range(len(shape))], np.int64)
    if (indices[1:] <= indices[:-1]).any():
        raise RefusedError("its indices are not in ascending order, or list an element twice; export the model again")
    dense: Array = np.zeros(math.prod(shape), values.dtype)
    dense[indices] = values
    return dense.reshape(shape)


def _shape(tensor: TensorProto | SparseTensorProto) -> tuple[int, ...]:
    shape = tuple(tensor.dims)
    if any(d < 0 for d in shape):
        raise RefusedError(f"its shape {list(shape)} has a negative extent; export the model again")
    if len(shape) > LARGEST_RANK:
        raise RefusedError(f"it has {len(shape)} axes, more than {LARGEST_RANK}; export the model again")
    # Extents beside a 0 take no memory, yet strides have to be computed from them.
    if math.prod(d for d in shape if d) > LARGEST_ARRAY:
        raise RefusedError(f"its shape {list(shape)} is too large to be meant; export the model again")
    return shape


def _typed_field(tensor: TensorProto, dtype: DType) -> Array:
    """The bytes that raw data would have, from the field for the type."""
    if dtype is DType.FLOAT32:
        data = np.array(tensor.float_data, np.float32)
    elif dtype is DType.FLOAT64:
        data = np.array(tensor.double_data, np.float64)
    elif dtype is DType.INT64:
        data = np.array(tensor.int64_data, np.int64)
    elif dtype in (DType.UINT32, DType.UINT64):
        data = np.array(tensor.uint64_data, np.uint64).astype(dtype.numpy)
    else:
        # Integers that fit; of narrow types the bits, as many elements at a time as a byte holds.
        data = np.array(tensor.int32_data, np.int32).astype(f"u{dtype.bytes}")
    return data.view(np.uint8)


def _external(tensor: TensorProto, folder: Path | None, needed: int) -> Array:
    """``needed`` bytes from a file in ``folder``: an unfriendly model must not make us read anything else."""
    entries = {entry.key: entry.value for entry in tensor.external_data}
    location = entries.get("location", "")
    if folder is None:
        raise RefusedError(f"its data is in the file '{location}'; give the model by its path, not as bytes")
    root = folder.resolve()
    path = Path(os.path.realpath(root / location))
    if not location or Path(location).is_absolute() or ".." in Path(location).parts or root not in path.parents:
        raise RefusedError(f"its data file '{location}' lies outside the model's folder; copy it there")
    if not path.is_file():
        raise RefusedError(f"its data file '{location}' does not exist beside the model; copy it there")
    try:
        offset = int(entries.get("offset", 0))
        length = int(entries.get("length", needed))
    except ValueError:
        raise RefusedError("offset and length of its external data must be integers; export the model again") from None
    if offset < 0:
        raise RefusedError(f"the offset {offset} of its external data is negative; export the model again")
    available = path.stat().st_size - offset
    if length != needed or available < needed:
        has = length if length != needed else max(available, 0)
        wrong = f"shape {list(tensor.dims)} needs {needed} bytes, but '{location}' has {has}"
        raise RefusedError(f"{wrong}; export the model again")
    return np.fromfile(path, np.uint8, needed, offset=offset)


def _check_bytes(shape: tuple[int, ...], dtype: DType, needed: int, given: int) -> None:
    if needed != given:
        wrong = f"shape {list(shape)} of {dtype} needs {needed} bytes, but it has {given}"
        raise RefusedError(f"{wrong}; export the model again")
