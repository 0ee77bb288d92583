"""The plan: which kernel runs when on what memory. Plain data, printed by ``str``, built by the backend."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from ...ir import Compound
from ...ir.dims import Dim, Symbol, symbols
from ...ir.types import TensorType
from ...kernels.spec import Spec
from .layout import Layout, round_up_int

Array = np.ndarray[Any, Any]
ALIGNMENT = 64
"""Bytes of a cache line, at multiples of which everything begins."""

LARGEST_MEMORY = 1 << 47
"""Bytes: more than a processor of today can address."""


@dataclass(eq=False)
class Buffer:
    """A piece of memory of ``bytes`` bytes.

    ``base`` is "arena", "local", which is the part of the arena that each thread has for its images in a region,
    "weights", "input" or "output"; ``index`` numbers inputs, outputs and arenas. ``lead`` bytes before it and ``tail``
    bytes behind it may be read; the lead of an arena or local buffer is never written and holds zeros. The memory
    planner sets ``offset``, the place in the arena, and ``index``, which arena; for weights it is the place among the
    weights.

    In a region or loop a buffer may be one image or slice of another, the ``whole``, in which they lie ``pitch`` bytes
    apart.
    """

    name: str
    base: str
    bytes: Dim
    index: int = 0
    lead: int = 0
    tail: int = 0
    offset: Dim = 0
    whole: Buffer | None = None
    pitch: Dim = 0

    @property
    def root(self) -> Buffer:
        """The buffer whose place in memory is planned."""
        return self.whole or self

    def image(self, bytes: Dim, pitch: Dim) -> Buffer:
        """The present one of the images in this buffer."""
        return Buffer(self.name, self.base, bytes, self.index, whole=self, pitch=pitch)

    def read_past(self, bytes: int) -> None:
        """Note that some step reads ``bytes`` bytes behind the end; whatever lies there, it must be memory."""
        self.root.tail = max(self.root.tail, bytes)


@dataclass(frozen=True, eq=False)
class Placement:
    """A tensor in memory: its buffer, the element offset of its first element there, its layout and type."""

    buffer: Buffer
    offset: Dim
    layout: Layout
    type: TensorType

    def __str__(self) -> str:
        return f"{self.buffer.name} {self.type} {self.layout}"


@dataclass(frozen=True)
class Pointer:
    """A frame word that is an address: a buffer and a byte offset in it."""

    buffer: Buffer
    offset: Dim = 0


Word = Dim | Pointer


@dataclass(eq=False)
class Step:
    """One kernel call: all threads run it together. ``barrier``: they meet before it.

    In a region it is called ``rounds`` times in a run; ``flops`` are those of all calls.
    """

    name: str
    spec: Spec
    words: dict[str, Word]
    reads: list[Buffer]
    writes: list[Buffer]
    flops: Dim = 0
    note: str = ""
    barrier: bool = True
    rounds: Dim = 1

    def bytes(self) -> Dim:
        """Bytes of all values that the step reads or writes in a run, each once."""
        total: Dim = 0
        for buffer in dict.fromkeys([*self.reads, *self.writes, *self._weights()]):
            by_image = buffer.whole is not None or buffer.base == "local"
            total = total + buffer.bytes * (self.rounds if by_image else 1)
        return total

    def _weights(self) -> list[Buffer]:
        return [w.buffer for w in self.words.values() if isinstance(w, Pointer) and w.buffer.base == "weights"]


@dataclass(frozen=True)
class Region:
    """Steps ``first`` to ``end``, not including, that are walked image by image, ``count`` images in all.

    Threads walk images of their own, with local memory of their own; those that are left over they walk together.
    """

    first: int
    end: int
    count: Dim


@dataclass(frozen=True, eq=False)
class Binding:
    """The elements of an int64 vector give symbols their values; ``name`` is the ONNX node's."""

    vector: Pointer
    symbols: tuple[Symbol, ...]
    name: str

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.symbols))} = {self.vector.buffer.name}"


