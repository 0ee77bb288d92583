"""The networks that tests and benchmarks share, and the parts of the benchmarks that need no clock."""

from __future__ import annotations

import inspect
import json
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

import zeroskip
from benchmarks import breakdown, coordinates, light, networks, scaling
from benchmarks.agree import cases
from benchmarks.compare import TOLERANCE, Comparison, columns, compare, table
from benchmarks.engines import Engine, EngineError, Worker, find_engines
from benchmarks.tables import markdown, rewrite
from zeroskip.compiler import frontend, passes, schedule
from zeroskip.compiler.options import Options
from zeroskip.kernels.target import Target
from zeroskip.kernels.workload import Shape

ROOT = Path(networks.__file__).parent.parent


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
        networks.convolutions("batch", 0.9, 12, 8, 3),
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


@pytest.mark.parametrize("name", networks.NETWORKS)
def test_sizes_of_workloads_lie_within_the_bounds_of_symbolic_ones(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []
    monkeypatch.setitem(networks.NETWORKS, name, lambda batch, zeros, **sizes: given.append({"batch": batch, **sizes}))
    size = inspect.signature(getattr(networks, name)).parameters.get("size")
    for batch in (1, 128):
        _, dims = networks.Workload(name, batch).build_symbolic()
        assert dims["batch"][0] <= batch <= dims["batch"][1]
        assert given[-1] == {dim: dim for dim in dims}
        assert ("size" in dims) == (size is not None)
        assert size is None or dims["size"][0] <= size.default <= dims["size"][1]


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


def test_text_goes_between_its_comments(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text("before\n<!-- speeds -->\nold\n<!-- /speeds -->\nafter\n")
    text = markdown(["a", "b"], [["1", "2"]])
    assert text == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
    for _ in range(2):
        rewrite(file, "speeds", text)
        assert file.read_text() == f"before\n<!-- speeds -->\n{text}<!-- /speeds -->\nafter\n"
    with pytest.raises(ValueError, match="has no lines <!-- scaling -->"):
        rewrite(file, "scaling", text)


@pytest.mark.parametrize(
    ("file", "marks"), [("README.md", ["speeds"]), ("docs/performance.md", ["breakdown", "scaling", "huge-pages"])]
)
def test_documents_have_the_comments_that_make_fills(file: str, marks: list[str], tmp_path: Path) -> None:
    copy = tmp_path / "copy.md"
    copy.write_text((ROOT / file).read_text())
    for mark in marks:
        rewrite(copy, mark, "")


def test_workloads() -> None:
    assert networks.workload("bert") == networks.Workload("bert", 1, 0.9)
    assert networks.workload("mlp:128@0") == networks.Workload("mlp", 128, 0.0)
    for text in ("", "vgg", "mlp:0", "mlp@1", "mlp:128@0.5 "):
        with pytest.raises(ArgumentTypeError, match="is not understood; write"):
            networks.workload(text)


FAKE_PEER = """#!{python}
import json, sys
say = lambda **answer: print(json.dumps(answer), flush=True)
if len(sys.argv) == 3:  # -I worker.py
    say(zeroskip="0", deepsparse="9.9")
    sys.exit()
job = json.loads(sys.stdin.readline())
say(opened=1.5) if job["threads"] < 3 else say(error="too many threads")
for line in sys.stdin:
    if json.loads(line)["seconds"] > 1:
        sys.exit("killed\\n")
    say(median=json.loads(line)["seconds"] / 100)
"""


@pytest.fixture
def peer(tmp_path: Path) -> Engine:
    """A peer in an environment of its own, which fails with more than two threads, and ends in turns above a second."""
    python = tmp_path / "peers/one/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(FAKE_PEER.format(python=sys.executable))
    python.chmod(0o755)
    engines = find_engines(tmp_path / "peers")
    assert [engine.name for engine in engines if engine.name != "openvino"] == ["zeroskip", "onnxruntime", "deepsparse"]
    assert engines[0].version == zeroskip.__version__, "our own Python comes first"
    return engines[-1]


def test_worker_with_a_fake_peer(peer: Engine, tmp_path: Path) -> None:
    assert (peer.title, peer.version) == ("DeepSparse", "9.9")
    with Worker(peer, tmp_path / "model.onnx", tmp_path / "feeds.npz", 2, tmp_path) as worker:
        assert worker.opened == 1.5
        assert worker.turn(0.5) == 0.005
        with pytest.raises(EngineError, match="DeepSparse: killed"):
            worker.turn(2.0)
        with pytest.raises(EngineError, match="DeepSparse: killed"):
            worker.turn(0.5)
    with pytest.raises(EngineError, match="DeepSparse: too many threads"):
        Worker(peer, tmp_path / "model.onnx", tmp_path / "feeds.npz", 3, tmp_path)


def test_folders_without_working_peers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="holds no virtual environment; make one"):
        find_engines(tmp_path)
    python = tmp_path / "broken/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho no numpy >&2\nexit 1\n")
    python.chmod(0o755)
    with pytest.raises(EngineError, match="cannot be asked for its engines: no numpy"):
        find_engines(tmp_path)


