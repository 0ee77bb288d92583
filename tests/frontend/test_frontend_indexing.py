"""Ops that pick, place, order and sample elements against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import helper

from tests.frontend.onnx_models import FLOAT, INT64, Array, agree, agree_single, floats, ints, model, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import FeedError, interpret

X = floats(2, 3, 4)
TIES = np.random.default_rng(1).integers(0, 4, (3, 5, 4)).astype(np.float32)


def indices(extent: int, *shape: int) -> Array:
    return np.random.default_rng(2).integers(-extent, extent, shape)


@pytest.mark.parametrize("constant", [[], [0, 1]])
def test_gather_elements(constant: list[int]) -> None:
    for axis, shape in ((0, (5, 3, 4)), (1, (2, 7, 1)), (-1, (1, 2, 9))):
        agree_single("GatherElements", X, indices(X.shape[axis], *shape), axis=axis, constant=constant)


@pytest.mark.parametrize(
    ("batch_dims", "shape"), [(0, (5, 1)), (0, (2, 2, 2)), (0, (3,)), (1, (2, 5, 2)), (1, (2, 1)), (2, (2, 3, 6, 1))]
)
def test_gather_nd(batch_dims: int, shape: tuple[int, ...]) -> None:
    agree_single("GatherND", X, indices(2, *shape), batch_dims=batch_dims)


@pytest.mark.parametrize("reduction", ["none", "add", "mul", "max", "min"])
def test_scatter(reduction: str) -> None:
    # ONNX Runtime may apply updates that meet in any order, so those that are set do not meet.
    apart = np.argsort(np.random.default_rng(3).random((2, 3, 4)), axis=1)[:, :2]
    picked = apart if reduction == "none" else indices(3, 2, 5, 3)
    agree_single(
        "ScatterElements", X, picked, floats(*picked.shape, seed=4), axis=1, reduction=reduction, opset=18
    )  # fmt: skip
    rows = np.array([[1, 2], [0, 1], [1, 0]]) if reduction == "none" else indices(2, 6, 2)
    agree_single("ScatterND", X, rows, floats(len(rows), 4, seed=5), reduction=reduction, opset=18)


def test_the_last_of_updates_that_meet_wins() -> None:
    proto, feeds = single("ScatterElements", X[0, 0], ints(1, 3, 1, -1), floats(4, seed=6))
    (y,) = interpret(import_model(proto), feeds).values()
    np.testing.assert_array_equal(y, [X[0, 0, 0], feeds["x2"][2], X[0, 0, 2], feeds["x2"][3]])


def test_old_scatter() -> None:
    agree_single("Scatter", X, indices(1, 1, 3, 4), floats(1, 3, 4), opset=10)


@pytest.mark.parametrize("time_axis", [0, 1])
def test_reverse_sequence(time_axis: int) -> None:
    lengths = ints(1, 4, 2) if time_axis else ints(3, 2, 1, 3)
    agree_single("ReverseSequence", floats(3, 4, 2), lengths, time_axis=time_axis, batch_axis=1 - time_axis)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_one_hot(axis: int) -> None:
    for dtype in (np.int64, np.int32, np.float32):
        picked = indices(5, 2, 3).astype(dtype)
        agree_single("OneHot", picked, np.array([5], dtype), floats(2), constant=[1], axis=axis)
    agree_single("OneHot", ints(7, -9, 2), ints(5), ints(3, 4), constant=[1], axis=axis % 2)


@pytest.mark.parametrize("k", [0, 2, -1, 9])
def test_eye_like(k: int) -> None:
    agree_single("EyeLike", floats(3, 5), k=k)
    agree_single("EyeLike", floats(5, 3), k=k, dtype=INT64)


@pytest.mark.parametrize("upper", [0, 1])
@pytest.mark.parametrize("k", [None, -1, 2])
@pytest.mark.parametrize("constant", [[], [1]])
def test_trilu(upper: int, k: int | None, constant: list[int]) -> None:
    offset = [] if k is None else [np.asarray(np.int64(k))]
    agree_single("Trilu", X, *offset, constant=constant, upper=upper)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_order_along_an_axis(axis: int) -> None:
    for op in ("ArgMax", "ArgMin"):
        for last in (0, 1):
            agree_single(op, TIES, axis=axis, select_last_index=last, keepdims=last)
    for opset in (11, 17):
        agree_single("Hardmax", TIES, axis=axis % 3, opset=opset)
    for constant in ([], [1]):
        for exclusive, reverse in ((0, 0), (0, 1), (1, 0), (1, 1)):
            attributes = {"exclusive": exclusive, "reverse": reverse}
            agree_single("CumSum", TIES, np.array(axis), constant=constant, **attributes)
    for largest in (0, 1):
        agree_single("TopK", TIES, ints(3), constant=[1], outputs=2, axis=axis, largest=largest)
    agree_single("TopK", TIES, ints(2), constant=[1], outputs=2, axis=axis, opset=10)
    agree_single("TopK", TIES, outputs=2, axis=axis, k=2, opset=9)


@pytest.mark.parametrize("padding_mode", ["zeros", "border", "reflection"])
@pytest.mark.parametrize("align_corners", [0, 1])
@pytest.mark.parametrize("mode", ["bilinear", "nearest", "bicubic"])
def test_grid_sample(mode: str, padding_mode: str, align_corners: int) -> None:
    attributes = {"padding_mode": padding_mode, "align_corners": align_corners}
    grid = 1.5 * floats(2, 5, 7, 2)
    agree_single("GridSample", floats(2, 3, 4, 6), grid, mode=mode, **attributes)
    agree_single("GridSample", floats(2, 3, 1, 1), grid, mode=mode, **attributes)
    if mode != "bicubic":
        mode = {"bilinear": "linear"}.get(mode, mode)
        grid = 1.5 * floats(2, 2, 3, 4, 3)
        agree_single("GridSample", floats(2, 3, 4, 6, 5), grid, mode=mode, opset=20, **attributes)


@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_max_roi_pool(scale: float) -> None:
    rois = np.array([[0, 0, 0, 9, 9], [1, -3, 2, 4, 20], [1, 5, 5, 5, 5], [0, 4, 4, 1, 1], [1, 9, 9, 30, 30]])
    agree_single("MaxRoiPool", floats(2, 3, 7, 8), rois.astype(np.float32), pooled_shape=[2, 3], spatial_scale=scale)


@pytest.mark.parametrize("constant", [(), (1,)])
@pytest.mark.parametrize("align_corners", [0, 1])
def test_affine_grid(align_corners: int, constant: tuple[int, ...]) -> None:
    settings: dict[str, Any] = {"constant": constant, "align_corners": align_corners, "opset": 20}
    agree_single("AffineGrid", floats(2, 2, 3), ints(2, 3, 4, 5), **settings)
    agree_single("AffineGrid", floats(1, 3, 4), ints(1, 3, 2, 4, 5), **settings)
    theta = floats(1, 2, 3)
    proto, feeds = single("AffineGrid", theta, ints(1, 1, 1, 1), **settings)
    (y,) = interpret(import_model(proto), feeds).values()
    np.testing.assert_array_equal(y, theta[np.newaxis, ..., 2].reshape(1, 1, 1, 2))


@pytest.mark.parametrize("ratio", [0, 2])
@pytest.mark.parametrize("mode", ["avg", "max"])
def test_roi_align(mode: str, ratio: int) -> None:
    rois = np.array([[0, 0, 9, 9], [-3, 2, 4, 20], [5, 5, 5, 5], [7.2, 1.1, 8.9, 6.5]], np.float32)
    inputs = [floats(2, 3, 7, 8), rois, ints(0, 1, 1, 0)]
    sizes: dict[str, Any] = {"output_height": 2, "output_width": 3, "sampling_ratio": ratio, "spatial_scale": 0.8}
    agree_single("RoiAlign", *inputs, mode=mode, opset=10, **sizes)
    for transformation in ("half_pixel", "output_half_pixel"):
        agree_single("RoiAlign", *inputs, mode=mode, coordinate_transformation_mode=transformation, **sizes)


@pytest.mark.parametrize("group", [1, 2])
@pytest.mark.parametrize("optional", [False, True])
def test_deform_conv(group: int, optional: bool) -> None:
    w, offset = floats(6, 4 // group, 3, 2, seed=1), floats(2, 2 * 3 * 2 * 2, 4, 2, seed=2)
    extra = [floats(6, seed=3), floats(2, 2 * 3 * 2, 4, 2, seed=4)] if optional else []
    agree_single(
        "DeformConv", floats(2, 4, 7, 6), w, offset, *extra,
        opset=22, group=group, offset_group=2, strides=[2, 2], pads=[1, 0, 1, 0], dilations=[1, 2],
    )  # fmt: skip


def test_symbolic_sizes() -> None:
    """Sizes that differ are told apart by the run alone."""
    nodes = [
        ("GatherElements", ["x", "i"], "picked", {"axis": 1}),
        ("Trilu", ["x", "k"], "upper", {}),
        ("ArgMax", ["x"], "largest", {"axis": 1}),
        ("TopK", ["x", "two"], "top", {"axis": 0}),
    ]
    made = [helper.make_node(op, names, [y] if op != "TopK" else [y, "order"], **a) for op, names, y, a in nodes]
    proto = model(
        made,
        {"x": (FLOAT, ("m", "n")), "i": (INT64, ("p", "q")), "k": (INT64, ())},
        ["picked", "upper", "largest", "top", "order"],
        {"two": ints(2)},
    )
    for m, p, q in ((5, 5, 4), (4, 3, 9), (6, 1, 1)):
        feeds = {"x": floats(m, 7), "i": indices(7, p, q), "k": np.array(1)}
        agree(proto, feeds, {"m": (2, 9)})
    with pytest.raises(FeedError, match="gather 'GatherElements_0': gather of p elements leaves an axis of extent m"):
        interpret(import_model(proto, {"m": (2, 9)}), {**feeds, "i": indices(7, 9, 2)})


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("Gather", [X, ints(3)], {"axis": 1}, "an index is out of range for axis 1 of f32[2, 3, 4]"),
        ("GatherElements", [X, ints(3)], {}, "needs indices of rank 3 for f32[2, 3, 4], got i64[1]"),
        ("GatherElements", [X, indices(2, 2, 4, 4)], {}, "gather of 4 elements leaves an axis of extent 3"),
        ("GatherND", [X, indices(2, 2, 4)], {}, "indices of length 4 do not fit f32[2, 3, 4] with batch_dims=0"),
        ("GatherND", [X, indices(2, 2, 1)], {"batch_dims": 2}, "batch_dims=2 does not fit"),
        ("ScatterElements", [X, indices(2, 2, 3, 4), X[:1]], {}, "needs an update for each index, got f32[1, 3, 4]"),
        ("ScatterND", [X, indices(2, 5, 1), X], {}, "needs updates of shape [5, 3, 4], got f32[2, 3, 4]"),
        ("ScatterND", [X > 0, indices(2, 5, 3), floats(5) > 0], {"reduction": "add"}, "add is not defined for bool"),
        (
            "ReverseSequence",
            [X, ints(1, 1)],
            {"time_axis": 2},
            "time_axis=2 and batch_axis=1 of f32[2, 3, 4] must be 0",
        ),
        ("OneHot", [ints(1), ints(5), floats(3)], {"axis": 4}, "axis 4 is out of range for a tensor of rank 2"),
        ("EyeLike", [X], {}, "needs a matrix, got f32[2, 3, 4]"),
        ("Trilu", [X[0, 0]], {}, "needs a matrix, got f32[4]"),
        ("ArgMax", [X[:, :0]], {"axis": 1}, "there is no max along axis 1 of f32[2, 0, 4], which may be empty"),
        (
            "TopK",
            [X, ints(5)],
            {"axis": 1, "outputs": 2},
            "slice from 0, 5 elements, step 1 leaves an axis of extent 3",
        ),
        ("AffineGrid", [X, ints(2, 3, 4)], {"opset": 20}, "needs a size [N, C, H, W] or [N, C"),
        ("AffineGrid", [X, ints(1, 3, 4, 4)], {"opset": 20}, "needs theta of [1, 2, 3] for this"),
        ("GridSample", [X, X], {}, "needs an input [N, C, spatial…] and a grid [N, spatial…, 1], got f32[2, 3, 4]"),
        ("GridSample", [X, X], {"mode": "cubist"}, "mode='cubist' with padding_mode='zeros' is not supported"),
        (
            "RoiAlign",
            [floats(1, 1, 2, 2), floats(1, 4), ints(0)],
            {"sampling_ratio": -1},
            "sampling_ratio=-1 is negative; export the model again",
        ),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1], **({"opset": 18} | attributes))[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)


def test_constant_indices_out_of_range_are_refused() -> None:
    with pytest.raises(CompileError, match="GatherElements 'node': an index is out of range"):
        import_model(single("GatherElements", X, np.full((1, 1, 1), 9), constant=[0, 1])[0])
