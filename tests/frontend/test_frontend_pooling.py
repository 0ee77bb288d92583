"""Pooling and resizing against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import helper
from onnx.reference import ReferenceEvaluator

from tests.frontend.onnx_models import FLOAT, Array, agree, agree_single, expected, floats, model, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import interpret
from zeroskip.ir.ops import Broadcast, Map, Window

X = floats(2, 3, 9, 8)

WINDOWS: list[dict[str, Any]] = [
    {"kernel_shape": [2, 2], "strides": [2, 2]},
    {"kernel_shape": [3, 2]},
    {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1]},
    {"kernel_shape": [3, 3], "strides": [2, 3], "pads": [0, 0, 1, 2]},
    {"kernel_shape": [2, 3], "strides": [2, 3], "ceil_mode": 1},
    {"kernel_shape": [3, 3], "strides": [2, 2], "pads": [1, 1, 1, 1], "ceil_mode": 1},
    {"kernel_shape": [2, 2], "strides": [3, 3], "pads": [1, 1, 1, 1], "ceil_mode": 1},
    {"kernel_shape": [3, 2], "auto_pad": "SAME_UPPER", "strides": [2, 2]},
    {"kernel_shape": [3, 2], "auto_pad": "SAME_LOWER", "strides": [2, 2]},
    {"kernel_shape": [3, 2], "auto_pad": "VALID", "strides": [2, 2]},
    {"kernel_shape": [9, 8]},
]


@pytest.mark.parametrize("attributes", WINDOWS)
@pytest.mark.parametrize("opset", [10, 17])
def test_max_pool(attributes: dict[str, Any], opset: int) -> None:
    agree_single("MaxPool", X, opset=opset, **attributes)


@pytest.mark.parametrize("attributes", WINDOWS)
@pytest.mark.parametrize("storage_order", [0, 1])
def test_positions_of_maxima(attributes: dict[str, Any], storage_order: int) -> None:
    agree_single("MaxPool", X, outputs=2, storage_order=storage_order, **attributes)
    agree_single("MaxPool", X[0], outputs=2, kernel_shape=[3], strides=[2], pads=[1, 1])


def test_max_unpool() -> None:
    pooled, positions = expected(*single("MaxPool", X[:, :, :8, :6], outputs=2, kernel_shape=[2, 3], strides=[2, 3]))
    agree_single("MaxUnpool", pooled, positions, kernel_shape=[2, 3], strides=[2, 3])


@pytest.mark.parametrize("attributes", WINDOWS)
@pytest.mark.parametrize("count_include_pad", [0, 1])
@pytest.mark.parametrize("opset", [10, 19])
def test_average_pool(attributes: dict[str, Any], count_include_pad: int, opset: int) -> None:
    old = tuple(int(part) for part in onnxruntime.__version__.split(".")[:2]) < (1, 31)
    if old and count_include_pad and attributes.keys() & {"ceil_mode", "auto_pad"}:
        pytest.skip("onnxruntime 1.23, the last for Python 3.10, counts these pads differently from the standard")
    agree_single("AveragePool", X, opset=opset, count_include_pad=count_include_pad, **attributes)


def test_dilated_windows() -> None:
    agree_single("MaxPool", X, kernel_shape=[2, 3], dilations=[3, 2], pads=[1, 1, 0, 1])
    agree_single("AveragePool", X, kernel_shape=[2, 3], dilations=[3, 2], pads=[1, 1, 0, 1], opset=19)


@pytest.mark.parametrize("shape", [(1, 2, 7), (1, 2, 7, 6, 5)])
def test_other_ranks(shape: tuple[int, ...]) -> None:
    rank = len(shape) - 2
    for op in ("MaxPool", "AveragePool"):
        agree_single(op, floats(*shape), kernel_shape=[3] * rank, strides=[2] * rank, pads=[1] * 2 * rank)


def test_an_average_without_pads_is_a_sum_and_a_literal() -> None:
    pool, scale = agree_single("AveragePool", X, kernel_shape=[3, 3]).nodes
    assert isinstance(pool.op, Window) and isinstance(scale.op, Map) and len(scale.inputs) == 1


def test_averages_over_symbolic_sizes_count_by_a_window() -> None:
    node = helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    proto = model([node], {"x": (FLOAT, ["n", 3, "h", 8])}, ["y"])
    graph = agree(proto, {"x": floats(2, 3, 5, 8)})
    assert any(isinstance(node.op, Broadcast) for node in graph.nodes)


@pytest.mark.parametrize("op", ["GlobalAveragePool", "GlobalMaxPool"])
@pytest.mark.parametrize("shape", [(2, 3, 5), (2, 3, 5, 4), (1, 2, 3, 4, 5)])
def test_global_pools(op: str, shape: tuple[int, ...]) -> None:
    agree_single(op, floats(*shape))


def test_global_average_of_symbolic_planes() -> None:
    node = helper.make_node("GlobalAveragePool", ["x"], ["y"])
    agree(model([node], {"x": (FLOAT, ["n", 3, "h", "w"])}, ["y"]), {"x": floats(2, 3, 5, 4)})


SMALL = floats(1, 2, 4, 3)


@pytest.mark.parametrize("transformation", ["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel"])
@pytest.mark.parametrize("mode", ["nearest", "linear"])
@pytest.mark.parametrize("scales", [(1, 1, 2, 2), (1, 1, 1.5, 2.5), (1, 1, 0.5, 0.7)])
def test_resize_by_scales(transformation: str, mode: str, scales: tuple[float, ...]) -> None:
    proto, feeds = single(
        "Resize",
        SMALL,
        None,
        np.array(scales, np.float32),
        constant=[2],
        mode=mode,
        coordinate_transformation_mode=transformation,
    )
    if transformation == "align_corners" and mode == "linear":
        # ONNX aligns the corners of the scaled extent, which need not be whole; onnxruntime rounds it first.
        (result,) = interpret(import_model(proto), feeds).values()
        (wanted,) = ReferenceEvaluator(proto).run(None, feeds)
        np.testing.assert_allclose(result, wanted, rtol=2e-5, atol=2e-5)
    else:
        agree(proto, feeds)


@pytest.mark.parametrize("rounding", ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"])
def test_resize_to_sizes(rounding: str) -> None:
    sizes = np.array([1, 2, 7, 2], np.int64)
    agree_single("Resize", SMALL, None, None, sizes, constant=[3], mode="nearest", nearest_mode=rounding)
    agree_single("Resize", SMALL, None, None, sizes[2:], constant=[3], mode="linear", axes=[2, 3], opset=18)


def test_resize_of_images_in_batches_of_any_size() -> None:
    nodes = [
        helper.make_node("Shape", ["x"], ["shape"], end=2),
        helper.make_node("Concat", ["shape", "plane"], ["sizes"], axis=0),
        helper.make_node("Resize", ["x", "", "", "sizes"], ["y"], mode="linear"),
    ]
    proto = model(nodes, {"x": (FLOAT, ["batch", 2, 4, 3])}, ["y"], {"plane": np.array([8, 5])})
    agree(proto, {"x": floats(3, 2, 4, 3)})


def test_doubling_is_a_broadcast() -> None:
    scales = np.array([1, 1, 2, 2], np.float32)
    graph = agree_single("Resize", SMALL, None, scales, constant=[2], coordinate_transformation_mode="asymmetric")
    assert not any(node.op.name == "gather" for node in graph.nodes)


def test_upsample() -> None:
    scales = np.array([1, 1, 2, 3], np.float32)
    for mode in ("nearest", "linear"):
        agree_single("Upsample", SMALL, scales, constant=[1], mode=mode, opset=9)
        agree_single("Upsample", SMALL, scales=scales.tolist(), mode=mode, opset=7)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("MaxPool", [X], {"kernel_shape": [2]}, "kernel_shape=[2] does not match the input f32[2, 3, 9, 8]"),
        ("MaxPool", [X], {"kernel_shape": [2, 99]}, "a window of 99 (dilation 1) does not fit an axis of 8"),
        ("MaxPool", [X], {"kernel_shape": [2, 2], "auto_pad": "VALID", "ceil_mode": 1}, "ceil_mode=1 with auto_pad"),
        ("AveragePool", [X], {"kernel_shape": [1, 1], "pads": [1, 0, 0, 0]}, "a window lies in the padding only"),
        ("Resize", [X, None, np.ones(4, np.float32)], {"mode": "cubic"}, "mode='cubic' is not supported"),
        ("Resize", [X, None, np.ones(3, np.float32)], {}, "needs 4 positive scales, got [1.0, 1.0, 1.0]"),
    ],
)
def test_refusals(op: str, inputs: list[Array | None], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2, 3], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
