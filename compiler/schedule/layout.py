"""Layouts: where the elements of a tensor lie, as plain data.

Element ``[i0, i1, …]`` of a tensor lies at the sum over its axes of that axis's parts; a part takes ``i // step``
(modulo the next larger part's step) times its stride. Almost every axis has one part; a lane axis cut into strips has
two. All strides here count elements. Three kinds are in use:

rows     any strided array: row-major tensors and what transposing, slicing and broadcasting makes of them.
lanes    features x lanes, for linear layers and attention: one axis, the lanes, is contiguous in strips of so many
         lanes, ``[batch][strip][features…][lane]``. A matrix of tokens is stored transposed, so to speak, 64 or 128
         tokens at a time.
planes   images, ``[N][C][plane]``: the spatial axes of one channel form a plane in which every row has the same pitch,
         larger than the row by the columns that padding needs. Right padding of a row is left padding of the next, and
         the end of a plane is the top padding of the next plane, so padding costs one column and one row, and a
         convolution's tap is a shifted load. With ``zero`` the padding holds zeros, else anything. Small images
         are folded, ``[C][N][image]``: a plane then holds one channel of all images.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from ...ir.dims import Dim, bounds, ceildiv, product

Array = np.ndarray[Any, Any]

LINE = 16  # float32 elements of a cache line; rows of lanes and planes are whole lines on every target


@dataclass(frozen=True)
class Part:
    """``(i // step) * stride`` of an index."""

    step: Dim
    stride: Dim


@dataclass(frozen=True)
class Layout:
    """Parts for each axis (outermost first), the elements spanned, and what kind of layout it is.

    ``lane_axis`` and ``strip`` belong to lanes. ``pitch`` (extent of each spatial axis but the first, padding
    included), ``plane`` (elements from one channel to the next), ``image`` (elements from one image to the next in a
    plane, 0 unless folded), ``lead`` (elements of zeros read before the first plane) and ``zero`` belong to planes.
    """

    kind: str
    axes: tuple[tuple[Part, ...], ...]
    size: Dim
    lane_axis: int = -1
    strip: int = 0
    pitch: tuple[int, ...] = ()
    plane: int = 0
    image: int = 0
    lead: int = 0
    zero: bool = False

    def stride(self, axis: int) -> Dim:
        """The stride of an axis that has one part."""
        (part,) = self.axes[axis]
        return part.stride

    def strips(self, axis: int) -> bool:
        """Whether the axis is cut into strips."""
        return len(self.axes[axis]) == 2

    def __str__(self) -> str:
        if self.kind == "lanes":
            return f"lanes(axis {self.lane_axis}, strip {self.strip})"
        if self.kind == "planes":
            pitch = "x".join(map(str, self.pitch))
            folded = f", image {self.image}" if self.image else ""
            return f"planes({pitch}{folded}, plane {self.plane}{', zero' if self.zero else ''})"
        return f"rows({', '.join(str(self.stride(a)) for a in range(len(self.axes)))})"


def strided(strides: Sequence[Dim], size: Dim) -> Layout:
    """Any strided array."""
    return Layout("rows", tuple((Part(1, s),) for s in strides), size)


def rows(shape: Sequence[Dim]) -> Layout:
    """Row-major."""
    return strided([product(tuple(shape[a + 1 :])) for a in range(len(shape))], product(tuple(shape)))


def is_row_major(layout: Layout, shape: Sequence[Dim]) -> bool:
    """Whether the elements lie in row-major order without gaps (strides of axes with one element do not matter)."""
    if layout.kind != "rows":
        return False
    wanted = rows(shape)
    return all(layout.stride(a) == wanted.stride(a) for a, d in enumerate(shape) if d != 1)


def lanes(shape: Sequence[Dim], lane_axis: int, vectors: int, width: int) -> Layout:
    """Features x lanes: strips of at most ``vectors`` vectors of ``width`` lanes, fewer if there are fewer lanes.

    Axis 0 is the batch, outside of the strips, unless it is the lane axis; all other axes are features.
    """
    strip = strip_width(shape[lane_axis], vectors, width)
    features = [a for a in range(len(shape)) if a != lane_axis and (a > 0 or lane_axis == 0)]
    rows_ = product([shape[a] for a in features])
    strips = ceildiv(shape[lane_axis], strip)
    axes: list[tuple[Part, ...]] = [()] * len(shape)
    stride: Dim = strip
    for a in reversed(features):
        axes[a] = (Part(1, stride),)
        stride = stride * shape[a]
    axes[lane_axis] = (Part(strip, rows_ * strip), Part(1, 1)) if strips != 1 else (Part(1, 1),)
    size = rows_ * strip * strips
    if lane_axis != 0:
        axes[0] = (Part(1, size),)
        size = size * shape[0]
    return Layout("lanes", tuple(axes), size, lane_axis=lane_axis, strip=strip)


def strip_width(extent: Dim, vectors: int, width: int) -> int:
    """Lanes of a strip: the upper bound of the extent in whole vectors, at most ``vectors`` of them."""
    return min(vectors * width, round_up_int(bounds(extent)[1], width))


def round_up_int(value: int, multiple: int) -> int:
    """The smallest multiple that is at least ``value``."""
    return -(-value // multiple) * multiple


def odd_lines(size: int) -> int:
    """The size in an odd number of whole lines, so that neighbouring channels fall into different cache sets."""
    size = round_up_int(size, LINE)
    return size if size // LINE % 2 else size + LINE


@dataclass(frozen=True)
class PlaneGeometry:
    """What planes that meet in one stride-1 convolution or element-wise op share: extents with padding.

    ``image``: elements from one image to the next if images are folded, else 0.
    """

    pitch: tuple[int, ...]
    image: int = 0

    def strides(self) -> tuple[int, ...]:
        """Element strides of the spatial axes."""
        return tuple(math.prod(self.pitch[a:]) for a in range(len(self.pitch) + 1))


def planes(shape: Sequence[Dim], geometry: PlaneGeometry, low: Sequence[int], high: Sequence[int]) -> Layout:
    """Images whose consumers read ``low`` and ``high`` elements beyond each spatial axis; undefined padding if none."""
    spatial = [static(d) for d in shape[2:]]
    strides = geometry.strides()
    last = sum((e - 1) * s for e, s in zip(spatial, strides, strict=True))
    before = sum(p * s for p, s in zip(low, strides, strict=True))
    after = sum(p * s for p, s in zip(high, strides, strict=True))
    zero = before + after > 0
    zero = before + after > 0
    image = geometry.image
    size = static(shape[0]) * image if image else max(last + 1 + max(before, after), spatial[0] * strides[0])
    plane = round_up_int(size, LINE) if zero else odd_lines(size)
    channels = shape[1] * plane
    axes = [(Part(1, image or channels),), (Part(1, plane),), *((Part(1, s),) for s in strides)]
    layout = Layout(
        "planes", tuple(axes), channels, pitch=geometry.pitch, plane=plane, image=image, lead=before, zero=zero
    )
    return replace(layout, size=images(layout, shape) * channels)


def images(layout: Layout, shape: Sequence[Dim]) -> Dim:
    """How many images a kernel counts: one where they are folded."""
    return 1 if layout.image else shape[0]


def lanes_written(layout: Layout, shape: tuple[Dim, ...]) -> int:
    """Lanes of a plane that a kernel must write: all of it where padding must be zero, else up to the last element."""
    if layout.zero:
        return layout.plane
    return 1 + sum((static(shape[a]) - 1) * static(layout.stride(a)) for a in _lane_axes(layout, shape))


def valid_lanes(layout: Layout, shape: tuple[Dim, ...]) -> Array:
    """Which lanes of a plane hold elements, bool[plane]."""
    valid = np.zeros(layout.plane, bool)
    axes = _lane_axes(layout, shape)
    steps, extents = [static(layout.stride(a)) for a in axes], [static(shape[a]) for a in axes]
    valid[sum(i * st for i, st in zip(np.indices(extents), steps, strict=True)).ravel()] = True
    return valid


def _lane_axes(layout: Layout, shape: tuple[Dim, ...]) -> list[int]:
    """The axes that lie in one plane: those of space, and the images if they are folded."""
    return [a for a in range(len(shape)) if a > 1 or (a == 0 and layout.image)]


def broadcast_axes(layout: Layout, shape: Sequence[Dim], rank: int) -> list[tuple[Part, ...]]:
    """The parts of a tensor's axes seen as one of ``rank`` axes: stride 0 for new axes and those of extent 1."""
    still = (Part(1, 0),)
    axes = [still if d == 1 else parts for d, parts in zip(shape, layout.axes, strict=True)]
    return [still] * (rank - len(shape)) + axes


# -- views --------------------------------------------------------------------------------------------------------


def as_strided(layout: Layout) -> Layout:
    """Planes seen as a strided array; other layouts as they are."""
    return Layout("rows", layout.axes, layout.size) if layout.kind == "planes" else layout


def transposed(layout: Layout, permutation: Sequence[int]) -> Layout:
    """The layout of the transposed tensor over the same memory."""
    axes = tuple(layout.axes[a] for a in permutation)
    if layout.kind == "lanes":
        return replace(layout, axes=axes, lane_axis=list(permutation).index(layout.lane_axis))
    return Layout("rows", axes, layout.size)


def reshaped(layout: Layout, old: Sequence[Dim], new: Sequence[Dim]) -> Layout | None:
    """The layout of the reshaped tensor over the same memory, or None.

    Splits the axes into the smallest runs of old and new axes with equal products; a run can be expressed if the old
    axes are contiguous among themselves, or if it is one axis that stays.
    """
    axes: list[tuple[Part, ...]] = []
    lane_axis = -1
    i = j = 0
    while i < len(old) or j < len(new):
        i0, j0 = i, j
        left: Dim = old[i] if i < len(old) else 1
        right: Dim = new[j] if j < len(new) else 1
        i, j = min(i + 1, len(old)), min(j + 1, len(new))
        while left != right:
            if i < len(old) and (j == len(new) or _smaller(left, right)):
                left, i = left * old[i], i + 1
            elif j < len(new):
                right, j = right * new[j], j + 1
            else:
                return None
        run_old = [a for a in range(i0, i) if old[a] != 1]
        run_new = [a for a in range(j0, j) if new[a] != 1]
        if len(run_old) == len(run_new) == 1:
            parts = layout.axes[run_old[0]]
            strides: dict[int, tuple[Part, ...]] = {run_new[0]: parts}
            if run_old[0] == layout.lane_axis:
                lane_axis = run_new[0]
        else:
            if any(len(layout.axes[a]) != 1 or a == layout.lane_axis for a in run_old):
                return None
            if any(layout.stride(a) != layout.stride(b) * old[b] for a, b in pairwise(run_old)):
                return None
            stride: Dim = layout.stride(run_old[-1]) if run_old else 0
            strides = {}
            for a in reversed(run_new):
                strides[a] = (Part(1, stride),)
                stride = stride * new[a]
        axes += [strides.get(a, (Part(1, 0),)) for a in range(j0, j)]
    if layout.kind == "lanes" and lane_axis < 0:
        ones = [a for a in range(len(new)) if new[a] == 1]
        if old[layout.lane_axis] != 1 or not ones:
            return None
        lane_axis = ones[0]
        axes[lane_axis] = layout.axes[layout.lane_axis]
    return replace(as_strided(layout), axes=tuple(axes), lane_axis=lane_axis)


def _smaller(a: Dim, b: Dim) -> bool:
    return bounds(b - a)[0] > 0


def materialise(array: Array, layout: Layout) -> Array:
    """The memory image of a constant in a layout: a flat array of the layout's size, zero where no element lies."""
    address = np.zeros(array.shape, np.int64)
    for axis, parts in enumerate(layout.axes):
        index, along = np.arange(array.shape[axis]), np.zeros(array.shape[axis], np.int64)
        for part in parts:
            step, stride = static(part.step), static(part.stride)
            along += index // step * stride
            index = index % step
        address += along.reshape([-1 if a == axis else 1 for a in range(array.ndim)])
    image = np.zeros(static(layout.size), array.dtype)
    image[address] = array
    return image


def static(dim: Dim) -> int:
    """A dim that must be known at compile time."""
    assert isinstance(dim, int), f"{dim} is not static"
    return dim
