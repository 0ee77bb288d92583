"""zeroskip as a backend of ONNX: the interface that ``onnx.backend.test`` and the public scoreboard drive.

rep = zeroskip.backend.prepare(model)
(y,) = rep.run([x])
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from onnx import ModelProto, NodeProto, defs, helper
from onnx.backend.base import Backend, BackendRep, Device, DeviceType

from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.driver import compile_model
from zeroskip.runtime import load_compiled

Array = np.ndarray[Any, Any]


class CompiledRep(BackendRep):
    """A compiled model that waits for inputs."""

    def __init__(self, model: ModelProto, **options: Any) -> None:
        with tempfile.TemporaryDirectory() as folder:
            # Once loaded, the library needs its file no more.
            self.model = load_compiled(compile_model(model, Path(folder) / "model.so", **options))

    def run(self, inputs: Mapping[str, Any] | Sequence[Any], **_: Any) -> tuple[Any, ...]:
        """All outputs, for inputs by name or in the order of the model.

        Numbers count as arrays without axes; sequences are lists of arrays, and None an optional that holds nothing.
        """
        if not isinstance(inputs, Mapping):
            inputs = dict(zip([port.name for port in self.model.get_inputs()], inputs, strict=True))
        feeds = {
            name: value if value is None or isinstance(value, (list, tuple)) else np.asarray(value)
            for name, value in inputs.items()
        }
        return tuple(self.model.run(None, feeds))


class ZeroskipBackend(Backend):
    """Compiles whole models. Options are those of ``compile_model``; what it refuses raises ``CompileError``."""

    @classmethod
    def prepare(cls, model: ModelProto, device: str = "CPU", **options: Any) -> CompiledRep:
        """The model, compiled for this processor and loaded."""
        if not cls.supports_device(device):
            raise CompileError(f"device '{device}': models run on the processor; take 'CPU'")
        return CompiledRep(model, **options)

    @classmethod
    def run_node(
        cls, node: NodeProto, inputs: Sequence[Any], device: str = "CPU", outputs_info: Any = None, **options: Any
    ) -> tuple[Array, ...]:
        """The node's outputs, in the newest opset unless ``opset_version`` is given."""
        arrays = [np.asarray(value) for value in inputs]
        ports = [
            helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(array.dtype), array.shape)
            for name, array in zip(filter(None, node.input), arrays, strict=True)
        ]
        outputs = [helper.make_empty_tensor_value_info(name) for name in filter(None, node.output)]
        opset = helper.make_opsetid(node.domain, options.pop("opset_version", defs.onnx_opset_version()))
        model = helper.make_model(helper.make_graph([node], "node", ports, outputs), opset_imports=[opset])
        return cls.prepare(model, device, **options).run(arrays)

    @classmethod
    def supports_device(cls, device: str) -> bool:
        """Whether this is the processor."""
        return bool(Device(device).type == DeviceType.CPU)


is_compatible = ZeroskipBackend.is_compatible
prepare = ZeroskipBackend.prepare
run_model = ZeroskipBackend.run_model
run_node = ZeroskipBackend.run_node
supports_device = ZeroskipBackend.supports_device
