"""Variants: plans for one value of a symbol, of which the runtime takes one in the runs that it fits.

For one row of inputs linear layers have kernels of their own (``kernels/gemv.py``), and the values between them lie in
rows, not in strips of lanes. Where the value of a symbol decides whether there is one row, as a batch of 1 does in most
classifiers, no plan serves all sizes well, so there is a second one for this value.
"""

from __future__ import annotations

from ..ir import Graph, InferError, Node, ops
from ..ir.dims import Dim, Symbol, fix, product
from ..ir.ops import with_bodies
from ..kernels.target import Target
from .options import Options
from .passes import run_passes
from .schedule import Plan, make_plan
from .schedule.plan import Variant


def plan_with_variants(graph: Graph, options: Options, target: Target) -> Plan:
    """Schedule a graph after the passes, with a variant for each symbol where one pays; see ``make_plan``."""
    fixed = {
        symbol: special for symbol in graph.symbols() if _pays(graph, symbol) and (special := _fixed(graph, symbol))
    }
    plan = make_plan(graph, options, target)
    for symbol, special in fixed.items():
        run_passes(special, options)
        plan.variants.append(Variant(symbol, 1, make_plan(special, options, target, plan.weights)))
    return plan


def _fixed(graph: Graph, symbol: Symbol) -> Graph | None:
    """The graph where the symbol is 1, or None if something never fits then: that is for a run to say."""
    try:
        return graph.fixed(symbol, 1)
    except InferError:
        return None


def _pays(graph: Graph, symbol: Symbol) -> bool:
    """Whether some linear layer has one row of inputs only where the symbol is 1."""
    rows = [_rows(node) for part in with_bodies(graph) for node in part.nodes]
    return symbol.low <= 1 and any(n is not None and n != 1 and fix(n, symbol, 1) == 1 for n in rows)


def _rows(node: Node) -> Dim | None:
    """The number of rows of inputs of a linear layer, None for any other node."""
    op = node.op
    if not isinstance(op, ops.Dot) or op.lhs_batch:
        return None
    lhs, rhs = node.inputs[:2]
    if (lhs.data is None) == (rhs.data is None):
        return None
    x, summed = (lhs, op.lhs_contract) if lhs.data is None else (rhs, op.rhs_contract)
    return product([dim for axis, dim in enumerate(x.type.shape) if axis not in summed])
