"""What bad input gets: one line that names the file, the node or tensor and the remedy, and no file left behind.

The messages of the frontend and of the runtime have tests of their own; here the whole compiler is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

import zeroskip
from benchmarks.networks import mlp
from zeroskip.kernels.target import Target

FLOAT = TensorProto.FLOAT


def model_of(*nodes: onnx.NodeProto, weights: dict[str, np.ndarray] | None = None) -> onnx.ModelProto:
    """A model from ``x: f32[2, 4]`` to ``y`` made of these nodes."""
    graph = helper.make_graph(
        nodes,
        "bad",
        [helper.make_tensor_value_info("x", FLOAT, [2, 4])],
        [helper.make_tensor_value_info("y", FLOAT, None)],
        [numpy_helper.from_array(array, name) for name, array in (weights or {}).items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def node(op: str, inputs: str, output: str = "y", **attributes: Any) -> onnx.NodeProto:
    """A node called after its op."""
    return helper.make_node(op, inputs.split(), [output], name=f"the_{op.lower()}", **attributes)


def weight_of_wrong_size(elements: int) -> onnx.ModelProto:
    """A product with a 4x4 weight that has another number of elements."""
    model = model_of(node("MatMul", "x w"), weights={"w": np.zeros((4, 4), np.float32)})
    model.graph.initializer[0].raw_data = bytes(4 * elements)
    return model


BAD_MODELS: dict[str, tuple[Callable[[], onnx.ModelProto], list[str]]] = {
    "unsupported ops, all of them": (
        lambda: model_of(node("StringNormalizer", "x", "a"), node("Custom", "a", domain="org.example")),
        ["'the_stringnormalizer'", "'the_custom'"],
    ),
    "unknown attribute": (lambda: model_of(node("Relu", "x", slope=2)), ["Relu 'the_relu'", "'slope'"]),
    "unsupported type": (
        lambda: model_of(node("Cast", "x", to=TensorProto.STRING)),
        ["Cast 'the_cast'"],
    ),
    "inconsistent shapes": (
        lambda: model_of(node("MatMul", "x w"), weights={"w": np.zeros((5, 3), np.float32)}),
        ["MatMul 'the_matmul'", "4", "5"],
    ),
    "a cycle": (lambda: model_of(node("Add", "x b", "a"), node("Relu", "a", "b"), node("Neg", "b")), ["'the_"]),
    "undefined input": (lambda: model_of(node("Relu", "nothing")), ["'nothing'"]),
    "too few bytes": (lambda: weight_of_wrong_size(15), ["'w'"]),
    "too many bytes": (lambda: weight_of_wrong_size(17), ["'w'"]),
}


@pytest.mark.parametrize("case", BAD_MODELS)
def test_bad_model(case: str, tmp_path: Path) -> None:
    build, words = BAD_MODELS[case]
    with pytest.raises(zeroskip.CompileError) as caught:
        zeroskip.compile_model(build(), tmp_path / "model.so")
    message = str(caught.value)
    assert all(word in message for word in words), message
    assert all(line and not line.startswith(" ") for line in caught.value.lines)
    assert list(tmp_path.iterdir()) == []


BAD_FILES: dict[str, bytes] = {
    "empty.onnx": b"",
    "text.onnx": b"this is no model\n" * 10,
    "truncated.onnx": mlp(1, 0.0, (8, 8)).SerializeToString()[:200],
}


@pytest.mark.parametrize("name", [*BAD_FILES, "missing.onnx"])
def test_bad_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name in BAD_FILES:
        path.write_bytes(BAD_FILES[name])
    with pytest.raises(zeroskip.CompileError) as caught:
        zeroskip.compile_model(path)
    (line,) = caught.value.lines
    assert line.startswith(f"{path}: ")
    assert [file.name for file in tmp_path.iterdir()] == [name] * path.exists()


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    def message(model: object, output: Path | None) -> str:
        with pytest.raises(zeroskip.CompileError) as caught:
            zeroskip.compile_model(model, output)  # type: ignore[arg-type]
        (line,) = caught.value.lines
        return line

    good, file = mlp(1, 0.0, (8, 8)), tmp_path / "mlp.onnx"
    onnx.save(good, file)
    nowhere = tmp_path / "nowhere/model.so"
    remedy = "give another output path"
    assert message(good, nowhere) == f"{nowhere}: cannot be written (No such file or directory); {remedy}"
    assert message(good, tmp_path) == f"{tmp_path}: is not a file, so no library can be written there; {remedy}"
    assert message(file, file) == f"{file}: is the model itself; {remedy}"
    assert message(good, None).endswith("give the library's path as output")
    assert [path.name for path in tmp_path.iterdir()] == ["mlp.onnx"]


def test_a_failure_leaves_the_old_library_intact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = zeroskip.compile_model(mlp(1, 0.0, (8, 8)), tmp_path / "model.so")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    def fail(plan: object, options: object, target: object, output: Path) -> None:
        output.write_bytes(b"half a library")
        raise OSError("disk full")

    monkeypatch.setattr("zeroskip.compiler.backend.build", fail)
    with pytest.raises(OSError, match="disk full"):
        zeroskip.compile_model(mlp(1, 0.0, (8, 4)), library)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEROSKIP_DEBUG", "loud")
    with pytest.raises(zeroskip.CompileError, match="ZEROSKIP_DEBUG=loud: not a debug level; use 0, 1 or 2"):
        zeroskip.compile_model(mlp(1, 0.0, (8, 8)), tmp_path / "model.so")


def test_feeds(tmp_path: Path) -> None:
    library = zeroskip.compile_model(mlp("batch", 0.0, (8, 4)), tmp_path / "model.so", dims={"batch": (1, 8)})
    good = np.zeros((2, 8), np.float32)
    with zeroskip.load_compiled(library) as compiled:
        for feeds in (
            {},
            {"x": good, "z": good},
            {"x": good.astype(np.float64)},
            {"x": good[0]},
            {"x": good[:, :5]},
            {"x": np.zeros((9, 8), np.float32)},
        ):
            with pytest.raises(zeroskip.InvalidFeed, match=r"input '[xz]'") as caught:
                compiled.run(None, feeds)
            assert "\n" not in str(caught.value)


def test_library_for_another_cpu(tmp_path: Path) -> None:
    if Target.named("x86-64-v4").runs_here():
        pytest.skip("this CPU has AVX-512")
    library = zeroskip.compile_model(mlp(1, 0.0, (8, 8)), tmp_path / "model.so", target="x86-64-v4")
    with pytest.raises(zeroskip.InvalidLibrary, match="avx512"):
        zeroskip.load_compiled(library)


def test_what_is_no_library(tmp_path: Path) -> None:
    other = tmp_path / "other.so"
    other.write_bytes(Path("/proc/self/exe").read_bytes()[:100_000])
    for path in (tmp_path / "missing.so", tmp_path, other):
        with pytest.raises(zeroskip.InvalidLibrary) as caught:
            zeroskip.load_compiled(path)
        assert str(caught.value).startswith(f"{path}: ")
        assert "\n" not in str(caught.value)
