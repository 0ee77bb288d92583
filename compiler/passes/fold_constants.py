"""Compute what depends on constants only.

    %w = constant f32[2, 2] [1.0, 2.0, 3.0, 4.0]
    %t = transpose(%w) {permutation=[1, 0]}       ->      %c = constant f32[2, 2] [1.0, 3.0, 2.0, 4.0]
    %y = add(%x, %t)                                      %y = add(%x, %c)

Not where the result would be much larger than what it is made from, such as a scalar broadcast to an image: that is
cheaper to compute in each run than to keep in the library.
"""

from __future__ import annotations

import numpy as np

from ...ir import Graph, Node
from ...ir.coordinates import Data, TooLargeError
from ...ir.ops import bodies
from ..options import Options
from .rewriting import forward

ALWAYS_SMALL = 1 << 16
"""A result of up to so many elements is folded whatever it is made from."""

_MOST = 3 << 28
"""Bytes of all results together: constants that are joined again and again double each time."""


def fold_constants(graph: Graph, options: Options) -> int:
    """Replace nodes by the constants they compute; returns how many."""
    rewrites = made = 0
    for node in list(graph.nodes):
        inputs = [value.data for value in node.inputs if value.data is not None]
        if len(inputs) == len(node.inputs) and _worthwhile(node, inputs) and made <= _MOST:
            try:
                with np.errstate(all="ignore"):
                    result = node.op.fold(inputs)
            except (IndexError, ZeroDivisionError, TooLargeError):
                continue  # An error of the run, if the node is ever reached, or of the schedule.
            made += result.nbytes
            rewrites += forward(graph, node, graph.constant(result, node.output.name))
    return rewrites


def _worthwhile(node: Node, inputs: list[Data]) -> bool:
    if len(node.outputs) > 1 or node.op.symbols() or bodies(node.op):
        return False  # what a loop takes is not known
    elements = node.output.type.elements
    return isinstance(elements, int) and elements <= max(ALWAYS_SMALL, sum(data.size for data in inputs))
