"""From an op's epilogue over tensors to a kernel's epilogue over operands with strides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...ir import Expression, Literal, Node, Value
from ...ir.dims import Dim
from ...ir.ops import Fusable
from ...kernels.epilogue import Epilogue, Operand
from .plan import Buffer, Placement, Pointer, Word
from .scheduler import Scheduler


@dataclass(frozen=True)
class Bound:
    """An epilogue operand in memory: its element strides for the kernel's loops, and whether it follows the lanes."""

    placement: Placement
    strides: tuple[Dim, ...]
    lanes: bool


@dataclass
class KernelEpilogue:
    """A kernel's epilogue with its frame words, and the bias that starts the accumulators, if any."""

    epilogue: Epilogue
    words: dict[str, Word]
    reads: list[Buffer]
    bias: Placement | None


def bind(
    s: Scheduler, node: Node, loops: Sequence[str], locate: Callable[[Value], Bound], bias_rows: int = 0
) -> KernelEpilogue:
    """Bind a node's epilogue; ``locate`` gives the strides of an operand for ``loops``.

    With ``bias_rows``, a first step that adds one constant per row becomes the accumulators' start; that many may be
    read from any row on.
    """
    op = node.op
    assert isinstance(op, Fusable)
    expression, values = op.epilogue, list(node.inputs[op.arity :])
    bias = None
    if expression is not None and bias_rows:
        found = _bias_argument(expression, values, node)
        if found:
            data = values[found - 1].array.reshape(-1)
            # Adding +0 turns a bias of -0 into +0, the start of a chain without bias.
            bias = s.constant(np.pad(data + np.float32(0), (0, bias_rows - 1)), name="bias")
            expression = _without_first_step(expression, found)
            del values[found - 1]
    words: dict[str, Word] = {}
    operands, reads = [], []
    for i, value in enumerate(values):
        bound = locate(value)
        size = value.type.dtype.bytes
        operands.append(Operand(bound.lanes, value.type.dtype))
        words[f"e{i}"] = Pointer(bound.placement.buffer, bound.placement.offset * size)
        words |= {f"e{i}_{loop}": stride * size for loop, stride in zip(loops, bound.strides, strict=True)}
        reads.append(bound.placement.buffer)
    if bias is not None:
        words["bias"] = Pointer(bias.buffer)
        reads.append(bias.buffer)
    return KernelEpilogue(Epilogue(expression, tuple(operands)), words, reads, bias)


def _bias_argument(expression: Expression, values: Sequence[Value], node: Node) -> int:
    """The argument that the first step adds to the result, if it is a constant with one element per row; else 0."""
    first = expression.steps[0]
    used_later = any(0 in step.operands for step in expression.steps[1:])
    if first.function != "add" or used_later or (first.operands[0] != 0 and first.operands[1] != 0):
        return 0
    argument = first.operands[1] if first.operands[0] == 0 else first.operands[0]
    if not isinstance(argument, int) or not 0 < argument < expression.arguments:
        return 0
    if any(argument in step.operands for step in expression.steps[1:]):
        return 0
    value, shape = values[argument - 1], node.output.type.shape
    row_axis = 1 if node.op.name in ("conv", "window") else len(shape) - 1
    padded = (1,) * (len(shape) - value.type.rank) + value.type.shape
    per_row = all(d == (shape[a] if a == row_axis else 1) for a, d in enumerate(padded))
    return argument if value.data is not None and per_row else 0


def _without_first_step(expression: Expression, dropped: int) -> Expression | None:
    """The expression after its first step, whose result is argument 0 now; the dropped argument is gone."""
    if len(expression.steps) == 1:
        return None
    mapping: dict[int, int | Literal] = {expression.arguments: 0}
    mapping |= {i: i - (i > dropped) for i in range(1, expression.arguments) if i != dropped}
    mapping |= {expression.arguments + i: expression.arguments - 2 + i for i in range(1, len(expression.steps))}
    steps = tuple(step.renumbered(mapping) for step in expression.steps[1:])
    return Expression(expression.arguments - 1, steps)
