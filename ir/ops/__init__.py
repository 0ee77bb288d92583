"""The primitive ops, one frozen dataclass each."""

from .base import Fusable, Op
from .contraction import Conv, Dot
from .elementwise import Map, call
from .movement import Broadcast, Concat, Dims, Gather, Pad, Reshape, Slice, Transpose, full_slice
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
        Gather,
        Dims,
        Dot,
        Conv,
        Reduce,
        Window,
        Softmax,
        LayerNorm,
    )
}

__all__ = [
    "OPS",
    "Broadcast",
    "Concat",
    "Conv",
    "Dims",
    "Dot",
    "Fusable",
    "Gather",
    "LayerNorm",
    "Map",
    "Op",
    "Pad",
    "Reduce",
    "Reshape",
    "Slice",
    "Softmax",
    "Transpose",
    "Window",
    "call",
    "full_slice",
]
