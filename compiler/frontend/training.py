"""Optimisers of the domain ai.onnx.preview.training: one step for any number of parameters.

The inputs are the learning rate R, the number T of steps already made, then all parameters X, all gradients G and all
of each kind of state; the outputs are the new parameters, then the new states.
"""

from __future__ import annotations

from collections.abc import Callable

from .node import OnnxNode
from .symbolic import Tensor

Step = Callable[[Tensor, Tensor, list[Tensor]], list[Tensor]]


def _for_all(node: OnnxNode, kinds: int, step: Step) -> list[Tensor]:
    """The results of ``step(R, T, [X, G, states…])`` for every parameter, R and T of its type, kind after kind."""
    rate, count, *tensors = node.inputs()
    if len(tensors) % kinds:
        node.refuse(f"{len(tensors)} tensors are no parameters with {kinds - 1} tensors each; export the model again")
    parameters = len(tensors) // kinds
    results = []
    for i in range(parameters):
        given = tensors[i::parameters]
        dtype = given[0].type.dtype
        results.append(step(node.cast(rate, dtype), node.cast(count, dtype), given))
    return [result[kind] for kind in range(kinds - 1) for result in results]


def _regularised(node: OnnxNode, x: Tensor, g: Tensor) -> Tensor:
    """The gradient with that of ``norm_coefficient / 2 * |X|**2``."""
    return node.formula(("add", ("mul", node.number("norm_coefficient"), "x"), "y"), x, g)


def _adagrad(node: OnnxNode) -> list[Tensor]:
    decay, epsilon = node.number("decay_factor"), node.number("epsilon")

    def step(rate: Tensor, count: Tensor, given: list[Tensor]) -> list[Tensor]:
        x, gradient, squares = given
        gradient = _regularised(node, x, gradient)
        squares = node.formula(("add", "x", ("mul", "y", "y")), squares, gradient)
        direction = node.formula(("div", "x", ("add", ("sqrt", "y"), epsilon)), gradient, squares)
        rate = node.formula(("div", "x", ("add", 1.0, ("mul", "y", decay))), rate, count)
        return [node.formula(("sub", "x", ("mul", "y", "z")), x, rate, direction), squares]

    return _for_all(node, 3, step)


def _momentum(node: OnnxNode) -> list[Tensor]:
    alpha, beta, mode = node.number("alpha"), node.number("beta"), node.text("mode")
    if mode not in ("standard", "nesterov"):
        node.refuse(f"mode='{mode}' is not one of standard, nesterov; export the model again")

    def step(rate: Tensor, count: Tensor, given: list[Tensor]) -> list[Tensor]:
        x, gradient, velocity = given
        gradient = _regularised(node, x, gradient)
        dampened = node.formula(("mul", ("where", ("lt", 0.0, "x"), beta, 1.0), "y"), count, gradient)
        velocity = node.formula(("add", ("mul", alpha, "x"), "y"), velocity, dampened)
        nesterov = mode == "nesterov"
        direction = node.formula(("add", "x", ("mul", alpha, "y")), gradient, velocity) if nesterov else velocity
        return [node.formula(("sub", "x", ("mul", "y", "z")), x, rate, direction), velocity]

    return _for_all(node, 3, step)


def _adam(node: OnnxNode) -> list[Tensor]:
    alpha, beta, epsilon = node.number("alpha"), node.number("beta"), node.number("epsilon")
    kept = 1 - node.number("norm_coefficient_post")

    def step(rate: Tensor, count: Tensor, given: list[Tensor]) -> list[Tensor]:
        x, gradient, mean, square = given
        gradient = _regularised(node, x, gradient)
        mean = node.formula(("add", ("mul", alpha, "x"), ("mul", 1 - alpha, "y")), mean, gradient)
        square = node.formula(("add", ("mul", beta, "x"), ("mul", 1 - beta, ("mul", "y", "y"))), square, gradient)
        direction = node.formula(("div", "x", ("add", ("sqrt", "y"), epsilon)), mean, square)
        bias = ("div", ("sqrt", ("sub", 1.0, ("pow", beta, "y"))), ("sub", 1.0, ("pow", alpha, "y")))
        rate = node.formula(("where", ("lt", 0.0, "y"), ("mul", "x", bias), "x"), rate, count)
        return [node.formula(("mul", kept, ("sub", "x", ("mul", "y", "z"))), x, rate, direction), mean, square]

    return _for_all(node, 4, step)


OPS: dict[str, dict[int, Callable[[OnnxNode], list[Tensor]]]] = {
    "Adagrad": {1: _adagrad},
    "Adam": {1: _adam},
    "Momentum": {1: _momentum},
}
"""Lowerings by op and the opset of the domain since which they apply."""
