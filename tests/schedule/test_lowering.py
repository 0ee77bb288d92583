"""Each lowering rule against the interpreter: bits equal for all threads, targets, dense and sparse weights."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from tests.schedule.nets import (
    ADD,
    BIAS_RESIDUAL_RELU,
    F32,
    RANDOM,
    RELU,
    Net,
    attributes,
    linear,
    normal,
    sparse,
    take,
)
from tests.schedule.plan_runner import HERE, assert_close, plan_of, run_plan
from zeroskip.ir import DType, Expression, Literal, Step, Value, interpret, ops
from zeroskip.ir.dims import symbol
from zeroskip.kernels.target import TARGETS, Target

FIVE = ops.Dot(lhs_contract=(4,), rhs_contract=(3,), lhs_batch=(0, 1, 2), rhs_batch=(0, 1, 2))


# -- contractions -------------------------------------------------------------------------------------------------


LINEAR = [(1, 5), (7, 33), (130, 20), (2, 70, 9), (3, 2, 40, 8), (5,), (3, 0), (1, 0), (1, 1, 300)]


@pytest.mark.parametrize("density", [0.0, 0.1, 1.0])
@pytest.mark.parametrize("shape", LINEAR, ids=str)
def test_linear(shape: tuple[int, ...], density: float) -> None:
    net = Net()
    x = net.input(normal(*shape))
    w = net.constant(sparse(shape[-1], 19, density=density))
    y = net.add(linear(len(shape), ADD), x, w, net.constant(normal(19)))
    net.check(y, net.add(linear(len(shape), RELU), y, net.constant(sparse(19, 21))))


@pytest.mark.parametrize("target", TARGETS, ids=lambda t: t.suffix)
def test_form_of_one_row(target: Target) -> None:
    """Zeros are skipped if that pays: not if there are few, nor if rows use inputs far from each other's."""
    far, row = np.zeros((1600, 200), np.float32), np.arange(200)
    far.reshape(16, 100, 200)[row % 16, :, row] = 1
    forms = {"few": sparse(600, 500, density=0.1), "none": normal(300, 200), "far": far, "all": 0 * normal(300, 200)}
    for name, form in (("few", "gemv_sparse"), ("none", "gemv"), ("far", "gemv"), ("all", "gemv_sparse")):
        for dense in (False, True):
            net = Net()
            net.graph.output(net.add(linear(2), net.input(normal(1, len(forms[name]))), net.constant(forms[name])), "y")
            (step,) = (s for s in plan_of(net.graph, target, dense).steps if s.spec.family.startswith("gemv"))
            assert step.spec.family == ("gemv" if dense else form) + "_plain"


@pytest.mark.parametrize("density", [0.1, 1.0])
def test_many_row_blocks_and_k_blocks(density: float) -> None:
    net = Net()
    x = net.input(normal(150, 700))
    h = net.add(linear(2, ADD), x, net.constant(sparse(700, 610, density=density)), net.constant(normal(610)))
    image = net.input(normal(2, 70, 13, 11))
    same = ops.Conv(groups=1, epilogue=RELU, **attributes(2, 1, 1, 1, 1))
    halved = ops.Conv(groups=2, epilogue=ADD, **attributes(2, 2, 1, 1, 1))
    inner = net.add(same, image, net.constant(sparse(66, 70, 3, 3, density=density)))
    w, bias = net.constant(sparse(70, 33, 3, 3, density=density)), net.constant(normal(70, 1, 1))
    net.check(h, net.add(halved, inner, w, bias))


@pytest.mark.parametrize(
    "shape", [(11,), (1, 1, 11), (2, 70, 11), (70, 11), (2, 1, 11), (1, 70, 1), (2, 1, 1), (70, 1), ()], ids=str
)
def test_linear_epilogue_operands(shape: tuple[int, ...]) -> None:
    net = Net()
    x, w = net.input(normal(2, 70, 9)), net.constant(sparse(9, 11))
    operands = [net.constant(normal(*shape)), net.input(normal(*shape))]
    ys = [net.add(linear(3, Expression.call(f)), x, w, o) for f in ("add", "mul") for o in operands]
    net.check(*ys)


