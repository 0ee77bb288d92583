"""The networks that tests and benchmarks share, and the parts of the benchmarks that need no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from benchmarks import light, networks
from benchmarks.agree import cases
from benchmarks.demo import COLUMNS, Speed, markdown, rewrite
from zeroskip.kernels.workload import Shape


def pruned(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The weights that have zeros."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    return {name: array for name, array in arrays.items() if name.endswith(".weight") and not array.all()}


@pytest.mark.parametrize(
    "model",
    [
        networks.mlp("batch", 0.9, (32, 64, 16)),
        networks.resnet50("batch", 0.9, 64, 8),
        networks.mobilenet("batch", 0.9, 64, 4),
        networks.encoder("batch", 0.9, 16, 32, 2, 4, 64, 1000),
    ],
    ids=lambda model: model.graph.name,
)
def test_networks_are_valid_and_as_sparse_as_asked(model: onnx.ModelProto) -> None:
    onnx.checker.check_model(model, full_check=True)
    assert pruned(model)
    for array in pruned(model).values():
        zeros = round(0.9 * array.size)
        assert np.count_nonzero(array) == array.size - zeros
    feeds = networks.random_feeds(model, 0, {"batch": 3})
    assert all(array.shape[0] == 3 for array in feeds.values())


def test_networks_are_the_same_every_time() -> None:
    assert networks.mlp(1, 0.5, (8, 8)).SerializeToString() == networks.mlp(1, 0.5, (8, 8)).SerializeToString()
    assert not pruned(networks.mlp(1, 0.0, (8, 8)))


@pytest.mark.parametrize(
    ("name", "build"),
    [
        ("mlp", lambda: networks.mlp(128, 0.0)),
        ("resnet50", lambda: networks.resnet50(1, 0.0)),
        ("mobilenet", lambda: networks.mobilenet(1, 0.0)),
        ("minilm", lambda: networks.encoder(1, 0.0, layers=1, vocabulary=1000)),
        ("bert", lambda: networks.encoder(1, 0.0, width=768, hidden=3072, layers=1, vocabulary=1000)),
    ],
)
def test_lists_of_shapes_are_those_of_the_networks(name: str, build: Callable[[], onnx.ModelProto]) -> None:
    """Outputs x inputs x lanes of every layer with constant weights, each once, called after the first one."""
    graph = onnx.shape_inference.infer_shapes(build()).graph
    weights = {tensor.name: tensor.dims for tensor in graph.initializer}
    extents = {v.name: [d.dim_value for d in v.type.tensor_type.shape.dim] for v in [*graph.value_info, *graph.output]}
    layers: dict[Shape, str] = {}
    for node in graph.node:
        matrix, y = weights.get(node.input[1]) if len(node.input) > 1 else None, extents[node.output[0]]
        grouped = any(a.name == "group" and a.i != 1 for a in node.attribute)
        if node.op_type in ("Conv", "Gemm") and matrix and not grouped:
            layers.setdefault(Shape(matrix[0], prod(matrix[1:]), prod(y) // matrix[0]), node.name)
        elif node.op_type == "MatMul" and matrix:
            layers.setdefault(Shape(matrix[1], matrix[0], prod(y) // matrix[1]), node.name)
    file = Path(networks.__file__).parent / "shapes" / f"{name}.txt"
    assert Shape.read(file) == [replace(shape, name=layer) for shape, layer in layers.items()]


def test_light_weights_are_random_and_complete() -> None:
    model = light.load("squeezenet")
    light.randomize(model)
    assert "ConstantOfShape" not in {node.op_type for node in model.graph.node}
    arrays = [numpy_helper.to_array(tensor) for tensor in model.graph.initializer]
    assert all(array.std() > 0 for array in arrays if array.dtype == np.float32 and array.size > 1)


def test_agreement_covers_what_is_promised() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) == 9 * 2 + 4 * 4 * 2 + 1
    assert {"mlp/0/batch1", "resnet50/99/batch3", "bert/90/batch1", "light/vgg19/random"} <= set(names)


def test_table_of_speeds_goes_between_its_comments(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("before\n<!-- speeds -->\nold\n<!-- /speeds -->\nafter\n")
    table = markdown([Speed("net", 0.9, 2, 1.5, 0.02, 0.005, 4.0, 1e-6)])
    assert table.splitlines()[0] == f"| {' | '.join(COLUMNS)} |"
    assert "| net | 90% | 2 | 1.5 s | 20.0 ms | 5.0 ms | 4.0 x | 1e-06 |" in table
    for _ in range(2):
        rewrite(file, table)
        assert file.read_text() == f"before\n<!-- speeds -->\n{table}<!-- /speeds -->\nafter\n"
    file.write_text("nothing here")
    with pytest.raises(ValueError, match="has no lines"):
        rewrite(file, table)
