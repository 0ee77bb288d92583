"""Compute equal things once.

    %a = exp(%x)
    %b = exp(%x)           ->      %a = exp(%x)
    %y = add(%a, %b)               %y = add(%a, %a)

Constants with the same bits become one, too.
"""

from __future__ import annotations

import numpy as np

from ...ir import Coordinates, Graph, Value
from ...ir.coordinates import Data
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
        arrays = _arrays(data)
        # A sample keeps the comparisons few: weights of one shape rarely agree in it without being equal.
        samples = [array.reshape(-1)[:: max(1, array.size // 64)].tobytes() for array in arrays]
        candidates = similar.setdefault((data.dtype, data.shape, *samples), [])
        equal = next(
            (c for c in candidates if c.data is not None and all(map(_same_bits, _arrays(c.data), arrays))), None
        )
        if equal:
            graph.replace(value, equal)
            rewrites += 1
        else:
            candidates.append(value)
    return rewrites


def _arrays(data: Data) -> list[Array]:
    return [data.indices, data.values] if isinstance(data, Coordinates) else [data]


def _same_bits(a: Array, b: Array) -> bool:
    return np.array_equal(a.reshape(-1).view(np.uint8), b.reshape(-1).view(np.uint8))
