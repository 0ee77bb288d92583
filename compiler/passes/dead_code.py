"""Remove nodes whose results nobody reads.

    %a = exp(%x)
    %b = add(%a, %x)       ->      %y = neg(%x)
    %y = neg(%x)
    return y = %y                  return y = %y

Passes that ask whether a value has a single use depend on it: a dead reader is a reader too.
"""

from __future__ import annotations

from ...ir import Graph
from ..options import Options


def dead_code(graph: Graph, options: Options) -> int:
    """Remove nodes whose results nobody reads; returns how many."""
    outputs = set(graph.outputs)
    removed = 0
    for node in reversed(list(graph.nodes)):
        if not any(value.uses or value in outputs for value in node.outputs):
            graph.remove(node)
            removed += 1
    return removed
