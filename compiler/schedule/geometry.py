"""Which values are images stored as planes, and what geometry their planes have.

A stride-1 convolution walks input and output with one lane index, so both need the same row pitch; so do the operands
of an element-wise op. Values tied together in this way form a class with one ``PlaneGeometry``, found by union-find.
Convolutions and windows with a stride read a copy that was split into phases; it takes the pitch of its output.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from networkx.utils import UnionFind

from ...ir import DType, Literal, Node, Value
from ...ir.coordinates import count_nonzero
from ...ir.dims import Dim, bounds
from ...ir.ops import Concat, Conv, Fusable, Map, Slice, Window
from .layout import PlaneGeometry, static

# Images of at most so many lanes, padding included, are folded: together they fill tiles that one alone does not.
FOLDED_LANES = 128

# Times that an input must be used for gathering to pay in the sparse form; in the dense one, for each column of a line,
# of which padding wastes one. ResNet-50 at 90 % zeros, one thread and two, times as fast as with 16: with 12 1.02 and
# 0.995, with 6, which gathers all its windows, 1.03 and 1.0. Dense, us of its 3x3 convolutions gathered and in place:
# 56x56 with 64 rows 3380 and 3090, 28x28 with 128 rows 4400 and 4250, 14x14 with 256 rows 6760 and 6790, where the 1x1
# convolutions between them save 10 %.
GATHER_USES = 6
GATHER_DENSE_USES = 6

# Windows of at most so many elements, those that dilation leaves out included, are compiled in.
SMALL_WINDOW = 49

# Columns of the widest image whose rows are laid out for the bounds of its size, and elements between taps in it.
WIDEST = 1 << 14
FARTHEST = 1 << 28

# From this share of nonzeros on, a convolution is taken for a dense one here.
DENSE_FROM = 0.7


@dataclass(frozen=True)
class Copy:
    """A copy of a row-major value in planes, made for the convolutions that read it."""

    value: Value


Entity = Value | Copy


class Geometries:
    """For every value stored as planes: the pitch of its rows and how far consumers read beyond its edges.

    ``given`` values, which no node makes, lie in planes of the pitches given already.
    """

    def __init__(self, nodes: Sequence[Node], given: Mapping[Value, Sequence[int]] | None = None) -> None:
        self.given = given or {}
        self._planes: set[Value] = set()
        self._low: dict[Entity, list[int]] = {}
        self._high: dict[Entity, list[int]] = {}
        self._views: list[tuple[Value, Value]] = []
        self._least: dict[Entity, list[int]] = {}
        self._pitch: dict[Entity, list[int]] = {}
        self._classes: UnionFind = UnionFind()
        for value, pitch in self.given.items():
            self._tie(value)
            self._least[value] = [static(value.type.shape[2]), *pitch]
        for node in nodes:
            self._visit(node)
        for view, source in reversed(self._views):
            for reach in (self._low, self._high):
                reach[source] = [max(r) for r in zip(reach[source], reach[view], strict=True)]
        for entity, low in self._low.items():
            gaps = (max(lo, hi) for lo, hi in zip(low, self._high[entity], strict=True))
            padded = [e + gap for e, gap in zip(self._spatial(entity), gaps, strict=True)]
            root = self._classes[entity]
            known = [padded, self._least.get(entity, padded), self._pitch.get(root, padded)]
            self._pitch[root] = [max(extents) for extents in zip(*known, strict=True)]
        small = {root for root, pitch in self._pitch.items() if math.prod(pitch) <= FOLDED_LANES}
        counts = {self._classes[entity]: _value(entity).type.shape[0] for entity in self._low}
        self._folded = {root for root in small if isinstance(counts[root], int) and counts[root] != 1}

    def is_planes(self, value: Value) -> bool:
        """Whether the value is made as planes."""
        return value in self._planes

    def of(self, entity: Entity) -> tuple[PlaneGeometry, list[int], list[int]]:
        """Geometry, and the elements read before and behind each spatial axis."""
        root = self._classes[entity]
        pitch = self._pitch[root]
        image = math.prod(pitch) if root in self._folded else 0
        return PlaneGeometry(tuple(pitch[1:]), image), self._low[entity], self._high[entity]

    def _visit(self, node: Node) -> None:
        if isinstance(node.op, (Conv, Window)):
            if lies_in_planes(node):
                self._windowed(node)
        elif isinstance(node.op, Map):
            full = [v for v in node.inputs if v in self._planes and v.type.shape == node.output.type.shape]
            # Lanes between the elements must not make the run fail.
            if full and not node.op.expression.can_fail([v.type.dtype for v in node.inputs]):
                self._tie(node.output, *full)
        elif isinstance(node.op, Concat) and node.op.axis == 1:
            if all(v in self._planes for v in node.inputs):
                self._tie(node.output, *node.inputs)
        elif isinstance(node.op, Slice) and node.inputs[0] in self._planes and cuts_channels(node):
            self._tie(node.output, node.inputs[0])
            self._views.append((node.output, node.inputs[0]))

    def _windowed(self, node: Node) -> None:
        x, y = node.inputs[0], node.output
        self._tie(y)
        if reads_in_place(node) or reads_every_second(node):
            source: Entity = x if x in self._planes else Copy(x)
            self._tie(source, y) if reads_in_place(node) else self._tie(source)
            if gathers(node):
                return
            low, high = edges(node)
            self._low[source] = [max(p) for p in zip(self._low[source], low, strict=True)]
            self._high[source] = [max(p) for p in zip(self._high[source], high, strict=True)]
        else:
            self._least[y] = phase_extents(node)

    def _tie(self, *entities: Entity) -> None:
        for entity in entities:
            if isinstance(entity, Value):
                self._planes.add(entity)
            none = [0] * len(self._spatial(entity))
            self._low.setdefault(entity, none)
            self._high.setdefault(entity, none)
        self._classes.union(*entities)

    def _spatial(self, entity: Entity) -> list[int]:
        return [static(d) for d in _value(entity).type.shape[2:]]


def _value(entity: Entity) -> Value:
    return entity.value if isinstance(entity, Copy) else entity


def lies_in_planes(node: Node) -> bool:
    """Whether a convolution or a window has a kernel over planes: float32, static images and pads, constant weights."""
    x, y = node.inputs[0].type, node.output.type
    assert isinstance(node.op, (Conv, Window))
    pads = node.op.pad_low + node.op.pad_high
    fixed = all(isinstance(d, int) for d in x.shape[2:] + y.shape[2:] + pads)
    return fixed and x.dtype is DType.FLOAT32 and (isinstance(node.op, Window) or node.inputs[1].data is not None)


def goes_by_rows(node: Node) -> bool:
    """Whether a convolution outside planes has the kernel of ``rowwise``: constant weights, float32, not depthwise."""
    op, x, y = node.op, node.inputs[0].type, node.output.type
    if not isinstance(op, Conv) or lies_in_planes(node) or x.dtype is not DType.FLOAT32 or x.rank not in (3, 4):
        return False
    if node.inputs[1].data is None or not isinstance(x.shape[1], int) or depthwise(node):
        return False
    widest = max(bounds(columns_read(node))[1], bounds(y.shape[-1])[1])
    rows = (kernel_shape(node)[0] - 1) * op.dilations[0] + 1
    return widest <= WIDEST and rows * op.strides[-1] * x.shape[1] * widest < FARTHEST


def columns_read(node: Node) -> Dim:
    """The columns of a row that a convolution reads, or of each phase if there are several."""
    op = node.op
    assert isinstance(op, Conv)
    return node.output.type.shape[-1] + (kernel_shape(node)[-1] - 1) * op.dilations[-1] // op.strides[-1]


def kernel_shape(node: Node) -> Sequence[int]:
    """The window's extents."""
    if isinstance(node.op, Window):
        return node.op.window
    return [static(d) for d in node.inputs[1].type.shape[2:]]


