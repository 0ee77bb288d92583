"""Normalisations, softmax, reductions and quantisation against ONNX Runtime, over attributes and opsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import helper

from tests.frontend.onnx_models import (
    FLOAT,
    Array,
    agree,
    agree_single,
    agree_with_the_reference,
    floats,
    model,
    single,
)
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir.interpreter import interpret

X = floats(2, 4, 3, 5)
SCALE, SHIFT, MEAN, VARIANCE = floats(4, seed=1), floats(4, seed=2), floats(4, seed=3), np.abs(floats(4, seed=4))


@pytest.mark.parametrize("constant", [[], [1, 2, 3, 4]])
@pytest.mark.parametrize("opset", [9, 15])
def test_batch_normalization(constant: list[int], opset: int) -> None:
    parameters = SCALE, SHIFT, MEAN, VARIANCE
    graph = agree_single("BatchNormalization", X, *parameters, constant=constant, opset=opset, epsilon=1e-3)
    assert not constant or [node.op.name for node in graph.nodes] == ["map", "map"]


@pytest.mark.parametrize("axis", [-1, 1, 2])
@pytest.mark.parametrize("bias", [False, True])
def test_layer_normalization(axis: int, bias: bool) -> None:
    shape = X.shape[axis:]
    parameters = [floats(*shape, seed=1), *([floats(*shape, seed=2)] if bias else [])]
    agree_single("LayerNormalization", X, *parameters, constant=[1, 2], axis=axis, epsilon=1e-4)


def test_instance_normalization() -> None:
    agree_single("InstanceNormalization", X, SCALE, SHIFT, constant=[1, 2], epsilon=1e-3)


def test_group_normalization() -> None:
    agree_single("GroupNormalization", X, SCALE, SHIFT, constant=[1, 2], num_groups=2, opset=21)


def test_rms_normalization() -> None:
    proto, feeds = single("RMSNormalization", X, SCALE[:1] + np.ones(5, np.float32), constant=[1], opset=23)
    wanted = X / np.sqrt(np.square(X).mean(-1, keepdims=True) + 1e-5) * (SCALE[0] + 1)
    np.testing.assert_allclose(interpret(import_model(proto), feeds)["y0"], wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("size", [1, 3, 5, 9])
def test_lrn(size: int) -> None:
    agree_single("LRN", X, size=size, alpha=0.1, beta=0.75, bias=1.5)


def test_lrn_of_an_even_size() -> None:
    proto, feeds = single("LRN", X, size=2, alpha=0.1, beta=0.75, bias=1.5)
    padded = np.pad(np.square(X), [(0, 0), (0, 1), (0, 0), (0, 0)])  # the odd one out comes after
    wanted = X / (1.5 + 0.05 * (padded[:, :-1] + padded[:, 1:])) ** 0.75
    np.testing.assert_allclose(interpret(import_model(proto), feeds)["y0"], wanted, rtol=1e-5)


@pytest.mark.parametrize("p", [1, 2])
@pytest.mark.parametrize("axis", [-1, 1])
def test_lp_normalization(p: int, axis: int) -> None:
    agree_single("LpNormalization", X, p=p, axis=axis)


@pytest.mark.parametrize("op", ["Softmax", "LogSoftmax"])
@pytest.mark.parametrize("attributes", [{}, {"axis": 0}, {"axis": 1}, {"axis": 2}, {"axis": -1}])
@pytest.mark.parametrize("opset", [9, 11, 13])
def test_softmax(op: str, attributes: dict[str, Any], opset: int) -> None:
    agree_single(op, X, opset=opset, **attributes)


REDUCTIONS = ["L1", "L2", "LogSum", "LogSumExp", "Max", "Mean", "Min", "Prod", "Sum", "SumSquare"]


@pytest.mark.parametrize("name", REDUCTIONS)
@pytest.mark.parametrize("keepdims", [0, 1])
@pytest.mark.parametrize("axes", [None, [0], [-1, 1]])
@pytest.mark.parametrize("opset", [11, 13, 18])
def test_reductions(name: str, keepdims: int, axes: list[int] | None, opset: int) -> None:
    x = np.abs(X) + np.float32(0.1) if name == "LogSum" else X
    if axes is not None and opset >= (13 if name == "Sum" else 18):
        agree_single(f"Reduce{name}", x, np.array(axes, np.int64), constant=[1], opset=opset, keepdims=keepdims)
    else:
        agree_single(f"Reduce{name}", x, opset=opset, keepdims=keepdims, **({} if axes is None else {"axes": axes}))


def test_a_reduction_over_no_axes() -> None:
    empty = np.array([], np.int64)
    agree_single("ReduceSum", X, empty, constant=[1], noop_with_empty_axes=1)
    agree_single("ReduceSum", X, empty, constant=[1], noop_with_empty_axes=0)


def test_integer_reductions() -> None:
    x = np.arange(12, dtype=np.int64).reshape(3, 4)
    for name in ("Sum", "Max", "Min"):
        agree_single(f"Reduce{name}", x, keepdims=0)


def test_the_mean_over_a_symbolic_axis() -> None:
    node = helper.make_node("ReduceMean", ["x"], ["y"], axes=[1, 2], keepdims=0)
    agree(model([node], {"x": (FLOAT, [2, "tokens", 5])}, ["y"]), {"x": floats(2, 7, 5)})


@pytest.mark.parametrize("dtype", [np.int8, np.uint8])
def test_quantization(dtype: type) -> None:
    zero = np.asarray(np.array(3, dtype))
    scale = np.asarray(np.float32(0.05))
    agree_single("QuantizeLinear", X * 4, scale, zero, constant=[1, 2])
    quantised = np.arange(24).reshape(2, 4, 3).astype(dtype)
    agree_single("DequantizeLinear", quantised, scale, zero, constant=[1, 2])
    agree_single("DequantizeLinear", quantised, np.abs(SCALE), np.arange(4).astype(dtype), constant=[1, 2], axis=1)
    agree_single("DequantizeLinear", quantised, scale, constant=[1])


PARAMETERS = [SCALE, SHIFT, MEAN, VARIANCE]


def test_normalisation_by_the_batch() -> None:
    agree_with_the_reference("BatchNormalization", X, *PARAMETERS, training_mode=1, momentum=0.8, outputs=3)
    agree_with_the_reference("BatchNormalization", X[:, :, 0, 0], *PARAMETERS, training_mode=1)


def test_moments_of_a_layer() -> None:
    agree_single("LayerNormalization", X, floats(3, 5), floats(3, 5, seed=1), axis=2, outputs=3)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("BatchNormalization", [X, *[p[:3] for p in PARAMETERS]], {}, "parameters need shape [4], got f32[3]"),
        ("BatchNormalization", [X, *PARAMETERS], {"spatial": 0, "opset": 7}, "spatial=0 is not supported"),
        ("LayerNormalization", [X, floats(2, 1, 1, 1, 1)], {}, "a parameter f32[2, 1, 1, 1, 1] does not broadcast"),
        ("LayerNormalization", [X, floats(5)], {"axis": 4}, "axis 4 is out of range for a tensor of rank 4"),
        ("GroupNormalization", [X, SCALE, SHIFT], {"num_groups": 3, "opset": 21}, "4 channels do not divide into 3"),
        ("LRN", [X], {"size": 10**6}, "size=1000000 is not supported; it must be 1 to 63"),
        ("Softmax", [X.astype(np.int32)], {}, "softmax needs a floating-point type, got i32[2, 4, 3, 5]"),
        ("ReduceMean", [X.astype(np.int32)], {}, "the mean of i32 is not supported; cast to float32 before"),
        ("ReduceSum", [X, np.array([4])], {}, "axis 4 is out of range for a tensor of rank 4"),
        ("DequantizeLinear", [X.astype(np.int8), SCALE], {"axis": 2}, "a parameter f32[4] does not fit axis 2 of i8"),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2, 3, 4], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
