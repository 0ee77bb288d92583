"""Convolutions of images whose size only a run knows."""

from __future__ import annotations

import numpy as np
import pytest

from tests.schedule.nets import BIAS_RESIDUAL_RELU, RELU, Net, attributes, normal, sparse
from tests.schedule.plan_runner import plan_of, run_plan
from zeroskip.ir import Expression, Graph, TensorType, Value, ops, symbol
from zeroskip.ir.types import DType
from zeroskip.kernels.target import Target

SIZES = [(0, 90), (0, 40)]
IMAGES = [(2, 9, 11), (1, 33, 5), (3, 6, 40), (0, 9, 9), (1, 8, 17)]


def images(net: Net, channels: int, batch: int, *extents: int) -> Value:
    """An input of symbolic size."""
    dims = [symbol(name, *bounds) for name, bounds in zip("hw", SIZES[2 - len(extents) :], strict=False)]
    return net.input(normal(batch, channels, *extents), (symbol("n", 0, 4), channels, *dims))


def convolve(
    net: Net,
    x: Value,
    m: int,
    window: tuple[int, ...],
    *values: int | tuple[int, int],
    groups: int = 1,
    density: float = 0.5,
    epilogue: Expression | None = None,
    operands: tuple[Value, ...] = (),
) -> Value:
    """A convolution with random weights; ``values`` are those of ``attributes``."""
    channels = x.type.shape[1]
    assert isinstance(channels, int)
    weights = net.constant(sparse(m, channels // groups, *window, density=density))
    op = ops.Conv(groups=groups, epilogue=epilogue, **attributes(len(window), *values))
    return net.add(op, x, weights, *operands)


@pytest.mark.parametrize("density", [0.1, 0.5, 1.0])
@pytest.mark.parametrize(
    ("window", "values", "groups"),
    [
        ((3, 3), (1, 1, 1, 1), 1),
        ((3, 3), (2, 1, 1, 1), 1),
        ((1, 1), (1, 1, 0, 0), 1),
        ((1, 1), (2, 1, 0, 0), 1),
        ((2, 5), ((1, 3), (2, 1), 2, 3), 2),
        ((3, 3), (3, 2, 4, 2), 3),
        ((5, 2), ((3, 2), (1, 3), (4, 2), (3, 3)), 1),
    ],
)
def test_images(
    window: tuple[int, int], values: tuple[int | tuple[int, int], ...], groups: int, density: float
) -> None:
    for image in IMAGES:
        net = Net()
        net.check(convolve(net, images(net, 6, *image), 12, window, *values, groups=groups, density=density))


@pytest.mark.parametrize("values", [(1, 1, 1, 1), (2, 1, 2, 1), (3, 2, 0, 4)])
def test_signals(values: tuple[int, ...]) -> None:
    for batch, extent in ((2, 40), (1, 3), (3, 17)):
        net = Net()
        net.check(convolve(net, images(net, 5, batch, extent), 8, (3,), *values))


def test_epilogues() -> None:
    """A bias, a residual that lies by rows or as an input, one element for each image and channel, one row for all."""
    for image in IMAGES[:3]:
        net = Net()
        x = images(net, 6, *image)
        first = convolve(net, x, 6, (3, 3), 1, 1, 1, 1)
        bias = net.constant(normal(6, 1, 1))
        both = [
            convolve(net, x, 6, (3, 3), 1, 1, 1, 1, epilogue=BIAS_RESIDUAL_RELU, operands=(bias, r)) for r in (x, first)
        ]
        scale = net.input(normal(image[0], 6, 1, 1), (x.type.shape[0], 6, 1, 1))
        row = net.input(normal(image[2]), x.type.shape[3:])
        scaled = [
            convolve(net, first, 6, (1, 1), 1, 1, 0, 0, epilogue=Expression.call("mul"), operands=(o,))
            for o in (scale, row)
        ]
        net.check(first, *both, *scaled, net.add(ops.Reduce(axes=(2, 3)), both[0]))


def test_the_kernel_is_that_of_linear_layers() -> None:
    net = Net()
    plan = net.check(convolve(net, images(net, 6, 2, 9, 11), 9, (3, 3), 1, 1, 1, 1, epilogue=RELU))
    assert [step.spec.family.split("_")[0] for step in plan.steps] == ["nest", "stream", "nest"]


@pytest.mark.parametrize("values", [(1, 1, 1, 1), (2, 1, 1, 1), (2, 2, 3, 2)])
def test_bits_are_those_of_known_sizes(values: tuple[int, ...]) -> None:
    weights, bias, x = sparse(8, 4, 3, 3), normal(8, 1, 1), normal(2, 4, 30, 21)
    results = []
    for shape in (x.shape, (2, 4, symbol("h", 1, 90), symbol("w", 1, 40))):
        graph = Graph()
        given = graph.input("x", TensorType(DType.FLOAT32, shape))
        op = ops.Conv(groups=1, epilogue=Expression.call("add"), **attributes(2, *values))
        graph.output(graph.add(op, [given, graph.constant(weights), graph.constant(bias)]), "y")
        (y,) = run_plan(plan_of(graph, Target.host()), Target.host(), {"x": x}).values()
        results.append(y)
    assert np.array_equal(*results)
