"""One ONNX node as a lowering sees it: checked attributes, inputs, and short ways to emit ops."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, Protocol

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, defs, helper

from ...ir import Dim, DType, Expression, TensorType, Value
from ...ir.dims import Expr, bounds, may_be_zero, product, symbols
from ...ir.expression import may_broadcast_to
from ...ir.ops import Broadcast, Concat, Gather, Iota, Map, Op, Reduce, Reshape, Scatter, Transpose, full_slice
from .builder import LARGEST_SIZE, Builder
from .formula import Formula, expression
from .problems import RefusedError, Unavailable, UnavailableError
from .symbolic import Tensor
from .values import Anything, Listed, Optional, Ragged, TensorSequence

Array = np.ndarray[Any, Any]


class Subgraph(Protocol):
    """A graph attribute: a body of control flow, or the branch taken, which reads tensors of the graph around it."""

    inputs: int
    outputs: int

    def lower(self, builder: Builder, inputs: Sequence[Anything]) -> list[Anything]:
        """What it computes from its inputs, emitted by a builder."""


class OnnxNode:
    """A node under translation.

    ``inputs`` holds None where an optional input is left out and ``Unavailable`` where its producer was refused. A
    lowering reads attributes before inputs, so that an attribute is complained about even behind a refused node.
    ``declared_rank`` is that of the first output, None where the model does not tell.
    """

    def __init__(
        self,
        proto: NodeProto,
        name: str,
        schema: defs.OpSchema,
        inputs: Sequence[Anything | Unavailable | None],
        load: Callable[[TensorProto], Array],
        builder: Builder,
        declared_rank: int | None,
        subgraph: Callable[[GraphProto], Subgraph],
    ) -> None:
        self.op, self.name = proto.op_type, name
        self.version = schema.since_version
        self.outputs = tuple(proto.output)
        self.output_count = len(proto.output)
        self.load = load
        self.builder = builder
        self._subgraph = subgraph
        self._subgraphs: dict[str, Subgraph] = {}
        self.declared_rank = declared_rank
        self._inputs = inputs
        self.attributes = {a.name: a for a in proto.attribute}
        self._defaults = schema.attributes

    def refuse(self, reason: str) -> NoReturn:
        """Report that this node cannot be translated."""
        raise RefusedError(reason)

    # -- attributes -----------------------------------------------------------------------------------------------

    def has(self, attribute: str) -> bool:
        """Whether the node sets the attribute itself."""
        return attribute in self.attributes

    def attribute(self, name: str) -> Any:
        """The attribute's value, or the default of this opset, or None."""
        proto = self.attributes.get(name)
        if proto is None:
            if name not in self._defaults or not self._defaults[name].default_value.name:
                return None
            proto = self._defaults[name].default_value
        return helper.get_attribute_value(proto)

    def integer(self, name: str) -> int:
        """An integer attribute that is required or has a default."""
        return int(self.attribute(name))

    def flag(self, name: str) -> bool:
        """An integer attribute that is 0 or 1; 0 where this opset does not have it."""
        value = self.attribute(name) or 0
        if value not in (0, 1):
            self.refuse(f"{name}={value} must be 0 or 1; export the model again")
        return bool(value)

    def number(self, name: str) -> float:
        """A float attribute that is required or has a default."""
        return float(self.attribute(name))

    def integers(self, name: str) -> tuple[int, ...] | None:
        """A list of integers, None when it is not given."""
        value = self.attribute(name)
        return None if value is None else tuple(map(int, value))

    def text(self, name: str) -> str:
        """A string attribute that has a default."""
        value = bytes(self.attribute(name)).decode("utf-8", "replace")
        if not value.isprintable():
            self.refuse(f"attribute '{name}' is not printable text; export the model again")
        return value

    # -- inputs ---------------------------------------------------------------------------------------------------

    def given(self, index: int) -> bool:
        """Whether an optional input is there."""
        return index < len(self._inputs) and self._inputs[index] is not None

    def value(self, index: int) -> Anything:
        """An input of any kind; UnavailableError when its producer was refused."""
        x = self._inputs[index] if index < len(self._inputs) else None
        if isinstance(x, Unavailable):
            raise UnavailableError
        if x is None:
            self.refuse(f"input {index} is missing; export the model again")
        return x

    def values(self, first: int = 0) -> list[Anything]:
        """All inputs from the first of those that may be of any kind."""
        return [self.value(i) for i in range(first, len(self._inputs))]

    def input(self, index: int) -> Tensor:
        """An input that must be a tensor; UnavailableError when its producer was refused."""
        return self.tensor(self.value(index), f"input {index}")

    def inputs(self, first: int = 0) -> list[Tensor]:
        """All inputs of a variadic op, from the first that is one of the many."""
        return [self.input(i) for i in range(first, len(self._inputs))]

    def tensor(self, x: Anything, what: str) -> Tensor:
        """A value that must be a tensor."""
        if isinstance(x, Optional):
            self.refuse(f"{what} must not be an optional; take its element by OptionalGetElement")
        if isinstance(x, (Listed, Ragged)):
            self.refuse(f"{what} must be a tensor, not a sequence; take an element by SequenceAt")
        return x

    def sequence(self, index: int) -> TensorSequence:
        """An input that must be a sequence; UnavailableError when its producer was refused."""
        x = self.value(index)
        if not isinstance(x, (Listed, Ragged)):
            self.refuse(f"input {index} must be a sequence; export the model again")
        return x

    # -- inputs that are known when compiling ---------------------------------------------------------------------

    def constant_or_none(self, x: Tensor) -> Array | None:
        """The tensor's elements if they are known when compiling."""
        return x.array if isinstance(x, Value) and x.data is not None else None

    def constant(self, index: int, what: str) -> Array:
        """An input that must be known when compiling."""
        data = self.constant_or_none(self.input(index))
        if data is None:
            self.refuse(f"{what} must be a constant, not computed while the model runs")
        return data

    def scalar(self, index: int, what: str) -> float | int | bool:
        """An input that must be a single number known when compiling."""
        data = self.constant(index, what)
        if data.size != 1:
            self.refuse(f"{what} must be a single number, got {self.input(index).type}")
        number: float | int | bool = data.item()
        return number

    def is_data(self, x: Tensor) -> bool:
        """Whether only a run knows the elements."""
        return isinstance(x, Value) and x.data is None

    def is_known(self, index: int) -> bool:
        """Whether the elements of an input are constants or made of shapes."""
        return not self.is_data(self.input(index))

    # -- inputs that say sizes ------------------------------------------------------------------------------------

    def list_input(self, index: int, what: str) -> Tensor:
        """An input that is a list of integers, of any length, as int64; a scalar counts as one."""
        x = self.input(index)
        if x.type.rank > 1 or x.type.dtype not in (DType.INT32, DType.INT64):
            self.refuse(f"{what} must be a list of integers, got {x.type}")
        return self.cast(self.reshape(x, x.type.shape or (1,)), DType.INT64)

    def integers_input(self, index: int, what: str, length: Dim | None = None) -> Tensor:
        """``list_input`` of known length; one that is not known must be ``length``, and is refused without."""
        x = self.list_input(index, what)
        (count,) = x.type.shape
        if isinstance(count, int):
            return x
        if length is None:
            self.refuse(f"{what} must be a list of known length, got {x.type}; fix it with --dim NAME=SIZE")
        self.check(count - length, f"{what} must be a list of {length}, got {x.type}")
        return self.reshape(x, (length,))

    def dims(
        self, index: int, what: str, low: int = 0, high: int = LARGEST_SIZE, length: Dim | None = None
    ) -> tuple[Dim, ...]:
        """An input that is a list of sizes: constants, computed from shapes, or known when the model runs.

        Those that only a run knows must be from ``low`` to ``high``, and ``length`` many if a run only knows that.
        """
        return self.bind(self.integers_input(index, what, length), low, high)

    def whole(self, index: int, what: str, low: int = 0) -> Dim:
        """An input that is a single whole number of ``low`` or more, of any type and known at any time."""
        (dim,) = self.bind(self.cast(self.single(self.input(index), what, rank=1), DType.INT64), low)
        if bounds(dim)[1] < low:
            self.refuse(f"{what} must be at least {low}, got {dim}; check the constants it is given")
        return dim

    def bind(self, x: Tensor, low: int = 0, high: int = LARGEST_SIZE) -> tuple[Dim, ...]:
        """The elements of an int64 vector as dims; those that only a run knows must be from ``low`` to ``high``."""
        return self.builder.bind(x, low, high, self.name)

    def static(self, dims: Sequence[Dim], what: str) -> tuple[int, ...]:
        """The dims as integers; refuses symbolic ones."""
        for dim in dims:
            if isinstance(dim, Expr) and symbols(dim).isdisjoint(self.builder.bound):
                self.refuse(f"{what} needs a static size instead of {dim}; fix it with --dim NAME=SIZE")
            if isinstance(dim, Expr):
                self.refuse(f"{what} must be a constant, not computed while the model runs")
        return tuple(d for d in dims if isinstance(d, int))

    # -- axes -----------------------------------------------------------------------------------------------------

    def axis(self, axis: int, rank: int) -> int:
        """The axis counted from the front; refuses one that is out of range."""
        if not -rank <= axis < rank:
            self.refuse(f"axis {axis} is out of range for a tensor of rank {rank}")
        return axis % rank

    def distinct_axes(self, axes: Sequence[int], rank: int) -> list[int]:
        """Axes counted from the front; refuses one that is out of range or named twice."""
        found = [self.axis(axis, rank) for axis in axes]
        if len(set(found)) != len(found):
            self.refuse(f"axes {list(axes)} name an axis twice; export the model again")
        return found

    def axes(self, index: int) -> tuple[int, ...] | None:
        """The axes as an attribute (older opsets) or as input ``index`` (newer ones), None when not given."""
        if "axes" in self._defaults:
            return self.integers("axes")
        if not self.given(index):
            return None
        return () if self.input(index).type.shape == (0,) else self.static(self.dims(index, "axes"), "axes")

    def has_axes_of_run(self, index: int) -> bool:
        """Whether the axes are input ``index``, which only a run knows, and not an empty list."""
        if "axes" in self._defaults or not self.given(index) or self.is_known(index):
            return False
        return self.input(index).type.shape != (0,)

    # -- subgraphs ------------------------------------------------------------------------------------------------

    def subgraph(self, name: str) -> Subgraph:
        """A graph attribute, which is required."""
        if name not in self._subgraphs:
            self._subgraphs[name] = self._subgraph(self.attribute(name))
        return self._subgraphs[name]

    def within(self, builder: Builder) -> OnnxNode:
        """The same node, to emit ops into a body."""
        inner = copy.copy(self)
        inner.builder = builder
        return inner

    # -- checks: a node that never holds them is refused, a run that does not hold them fails ---------------------

    def check(self, zero: Dim, reason: str) -> None:
        """Let a run fail with this reason unless a dim is 0; refuse the node if it never is."""
        if not may_be_zero(zero):
            self.refuse(reason)
        if zero != 0:
            self.builder.graph.checks.setdefault(zero, f"{self.op} '{self.name}': {reason}")

    def require(self, holds: Tensor, reason: str) -> None:
        """Let a run fail with this reason unless all elements of a bool vector are true; refuse what never are."""
        (failures,) = self.bind(self.reduce("sum", self.cast(self.call("not", holds), DType.INT64), [0]))
        self.check(failures, reason)

    def same_shape(self, shape: Sequence[Dim], wanted: Sequence[Dim], reason: str) -> None:
        """Refuse a shape that is not the one wanted; where that depends on symbols, the run fails."""
        if len(shape) != len(wanted):
            self.refuse(reason)
        for a, b in zip(shape, wanted, strict=True):
            self.check(a - b, reason)

    def shaped(self, x: Tensor, shape: Sequence[Dim], reason: str) -> Tensor:
        """The tensor, which must be of this shape; refuses another one, or lets the run fail."""
        self.same_shape(x.type.shape, shape, reason)
        return self.reshape(x, shape)

    def single(self, x: Tensor, what: str, rank: int = 0) -> Tensor:
        """A tensor that must hold a single number, with so many axes."""
        self.check(x.type.elements - 1, f"{what} must be a single number, got {x.type}; export the model again")
        return self.reshape(x, (1,) * rank)

    def spread(self, vector: Tensor, extent: Dim, reason: str) -> Tensor:
        """A vector with one element, or one for each of ``extent`` positions, as the latter; else refuses it."""
        (length,) = vector.type.shape
        self.check((length - 1) * (length - extent), reason)
        return self.broadcast(vector, (extent,))

    def fitting(self, x: Tensor, to: TensorType, what: str) -> Tensor:
        """An operand of an element-wise op that must not change the shape of the other; refuses one that does."""
        if not may_broadcast_to(x.type.shape, to.shape):
            self.refuse(f"{what} {x.type} does not broadcast to {to}; export the model again")
        own = x.type.shape
        return self.broadcast(x, [1 if a == 1 else b for a, b in zip(own, to.shape[to.rank - len(own) :], strict=True)])

    # -- emitting -------------------------------------------------------------------------------------------------

    def add(self, op: Op, *inputs: Tensor) -> Tensor:
        """Emit an op."""
        return self.builder.add(op, list(inputs), self.name)

    def make(self, data: Array | np.generic | float | int, dtype: DType) -> Value:
        """Emit a constant."""
        return self.builder.constant(np.asarray(data, dtype.numpy), self.name)

    def size(self, dim: Dim, dtype: DType) -> Tensor:
        """A size as a scalar."""
        return self.cast(self.builder.dims(np.array(dim, object), DType.INT64, self.name), dtype)

    def sizes(self, dims: Sequence[Dim]) -> Tensor:
        """Dims as an int64 vector."""
        elements = np.empty(len(dims), object)
        elements[:] = dims
        return self.builder.dims(elements, DType.INT64, self.name)

    def ramp(self, count: Dim, dtype: DType = DType.INT64) -> Tensor:
        """0, 1, 2, … as a vector."""
        return self.add(Iota((count,), 0, dtype))

    def call(self, function: str, *inputs: Tensor) -> Tensor:
        """Emit one element-wise function."""
        return self.add(Map(Expression.call(function)), *inputs)

    def formula(self, formula: Formula, *inputs: Tensor) -> Tensor:
        """Emit an element-wise formula; its literals are of the first input's type."""
        return self.add(Map(expression(formula, len(inputs), inputs[0].type.dtype)), *inputs)

    def cast(self, x: Tensor, dtype: DType) -> Tensor:
        """Emit a conversion, unless the type is right already."""
        return x if x.type.dtype is dtype else self.add(Map(Expression.call("cast", dtype)), x)

    def reshape(self, x: Tensor, shape: Sequence[Dim]) -> Tensor:
        """Emit a reshape, unless the shape is right already."""
        return x if x.type.shape == tuple(shape) else self.add(Reshape(tuple(shape)), x)

    def transpose(self, x: Tensor, permutation: Sequence[int]) -> Tensor:
        """Emit a transpose, unless it changes nothing."""
        return x if list(permutation) == list(range(x.type.rank)) else self.add(Transpose(tuple(permutation)), x)

    def move_axis(self, x: Tensor, axis: int, to: int) -> Tensor:
        """Emit a transpose that puts one axis elsewhere and keeps the order of the others."""
        order = [a for a in range(x.type.rank) if a != axis]
        order.insert(to, axis)
        return self.transpose(x, order)

    def broadcast(self, x: Tensor, shape: Sequence[Dim]) -> Tensor:
        """Emit a broadcast, unless the shape is right already."""
        return x if x.type.shape == tuple(shape) else self.add(Broadcast(tuple(shape)), x)

    def along(self, x: Tensor, axes: Sequence[int], rank: int) -> Tensor:
        """``x`` with its axes, in their order, at these axes of ``rank``; the others have extent 1."""
        if x.type.rank != len(axes):
            self.refuse(f"needs a tensor of rank {len(axes)}, got {x.type}; export the model again")
        extents = dict(zip(axes, x.type.shape, strict=True))
        return self.reshape(x, [extents.get(a, 1) for a in range(rank)])

    def channelwise(self, vector: Tensor, x: TensorType) -> Tensor:
        """A vector with an element per channel, shaped to broadcast against ``x [N, C, spatial…]``."""
        return self.reshape(vector, (*vector.type.shape, *[1] * (x.rank - 2)))

    def join(self, tensors: Sequence[Tensor], axis: int = 0) -> Tensor:
        """Emit a concatenation, unless there is only one tensor."""
        return self.add(Concat(axis), *tensors) if len(tensors) > 1 else tensors[0]

    def reduce(self, function: str, x: Tensor, axes: Sequence[int]) -> Tensor:
        """Emit a reduction that keeps the axes; none at all for an empty list. Bools are reduced as numbers."""
        if not axes:
            return x
        if x.type.dtype is DType.BOOL:
            return self.cast(self.reduce(function, self.cast(x, DType.UINT8), axes), DType.BOOL)
        return self.add(Reduce(function=function, axes=tuple(axes)), x)

    def mean(self, x: Tensor, axes: Sequence[int]) -> Tensor:
        """Emit the mean over axes, which are kept: a sum times the reciprocal count."""
        count = product([x.type.shape[a] for a in axes])
        total = self.reduce("sum", x, axes)
        if isinstance(count, int) and count:
            return self.formula(("mul", "x", 1 / count), total) if count != 1 else total
        size = self.size(count, x.type.dtype)
        # The same bits as with a count that is known, which has a literal for the reciprocal.
        return self.formula(("mul", "x", ("div", 1.0, "y")), total, size)

    def cut(self, x: Tensor, axis: int, start: Dim, size: Dim) -> Tensor:
        """Emit a slice of one axis, ``size`` elements from ``start`` on, unless that is all of it."""
        whole = start == 0 and size == x.type.shape[axis]
        return x if whole else self.add(full_slice(x.type.shape, axis, start, size), x)

    # -- computed positions ---------------------------------------------------------------------------------------

    def gather(self, x: Tensor, shape: Sequence[Dim], axes: Sequence[int], *indices: Tensor) -> Tensor:
        """Emit a gather; see the op for what ``axes`` mean."""
        return self.add(Gather(tuple(shape), tuple(axes)), x, *indices)

    def scatter(
        self, x: Tensor, updates: Tensor, axes: Sequence[int], *indices: Tensor, function: str = "set"
    ) -> Tensor:
        """Emit a scatter; see the op for what ``axes`` mean."""
        return self.add(Scatter(tuple(axes), function), x, updates, *indices)

    def take(self, x: Tensor, indices: Tensor, axis: int) -> Tensor:
        """Emit a gather of whole slices: one axis is replaced by those of the indices."""
        shape, inside = x.type.shape, range(axis, axis + indices.type.rank)
        shape = (*shape[:axis], *indices.type.shape, *shape[axis + 1 :])
        axes = [*range(axis), -1, *range(inside.stop, len(shape))]
        return self.gather(x, shape, axes, self.along(indices, inside, len(shape)))

    def pick(self, x: Tensor, axis: int, index: int) -> Tensor:
        """Emit one slice, without its axis: a view."""
        shape = x.type.shape
        start = index if index >= 0 else shape[axis] + index
        return self.reshape(self.add(full_slice(shape, axis, start, 1), x), shape[:axis] + shape[axis + 1 :])