@pytest.mark.parametrize("shape", [(5, 1, 11), (2, 5, 14, 11), (1, 1, 1, 11), (14, 1), (1, 5, 1, 1)], ids=str)
def test_epilogue_operands_of_a_product_with_more_axes(shape: tuple[int, ...]) -> None:
    net = Net()
    x, w = net.input(normal(2, 5, 14, 9)), net.constant(sparse(9, 11))
    net.check(net.add(linear(4, Expression.call("mul")), x, w, net.input(normal(*shape))))


def test_bias_starts_the_sum_only_as_a_constant_per_row() -> None:
    net = Net()
    x, w, b = net.input(normal(5, 9)), net.constant(sparse(9, 11)), net.constant(normal(11))
    twice = Expression(2, (Step("add", (0, 1)), Step("mul", (2, 1))))
    flipped = Expression(2, (Step("add", (1, 0)), Step("max", (2, 0))))
    squared = Expression(3, (Step("add", (0, 2)), Step("mul", (3, 1)), Step("sub", (4, 1))))
    net.check(
        net.add(linear(2, twice), x, w, b),
        net.add(linear(2, flipped), x, w, b),
        net.add(linear(2, squared), x, w, net.constant(normal(11)), b),
        net.add(linear(2, ADD), x, w, net.constant(-np.zeros(11, np.float32))),
    )


@pytest.mark.parametrize("contract", [0, 1])
def test_linear_of_transposed_and_sliced_activations(contract: int) -> None:
    net = Net()
    x = net.input(normal(12, 10, 9))
    h = net.add(linear(3), x, net.constant(sparse(9, 12)))
    w = net.constant(sparse(12, 7) if contract == 0 else sparse(7, 12))
    op = ops.Dot(lhs_contract=(2,), rhs_contract=(contract,))
    turned = net.add(ops.Transpose((2, 1, 0)), h)
    part = net.add(ops.full_slice((12, 10, 12), 1, 3, 5), h)
    net.check(net.add(op, h, w), net.add(op, turned, w), net.add(op, part, w))


@pytest.mark.parametrize("tokens", [1, 17, 130])
def test_attention(tokens: int) -> None:
    """Two heads of 8 out of one projection, a mask over keys, softmax, and the heads joined again."""
    net = Net()
    x = net.input(normal(2, tokens, 16))
    mask = net.input((normal(2, 1, 1, tokens) > -1).astype(np.float32))
    q, k, v = (net.add(linear(3), x, net.constant(sparse(16, 16, density=0.5))) for _ in range(3))
    q, k, v = (
        net.add(ops.Transpose((0, 2, 1, 3)), net.add(ops.Reshape((2, tokens, 2, 8)), value)) for value in (q, k, v)
    )
    masked = Expression(2, (Step("mul", (0, Literal(0.35, F32))), Step("add", (2, 1))))
    scores = ops.Dot(lhs_contract=(3,), rhs_contract=(3,), lhs_batch=(0, 1), rhs_batch=(0, 1), epilogue=masked)
    weights = net.add(ops.Softmax(axis=3), net.add(scores, q, k, mask))
    mixed = net.add(ops.Dot(lhs_contract=(3,), rhs_contract=(2,), lhs_batch=(0, 1), rhs_batch=(0, 1)), weights, v)
    joined = net.add(ops.Reshape((2, tokens, 16)), net.add(ops.Transpose((0, 2, 1, 3)), mixed))
    net.check(net.add(linear(3), joined, net.constant(sparse(16, 16))), weights)


