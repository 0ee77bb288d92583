"""What the names of a model stand for: tensors, and values that are made of several, see ``compounds``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...ir import DType
from .symbolic import Tensor

Extents = tuple[int | None, ...] | Literal["none", "any"]
"""What the elements of a sequence have in common: their rank and extents, None for one that differs or is not known.

"none" if there has been no element, "any" if the ranks differ or are not known.
"""


@dataclass(eq=False)
class Listed:
    """A sequence whose length is known while importing."""

    elements: tuple[Tensor, ...]
    dtype: DType


@dataclass(eq=False)
class Ragged:
    """Any other sequence, as the shapes of its elements, int64[n, AXES], and their data, [total]."""

    shapes: Tensor
    data: Tensor
    extents: Extents


TensorSequence = Listed | Ragged


@dataclass(eq=False)
class Optional:
    """A value if ``present``, a bool scalar, is true; else nothing, and the element is not to be read."""

    present: Tensor
    element: Plain


Plain = Tensor | TensorSequence
Anything = Plain | Optional