def reads_in_place(node: Node) -> bool:
    """Whether the kernel can read its input's planes as they are: no strides, and zeros will do for padding."""
    op = node.op
    assert isinstance(op, (Conv, Window))
    return _zeros_will_do(node) and all(s == 1 for s in op.strides)


def reads_every_second(node: Node) -> bool:
    """Whether a kernel can read its input's planes in strides of 2 along the lanes."""
    op = node.op
    assert isinstance(op, (Conv, Window))
    return _zeros_will_do(node) and small_window(node) and op.strides[-1] == 2


def small_window(node: Node) -> bool:
    """Whether each channel is computed from its own alone, by a window of one or two axes that is compiled in."""
    op = node.op
    assert isinstance(op, (Conv, Window))
    reach = [(k - 1) * d + 1 for k, d in zip(kernel_shape(node), op.dilations, strict=True)]
    return depthwise(node) and len(reach) <= 2 and math.prod(reach) <= SMALL_WINDOW


def depthwise(node: Node) -> bool:
    """Whether each channel is computed from its own alone, by a window kernel."""
    op = node.op
    if isinstance(op, Window):
        return True
    assert isinstance(op, Conv)
    m, per_group = node.inputs[1].type.shape[:2]
    return per_group == 1 and op.groups == m


def _zeros_will_do(node: Node) -> bool:
    op = node.op
    assert isinstance(op, (Conv, Window))
    return (
        isinstance(op, Conv)
        or op.function == "sum"
        or not any(op.pad_low + op.pad_high)
        or (not_negative(node.inputs[0]) and _meet_elements(op))
    )


