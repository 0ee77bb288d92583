"""Inputs and outputs of a model. One that is no tensor becomes several of the graph.

    x: optional(sequence(tensor))      ->      x.present: bool[]
                                               x.shapes: i64[x_length, 8]
                                               x.data: f32[x_elements]

An optional tensor is ``x.present`` and ``x.value``.
"""

from __future__ import annotations

from collections.abc import Sequence

from onnx import TensorShapeProto, TypeProto, ValueInfoProto

from ...ir import Compound, Dim, DType, Graph, TensorType
from ...ir.dims import Expr
from ...runtime.compounds import AXES, part_names
from .builder import Builder
from .compounds import parts, ragged
from .inputs import SymbolTable
from .problems import RefusedError
from .symbolic import Tensor
from .tensors import dtype_of
from .values import Anything, Extents, Listed, Optional, Ragged


def add_input(graph: Graph, table: SymbolTable, proto: ValueInfoProto) -> Anything:
    """A new input of the graph, or several; RefusedError for all but tensors, sequences and optionals of them."""
    kind = proto.type.WhichOneof("value")
    if kind == "tensor_type":
        return graph.input(proto.name, table.type(proto.name, proto.type.tensor_type))
    inner, optional = proto.type, kind == "optional_type"
    if optional:
        inner = inner.optional_type.elem_type
    if inner.HasField("sequence_type"):
        element, sequence = inner.sequence_type.elem_type, True
    else:
        element, sequence = inner, False
    if not element.HasField("tensor_type"):
        other = element.WhichOneof("value") or "an input without a type"
        raise RefusedError(
            f"only tensors, and sequences and optionals of tensors, are supported as inputs, not {other}"
        )
    known = _declared_extents(element.tensor_type) if sequence else None

    def part(name: str, type: TensorType) -> Tensor:
        return graph.input(_free(f"{proto.name}.{name}", [value.name for value in graph.inputs]), type)

    present = part("present", TensorType(DType.BOOL, ())) if optional else None
    x: Anything
    if sequence:
        count, total = (table.any_size(f"{proto.name}_{what}") for what in ("length", "elements"))
        shapes = part("shapes", TensorType(DType.INT64, (count, AXES)))
        x = Ragged(shapes, part("data", TensorType(dtype_of(element.tensor_type.elem_type), (total,))), known or "any")
    else:
        x = part("value", table.type(proto.name, element.tensor_type))
    graph.compounds[proto.name] = Compound(optional, sequence, known)
    return Optional(present, x) if present else x


def _declared_extents(element: TypeProto.Tensor) -> tuple[int | None, ...] | None:
    if not element.HasField("shape"):
        return None
    return tuple(dim.dim_value if dim.dim_value > 0 else None for dim in element.shape.dim)


def _free(name: str, taken: Sequence[str]) -> str:
    if name in taken:
        raise RefusedError(f"the name '{name}' is needed for a part of it; rename what has it")
    return name


def add_output(builder: Builder, x: Anything, proto: ValueInfoProto) -> None:
    """A new output of the graph, or several; RefusedError for a tensor that is not of the declared type."""
    if isinstance(x, Tensor):
        value = builder.value(x, proto.name)
        _check_declared(proto.type.tensor_type, value.type)
        builder.graph.output(value, proto.name)
        return
    optional = isinstance(x, Optional)
    element = x.element if isinstance(x, Optional) else x
    known: Extents = "none"
    if isinstance(element, (Listed, Ragged)):
        element = ragged(builder, element, proto.name)
        known = element.extents
    sequence = isinstance(element, Ragged)
    tensors = parts(Optional(x.present, element) if isinstance(x, Optional) else element)
    for part, tensor in zip(part_names(optional, sequence), tensors, strict=True):
        name = _free(f"{proto.name}.{part}", builder.graph.output_names)
        builder.graph.output(builder.value(tensor, proto.name), name)
    kind = Compound(optional, sequence, known if isinstance(known, tuple) else None)
    builder.graph.compounds.setdefault(proto.name, kind)


def _check_declared(declared: TypeProto.Tensor, type: TensorType) -> None:
    if declared.elem_type and dtype_of(declared.elem_type) is not type.dtype:
        raise RefusedError(f"is declared {dtype_of(declared.elem_type)}, but the graph computes {type}")
    if declared.HasField("shape") and not _fits(declared.shape.dim, type.shape):
        shown = ", ".join(str(dim.dim_value or dim.dim_param or "?") for dim in declared.shape.dim)
        raise RefusedError(f"is declared [{shown}], but the graph computes {type}")


def _fits(declared: Sequence[TensorShapeProto.Dimension], shape: tuple[Dim, ...]) -> bool:
    """Whether the extents that are declared as numbers are those computed."""
    return len(declared) == len(shape) and all(
        d.dim_value <= 0 or isinstance(s, Expr) or d.dim_value == s for d, s in zip(declared, shape, strict=True)
    )
