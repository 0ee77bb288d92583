"""Graph inputs and their symbolic dims."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping

from onnx import TensorShapeProto, TypeProto, ValueInfoProto

from ...ir import Dim, Graph, TensorType, symbol
from ...ir.dims import Symbol
from ..diagnostics import CompileError
from .builder import LARGEST_SIZE
from .problems import RefusedError
from .tensors import dtype_of

DEFAULT_RANGE = (1, 64)
"""Bounds of a symbolic dim for which the user gives none."""


def defaulted_symbols(graph: Graph, dims: Mapping[str, tuple[int, int]]) -> list[Symbol]:
    """The symbols of an imported graph whose bounds were not given in ``dims`` but are the default."""
    return [s for s in graph.symbols() if s.name not in dims]


class SymbolTable:
    """The symbolic dims of a model by the names its inputs give them.

    A dim is symbolic when it has a name, or is negative or absent; one without a usable name is called after its input
    and position, such as ``x_dim0``. A dim of 0 is 0, unless bounds are given for that name: some exporters write 0
    for a size they do not know.
    """

    def __init__(self, inputs: list[ValueInfoProto], ranges: Mapping[str, tuple[int, int]]) -> None:
        self._ranges = ranges
        self._dims: dict[str, Dim] = {}
        self._taken: set[str] = set()
        for proto in inputs:
            for dim in _tensor_type(proto.type).shape.dim:
                if dim.dim_param not in ("", "?") and dim.dim_param not in self._dims:
                    self._dims[dim.dim_param] = self._new(dim.dim_param)

    def type(self, name: str, tensor: TypeProto.Tensor) -> TensorType:
        """The type of an input that is a tensor; RefusedError for an unknown rank or an unsupported element type."""
        if not tensor.HasField("shape"):
            raise RefusedError("its number of axes is unknown; export the model with input shapes")
        shape = [self._dim(dim, name, axis) for axis, dim in enumerate(tensor.shape.dim)]
        return TensorType(dtype_of(tensor.elem_type), tuple(shape))

    def any_size(self, name: str) -> Dim:
        """A symbolic dim that may have any size where the user gives no bounds."""
        return self._new(name, (0, LARGEST_SIZE))

    def check(self) -> None:
        """CompileError when the user gave bounds for a dim that no input has."""
        unknown = [name for name in self._ranges if name not in self._taken]
        if unknown:
            known = ", ".join(sorted(self._taken))
            have = f"the symbolic dims are {known}" if known else "all dims are static"
            raise CompileError(f"--dim {unknown[0]}: the model has no symbolic dim of that name; {have}")

    def _dim(self, dim: TensorShapeProto.Dimension, input_name: str, axis: int) -> Dim:
        if dim.dim_value > 0:
            return int(dim.dim_value)
        known = self._dims.get(dim.dim_param)
        if known is not None:
            return known
        name = f"{input_name}_dim{axis}"
        if dim.HasField("dim_value") and dim.dim_value == 0 and _identifier(name) not in self._ranges:
            return 0
        return self._new(name)

    def _new(self, text: str, default: tuple[int, int] = DEFAULT_RANGE) -> Dim:
        name = _identifier(text)
        unique, count = name, 1
        while unique in self._taken:
            unique, count = f"{name}_{count}", count + 1
        self._taken.add(unique)
        low, high = self._ranges.get(unique, default)
        if not 0 <= low <= high:
            raise CompileError(f"--dim {unique}={low}..{high}: sizes are not negative, and the smaller one comes first")
        return symbol(unique, low, high)


def _tensor_type(type: TypeProto) -> TypeProto.Tensor:
    """The type of a tensor, also of one that an optional may hold; an empty one for anything else."""
    return type.optional_type.elem_type.tensor_type if type.HasField("optional_type") else type.tensor_type


def _identifier(text: str) -> str:
    """A name that can stand in expressions."""
    name = re.sub(r"\W", "_", text, flags=re.ASCII)
    name = f"d{name}" if name[:1].isdigit() or not name else name
    return f"{name}_" if keyword.iskeyword(name) else name
