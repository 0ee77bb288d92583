"""Reading the text form of a graph that ``ir.printer`` writes.

A large constant, of which the text has only a hash, cannot be read back; where its values do not matter,
``random(SEED)`` in their place gives standard normal ones, which keeps graphs in tests and bug reports short.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields

import numpy as np

from . import dims
from .dims import Dim
from .expression import FUNCTIONS, Array, Expression, InferError, Literal, Operand, Step
from .graph import Graph, Value
from .ops import OPS, Fusable, Map, Op
from .printer import PLAIN_NAME
from .types import BY_SHORT_NAME, DType, TensorType

_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(
    rf"""(?:\s|\#[^\n]*)*(
      [%@](?:{_STRING}|{PLAIN_NAME}) | {_STRING} | sha256:\w+ | //|\.\.
    | -?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|inf\b|nan\b) | [A-Za-z_][\w.]* | \S | $)""",
    re.VERBOSE,
)


def parse_graph(text: str) -> Graph:
    """The graph that the text describes; ValueError naming the line for text that does not."""
    parser = _Parser(text)
    try:
        return parser.graph()
    except (InferError, ValueError, LookupError, TypeError) as error:
        raise ValueError(f"line {parser.line}: {error}") from error


class _Parser:
    """A cursor over the tokens of the text, and one method per construct."""

    def __init__(self, text: str) -> None:
        matches = [m for m in _TOKEN.finditer(text) if m.group(1)]
        self._tokens = [m.group(1) for m in matches] + [""]
        self._lines = [1 + text.count("\n", 0, m.start(1)) for m in matches] + [1 + text.count("\n")]
        self._position = 0
        self._symbols: dict[str, Dim] = {}
        self._values: dict[str, Value] = {}
        self._attribute_parsers: dict[str, Callable[[], object]] = {
            "int": self._int,
            "float": self._number,
            "str": self._next,
            "bool": self._number,
            "float | int | bool": self._number,
            "DType": lambda: BY_SHORT_NAME[self._next()],
            "tuple[int, ...]": self._dims,
            "tuple[Dim, ...]": self._dims,
            "tuple[Symbol, ...]": self._symbols_of_dims,
            "Graph": self._body,
        }

    @property
    def line(self) -> int:
        return self._lines[self._position]

    # -- tokens ---------------------------------------------------------------------------------------------------

    @property
    def _peek(self) -> str:
        return self._tokens[self._position]

    def _next(self) -> str:
        token = self._peek
        if not token:
            raise ValueError("the text ends too early")
        self._position += 1
        return token

    def _take(self, token: str) -> bool:
        """Skip the token if it comes next."""
        found = self._peek == token
        self._position += found
        return found

    def _expect(self, *tokens: str) -> None:
        for token in tokens:
            if not self._take(token):
                raise ValueError(f"expected {token!r}, found {self._peek!r}")

    def _list(self, close: str, element: Callable[[], None]) -> None:
        """Elements between commas, up to the closing token."""
        while not self._take(close):
            element()
            if self._peek != close:
                self._expect(",")

    def _name(self, sigil: str = "") -> str:
        token = self._next()
        if not token.startswith(sigil):
            raise ValueError(f"expected a name that begins with {sigil!r}, found {token!r}")
        name = token[len(sigil) :]
        return str(json.loads(name)) if name.startswith('"') else name

    # -- the graph ------------------------------------------------------------------------------------------------

    def graph(self) -> Graph:
        self._expect("graph")
        graph = Graph(self._name())
        inputs: list[tuple[str, DType, list[str]]] = []
        self._expect("(")
        self._list(")", lambda: inputs.append(self._input()))
        if self._take("symbols"):
            self._expect("(")
            self._list(")", self._symbol)
        for name, dtype, shape in inputs:
            self._define(name, graph.input(name, TensorType(dtype, tuple(self._dim(text) for text in shape))))
        self._expect("{")
        while not self._take("return"):
            self._statement(graph)
        while not self._take("}"):
            name = self._name()
            self._expect("=")
            graph.output(self._values[self._name("%")], name)
            self._take(",")
        return graph

    def _body(self) -> Graph:
        """A graph in an attribute, whose values have names of their own."""
        outer, self._values = self._values, {}
        body = self.graph()
        self._values = outer
        return body

    def _input(self) -> tuple[str, DType, list[str]]:
        name = self._name("%")
        self._expect(":")
        return name, BY_SHORT_NAME[self._next()], self._dim_texts()

    def _symbol(self) -> None:
        name = self._next()
        self._expect(":")
        low = self._int()
        self._expect("..")
        self._symbols[name] = dims.symbol(name, low, self._int())

    def _define(self, name: str, value: Value) -> None:
        if name != value.name:
            raise ValueError(f"%{name} is defined twice")
        self._values[name] = value

    def _statement(self, graph: Graph) -> None:
        results = [self._name("%")]
        while self._take(","):
            results.append(self._name("%"))
        self._expect("=")
        if self._take("constant"):
            self._define(results[0], graph.constant(self._constant(), results[0]))
            return
        op, inputs = self._application()
        name = self._name("@") if self._peek.startswith("@") else ""
        node = graph.add_node(op, inputs, name, outputs=results)
        for result, value in zip(results, node.outputs, strict=True):
            self._define(result, value)

    def _constant(self) -> Array:
        dtype, shape = BY_SHORT_NAME[self._next()], [int(text) for text in self._dim_texts()]
        if self._take("random"):
            self._expect("(")
            values = np.random.default_rng(self._int()).standard_normal(shape)
            self._expect(")")
            return values.astype(dtype.numpy)
        if self._peek.startswith("sha256:"):
            raise ValueError("the values of this constant were left out of the text")
        elements: list[float | int | bool] = []
        self._expect("[")
        self._list("]", lambda: elements.append(_scalar(self._next(), dtype)))
        return np.array(elements, dtype.numpy).reshape(shape)

    def _application(self) -> tuple[Op, list[Value]]:
        name = self._next()
        inputs: list[Value] = []
        if name in FUNCTIONS:
            step = self._step(name, lambda: self._argument(inputs))
            return Map(Expression(len(inputs), (step,))), inputs
        if name not in OPS:
            raise ValueError(f"there is no op {name!r}")
        self._expect("(")
        self._list(")", lambda: inputs.append(self._values[self._name("%")]))
        if name == Map.name:
            self._expect("{")
            return Map(self._expression("}", len(inputs))), inputs
        attributes: dict[str, object] = {}
        if self._take("{"):
            self._list("}", lambda: attributes.update([self._attribute(OPS[name], inputs)]))
        return OPS[name](**attributes), inputs

    def _attribute(self, op: type[Op], inputs: list[Value]) -> tuple[str, object]:
        name = self._next()
        self._expect("=")
        if issubclass(op, Fusable) and name == "epilogue":
            self._expect("[")
            return name, self._expression("]", 1 + len(inputs) - op.arity)
        kinds = {field.name: str(field.type) for field in fields(op)}
        if name not in kinds:
            raise ValueError(f"{op.name} has no attribute {name!r}")
        return name, self._attribute_parsers[kinds[name]]()

    # -- expressions ----------------------------------------------------------------------------------------------

    def _argument(self, inputs: list[Value]) -> Operand:
        """An operand of a one-step map: a value, which becomes the next argument, or a literal."""
        if not self._peek.startswith("%"):
            return self._literal()
        inputs.append(self._values[self._name("%")])
        return len(inputs) - 1

    def _step(self, function: str, operand: Callable[[], Operand]) -> Step:
        operands: list[Operand] = []
        self._expect("(")
        self._list(")", lambda: operands.append(operand()))
        if len(operands) != FUNCTIONS[function].arity:
            raise ValueError(f"{function} takes {FUNCTIONS[function].arity} operands, not {len(operands)}")
        return Step(function, tuple(operands), BY_SHORT_NAME[self._next()] if self._take("to") else None)

    def _expression(self, close: str, arguments: int) -> Expression:
        """Steps ``t0 = add(x0, x1); …`` up to the closing token."""
        known = {f"x{i}": i for i in range(arguments)}
        steps: list[Step] = []
        while not self._take(close):
            self._expect(f"t{len(steps)}", "=")
            steps.append(self._step(self._next(), lambda: self._step_operand(known)))
            known[f"t{len(steps) - 1}"] = len(known)
            self._take(";")
        return Expression(arguments, tuple(steps))

    def _step_operand(self, known: dict[str, int]) -> Operand:
        return known[self._next()] if re.fullmatch(r"[xt]\d+", self._peek) else self._literal()

    def _literal(self) -> Literal:
        token = self._next()
        self._expect(":")
        dtype = BY_SHORT_NAME[self._next()]
        return Literal(_scalar(token, dtype), dtype)

    # -- numbers --------------------------------------------------------------------------------------------------

    def _int(self) -> int:
        return int(self._next())

    def _number(self) -> float | int | bool:
        token = self._next()
        if token in ("True", "False"):
            return token == "True"
        return int(token) if re.fullmatch(r"-?\d+", token) else float(token)

    def _dim(self, text: str) -> Dim:
        return dims.parse(text, self._symbols)

    def _dims(self) -> tuple[Dim, ...]:
        return tuple(self._dim(text) for text in self._dim_texts())

    def _symbols_of_dims(self) -> tuple[dims.Symbol | None, ...]:
        return tuple(dims.as_symbol(dim) for dim in self._dims())

    def _dim_texts(self) -> list[str]:
        """The texts between the brackets of ``[a, min(b, c), …]``."""
        texts, depth = [""], 0
        self._expect("[")
        while self._peek != "]":
            token = self._next()
            depth += (token == "(") - (token == ")")
            if token == "," and depth == 0:
                texts.append("")
            else:
                texts[-1] += f" {token}"
        self._expect("]")
        return [text.strip() for text in texts if text]


def _scalar(token: str, dtype: DType) -> float | int | bool:
    """The value that numpy printed as ``token``, in the type's own precision."""
    if dtype is DType.BOOL:
        return {"True": True, "False": False}[token]
    value: float | int = dtype.numpy.type(token).item()
    return value
