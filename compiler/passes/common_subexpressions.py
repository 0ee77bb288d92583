"""Compute equal things once.

    %a = exp(%x)
    %b = exp(%x)           ->      %a = exp(%x)
    %y = add(%a, %b)               %y = add(%a, %a)

Constants with the same bits become one, too.
"""

from __future__ import annotations

import numpy as np

from ...ir import Graph, Value
from ...ir.expression import Array
from ...ir.ops import bodies
from ...ir.printer import format_op
from ..options import Options


def common_subexpressions(graph: Graph, options: Options) -> int:
    """Merge nodes that apply the same op to the same values, and equal constants; returns how many went away."""
    rewrites = _merge_constants(graph)
    first: dict[str, list[Value]] = {}
    for node in list(graph.nodes):
        # The text, not the op itself: to Python 0, 0.0, -0.0 and False are equal.
        if bodies(node.op):
            continue  # their constants are too long to compare as text
        key = format_op(node.op, [f"%{id(value)}" for value in node.inputs])
        earlier = first.setdefault(key, node.outputs)
        if earlier is not node.outputs:
            for old, new in zip(node.outputs, earlier, strict=True):
                graph.replace(old, new)
            graph.remove(node)
            rewrites += 1
    return rewrites


def _merge_constants(graph: Graph) -> int:
    rewrites = 0
    similar: dict[tuple[object, ...], list[Value]] = {}
    for value in graph.constants():
        data = value.data
        assert data is not None
        # A sample keeps the comparisons few: weights of one shape rarely agree in it without being equal.
        sample = data.reshape(-1)[:: max(1, data.size // 64)].tobytes()
        candidates = similar.setdefault((data.dtype, data.shape, sample), [])
        equal = next((c for c in candidates if c.data is not None and _same_bits(c.data, data)), None)
        if equal:
            graph.replace(value, equal)
            rewrites += 1
        else:
            candidates.append(value)
    return rewrites


def _same_bits(a: Array, b: Array) -> bool:
    return np.array_equal(a.reshape(-1).view(np.uint8), b.reshape(-1).view(np.uint8))
