"""ONNX's recurrent layers: one product for the inputs of all steps, then a loop over the steps.

    gates[t] = x[t] W + h[t - 1] R + b         x W + b is computed for all t before the loop, by one large product
    h[t]     = cell(gates[t], h[t - 1], …)

The cells are those of the operators' definitions: RNN, GRU (Cho et al., 2014) and LSTM with peepholes (Gers and
Schmidhuber, 2000).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...ir import Dim, DType
from .builder import Builder
from .contraction import matmul
from .elementwise import ACTIVATIONS
from .indexing import backwards
from .node import OnnxNode
from .symbolic import Tensor

_DIRECTIONS = {"forward": (False,), "reverse": (True,), "bidirectional": (False, True)}
_ALPHAS = {"leakyrelu": 0.01, "thresholdedrelu": 1.0, "affine": 1.0, "scaledtanh": 1.0, "hardsigmoid": 0.2, "elu": 1.0}
_BETAS = {"affine": 0.0, "scaledtanh": 1.0, "hardsigmoid": 0.5}


@dataclass(frozen=True)
class _Direction:
    """The weights of one direction: ``w [I, G·H]``, ``r [H, G·H]``, biases ``[G·H]``, peepholes ``[3·H]``."""

    hidden: int
    w: Tensor
    r: Tensor
    w_bias: Tensor | None
    r_bias: Tensor | None
    peepholes: Tensor | None
    activations: Sequence[Callable[[OnnxNode, Tensor], Tensor]]


Cell = Callable[[OnnxNode, _Direction, Tensor, Sequence[Tensor]], list[Tensor]]
"""(node, weights, the inputs' part of the gates [B, G·H], states [B, H]) to the next states, the output first."""


def _recurrent(node: OnnxNode, gates: int, states: int, activations: Sequence[str], cell: Cell) -> list[Tensor]:
    """The layer's outputs: all of the first state, then the last of each."""
    name, batch_first = node.text("direction"), node.flag("layout")
    if name not in _DIRECTIONS:
        node.refuse(f"direction='{name}' is not one of {', '.join(_DIRECTIONS)}; export the model again")
    directions = _DIRECTIONS[name]
    functions = list(_activations(node, activations, len(directions)))
    x, w, r = (node.input(i) for i in range(3))
    if x.type.rank != 3 or w.type.rank != 3 or r.type.rank != 3:
        node.refuse(f"needs x, w and r of rank 3, got {x.type}, {w.type} and {r.type}; export the model again")
    known = (node.integer("hidden_size"),) if node.has("hidden_size") else r.type.shape[2:]
    (hidden,) = node.static(known, "the hidden size")
    x = node.transpose(x, (1, 0, 2)) if batch_first else x
    _, batch, features = x.type.shape
    wrong = f"{len(directions)} directions of {hidden} do not fit w {w.type} and r {r.type}; export the model again"
    w_shape, r_shape = ((len(directions), gates * hidden, size) for size in (features, hidden))
    w, r = node.shaped(w, w_shape, wrong), node.shaped(r, r_shape, wrong)
    lengths = _lengths(node, batch)
    initial = [_initial(node, 5 + i, len(directions), batch, hidden, batch_first) for i in range(states)]
    every, last = [], []
    for number, reverse in enumerate(directions):

        def pick(index: int, size: int, number: int = number) -> Tensor | None:
            if not node.given(index):
                return None
            vector = node.input(index)
            shape = (len(directions), size)
            return node.pick(node.shaped(vector, shape, f"input {index} is {vector.type}; {wrong}"), 0, number)

        bias = pick(3, 2 * gates * hidden)
        weights = _Direction(
            hidden,
            node.transpose(node.pick(w, 0, number), (1, 0)),
            node.transpose(node.pick(r, 0, number), (1, 0)),
            None if bias is None else _part(node, bias, 0, gates * hidden),
            None if bias is None else _part(node, bias, gates * hidden, gates * hidden),
            pick(7, 3 * hidden) if states == 2 else None,
            functions[number],
        )
        given = [node.pick(state, 0, number) for state in initial]
        y, ends = _run(node, backwards(node, x, lengths, 0, 1) if reverse else x, weights, given, lengths, cell)
        every.append(backwards(node, y, lengths, 0, 1) if reverse else y)
        last.append(ends)
    # y [S, D, B, H], or [B, S, D, H]; the last states [D, B, H], or [B, D, H].
    y = _stacked(node, every, 2 if batch_first else 1, (1, 0, 2) if batch_first else None)
    return [y, *(_stacked(node, ends, 1 if batch_first else 0) for ends in zip(*last, strict=True))]


def _run(
    node: OnnxNode, x: Tensor, weights: _Direction, initial: Sequence[Tensor], lengths: Tensor | None, cell: Cell
) -> tuple[Tensor, list[Tensor]]:
    """One direction: x [S, B, I] to y [S, B, H] and the last states; behind a sequence's end y is 0."""
    gates = matmul(node, x, weights.w)
    if weights.w_bias is not None:
        gates = node.call("add", gates, weights.w_bias)
    steps = x.type.shape[0]
    scanned = [gates] if lengths is None else [gates, node.ramp(steps)]

    def body(builder: Builder, states: Sequence[Tensor], now: Sequence[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        inner = node.within(builder)
        following = cell(inner, weights, now[0], states)
        if lengths is None:
            return following, [following[0]]
        inside = inner.reshape(inner.call("lt", now[1], lengths), (*lengths.type.shape, 1))
        kept = [inner.call("where", inside, new, old) for new, old in zip(following, states, strict=True)]
        return kept, [inner.formula(("where", "y", "x", 0), kept[0], inside)]

    last, (y,) = node.builder.loop(steps, initial, scanned, body, node.name)
    return y, [*last]


def _lstm_cell(node: OnnxNode, d: _Direction, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
    h, c = states
    f, g, last = d.activations
    i_gate, o_gate, f_gate, c_gate = _gates(node, d, x, h, 4)
    if d.peepholes is not None:
        p_in, p_out, p_forget = (_part(node, d.peepholes, k * d.hidden, d.hidden) for k in range(3))
        i_gate = node.formula(("add", "x", ("mul", "y", "z")), i_gate, c, p_in)
        f_gate = node.formula(("add", "x", ("mul", "y", "z")), f_gate, c, p_forget)
    i = f(node, i_gate)
    forget = node.formula(("sub", 1.0, "x"), i) if node.flag("input_forget") else f(node, f_gate)
    c = node.call("add", node.call("mul", forget, c), node.call("mul", i, g(node, c_gate)))
    if d.peepholes is not None:
        o_gate = node.formula(("add", "x", ("mul", "y", "z")), o_gate, c, p_out)
    return [node.call("mul", f(node, o_gate), last(node, c)), c]


def _gru_cell(node: OnnxNode, d: _Direction, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
    (h,) = states
    f, g = d.activations
    size = d.hidden
    x_zr, x_h = _part(node, x, 0, 2 * size), _part(node, x, 2 * size, size)
    r_zr, r_h = _part(node, d.r, 0, 2 * size), _part(node, d.r, 2 * size, size)
    b_zr, b_h = (
        (None, None)
        if d.r_bias is None
        else (_part(node, d.r_bias, 0, 2 * size), _part(node, d.r_bias, 2 * size, size))
    )
    zr = f(node, _plus(node, node.call("add", x_zr, matmul(node, h, r_zr)), b_zr))
    z, r = _part(node, zr, 0, size), _part(node, zr, size, size)
    if node.flag("linear_before_reset"):
        recurrent = node.call("mul", r, _plus(node, matmul(node, h, r_h), b_h))
    else:
        recurrent = _plus(node, matmul(node, node.call("mul", r, h), r_h), b_h)
    new = g(node, node.call("add", x_h, recurrent))
    return [node.formula(("add", ("mul", ("sub", 1.0, "x"), "y"), ("mul", "x", "z")), z, new, h)]


def _rnn_cell(node: OnnxNode, d: _Direction, x: Tensor, states: Sequence[Tensor]) -> list[Tensor]:
    (gate,) = _gates(node, d, x, states[0], 1)
    return [d.activations[0](node, gate)]


def _gates(node: OnnxNode, d: _Direction, x: Tensor, h: Tensor, count: int) -> list[Tensor]:
    """The arguments of ``count`` gates [B, H]."""
    total = _plus(node, node.call("add", x, matmul(node, h, d.r)), d.r_bias)
    return [_part(node, total, k * d.hidden, d.hidden) for k in range(count)]


def _plus(node: OnnxNode, x: Tensor, bias: Tensor | None) -> Tensor:
    return x if bias is None else node.call("add", x, bias)


def _part(node: OnnxNode, x: Tensor, start: int, size: int) -> Tensor:
    """A slice of the last axis."""
    return node.cut(x, x.type.rank - 1, start, size)


def _initial(node: OnnxNode, index: int, directions: int, batch: Dim, hidden: int, batch_first: bool) -> Tensor:
    """The initial states [D, B, H]."""
    shape = (directions, batch, hidden)
    if not node.given(index):
        return node.broadcast(node.make(0, node.input(0).type.dtype), shape)
    state = node.input(index)
    given = (batch, directions, hidden) if batch_first else shape
    state = node.shaped(state, given, f"initial states {state.type} do not fit; export the model again")
    return node.transpose(state, (1, 0, 2)) if batch_first else state


def _lengths(node: OnnxNode, batch: Dim) -> Tensor | None:
    """The lengths of the sequences, int64 [B], None where all are full."""
    if not node.given(4):
        return None
    lengths = node.input(4)
    lengths = node.shaped(lengths, (batch,), f"lengths {lengths.type} do not fit; export the model again")
    return node.cast(lengths, DType.INT64)


def _stacked(node: OnnxNode, tensors: Sequence[Tensor], axis: int, order: Sequence[int] | None = None) -> Tensor:
    """The tensors of all directions along a new axis."""
    parts = []
    for x in tensors:
        x = x if order is None else node.transpose(x, order)
        parts.append(node.reshape(x, (*x.type.shape[:axis], 1, *x.type.shape[axis:])))
    return node.join(parts, axis)


# -- activations ------------------------------------------------------------------------------------------------------


def _activations(
    node: OnnxNode, defaults: Sequence[str], directions: int
) -> Iterator[Sequence[Callable[[OnnxNode, Tensor], Tensor]]]:
    """For each direction its activations; parameters are taken in order.

    ``clip`` bounds the arguments of the gates' activations. An LSTM's third one, of the cell, takes them as they are:
    so does ONNX Runtime, where ONNX says nothing of the kind.
    """
    given = node.attribute("activations") if node.has("activations") else ()
    names = [bytes(name).decode("utf-8", "replace") for name in given] or [*defaults] * directions
    if len(names) != len(defaults) * directions:
        node.refuse(f"needs {len(defaults) * directions} activations, got {len(names)}; export the model again")
    alphas, betas = (iter(node.attribute(f"activation_{letter}") or ()) for letter in ("alpha", "beta"))
    clip = node.number("clip") if node.has("clip") else None
    limits = [clip if place % len(defaults) < 2 else None for place in range(len(names))]
    functions = [_activation(node, name, alphas, betas, limit) for name, limit in zip(names, limits, strict=True)]
    for direction in range(directions):
        yield functions[direction * len(defaults) : (direction + 1) * len(defaults)]


def _activation(
    node: OnnxNode, name: str, alphas: Iterator[float], betas: Iterator[float], clip: float | None
) -> Callable[[OnnxNode, Tensor], Tensor]:
    key = name.lower()
    alpha = next(alphas, _ALPHAS[key]) if key in _ALPHAS else 0.0
    beta = next(betas, _BETAS[key]) if key in _BETAS else 0.0
    if key not in ACTIVATIONS:
        node.refuse(f"activation '{name}' is not one of {', '.join(ACTIVATIONS)}; export the model again")
    formula = ACTIVATIONS[key]("x" if clip is None else ("max", ("min", "x", clip), -clip), alpha, beta)
    return lambda emit, value: emit.formula(formula, value)


def _rnn(node: OnnxNode) -> list[Tensor]:
    return _recurrent(node, 1, 1, ("Tanh",), _rnn_cell)


def _gru(node: OnnxNode) -> list[Tensor]:
    return _recurrent(node, 3, 1, ("Sigmoid", "Tanh"), _gru_cell)


def _lstm(node: OnnxNode) -> list[Tensor]:
    return _recurrent(node, 4, 2, ("Sigmoid", "Tanh", "Tanh"), _lstm_cell)


OPS: dict[str, dict[int, Callable[[OnnxNode], list[Tensor]]]] = {
    "GRU": {7: _gru},
    "LSTM": {7: _lstm},
    "RNN": {7: _rnn},
}
"""Lowerings by op and the opset since which they apply."""
