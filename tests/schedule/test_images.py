"""Images: folded into one plane for all of a batch, gathered by the kernel, and read in strides of two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.schedule.nets import ADD, BIAS_RESIDUAL_RELU, RELU, Net, attributes, normal, sparse
from zeroskip.compiler.schedule.geometry import Geometries, gathers, reads_every_second
from zeroskip.ir import Expression, Value, ops
from zeroskip.kernels.nest import NestSpec

MUL = Expression.call("mul")
BATCHES = [(2, 7), (3, 7), (17, 7), (2, 10), (3, 10), (17, 10), (3, 1)]


def convolve(
    net: Net,
    x: Value,
    m: int,
    window: Sequence[int],
    *values: int | tuple[int, int],
    groups: int = 1,
    density: float = 0.5,
    epilogue: Expression | None = None,
    operands: Sequence[Value] = (),
) -> Value:
    """A convolution with random weights; ``values`` are those of ``attributes``."""
    weights = net.constant(sparse(m, x.type.shape[1] // groups, *window, density=density))
    op = ops.Conv(groups=groups, epilogue=epilogue, **attributes(len(window), *values))
    return net.add(op, x, weights, *operands)


def same(net: Net, x: Value, m: int, size: int = 3, groups: int = 1) -> Value:
    """A convolution whose result has the size of its input."""
    return convolve(net, x, m, (size, size), 1, 1, size // 2, size // 2, groups=groups)


def pool(function: str, size: int, *values: int | tuple[int, int], rank: int = 2) -> ops.Window:
    return ops.Window(function=function, window=(size,) * rank, **attributes(rank, *values))


def image_of(net: Net, value: Value) -> int:
    """Lanes from one image to the next if the images of a value are folded, else 0."""
    return Geometries(net.graph.nodes).of(value)[0].image


# -- folded images ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("batch", "size"), BATCHES)
def test_folded_residual_block(batch: int, size: int) -> None:
    """With a bias, a residual, one value for each channel of each image, and one plane for all images."""
    net = Net()
    x = net.input(normal(batch, 6, size, size))
    operands = [net.constant(normal(6, 1, 1)), net.input(normal(batch, 6, size, size))]
    h = convolve(net, x, 6, (3, 3), 1, 1, 1, 1, epilogue=BIAS_RESIDUAL_RELU, operands=operands)
    assert image_of(net, h) >= size * size
    scale, plane = net.input(normal(batch, 6, 1, 1)), net.input(normal(1, 6, size, size))
    scaled = convolve(net, h, 6, (1, 1), 1, 1, 0, 0, epilogue=MUL, operands=[scale])
    added = convolve(net, h, 6, (3, 3), 1, 1, 1, 1, epilogue=ADD, operands=[plane])
    by_map = [net.add(ops.call("mul"), h, scale), net.add(ops.call("add"), h, plane), net.add(ops.call("sub"), h, x)]
    net.check(h, scaled, added, *by_map, same(net, by_map[0], 3))


@pytest.mark.parametrize(("batch", "size"), BATCHES)
def test_folded_squeeze_and_excite(batch: int, size: int) -> None:
    net = Net()
    h = same(net, net.input(normal(batch, 4, size, size)), 6, groups=2)
    pooled = net.add(ops.Reduce(axes=(2, 3)), h)
    squeezed = convolve(net, pooled, 3, (1, 1), 1, 1, 0, 0, epilogue=RELU)
    gate = net.add(ops.call("sigmoid"), convolve(net, squeezed, 6, (1, 1), 1, 1, 0, 0))
    net.check(pooled, same(net, net.add(ops.call("mul"), h, gate), 3))


@pytest.mark.parametrize(("batch", "size"), BATCHES)
def test_folded_channels_cut_and_joined(batch: int, size: int) -> None:
    net = Net()
    h = same(net, net.input(normal(batch, 4, size, size)), 6)
    parts = [net.add(ops.full_slice(h.type.shape, 1, start, 3), h) for start in (0, 3)]
    joined = net.add(ops.Concat(1), parts[1], same(net, parts[0], 3), h)
    net.check(joined, same(net, joined, 2), same(net, parts[1], 2))


@pytest.mark.parametrize(("batch", "size"), BATCHES)
def test_folded_windows(batch: int, size: int) -> None:
    """Depthwise convolutions and pooling, whose results are read with and without padding."""
    net = Net()
    h = same(net, net.input(normal(batch, 4, size, size)), 4)
    pools = [net.add(pool(function, 3, 1, 1, 1, 1), h) for function in ("max", "sum")]
    results = [same(net, h, 4, size, groups=4) for size in (3, 5)] + pools
    net.check(*results, *(same(net, y, 4, groups=4) for y in results), *(same(net, y, 3) for y in results))


@pytest.mark.parametrize("reader", [1, 3, (3, 1), (1, 3)], ids=str)
@pytest.mark.parametrize("window", [3, 5, 7])
@pytest.mark.parametrize("size", [14, 19])
def test_strided_into_folded_images(size: int, window: int, reader: int | tuple[int, int]) -> None:
    """Small results of images that are folded themselves, and of larger ones that are not."""
    net = Net()
    h = same(net, net.input(normal(3, 4, size, size)), 4)
    low = window // 2
    strided = [convolve(net, h, 4, (window, window), 2, 1, low, low, groups=groups) for groups in (1, 4)] + [
        net.add(pool(function, window, 2, 1, low, low), h) for function in ("max", "sum")
    ]
    assert image_of(net, strided[1])
    shape = (reader, reader) if isinstance(reader, int) else reader
    pads = (shape[0] // 2, shape[1] // 2)
    net.check(*strided, *(convolve(net, y, 3, shape, 1, 1, pads, pads) for y in strided))


# -- gathered convolutions ----------------------------------------------------------------------------------------

GATHERED = {
    "3x3": ((3, 3), (1, 1, 1, 1)),
    "1x3": ((1, 3), (1, 1, (0, 1), (0, 1))),
    "3x1": ((3, 1), (1, 1, (1, 0), (1, 0))),
    "5x5": ((5, 5), (1, 1, 2, 2)),
    "dilated": ((3, 3), (1, 2, 2, 2)),
    "dilated more than the image": ((3, 3), (1, 9, 9, 9)),
    "asymmetric padding": ((2, 3), (1, 1, (0, 2), (1, 0))),
    "valid": ((3, 3), (1, 1, 0, 0)),
    "stride 2": ((3, 3), (2, 1, 1, 1)),
    "stride 2, even": ((2, 2), (2, 1, 0, 0)),
    "stride 2, valid": ((5, 3), (2, 1, 0, 0)),
    "stride 3": ((3, 3), (3, 1, 1, 2)),
    "stride 3, dilated": ((3, 2), (3, 2, 2, 1)),
    "stride 1 and 2": ((3, 3), ((1, 2), 1, 1, 1)),
}


def check_gathered(image: tuple[int, ...], window: tuple[int, ...], values: tuple) -> None:
    """A gathered convolution of an input and of a convolution's result; what reads it with padding, and without."""
    net = Net()
    rank = len(window)
    bias = net.constant(normal(40, *(1,) * rank))
    x = net.input(normal(*image))
    h = convolve(net, x, 4, (3,) * rank, 1, 1, 1, 1)
    sums = [convolve(net, v, 40, window, *values, epilogue=ADD, operands=[bias]) for v in (x, h)]
    sums.append(convolve(net, sums[1], 36, (3,) * rank, 1, 1, 1, 1))
    assert all(y.producer and gathers(y.producer) for y in sums)
    net.check(h, *sums, convolve(net, sums[0], 3, (1,) * rank, 1, 1, 0, 0, epilogue=RELU))


