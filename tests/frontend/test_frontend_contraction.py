"""Matrix products and convolutions against ONNX Runtime."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.frontend.onnx_models import Array, agree_single, floats, single
from zeroskip.compiler.diagnostics import CompileError
from zeroskip.compiler.frontend import import_model
from zeroskip.ir.ops import Broadcast, Dot, Transpose


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((5,), (5,)),
        ((3, 5), (5,)),
        ((5,), (5, 4)),
        ((3, 5), (5, 4)),
        ((2, 3, 5), (5, 4)),
        ((2, 3, 5), (5,)),
        ((3, 5), (2, 5, 4)),
        ((5,), (2, 5, 4)),
        ((2, 3, 5), (2, 5, 4)),
        ((2, 1, 3, 5), (6, 5, 4)),
        ((1, 3, 5), (6, 5, 4)),
    ],
)
@pytest.mark.parametrize("constant", [[], [0], [1]])
def test_matmul(left: tuple[int, ...], right: tuple[int, ...], constant: list[int]) -> None:
    agree_single("MatMul", floats(*left), floats(*right, seed=1), constant=constant)


def test_weights_are_the_right_operand_of_a_dot() -> None:
    (dot,) = agree_single("MatMul", floats(2, 3, 5), floats(5, 4), constant=[1]).nodes
    assert dot.op == Dot(lhs_contract=(2,), rhs_contract=(0,))
    dot, turn = agree_single("MatMul", floats(3, 5), floats(2, 5, 4), constant=[0]).nodes
    assert dot.inputs[1].data is not None and isinstance(turn.op, Transpose)


def test_equal_batches_need_no_broadcast() -> None:
    graph = agree_single("MatMul", floats(2, 3, 5), floats(2, 5, 4))
    assert not any(isinstance(node.op, Broadcast) for node in graph.nodes)


@pytest.mark.parametrize("transposes", [(0, 0), (0, 1), (1, 0), (1, 1)])
@pytest.mark.parametrize("bias", [None, (), (1,), (4,), (3, 1), (1, 4), (3, 4)])
def test_gemm(transposes: tuple[int, int], bias: tuple[int, ...] | None) -> None:
    a = floats(*((5, 3) if transposes[0] else (3, 5)))
    b = floats(*((4, 5) if transposes[1] else (5, 4)), seed=1)
    c = [] if bias is None else [np.asarray(floats(*bias, seed=2))]
    agree_single("Gemm", a, b, *c, transA=transposes[0], transB=transposes[1], constant=[1, 2])
    agree_single("Gemm", a, b, *c, transA=transposes[0], transB=transposes[1], alpha=0.5, beta=2.0)
    agree_single("Gemm", a, b, *c, transA=transposes[0], transB=transposes[1], alpha=1.5, beta=0.0, opset=11)


@pytest.mark.parametrize(
    ("x", "w", "attributes"),
    [
        ((2, 4, 9), (6, 4, 3), {"pads": [1, 1], "strides": [2]}),
        ((2, 4, 9, 8), (6, 4, 3, 3), {}),
        ((2, 4, 9, 8), (6, 4, 3, 2), {"pads": [1, 0, 2, 1], "strides": [2, 1], "kernel_shape": [3, 2]}),
        ((1, 4, 9, 8), (6, 2, 3, 3), {"group": 2, "dilations": [2, 1]}),
        ((1, 4, 9, 8), (4, 1, 3, 3), {"group": 4, "strides": [2, 2], "pads": [1, 1, 1, 1]}),
        ((1, 4, 9, 8), (4, 4, 1, 1), {"strides": [2, 2]}),
        ((1, 2, 5, 6, 7), (3, 2, 2, 3, 2), {"pads": [1, 0, 0, 0, 1, 1]}),
        ((1, 2, 9, 8), (3, 2, 3, 4), {"auto_pad": "SAME_UPPER", "strides": [2, 3]}),
        ((1, 2, 9, 8), (3, 2, 3, 4), {"auto_pad": "SAME_LOWER", "strides": [2, 1]}),
        ((1, 2, 9, 8), (3, 2, 3, 4), {"auto_pad": "VALID"}),
    ],
)
@pytest.mark.parametrize("bias", [False, True])
def test_conv(x: tuple[int, ...], w: tuple[int, ...], attributes: dict[str, Any], bias: bool) -> None:
    biases = [floats(w[0], seed=2)] if bias else []
    agree_single("Conv", floats(*x), floats(*w, seed=1), *biases, constant=[1, 2], **attributes)


@pytest.mark.parametrize(
    ("x", "w", "attributes"),
    [
        ((2, 4, 5), (4, 3, 3), {"strides": [2], "pads": [1, 0], "output_padding": [1]}),
        ((1, 4, 5, 4), (4, 3, 3, 2), {}),
        ((1, 4, 5, 4), (4, 2, 3, 3), {"group": 2, "strides": [2, 3], "pads": [1, 0, 0, 2]}),
        ((1, 4, 5, 4), (4, 3, 2, 2), {"strides": [2, 2], "dilations": [2, 1]}),
        ((1, 4, 5, 4), (4, 3, 1, 2), {"strides": [1, 2], "pads": [1, 0, 1, 0]}),
        ((1, 4, 5, 4), (4, 3, 3, 3), {"strides": [2, 2], "output_shape": [10, 8]}),
        ((1, 4, 5, 4), (4, 3, 3, 3), {"strides": [2, 2], "auto_pad": "SAME_UPPER"}),
        ((1, 4, 5, 4), (4, 3, 3, 3), {"strides": [2, 2], "auto_pad": "SAME_LOWER"}),
    ],
)
@pytest.mark.parametrize("constant", [[1, 2], []])
def test_conv_transpose(
    x: tuple[int, ...], w: tuple[int, ...], attributes: dict[str, Any], constant: list[int]
) -> None:
    bias = floats(w[1] * attributes.get("group", 1), seed=2)
    agree_single("ConvTranspose", floats(*x), floats(*w, seed=1), bias, constant=constant, **attributes)


@pytest.mark.parametrize(
    ("equation", "left", "right"),
    [
        ("ij,jk->ik", (2, 3), (3, 4)),
        ("ij,jk", (2, 3), (3, 4)),
        ("bhqd,bhkd->bhqk", (2, 3, 4, 5), (2, 3, 6, 5)),
        ("bqhd,bkhd->bhqk", (2, 4, 3, 5), (2, 6, 3, 5)),
        ("i, j -> ji", (2,), (3,)),
        ("ijk,jk->i", (2, 3, 4), (3, 4)),
    ],
)
def test_einsum(equation: str, left: tuple[int, ...], right: tuple[int, ...]) -> None:
    agree_single("Einsum", floats(*left), floats(*right, seed=1), equation=equation)


X = floats(1, 4, 9, 8)


@pytest.mark.parametrize(
    ("op", "inputs", "attributes", "message"),
    [
        ("MatMul", [floats(3, 5), floats(4, 5)], {}, "dot of f32[3, 5] and f32[4, 5]: extent 5 does not match 4"),
        ("Gemm", [floats(3, 5), floats(4, 5)], {}, "dot of f32[3, 5] and f32[4, 5]: extent 5 does not match 4"),
        ("Gemm", [floats(3, 5, 1), floats(4, 5)], {}, "needs two matrices, got f32[3, 5, 1] and f32[4, 5]"),
        ("Gemm", [floats(3, 5), floats(5, 4), floats(2, 3, 4)], {}, "C f32[2, 3, 4] does not broadcast to f32[3, 4]"),
        ("Conv", [X, floats(6, 3, 1, 1)], {}, "conv has 3 x 1 input channels, but its input has 4"),
        ("Conv", [X, floats(6, 4, 1)], {}, "needs an input [N, C, spatial…] and a weight of its rank"),
        ("Conv", [X, floats(6, 4, 1, 1)], {"kernel_shape": [3, 3]}, "kernel_shape=[3, 3], but the weight is"),
        ("Conv", [X, floats(6, 4, 1, 1)], {"pads": [1, 1]}, "pads=[1, 1] must be 4 integers that are not negative"),
        ("Conv", [X, floats(6, 4, 1, 1)], {"strides": [0, 1]}, "strides=[0, 1] must be 2 positive integers"),
        ("Conv", [X, floats(6, 4, 1, 1)], {"auto_pad": "SAME"}, "auto_pad='SAME' is not one of NOTSET, VALID"),
        ("Conv", [X, floats(6, 4, 99, 1)], {}, "a window of 99 (dilation 1) does not fit an axis of 9"),
        ("Conv", [X, floats(6, 4, 1, 1), floats(3)], {}, "the bias is f32[3], but there are 6 output channels"),
        ("Conv", [X, floats(6, 4, 1, 1)], {"group": 0}, "group=0 must be at least 1"),
        ("Einsum", [floats(3, 3), floats(3)], {"equation": "ii,i->i"}, "equation 'ii,i->i' is not a product of two"),
        ("Einsum", [floats(3, 3), floats(3)], {"equation": "ij,k->k"}, "equation 'ij,k->k' sums over an axis of one"),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
