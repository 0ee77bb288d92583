"""What every op is: a frozen dataclass whose fields are the attributes."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeVar

import numpy as np

from .coordinates import Coordinates, Data, dense
from .dims import Dim, Expr, Symbol, fix, symbols
from .expression import Condition, Expression, InferError, broadcasts_to
from .types import DType, TensorType, check_size

Array = np.ndarray[Any, Any]
F = TypeVar("F", bound="Fusable")


@dataclass(frozen=True)
class Op(ABC):
    """A primitive operation.

    ``infer`` gives the result types or raises InferError; where it depends on symbols whether types fit, ``conditions``
    says what has to be checked when the model runs. ``reference`` computes with numpy and is the op's meaning
    (the interpreter, the constant folder and the tests use it); ``flops`` counts floating-point operations.
    """

    name: ClassVar[str]

    @abstractmethod
    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The types of the results."""

    @abstractmethod
    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """The results for these inputs, where dims in attributes take the symbols' values."""

    def fold(self, inputs: Sequence[Data]) -> Data:
        """The one result for constants, where no attribute depends on symbols; TooLargeError for a large dense one."""
        if any(isinstance(x, Coordinates) for x in inputs) and (sparse := self.fold_sparse(inputs)) is not None:
            return sparse
        arrays = [dense(x) for x in inputs]
        (type,) = self.infer([TensorType(DType.of(x), x.shape) for x in arrays])
        check_size(math.prod(type.static_shape({})), type.dtype)
        return self.reference(arrays, {})[0]

    def fold_sparse(self, inputs: Sequence[Data]) -> Coordinates | None:
        """The one result for constants of which some are sparse, if it is sparse, too, and the op knows how."""
        return None

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """What must hold when the model runs for the types to fit; ``infer`` has refused what never can."""
        return ()

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """Floating-point operations; none for an op that only moves data."""
        return 0

    def binds(self) -> tuple[Symbol, ...]:
        """The symbols to which the op gives values."""
        return ()

    def bound(self, results: Sequence[Array]) -> list[int]:
        """The values that it gives them, as its results tell."""
        return []

    def symbols(self) -> set[Symbol]:
        """The symbols that the attributes depend on."""
        attributes = [value for value in vars(self).values() if isinstance(value, tuple)]
        return {symbol for value in attributes for dim in value if isinstance(dim, Expr) for symbol in symbols(dim)}

    def fixed(self, symbol: Symbol, value: int) -> Op:
        """The same op where one symbol of the attributes has the given value."""
        changed = {
            name: tuple(fix(dim, symbol, value) if isinstance(dim, Expr) else dim for dim in attribute)
            for name, attribute in vars(self).items()
            if isinstance(attribute, tuple)
        }
        return replace(self, **changed)


@dataclass(frozen=True)
class Fusable(Op):
    """An op with one result to which an element-wise epilogue is applied before it is stored.

    The first ``arity`` inputs are the op's own; input ``arity + i`` is argument ``1 + i`` of the epilogue, whose
    argument 0 is the op's own result. The other arguments broadcast against that result.
    """

    arity: ClassVar[int]
    epilogue: Expression | None = None

    @abstractmethod
    def base_infer(self, inputs: Sequence[TensorType]) -> TensorType:
        """The type of the result before the epilogue."""

    @abstractmethod
    def base_reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> Array:
        """The result before the epilogue."""

    @abstractmethod
    def base_flops(self, inputs: Sequence[TensorType], output: TensorType) -> Dim:
        """Floating-point operations before the epilogue."""

    def base_conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """``conditions`` of the op without its epilogue, whose operands always fit."""
        return ()

    def conditions(self, inputs: Sequence[TensorType]) -> Sequence[Condition]:
        """Those of the op's own inputs."""
        return self.base_conditions(inputs[: self.arity])

    def infer(self, inputs: Sequence[TensorType]) -> tuple[TensorType, ...]:
        """The result's type; the epilogue may change the element type, never the shape. Narrow types are refused."""
        for operand in inputs[: self.arity]:
            if operand.dtype.is_narrow:
                raise InferError(f"{self.name} is not defined for {operand.dtype}; cast to {operand.dtype.wide} before")
        result = self.base_infer(inputs[: self.arity])
        extra = inputs[self.arity :]
        if self.epilogue is None:
            if extra:
                raise InferError(f"{self.name} takes {self.arity} inputs, got {len(inputs)}")
            return (result,)
        if not all(broadcasts_to(t.shape, result.shape) for t in extra):
            raise InferError(f"an epilogue operand of {self.name} is larger than its result {result}")
        return (TensorType(self.epilogue.infer([result.dtype, *(t.dtype for t in extra)]), result.shape),)

    def reference(self, inputs: Sequence[Array], symbols: Mapping[str, int]) -> list[Array]:
        """The op's own result, then the epilogue."""
        result = self.base_reference(inputs[: self.arity], symbols)
        return [result if self.epilogue is None else self.epilogue.reference([result, *inputs[self.arity :]])]

    def flops(self, inputs: Sequence[TensorType], outputs: Sequence[TensorType]) -> Dim:
        """The op's own and one per epilogue step and element."""
        steps = len(self.epilogue.steps) if self.epilogue else 0
        return self.base_flops(inputs[: self.arity], outputs[0]) + steps * outputs[0].elements

    def with_epilogue(self: F, epilogue: Expression | None) -> F:
        """The same op with another epilogue."""
        return replace(self, epilogue=epilogue)
