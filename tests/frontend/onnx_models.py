"""Builds small ONNX models and compares what the frontend makes of them with ONNX Runtime."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from zeroskip.compiler.frontend import import_model
from zeroskip.ir import Graph
from zeroskip.ir.interpreter import interpret
from zeroskip.ir.verify import verify

Array = np.ndarray[Any, Any]
Shape = Sequence["int | str | None"]


def model(
    nodes: Sequence[NodeProto],
    inputs: Mapping[str, tuple[int, Shape | None]],
    outputs: Sequence[str],
    constants: Mapping[str, Array] | None = None,
    opset: int = 17,
    domain: str = "",
) -> ModelProto:
    """A model whose outputs have no declared type; ``inputs`` gives element type and shape."""
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info(name, code, shape) for name, (code, shape) in inputs.items()],
        [onnx.ValueInfoProto(name=name) for name in outputs],
        [numpy_helper.from_array(array, name) for name, array in (constants or {}).items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid(domain, opset)], ir_version=8)


def floats(*shape: int, seed: int = 0) -> Array:
    """Normally distributed float32 numbers."""
    return np.random.default_rng(seed).standard_normal(shape, np.float32)


def ints(*values: int) -> Array:
    """A vector of int64."""
    return np.array(values, np.int64)


def single(
    op: str,
    *inputs: Array | None,
    constant: Sequence[int] = (),
    outputs: int = 1,
    opset: int = 17,
    domain: str = "",
    **attributes: Any,
) -> tuple[ModelProto, dict[str, Array]]:
    """A model of one node, and its feeds; inputs whose position is in ``constant`` become initialisers."""
    names = ["" if array is None else f"x{i}" for i, array in enumerate(inputs)]
    given = {name: array for name, array in zip(names, inputs, strict=True) if array is not None}
    constants = {name: given.pop(name) for i, name in enumerate(names) if i in constant and name}
    results = [f"y{i}" for i in range(outputs)]
    node = helper.make_node(op, names, results, name="node", domain=domain, **attributes)
    types = {n: (helper.np_dtype_to_tensor_dtype(a.dtype), a.shape) for n, a in given.items()}
    return model([node], types, results, constants, opset, domain), given


def symbolic(proto: ModelProto) -> list[str]:
    """Let every dim of the inputs be a symbol of its own, ``in0_0`` the first; returns their names."""
    dims = {
        f"in{number}_{axis}": dim
        for number, given in enumerate(proto.graph.input)
        for axis, dim in enumerate(given.type.tensor_type.shape.dim)
    }
    for name, dim in dims.items():
        dim.dim_param = name
    return list(dims)


def expected(proto: ModelProto, feeds: Mapping[str, Array]) -> list[Array]:
    """ONNX Runtime's results."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(proto.SerializeToString(), options).run(None, dict(feeds))


def agree(proto: ModelProto, feeds: Mapping[str, Array], dims: Mapping[str, tuple[int, int]] | None = None) -> Graph:
    """Import, verify and interpret; assert that the results are ONNX Runtime's. Returns the graph."""
    graph = import_model(proto, dims)
    verify(graph)
    results = interpret(graph, feeds)
    for (name, result), wanted in zip(results.items(), expected(proto, feeds), strict=True):
        assert result.dtype == wanted.dtype and result.shape == wanted.shape, name
        np.testing.assert_allclose(result, wanted, rtol=2e-5, atol=2e-5, err_msg=name)
    return graph


def agree_single(op: str, *inputs: Array | None, **settings: Any) -> Graph:
    """``agree`` for a model of one node; see ``single`` for the settings."""
    return agree(*single(op, *inputs, **settings))


def agree_with_the_reference(op: str, *inputs: Array | None, **settings: Any) -> None:
    """``agree_single`` with ONNX's reference, for what ONNX Runtime lacks or computes differently."""
    proto, feeds = single(op, *inputs, **settings)
    results, wanted = interpret(import_model(proto), feeds), ReferenceEvaluator(proto).run(None, dict(feeds))
    for (name, result), array in zip(results.items(), wanted, strict=True):
        assert result.dtype == array.dtype, name
        np.testing.assert_allclose(result, array, rtol=2e-5, atol=2e-5, err_msg=name)


FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL
