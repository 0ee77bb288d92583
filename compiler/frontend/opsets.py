"""The opset a model is written in; models older than the lowerings are brought to the oldest opset these know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onnx import ModelProto, NodeProto, ValueInfoProto, helper
from onnx.shape_inference import infer_shapes
from onnx.version_converter import convert_version

from ..diagnostics import CompileError
from .reader import Source
from .table import NEWEST_IR_VERSION, NEWEST_OPSET, OLDEST_OPSET

STANDARD_DOMAINS = ("", "ai.onnx")


def domain_of(node: NodeProto) -> str:
    """The domain of an operator, empty for ai.onnx."""
    return "" if node.domain in STANDARD_DOMAINS else str(node.domain)


_BROADCASTING = {"Add", "Sub", "Mul", "Div", "Pow", "And", "Or", "Xor", "Greater", "Less", "Equal"}


def in_known_opset(source: Source) -> tuple[Source, int]:
    """The model, converted if its opset is too old, and its opset; 0 if it uses no operator of ai.onnx.

    CompileError for an IR version or an opset that is too new, and for an old model that cannot be converted.
    """
    model, label = source.model, source.label
    if model.ir_version > NEWEST_IR_VERSION:
        raise CompileError(
            f"{label}: IR version {model.ir_version} is newer than {NEWEST_IR_VERSION}, the newest supported; "
            "save the model with an older onnx"
        )
    versions = [o.version for o in model.opset_import if o.domain in STANDARD_DOMAINS]
    if not versions:
        if any(node.domain in STANDARD_DOMAINS for node in model.graph.node):
            raise CompileError(f"{label}: has no opset of ai.onnx, whose operators it uses; export it again")
        return source, 0
    opset = int(versions[0])
    if not 1 <= opset <= NEWEST_OPSET:
        raise CompileError(
            f"{label}: has opset {opset}, but {OLDEST_OPSET} to {NEWEST_OPSET} are supported; "
            "convert it with onnx.version_converter or export it again"
        )
    if opset >= OLDEST_OPSET:
        return source, opset
    try:
        return replace(source, model=convert_version(_with_aligned_operands(model), OLDEST_OPSET)), OLDEST_OPSET
    except Exception as error:  # the converter's C++ raises whatever it likes
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise CompileError(
            f"{label}: has opset {opset} and cannot be converted to opset {OLDEST_OPSET}: {reason}; export it again"
        ) from error


def _with_aligned_operands(model: ModelProto) -> ModelProto:
    """The model with every second operand that is aligned at an axis given axes of extent 1 behind its own.

        Add(x [N, C, H, W], y [C]) {axis=1}    ->    Add(x, Unsqueeze(y) {axes=[1, 2]})

    The converter gets axes wrong, and slopes of PRelu, which are aligned at the channels, it leaves as they are.
    """
    graph = infer_shapes(model).graph
    known = {t.name: len(t.dims) for t in graph.initializer} | ranks([*graph.input, *graph.value_info])
    result = ModelProto()
    result.CopyFrom(model)
    del result.graph.node[:]
    for node in model.graph.node:
        changed = NodeProto()
        changed.CopyFrom(node)
        axis = 1 if node.op_type == "PRelu" else _axis(node) if node.op_type in _BROADCASTING else None
        if axis is not None and all(name in known for name in node.input):
            lhs, rhs = (known[name] for name in node.input)
            behind = lhs - axis - rhs
            if rhs and behind > 0:
                changed.input[1] = f"{node.output[0]}.aligned"
                axes = list(range(rhs, rhs + behind))
                result.graph.node.append(helper.make_node("Unsqueeze", [node.input[1]], [changed.input[1]], axes=axes))
            kept = [a for a in node.attribute if a.name != "axis"]
            del changed.attribute[:]
            changed.attribute.extend(kept)
        result.graph.node.append(changed)
    return result


def _axis(node: NodeProto) -> int | None:
    return next((int(a.i) for a in node.attribute if a.name == "axis"), None)


def ranks(values: Iterable[ValueInfoProto]) -> dict[str, int]:
    """The number of axes of every tensor of which it is declared."""
    return {v.name: len(v.type.tensor_type.shape.dim) for v in values if v.type.tensor_type.HasField("shape")}
