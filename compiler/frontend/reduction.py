"""ONNX reductions over axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from . import axes as axes_of_run
from .axes import Body
from .formula import Formula
from .node import OnnxNode
from .symbolic import Tensor


def _reduction(body: Body) -> Callable[[OnnxNode], Tensor]:
    """A lowering that works out the axes, applies ``body``, which keeps them, and drops them if asked to."""

    def lower(node: OnnxNode) -> Tensor:
        keep = node.flag("keepdims")
        empty_means_none = node.flag("noop_with_empty_axes")
        x = node.input(0)
        rank = x.type.rank
        if node.has_axes_of_run(1):
            return axes_of_run.reduced(node, x, node.list_input(1, "axes"), keep, empty_means_none, body)
        given = node.axes(1)
        if not given:
            axes = [] if empty_means_none else list(range(rank))
        else:
            axes = sorted({node.axis(a, rank) for a in given})
        y = body(node, x, axes)
        return y if keep else node.reshape(y, [d for a, d in enumerate(y.type.shape) if a not in axes])

    return lower


def _plain(function: str) -> Body:
    return lambda node, x, axes: node.reduce(function, x, axes)


def _sum_of(formula: Formula) -> Body:
    return lambda node, x, axes: node.reduce("sum", node.formula(formula, x), axes)


def _mean(node: OnnxNode, x: Tensor, axes: Sequence[int]) -> Tensor:
    if not x.type.dtype.is_float:
        node.refuse(f"the mean of {x.type.dtype} is not supported; cast to float32 before")
    return node.mean(x, axes)


def _l2(node: OnnxNode, x: Tensor, axes: Sequence[int]) -> Tensor:
    return node.call("sqrt", _sum_of(("mul", "x", "x"))(node, x, axes))


def _log_sum(node: OnnxNode, x: Tensor, axes: Sequence[int]) -> Tensor:
    return node.call("log", node.reduce("sum", x, axes))


def _log_sum_exp(node: OnnxNode, x: Tensor, axes: Sequence[int]) -> Tensor:
    largest = node.reduce("max", x, axes)
    # An infinity is left to exp and log: its difference from itself is no number.
    largest = node.formula(("where", ("lt", ("abs", "x"), math.inf), "x", 0.0), largest)
    total = node.reduce("sum", node.formula(("exp", ("sub", "x", "y")), x, largest), axes)
    return node.formula(("add", "x", ("log", "y")), largest, total)


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {
    "ReduceL1": {1: _reduction(_sum_of(("abs", "x")))},
    "ReduceL2": {1: _reduction(_l2)},
    "ReduceLogSum": {1: _reduction(_log_sum)},
    "ReduceLogSumExp": {1: _reduction(_log_sum_exp)},
    "ReduceMax": {1: _reduction(_plain("max"))},
    "ReduceMean": {1: _reduction(_mean)},
    "ReduceMin": {1: _reduction(_plain("min"))},
    "ReduceProd": {1: _reduction(_plain("prod"))},
    "ReduceSum": {1: _reduction(_plain("sum"))},
    "ReduceSumSquare": {1: _reduction(_sum_of(("mul", "x", "x")))},
}
"""Lowerings by op and the opset since which they apply."""
