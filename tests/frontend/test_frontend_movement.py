"""Ops that move elements against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import helper

from tests.frontend.onnx_models import FLOAT, Array, agree_single, floats, ints, model, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir import FeedError, interpret

X = floats(2, 3, 4)
IMAGE = floats(1, 8, 4, 6)


@pytest.mark.parametrize("shape", [(6, 4), (-1,), (0, -1), (0, 0, 2, 2), (4, -1, 1, 2), (2, 3, 4)])
def test_reshape(shape: tuple[int, ...]) -> None:
    agree_single("Reshape", X, ints(*shape), constant=[1])


def test_reshape_of_nothing() -> None:
    agree_single("Reshape", floats(0, 3), ints(3, 0), constant=[0, 1], allowzero=1)


@pytest.mark.parametrize("axis", [0, 1, 2, 3, -1])
def test_flatten(axis: int) -> None:
    agree_single("Flatten", X, axis=axis)


@pytest.mark.parametrize("opset", [11, 13])
def test_squeeze_and_unsqueeze(opset: int) -> None:
    def apply(op: str, x: Array, *axes: int) -> None:
        if opset < 13:
            agree_single(op, x, opset=opset, axes=list(axes))
        else:
            agree_single(op, x, ints(*axes), constant=[1], opset=opset)

    agree_single("Squeeze", floats(1, 3, 1), opset=opset)
    apply("Squeeze", floats(1, 3, 1), 0)
    apply("Squeeze", floats(1, 3, 1), 0, -1)
    apply("Unsqueeze", X, 0, 4)
    apply("Unsqueeze", X, 3, 1, 0)


@pytest.mark.parametrize("attributes", [{}, {"perm": [1, 2, 0]}, {"perm": [0, 1, 2]}])
def test_transpose(attributes: dict[str, Any]) -> None:
    agree_single("Transpose", X, **attributes)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_concat(axis: int, count: int) -> None:
    agree_single("Concat", *[X] * count, axis=axis)


def test_split() -> None:
    agree_single("Split", X, outputs=2, axis=2)
    agree_single("Split", X, outputs=2, axis=2, opset=11)
    agree_single("Split", X, outputs=2, axis=1, split=[1, 2], opset=11)
    agree_single("Split", X, ints(1, 0, 2), constant=[1], outputs=3, axis=-2)
    agree_single("Split", floats(7), outputs=3, opset=18, num_outputs=3)


@pytest.mark.parametrize(
    ("starts", "ends", "axes", "steps"),
    [
        ([0, 1], [2, 3], None, None),
        ([1], [2**63 - 1], [1], None),
        ([-3], [-1], [2], None),
        ([-100], [100], [-1], [3]),
        ([3], [-(2**63)], [2], [-1]),
        ([-1, -1], [-100, 0], [2, 1], [-2, -1]),
        ([2], [1], [1], [1]),
        ([1, 0, 0], [2, 3, 4], [0, 1, 2], [1, 2, 3]),
    ],
)
def test_slice(starts: list[int], ends: list[int], axes: list[int] | None, steps: list[int] | None) -> None:
    inputs = [X, *[None if v is None else ints(*v) for v in (starts, ends, axes, steps)]]
    agree_single("Slice", *inputs, constant=[1, 2, 3, 4])
    if steps is None:
        attributes = {"starts": starts, "ends": ends} | ({} if axes is None else {"axes": axes})
        agree_single("Slice", X, opset=9, **attributes)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("indices", [np.asarray(1), ints(-1), ints(1, 0, -2), np.zeros((2, 2), np.int32)])
@pytest.mark.parametrize("constant", [[], [0], [1], [0, 1]])
def test_gather(axis: int, indices: Array, constant: list[int]) -> None:
    agree_single("Gather", X, indices, axis=axis, constant=constant)


@pytest.mark.parametrize("shape", [(2, 3, 4), (5, 2, 3, 4), (3, 1), (1,)])
def test_expand(shape: tuple[int, ...]) -> None:
    agree_single("Expand", X, ints(*shape), constant=[1])
    agree_single("Expand", floats(3, 1), ints(*shape[-2:]), constant=[1])


@pytest.mark.parametrize("repeats", [(1, 1, 1), (2, 1, 3), (1, 2, 1), (0, 1, 1)])
def test_tile(repeats: tuple[int, ...]) -> None:
    agree_single("Tile", X, ints(*repeats), constant=[1])


@pytest.mark.parametrize("mode", ["constant", "reflect", "edge"])
@pytest.mark.parametrize("pads", [(0, 1, 2, 0, 0, 1), (0, 0, 0, 0, 0, 0), (0, 2, 3, 0, 1, 0)])
def test_pad(mode: str, pads: tuple[int, ...]) -> None:
    agree_single("Pad", X, ints(*pads), constant=[1], mode=mode)
    agree_single("Pad", X, opset=10, pads=list(pads), mode=mode)


def test_pad_values_axes_and_crops() -> None:
    value = np.asarray(np.float32(1.5))
    agree_single("Pad", X, ints(0, 1, 2, 0, 0, 1), value, constant=[1, 2])
    agree_single("Pad", X, opset=10, pads=[0, 1, 2, 0, 0, 1], value=-2.0)
    agree_single("Pad", X, ints(1, 2, 3, 0), value, ints(-1, 0), constant=[1, 2, 3], opset=18)
    agree_single("Pad", X, ints(0, -1, 2, 0, 0, -2), value, constant=[1, 2])
    agree_single("Pad", X, ints(0, 1, 2, 0, 3, 1), None, constant=[1], mode="wrap", opset=19)


@pytest.mark.parametrize("mode", ["edge", "reflect", "wrap"])
@pytest.mark.parametrize("pads", [(0, 1, 2, 0, 0, 1), (5, 7, 9, 2, 0, 13), (0, 0, 0, 0, 0, 0)])
@pytest.mark.parametrize("constant", [[], [1]])
def test_pads_are_filled_as_numpy_does_it(mode: Any, pads: tuple[int, ...], constant: list[int]) -> None:
    for x in (X, X[:, :1]):
        proto, feeds = single("Pad", x, ints(*pads), constant=constant, mode=mode, opset=19)
        proto.graph.input[0].type.tensor_type.shape.dim[2].dim_param = "n"
        wanted = np.pad(x, list(zip(pads[:3], pads[3:], strict=True)), mode=mode)
        np.testing.assert_array_equal(interpret(import_model(proto), feeds)["y0"], wanted)


@pytest.mark.parametrize("count", [2, 6])
def test_pads_that_do_not_fit_axes_of_the_run(count: int) -> None:
    with pytest.raises(CompileError, match=f"Pad 'node': needs 4 pads, got {count}"):
        import_model(single("Pad", X, ints(*[1] * count), None, ints(0, 1), opset=18)[0])


@pytest.mark.parametrize("mode", ["DCR", "CRD"])
def test_depth_to_space(mode: str) -> None:
    agree_single("DepthToSpace", IMAGE, blocksize=2, mode=mode)


def test_space_to_depth() -> None:
    agree_single("SpaceToDepth", IMAGE, blocksize=2)
    nodes = [
        helper.make_node("DepthToSpace", ["x"], ["s"], blocksize=2, mode="CRD"),
        helper.make_node("SpaceToDepth", ["s"], ["y"], blocksize=2, mode="CRD"),
    ]
    graph = import_model(model(nodes, {"x": (FLOAT, IMAGE.shape)}, ["y"], opset=28))
    np.testing.assert_array_equal(interpret(graph, {"x": IMAGE})["y"], IMAGE)


@pytest.mark.parametrize("mode", ["DCR", "CRD"])
def test_space_to_depth_is_the_inverse(mode: str) -> None:
    deep, feeds = single("DepthToSpace", IMAGE, blocksize=2, mode=mode)
    (image,) = interpret(import_model(deep), feeds).values()
    back, feeds = single("SpaceToDepth", image, blocksize=2, mode=mode, opset=28)
    np.testing.assert_array_equal(interpret(import_model(back), feeds)["y0"], IMAGE)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("Reshape", [X, ints(5, 5)], {}, "cannot reshape f32[2, 3, 4] to [5, 5]: the sizes differ"),
        ("Reshape", [X, ints(5, -1)], {}, "cannot reshape f32[2, 3, 4] to [5, 4]: the sizes differ"),
        ("Reshape", [X, ints(-1, -1)], {}, "the shape [-1, -1] has more than one -1"),
        ("Reshape", [X, ints(1, 1, 1, 0)], {}, "0 at position 3 of the shape copies a dim that f32[2, 3, 4] does not"),
        ("Squeeze", [X, ints(1)], {}, "axis 1 of f32[2, 3, 4] is not 1"),
        ("Unsqueeze", [X, ints(9)], {}, "axis 9 is out of range for a tensor of rank 4"),
        ("Unsqueeze", [X, ints(0, 0)], {}, "axes [0, 0] name an axis twice"),
        ("Transpose", [X], {"perm": [0, 0, 1]}, "[0, 0, 1] is no permutation of the axes of f32[2, 3, 4]"),
        ("Concat", [X, floats(2, 3)], {"axis": 0}, "cannot concatenate f32[2, 3, 4] and f32[2, 3] along axis 0"),
        ("Split", [X, ints(1, 1)], {"axis": 2, "outputs": 2}, "sizes 1, 1 do not split an axis of 4 in 2 parts"),
        ("Split", [X], {"axis": 1, "outputs": 2}, "an axis of 3 does not divide into 2 equal parts"),
        ("Slice", [X, ints(0), ints(1), ints(0), ints(0)], {}, "the step of axis 0 is 0"),
        ("Expand", [X, ints(5, 4)], {}, "shapes do not broadcast: 5 against 3"),
        ("Tile", [X, ints(1)], {}, "needs 3 repeats for f32[2, 3, 4], got 1"),
        ("Pad", [X, ints(1)], {}, "needs 6 pads, got 1"),
        ("Pad", [X[:0], ints(5, 0, 0, 0, 0, 0)], {"mode": "edge"}, "mode='edge' cannot pad an axis of 0 by 5 and 0"),
        ("Pad", [X, ints(5, 0, 0, 0, 0, 0)], {"mode": "mirror"}, "mode='mirror' is not supported"),
        ("Pad", [X, ints(-3, 0, 0, 0, 0, 0)], {}, "negative pads take away more than f32[2, 3, 4] has"),
        ("Slice", [X, ints(0, 0, 0, 0), ints(1, 1, 1, 1)], {}, "axis 3 is out of range for a tensor of rank 3"),
        ("DepthToSpace", [IMAGE], {"blocksize": 0}, "blocksize=0 must be at least 1"),
        ("Reshape", [X, ints(24)], {"allowzero": 2}, "allowzero=2 must be 0 or 1"),
        ("Flatten", [X], {"axis": 4}, "axis 4 is out of range for f32[2, 3, 4]"),
        ("DepthToSpace", [X], {"blocksize": 2}, "needs an input of rank 4, got f32[2, 3, 4]"),
        ("DepthToSpace", [IMAGE], {"blocksize": 3}, "cannot reshape"),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2, 3, 4], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("op", "sizes"),
    [("Reshape", [4, -1]), ("Reshape", [0, 0, 2, 2]), ("Expand", [2, 1, 3, 1]), ("Expand", [1]), ("Tile", [2, 1, 3])],
)
def test_sizes_that_are_only_known_when_running(op: str, sizes: list[int]) -> None:
    agree_single(op, X, ints(*sizes))


@pytest.mark.parametrize(("op", "sizes"), [("Reshape", [5, 5]), ("Reshape", [-2, 12]), ("Expand", [2, 2, 4])])
def test_sizes_of_a_run_that_do_not_fit(op: str, sizes: list[int]) -> None:
    proto, feeds = single(op, X, ints(*sizes))
    with pytest.raises(FeedError, match=r"the sizes differ|is -?\d+, outside"):
        interpret(import_model(proto), feeds)
