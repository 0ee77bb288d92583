"""Values that are no tensors: sequences and optionals, as the tensors that they are made of.

A sequence whose length is known while importing is a list of tensors. Any other is two tensors: the shapes of its
elements, a row of ``AXES`` numbers for each with -1 behind the last axis, and their data, one element behind the other;
so its elements have no more axes than that.
An optional is what it may hold and a bool that tells whether it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ...ir import DType, Value
from ...ir.dims import Dim
from ...ir.ops import Concat, Reshape
from ...runtime.compounds import AXES
from .builder import Builder
from .node import OnnxNode
from .problems import RefusedError
from .symbolic import Tensor
from .values import Anything, Extents, Listed, Optional, Plain, Ragged, TensorSequence


def parts(x: Anything) -> list[Tensor]:
    """The tensors that a value is made of."""
    match x:
        case Listed():
            return list(x.elements)
        case Ragged():
            return [x.shapes, x.data]
        case Optional():
            return [x.present, *parts(x.element)]
    return [x]


def with_parts(x: Anything, tensors: Iterator[Tensor]) -> Anything:
    """A value like this one, made of the next of other tensors."""
    if isinstance(x, Optional):
        return Optional(next(tensors), _with_parts(x.element, tensors))
    return _with_parts(x, tensors)


def _with_parts(x: Plain, tensors: Iterator[Tensor]) -> Plain:
    match x:
        case Listed():
            return replace(x, elements=tuple(next(tensors) for _ in x.elements))
        case Ragged():
            return replace(x, shapes=next(tensors), data=next(tensors))
    return next(tensors)


def extents(x: TensorSequence) -> Extents:
    """What is known of the shapes of the elements."""
    if isinstance(x, Ragged):
        return x.extents
    known: Extents = "none"
    for element in x.elements:
        known = common_extents(known, tuple(d if isinstance(d, int) else None for d in element.type.shape))
    return known


def common_extents(a: Extents, b: Extents) -> Extents:
    """What is known of shapes that are as one or as the other says."""
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return tuple(d if d == e else None for d, e in zip(a, b, strict=True))
    if a == "none":
        return b
    return a if b == "none" else "any"


# -- forms ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """How a value is put together; ``ranks`` are those of a tensor or of the elements of a list.

    An optional is ``absent`` if it is known to hold nothing; what it might hold can then have any shape.
    """

    kind: Literal["tensor", "listed", "ragged"]
    dtype: DType
    ranks: tuple[int, ...]
    extents: Extents
    optional: bool = False
    absent: bool = False

    def __str__(self) -> str:
        text = f"{self.dtype} tensor" if self.kind == "tensor" else f"sequence of {self.dtype} tensors"
        return f"optional {text}" if self.optional else text


def form(x: Anything) -> Form:
    """How a value is put together."""
    match x:
        case Listed():
            return Form("listed", x.dtype, tuple(e.type.rank for e in x.elements), extents(x))
        case Ragged():
            return Form("ragged", x.data.type.dtype, (), x.extents)
        case Optional():
            absent = isinstance(x.present, Value) and x.present.data is not None and not x.present.data
            return replace(form(x.element), optional=True, absent=absent)
    return Form("tensor", x.type.dtype, (x.type.rank,), "none")


def common_form(a: Form, b: Form) -> Form:
    """How values of either form can be put together; RefusedError if there is no such way."""
    if a.dtype is not b.dtype or (a.kind == "tensor") != (b.kind == "tensor"):
        raise RefusedError(f"a value is {_article(a)} in one case and {_article(b)} in another; make them agree")
    if a.absent or b.absent:
        return replace(b if a.absent else a, optional=True, absent=a.absent and b.absent)
    optional = a.optional or b.optional
    if a.kind == "tensor" and a.ranks != b.ranks:
        raise RefusedError(f"a tensor has {a.ranks[0]} axes in one case and {b.ranks[0]} in another; make them agree")
    if a.kind == b.kind != "ragged" and a.ranks == b.ranks:
        return replace(a, optional=optional)  # the extents of its tensors are another matter
    return Form("ragged", a.dtype, (), common_extents(a.extents, b.extents), optional)


def _article(form: Form) -> str:
    return f"{'an' if form.optional or form.dtype.value[0] in 'aeiou' else 'a'} {form}"


def in_form(node: OnnxNode, x: Anything, wanted: Form) -> Anything:
    """A value put together in another way, which its form allows."""
    if not isinstance(x, Optional):
        plain = _in_form(node, x, wanted)
        return Optional(node.make(True, DType.BOOL), plain) if wanted.optional else plain
    if form(x).absent and not wanted.absent:
        return Optional(x.present, _nothing(node, wanted))
    return Optional(x.present, _in_form(node, x.element, wanted))


def _in_form(node: OnnxNode, x: Plain, wanted: Form) -> Plain:
    if isinstance(x, (Listed, Ragged)) and wanted.kind == "ragged":
        return replace(ragged(node.builder, x, node.name), extents=wanted.extents)
    return x


def _nothing(node: OnnxNode, wanted: Form) -> Plain:
    """What an optional that is absent holds: empty tensors, which nobody reads."""
    elements = tuple(node.make(np.zeros((0,) * rank), wanted.dtype) for rank in wanted.ranks)
    return elements[0] if wanted.kind == "tensor" else _in_form(node, Listed(elements, wanted.dtype), wanted)


# -- ragged sequences -------------------------------------------------------------------------------------------------


def ragged(builder: Builder, x: TensorSequence, name: str) -> Ragged:
    """A sequence as shapes and data; ``name`` is that of the node."""
    if isinstance(x, Ragged):
        return x
    rows = np.full((len(x.elements), AXES), -1, object)
    for row, element in zip(rows, x.elements, strict=True):
        if element.type.rank > AXES:
            raise RefusedError(f"an element of a sequence is {element.type}; at most {AXES} axes are supported here")
        row[: element.type.rank] = element.type.shape
    flat = [builder.add(Reshape((element.type.elements,)), [element], name) for element in x.elements]
    empty = builder.constant(np.zeros(0, x.dtype.numpy), name)
    data = builder.add(Concat(0), flat, name) if len(flat) > 1 else (*flat, empty)[0]
    return Ragged(builder.dims(rows, DType.INT64, name), data, extents(x))


def length(x: TensorSequence) -> Dim:
    """The number of elements."""
    return len(x.elements) if isinstance(x, Listed) else x.shapes.type.shape[0]


def sizes(node: OnnxNode, shapes: Tensor) -> Tensor:
    """int64[n]: how many numbers each element of a ragged sequence has."""
    extents = node.formula(("where", ("lt", "x", 0), 1, "x"), shapes)
    return node.reshape(node.reduce("prod", extents, [1]), shapes.type.shape[:1])