@pytest.mark.parametrize(
    ("left", "right", "op"),
    [
        ((5, 7), (7, 6), ops.Dot(lhs_contract=(1,), rhs_contract=(0,))),
        ((5, 7), (6, 7), ops.Dot(lhs_contract=(1,), rhs_contract=(1,))),
        ((7, 5), (7, 6), ops.Dot(lhs_contract=(0,), rhs_contract=(0,))),
        ((3, 70, 7), (3, 7, 1), ops.Dot(lhs_contract=(2,), rhs_contract=(1,), lhs_batch=(0,), rhs_batch=(0,))),
        ((2, 3, 4, 5, 6), (2, 3, 4, 6, 7), FIVE),
        ((70, 3, 7), (7, 9, 3), ops.Dot(lhs_contract=(2,), rhs_contract=(0,), lhs_batch=(1,), rhs_batch=(2,))),
        ((5, 4, 6), (9, 4, 8), ops.Dot(lhs_contract=(1,), rhs_contract=(1,))),
        ((7,), (7,), ops.Dot(lhs_contract=(0,), rhs_contract=(0,))),
    ],
    ids=str,
)
def test_product_of_activations(left: tuple[int, ...], right: tuple[int, ...], op: ops.Dot) -> None:
    net = Net()
    net.check(net.add(op, net.input(normal(*left)), net.input(normal(*right))))


def test_product_whose_batch_axis_lies_in_strips() -> None:
    net = Net()
    h = net.add(linear(3), net.input(normal(3, 150, 6)), net.constant(sparse(6, 4)))
    op = ops.Dot(lhs_contract=(2,), rhs_contract=(0,), lhs_batch=(1,), rhs_batch=(1,))
    net.check(net.add(op, net.add(ops.Transpose((2, 1, 0)), h), h))


# -- images -------------------------------------------------------------------------------------------------------

IMAGES = [(2, 4, 13), (1, 4, 11, 9), (2, 4, 5, 6, 4)]


