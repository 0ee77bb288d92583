"""Weights that a model gives as sparse tensors: linear layers are made from them without making them dense."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import NodeProto, TensorProto, helper, numpy_helper

import zeroskip
from tests.frontend.onnx_models import FLOAT, Array, Shape, floats, model
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.compiler.options import Options
from zeroskip.compiler.verify import verify_model
from zeroskip.ir import Coordinates


def pruned(*shape: int, density: float = 0.1, block: int = 1, dtype: type = np.float32) -> Array:
    rng = np.random.default_rng(1)
    kept = np.repeat(rng.random((-(-shape[0] // block), *shape[1:])) < density, block, axis=0)[: shape[0]]
    return (rng.standard_normal(shape) * kept).astype(dtype) + dtype(0)


def to_sparse(array: Array, name: str, by_axes: bool = False) -> onnx.SparseTensorProto:
    indices = np.argwhere(array) if by_axes else np.flatnonzero(array)
    tensor = onnx.SparseTensorProto(dims=array.shape)
    tensor.values.CopyFrom(numpy_helper.from_array(array[array != 0], name))
    tensor.indices.CopyFrom(numpy_helper.from_array(indices.astype(np.int64)))
    return tensor


def with_sparse(proto: onnx.ModelProto, by_axes: bool = False, as_node: bool = False) -> onnx.ModelProto:
    """The model with its constant ``w`` as a sparse initialiser, or as a node that gives it."""
    proto = copy.deepcopy(proto)
    (w,) = [tensor for tensor in proto.graph.initializer if tensor.name == "w"]
    proto.graph.initializer.remove(w)
    tensor = to_sparse(numpy_helper.to_array(w), "w", by_axes)
    if as_node:
        proto.graph.node.append(helper.make_node("Constant", [], ["w"], name="w", sparse_value=tensor))
    else:
        proto.graph.sparse_initializer.append(tensor)
    return proto


def layer(op: str, x: Shape, w: Array, **attributes: Any) -> onnx.ModelProto:
    return model([helper.make_node(op, ["x", "w"], ["y"], **attributes)], {"x": (FLOAT, x)}, ["y"], {"w": w})


def chain(nodes: list[NodeProto], x: Shape, w: Array, **constants: Array) -> onnx.ModelProto:
    return model(nodes, {"x": (FLOAT, x)}, ["y"], {"w": w, **constants})


MATRIX = pruned(90, 70)
SCALE = floats(70) + 3

MODELS = {
    "tokens": layer("MatMul", (2, 5, 90), MATRIX),
    "one row": layer("MatMul", (1, 90), MATRIX),
    "any number of rows": layer("MatMul", ("batch", 90), MATRIX),
    "gemm": layer("Gemm", (5, 70), MATRIX, transB=1, alpha=-0.5),
    "all transposed": layer("Gemm", (90, 5), MATRIX, transA=1),
    "weights first": chain([helper.make_node("MatMul", ["w", "x"], ["y"])], (70, 3), MATRIX),
    "few zeros": layer("MatMul", (20, 70), pruned(70, 90, density=0.32)),
    "no other than zeros": layer("MatMul", (3, 90), MATRIX * 0),
    "blocks": layer("Gemm", (40, 300), pruned(128, 300, density=0.15, block=4), transB=1),
    "scaled result": chain(
        [helper.make_node("MatMul", ["x", "w"], ["t"]), helper.make_node("Mul", ["t", "s"], ["y"])],
        (3, 90), MATRIX, s=SCALE,
    ),
    "scaled weights": chain(
        [helper.make_node("Mul", ["s", "w"], ["v"]), helper.make_node("MatMul", ["x", "v"], ["y"])],
        (3, 90), MATRIX, s=SCALE,
    ),
    "converted, transposed and reshaped": chain(
        [
            helper.make_node("Cast", ["w"], ["f"], to=TensorProto.FLOAT),
            helper.make_node("Transpose", ["f"], ["t"], perm=[1, 0]),
            helper.make_node("Reshape", ["t", "shape"], ["v"]),
            helper.make_node("MatMul", ["x", "v"], ["y"]),
        ],
        (3, 35), pruned(90, 70, dtype=np.float16), shape=np.array([35, 180]),
    ),
    "used twice": chain(
        [
            helper.make_node("MatMul", ["x", "w"], ["t"]),
            helper.make_node("Gemm", ["t", "w"], ["y"], transB=1),
        ],
        (3, 90), MATRIX,
    ),
    "batch of weights": layer("MatMul", (4, 3, 30), pruned(4, 30, 20)),
    "double": model(
        [helper.make_node("MatMul", ["x", "w"], ["y"])], {"x": (TensorProto.DOUBLE, (3, 90))}, ["y"],
        {"w": MATRIX.astype(np.float64)},
    ),
    "convolution": layer("Conv", (1, 32, 5, 5), pruned(16, 32, 3, 3)),
    "grouped convolution": layer("Conv", (1, 32, 5, 5), pruned(16, 8, 3, 3), group=4),
    "added": layer("Add", (90, 70), MATRIX),
    "looked up": chain(
        [helper.make_node("Cast", ["x"], ["i"], to=TensorProto.INT64), helper.make_node("Gather", ["w", "i"], ["y"])],
        (3,), MATRIX,
    ),
    "result": chain([helper.make_node("Identity", ["w"], ["y"])], (1,), MATRIX),
}  # fmt: skip


@pytest.mark.parametrize("target", ["x86-64-v3", "x86-64-v4"])
@pytest.mark.parametrize("name", MODELS)
def test_sparse_weights_give_the_same_library(name: str, target: str, tmp_path: Path) -> None:
    dense, *sparse = [
        zeroskip.compile_model(proto, tmp_path / "model.so", target=target).read_bytes()
        for proto in [MODELS[name], with_sparse(MODELS[name]), with_sparse(MODELS[name], as_node=True)]
    ]
    assert sparse == [dense, dense]


def test_dense_on_request(tmp_path: Path) -> None:
    proto = MODELS["tokens"]
    given, sparse = (
        zeroskip.compile_model(p, tmp_path / "model.so", dense=True).read_bytes() for p in (proto, with_sparse(proto))
    )
    assert sparse == given


@pytest.mark.parametrize("name", ["tokens", "gemm", "scaled weights", "converted, transposed and reshaped"])
def test_weights_stay_sparse(name: str) -> None:
    constants = import_model(with_sparse(MODELS[name])).constants()
    assert any(isinstance(value.data, Coordinates) for value in constants)
    assert all(value.type.rank < 2 or isinstance(value.data, Coordinates) for value in constants)


@pytest.mark.parametrize(
    "proto", [layer("MatMul", (3, 90), pruned(90, 70, density=0.5)), layer("MatMul", (3, 9), pruned(9, 7))]
)
def test_few_zeros_are_stored(proto: onnx.ModelProto) -> None:
    (value,) = import_model(with_sparse(proto)).constants()
    assert isinstance(value.data, np.ndarray)


# 16 and 64 GB with their zeros.
SIDES = {"matmul": (1 << 16, 1 << 16), "gemm": (1 << 17, 1 << 17)}


def large(op: str, rows: int | str, by_axes: bool = False) -> tuple[onnx.ModelProto, Array, Array, Array]:
    """A layer with weights [K, M], or transposed; where it has what other weights than zeros."""
    k, m = SIDES[op]
    rng = np.random.default_rng(0)
    positions = np.unique(rng.integers(0, k * m, 20_000))
    values = rng.standard_normal(len(positions)).astype(np.float32)
    first, second = np.divmod(positions, m)
    tensor = onnx.SparseTensorProto(dims=SIDES[op])
    tensor.values.CopyFrom(numpy_helper.from_array(values, "w"))
    tensor.indices.CopyFrom(numpy_helper.from_array(np.stack([first, second], axis=1) if by_axes else positions))
    node = helper.make_node("MatMul" if op == "matmul" else "Gemm", ["x", "w"], ["y"])
    if op == "gemm":
        node.attribute.append(helper.make_attribute("transB", 1))
        first, second = second, first
    proto = model([node], {"x": (FLOAT, (rows, k))}, ["y"])
    proto.graph.sparse_initializer.append(tensor)
    return proto, first, second, values


@pytest.mark.parametrize(
    ("op", "rows", "by_axes"),
    [("matmul", 3, False), ("gemm", 3, True), ("matmul", 1, True), ("gemm", 1, False), ("gemm", "batch", False)],
)
def test_weights_that_no_memory_holds_with_their_zeros(op: str, rows: int | str, by_axes: bool, tmp_path: Path) -> None:
    proto, inputs, outputs, values = large(op, rows, by_axes)
    library = zeroskip.compile_model(proto, tmp_path / "model.so", dims={"batch": (1, 3)} if rows == "batch" else None)
    with zeroskip.load_compiled(library, threads=2) as compiled:
        for count in [1, 2] if rows == "batch" else [rows]:
            assert isinstance(count, int)
            x = floats(count, SIDES[op][0])
            (y,) = compiled.run(None, {"x": x})
            wanted = [np.bincount(outputs, weights=values * row[inputs], minlength=y.shape[1]) for row in x]
            np.testing.assert_allclose(y, wanted, rtol=2e-5, atol=2e-5)


def test_scales_of_large_weights(tmp_path: Path) -> None:
    proto, inputs, outputs, values = large("matmul", 2)
    before, after = floats(1 << 16, 1, seed=1), floats(1 << 16, seed=2)
    for name, array in (("before", before), ("after", after)):
        proto.graph.initializer.append(numpy_helper.from_array(array, name))
    del proto.graph.node[:]
    proto.graph.node.extend(
        [
            helper.make_node("Mul", ["w", "before"], ["scaled"]),
            helper.make_node("MatMul", ["x", "scaled"], ["product"]),
            helper.make_node("Mul", ["product", "after"], ["y"]),
        ]
    )
    with zeroskip.load_compiled(zeroskip.compile_model(proto, tmp_path / "model.so")) as compiled:
        x = floats(2, 1 << 16)
        (y,) = compiled.run(None, {"x": x})
    values = values * before[inputs, 0] * after[outputs]
    wanted = [np.bincount(outputs, weights=values * row[inputs], minlength=1 << 16) for row in x]
    np.testing.assert_allclose(y, wanted, rtol=2e-5, atol=2e-5)


def refusal(proto: onnx.ModelProto, folder: Path, **options: Any) -> str:
    with pytest.raises(CompileError) as caught:
        zeroskip.compile_model(proto, folder / "model.so", **options)
    return str(caught.value)


TOO_LARGE = (
    "the sparse constant float32[65536, 65536] with 20000 stored elements is too large to be used with its zeros"
)


def test_zeros_that_do_not_fit(tmp_path: Path) -> None:
    proto, *_ = large("matmul", 1)
    assert refusal(proto, tmp_path, dense=True).startswith(
        f"dot 'MatMul_0': {TOO_LARGE}; only linear layers of float32"
    )
    message = refusal(proto, tmp_path, verify=True)
    assert message.startswith(f"the model cannot be verified: {TOO_LARGE}")
    proto.graph.node[0].name = "fc"
    proto.graph.node[0].op_type = "Add"
    assert refusal(proto, tmp_path).startswith(f"map 'fc': {TOO_LARGE}; only linear layers of float32")
    del proto.graph.node[:]
    proto.graph.node.append(helper.make_node("Exp", ["w"], ["y"], name="exp"))
    assert refusal(proto, tmp_path).startswith(f"Exp 'exp': {TOO_LARGE}; only linear layers of float32")
    proto.graph.node[0].op_type = "Identity"
    assert TOO_LARGE in refusal(proto, tmp_path)


def test_the_interpreter_and_onnxruntime_agree() -> None:
    for name in ("tokens", "gemm", "scaled weights", "added"):
        verdict = verify_model(with_sparse(MODELS[name]), Options())
        assert verdict.errors["y"] < 1e-5
