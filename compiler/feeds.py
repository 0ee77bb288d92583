"""Random inputs for a compiled model, made from its manifest."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from ..ir import DType

Array = npt.NDArray[Any]


def random_feeds(
    manifest: Mapping[str, Any], seed: int = 0, given: Mapping[str, Array] | None = None, size: int = 1
) -> dict[str, Array]:
    """The given inputs and random ones for the others: normal floats; integers and bools of 0 or 1, which any mask or
    index allows. A symbolic dim has the size that a given input has there, else the allowed size nearest to ``size``.
    Optionals hold something; an extent that differs between the elements of a sequence is 1.
    Given ones get a type that .npy files do not know where they hold its bits.
    """
    types = {port["name"]: np.dtype(port["dtype"]) for port in manifest["inputs"]}
    feeds = {
        name: array.view(types[name]) if _holds_bits(array, types.get(name)) else array
        for name, array in (given or {}).items()
    }
    rng = np.random.default_rng(seed)
    sizes = {name: min(max(size, low), high) for name, (low, high) in manifest.get("dims", {}).items()}
    for port in manifest["inputs"]:
        if port["name"] in feeds:
            shape = feeds[port["name"]].shape
            sizes.update((dim, n) for dim, n in zip(port["shape"], shape, strict=False) if isinstance(dim, str))
    shapes = {port["name"]: port["shape"] for port in manifest["inputs"]}
    for name, kind in manifest.get("compounds", {}).items():
        present, rows, data = (f"{name}.{part}" for part in ("present", "shapes", "data"))
        if present in shapes:
            feeds.setdefault(present, np.array(True))
        if rows in shapes and rows not in feeds and data not in feeds:
            count, axes = (sizes.get(dim, dim) for dim in shapes[rows])
            element = [extent or 1 for extent in kind["extents"] or []]
            feeds[rows] = np.tile(np.array(element + [-1] * (axes - len(element)), np.int64), (count, 1))
            sizes.update((dim, count * math.prod(element)) for dim in shapes[data] if isinstance(dim, str))
    for port in manifest["inputs"]:
        if port["name"] not in feeds:
            dims = [sizes[dim] if isinstance(dim, str) else dim for dim in port["shape"]]
            dtype = DType(port["dtype"])
            random = rng.standard_normal(dims) if dtype.is_float else rng.integers(0, 2, dims)
            feeds[port["name"]] = random.astype(dtype.numpy)
    return feeds


def is_known(dtype: np.dtype[Any]) -> bool:
    """Whether the type is numpy's own."""
    return dtype.isbuiltin == 1


def _holds_bits(array: Array, dtype: np.dtype[Any] | None) -> bool:
    return dtype is not None and not is_known(dtype) and array.dtype.kind in "uV" and array.itemsize == dtype.itemsize
