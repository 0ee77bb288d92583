"""ONNX control flow: a branch that is known while compiling is taken, everything else becomes ops with bodies."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...ir import Dim, DType, Value
from ...ir.dims import bounds, symbols
from ...ir.ops import full_slice
from .builder import Builder
from .node import LARGEST_SIZE, OnnxNode, Subgraph
from .symbolic import Tensor


def _if(node: OnnxNode) -> list[Tensor]:
    then, otherwise = (node.subgraph(name) for name in ("then_branch", "else_branch"))
    if {then.inputs, otherwise.inputs} != {0} or then.outputs != otherwise.outputs:
        node.refuse("its branches must have no inputs and as many results as each other; export the model again")
    condition = _condition(node, 0)
    known = node.constant_or_none(condition)
    if known is not None:
        return (then if known else otherwise).lower(node.builder, [])
    bodies = [node.builder.body(name) for name in ("then", "otherwise")]
    branches = [branch.lower(body, []) for branch, body in zip((then, otherwise), bodies, strict=True)]
    shapes = _shapes(node, condition, branches)
    for body, results in zip(bodies, branches, strict=True):
        inner = node.within(body)
        results[:] = [inner.reshape(x, shape) for x, shape in zip(results, shapes, strict=True)]
    return [*node.builder.branch(condition, bodies, branches, node.name)]


def _shapes(node: OnnxNode, condition: Tensor, branches: Sequence[Sequence[Tensor]]) -> Sequence[Sequence[Dim]]:
    """The shapes of the results: where those of the branches differ, the branch taken says them to the run.

    What does nothing but say them is a branch of its own, of which little is left once it is simplified.
    """
    pairs = [(one.type, other.type) for one, other in zip(*branches, strict=True)]
    for one, other in pairs:
        if one.dtype is not other.dtype or one.rank != other.rank:
            node.refuse(f"its branches give {one} and {other}; make them agree in type and rank")
    shapes: list[Sequence[Dim]] = [one.shape for one, _ in pairs]
    differing = [number for number, (one, other) in enumerate(pairs) if one.shape != other.shape]
    if not differing:
        return shapes
    bodies, sizes = [], []
    for name in ("then_branch", "else_branch"):
        bodies.append(node.builder.body(name))
        results = node.subgraph(name).lower(bodies[-1], [])
        sizes.append([node.within(bodies[-1]).sizes(results[number].type.shape) for number in differing])
    for number, vector in zip(differing, node.builder.branch(condition, bodies, sizes, node.name), strict=True):
        limits = [bounds(d) for type in pairs[number] for d in type.shape]
        shapes[number] = node.bind(vector, min(low for low, _ in limits), max(high for _, high in limits))
    return shapes


def _loop(node: OnnxNode) -> list[Tensor]:
    body = node.subgraph("body")
    initial = node.inputs(2)
    stacks = body.outputs - 1 - len(initial)
    if body.inputs != 2 + len(initial) or stacks < 0:
        node.refuse("its body does not fit its inputs; export the model again")
    limit = node.cast(_scalar(node, 0, "the trip count"), DType.INT64) if node.given(0) else None
    start = _condition(node, 1) if node.given(1) else node.make(True, DType.BOOL)
    count: Dim = LARGEST_SIZE + 1
    if limit is not None and node.constant_or_none(start):
        (count,) = node.bind(node.reshape(node.call("max", limit, node.make(0, DType.INT64)), (1,)))
    if bounds(count)[1] <= LARGEST_SIZE:
        try:
            states, stacked = _counted(node, body, count, initial, condition_counts=True)
        except _EndsEarlyError:
            pass
        else:
            return [*states, *stacked]
    return _while(node, body, limit, start, initial, stacks)


class _EndsEarlyError(Exception):
    """The condition of a loop can become false."""


def _counted(
    node: OnnxNode, body: Subgraph, count: Dim, initial: Sequence[Tensor], condition_counts: bool = False
) -> tuple[list[Value], list[Value]]:
    """A loop of ``count`` iterations; with ``condition_counts``, _EndsEarlyError if its condition can become false."""

    def lower(
        builder: Builder, states: Sequence[Tensor], slices: Sequence[Tensor]
    ) -> tuple[list[Tensor], list[Tensor]]:
        inner = node.within(builder)
        condition, *results = body.lower(builder, [*slices, inner.make(True, DType.BOOL), *states])
        if condition_counts and not node.constant_or_none(condition):
            raise _EndsEarlyError
        return _split(inner, results, states)

    return node.builder.loop(count, initial, [node.ramp(count)], lower, node.name)


def _while(
    node: OnnxNode, body: Subgraph, limit: Tensor | None, start: Tensor, initial: Sequence[Tensor], stacks: int
) -> list[Tensor]:
    """A loop that a condition ends. How often it ran says how much there is to stack, which a second loop does."""

    number = None if limit is None else node.constant_or_none(limit)
    endless = limit is None or (number is not None and number > LARGEST_SIZE)

    def goes(emit: OnnxNode, condition: Tensor, done: Tensor) -> Tensor:
        return condition if limit is None else emit.call("and", condition, emit.call("lt", done, limit))

    def lower(builder: Builder, states: Sequence[Tensor], _: Sequence[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        inner = node.within(builder)
        done, *others = states[1:]
        condition, *results = body.lower(builder, [done, inner.make(True, DType.BOOL), *others])
        if endless and node.constant_or_none(condition):
            node.refuse("it has neither a trip count nor a condition that can become false; export the model again")
        done = inner.formula(("add", "x", 1), done)
        condition = inner.reshape(condition, ())
        return [goes(inner, condition, done), done, *_kept(inner, results[: len(others)], others)], []

    zero = node.make(0, DType.INT64)
    (_, done, *last), _ = node.builder.loop(None, [goes(node, start, zero), zero, *initial], [], lower, node.name)
    if not stacks:
        return [*last]
    (count,) = node.bind(node.reshape(done, (1,)))
    return [*last, *_counted(node, body, count, initial)[1]]


def _scan(node: OnnxNode) -> list[Tensor]:
    body, scanned = node.subgraph("body"), node.integer("num_scan_inputs")
    given = node.inputs()
    states, slices = given[: len(given) - scanned], given[len(given) - scanned :]
    if not 0 < scanned <= len(given) or body.inputs != len(given) or body.outputs < len(states):
        node.refuse("its body does not fit its inputs; export the model again")
    stacks = body.outputs - len(states)
    axes = _listed(node, "scan_input_axes", scanned)
    backwards = _listed(node, "scan_input_directions", scanned)
    moved = [_moved(node, x, axis, back) for x, axis, back in zip(slices, axes, backwards, strict=True)]
    count = moved[0].type.shape[0]
    for x in moved:
        node.check(x.type.shape[0] - count, "the lengths of what it scans differ")
    moved = [node.reshape(x, (count, *x.type.shape[1:])) for x in moved]

    def lower(builder: Builder, first: Sequence[Tensor], now: Sequence[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        results = body.lower(builder, [*first, *now])
        return _split(node.within(builder), results, first)

    last, stacked = node.builder.loop(count, states, moved, lower, node.name)
    axes = _listed(node, "scan_output_axes", stacks)
    backwards = _listed(node, "scan_output_directions", stacks)
    placed = []
    for x, axis, back in zip(stacked, axes, backwards, strict=True):
        y = _reversed(node, x) if back else x
        axis = node.axis(axis, x.type.rank)
        placed.append(node.transpose(y, [*range(1, axis + 1), 0, *range(axis + 1, x.type.rank)]))
    return [*last, *placed]


def _listed(node: OnnxNode, name: str, count: int) -> Sequence[int]:
    numbers = node.integers(name) or (0,) * count
    if len(numbers) != count:
        node.refuse(f"{name} lists {len(numbers)} numbers for {count} tensors; export the model again")
    return numbers


def _moved(node: OnnxNode, x: Tensor, axis: int, back: int) -> Tensor:
    """The tensor with the axis that is scanned in front, in the order in which it is scanned."""
    axis = node.axis(axis, x.type.rank)
    x = node.transpose(x, [axis, *(a for a in range(x.type.rank) if a != axis)])
    return _reversed(node, x) if back else x


def _reversed(node: OnnxNode, x: Tensor) -> Tensor:
    """The tensor with its first axis backwards."""
    count = x.type.shape[0]
    return node.add(full_slice(x.type.shape, 0, count - 1, count, -1), x)


def _split(node: OnnxNode, results: Sequence[Tensor], states: Sequence[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
    """The results of a body: the next states, and what is stacked, whose shape a run must know before the loop."""
    following = _kept(node, results[: len(states)], states)
    known = dict(zip(results, following, strict=False))
    stacked = [known.get(x, x) for x in results[len(states) :]]
    inside = set(node.builder.graph.bound_symbols())
    for x in stacked:
        if not inside.isdisjoint(s for dim in x.type.shape for s in symbols(dim)):
            node.refuse(f"what it stacks, {x.type}, has a size that only its body knows; give it a fixed shape")
    return following, stacked


def _kept(node: OnnxNode, results: Sequence[Tensor], states: Sequence[Tensor]) -> list[Tensor]:
    """The next states in the shapes that they have had: where only a run knows, it fails if they change."""
    kept = []
    for x, state in zip(results, states, strict=True):
        if x.type.dtype is not state.type.dtype or x.type.rank != state.type.rank:
            node.refuse(f"a state is {state.type}, but becomes {x.type}; states must keep their type and shape")
        wrong = f"a state is {state.type}, but becomes {x.type}; states must keep their shape"
        node.same_shape(x.type.shape, state.type.shape, wrong)
        kept.append(node.reshape(x, state.type.shape))
    return kept


def _condition(node: OnnxNode, index: int) -> Tensor:
    return _scalar(node, index, "the condition")


def _scalar(node: OnnxNode, index: int, what: str) -> Tensor:
    x = node.input(index)
    if x.type.elements != 1:
        node.refuse(f"{what} must be a single value, got {x.type}; export the model again")
    return node.reshape(x, ())


OPS: dict[str, dict[int, Callable[[OnnxNode], list[Tensor]]]] = {
    "If": {1: _if},
    "Loop": {1: _loop},
    "Scan": {9: _scan},
}
"""Lowerings by op and the opset since which they apply."""
