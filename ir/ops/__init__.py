"""The primitive ops, one frozen dataclass each."""

from .base import Fusable, Op
from .contraction import Conv, Dot
from .elementwise import Map, call
from .indexing import Gather, Iota, Scatter
from .movement import Bind, Broadcast, Concat, Dims, Pad, Reshape, Slice, Transpose, full_slice
from .ordering import ArgReduce, ArgSort, Cumulative, LexSort, Suppress
from .reduction import LayerNorm, Reduce, Softmax, Window

OPS: dict[str, type[Op]] = {
    op.name: op
    for op in (
        Map,
        Reshape,
        Transpose,
        Broadcast,
        Slice,
        Pad,
        Concat,
        Dims,
        Iota,
        Gather,
        Scatter,
        Bind,
        Dot,
        Conv,
        Reduce,
        Window,
        Softmax,
        LayerNorm,
        ArgReduce,
        Cumulative,
        ArgSort,
        LexSort,
        Suppress,
    )
}

__all__ = [
    "OPS",
    "ArgReduce",
    "ArgSort",
    "Bind",
    "Broadcast",
    "Concat",
    "Conv",
    "Cumulative",
    "Dims",
    "Dot",
    "Fusable",
    "Gather",
    "Iota",
    "LayerNorm",
    "LexSort",
    "Map",
    "Op",
    "Pad",
    "Reduce",
    "Reshape",
    "Scatter",
    "Slice",
    "Softmax",
    "Suppress",
    "Transpose",
    "Window",
    "call",
    "full_slice",
]