def _meet_elements(op: Window) -> bool:
    """Whether no window can lie in the padding altogether: then zeros change no maximum of what is not negative."""
    pads = zip(op.window, op.pad_low, op.pad_high, op.dilations, strict=True)
    return all(d == 1 and max(static(low), static(high)) < size for size, low, high, d in pads)


def not_negative(value: Value) -> bool:
    """Whether the value ends in a maximum with a number that is not negative, as after ReLU."""
    op = value.producer.op if value.producer else None
    expression = op.expression if isinstance(op, Map) else op.epilogue if isinstance(op, Fusable) else None
    if expression is None:
        return (
            isinstance(op, Window)
            and op.function == "max"
            and value.producer is not None
            and not_negative(value.producer.inputs[0])
        )
    last = expression.steps[-1]
    return last.function == "max" and any(isinstance(o, Literal) and o.value >= 0 for o in last.operands)


def edges(node: Node) -> tuple[list[int], list[int]]:
    """How far windows read before the first and behind the last element of each spatial axis."""
    op = node.op
    assert isinstance(op, (Conv, Window))
    shapes = zip(
        node.inputs[0].type.shape[2:],
        node.output.type.shape[2:],
        kernel_shape(node),
        op.dilations,
        op.strides,
        pads_before(node),
        strict=True,
    )
    high = [max(0, (static(o) - 1) * s + (k - 1) * d - low - (static(i) - 1)) for i, o, k, d, s, low in shapes]
    return pads_before(node), high


def pads_before(node: Node) -> list[int]:
    """The pads before each spatial axis."""
    assert isinstance(node.op, (Conv, Window))
    return [static(pad) for pad in node.op.pad_low]


def phase_extents(node: Node) -> list[int]:
    """Elements of one phase along each axis: all there are where the kernel gathers, else those that windows read."""
    op, out = node.op, [static(d) for d in node.output.type.shape[2:]]
    assert isinstance(op, (Conv, Window))
    if gathers(node):
        return [-(-static(d) // stride) for d, stride in zip(node.inputs[0].type.shape[2:], op.strides, strict=True)]
    axes = zip(out, kernel_shape(node), op.dilations, op.strides, strict=True)
    return [o + (k - 1) * d // stride for o, k, d, stride in axes]


def gathers(node: Node) -> bool:
    """Whether the kernel gathers its input in scratch memory, which then needs neither padding nor any alignment.

    Worth it if what is gathered is used often enough. A sparse row gains by every load that does not cross two lines of
    the cache; dense rows have loads to spare, so they only gain the lanes that padding would waste.
    """
    op = node.op
    if not isinstance(op, Conv) or op.groups != 1:
        return False
    weights = node.inputs[1].data
    if weights is None or all(k == 1 for k in kernel_shape(node)):
        return False
    nonzeros = count_nonzero(weights)
    dense = nonzeros > DENSE_FROM * weights.size
    needed = GATHER_DENSE_USES * static(node.output.type.shape[-1]) if dense else GATHER_USES
    return nonzeros >= needed * max(1, math.prod(weights.shape[1:]))


def cuts_channels(node: Node) -> bool:
    """Whether a slice keeps all axes but the channels whole."""
    op, shape = node.op, node.inputs[0].type.shape
    assert isinstance(op, Slice)
    return op.steps[1] == 1 and all(op.sizes[a] == d and op.steps[a] == 1 for a, d in enumerate(shape) if a != 1)
