"""Reads a model from a file, from bytes or from memory, and says what is wrong with it in one line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from google.protobuf.message import DecodeError
from onnx import ModelProto

from ..diagnostics import CompileError
from .structure import graphs_of, with_subgraphs

LARGEST_FILE = 2**31 - 1

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Source:
    """A model, the folder of its external data (None when it came from memory), and what to call it in messages."""

    model: ModelProto
    folder: Path | None
    label: str


def read_model(model: str | os.PathLike[str] | bytes | ModelProto) -> Source:
    """The model; CompileError for a file that is missing, unreadable, empty, truncated or not ONNX."""
    if isinstance(model, ModelProto):
        return _checked(Source(model, None, model.graph.name or "model"))
    if isinstance(model, bytes):
        return _checked(Source(_parse(model, "model"), None, "model"))
    path = Path(model)
    label = str(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CompileError(f"{label}: larger than 2 GiB, which ONNX files cannot be; save it with external data")
        data = path.read_bytes()
    except FileNotFoundError:
        raise CompileError(f"{label}: no such file; give the path of an ONNX model") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CompileError(f"{label}: cannot be read ({reason}); give the path of an ONNX model") from None
    return _checked(Source(_parse(data, label), path.parent, label))


def _parse(data: bytes, label: str) -> ModelProto:
    if not data:
        raise CompileError(f"{label}: the file is empty; export or download the model again")
    model = ModelProto()
    try:
        model.ParseFromString(data)
    except DecodeError:
        raise CompileError(f"{label}: truncated, or not an ONNX file; export or download the model again") from None
    return model


def _checked(source: Source) -> Source:
    model = source.model
    if not all(map(_is_text, _texts(model))):
        raise CompileError(f"{source.label}: has a name that is not printable text; export or download the model again")
    if not model.HasField("graph") or not model.opset_import:
        raise CompileError(f"{source.label}: truncated, or not an ONNX file; export or download the model again")
    if not model.graph.output:
        raise CompileError(f"{source.label}: the graph has no outputs; export the model again")
    return source


def _is_text(name: str | bytes) -> bool:
    """Whether a name can be shown to the user; protobuf hands over what is not UTF-8 as bytes."""
    return isinstance(name, str) and not _CONTROL.search(name)


def _texts(model: ModelProto) -> Iterator[str]:
    """Every name in the model."""
    nodes = [*with_subgraphs([*model.graph.node, *(node for function in model.functions for node in function.node)])]
    graphs = [model.graph, *(graph for node in nodes for graph in graphs_of(node))]
    attributes = [attribute for node in nodes for attribute in node.attribute]
    tensors = [tensor for attribute in attributes for tensor in (attribute.t, *attribute.tensors)]
    for opset in model.opset_import:
        yield opset.domain
    for graph in graphs:
        yield graph.name
        for value in (*graph.input, *graph.output):
            yield value.name
            for dim in value.type.tensor_type.shape.dim:
                yield dim.dim_param
        tensors += [*graph.initializer, *(part for t in graph.sparse_initializer for part in (t.values, t.indices))]
    for tensor in tensors:
        yield tensor.name
        for entry in tensor.external_data:
            yield from (entry.key, entry.value)
    for function in model.functions:
        yield from (function.name, function.domain, *function.input, *function.output, *function.attribute)
    for node in nodes:
        yield from (node.name, node.op_type, node.domain, *node.input, *node.output)
    for attribute in attributes:
        yield from (attribute.name, attribute.ref_attr_name)
