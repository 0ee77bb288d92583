"""Sequences and optionals: lists of arrays, and None, as the tensors that a library has for them.

x: [[1, 2], [[3]]]     x.shapes: [[2, -1, -1, -1, -1, -1, -1, -1], [1, 1, -1, -1, -1, -1, -1, -1]]
                       x.data: [1, 2, 3]
x: None                x.present: False, and x.shapes and x.data, or x.value, hold nothing
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import Error, InvalidFeed

Array = npt.NDArray[Any]
Convert = Callable[[str, npt.ArrayLike, np.dtype[Any]], Array]

AXES = 8
"""Columns of ``x.shapes``; no element of a sequence has more axes."""


@dataclass(frozen=True)
class Compound:
    """An input or output that is a sequence, an optional, or an optional sequence, of tensors of a ``dtype``.

    ``shape`` is that of an optional tensor, with the names of symbolic dims.
    ``extents`` are those that all elements of a sequence have, None for any, and None instead of a list for any rank.
    """

    name: str
    optional: bool
    sequence: bool
    extents: list[int | None] | None
    dtype: np.dtype[Any]
    shape: list[int | str]

    @property
    def parts(self) -> list[str]:
        """The names of its tensors, in the library's order."""
        return [f"{self.name}.{part}" for part in part_names(self.optional, self.sequence)]

    def split(self, value: Any, sizes: Mapping[str, int], convert: Convert) -> list[Array]:
        """The tensors of a value; an optional tensor that is None has a shape all the same, by these sizes."""
        if value is None and not self.optional:
            raise InvalidFeed(f"input '{self.name}': is None, must be a list of arrays")
        present = [np.array(value is not None)] if self.optional else []
        if self.sequence:
            return [*present, *self._split_sequence([] if value is None else value, convert)]
        if value is None:
            shape = [sizes[extent] if isinstance(extent, str) else extent for extent in self.shape]
            return [*present, np.zeros(shape, self.dtype)]
        return [*present, convert(self.name, value, self.dtype)]

    def _split_sequence(self, value: object, convert: Convert) -> list[Array]:
        if not isinstance(value, (list, tuple)):
            raise InvalidFeed(f"input '{self.name}': is {type(value).__name__}, must be a list of arrays")
        elements = [convert(f"{self.name}[{i}]", element, self.dtype) for i, element in enumerate(value)]
        shapes = np.full((len(elements), AXES), -1, np.int64)
        for number, (row, element) in enumerate(zip(shapes, elements, strict=True)):
            if element.ndim > AXES or not self._fits(element.shape):
                wanted = f"at most {AXES} axes" if self.extents is None else f"shape {_listed(self.extents)}"
                found = f"is of shape {list(element.shape)}"
                raise InvalidFeed(f"input '{self.name}': element {number} {found}, must have {wanted}")
            row[: element.ndim] = element.shape
        return [shapes, np.concatenate([element.reshape(-1) for element in elements] or [np.zeros(0, self.dtype)])]

    def _fits(self, shape: Sequence[int]) -> bool:
        if self.extents is None:
            return True
        return len(shape) == len(self.extents) and all(
            wanted in (None, extent) for wanted, extent in zip(self.extents, shape, strict=True)
        )

    def joined(self, tensors: Mapping[str, Array]) -> Array | list[Array] | None:
        """The value of its tensors."""
        if self.optional and not tensors[f"{self.name}.present"]:
            return None
        if not self.sequence:
            return tensors[f"{self.name}.value"]
        data, elements, start = tensors[f"{self.name}.data"], [], 0
        for row in tensors[f"{self.name}.shapes"].tolist():
            shape = [extent for extent in row if extent >= 0]
            size = math.prod(shape)
            if start + size > data.size:
                raise Error(f"output '{self.name}': its shapes do not fit its data")
            elements.append(data[start : start + size].reshape(shape).copy())
            start += size
        return elements


def part_names(optional: bool, sequence: bool) -> list[str]:
    """What follows the name in those of its tensors."""
    return [*(["present"] if optional else []), *(["shapes", "data"] if sequence else ["value"])]


def _listed(extents: Sequence[int | None]) -> str:
    return f"[{', '.join('?' if extent is None else str(extent) for extent in extents)}]"
