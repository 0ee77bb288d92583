"""Computed positions and order along an axis: plans against the interpreter."""

from __future__ import annotations

import numpy as np
import pytest

from tests.schedule.nets import F32, RANDOM, Net, linear, normal, sparse
from tests.schedule.plan_runner import HERE, plan_of, run_plan
from zeroskip.ir import DType, InferError, TensorType, Value, interpret, ops, symbol

NUMBERS = [d for d in DType if d is not DType.BOOL and not d.is_narrow]


def indices(extent: int, *shape: int) -> np.ndarray:
    return RANDOM.integers(-extent, extent, shape)


def test_gather_along_several_axes() -> None:
    """By indices that broadcast against each other, along axes that are followed, repeated, or a diagonal."""
    net = Net()
    x = net.input(normal(2, 5, 7, 3))
    rows, columns = net.input(indices(5, 2, 4, 1)), net.input(indices(7, 4, 6).astype(np.int32))
    square = net.input(normal(4, 4))
    net.check(
        net.add(ops.Gather((2, 4, 6), (0, -1, -1, 0)), x, rows, columns),
        net.add(ops.Gather((2, 3, 4, 6), (0, -1, -1, 1)), x, net.input(indices(5, 2, 1, 4, 1)), columns),
        net.add(ops.Gather((4,), (0, 0)), square),
        net.add(ops.Gather((3, 2), (1, 1)), square),
        net.add(ops.Gather((2, 70), (-1, -1, -1, -1)), x, *(net.input(indices(d, 70)) for d in (2, 5, 7, 3))),
    )


@pytest.mark.parametrize("function", ["set", "add", "mul", "min", "max"])
def test_updates_that_meet(function: str) -> None:
    net = Net()
    x, small = net.input(normal(3, 6, 9)), net.input(normal(3, 2, 9))
    rows = net.input(indices(6, 40, 1))
    net.check(
        net.add(ops.Scatter((0, -1, 2), function), x, net.input(normal(3, 40, 9)), rows),
        net.add(ops.Scatter((0, -1, 2), function), x, net.input(normal(2, 40, 5)), net.input(indices(6, 2, 40, 5))),
        net.add(ops.Scatter((-1, -1, 1), function), x, net.input(normal(50, 9)), *(
            net.input(indices(d, 50, 1)) for d in (3, 6))),
        net.add(ops.Scatter((0, 1, -1), function), small, net.input(normal(3, 2, 50)), net.input(indices(9, 1, 1, 50))),
        net.add(ops.Scatter((-1, -1, -1), function), x, net.input(normal()), *(
            net.input(indices(d)) for d in (3, 6, 9))),
        net.add(ops.Scatter((0, 1, 2), function), x, small),
    )  # fmt: skip


@pytest.mark.parametrize("dtype", [DType.BOOL, *NUMBERS], ids=str)
def test_types(dtype: DType) -> None:
    net = Net()
    array = RANDOM.integers(0, 2 if dtype is DType.BOOL else 5, (4, 37)).astype(dtype.numpy)
    x, picked = net.input(array), net.input(indices(37, 4, 20))
    gathered = net.add(ops.Gather((4, 20), (0, -1)), x, picked)
    values = [gathered, net.add(ops.Scatter((0, -1)), x, gathered, picked)]
    if dtype is not DType.BOOL:
        values += [net.add(ops.Scatter((0, -1), f), x, gathered, picked) for f in ("add", "max")]
        values += [net.add(ops.ArgReduce(f, a, last), x) for f in ("max", "min") for a, last in ((0, True), (1, False))]
        values += [net.add(ops.Cumulative(f, a), x) for f in ("sum", "prod") for a in (0, 1)]
        values += [net.add(ops.ArgSort(a, down), x) for a, down in ((0, True), (1, False))]
    net.check(*values)


@pytest.mark.parametrize("layout", ["rows", "transposed", "lanes"])
def test_order_in_every_layout(layout: str) -> None:
    net = Net()
    x = net.input(normal(2, 70, 6).round(1))
    if layout == "transposed":
        x = net.add(ops.Transpose((2, 0, 1)), x)
    elif layout == "lanes":
        x = net.add(linear(3), x, net.constant(sparse(6, 6).round(1)))
    makers = [ops.ArgReduce("max", 0), *(ops.Cumulative("sum", axis, True, True) for axis in range(3))]
    values = [
        net.add(op, x) for axis in range(3) for op in (*makers, ops.ArgReduce("min", axis, True), ops.ArgSort(axis))
    ]
    net.check(*values)


def test_nan_is_the_extremum_and_comes_last() -> None:
    net = Net()
    array = normal(6, 20)
    array[array > 1] = np.nan
    array[0] = np.inf
    array[1] = np.nan
    x = net.input(array)
    values = [net.add(ops.ArgReduce(f, a, last), x) for f in ("max", "min") for a in (0, 1) for last in (True, False)]
    net.check(*values, *(net.add(ops.ArgSort(a, down), x) for a in (0, 1) for down in (True, False)))


def test_rows_in_order() -> None:
    """In every layout of the rows, as many as the run has, rows of nothing too."""
    n, m = symbol("n", 0, 50), symbol("m", 0, 9)
    net = Net()
    x = net.input(RANDOM.integers(0, 3, (40, 3)).astype(np.float32), (n, m))
    for value in (x, net.add(ops.Transpose((1, 0)), x)):
        net.graph.output(net.add(ops.LexSort(), value), f"y{len(net.graph.outputs)}")
    for target in HERE:
        plan = plan_of(net.graph, target)
        for shape in ((40, 3), (2, 9), (1, 1), (5, 0), (0, 3)):
            feeds = {x.name: RANDOM.integers(0, 3, shape).astype(np.float32)}
            for threads in (1, 3):
                found = run_plan(plan, target, feeds, threads)
                for name, array in interpret(net.graph, feeds).items():
                    np.testing.assert_array_equal(found[name], array)


