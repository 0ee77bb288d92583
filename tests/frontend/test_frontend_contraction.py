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
    for constant in ([1, 2], []):
        agree_single("Conv", floats(*x), floats(*w, seed=1), *biases, constant=constant, **attributes)


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


@pytest.mark.parametrize(
    ("equation", "shapes"),
    [
        ("ij->ji", [(2, 3)]),
        ("ij", [(2, 3)]),
        ("ba", [(2, 3)]),
        ("ii", [(3, 3)]),
        ("...ii->...i", [(2, 3, 3)]),
        ("iji->j", [(3, 2, 3)]),
        ("iii->i", [(3, 3, 3)]),
        ("ij->", [(2, 3)]),
        ("ij,k->j", [(2, 3), (4,)]),
        ("...ij,...jk->...ik", [(5, 3, 4), (1, 4, 2)]),
        ("ij,jk,kl->il", [(2, 3), (3, 4), (4, 5)]),
        ("bi,bj,bk->ijk", [(2, 3), (2, 4), (2, 5)]),
        ("ii,ij->j", [(3, 3), (3, 2)]),
    ],
)
def test_einsum_of_any_form(equation: str, shapes: list[tuple[int, ...]]) -> None:
    agree_single("Einsum", *(floats(*shape, seed=i) for i, shape in enumerate(shapes)), equation=equation)


INTEGERS = [np.random.default_rng(i).integers(-9, 9, (3, 5), np.int32) for i in range(2)]
U8 = np.random.default_rng(2).integers(0, 255, (3, 5), np.uint8)
I8 = np.random.default_rng(3).integers(-128, 127, (5, 4), np.int8)


def test_integers() -> None:
    agree_single("MatMul", INTEGERS[0], INTEGERS[1].T)
    agree_single("MatMul", *(x.astype(np.float64) for x in (INTEGERS[0], INTEGERS[1].T)))
    agree_single("MatMulInteger", U8, I8)
    zero, zeros = np.asarray(np.uint8(7)), np.array([1, -2, 3, 4], np.int8)
    agree_single("MatMulInteger", U8, I8, zero, zeros)
    image, weight = np.resize(U8, (1, 2, 7, 6)), np.resize(U8, (4, 1, 3, 2))
    agree_single("ConvInteger", image, weight, zero, zero, constant=[2, 3], group=2, pads=[1, 0, 1, 2], opset=10)


def test_quantised_products() -> None:
    scales = [np.asarray(np.float32(scale)) for scale in (0.02, 0.05, 0.3)]
    zeros = [np.asarray(np.uint8(zero)) for zero in (7, 100)]
    columns, their_zeros = np.array([0.1, 0.05, 0.02, 0.2], np.float32), np.array([1, -2, 3, 4], np.int8)
    agree_single("QLinearMatMul", U8, scales[0], zeros[0], I8, columns, their_zeros, scales[2], zeros[1])
    image, weight = np.resize(U8, (2, 3, 7, 6)), np.resize(I8, (4, 3, 3, 2))
    bias = np.array([100, -200, 300, 0], np.int32)
    parameters = (columns, 0 * their_zeros, scales[2], zeros[1])
    agree_single(
        "QLinearConv", image, scales[0], zeros[0], weight, *parameters, bias, constant=range(1, 9), strides=[2, 1]
    )


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (4, 3, 3), (2, 2, 7, 7)])
def test_determinants(shape: tuple[int, ...]) -> None:
    agree_single("Det", floats(*shape))


def test_a_determinant_of_a_singular_matrix_is_zero() -> None:
    agree_single("Det", np.stack([np.zeros((3, 3), np.float32), np.ones((3, 3), np.float32)]))


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
        ("Gemm", [INTEGERS[0], INTEGERS[0].T], {"alpha": 0.5}, "alpha and beta must be whole numbers for i32, got 0.5"),
        ("Einsum", [floats(3, 2), floats(3)], {"equation": "ii,i->i"}, "the diagonal of axes 0 and 1 of f32[3, 2]"),
        ("Einsum", [floats(3, 3), floats(3)], {"equation": "ij,k->l"}, "equation 'ij,k->l' has a result that"),
        ("Einsum", [floats(3, 3), floats(3)], {"equation": "ijk,k"}, "equation 'ijk,k' does not match an operand"),
        ("Einsum", [floats(3, 3), floats(3)], {"equation": "ij"}, "equation 'ij' does not match 2 inputs"),
        ("Det", [floats(2, 3, 4)], {}, "needs square matrices of at most 16 rows, got f32[2, 3, 4]"),
        (
            "MatMulInteger",
            [U8, U8.T, U8[0]],
            {},
            "a parameter u8[5] does not fit u8[3, 5]; quantise by tensor or by axis",
        ),
    ],
)
def test_refusals(op: str, inputs: list[Array], attributes: dict[str, Any], message: str) -> None:
    with pytest.raises(CompileError) as caught:
        import_model(single(op, *inputs, constant=[1, 2], **attributes)[0])
    assert str(caught.value).startswith(f"{op} 'node': {message}") and "\n" not in str(caught.value)
