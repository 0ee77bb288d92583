"""Layouts: addresses are distinct and inside, views agree with numpy, planes hold the padding that windows read."""

from __future__ import annotations

import itertools
import math

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from zeroskip.compiler.schedule.layout import (
    Layout,
    PlaneGeometry,
    is_row_major,
    lanes,
    materialise,
    planes,
    reshaped,
    rows,
    static,
    transposed,
)
from zeroskip.ir.dims import symbol

SHAPES = st.lists(st.integers(1, 6), min_size=1, max_size=5).map(tuple)


def read(image: np.ndarray, layout: Layout, shape: tuple[int, ...]) -> np.ndarray:
    """The tensor that lies in a memory image, element by element."""
    result = np.empty(shape, image.dtype)
    for index in np.ndindex(*shape):
        address = 0
        for i, parts in zip(index, layout.axes, strict=True):
            for part in parts:
                address += i // static(part.step) * static(part.stride)
                i %= static(part.step)
        result[index] = image[address]
    return result


def numbered(shape: tuple[int, ...]) -> np.ndarray:
    return np.arange(1, math.prod(shape) + 1).reshape(shape)


@st.composite
def layouts(draw: st.DrawFn) -> tuple[tuple[int, ...], Layout]:
    """A shape and a layout for it; lanes may fill more than one strip."""
    shape = draw(SHAPES)
    kind = draw(st.sampled_from(["rows", "lanes", "planes"]))
    if kind == "planes" and len(shape) > 2:
        reach = [[draw(st.integers(0, 2)) for _ in shape[2:]] for _ in range(2)]
        pitch = tuple(d + max(low, high) for d, low, high in zip(shape[2:], *reach, strict=True))[1:]
        return shape, planes(shape, PlaneGeometry(pitch), *reach)
    if kind == "lanes":
        axis = draw(st.integers(0, len(shape) - 1))
        shape = (*shape[:axis], draw(st.integers(1, 21)), *shape[axis + 1 :])
        return shape, lanes(shape, axis, 2, 4)
    return shape, rows(shape)


@given(layouts())
def test_every_element_has_its_own_place(given_: tuple[tuple[int, ...], Layout]) -> None:
    shape, layout = given_
    image = materialise(numbered(shape), layout)
    assert image.size == layout.size
    assert np.count_nonzero(image) == math.prod(shape)
    np.testing.assert_array_equal(read(image, layout, shape), numbered(shape))


@given(layouts(), st.data())
def test_transposed_view(given_: tuple[tuple[int, ...], Layout], data: st.DataObject) -> None:
    shape, layout = given_
    order = data.draw(st.permutations(range(len(shape))))
    wanted = numbered(shape).transpose(order)
    view = transposed(layout, order)
    np.testing.assert_array_equal(read(materialise(numbered(shape), layout), view, wanted.shape), wanted)
    if view.kind == "lanes":
        assert order[view.lane_axis] == layout.lane_axis


@given(layouts(), st.data())
def test_reshaped_view(given_: tuple[tuple[int, ...], Layout], data: st.DataObject) -> None:
    shape, layout = given_
    order = data.draw(st.permutations(range(len(shape))))
    layout = transposed(layout, order)
    array = numbered(shape).transpose(order)
    new = data.draw(st.sampled_from(factorings(array.size)))
    new = data.draw(st.permutations(new)) if data.draw(st.booleans()) else merged(array.shape, data)
    view = reshaped(layout, array.shape, new)
    if view is not None:
        image = materialise(numbered(shape), transposed(layout, np.argsort(order).tolist()))
        np.testing.assert_array_equal(read(image, view, tuple(new)), array.reshape(new))


def factorings(size: int) -> list[list[int]]:
    """Some shapes of so many elements."""
    pairs = [[a, size // a] for a in range(1, size + 1) if size % a == 0]
    return [[size], *pairs, *([a, 1, b] for a, b in pairs)]


def merged(shape: tuple[int, ...], data: st.DataObject) -> list[int]:
    """The shape with one pair of neighbours joined, or one axis of extent 1 put in."""
    at = data.draw(st.integers(0, len(shape) - 1))
    if data.draw(st.booleans()):
        return [*shape[:at], math.prod(shape[at : at + 2]), *shape[at + 2 :]]
    return [*shape[:at], 1, *shape[at:]]


def test_usual_views_are_views() -> None:
    """Heads split from and joined with the features of a token matrix; planes flattened for a linear layer."""
    tokens = lanes((2, 100, 24), 1, 8, 8)
    heads = reshaped(tokens, (2, 100, 24), (2, 100, 4, 6))
    assert heads is not None and (heads.kind, heads.lane_axis) == ("lanes", 1)
    turned = transposed(heads, (0, 2, 1, 3))
    assert turned.lane_axis == 2
    back = reshaped(transposed(turned, (0, 2, 1, 3)), (2, 100, 4, 6), (2, 100, 24))
    assert back == tokens
    batch = symbol("batch", 1, 8)
    flat = reshaped(rows((batch, 8, 4)), (batch, 8, 4), (batch, 32))
    assert flat is not None and is_row_major(flat, (batch, 32))
    assert reshaped(transposed(rows((3, 4)), (1, 0)), (4, 3), (12,)) is None


def test_lanes_are_whole_vectors_and_strips_start_on_them() -> None:
    layout = lanes((2, 100, 3), 1, 8, 8)
    assert layout.strip == 64
    assert [p.stride for p in layout.axes[1]] == [192, 1]
    assert [layout.stride(a) for a in (0, 2)] == [384, 64]
    assert layout.size == 768
    assert lanes((5, 3), 0, 8, 8).strip == 8
    symbolic = lanes((symbol("tokens", 1, 300), 3), 0, 8, 8)
    assert (symbolic.strip, len(symbolic.axes[0])) == (64, 2)


@pytest.mark.parametrize("spatial", [(5,), (4, 5), (3, 4, 5)], ids=str)
@pytest.mark.parametrize(("low", "high"), [(0, 0), (1, 1), (2, 0), (0, 1), (3, 3)])
def test_planes_hold_the_padding_that_windows_read(spatial: tuple[int, ...], low: int, high: int) -> None:
    """Every place up to ``low`` before and ``high`` behind an axis is in the plane's padding or in the lead."""
    lows, highs = [low] * len(spatial), [high] * len(spatial)
    geometry = PlaneGeometry(tuple(d + max(low, high) for d in spatial)[1:])
    layout = planes((2, 3, *spatial), geometry, lows, highs)
    assert layout.zero == (low + high > 0) and layout.plane % 16 == 0
    image = np.concatenate([np.zeros(layout.lead, int), materialise(np.ones((2, 3, *spatial), int), layout)])
    for n, c in itertools.product(range(2), range(3)):
        for index in itertools.product(*(range(-low, d + high) for d in spatial)):
            strides = [static(layout.stride(a)) for a in range(len(spatial) + 2)]
            address = sum(i * s for i, s in zip((n, c, *index), strides, strict=True))
            inside = all(0 <= i < d for i, d in zip(index, spatial, strict=True))
            assert image[layout.lead + address] == inside
