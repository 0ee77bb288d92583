"""Pooling and resizing against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import helper
from onnx.reference import ReferenceEvaluator

from tests.frontend.onnx_models import (
    FLOAT,
    Array,
    agree,
    agree_single,
    agree_with_the_reference,
    expected,
    floats,
    model,
    single,
)
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import interpret
from zeroskip.ir.ops import Map, Window

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


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.float64])
def test_maxima_of_other_types(dtype: type) -> None:
    x = (X * 50).astype(np.int64).astype(dtype)
    agree_single("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1], outputs=2)


@pytest.mark.parametrize("attributes", [w for w in WINDOWS if "ceil_mode" not in w])
@pytest.mark.parametrize("p", [1, 2, 3])
def test_lp_pool(attributes: dict[str, Any], p: int) -> None:
    agree_single("LpPool", X, p=p, **attributes)


@pytest.mark.parametrize("p", [1, 2, 3])
def test_global_lp_pool(p: int) -> None:
    agree_single("GlobalLpPool", X, p=p)


@pytest.mark.parametrize(
    ("x", "image", "block", "attributes"),
    [
        ((1, 5, 5), (5, 5), (1, 5), {}),
        ((2, 12, 16), (6, 9), (2, 3), {"strides": [2, 3], "pads": [0, 1, 2, 2]}),
        ((1, 8, 4), (5, 5), (2, 2), {"dilations": [3, 1], "strides": [1, 3]}),
        ((2, 6, 4), (7,), (3,), {"strides": [2], "pads": [1, 1]}),
        ((1, 10, 12), (3, 4, 5), (1, 1, 5), {}),
    ],
)
def test_col2im(x: tuple[int, ...], image: tuple[int, ...], block: tuple[int, ...], attributes: dict[str, Any]) -> None:
    sizes = [np.array(size, np.int64) for size in (image, block)]
    agree_single("Col2Im", floats(*x), *sizes, constant=[1, 2], opset=18, **attributes)


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


@pytest.mark.parametrize("op", ["AveragePool", "LpPool", "MaxPool"])
@pytest.mark.parametrize("attributes", WINDOWS)
def test_images_of_symbolic_size(op: str, attributes: dict[str, Any]) -> None:
    node = helper.make_node(op, ["x"], ["y", "at"][: 1 + (op == "MaxPool")], **attributes)
    proto = model([node], {"x": (FLOAT, ["n", 3, "h", "w"])}, list(node.output), opset=18)
    for shape in ((2, 3, 9, 8), (1, 3, 10, 11)):
        agree(proto, {"x": floats(*shape)})


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


@pytest.mark.parametrize("transformation", ["half_pixel", "half_pixel_symmetric", "align_corners", "asymmetric"])
@pytest.mark.parametrize("attributes", [{}, {"cubic_coeff_a": -0.5}, {"exclude_outside": 1}, {"antialias": 1}])
@pytest.mark.parametrize("mode", ["linear", "cubic"])
def test_resize_with_wide_windows(mode: str, transformation: str, attributes: dict[str, Any]) -> None:
    for scales in ((1, 1, 2, 2.5), (1, 1, 0.6, 0.7)):
        inputs = (SMALL, None, np.array(scales, np.float32))
        settings = {"mode": mode, "coordinate_transformation_mode": transformation, **attributes}
        agree_with_the_reference("Resize", *inputs, constant=[2], opset=19, **settings)


@pytest.mark.parametrize("mode", ["nearest", "linear", "cubic"])
def test_resize_of_a_region(mode: str) -> None:
    region, sizes = np.array([0.2, -0.1, 0.9, 0.8], np.float32), np.array([5, 4], np.int64)
    settings = {"coordinate_transformation_mode": "tf_crop_and_resize", "extrapolation_value": 10.0, "mode": mode}
    agree_with_the_reference("Resize", SMALL, region, None, sizes, constant=[1, 3], axes=[2, 3], opset=19, **settings)


@pytest.mark.parametrize("policy", ["not_larger", "not_smaller"])
def test_resize_that_keeps_the_aspect_ratio(policy: str) -> None:
    sizes = np.array([7, 8], np.int64)
    settings = {"axes": [2, 3], "keep_aspect_ratio_policy": policy, "mode": "linear"}
    agree_single("Resize", SMALL, None, None, sizes, constant=[3], opset=18, **settings)


def test_resize_of_integers() -> None:
    x, scales = (SMALL * 90).astype(np.int8), np.array([1, 1, 2, 2], np.float32)
    for mode in ("linear", "cubic"):
        agree_with_the_reference("Resize", x, None, scales, constant=[2], opset=19, mode=mode)


def test_the_first_resize() -> None:
    for scales in ((1, 1, 2, 2), (1, 1, 0.5, 0.7), (1, 1, 2.5, 0.6)):
        for mode in ("nearest", "linear"):
            agree_single("Resize", SMALL, np.array(scales, np.float32), constant=[1], opset=10, mode=mode)


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
        ("LpPool", [X], {"kernel_shape": [2, 2], "p": 0}, "p=0 must be positive"),
        ("MaxPool", [X], {"kernel_shape": [2, 2], "auto_pad": "VALID", "ceil_mode": 1}, "ceil_mode=1 with auto_pad"),
        ("AveragePool", [X], {"kernel_shape": [1, 1], "pads": [1, 0, 0, 0]}, "a window lies in the padding only"),
        (
            "Resize",
            [X, None, np.ones(4, np.float32)],
            {"mode": "quintic"},
            "mode='quintic' is not one of nearest, linear",
        ),
        (
            "Col2Im",
            [X[0], np.array([4, 4]), np.array([2])],
            {"opset": 18},
            "needs an input [N, C * block, L] and a block",
        ),
        ("Resize", [X, None, np.ones(3, np.float32)], {}, "needs 4 positive scales, got [1.0, 1.0, 1.0]"),
    ],
)
def test_refusals(op: str, inputs: list[Array | None], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2, 3], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
