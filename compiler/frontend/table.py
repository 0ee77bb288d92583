"""The one table of supported ONNX ops: how each is put together from the primitive ops of the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from . import (
    causal_convolution,
    classical,
    contraction,
    control,
    conversion,
    determinant,
    einsum,
    elementwise,
    indexing,
    integer_products,
    movement,
    ngrams,
    normalization,
    ordering,
    padding,
    pooling,
    quantization,
    random_numbers,
    recurrent,
    reduction,
    regions,
    resize,
    sampling,
    selection,
    sequences,
    shape,
    signal,
    slicing,
    training,
    trees,
)
from .node import OnnxNode
from .values import Anything

Lowering = Callable[[OnnxNode], "Anything | Sequence[Anything]"]

_STANDARD: dict[str, Mapping[int, Lowering]] = {
    **elementwise.OPS,
    **movement.OPS,
    **padding.OPS,
    **slicing.OPS,
    **indexing.OPS,
    **ordering.OPS,
    **regions.OPS,
    **sampling.OPS,
    **causal_convolution.OPS,
    **selection.OPS,
    **sequences.IDENTITY,
    **sequences.OPS,
    **contraction.OPS,
    **control.OPS,
    **conversion.OPS,
    **determinant.OPS,
    **einsum.OPS,
    **integer_products.OPS,
    **ngrams.OPS,
    **pooling.OPS,
    **normalization.OPS,
    **quantization.OPS,
    **recurrent.OPS,
    **random_numbers.OPS,
    **random_numbers.DROPOUT,
    **reduction.OPS,
    **resize.OPS,
    **shape.OPS,
    **signal.OPS,
}

LOWERINGS: dict[str, Mapping[str, Mapping[int, Lowering]]] = {
    "": _STANDARD,
    "ai.onnx.ml": {**classical.OPS, **trees.OPS},
    "ai.onnx.preview.training": training.OPS,
}
"""By domain (ai.onnx has an empty name) and op, then by the first opset a lowering is right for."""

CONVERTING = {
    "EyeLike",
    *control.OPS,
    *conversion.OPS,
    *integer_products.OPS,
    *quantization.OPS,
    *random_numbers.OPS,
    *sequences.OPS,
}
"""The ops that take narrow types as they are, and give results of types of their own choice."""

MOVING = {
    *(
        "Compress",
        "Dropout",
        "Gather",
        "GatherElements",
        "GatherND",
        "Identity",
        "ReverseSequence",
        "Shape",
        "Size",
        "Trilu",
    ),
    *movement.OPS,
    *padding.OPS,
    *slicing.OPS,
}
"""The ops that do not look at the elements, so that they may have any type; all that are in neither set compute."""

OLDEST_OPSET, NEWEST_OPSET = 7, 28
"""The opsets whose ops the lowerings were written for; a newer one may give an op another meaning."""


NEWEST_IR_VERSION = 14


def lowering(domain: str, op: str, version: int) -> Lowering | None:
    """The lowering of an op whose definition dates from this opset; None for an unsupported one."""
    known = LOWERINGS.get(domain, {}).get(op, {})
    since = [s for s in known if s <= version]
    return known[max(since)] if since else None
