"""Remove nodes whose results nobody reads.

    %a = exp(%x)
    %b = add(%a, %x)       ->      %y = neg(%x)
    %y = neg(%x)
    return y = %y                  return y = %y

Passes that ask whether a value has a single use depend on it: a dead reader is a reader too.
"""

from __future__ import annotations

from ...ir import Graph, Node
from ...ir.dims import Symbol, symbols
from ..options import Options


def dead_code(graph: Graph, options: Options) -> int:
    """Remove nodes whose results nobody reads, and whose symbols nobody uses; returns how many."""
    outputs = set(graph.outputs)
    needed = {symbol for dim in graph.checks for symbol in symbols(dim)}
    removed = 0
    for node in reversed(list(graph.nodes)):
        if not any(value.uses or value in outputs for value in node.outputs) and not _binds(node, needed):
            graph.remove(node)
            removed += 1
        else:
            needed |= node.op.symbols()
            needed |= {symbol for value in node.outputs for dim in value.type.shape for symbol in symbols(dim)}
    return removed


def _binds(node: Node, needed: set[Symbol]) -> bool:
    return not needed.isdisjoint(node.op.binds())