@dataclass(frozen=True, eq=False)
class Rebinding:
    """The vector of a binding has new elements, which its symbols take over; what lies in its arena is lost."""

    binding: Binding

    def __str__(self) -> str:
        return f"again {self.binding}"


@dataclass(frozen=True, eq=False)
class LoopStart:
    """What follows up to its ``LoopEnd`` is done ``count`` times, or while ``condition``, a bool, is true.

    Buffers that are images of others are those of the iteration.
    """

    count: Dim | None
    condition: Pointer | None

    def __str__(self) -> str:
        return f"loop {f'{self.count} times' if self.condition is None else f'while {self.condition.buffer.name}'}"


@dataclass(frozen=True, eq=False)
class LoopEnd:
    """The end of a loop."""

    start: LoopStart

    def __str__(self) -> str:
        return "end loop"


@dataclass(frozen=True, eq=False)
class BranchStart:
    """What follows up to the branch's ``BranchElse`` is done if ``condition``, a bool, is true."""

    condition: Pointer

    def __str__(self) -> str:
        return f"if {self.condition.buffer.name}"


@dataclass(frozen=True, eq=False)
class BranchElse:
    """What follows up to the branch's ``BranchEnd`` is done if not."""

    start: BranchStart

    def __str__(self) -> str:
        return "else"


@dataclass(frozen=True, eq=False)
class BranchEnd:
    """The end of a branch."""

    start: BranchStart

    def __str__(self) -> str:
        return "end if"


@dataclass(frozen=True, eq=False)
class Check:
    """``zero`` must be 0, or the run fails with a message."""

    zero: Dim
    message: str

    def __str__(self) -> str:
        return f"check {self.zero} = 0"


Action = Step | Binding | Rebinding | LoopStart | LoopEnd | BranchStart | BranchElse | BranchEnd | Check
"""One element of a program; all threads do the same."""
A = TypeVar("A", bound=Action)


@dataclass
class WeightStore:
    """All weights of a library, each array at its buffer's offset; ``size`` is that of all in bytes."""

    arrays: list[tuple[Buffer, Array]] = field(default_factory=list)
    size: int = 0
    _buffers: dict[bytes, Buffer] = field(default_factory=dict, repr=False)

    def add(self, array: Array, name: str) -> Buffer:
        """The buffer of a flat array; equal bytes are stored once."""
        key = hashlib.sha256(array.view(np.uint8).data if array.size else b"").digest() + array.dtype.str.encode()
        if key not in self._buffers:
            offset = round_up_int(self.size, ALIGNMENT)
            self._buffers[key] = Buffer(f"{name}{len(self.arrays)}", "weights", array.nbytes, offset=offset)
            self.arrays.append((self._buffers[key], array))
            self.size = offset + array.nbytes
        return self._buffers[key]


@dataclass
class Port:
    """An input or output of the library."""

    name: str
    type: TensorType


