"""The state of scheduling: where values lie, which buffers exist, which steps have been planned so far."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ...ir import DType, Graph, Node, TensorType, Value
from ...ir.dims import Dim
from ...kernels.machine import Machine
from ...kernels.spec import Spec
from ...kernels.target import Target
from ..options import Options
from .geometry import Geometries
from .layout import Layout, materialise, rows
from .plan import Buffer, Placement, Plan, Port, Step, WeightStore, Word
from .tuning import Tuner

Array = np.ndarray[Any, Any]


class Scheduler:
    """What the lowering rules read and write.

    ``placements`` lists, for each value, every place it has been stored or can be viewed at; the first is where it was
    made. Rules add steps with ``call`` in execution order. ``nodes`` are those of the graph that are not in a region.
    """

    def __init__(
        self, graph: Graph, nodes: Sequence[Node], options: Options, target: Target, weights: WeightStore
    ) -> None:
        self.options, self.target = options, target
        self.machine = options.machine or Machine.of(target)
        self.tuner = Tuner(target, options.cache) if options.tune else None
        self.geometries = Geometries(nodes)
        self._memory = "arena"
        inputs = [Port(v.name, v.type) for v in graph.inputs]
        outputs = [Port(n, v.type) for n, v in zip(graph.output_names, graph.outputs, strict=True)]
        self.plan = Plan(inputs, outputs, graph.symbols(), weights=weights, compounds=graph.compounds)
        self.placements: dict[Value, list[Placement]] = {}
        for index, value in enumerate(graph.inputs):
            layout = rows(value.type.shape)
            buffer = Buffer(f"in{index}", "input", layout.size * value.type.dtype.bytes, index)
            self.placements[value] = [Placement(buffer, 0, layout, value.type)]

    def within(self, body: Graph, placements: dict[Value, list[Placement]], memory: str = "arena") -> Scheduler:
        """The state for a graph in the graph, whose inputs lie at ``placements``; it adds to the same plan.

        What lies between its steps is in the arena, or in local memory in a region.
        """
        inner = copy.copy(self)
        places = {value: place for value, (place, *_) in placements.items()}
        given = {value: place.layout.pitch for value, place in places.items() if place.layout.kind == "planes"}
        inner.geometries, inner.placements, inner._memory = Geometries(body.nodes, given), placements, memory
        return inner

    def at(self, value: Value) -> Placement:
        """Where a value was made; constants are put among the weights, row-major, when they are first asked for."""
        if value not in self.placements:
            assert value.data is not None, f"{value} has not been scheduled"
            self.placements[value] = [self.constant(value.array, rows(value.type.shape))]
        return self.placements[value][0]

    def every(self, value: Value) -> Sequence[Placement]:
        """All places of a value."""
        self.at(value)
        return self.placements[value]

    def place(self, value: Value, placement: Placement) -> Placement:
        """Note one more place of a value."""
        self.placements.setdefault(value, []).append(placement)
        return placement

    def new(self, name: str, type: TensorType, layout: Layout) -> Placement:
        """Memory in the arena, or of a thread in a region, for a tensor in a layout."""
        size = type.dtype.bytes
        return Placement(Buffer(name, self._memory, layout.size * size, lead=layout.lead * size), 0, layout, type)

    def constant(self, array: Array, layout: Layout | None = None, name: str = "w") -> Placement:
        """An array among the weights, in a layout; equal bytes are stored once."""
        if layout is None:
            layout = rows(array.shape)
        image = np.ascontiguousarray(array).reshape(-1) if layout == rows(array.shape) else materialise(array, layout)
        buffer = self.plan.weights.add(image, name)
        return Placement(buffer, 0, layout, TensorType(DType.of(image), tuple(array.shape)))

    def call(
        self,
        name: str,
        spec: Spec,
        words: Mapping[str, Word],
        reads: Sequence[Buffer],
        writes: Sequence[Buffer],
        flops: Dim = 0,
        note: str = "",
    ) -> None:
        """Append a kernel call; ``words`` must give every word of the spec's frame."""
        ordered = {word: words[word] for word in spec.words}
        self.plan.program.append(Step(name, spec, ordered, list(dict.fromkeys(reads)), list(writes), flops, note))
