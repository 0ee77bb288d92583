"""CausalConvWithState, a convolution of each channel with what came before, and the state from which it goes on."""

from __future__ import annotations

from collections.abc import Callable

from ...ir.ops import Conv, Pad
from .contraction import biased
from .node import OnnxNode
from .symbolic import Tensor


def _causal_convolution(node: OnnxNode) -> list[Tensor]:
    """The last ``K - 1`` positions, or zeros, come before the input, and the last ones of both are the new state."""
    activation = node.text("activation")
    if activation not in ("none", "silu", "swish"):
        node.refuse(f"activation='{activation}' is not one of none, silu, swish; export the model again")
    x, w = node.input(0), node.input(1)
    if x.type.rank != 3 or w.type.rank != 3:
        node.refuse(f"needs an input [N, C, L] and a weight [C, 1, K], got {x.type} and {w.type}")
    channels, _, size = w.type.shape
    wrong = f"the weight {w.type} is not [C, 1, K] with the channels of {x.type}; export the model again"
    node.same_shape((channels, w.type.shape[1]), (x.type.shape[1], 1), wrong)
    if node.given(3):
        past = node.input(3)
        wrong = f"the past state {past.type} is not [N, C, K - 1] for {x.type} and {w.type}; export the model again"
        past = node.shaped(past, (x.type.shape[0], channels, size - 1), wrong)
        whole = node.join([past, x], 2)
    else:
        whole = node.add(Pad((0, 0, size - 1), (0, 0, 0)), x)
    y = biased(node, _by_channel(node, whole, w))
    state = node.cut(whole, 2, x.type.shape[2], size - 1)
    return [y if activation == "none" else node.formula(("mul", "x", ("sigmoid", "x")), y), state]


def _by_channel(node: OnnxNode, x: Tensor, w: Tensor) -> Tensor:
    """Each channel of ``x [N, C, length]`` convolved with its own row of ``w [C, 1, K]``."""
    channels, _, size = w.type.shape
    if isinstance(channels, int):
        return node.add(Conv(None, (1,), (1,), (0,), (0,), channels), x, w)
    # The groups of a convolution are a number, so the windows are put side by side.
    length = x.type.shape[2] - size + 1
    place, tap = node.along(node.ramp(length), [2], 4), node.along(node.ramp(size), [3], 4)
    shape = (*x.type.shape[:2], length, size)
    windows = node.gather(x, shape, (0, 1, -1), node.call("add", place, tap))
    total = node.reduce("sum", node.call("mul", windows, node.along(w, [1, 2, 3], 4)), [3])
    return node.reshape(total, shape[:3])


OPS: dict[str, dict[int, Callable[[OnnxNode], list[Tensor]]]] = {"CausalConvWithState": {27: _causal_convolution}}
"""Lowerings by op and the opset since which they apply."""
