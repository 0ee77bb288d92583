"""The ways in which a test of the suite is run: as it is, with symbolic dims, and with its inputs as constants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from onnx import GraphProto, ModelProto, ValueInfoProto, numpy_helper
from onnx.backend.base import Backend, BackendRep

from tests.onnx_suite.isolation import IsolatedBackend, IsolatedRep


class SymbolicBackend(IsolatedBackend):
    """Compiles every model with all dims of its inputs symbolic and independent of each other."""

    @classmethod
    def prepare(cls, model: ModelProto, device: str = "CPU", **options: Any) -> IsolatedRep:
        model = _copy_with_open_outputs(model)
        dims: dict[str, tuple[int, int]] = {}
        for number, proto in enumerate(model.graph.input):
            for axis, dim in enumerate(_tensor_dims(proto)):
                if dim.HasField("dim_value"):
                    name = f"in{number}_{axis}"
                    dims[name] = (min(1, dim.dim_value), max(2, 2 * dim.dim_value))
                    dim.dim_param = name
        return super().prepare(model, device, dims=dims, **options)


class ConstantBackend(IsolatedBackend):
    """Compiles every model with its inputs as initialisers, once they are known."""

    @classmethod
    def prepare(cls, model: ModelProto, device: str = "CPU", atol: float = 0.0, **options: Any) -> BackendRep:
        return _ConstantRep(model, options)


class _ConstantRep(BackendRep):  # type: ignore[misc]
    def __init__(self, model: ModelProto, options: dict[str, Any]) -> None:
        self.model, self.options = model, options

    def run(self, inputs: Sequence[Any], **_: Any) -> tuple[Any, ...]:
        model = ModelProto()
        model.CopyFrom(self.model)
        rest, feeds = [], []
        for proto, value in zip(self.model.graph.input, inputs, strict=True):
            if proto.type.HasField("tensor_type"):
                model.graph.initializer.append(numpy_helper.from_array(np.asarray(value), proto.name))
            else:
                rest.append(proto)
                feeds.append(value)
        del model.graph.input[:]
        model.graph.input.extend(rest)
        return IsolatedRep(model, self.options).run(feeds)


MODES: dict[str, type[Backend]] = {
    "static": IsolatedBackend,
    "symbolic": SymbolicBackend,
    "constant": ConstantBackend,
}


def _copy_with_open_outputs(model: ModelProto) -> ModelProto:
    """A copy in which no dim of an output or an intermediate value is promised."""
    result = ModelProto()
    result.CopyFrom(model)
    _for_all_graphs(result.graph, lambda graph: graph.ClearField("value_info"))
    for proto in result.graph.output:
        for dim in _tensor_dims(proto):
            dim.Clear()
    return result


def _for_all_graphs(graph: GraphProto, change: Callable[[GraphProto], None]) -> None:
    change(graph)
    for node in graph.node:
        for attribute in node.attribute:
            if attribute.HasField("g"):
                _for_all_graphs(attribute.g, change)


def _tensor_dims(proto: ValueInfoProto) -> Sequence[Any]:
    """The dims of a tensor, none for anything else."""
    return proto.type.tensor_type.shape.dim if proto.type.HasField("tensor_type") else ()