@pytest.mark.parametrize("groups", [1, 2, 4])
@pytest.mark.parametrize("window", [1, 3, (3, 2)], ids=str)
@pytest.mark.parametrize("image", IMAGES, ids=str)
@pytest.mark.parametrize(
    "values", [(1, 1, 0, 0), (1, 1, 1, 1), (2, 1, 1, 0), ((1, 2), 1, (0, 1), (2, 1)), (3, 1, 0, 2), (1, (1, 2), 2, 2)]
)
def test_conv(image: tuple[int, ...], window: int | tuple[int, int], values: tuple, groups: int) -> None:
    rank = len(image) - 2
    size = (window,) * rank if isinstance(window, int) else (window[0], *(window[1],) * (rank - 1))
    net = Net()
    x = net.input(normal(*image))
    attribute = attributes(rank, *values)
    op = ops.Conv(groups=groups, epilogue=BIAS_RESIDUAL_RELU, **attribute)
    w = net.constant(sparse(8, 4 // groups, *size, density=0.5))
    shape = ops.Conv(groups=groups, **attribute).infer([x.type, w.type])[0].shape
    y = net.add(op, x, w, net.constant(normal(8, *(1,) * rank)), net.input(normal(*shape)))
    same = attributes(rank, 1, 1, 1, 1)
    net.check(y, net.add(ops.Conv(groups=1, **same), y, net.constant(sparse(5, 8, *(3,) * rank))))


@pytest.mark.parametrize("function", ["max", "sum"])
@pytest.mark.parametrize("image", IMAGES, ids=str)
@pytest.mark.parametrize("values", [(1, 1, 0, 0), (1, 1, 1, 1), (2, 1, 1, 1), (2, (1, 2), (1, 2), 1), (1, 1, 2, 0)])
def test_window(image: tuple[int, ...], values: tuple, function: str) -> None:
    """Padding never counts, also where every input is negative."""
    rank = len(image) - 2
    net = Net()
    x = net.input(-np.abs(normal(*image)) - 1)
    op = ops.Window(function=function, window=(3,) * rank, **attributes(rank, *values))
    w = net.constant(-np.abs(sparse(4, 4, *(1,) * rank, density=1.0)))
    h = net.add(ops.Conv(groups=1, epilogue=RELU, **attributes(rank, 1, 1, 0, 0)), x, w)
    net.check(net.add(op, x), net.add(op, net.add(op, x)) if image[-1] > 8 else x, net.add(op, h))


def test_window_keeps_nan_and_infinity() -> None:
    net = Net()
    x = normal(1, 3, 9, 9)
    x[0, 0, 4, 4], x[0, 1, 2, 3], x[0, 1, 8, 8], x[0, 2] = np.nan, np.inf, -np.inf, -np.inf
    value = net.input(x)
    net.check(net.add(ops.Window(function="max", window=(3, 3), **attributes(2, 1, 1, 1, 1)), value))


def test_infinities_stay_out_of_padding() -> None:
    """What a lane between rows computes from infinities must not reach the next convolution."""
    net = Net()
    x = normal(2, 3, 6, 5)
    x[:, 0] = np.inf
    conv = ops.Conv(groups=1, **attributes(2, 1, 1, 1, 1))
    w = np.abs(normal(4, 3, 3, 3))
    h = net.add(conv, net.input(x), net.constant(w))
    net.check(net.add(conv, net.add(ops.call("sigmoid"), h), net.constant(sparse(4, 4, 3, 3))))


def test_residual_blocks_and_element_wise_between_convolutions() -> None:
    net = Net()
    same = ops.Conv(groups=1, **attributes(2, 1, 1, 1, 1))
    x = net.input(normal(2, 4, 7, 9))
    h = net.add(same, x, net.constant(sparse(4, 4, 3, 3)))
    scaled = net.add(ops.call("mul"), h, net.constant(normal(4, 1, 1)))
    gate = net.add(ops.call("sigmoid"), net.add(ops.Reduce(function="sum", axes=(2, 3)), scaled))
    gated = net.add(ops.call("mul"), scaled, gate)
    mixed = net.add(ops.call("add"), gated, x)
    tilted = net.add(ops.call("add"), mixed, net.constant(normal(9)))
    net.check(net.add(same, tilted, net.constant(sparse(5, 4, 3, 3))), tilted, gated)


def test_channels_cut_and_joined() -> None:
    net = Net()
    same = ops.Conv(groups=1, **attributes(2, 1, 1, 1, 1))
    x = net.input(normal(2, 4, 7, 9))
    h = net.add(same, x, net.constant(sparse(6, 4, 3, 3)))
    shape = h.type.shape
    parts = [net.add(ops.full_slice(shape, 1, start, 3), h) for start in (0, 3)]
    odd = net.add(ops.full_slice(shape, 1, 1, 3, 2), h)
    convolved = [net.add(same, part, net.constant(sparse(3, 3, 3, 3))) for part in (*parts, odd)]
    joined = net.add(ops.Concat(1), *convolved, parts[1])
    shuffled = net.add(
        ops.Reshape((2, 12, 7, 9)),
        net.add(ops.Transpose((0, 2, 1, 3, 4)), net.add(ops.Reshape((2, 4, 3, 7, 9)), joined)),
    )
    net.check(net.add(same, joined, net.constant(sparse(2, 12, 3, 3))), net.add(same, shuffled, net.constant(
        sparse(2, 12, 3, 3))), joined)  # fmt: skip


# -- element-wise, movement, reductions ---------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["rows", "lanes", "planes"])
@pytest.mark.parametrize("rank", [3, 4])
def test_reductions_over_all_axes(layout: str, rank: int) -> None:
    net = Net()
    shape = (2, 5, 70) if rank == 3 else (2, 3, 5, 7)
    x = in_layout(net, layout, shape)
    values = []
    for count in range(1, rank + 1):
        for axes in itertools.combinations(range(rank), count):
            values.append(net.add(ops.Reduce(function="sum", axes=axes), x))
            values.append(net.add(ops.Reduce(function="max", axes=axes, epilogue=RELU), x))
            values.append(net.add(ops.LayerNorm(axes=axes, epsilon=0.01), x))
    values += [net.add(ops.Softmax(axis=axis), x) for axis in range(rank)]
    net.check(*values)


def in_layout(net: Net, layout: str, shape: tuple[int, ...]) -> Value:
    """A value of this shape that lies in this layout."""
    x = net.input(normal(*shape))
    if layout == "rows":
        return x
    if layout == "lanes":
        return net.add(linear(len(shape)), x, net.constant(sparse(shape[-1], shape[-1], density=0.5)))
    same = attributes(len(shape) - 2, 1, 1, 1, 1)
    return net.add(ops.Conv(groups=1, **same), x, net.constant(sparse(shape[1], shape[1], *(3,) * (len(shape) - 2))))


@pytest.mark.parametrize("layout", ["rows", "lanes", "planes"])
def test_views_and_copies(layout: str) -> None:
    net = Net()
    shape = (2, 3, 70, 4)
    x = in_layout(net, layout, shape)
    moved = [net.add(ops.Transpose(p), x) for p in ((0, 2, 1, 3), (3, 2, 1, 0), (2, 3, 0, 1), (0, 1, 3, 2))]
    moved += [net.add(ops.Reshape(s), x) for s in ((6, 280), (2, 3, 280), (2, 210, 4), (1680,), (2, 1, 3, 10, 7, 4))]
    moved += [net.add(ops.Slice((1, 2, 68, 0), (1, 3, 23, 2), (1, -1, -3, 2)), x)]
    moved += [net.add(ops.Pad((0, 1, 2, 0), (1, 0, 3, 2), -7.5), x)]
    moved += [net.add(ops.Broadcast((3, 2, 3, 70, 4)), x)]
    for axis, extents in ((0, (3,)), (1, (2, 2)), (2, ()), (3, (5,)), (2, (65,))):
        op, indices = take(x, extents, axis)
        moved.append(net.add(op, x, net.constant(RANDOM.integers(-2, 2, indices))))
    moved += [net.add(ops.Concat(axis), x, x, moved[0] if axis == 9 else x) for axis in range(4)]
    moved += [net.add(ops.call("add"), x, net.constant(normal(*s))) for s in ((4,), (70, 1), (3, 1, 1), (2, 1, 70, 1))]
    net.check(*moved)


@pytest.mark.parametrize("layout", ["rows", "lanes"])
@pytest.mark.parametrize("shape", [(6,), (3, 70, 6), (70, 1), (1, 1)], ids=str)
@pytest.mark.parametrize("op", [ops.Softmax(axis=2), ops.LayerNorm(axes=(2,)), ops.LayerNorm(axes=(1, 2))], ids=str)
def test_epilogues_of_normalisations(op: ops.Fusable, shape: tuple[int, ...], layout: str) -> None:
    net = Net()
    x = in_layout(net, layout, (3, 70, 6))
    scale_and_shift = Expression(3, (Step("mul", (0, 1)), Step("add", (3, 2))))
    net.check(net.add(op.with_epilogue(scale_and_shift), x, net.constant(normal(*shape)), net.input(normal(*shape))))


def test_reductions_of_many_axes() -> None:
    net = Net()
    x = net.input(normal(1, 2, 3, 4, 5, 6, 2))
    turned = net.add(ops.Transpose((6, 5, 4, 3, 2, 1, 0)), x)
    net.check(turned, *(net.add(ops.Reduce(axes=axes), v) for v in (x, turned) for axes in ((1, 3), (2, 4, 6), (5,))))


def test_nothing_to_do() -> None:
    """Inputs and constants as outputs, an output twice, tensors without elements or axes."""
    net = Net()
    x, empty, scalar = net.input(normal(2, 3)), net.input(normal(0, 3)), net.input(np.array(2, np.float32))
    negated = net.add(ops.call("neg"), x)
    net.check(
        x, x, net.constant(normal(4)), negated, negated, net.add(ops.Transpose((1, 0)), negated),
        net.add(ops.call("neg"), empty), net.add(ops.Reduce(axes=(0,)), empty),
        net.add(linear(2), empty, net.constant(normal(3, 4))), net.add(linear(2), x, net.constant(normal(3, 0))),
        net.add(ops.call("exp"), scalar), net.add(ops.Broadcast((2, 3)), scalar),
    )  # fmt: skip


def test_strips_along_two_axes_meet() -> None:
    net = Net()
    x = net.input(normal(2, 100, 9))
    h = net.add(linear(3), x, net.constant(sparse(9, 100)))
    net.check(net.add(ops.call("sub"), h, net.add(ops.Transpose((0, 2, 1)), h)))


def test_gather_by_run_time_indices() -> None:
    net = Net()
    table = net.constant(normal(50, 7))
    for dtype in (np.int64, np.int32):
        op, indices = take(table, (2, 9), 0)
        net.add(op, table, net.input(RANDOM.integers(-50, 50, indices).astype(dtype)))
    net.check(*(node.output for node in net.graph.nodes))


@pytest.mark.parametrize("index", [50, -51])
def test_gather_out_of_range(index: int) -> None:
    net = Net()
    indices = np.zeros((1, 40), np.int64)
    indices[0, 33] = index
    value = net.add(ops.Gather((3, 40), (0, -1)), net.constant(normal(3, 50)), net.input(indices))
    net.graph.output(value, "y")
    for target in HERE:
        with pytest.raises(IndexError):
            run_plan(plan_of(net.graph, target), target, net.feeds)


@pytest.mark.parametrize("zero", [True, False])
def test_integers_divided_by_zero(zero: bool) -> None:
    """Lanes behind the last element do not count."""
    net = Net()
    divisors = RANDOM.integers(1, 9, (3, 37))
    divisors[1, 36] *= not zero
    total = net.add(ops.Reduce(function="sum", axes=(0,)), net.input(RANDOM.integers(-99, 99, (3, 37))))
    values = [net.add(ops.call(name), total, net.input(divisors)) for name in ("div", "rem")]
    if not zero:
        net.check(*values)
        return
    net.graph.output(values[0], "y")
    for target in HERE:
        with pytest.raises(ZeroDivisionError):
            run_plan(plan_of(net.graph, target), target, net.feeds)


WIDE = [dtype for dtype in DType if not dtype.is_narrow]


@pytest.mark.parametrize("dtype", [d for d in WIDE if d is not F32], ids=str)
def test_other_types_move_and_compare(dtype: DType) -> None:
    net = Net()
    array = RANDOM.integers(0, 2 if dtype is DType.BOOL else 100, (3, 37)).astype(dtype.numpy)
    x, y = net.input(array), net.input(array[::-1].copy())
    equal = net.add(ops.call("eq"), x, y)
    values = [equal, net.add(ops.Transpose((1, 0)), x), net.add(ops.call("where"), equal, x, y)]
    values += [net.add(ops.Pad((1, 0), (0, 3), 1), x), net.add(ops.Concat(1), x, y)]
    if dtype is not DType.BOOL:
        values += [net.add(ops.call("add"), x, y), net.add(ops.call("max"), x, y)]
        values += [net.add(ops.Reduce(function=f, axes=(a,)), x) for f in ("sum", "max", "min") for a in (0, 1)]
    values += [net.add(ops.Map(Expression.call("cast", to)), x) for to in WIDE]
    net.check(*values)


# -- symbols ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 2])
@pytest.mark.parametrize("tokens", [0, 3])
@pytest.mark.parametrize("density", [0.3, 1.0])
def test_no_tokens(batch: int, tokens: int, density: float) -> None:
    """As after the first token was cut off."""
    net = Net()
    x = net.input(normal(batch, tokens, 24), (batch, symbol("tokens", 0, 200), 24))
    net.check(net.add(linear(3), x, net.constant(sparse(24, 40, density=density))))


@pytest.mark.parametrize("target", HERE, ids=lambda t: t.suffix)
def test_symbolic_batch_and_tokens(target: object) -> None:
    """One plan for all sizes: strips may be missing, whole, or ragged."""
    batch, tokens = symbol("batch", 1, 4), symbol("tokens", 1, 300)
    net = Net()
    x = net.input(normal(1, 1, 9), (batch, tokens, 9))
    mask = net.input(normal(1, 1, 1, 1), (batch, 1, 1, tokens))
    h = net.add(linear(3, ADD), x, net.constant(sparse(9, 16)), net.constant(normal(16)))
    heads = net.add(ops.Transpose((0, 2, 1, 3)), net.add(ops.Reshape((batch, tokens, 2, 8)), h))
    pairs = ops.Dot(lhs_contract=(3,), rhs_contract=(3,), lhs_batch=(0, 1), rhs_batch=(0, 1), epilogue=ADD)
    weights = net.add(ops.Softmax(axis=3), net.add(pairs, heads, heads, mask))
    mixed = net.add(ops.Dot(lhs_contract=(3,), rhs_contract=(2,), lhs_batch=(0, 1), rhs_batch=(0, 1)), weights, heads)
    joined = net.add(ops.Reshape((batch, tokens, 16)), net.add(ops.Transpose((0, 2, 1, 3)), mixed))
    normed = net.add(ops.LayerNorm(axes=(2,), epsilon=0.1), net.add(ops.call("add"), joined, h))
    pooled = net.add(ops.Reduce(function="max", axes=(1,)), normed)
    for name, value in {"normed": normed, "pooled": pooled, "weights": weights}.items():
        net.graph.output(value, name)
    plan = plan_of(net.graph, target)
    for n, t in ((1, 1), (3, 64), (2, 65), (1, 128), (1, 300), (4, 7)):
        feeds = {x.name: normal(n, t, 9), mask.name: normal(n, 1, 1, t)}
        wanted = interpret(net.graph, feeds)
        for threads in (1, 3):
            found = run_plan(plan, target, feeds, threads)
            for name, array in wanted.items():
                assert_close(found[name], array, 1e-4)


# -- folds --------------------------------------------------------------------------------------------------------


def numbers(dtype: DType, *shape: int) -> np.ndarray:
    """Numbers whose products and sums overflow small integers."""
    values = normal(*shape) if dtype.is_float else RANDOM.integers(-100, 100, shape)
    return values.astype(dtype.numpy)


@pytest.mark.parametrize("dtype", [DType.FLOAT64, DType.INT32, DType.UINT8], ids=str)
def test_products_of_any_type(dtype: DType) -> None:
    net = Net()
    x, weights = net.input(numbers(dtype, 2, 3, 4, 5, 70)), net.constant(numbers(dtype, 70, 6))
    other = net.input(numbers(dtype, 2, 3, 4, 70, 37))
    bias = net.constant(numbers(dtype, 6))
    swapped = net.add(ops.Transpose((0, 1, 2, 4, 3)), x)
    net.check(
        net.add(linear(5, ADD), x, weights, bias),
        net.add(FIVE, x, other),
        net.add(ops.Dot(lhs_contract=(0, 3), rhs_contract=(0, 4)), x, swapped),
        net.add(ops.Dot(), bias, bias),
    )


@pytest.mark.parametrize("dtype", [F32, DType.FLOAT64, DType.INT32], ids=str)
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_convolutions_with_computed_weights(rank: int, dtype: DType) -> None:
    net = Net()
    x, w = net.input(numbers(dtype, 2, 6, 11, *[9] * (rank - 1))), net.input(numbers(dtype, 4, 3, 3, *[2] * (rank - 1)))
    bias = net.input(numbers(dtype, 4, *[1] * rank))
    plain = net.add(ops.Conv(groups=2, **attributes(rank, 1, 1, 0, 0)), x, w)
    other = net.add(ops.Conv(groups=2, epilogue=ADD, **attributes(rank, (1, 3), (2, 1), (2, 0), (0, 3))), x, w, bias)
    net.check(plain, other)


@pytest.mark.parametrize("dtype", [DType.FLOAT64, DType.UINT8], ids=str)
@pytest.mark.parametrize("function", ["sum", "max"])
def test_windows_of_any_type(function: str, dtype: DType) -> None:
    net = Net()
    x = net.input(numbers(dtype, 2, 3, 11, 70))
    window = ops.Window(function=function, window=(3, 2), **attributes(2, (2, 1), (1, 3), (1, 2), (0, 1)))
    net.check(net.add(window, x))


@pytest.mark.parametrize("target", HERE, ids=lambda t: t.suffix)
def test_images_of_symbolic_size(target: Target) -> None:
    net = Net()
    x = net.input(normal(1, 3, 8, 8), (1, 3, symbol("height", 3, 90), 8))
    conv = net.add(ops.Conv(groups=1, epilogue=RELU, **attributes(2, 2, 1, 1, 1)), x, net.constant(normal(4, 3, 3, 3)))
    pooled = net.add(ops.Window(function="max", window=(2, 2), **attributes(2, 1, 1, 0, 1)), conv)
    net.graph.output(pooled, "y")
    plan = plan_of(net.graph, target)
    for height in (3, 8, 90):
        feeds = {x.name: normal(1, 3, height, 8)}
        wanted = interpret(net.graph, feeds)["y"]
        for threads in (1, 3):
            assert_close(run_plan(plan, target, feeds, threads)["y"], wanted, 1e-4)
