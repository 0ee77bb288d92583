"""The graph representation: dims, types, ops, the graph itself, its text form, its verifier and its interpreter."""

from .coordinates import Coordinates, TooLargeError
from .dims import Dim, symbol
from .expression import Expression, InferError, Literal, Step
from .graph import Compound, Graph, Node, Value
from .interpreter import FeedError, interpret, interpret_nodes
from .parser import parse_graph
from .printer import format_graph, format_node
from .types import DType, TensorType
from .verify import VerifyError, verify

__all__ = [
    "Compound",
    "Coordinates",
    "DType",
    "Dim",
    "Expression",
    "FeedError",
    "Graph",
    "InferError",
    "Literal",
    "Node",
    "Step",
    "TensorType",
    "TooLargeError",
    "Value",
    "VerifyError",
    "format_graph",
    "format_node",
    "interpret",
    "interpret_nodes",
    "parse_graph",
    "symbol",
    "verify",
]