@pytest.mark.parametrize("image", [(1, 4, 19, 17), (3, 4, 9, 11)], ids=str)
@pytest.mark.parametrize("case", GATHERED)
def test_gathered(case: str, image: tuple[int, ...]) -> None:
    check_gathered(image, *GATHERED[case])


@pytest.mark.parametrize("image", [(1, 4, 37), (3, 4, 37), (2, 4, 300), (1, 4, 5, 7, 6), (2, 4, 5, 3, 4)], ids=str)
@pytest.mark.parametrize("values", [(1, 1, 1, 1), (1, 2, 2, 1), (2, 1, 1, 0), (3, 1, 0, 2)])
def test_gathered_of_other_ranks(image: tuple[int, ...], values: tuple[int, ...]) -> None:
    check_gathered(image, (3,) * (len(image) - 2), values)


def test_gathered_lanes_behind_the_last_image_read_nothing() -> None:
    """The input is the last in the arena, whose end is the end of accessible memory."""
    net = Net()
    net.check(convolve(net, net.input(normal(3, 4, 15, 15)), 40, (5, 5), 1, 1, 2, 2))


# -- small windows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (4, 4), (7, 7), (3, 9), (9, 14), (15, 16), (31, 33), (48, 60)])
@pytest.mark.parametrize(("window", "dilation"), [(3, 1), (3, 2), (5, 1), (7, 1)])
def test_small_windows(size: tuple[int, int], window: int, dilation: int) -> None:
    """One or more lines in a vector and more than one vector in a line; some results are read beyond their edges."""
    net = Net()
    x, pad = net.input(normal(2, 3, *size)), window // 2 * dilation
    residual = net.input(normal(*size))
    y = convolve(net, x, 3, (window, window), 1, dilation, pad, pad, groups=3, epilogue=ADD, operands=[residual])
    h = net.add(ops.Window(function="sum", window=(window, window), **attributes(2, 1, dilation, pad, pad)), y)
    net.check(convolve(net, y, 3, (window, window), 1, dilation, pad, pad, groups=3), h)


# -- strided windows ----------------------------------------------------------------------------------------------

