"""Pooling against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
from onnx import helper

from tests.frontend.onnx_models import FLOAT, Array, agree, agree_single, expected, floats, model, single
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


@pytest.mark.parametrize("constant", [[], [2]])
def test_elements_are_put_back_into_outputs_of_other_sizes(constant: list[int]) -> None:
    image = np.arange(50, dtype=np.float32).reshape(1, 2, 5, 5)
    window: dict[str, Any] = {"kernel_shape": [2, 2], "strides": [2, 2]}
    for ceil_mode, size in ((1, 5), (0, 4), (0, 6)):
        # Positions count an image of 4 x 4, or else the output, for which that of the attributes is too large.
        source = image if ceil_mode else image[:, :, :4, :4]
        pooled, positions = expected(*single("MaxPool", source, outputs=2, ceil_mode=ceil_mode, **window))
        wanted = np.zeros((1, 2, size, size), np.float32)
        wanted[:, :, : source.shape[2], : source.shape[3]][np.isin(source, pooled)] = pooled.ravel()
        shape = np.array(wanted.shape)
        proto, feeds = single("MaxUnpool", pooled, positions, shape, constant=constant, **window)
        np.testing.assert_array_equal(interpret(import_model(proto), feeds)["y0"], wanted)


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


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("MaxPool", [X], {"kernel_shape": [2]}, "kernel_shape=[2] does not match the input f32[2, 3, 9, 8]"),
        ("MaxPool", [X], {"kernel_shape": [2, 99]}, "a window of 99 (dilation 1) does not fit an axis of 8"),
        ("LpPool", [X], {"kernel_shape": [2, 2], "p": 0}, "p=0 must be positive"),
        ("MaxPool", [X], {"kernel_shape": [2, 2], "auto_pad": "VALID", "ceil_mode": 1}, "ceil_mode=1 with auto_pad"),
        ("AveragePool", [X], {"kernel_shape": [1, 1], "pads": [1, 0, 0, 0]}, "a window lies in the padding only"),
        (
            "Col2Im",
            [X[0], np.array([4, 4]), np.array([2])],
            {"opset": 18},
            "needs an input [N, C * block, L] and a block",
        ),
    ],
)
def test_refusals(op: str, inputs: list[Array | None], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2, 3], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
