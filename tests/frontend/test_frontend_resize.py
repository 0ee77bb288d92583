"""Resizing against ONNX Runtime and ONNX's reference, with sizes known when compiling and those of a run."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from onnx import helper
from onnx.reference import ReferenceEvaluator

from tests.frontend.onnx_models import (
    FLOAT,
    Array,
    agree,
    agree_single,
    agree_with_the_reference,
    floats,
    model,
    single,
    symbolic,
)
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.compiler.options import Options
from zeroskip.compiler.passes.dead_code import dead_code
from zeroskip.ir import interpret
from zeroskip.ir.verify import verify

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


def results(op: str, *inputs: Array | None, constant: bool, **settings: Any) -> Array:
    """The result of a node, all inputs but the first being constants, or else all dims symbolic."""
    proto, feeds = single(op, *inputs, constant=[1, 2, 3] if constant else (), **settings)
    graph = import_model(proto, {} if constant else dict.fromkeys(symbolic(proto), (0, 200)))
    verify(graph)
    return interpret(graph, feeds)["y0"]


TRANSFORMATIONS = ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric"]


@pytest.mark.parametrize("transformation", [*TRANSFORMATIONS, "tf_crop_and_resize"])
@pytest.mark.parametrize("mode", ["nearest", "linear", "cubic"])
def test_what_a_run_knows_gives_what_constants_give(mode: str, transformation: str) -> None:
    settings = {"mode": mode, "coordinate_transformation_mode": transformation, "opset": 19}
    region = np.array([0.0, 0.0, 0.2, -0.1, 1.0, 1.0, 0.9, 0.8], np.float32)
    more: dict[str, list[dict[str, Any]]] = {
        "nearest": [{"nearest_mode": "ceil"}, {"nearest_mode": "round_prefer_ceil"}],
        "linear": [{"antialias": 1}],
        "cubic": [{"antialias": 1, "exclude_outside": 1}, {"exclude_outside": 1, "cubic_coeff_a": -0.5}],
    }
    for scales, sizes in (((1, 1, 2, 2.5), (1, 2, 8, 7)), ((1, 1, 0.6, 0.4), (1, 2, 2, 1))):
        for ends in ((np.array(scales, np.float32), None), (None, np.array(sizes, np.int64))):
            for attributes in ({}, *more[mode]):
                inputs = (SMALL, region, *ends)
                wanted = results("Resize", *inputs, constant=True, **settings, **attributes)
                found = results("Resize", *inputs, constant=False, **settings, **attributes)
                np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("policy", ["not_larger", "not_smaller"])
def test_sizes_of_a_run_that_keep_the_aspect_ratio(policy: str) -> None:
    settings: dict[str, Any] = {"axes": [-1, 2], "keep_aspect_ratio_policy": policy, "mode": "linear", "opset": 18}
    for sizes in ((7, 8), (2, 9), (1, 1)):
        inputs = (SMALL, None, None, np.array(sizes, np.int64))
        wanted = results("Resize", *inputs, constant=True, **settings)
        np.testing.assert_array_equal(results("Resize", *inputs, constant=False, **settings), wanted)


@pytest.mark.parametrize(
    ("transformation", "rounding"), [("half_pixel", "round_prefer_floor"), ("asymmetric", "floor")]
)
def test_multiples_of_symbolic_sizes_are_broadcasts(transformation: str, rounding: str) -> None:
    settings = {"coordinate_transformation_mode": transformation, "nearest_mode": rounding}
    for scales, gathers in (((1, 1, 2, 3), 0), ((1, 1, 2, 1.5), 1)):
        node = helper.make_node("Resize", ["x", "", "scales"], ["y"], **settings)
        constants = {"scales": np.array(scales, np.float32)}
        graph = agree(model([node], {"x": (FLOAT, ["n", 2, "h", "w"])}, ["y"], constants), {"x": SMALL})
        dead_code(graph, Options())
        assert sum(node.op.name == "gather" for node in graph.nodes) == gathers


def test_the_floor_of_a_scaled_symbolic_size_is_exact() -> None:
    # In single precision 10 * 0.7 is 7; ONNX has the floor of what it is.
    for scale in (0.7, 1.1, 0.29, 1e-3):
        inputs = floats(100, 1), None, np.array([scale, 1], np.float32)
        proto, feeds = single("Resize", *inputs, constant=[2])
        proto.graph.input[0].type.tensor_type.shape.dim[0].dim_param = "n"
        (found,) = interpret(import_model(proto, {"n": (1, 200)}), feeds).values()
        size = math.floor(100 * float(np.float32(scale)))
        assert len(found) == len(results("Resize", *inputs, constant=False)) == size


def test_resize_to_nothing_and_of_nothing() -> None:
    for mode in ("nearest", "linear", "cubic"):
        for x, sizes in ((SMALL, (1, 2, 0, 5)), (floats(0, 2, 3, 3), (0, 2, 5, 5))):
            found = results("Resize", x, None, None, np.array(sizes), constant=False, mode=mode)
            assert found.shape == sizes


def test_an_axis_that_stays_does_so_beside_infinities() -> None:
    x = SMALL.copy()
    x[0, 0], x[0, 1, 0] = np.inf, np.nan
    for mode in ("nearest", "linear", "cubic"):
        found = results("Resize", x, None, np.ones(4, np.float32), constant=False, mode=mode)
        np.testing.assert_array_equal(found, x)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        (
            "Resize",
            [SMALL, None, np.ones(4, np.float32)],
            {"mode": "quintic"},
            "mode='quintic' is not one of nearest, linear",
        ),
        ("Resize", [SMALL, None, np.ones(3, np.float32)], {}, "needs 4 scales, got f32[3]"),
        ("Resize", [SMALL, None, -np.ones(4, np.float32)], {}, "needs 4 positive scales, got [-1.0, -1.0, -1.0, -1.0]"),
    ],
)
def test_refusals(op: str, inputs: list[Array | None], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2, 3], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
