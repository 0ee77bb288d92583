"""Regions: parts of a network that treat every image by itself are walked image by image.

    conv [16, 64, 56, 56] → conv → add → …     one step works on all images, 13 MB, before the next step begins
    16 × (conv [1, 64, 56, 56] → conv → add → …)     what one image needs, 0.8 MB, stays in the cache from step to step

The steps of a region are those of the same network for one image. Each thread walks images of its own, without
barriers, in local memory of its own; images that are left over are shared, step by step. Small images are not in
regions: they are folded, because many of them share the lanes of a tile; see ``geometry``.

ResNet-50 at 90 % zeros with 16 images, `python -m benchmarks.steps resnet50:16`: 225 ms before, 184 with images of
56x56 and 28x28 in regions, 165 with 14x14 too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ...ir import Graph, Node, TensorType, Value
from ...ir.dims import Dim
from ...ir.ops import Concat, Conv, Map, Op, Slice, Window
from .geometry import Geometries
from .layout import PlaneGeometry, planes
from .nests import COPY, map_tensors
from .plan import Buffer, Placement, Region
from .relayout import as_rows
from .scheduler import Scheduler

_OPS = (Conv, Window, Map, Concat, Slice)
# A region of one step would only bring a barrier more. Slices of channels are views.
_LEAST_NODES = 2


@dataclass(frozen=True)
class ImageNodes:
    """Nodes that follow one another and can be computed image by image.

    ``inputs`` are values that others compute, ``results`` those that others read, ``count`` the images.
    """

    nodes: Sequence[Node]
    inputs: Sequence[Value]
    results: Sequence[Value]
    count: Dim


def split(graph: Graph) -> list[Node | ImageNodes]:
    """The nodes of a graph in order, those that become a region together."""
    geometries = Geometries(graph.nodes)
    parts: list[Node | ImageNodes] = []
    for alike, group in groupby(graph.nodes, lambda node: _alike(node, geometries)):
        nodes = list(group)
        computing = sum(not isinstance(node.op, Slice) for node in nodes)
        parts += [_part(graph, nodes)] if alike and computing >= _LEAST_NODES else nodes
    return parts


def _part(graph: Graph, nodes: Sequence[Node]) -> ImageNodes:
    made, members = [node.output for node in nodes], set(nodes)
    read = dict.fromkeys(v for node in nodes for v in node.inputs if v.data is None and v.producer not in members)
    results = [v for v in made if v in graph.outputs or not members.issuperset(v.users)]
    return ImageNodes(nodes, list(read), results, made[0].type.shape[0])


def _alike(node: Node, geometries: Geometries) -> tuple[Dim, int] | None:
    """How many images the node treats one by one, and the rank of its result; None if it may not be in a region."""
    y = node.outputs[0]
    if not isinstance(node.op, _OPS) or not geometries.is_planes(y) or geometries.of(y)[0].image:
        return None
    if y.type.elements == 0 or y.type.shape[0] == 1:
        return None
    operands = node.inputs
    if isinstance(node.op, Conv):
        x, weights, *operands = node.inputs
        if weights.data is None or not _one_by_one(x, y):
            return None
    if not all(_one_by_one(v, y) or _broadcast(v, y) for v in operands):
        return None
    return y.type.shape[0], y.type.rank


def _one_by_one(value: Value, y: Value) -> bool:
    """Whether each image of ``y`` reads its own image of an operand."""
    return value.data is None and value.type.rank == y.type.rank and value.type.shape[0] == y.type.shape[0]


def _broadcast(value: Value, y: Value) -> bool:
    """Whether each image of ``y`` reads the whole of an operand."""
    return value.type.rank < y.type.rank or value.type.shape[0] == 1


def lower_region(s: Scheduler, part: ImageNodes, lower: Callable[[Scheduler, Sequence[Node]], None]) -> None:
    """Plan the steps for one image with ``lower``, and note them as a region."""
    body = Graph()
    inside: dict[Value, Value] = {}
    for value in part.inputs:
        one = _one_by_one(value, part.nodes[0].output)
        inside[value] = body.input(value.name, _image(value.type) if one else value.type)
    body.add_copies(part.nodes, inside, _of_one_image)
    for value in part.results:
        body.output(inside[value], value.name)
    inner = s.within(body, {inside[v]: [_place_inside(s, v, inside[v])] for v in part.inputs}, "local")
    first = len(s.plan.steps)
    lower(inner, body.nodes)
    for value in part.results:
        s.place(value, _place_outside(inner, inside[value], value.type, part.count))
    for step in s.plan.steps[first:]:
        step.rounds, step.flops = part.count, step.flops * part.count
    s.plan.regions.append(Region(first, len(s.plan.steps), part.count))


def _of_one_image(node: Node) -> Op:
    return replace(node.op, sizes=(1, *node.op.sizes[1:])) if isinstance(node.op, Slice) else node.op


def _image(type: TensorType) -> TensorType:
    return TensorType(type.dtype, (1, *type.shape[1:]))


def _place_inside(s: Scheduler, value: Value, image: Value) -> Placement:
    """Where the first image of a value lies, or the whole of it if every image reads all."""
    in_planes = [p for p in s.every(value) if p.layout.kind == "planes" and not p.layout.image]
    place = in_planes[0] if in_planes else as_rows(s, value)
    if image.type == value.type:
        return place
    stride = place.layout.stride(0)
    bytes = stride * value.type.dtype.bytes
    return Placement(place.buffer.image(bytes, bytes), place.offset, replace(place.layout, size=stride), image.type)


def _place_outside(inner: Scheduler, image: Value, type: TensorType, count: Dim) -> Placement:
    """Memory for the results of all images; those that are made in local memory so far are made there."""
    place = inner.at(image)
    layout, shape = place.layout, image.type.shape
    if place.buffer.whole is None and layout.lead:
        # The zeros that consumers within the region read before an image would be another one's end.
        none = [0] * (len(shape) - 2)
        out = inner.new(image.name, image.type, planes(shape, PlaneGeometry(layout.pitch), none, none))
        map_tensors(inner, f"relayout {image.name}", out, [place], COPY)
        place = out
    buffer = place.buffer
    if buffer.whole is None:
        buffer.base, buffer.whole = "arena", Buffer(image.name, "arena", buffer.bytes * count, tail=buffer.tail)
        buffer.pitch = buffer.bytes
    assert place.layout.stride(0) * type.dtype.bytes == buffer.pitch
    return Placement(buffer.whole, place.offset, replace(place.layout, size=place.layout.size * count), type)
