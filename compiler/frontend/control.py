"""ONNX control flow: a branch that is known while compiling is taken, everything else becomes ops with bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress

from ...ir import Dim, DType, Value
from ...ir.dims import Symbol, bounds, may_be_zero, symbols
from .builder import LARGEST_SIZE
from .compounds import Form, common_form, form, in_form, parts, with_parts
from .indexing import reverse
from .node import OnnxNode, Subgraph
from .symbolic import Tensor
from .values import Anything

LoopBody = Callable[[OnnxNode, Sequence[Anything], Sequence[Tensor]], list[Anything]]


def _if(node: OnnxNode) -> list[Anything]:
    then, otherwise = (node.subgraph(name) for name in ("then_branch", "else_branch"))
    if {then.inputs, otherwise.inputs} != {0} or then.outputs != otherwise.outputs:
        node.refuse("its branches must have no inputs and as many results as each other; export the model again")
    condition = _condition(node, 0)
    known = node.constant_or_none(condition)
    if known is not None:
        return (then if known else otherwise).lower(node.builder, [])
    bodies = [node.builder.body(name) for name in ("then", "otherwise")]
    branches = [branch.lower(body, []) for branch, body in zip((then, otherwise), bodies, strict=True)]
    forms = [common_form(form(one), form(other)) for one, other in zip(*branches, strict=True)]
    formed = [_formed(node.within(body), values, forms) for body, values in zip(bodies, branches, strict=True)]
    tensors = [[x for value in values for x in parts(value)] for values in formed]
    shapes = _shapes(node, condition, tensors, forms)
    for body, results in zip(bodies, tensors, strict=True):
        inner = node.within(body)
        results[:] = [inner.reshape(x, shape) for x, shape in zip(results, shapes, strict=True)]
    found = iter(node.builder.branch(condition, bodies, tensors, node.name))
    return [with_parts(value, found) for value in formed[0]]


def _formed(node: OnnxNode, values: Sequence[Anything], forms: Sequence[Form]) -> list[Anything]:
    return [in_form(node, value, wanted) for value, wanted in zip(values, forms, strict=True)]


def _shapes(
    node: OnnxNode, condition: Tensor, branches: Sequence[Sequence[Tensor]], forms: Sequence[Form]
) -> list[tuple[Dim, ...]]:
    """The shapes of the results: where extents of the branches differ, the branch taken says them to the run.

    What does nothing but say them is a branch of its own, of which little is left once it is simplified.
    """
    pairs = [(one.type, other.type) for one, other in zip(*branches, strict=True)]
    for one, other in pairs:
        if one.dtype is not other.dtype or one.rank != other.rank:
            node.refuse(f"its branches give {one} and {other}; make them agree in type and rank")
    extents = [[*zip(one.shape, other.shape, strict=True)] for one, other in pairs]
    # Extents that are equal in either branch are equal whichever is taken.
    differing = {
        pair: (number, axis)
        for number, row in enumerate(extents)
        for axis, pair in enumerate(row)
        if pair[0] != pair[1]
    }
    if not differing:
        return [one.shape for one, _ in pairs]
    bodies, sizes = [], []
    for name in ("then_branch", "else_branch"):
        bodies.append(node.builder.body(name))
        inner = node.within(bodies[-1])
        values = _formed(inner, node.subgraph(name).lower(inner.builder, []), forms)
        shapes = [x.type.shape for value in values for x in parts(value)]
        sizes.append([inner.sizes([shapes[number][axis]]) for number, axis in differing.values()])
    known = {}
    for pair, vector in zip(differing, node.builder.branch(condition, bodies, sizes, node.name), strict=True):
        (low, high), (other_low, other_high) = map(bounds, pair)
        (known[pair],) = node.bind(vector, min(low, other_low), max(high, other_high))
    return [tuple(known.get(pair, pair[0]) for pair in row) for row in extents]


def _loop(node: OnnxNode) -> list[Anything]:
    body = node.subgraph("body")
    initial = node.values(2)
    stacks = body.outputs - 1 - len(initial)
    if body.inputs != 2 + len(initial) or stacks < 0:
        node.refuse("its body does not fit its inputs; export the model again")
    limit = node.cast(node.single(node.input(0), "the trip count"), DType.INT64) if node.given(0) else None
    start = _condition(node, 1) if node.given(1) else node.make(True, DType.BOOL)
    count: Dim = LARGEST_SIZE + 1
    if limit is not None and node.constant_or_none(start):
        (count,) = node.bind(node.reshape(node.call("max", limit, node.make(0, DType.INT64)), (1,)))
    if bounds(count)[1] <= LARGEST_SIZE:
        with suppress(_EndsEarlyError):
            states, stacked = _counted(node, body, count, initial, condition_counts=True)
            return [*states, *stacked]
    return _while(node, body, limit, start, initial, stacks)


class _EndsEarlyError(Exception):
    """The condition of a loop can become false."""


def _counted(
    node: OnnxNode, body: Subgraph, count: Dim, initial: Sequence[Anything], condition_counts: bool = False
) -> tuple[list[Anything], list[Value]]:
    """A loop of ``count`` iterations; with ``condition_counts``, _EndsEarlyError if its condition can become false."""

    def lower(inner: OnnxNode, states: Sequence[Anything], slices: Sequence[Tensor]) -> list[Anything]:
        condition, *results = body.lower(inner.builder, [*slices, inner.make(True, DType.BOOL), *states])
        if condition_counts and not node.constant_or_none(_is_condition(inner, condition)):
            raise _EndsEarlyError
        return results

    return _iterated(node, count, initial, [node.ramp(count)], lower)


def _iterated(
    node: OnnxNode, count: Dim | None, initial: Sequence[Anything], scanned: Sequence[Tensor], body: LoopBody
) -> tuple[list[Anything], list[Value]]:
    """The last states of a loop and what it stacks; ``body`` gives the next states, then slices.

    The body is lowered again until it is known what changes from iteration to iteration. All slices have one shape. If
    that follows from the shapes of states, these keep theirs, or the run fails.
    """
    start = [form(x) for x in initial]
    forms, changing, keep = start, frozenset[tuple[int, int]](), False
    while True:
        states = _formed(node, initial, forms)
        begun = node.builder.begin_loop([x for state in states for x in parts(state)], scanned, changing)
        inner, found = node.within(begun.body), iter(begun.states)
        results = body(inner, [with_parts(state, found) for state in states], begun.slices)
        results, slices = results[: len(states)], results[len(states) :]
        wanted = [common_form(known, form(x)) for known, x in zip(forms, results, strict=True)]
        if wanted != forms:
            forms, changing = wanted, frozenset()
            continue
        following = [x for value in _formed(inner, results, forms) for x in parts(value)]
        if more := _changed(following, begun.states, keep) - changing:
            changing |= more
            continue
        kept = _kept(inner, following, begun.states, changing)
        stacked = _stacked(inner, slices, dict(zip(following, kept, strict=True)))
        if (unknown := _of_unknown_size(inner, stacked, begun.inner)) is None:
            last, stacks = node.builder.end_loop(begun, count, kept, stacked, node.name)
            found = iter(last)
            return [with_parts(state, found) for state in states], stacks
        if keep:
            wrong = f"what it stacks, {unknown.type}, has a size that only its body knows"
            node.refuse(f"{wrong}; give it a fixed shape")
        forms, changing, keep = start, frozenset(), True


def _changed(following: Sequence[Tensor], now: Sequence[Tensor], keep: bool) -> Set[tuple[int, int]]:
    """State and axis of the extents that change; with ``keep``, only of those that cannot stay the same."""
    return {
        (number, axis)
        for number, (x, state) in enumerate(zip(following, now, strict=True))
        for axis, (a, b) in enumerate(zip(x.type.shape, state.type.shape, strict=True))
        if a != b and not (keep and may_be_zero(a - b))
    }


def _kept(
    node: OnnxNode, following: Sequence[Tensor], now: Sequence[Tensor], changing: Set[tuple[int, int]]
) -> list[Tensor]:
    """The next states in the shapes of those of now, but for extents that change; a run fails if they have others."""
    kept = []
    for number, (x, state) in enumerate(zip(following, now, strict=True)):
        pairs = enumerate(zip(x.type.shape, state.type.shape, strict=True))
        shape = [a if (number, axis) in changing else b for axis, (a, b) in pairs]
        kept.append(node.shaped(x, shape, f"a state becomes {x.type}, but must keep its shape"))
    return kept


def _stacked(node: OnnxNode, results: Sequence[Anything], kept: Mapping[Tensor, Tensor]) -> list[Tensor]:
    """What is stacked; states as they are kept."""
    tensors = [node.tensor(x, "what it stacks") for x in results]
    return [kept.get(x, x) for x in tensors]


def _of_unknown_size(node: OnnxNode, stacked: Sequence[Tensor], changing: Sequence[Symbol]) -> Tensor | None:
    """The first tensor whose size is not known before the loop, which a stack needs."""
    inside = {*node.builder.graph.bound_symbols(), *changing}
    return next((x for x in stacked if any(inside & symbols(dim) for dim in x.type.shape)), None)


def _while(
    node: OnnxNode, body: Subgraph, limit: Tensor | None, start: Tensor, initial: Sequence[Anything], stacks: int
) -> list[Anything]:
    """A loop that a condition ends. How often it ran says how much there is to stack, which a second loop does."""
    number = None if limit is None else node.constant_or_none(limit)
    endless = limit is None or (number is not None and number > LARGEST_SIZE)

    def goes(emit: OnnxNode, condition: Tensor, done: Tensor) -> Tensor:
        return condition if limit is None else emit.call("and", condition, emit.call("lt", done, limit))

    def lower(inner: OnnxNode, states: Sequence[Anything], _: Sequence[Tensor]) -> list[Anything]:
        done = inner.tensor(states[1], "the number of iterations")
        condition, *results = body.lower(inner.builder, [done, inner.make(True, DType.BOOL), *states[2:]])
        condition = _is_condition(inner, condition)
        if endless and node.constant_or_none(condition):
            node.refuse("it has neither a trip count nor a condition that can become false; export the model again")
        done = inner.formula(("add", "x", 1), done)
        return [goes(inner, condition, done), done, *results[: len(initial)]]

    zero = node.make(0, DType.INT64)
    (_, done, *last), _ = _iterated(node, None, [goes(node, start, zero), zero, *initial], [], lower)
    if not stacks:
        return last
    (count,) = node.bind(node.reshape(node.tensor(done, "the number of iterations"), (1,)))
    return [*last, *_counted(node, body, count, initial)[1]]


def _scan(node: OnnxNode) -> list[Anything]:
    body, scanned = node.subgraph("body"), node.integer("num_scan_inputs")
    given = node.inputs()
    states, slices = given[: len(given) - scanned], given[len(given) - scanned :]
    if not 0 < scanned <= len(given) or body.inputs != len(given) or body.outputs < len(states):
        node.refuse("its body does not fit its inputs; export the model again")
    stacks = body.outputs - len(states)
    axes = _listed(node, "scan_input_axes", scanned)
    backwards = _listed(node, "scan_input_directions", scanned)
    moved = [_moved(node, x, axis, back) for x, axis, back in zip(slices, axes, backwards, strict=True)]
    last, stacked = _scanned(node, body, states, moved)
    axes = _listed(node, "scan_output_axes", stacks)
    backwards = _listed(node, "scan_output_directions", stacks)
    placed = []
    for x, axis, back in zip(stacked, axes, backwards, strict=True):
        y = reverse(node, x, 0) if back else x
        placed.append(node.move_axis(y, 0, node.axis(axis, x.type.rank)))
    return [*last, *placed]


def _scan_of_batches(node: OnnxNode) -> list[Anything]:
    """The scan of opset 8: states and sequences have a batch in front, whose members are scanned one by one."""
    body, scanned = node.subgraph("body"), node.integer("num_scan_inputs")
    backwards = _listed(node, "directions", scanned)
    if node.given(0):
        node.refuse("sequences of different lengths are not supported; export with a newer opset")
    given = node.inputs(1)
    if not 0 < scanned <= len(given) or body.inputs != len(given) or body.outputs < len(given) - scanned:
        node.refuse("its body does not fit its inputs; export the model again")

    def lower(inner: OnnxNode, _: Sequence[Anything], now: Sequence[Tensor]) -> list[Anything]:
        first = len(now) - scanned
        moved = [reverse(inner, x, 0) if back else x for x, back in zip(now[first:], backwards, strict=True)]
        last, stacked = _scanned(inner, body, now[:first], moved)
        return [*last, *stacked]

    given = _of_one_length(node, given)
    return [*_iterated(node, given[0].type.shape[0], [], given, lower)[1]]


def _scanned(
    node: OnnxNode, body: Subgraph, states: Sequence[Anything], slices: Sequence[Tensor]
) -> tuple[list[Anything], list[Value]]:
    """The last states and the stacks of a body that goes along the first axis."""
    slices = _of_one_length(node, slices)

    def lower(inner: OnnxNode, first: Sequence[Anything], now: Sequence[Tensor]) -> list[Anything]:
        return body.lower(inner.builder, [*first, *now])

    return _iterated(node, slices[0].type.shape[0], states, slices, lower)


def _of_one_length(node: OnnxNode, tensors: Sequence[Tensor]) -> list[Tensor]:
    """The tensors, whose first axes must be equally long."""
    if any(x.type.rank == 0 for x in tensors):
        node.refuse("it scans a scalar; export the model again")
    count = tensors[0].type.shape[0]
    wrong = "the lengths of what it scans differ; export the model again"
    return [node.shaped(x, (count, *x.type.shape[1:]), wrong) for x in tensors]


def _listed(node: OnnxNode, name: str, count: int) -> Sequence[int]:
    numbers = node.integers(name) or (0,) * count
    if len(numbers) != count:
        node.refuse(f"{name} lists {len(numbers)} numbers for {count} tensors; export the model again")
    return numbers


def _moved(node: OnnxNode, x: Tensor, axis: int, back: int) -> Tensor:
    """The tensor with the axis that is scanned in front, in the order in which it is scanned."""
    x = node.move_axis(x, node.axis(axis, x.type.rank), 0)
    return reverse(node, x, 0) if back else x


def _condition(node: OnnxNode, index: int) -> Tensor:
    return _is_condition(node, node.input(index))


def _is_condition(node: OnnxNode, value: Anything) -> Tensor:
    x = node.tensor(value, "the condition")
    if x.type.dtype is not DType.BOOL:
        node.refuse(f"the condition must be a bool, got {x.type}; export the model again")
    return node.single(x, "the condition")


OPS: dict[str, dict[int, Callable[[OnnxNode], list[Anything]]]] = {
    "If": {1: _if},
    "Loop": {1: _loop},
    "Scan": {8: _scan_of_batches, 9: _scan},
}
"""Lowerings by op and the opset since which they apply."""
