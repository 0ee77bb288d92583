"""Einsum: diagonals, sums and products of two tensors at a time, from left to right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import Dim
from ...ir.expression import broadcast_shapes
from ...ir.ops import Dot, Pad, full_slice
from .node import OnnxNode
from .symbolic import Tensor

Labels = list[str]
"""A name for every axis: a letter, or "..." and the number of an axis of the ellipsis, counted from its end."""


def _einsum(node: OnnxNode) -> Tensor:
    equation = node.text("equation").replace(" ", "")
    left, arrow, right = equation.partition("->")
    inputs = node.inputs()
    if left.count(",") != len(inputs) - 1:
        node.refuse(f"equation '{equation}' does not match {len(inputs)} inputs; export the model again")
    operands = [_operand(node, x, term, equation) for x, term in zip(inputs, left.split(","), strict=True)]
    every = [label for _, labels in operands for label in labels]
    dots = sorted({label for label in every if len(label) > 1}, key=lambda label: -int(label[3:]))
    if arrow:
        out = _labels(right, len(dots))
    else:
        letters = left.replace(",", "").replace(".", "")
        out = dots + sorted(letter for letter in set(letters) if letters.count(letter) == 1)
    if out is None or len(set(out)) != len(out) or not set(out) <= set(every):
        node.refuse(f"equation '{equation}' has a result that its operands do not give; export the model again")
    (x, labels), *others = _without_broadcasts(node, operands)
    for index, (y, more) in enumerate(others):
        needed = {*out, *(label for _, later in others[index + 1 :] for label in later)}
        x, labels = _summed(node, x, labels, needed | set(more))
        y, more = _summed(node, y, more, needed | set(labels))
        x, labels = _product(node, x, labels, y, more, needed)
    x, labels = _summed(node, x, labels, set(out))
    return node.transpose(x, [labels.index(label) for label in out])


def _operand(node: OnnxNode, x: Tensor, term: str, equation: str) -> tuple[Tensor, Labels]:
    """An operand with a label for each axis, of which no two are equal."""
    labels = _labels(term, x.type.rank - len(term.replace(".", "")))
    if labels is None or len(labels) != x.type.rank:
        node.refuse(f"equation '{equation}' does not match an operand {x.type}; export the model again")
    for label in dict.fromkeys(labels):
        while labels.count(label) > 1:
            first = labels.index(label)
            second = labels.index(label, first + 1)
            x = _diagonal(node, x, first, second)
            del labels[second]
    return x, labels


def _labels(term: str, dots: int) -> Labels | None:
    """The labels of a term whose ellipsis stands for so many axes; None if it is none."""
    before, ellipsis, after = term.partition("...")
    letters = before + after
    if dots < 0 or not all(c.isascii() and c.isalpha() for c in letters):
        return None
    return [*before, *(f"...{dots - i}" for i in range(dots if ellipsis else 0)), *after]


def _diagonal(node: OnnxNode, x: Tensor, first: int, second: int) -> Tensor:
    """The elements whose indices on two axes are equal; the second axis goes.

    In rows of one element more, [n, n] elements and n more put the diagonal into the first column.
    """
    rank, n = x.type.rank, x.type.shape[first]
    node.check(n - x.type.shape[second], f"the diagonal of axes {first} and {second} of {x.type} needs equal extents")
    others = [axis for axis in range(rank) if axis not in (first, second)]
    rows = node.transpose(x, [*others, first, second])
    lead = rows.type.shape[:-2]
    flat = node.reshape(rows, (*lead, n * n))
    none = (0,) * len(lead)
    longer = node.reshape(node.add(Pad((*none, 0), (*none, n)), flat), (*lead, n, n + 1))
    column = node.add(full_slice(longer.type.shape, len(lead) + 1, 0, 1), longer)
    order = [*range(first), len(lead), *range(first, len(lead))]
    return node.transpose(node.reshape(column, (*lead, n)), order)


def _without_broadcasts(node: OnnxNode, operands: Sequence[tuple[Tensor, Labels]]) -> list[tuple[Tensor, Labels]]:
    """The operands without axes of one element that another operand has more of.

    Where only a run knows, the axes of an ellipsis are broadcast, and those of a letter have to be equal.
    """
    shapes: dict[str, tuple[Dim, ...]] = {
        label: (x.type.shape[axis],) for x, labels in operands for axis, label in enumerate(labels)
    }
    for x, labels in operands:
        for axis, label in enumerate(labels):
            shapes[label] = broadcast_shapes([shapes[label], (x.type.shape[axis],)])
    result = []
    for x, labels in operands:
        kept = [a for a, label in enumerate(labels) if x.type.shape[a] != 1 or shapes[label] == (1,)]
        x = node.reshape(x, [x.type.shape[a] for a in kept])
        labels = [labels[a] for a in kept]
        wide = [shapes[label][0] if len(label) > 1 else x.type.shape[a] for a, label in enumerate(labels)]
        result.append((node.broadcast(x, wide), labels))
    return result


def _summed(node: OnnxNode, x: Tensor, labels: Labels, needed: set[str]) -> tuple[Tensor, Labels]:
    """The sum over the axes that nothing needs."""
    axes = [axis for axis, label in enumerate(labels) if label not in needed]
    kept = [axis for axis in range(len(labels)) if axis not in axes]
    shape = [x.type.shape[axis] for axis in kept]
    return node.reshape(node.reduce("sum", x, axes), shape), [labels[axis] for axis in kept]


def _product(node: OnnxNode, x: Tensor, a: Labels, y: Tensor, b: Labels, needed: set[str]) -> tuple[Tensor, Labels]:
    """The products, summed over the axes of both that nothing needs."""
    batch = [label for label in a if label in b and label in needed]
    summed = [label for label in a if label in b and label not in needed]
    dot = Dot(
        lhs_contract=tuple(a.index(label) for label in summed),
        rhs_contract=tuple(b.index(label) for label in summed),
        lhs_batch=tuple(a.index(label) for label in batch),
        rhs_batch=tuple(b.index(label) for label in batch),
    )
    free = [label for label in a if label not in b] + [label for label in b if label not in a]
    return node.add(dot, x, y), batch + free


OPS: dict[str, dict[int, Callable[[OnnxNode], Tensor]]] = {"Einsum": {12: _einsum}}
"""Lowerings by op and the opset since which they apply."""
