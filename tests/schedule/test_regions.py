"""Images one by one: what becomes a region, and that its results are those of all images at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.schedule.nets import ADD, BIAS_RESIDUAL_RELU, Net, attributes, normal, sparse
from zeroskip.ir import Expression, Value, ops
from zeroskip.ir.dims import Dim, symbol

SIZE = 13


def conv(
    net: Net,
    x: Value,
    m: int = 6,
    size: int = 3,
    stride: int = 1,
    epilogue: Expression | None = None,
    operands: Sequence[Value] = (),
) -> Value:
    weights = net.constant(sparse(m, x.type.shape[1], size, size))
    op = ops.Conv(epilogue=epilogue, **attributes(2, stride, 1, size // 2, size // 2))
    return net.add(op, x, weights, *operands)


@pytest.mark.parametrize("batch", [2, 3, 5])
def test_residual_block(batch: int) -> None:
    """Fewer images than threads, and images that are left over; results are read with padding inside and outside."""
    net = Net()
    x = net.input(normal(batch, 3, SIZE, SIZE))
    h = conv(net, x)
    bias = net.constant(normal(6, 1, 1))
    block = conv(net, conv(net, h), epilogue=BIAS_RESIDUAL_RELU, operands=[bias, h])
    pooled = net.add(ops.Reduce(axes=(2, 3)), block)
    small = conv(net, conv(net, block, stride=2))
    plan = net.check(pooled, small, h, block)
    (region,) = plan.regions
    assert (region.first, region.count) == (0, batch)
    assert all(step.rounds == batch for step in plan.steps[: region.end])


def test_one_image_needs_no_region() -> None:
    net = Net()
    assert not net.check(conv(net, conv(net, net.input(normal(1, 3, SIZE, SIZE))))).regions


def test_folded_images_and_lone_steps_are_in_no_region() -> None:
    net = Net()
    small = net.input(normal(3, 3, 7, 7))
    large = net.input(normal(3, 3, SIZE, SIZE))
    assert not net.check(conv(net, conv(net, small)), net.add(ops.Reduce(axes=(1,)), conv(net, large))).regions


@pytest.mark.parametrize("batch", [1, 2, 7])
def test_symbolic_batch(batch: int) -> None:
    net = Net()
    x = net.input(normal(batch, 3, SIZE, SIZE), (symbol("batch", 1, 8), 3, SIZE, SIZE))
    h = conv(net, x)
    assert net.check(conv(net, conv(net, h, stride=2)), h).regions


def test_channels_cut_and_joined_and_operands_of_all_images() -> None:
    """Slices are views of a result or of an input; operands have one element, channel or plane for all images."""
    net = Net()
    x = net.input(normal(4, 6, SIZE, SIZE))
    h = conv(net, x)
    parts = [net.add(ops.full_slice(h.type.shape, 1, start, 3), h) for start in (0, 3)]
    joined = net.add(ops.Concat(1), parts[1], conv(net, parts[0], 3), h)
    plane, row = net.input(normal(1, 9 + 3, SIZE, SIZE)), net.input(normal(SIZE))
    shifted = [net.add(ops.call("add"), joined, v) for v in (plane, row)]
    added = conv(net, joined, 12, epilogue=ADD, operands=[plane])
    assert net.check(joined, *parts, *shifted, added, conv(net, parts[1])).regions


def test_gates_split_a_region() -> None:
    """What is computed from whole images by other kernels comes back image by image."""
    net = Net()
    h = conv(net, conv(net, net.input(normal(3, 4, SIZE, SIZE))))
    gate = net.add(ops.call("sigmoid"), net.add(ops.Reduce(axes=(2, 3)), h))
    gated = net.add(ops.call("mul"), h, net.add(ops.Reshape((3, 6, 1, 1)), gate))
    plan = net.check(conv(net, conv(net, gated)))
    assert len(plan.regions) == 2
    copies = [step.name for step in plan.steps if step.name.startswith("relayout")]
    assert not [name for name in copies if "map" in name or "conv" in name], copies


def test_regions_share_local_memory() -> None:
    """Any number of regions needs as much as the largest."""

    def local(gates: int) -> Dim:
        net = Net()
        h = net.input(normal(2, 4, SIZE, SIZE))
        for _ in range(gates):
            h = conv(net, conv(net, h), 4)
            gate = net.add(ops.Reshape((2, 4, 1, 1)), net.add(ops.Reduce(axes=(2, 3)), h))
            h = net.add(ops.call("mul"), h, gate)
        plan = net.check(conv(net, h))
        assert len(plan.regions) == gates + 1
        return plan.local

    assert local(3) == local(2)


def test_slices_alone_make_no_region() -> None:
    net = Net()
    h = conv(net, conv(net, net.input(normal(3, 3, SIZE, SIZE))))
    total = net.add(ops.Reduce(axes=(1,)), h)
    parts = [net.add(ops.full_slice(h.type.shape, 1, start, 3), h) for start in (0, 3)]
    assert len(net.check(total, *parts).regions) == 1


def test_rows_of_one_axis() -> None:
    net = Net()
    x = net.input(normal(3, 4, 150))
    weights = [net.constant(sparse(4, 4, 3)) for _ in range(2)]
    h = net.add(ops.Conv(**attributes(1, 1, 1, 1, 1)), x, weights[0])
    assert net.check(net.add(ops.Conv(**attributes(1, 1, 1, 1, 1)), h, weights[1]), h).regions