def boxes(net: Net, numbers: np.ndarray, size: int = 12) -> list[Value]:
    """Operands of a suppression whose orders have these box numbers."""
    corners = RANDOM.integers(0, 5, (len(numbers), size, 4)) + np.array([0, 0, 3, 3])
    operands = [corners.astype(np.float32), numbers, numbers % 5 != 0, np.array(4), np.array(0.2, np.float32)]
    return [net.input(operand) for operand in operands]


def test_suppression() -> None:
    net = Net()
    numbers = RANDOM.random((2, 3, 12)).argsort(-1)
    corners, *rest = boxes(net, numbers)
    turned = net.add(ops.Transpose((1, 0, 2)), net.input(np.ascontiguousarray(numbers.transpose(1, 0, 2))))
    net.check(
        net.add(ops.Suppress(), corners, *rest),
        net.add(ops.Suppress(), corners, turned, *rest[1:]),
    )


@pytest.mark.parametrize("number", [12, -1, 2**62])
def test_boxes_that_do_not_exist(number: int) -> None:
    numbers = np.arange(24).reshape(1, 2, 12) % 12
    numbers[0, 1, 1] = number
    net = Net()
    net.graph.output(net.add(ops.Suppress(), *boxes(net, numbers)), "y")
    for target in HERE:
        for threads in (1, 3):
            with pytest.raises(IndexError):
                run_plan(plan_of(net.graph, target), target, net.feeds, threads)


@pytest.mark.parametrize("index", [5, -6, 2**62, -(2**63)])
@pytest.mark.parametrize("scatter", [False, True])
def test_out_of_range(index: int, scatter: bool) -> None:
    net = Net()
    picked = np.zeros((3, 40), np.int64)
    picked[1, 33] = index
    x, i = net.input(normal(3, 5)), net.input(picked)
    updates = net.input(normal(3, 40))
    value = net.add(ops.Scatter((0, -1)), x, updates, i) if scatter else net.add(ops.Gather((3, 40), (0, -1)), x, i)
    net.graph.output(value, "y")
    for target in HERE:
        for threads in (1, 3):
            with pytest.raises(IndexError):
                run_plan(plan_of(net.graph, target), target, net.feeds, threads)


def test_sizes_of_the_run() -> None:
    n, m = symbol("n", 0, 9), symbol("m", 1, 40)
    net = Net()
    x, i = net.input(normal(3, 4), (n, m)), net.input(indices(1, 5, 1), (symbol("k", 0, 50), 1))
    k = i.type.shape[0]
    rows = net.add(ops.Gather((k, m), (-1, 1)), x, i)
    values = [rows, net.add(ops.Scatter((-1, 1), "add"), x, rows, i), net.add(ops.Cumulative("sum", 0), x)]
    values += [net.add(ops.ArgSort(0), x), net.add(ops.ArgReduce("max", 1), x), net.add(ops.Cumulative("sum", 1), x)]
    values += [net.add(ops.Iota((n, m), axis, dtype)) for axis in (0, 1) for dtype in (F32, DType.INT8)]
    for number, value in enumerate(values):
        net.graph.output(value, f"y{number}")
    for target in HERE:
        plan = plan_of(net.graph, target)
        for rows_, columns, count in ((3, 4, 5), (9, 33, 50), (1, 1, 0), (0, 7, 0)):
            feeds = {x.name: normal(rows_, columns), i.name: indices(max(1, rows_), count, 1)}
            wanted = interpret(net.graph, feeds)
            for threads in (1, 3):
                found = run_plan(plan, target, feeds, threads)
                for name, array in wanted.items():
                    np.testing.assert_allclose(found[name], array, rtol=1e-5, atol=1e-5)
        with pytest.raises(IndexError):
            run_plan(plan, target, {x.name: normal(0, 7), i.name: indices(1, 3, 1)})


@pytest.mark.parametrize(
    ("op", "shapes", "message"),
    [
        (ops.Gather((2,), (0, -1)), [(2, 3)], "gather needs 1 index operands, got 0"),
        (ops.Gather((2,), (0,)), [(2, 3)], r"needs an axis of the result, or -1, for every axis of f32\[2, 3\]"),
        (ops.Gather((4,), (0,)), [(3,)], "gather of 4 elements leaves an axis of extent 3"),
        (ops.Scatter((0,)), [(3,), (4,)], "scatter of 4 elements leaves an axis of extent 3"),
        (ops.ArgReduce("max", 0), [(0,)], "there is no max along axis 0"),
        (ops.ArgSort(1), [(3,)], "arg_sort along axis 1 of .*: there is no such axis"),
        (ops.LexSort(), [(3,)], r"lex_sort needs rows, got f32\[3\]"),
        (ops.Suppress(), [(1, 2, 4), (1, 1, 2), (1, 1, 2), (), ()], "suppress is not defined for f32"),
    ],
)
def test_types_that_do_not_fit(op: ops.Op, shapes: list[tuple[int, ...]], message: str) -> None:
    with pytest.raises(InferError, match=message):
        op.infer([TensorType(F32, shape) for shape in shapes])