STRIDED = {
    "3x3": (3, (2, 1, 1, 1)),
    "3x3, valid": (3, (2, 1, 0, 0)),
    "2x2": (2, (2, 1, 0, 0)),
    "5x5, asymmetric padding": (5, (2, 1, 2, 1)),
    "dilated": (3, (2, 2, 2, 2)),
    "stride 1 and 2": (3, ((1, 2), 1, 1, 1)),
    "stride 3 and 2": (3, ((3, 2), 1, (0, 1), (1, 0))),
}
PLANES = [(1, 3, 21, 19), (2, 3, 20, 33), (2, 3, 9, 35), (1, 3, 5, 17)]
LINES = [(2, 3, 19), (1, 3, 70), (2, 3, 301)]


def check_strided(image: tuple[int, ...], window: int, values: tuple) -> None:
    """Depthwise convolutions and pooling; some results are read beyond their edges, others not."""
    net = Net()
    rank = len(image) - 2
    x = net.input(normal(*image))
    h = convolve(net, x, 3, (1,) * rank, 1, 1, 0, 0, epilogue=RELU)

    def results() -> list[Value]:
        values_of = [convolve(net, v, 3, (window,) * rank, *values, groups=3) for v in (x, h)]
        values_of += [net.add(pool(function, window, *values, rank=rank), h) for function in ("max", "sum")]
        assert all(y.producer and reads_every_second(y.producer) for y in (values_of[0], values_of[-1]))
        return values_of

    inner = results()
    net.check(*results(), *inner, *(convolve(net, y, 3, (3,) * rank, 1, 1, 1, 1, groups=3) for y in inner))


@pytest.mark.parametrize("image", PLANES, ids=str)
@pytest.mark.parametrize("case", STRIDED)
def test_strided_windows(case: str, image: tuple[int, ...]) -> None:
    check_strided(image, *STRIDED[case])


@pytest.mark.parametrize("image", LINES, ids=str)
@pytest.mark.parametrize("values", [(2, 1, 1, 1), (2, 1, 0, 0), (2, 1, 2, 1), (2, 2, 2, 2)])
def test_strided_windows_of_lines(values: tuple[int, ...], image: tuple[int, ...]) -> None:
    check_strided(image, 3, values)


@pytest.mark.parametrize("width", [21, 40, 43])
def test_operands_of_strided_lines_are_read_in_whole_vectors(width: int) -> None:
    net = Net()
    x, residual = net.input(normal(1, 3, 4, 2 * width)), net.input(normal(1, 1, 2, width))
    net.check(convolve(net, x, 3, (3, 3), 2, 1, 1, 0, groups=3, epilogue=ADD, operands=[residual]))


def test_masks_of_strided_lines_are_read_in_whole_vectors() -> None:
    """The mask is the last of the weights, whose end is the end of accessible memory."""
    net = Net()
    x = net.input(normal(1, 3, 5, 40))
    rows = ops.Window(function="sum", window=(1, 3), **attributes(2, (1, 2), 1, (0, 1), (0, 1)))
    again = ops.Window(function="sum", window=(1, 3), **attributes(2, 1, 1, (0, 1), (0, 1)))
    net.check(net.add(again, net.add(rows, x)))


def test_strided_window_with_an_epilogue() -> None:
    net = Net()
    x = net.input(normal(2, 3, 11, 37))
    operands = [net.constant(normal(3, 1, 1)), net.input(normal(2, 3, 6, 19))]
    y = convolve(net, x, 3, (3, 3), 2, 1, 1, 1, groups=3, epilogue=BIAS_RESIDUAL_RELU, operands=operands)
    scaled = convolve(net, x, 3, (3, 3), 2, 1, 1, 1, groups=3, epilogue=MUL, operands=[net.input(normal(2, 3, 1, 1))])
    net.check(y, scaled, same(net, scaled, 3))


def test_windows_that_cannot_be_read_in_strides_of_two() -> None:
    """Other strides, three axes, padding that counts."""
    net = Net()
    x, volume = net.input(normal(1, 3, 11, 13)), net.input(normal(1, 3, 5, 7, 9))
    results = [
        convolve(net, x, 3, (3, 3), (2, 1), 1, 1, 1, groups=3),
        convolve(net, x, 3, (3, 3), 3, 1, 1, 1, groups=3),
        convolve(net, volume, 3, (3, 3, 3), 2, 1, 1, 1, groups=3),
        net.add(pool("max", 3, 2, 1, 1, 1), x),
    ]
    assert not any(y.producer and reads_every_second(y.producer) for y in results)
    net.check(*results)


@pytest.mark.parametrize(("rank", "channels", "split"), [(1, 1, False), (1, 3, True), (2, 1, True), (3, 2, True)])
def test_phases_of_a_line_come_from_one_read(rank: int, channels: int, split: bool) -> None:
    net = Net()
    x = net.input(normal(1, channels, *[37] * rank))
    plan = net.check(convolve(net, x, 5, (3,) * rank, 2, 1, 1, 1))
    copies = [step.spec for step in plan.steps if step.name.startswith("relayout") and isinstance(step.spec, NestSpec)]
    assert [spec.split for spec in copies] == [split]
