"""Results whose size depends on data: what is kept, what is unique, which boxes overlap none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

import zeroskip
from tests.frontend.onnx_models import FLOAT, INT64, Array, agree_single, floats, ints, model, single, symbolic
from tests.runs import Runs
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import interpret

RANDOM = np.random.default_rng(11)
FEW = RANDOM.integers(-2, 3, (4, 5, 3))


def number(value: float) -> Array:
    return np.array([value], np.float32)


def boxes(batch: int, classes: int, count: int) -> list[Array]:
    """Boxes of small whole numbers, so that overlaps and scores are often equal, and corners in any order."""
    found = [RANDOM.integers(0, 6, (batch, count, 4)), RANDOM.integers(0, 9, (batch, classes, count)) / 8]
    return [array.astype(np.float32) for array in found]


CASES: dict[str, tuple[str, list[Array | None], dict[str, Any]]] = {
    "nonzero": ("NonZero", [FEW.astype(np.float32)], {}),
    "nonzero of bools": ("NonZero", [FEW > 1], {}),
    "nonzero of none": ("NonZero", [np.zeros((2, 3), np.int32)], {}),
    "nonzero of nothing": ("NonZero", [np.zeros((2, 0), np.float32)], {}),
    "compress": ("Compress", [FEW, np.array([False, True, True])], {"axis": -2}),
    "compress flattened": ("Compress", [FEW.astype(np.float32), np.arange(9) % 3 == 1], {}),
    "compress to nothing": ("Compress", [FEW, np.zeros(4, bool)], {"axis": 0}),
    "unique": ("Unique", [FEW], {"outputs": 4}),
    "unique floats": ("Unique", [np.array([0.5, -0.0, 0.0, np.inf, -np.inf, 0.5], np.float32)], {"outputs": 4}),
    "unique unsorted": ("Unique", [FEW[::-1]], {"outputs": 4, "sorted": 0}),
    "unique of nothing": ("Unique", [np.zeros(0, np.float32)], {"outputs": 4}),
    "unique rows": ("Unique", [FEW.reshape(-1, 2) // 2], {"outputs": 4, "axis": 0}),
    "unique columns": ("Unique", [FEW.reshape(2, -1) // 2], {"outputs": 4, "axis": -1, "sorted": 0}),
    "unique matrices": ("Unique", [FEW[[0, 1, 0, 3]].astype(np.float32)], {"outputs": 4, "axis": 0}),
    "unique values only": ("Unique", [FEW.astype(np.int8)], {}),
    "boxes": ("NonMaxSuppression", [*boxes(2, 3, 40), ints(9), number(0.3), number(0.2)], {}),
    "boxes by centre": ("NonMaxSuppression", [*boxes(2, 3, 40), ints(9), number(0.3)], {"center_point_box": 1}),
    "boxes without overlap": ("NonMaxSuppression", [*boxes(1, 2, 30), ints(2**40)], {}),
    "boxes, no score high enough": ("NonMaxSuppression", [*boxes(1, 2, 9), ints(3), None, number(2)], {}),
    "boxes, none asked for": ("NonMaxSuppression", [*boxes(1, 2, 9)], {}),
    "top k": ("TopK", [FEW.astype(np.float32), ints(2)], {"outputs": 2, "axis": 1}),
    "top none": ("TopK", [FEW.astype(np.float32), ints(0)], {"outputs": 2, "largest": 0}),
}


@pytest.mark.parametrize("name", CASES)
def test_agrees_with_onnxruntime(name: str, tmp_path: Path) -> None:
    """Interpreted with known inputs and with known sizes; compiled where the run finds all sizes."""
    op, inputs, attributes = CASES[name]
    known = range(len(inputs))
    agree_single(op, *inputs, opset=13, constant=known, **attributes)
    agree_single(op, *inputs, opset=13, **attributes)
    proto, feeds = single(op, *inputs, opset=13, **attributes)
    symbolic(proto)
    Runs(proto, tmp_path)(feeds)


def test_one_nan_is_like_another(tmp_path: Path) -> None:
    """As ONNX has it; ONNX Runtime does not."""
    x = np.array([np.nan, 1, np.nan, -np.inf, 1], np.float32)
    proto, feeds = single("Unique", x, outputs=4, opset=13)
    wanted = [np.array([-np.inf, 1, np.nan], np.float32), ints(3, 1, 0), ints(2, 1, 2, 0, 1), ints(1, 2, 2)]
    Runs(proto, tmp_path)(feeds, wanted)


def test_nonzero_of_a_scalar_has_no_rows() -> None:
    """As ONNX has it; ONNX Runtime gives one."""
    for value, count in ((3.0, 1), (0.0, 0)):
        proto, feeds = single("NonZero", np.array(value, np.float32))
        (y,) = interpret(import_model(proto), feeds).values()
        assert y.shape == (0, count)


def test_going_on_with_what_was_found(tmp_path: Path) -> None:
    """Rows with a positive sum, through a linear layer, and their mean: of some, of all, of one, of none."""
    nodes = [
        helper.make_node("ReduceSum", ["x", "one"], ["sums"], keepdims=0),
        helper.make_node("Greater", ["sums", "nought"], ["mask"]),
        helper.make_node("Compress", ["x", "mask"], ["rows"], axis=0),
        helper.make_node("MatMul", ["rows", "w"], ["y"]),
        helper.make_node("NonZero", ["mask"], ["places"]),
        helper.make_node("Squeeze", ["places", "zero"], ["numbers"]),
        helper.make_node("Gather", ["x", "numbers"], ["again"], axis=0),
        helper.make_node("ReduceSum", ["again", "zero"], ["total"], keepdims=0),
    ]
    constants = {"one": ints(1), "zero": ints(0), "nought": np.array(0, np.float32), "w": floats(7, 5)}
    runs = Runs(model(nodes, {"x": (FLOAT, ["n", 7])}, ["y", "total", "numbers"], constants), tmp_path)
    for rows in (3, 40, 1, 0):
        x = floats(rows, 7, seed=rows)
        for sign in (x, np.abs(x), -np.abs(x)):
            runs({"x": sign})


def test_unique_rows_counted_and_put_back(tmp_path: Path) -> None:
    """What is unique, scaled by how often it occurs, and spread again over where it came from."""
    nodes = [
        helper.make_node("Unique", ["x"], ["y", "", "inverse", "counts"], axis=0),
        helper.make_node("Cast", ["counts"], ["scale"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["scale", "one"], ["column"]),
        helper.make_node("Mul", ["y", "column"], ["scaled"]),
        helper.make_node("Gather", ["scaled", "inverse"], ["z"], axis=0),
    ]
    runs = Runs(model(nodes, {"x": (FLOAT, ["n", "m"])}, ["y", "z"], {"one": ints(1)}), tmp_path)
    for rows, columns in ((30, 2), (5, 3), (200, 3), (1, 1)):
        runs({"x": RANDOM.integers(0, 3, (rows, columns)).astype(np.float32)})


def test_boxes_of_a_detector(tmp_path: Path) -> None:
    """The boxes that are kept, and their scores, for any batch and number of boxes; limit and thresholds are inputs."""
    nodes = [
        helper.make_node("NonMaxSuppression", ["boxes", "scores", "limit", "overlap", "score"], ["picked"]),
        helper.make_node("GatherND", ["scores", "picked"], ["s"]),
        helper.make_node("Slice", ["picked", "starts", "ends", "axes", "steps"], ["places"]),
        helper.make_node("GatherND", ["boxes", "places"], ["b"]),
    ]
    constants = {"starts": ints(0), "ends": ints(3), "axes": ints(1), "steps": ints(2)}
    inputs = {"boxes": (FLOAT, ["batch", "n", 4]), "scores": (FLOAT, ["batch", 3, "n"]), "limit": (INT64, [1])}
    inputs |= {"overlap": (FLOAT, [1]), "score": (FLOAT, [1])}
    runs = Runs(model(nodes, inputs, ["picked", "s", "b"], constants), tmp_path)
    for batch, count, limit, overlap, score in (
        (2, 50, 7, 0.3, 0.2), (1, 200, 100, 0.0, 0.0), (3, 1, 1, 0.5, -1), (1, 20, 0, 0.5, 0.1), (1, 9, 5, 1, 9)
    ):  # fmt: skip
        given = dict(zip(("boxes", "scores"), boxes(batch, 3, count), strict=True))
        runs(given | {"limit": ints(limit), "overlap": number(overlap), "score": number(score)})


def test_equal_scores_keep_the_order_of_the_boxes(tmp_path: Path) -> None:
    found = np.repeat(np.arange(6), 2)[None, :, None] + np.array([0, 0, 1, 1])
    proto, feeds = single("NonMaxSuppression", found.astype(np.float32), np.ones((1, 1, 12), np.float32), ints(5))
    (y,) = Runs(proto, tmp_path)(feeds)
    assert y[:, 2].tolist() == [0, 2, 4, 6, 8]


def test_data_that_does_not_fit(tmp_path: Path) -> None:
    for op, inputs, error, message in (
        ("Compress", [floats(3), np.array([False, False, False, True])], zeroskip.Error, "an index is out of range"),
        ("TopK", [floats(3), ints(4)], zeroskip.InvalidFeed, "'node'"),
        ("TopK", [floats(3), ints(-1)], zeroskip.InvalidFeed, "'node': the size -1 is outside 0.."),
    ):
        proto, feeds = single(op, *inputs, opset=13)
        library = zeroskip.compile_model(proto, tmp_path / "model.so")
        with zeroskip.load_compiled(library, threads=2) as session, pytest.raises(error, match=message):
            session.run(None, feeds)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("Compress", [FEW, np.ones((2, 2), bool)], {}, "the condition must be a vector, got bool"),
        ("Compress", [FEW, np.ones(2, bool)], {"axis": 3}, "axis 3 is out of range"),
        ("Unique", [FEW], {"axis": -4}, "axis -4 is out of range"),
        ("Unique", [FEW], {"sorted": 2}, "sorted=2 must be 0 or 1"),
        ("NonMaxSuppression", [floats(1, 4), floats(1, 1, 1)], {}, r"needs boxes \[batch, boxes, 4\] and scores"),
        ("NonMaxSuppression", [floats(1, 4, 5), floats(1, 1, 4)], {}, r"needs boxes of 4 numbers, got f32\[1, 4, 5\]"),
        ("NonMaxSuppression", [floats(1, 4, 4), floats(1, 1, 5)], {}, "suppress: .* do not fit together"),
        ("TopK", [FEW, ints(1, 2)], {}, r"k must be a single number, got i64\[2\]"),
        ("TopK", [FEW, number(1)], {}, r"k must be a single integer, got f32\[1\]"),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(zeroskip.CompileError, match=message):
        import_model(single(op, *inputs, opset=13, **attributes)[0])
