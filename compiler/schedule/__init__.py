"""From a graph to a plan: layouts, kernels, blocks, memory, barriers.

Nodes are lowered in order by the rule for their op; a rule places the result in memory and adds kernel calls. Where an
operand lies in another layout than the kernel wants, ``relayout`` plans a copy, which is a step of its own like any
other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import Graph, Node, TooLargeError, Value, ops
from ...ir.dims import bounds
from ...kernels.target import Target
from ..diagnostics import CompileError
from ..limits import Limits
from ..options import Options
from .control import lower_if, lower_loop
from .elementwise import lower_concat, lower_map, lower_pad
from .images import lower_conv, lower_window
from .indexing import lower_gather, lower_iota, lower_scatter
from .layout import round_up_int, rows
from .linear import lower_dot
from .memory import place_barriers, plan_memory
from .nests import COPY, map_tensors
from .ordering import lower_arg_reduce, lower_arg_sort, lower_cumulative, lower_lex_sort, lower_suppress
from .plan import ALIGNMENT, LARGEST_MEMORY, Buffer, Placement, Plan, WeightStore
from .prepare import prepare
from .reductions import lower_reduction
from .regions import ImageNodes, lower_region, split
from .scheduler import Scheduler
from .views import lower_bind, lower_broadcast, lower_dims, lower_reshape, lower_slice, lower_transpose

RULES: dict[type[ops.Op], Callable[[Scheduler, Node], None]] = {
    ops.Map: lower_map,
    ops.Reshape: lower_reshape,
    ops.Transpose: lower_transpose,
    ops.Broadcast: lower_broadcast,
    ops.Slice: lower_slice,
    ops.Dims: lower_dims,
    ops.Bind: lower_bind,
    ops.Pad: lower_pad,
    ops.Concat: lower_concat,
    ops.Iota: lower_iota,
    ops.Gather: lower_gather,
    ops.Scatter: lower_scatter,
    ops.Dot: lower_dot,
    ops.Conv: lower_conv,
    ops.Window: lower_window,
    ops.Reduce: lower_reduction,
    ops.Softmax: lower_reduction,
    ops.LayerNorm: lower_reduction,
    ops.ArgReduce: lower_arg_reduce,
    ops.Cumulative: lower_cumulative,
    ops.ArgSort: lower_arg_sort,
    ops.If: lambda s, node: lower_if(s, node, _lower),
    ops.Loop: lambda s, node: lower_loop(s, node, _lower),
    ops.LexSort: lower_lex_sort,
    ops.Suppress: lower_suppress,
}


def make_plan(graph: Graph, options: Options, target: Target, weights: WeightStore | None = None) -> Plan:
    """Schedule a graph for a target; changes the graph as ``prepare`` does.

    ``weights`` are those of another plan in the same library, by default none. CompileError names all nodes for which
    there is no kernel yet.
    """
    prepare(graph)
    parts = split(graph)
    nodes = [part for part in parts if isinstance(part, Node)]
    s = Scheduler(graph, nodes, options, target, weights or WeightStore())
    _lower(s, parts)
    for index, (value, name) in enumerate(zip(graph.outputs, graph.output_names, strict=True)):
        layout = rows(value.type.shape)
        buffer = Buffer(f"out{index}", "output", layout.size * value.type.dtype.bytes, index)
        map_tensors(s, f"output {name}", Placement(buffer, 0, layout, value.type), [s.at(value)], COPY)
    s.plan.checks.update(graph.checks)
    slots = plan_memory(s.plan)
    s.plan.scratch = round_up_int(s.plan.scratch, ALIGNMENT)
    place_barriers(s.plan, slots)
    _check_sizes(s.plan, options.limits)
    return s.plan


def _lower(s: Scheduler, parts: Sequence[Node | ImageNodes]) -> None:
    """Lower every part; the faults of all are reported together, but not those that follow from another."""
    faults: list[str] = []
    failed: set[Value] = set()
    for part in parts:
        results = part.outputs if isinstance(part, Node) else part.results
        try:
            if failed.intersection(part.inputs):
                failed.update(results)
            elif isinstance(part, ImageNodes):
                lower_region(s, part, _lower)
            elif all(value.type.elements == 0 for value in results):
                for value in results:
                    s.place(value, s.new(value.name, value.type, rows(value.type.shape)))
            elif type(part.op) not in RULES:
                raise CompileError(
                    f"{part.op.name} '{part.name}': there is no kernel for it yet; compute it outside the model"
                )
            else:
                _apply(s, part)
        except CompileError as error:
            faults += error.lines
            failed.update(results)
    if faults:
        raise CompileError(*dict.fromkeys(faults))


def _apply(s: Scheduler, node: Node) -> None:
    try:
        RULES[type(node.op)](s, node)
    except TooLargeError as error:
        raise CompileError(f"{node.op.name} '{node.name}': {error}") from error


def _check_sizes(plan: Plan, limits: Limits) -> None:
    """No size may be beyond the limits for the smallest values of the symbols.

    Sizes are computed in 64 bits at run time; none may come near the end of them for any value of the symbols.
    Those that depend on data the run itself checks.
    """
    sizes = [("a run", plan.arenas[0] + plan.local)]
    sizes += [(f"'{port.name}'", port.type.elements * port.type.dtype.bytes) for port in [*plan.inputs, *plan.outputs]]
    for name, size in sizes:
        if (least := bounds(size)[0]) > limits.memory:
            raise CompileError(limits.too_large(name, least))
        if not plan.phase(size) and bounds(size)[1] >= LARGEST_MEMORY:
            names = ", ".join(symbol.name for symbol in plan.symbols)
            raise CompileError(
                f"{name} can take more memory than a processor can address; "
                f"give --dim lower bounds to {names or 'the model'}"
            )


__all__ = ["Plan", "make_plan"]
