"""The graph representation: dims, types, ops, the graph itself, its text form, its verifier and its interpreter."""

from .dims import Dim, symbol
from .expression import Expression, InferError, Literal, Step
from .graph import Graph, Node, Value
from .types import DType, TensorType

__all__ = [
    "DType",
    "Dim",
    "Expression",
    "Graph",
    "InferError",
    "Literal",
    "Node",
    "Step",
    "TensorType",
    "Value",
    "symbol",
]