def test_comparison_with_real_engines_and_a_peer_that_fails(peer: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(networks.NETWORKS, "mlp", lambda batch, zeros: networks.mlp(batch, zeros, (16, 8)))
    ours = [engine for engine in find_engines(None) if engine.name != "openvino"]
    engines = [*ours, ours[0].without_huge_pages(), ours[0].with_symbolic_sizes(), peer]
    (result,) = compare([networks.workload("mlp:2")], [3], engines, rounds=2, seconds=0.01)
    assert [len(rounds) for rounds in result.rounds.values()] == [2, 2, 2, 2]
    assert all(result.errors[engine.title] <= TOLERANCE for engine in engines if engine.name == "zeroskip")
    assert result.faults == {"DeepSparse": "DeepSparse: too many threads"}
    assert len(result.cells(engines)) == len(columns(engines))
    json.dumps(result.record())


def test_layers_given_as_sparse_tensors() -> None:
    model = coordinates.layer(512, 200)
    onnx.checker.check_model(model)
    (tensor,) = model.graph.sparse_initializer
    assert 190 < len(numpy_helper.to_array(tensor.values)) <= 200
    seconds, peak = coordinates.measure(model.SerializeToString())
    assert seconds > 0 and peak > 1 << 20


def test_table_of_a_comparison() -> None:
    engines = [Engine("zeroskip", "1", Path()), Engine("onnxruntime", "2", Path()), Engine("openvino", "3", Path())]
    rounds = {"zeroskip": [0.005, 0.004], "onnxruntime": [0.02, 0.016]}
    opened = {"zeroskip": 1.5, "onnxruntime": 0.1}
    errors = {"zeroskip": 1e-6, "onnxruntime": 0.0}
    plain = engines[0].without_huge_pages()
    rounds[plain.title] = [0.0055, 0.0045]
    opened[plain.title], errors[plain.title] = 1.5, 1e-6
    result = Comparison(networks.Workload("mlp", 128), 2, opened, rounds, errors, {"OpenVINO": "fell over"})
    text = table([result], engines)
    assert "| network | zeros | threads | compiled in | zeroskip | onnxruntime | OpenVINO | error |" in text
    assert "| mlp, batch 128 | 90% | 2 | 1.5 s | 4.5 ms | 4.0 x | – | 1e-06 |" in text
    assert "zeroskip 1, onnxruntime 2, OpenVINO 3" in text
    assert "| – | 5.0 ms, 1.11 x | 1e-06 |" in table([result], [*engines, plain])
    assert result.record()["engines"]["onnxruntime"]["zeroskip_is_faster"] == 4.0


@pytest.mark.parametrize(
    ("name", "family", "kind"),
    [
        ("layer0/query", "stream_sparse_2x8_bias_plain", "contractions"),
        ("classifier", "gemv_bias_plain", "contractions"),
        ("classifier", "gemv_sparse_bias_plain", "contractions"),
        ("MatMul_19", "matmul_4x4_div_add", "attention"),
        ("Softmax_22", "reduce_lanes_max_sum", "attention"),
        ("layer0/norm1", "reduce_lanes_sum_sum", "element-wise"),
        ("block1/depthwise", "window_dot_bias_max", "element-wise"),
        ("relayout x", "nest_5_identity", "relayout"),
        ("output y", "transpose", "relayout"),
    ],
)
def test_kinds_of_steps(name: str, family: str, kind: str) -> None:
    assert breakdown.kind(name, family) == kind


def test_works_are_the_steps_of_a_plan() -> None:
    graph, options = frontend.import_model(networks.encoder(1, 0.9, 16, 32, 1, 2, 64, 1000), {}), Options()
    passes.run_passes(graph, options)
    works = breakdown.works(schedule.make_plan(graph, options, Target.host()))
    assert {work.kind for work in works} >= {"contractions", "attention", "element-wise"}
    assert all(work.flops > 0 for work in works if work.kind in ("contractions", "attention"))
    (words,) = (work for work in works if work.name.startswith("Gather"))
    assert 0 < words.bytes < 4 * 1000 * 32, "a gather does not read the whole table"
    assert not works[-1].meets


def test_parts_add_up_to_the_run() -> None:
    works = [
        breakdown.Work("relayout x", "relayout", 0, 10, meets=True),
        breakdown.Work("fc1", "contractions", 100, 10, meets=True),
        breakdown.Work("fc2", "contractions", 100, 10, meets=False),
    ]
    alone, together = np.array([4.0, 20.0, 10.0]), np.array([4.0, 12.0, 4.0])
    assert breakdown.split(works, alone, alone, 1, 0.5) == {
        "contractions": 30.0, "attention": 0.0, "element-wise": 0.0, "relayout": 4.0, "barriers": 0.0, "idle": 0.0
    }  # fmt: skip
    assert breakdown.split(works, alone, together, 2, 0.5) == {
        "contractions": 14.0, "attention": 0.0, "element-wise": 0.0, "relayout": 2.0, "barriers": 1.0, "idle": 3.0
    }  # fmt: skip


def test_bound_is_work_at_the_peak_and_bytes_at_the_bandwidth_of_their_size() -> None:
    sizes = breakdown.WORKING_SETS
    limits = breakdown.Limits(2, 100.0, tuple(10.0 * (1 + i) for i in range(len(sizes))))
    assert limits.seconds(breakdown.Work("", "", 2 * 10**9, 0, False)) == pytest.approx(0.01)
    assert limits.seconds(breakdown.Work("", "", 0, sizes[1], False)) == pytest.approx(sizes[1] / 20e9)
    between = round((sizes[0] * sizes[1]) ** 0.5)
    assert limits.seconds(breakdown.Work("", "", 0, between, False)) == pytest.approx(between / 15e9)


def test_tables_of_a_breakdown() -> None:
    parts = {"contractions": 6e-6, "attention": 0.0, "element-wise": 2e-6, "relayout": 0.0}
    network = networks.Workload("mlp", 128)
    one = breakdown.Breakdown(network, 1, parts | {"barriers": 0.0, "idle": 0.0}, 4e-6)
    two = breakdown.Breakdown(network, 2, parts | {"barriers": 0.0, "idle": 8e-6}, 4e-6)
    text = breakdown.tables([one, two])
    assert "| mlp, batch 128, 90% zeros | 8 µs | 6 µs, 75% | 0 µs, 0% | 2 µs, 25% | 0 µs, 0% | 4 µs | 50% |" in text
    assert "| 0 µs, 0% | 8 µs, 50% | 4 µs | 25% |" in text
    assert text.index("1 thread:") < text.index("2 threads:") < text.index("| barriers | idle |")


def test_row_of_scaling() -> None:
    rounds = np.array([[0.010, 0.005, 200.0, 300.0], [0.020, 0.010, 100.0, 150.0], [0.012, 0.005, 200.0, 300.0]])
    row = scaling.cells(networks.Workload("bert"), rounds)
    assert row == ["bert, batch 1", "90%", "12.0 ms", "5.0 ms", "2.00 x", "1.50 x"]
