"""From a graph to a plan: layouts, kernels, blocks, memory, barriers.

Nodes are lowered in order by the rule for their op; a rule places the result in memory and adds kernel calls. Where an
operand lies in another layout than the kernel wants, ``relayout`` plans a copy, which is a step of its own like any
other.
"""

from __future__ import annotations

from collections.abc import Callable

from ...ir import Graph, Node, ops
from ...kernels.target import Target
from ..diagnostics import CompileError
from ..options import Options
from .elementwise import lower_concat, lower_gather, lower_map, lower_pad
from .images import lower_conv, lower_window
from .layout import rows
from .linear import lower_dot
from .memory import place_barriers, plan_memory
from .nests import COPY, map_tensors
from .plan import Buffer, Placement, Plan
from .prepare import prepare
from .reductions import lower_reduction
from .scheduler import Scheduler
from .views import lower_broadcast, lower_dims, lower_reshape, lower_slice, lower_transpose

RULES: dict[type[ops.Op], Callable[[Scheduler, Node], None]] = {
    ops.Map: lower_map,
    ops.Reshape: lower_reshape,
    ops.Transpose: lower_transpose,
    ops.Broadcast: lower_broadcast,
    ops.Slice: lower_slice,
    ops.Dims: lower_dims,
    ops.Pad: lower_pad,
    ops.Concat: lower_concat,
    ops.Gather: lower_gather,
    ops.Dot: lower_dot,
    ops.Conv: lower_conv,
    ops.Window: lower_window,
    ops.Reduce: lower_reduction,
    ops.Softmax: lower_reduction,
    ops.LayerNorm: lower_reduction,
}


def make_plan(graph: Graph, options: Options, target: Target) -> Plan:
    """Schedule a graph for a target. CompileError names the nodes for which there is no kernel yet."""
    prepare(graph)
    missing = [
        f"{node.op.name} '{node.name}': there is no kernel for it yet"
        for node in graph.nodes
        if type(node.op) not in RULES
    ]
    if missing:
        raise CompileError.many(missing)
    s = Scheduler(graph, options, target)
    for node in graph.nodes:
        RULES[type(node.op)](s, node)
    for index, (value, name) in enumerate(zip(graph.outputs, graph.output_names, strict=True)):
        layout = rows(value.type.shape)
        buffer = Buffer(f"out{index}", "output", layout.size * value.type.dtype.bytes, index)
        map_tensors(s, f"output {name}", Placement(buffer, 0, layout, value.type), [s.at(value)], COPY)
    s.plan.arena, slots = plan_memory(s.plan.steps)
    place_barriers(s.plan.steps, slots)
    return s.plan


__all__ = ["Plan", "make_plan"]