@dataclass
class Plan:
    """Everything the backend needs.

    ``local`` and ``scratch`` are bytes of memory that each thread needs for itself, multiples of 64: for images of
    regions, and within one kernel. ``tuned`` is what timing chose for which node. Plans of one library share their
    ``weights``. ``symbols`` are those of the inputs. Each of the bindings in the ``program`` gives values to more of
    them, and there is an arena for what has a size then, behind that for what has a size from the beginning.
    ``compounds`` are the inputs and outputs of the model that several of the library's make up.
    ``checks`` must be 0 as soon as their symbols have values, or the run fails with a message.
    """

    inputs: list[Port]
    outputs: list[Port]
    symbols: list[Symbol]
    program: list[Action] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    checks: dict[Dim, str] = field(default_factory=dict)
    arenas: list[Dim] = field(default_factory=lambda: [0])
    local: Dim = 0
    scratch: int = 0
    weights: WeightStore = field(default_factory=WeightStore)
    tuned: dict[str, str] = field(default_factory=dict)
    variants: list[Variant] = field(default_factory=list)
    compounds: Mapping[str, Compound] = field(default_factory=dict)

    @property
    def plans(self) -> list[Plan]:
        """This plan and those of its variants."""
        return [self, *(variant.plan for variant in self.variants)]

    def all(self, kind: type[A]) -> list[A]:
        """The actions of one kind, in order."""
        return [action for action in self.program if isinstance(action, kind)]

    @property
    def steps(self) -> list[Step]:
        """The kernel calls, which regions number."""
        return self.all(Step)

    @property
    def bindings(self) -> list[Binding]:
        """The bindings, which arenas follow."""
        return self.all(Binding)

    def bound_symbols(self) -> list[Symbol]:
        """The symbols of the bindings, in order."""
        return [symbol for binding in self.bindings for symbol in binding.symbols]

    def phase(self, *dims: Dim) -> int:
        """How many of the bindings have to be made before all dims are known."""
        return latest(self.phases(), *dims)

    def phases(self) -> dict[Symbol, int]:
        """How many of the bindings have to be made before each of their symbols has a value."""
        return {symbol: i for i, binding in enumerate(self.bindings, 1) for symbol in binding.symbols}

    def data(self) -> dict[str, object]:
        """The plan as JSON data; dims are numbers or the text of an expression."""

        def word(word: Word) -> object:
            if isinstance(word, Pointer):
                data: dict[str, object] = {"base": word.buffer.base}
                data |= {"offset": _number(word.buffer.root.offset + word.offset)}
                return data | ({"image": _number(word.buffer.pitch)} if word.buffer.whole else {})
            return _number(word)

        return {
            "arenas": [_number(arena) for arena in self.arenas],
            "local": _number(self.local),
            "weights": self.weights.size,
            "program": [action.name if isinstance(action, Step) else str(action) for action in self.program],
            "regions": [{"first": r.first, "end": r.end, "count": _number(r.count)} for r in self.regions],
            "steps": [
                {
                    "name": step.name,
                    "kernel": step.spec.family,
                    "barrier": step.barrier,
                    "flops": _number(step.flops),
                    "note": step.note,
                    "words": {name: word(value) for name, value in step.words.items()},
                }
                for step in self.steps
            ],
            "variants": [{"dims": {v.symbol.name: v.value}, **v.plan.data()} for v in self.variants],
        }

    def __str__(self) -> str:
        arenas = ", ".join(map(str, self.arenas))
        lines = [f"plan: arena {arenas} bytes, weights {self.weights.size} bytes, {len(self.steps)} steps"]
        lines += [
            f"  {kind} {p.name}: {p.type}"
            for kind, ports in (("in", self.inputs), ("out", self.outputs))
            for p in ports
        ]
        first = {region.first: region for region in self.regions}
        number = 0
        for action in self.program:
            if not isinstance(action, Step):
                lines.append(f"-- {action} --")
                continue
            if region := first.get(number):
                lines.append(f"== {region.count} images, steps {region.first} to {region.end - 1} ==")
            lines.append(f"{'-- barrier --' if action.barrier else ''}")
            lines.append(f"{number:4} {action.spec.family}  '{action.name}'  {action.note}")
            for name, word in action.words.items():
                text = f"{word.buffer.name} + {word.offset}" if isinstance(word, Pointer) else str(word)
                lines.append(f"       {name} = {text}")
            number += 1
        lines += [f"variant {variant}: {variant.plan}" for variant in self.variants]
        return "\n".join(line for line in lines if line)


def latest(phases: Mapping[Symbol, int], *dims: Dim) -> int:
    """The last of the phases in which the symbols of the dims get values; 0 is the beginning."""
    return max((phases.get(symbol, 0) for dim in dims for symbol in symbols(dim)), default=0)


@dataclass(frozen=True)
class Variant:
    """Another plan, for runs in which a symbol has one value."""

    symbol: Symbol
    value: int
    plan: Plan

    def __str__(self) -> str:
        return f"{self.symbol}={self.value}"


def _number(dim: Dim) -> int | str:
    return dim if isinstance(dim, int) else str(dim)
