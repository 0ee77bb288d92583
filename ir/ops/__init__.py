"""The primitive ops, one frozen dataclass each."""

from ..op import Fusable, Op
from .contraction import Conv, Dot
from .control import Control, If, Loop, bodies, with_bodies
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
        If,
        Loop,
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
    "Control",
    "Conv",
    "Cumulative",
    "Dims",
    "Dot",
    "Fusable",
    "Gather",
    "If",
    "Iota",
    "LayerNorm",
    "LexSort",
    "Loop",
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
    "bodies",
    "call",
    "full_slice",
    "with_bodies",
]
