"""Constants most of whose elements are zero, as the places and values of the others.

Linear layers are packed from them without ever being dense, and reshapes, transposes and scales keep them so. Whatever
else reads a constant takes ``dense`` of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

LARGEST_DENSE = 4 << 30
"""Bytes of the largest array the compiler makes by itself; more is taken for a mistake in the model."""


class TooLargeError(ValueError):
    """An array that the compiler would make is too large; one line that says how large."""


@dataclass(frozen=True, eq=False)
class Coordinates:
    """An array that is 0 but for some elements.

    ``indices`` int64[n], in ascending order: their positions in row-major order; ``values`` [n]: the elements. A method
    that numpy's arrays have, too, does the same.
    """

    shape: tuple[int, ...]
    indices: Array
    values: Array

    @property
    def dtype(self) -> np.dtype[Any]:
        """The type of the elements."""
        return np.dtype(self.values.dtype)

    @property
    def size(self) -> int:
        """The number of elements, zeros too."""
        return math.prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes that the positions and the values take."""
        return self.indices.nbytes + self.values.nbytes

    @property
    def is_large(self) -> bool:
        """Whether the array with all its zeros would be too large."""
        return self.size * self.dtype.itemsize > LARGEST_DENSE

    @property
    def positions(self) -> tuple[Array, ...]:
        """The positions of the values along each axis."""
        return np.unravel_index(self.indices, self.shape)

    @property
    def T(self) -> Coordinates:  # noqa: N802 -- numpy's name
        """The array with its axes in reverse order."""
        return self.transpose(range(len(self.shape))[::-1])

    def reshape(self, shape: Sequence[int]) -> Coordinates:
        """The same elements in row-major order under another shape."""
        return Coordinates(tuple(shape), self.indices, self.values)

    def transpose(self, permutation: Sequence[int]) -> Coordinates:
        """The array with its axes in another order."""
        shape, positions = tuple(self.shape[axis] for axis in permutation), self.positions
        indices = np.ravel_multi_index([positions[axis] for axis in permutation], shape)
        order = np.argsort(indices)
        return Coordinates(shape, indices[order], self.values[order])

    def take(self, indices: Array) -> Array:
        """The elements at positions in row-major order."""
        if not len(self.indices):
            return np.zeros(indices.shape, self.dtype)
        found = np.minimum(np.searchsorted(self.indices, indices), len(self.indices) - 1)
        return np.where(self.indices[found] == indices, self.values[found], self.dtype.type(0))

    def with_values(self, values: Array) -> Coordinates:
        """Other elements in the same places."""
        return Coordinates(self.shape, self.indices, values)

    def pick(self, x: Array) -> Array:
        """The elements at the places of the values of an array that broadcasts to the shape."""
        return np.asarray(np.broadcast_to(x, self.shape)[self.positions])

    def dense(self) -> Array:
        """All elements; TooLargeError if they take more than ``LARGEST_DENSE`` bytes."""
        if self.is_large:
            kind = f"{self.dtype}{list(self.shape)} with {len(self.values)} stored elements"
            remedy = "only linear layers of float32, without --dense, can leave them out"
            raise TooLargeError(f"the sparse constant {kind} is too large to be used with its zeros; {remedy}")
        flat: Array = np.zeros(self.size, self.dtype)
        flat[self.indices] = self.values
        return flat.reshape(self.shape)


Data = Array | Coordinates
"""The elements of a constant."""


def dense(data: Data) -> Array:
    """All elements of a constant; TooLargeError if they would take too much memory."""
    return data.dense() if isinstance(data, Coordinates) else data


def count_nonzero(data: Data) -> int:
    """How many elements of a constant are not zero."""
    return int(np.count_nonzero(data.values if isinstance(data, Coordinates) else data))


def nonzero(matrix: Data) -> tuple[Array, Array, Array]:
    """Row, column and value of all elements of a matrix that are not zero, in row-major order."""
    if isinstance(matrix, Coordinates):
        kept = matrix.values != 0
        row, column = np.divmod(matrix.indices[kept], max(1, matrix.shape[1]))
        return row, column, matrix.values[kept]
    row, column = np.nonzero(matrix)
    return row, column, matrix[row, column]
