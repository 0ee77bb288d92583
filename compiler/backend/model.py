"""The module that describes a model to the runtime: ``zs_model`` of runtime/native/abi.h and what it points to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from itertools import count

import llvmlite.ir as ll

from ...ir.dims import Dim, Symbol, as_symbol, bounds
from ...kernels.builder import F64, I32, I64, POINTER
from ...kernels.jit import TRIPLE
from ...kernels.target import Target
from ...runtime.library import ABI, DTYPE_CODES
from ..schedule.plan import (
    LARGEST_MEMORY,
    Action,
    Binding,
    BranchElse,
    BranchEnd,
    BranchStart,
    Buffer,
    Check,
    LoopEnd,
    LoopStart,
    Plan,
    Pointer,
    Port,
    Rebinding,
    Step,
)

# Bits of zs_cpu_feature; LLVM features that are not listed come with those that are.
_FEATURES = {"avx2": 0, "fma": 1, "avx512f": 2, "avx512bw": 3, "avx512dq": 4, "avx512vl": 5, "f16c": 6, "bmi2": 7}
_I8 = ll.IntType(8)
_TOO_LARGE = (1 << 63) - 1  # ZS_TOO_LARGE
_Table = list[list[ll.Constant]]


def model_module(plan: Plan, target: Target, prefix: str, manifest: str) -> ll.Module:
    """The constant ``<prefix>_this_model`` and everything it points to but kernels and weights."""
    return _Module(plan, target, prefix, manifest).module


class _MarkKind(IntEnum):
    """zs_mark_kind."""

    BIND, CHECK, LOOP, REPEAT, BRANCH, ELSE = range(6)


class _Module:
    def __init__(self, plan: Plan, target: Target, prefix: str, manifest: str) -> None:
        self.plan, self.target = plan, target
        self.module = ll.Module("model")
        self.module.triple = TRIPLE
        self.texts = count()
        memcpy = ll.FunctionType(ll.VoidType(), [POINTER, POINTER, I64, ll.IntType(1)])
        self.copy = ll.Function(self.module, memcpy, "llvm.memcpy.p0.p0.i64")
        self.steps: _Table = []
        self.relocs: _Table = []
        self.regions: _Table = []
        self.bindings: _Table = []
        self.checks: _Table = []
        self.loops: _Table = []
        self.marks: _Table = []
        self.symbols = plan.symbols + plan.bound_symbols()
        self.words = 0
        always = self.entry(plan, -1, 0)
        variants = [self.entry(v.plan, plan.symbols.index(v.symbol), v.value) for v in plan.variants]
        text = self.text(manifest, section=".zs_manifest")
        weights: ll.Constant = ll.Constant(POINTER, None)
        if plan.weights.arrays:
            weights = ll.GlobalVariable(self.module, _I8, f"{prefix}_weights")
            weights.linkage, weights.storage_class, weights.global_constant = "external", "hidden", True
        features = sum(1 << _FEATURES[f] for f in target.features if f in _FEATURES)
        counts = [
            len(plan.symbols),
            len(plan.inputs),
            len(plan.outputs),
            len(plan.plans),
            len(plan.bound_symbols()),
            len(self.steps),
            len(self.relocs),
            max(len(part.bindings) for part in plan.plans),
            max(len(part.checks) + len(part.all(Check)) for part in plan.plans),
            max(len(part.all(LoopStart)) for part in plan.plans),
            max(part.scratch for part in plan.plans),
        ]
        fields = [
            I32(ABI), I32(features), *(I32(n) for n in counts), I64(self.words),
            self.table([[self.text(s.name), I64(s.low), I64(s.high)] for s in self.symbols]),
            self.table([self.port(p) for p in plan.inputs]), self.table([self.port(p) for p in plan.outputs]),
            self.table([*variants, always]), self.table(self.steps), self.table(self.relocs), self.table(self.regions),
            self.table(self.bindings), self.table(self.checks), self.table(self.loops), self.table(self.marks),
            weights, I64(plan.weights.size), text,
        ]  # fmt: skip
        value = ll.Constant.literal_struct(fields)
        model = ll.GlobalVariable(self.module, value.type, f"{prefix}_this_model")
        model.initializer, model.global_constant, model.linkage = value, True, "hidden"

    def entry(self, plan: Plan, symbol: int, value: int) -> list[ll.Value]:
        """A plan for runs in which a symbol has a value, and its steps, relocs and so on behind those of others.

        A pointer's word is its offset from its base.
        """
        tables = (self.steps, self.relocs, self.regions, self.bindings, self.checks, self.loops, self.marks)
        first = [len(table) for table in tables]
        ends = [first[1]]
        words: list[Dim] = []
        images: list[tuple[int, Dim]] = []
        for step in plan.steps:
            kernel_name = step.spec.symbol(self.target)
            kernel = self.module.globals.get(kernel_name)
            if kernel is None:
                kernel = ll.Function(self.module, ll.FunctionType(I32, [POINTER, I32, I32, POINTER]), kernel_name)
            self.steps.append([kernel, self.text(step.name), I64(len(words)), I64(int(step.barrier))])
            for word in step.words.values():
                if isinstance(word, Pointer):
                    if word.buffer.whole:
                        images.append((len(self.relocs), word.buffer.pitch))
                    self.relocs.append([I64(len(words)), I64(self.base(word.buffer)), I64(-1)])
                    words.append(word.buffer.root.offset + word.offset)
                else:
                    words.append(word)
            ends.append(len(self.relocs))

        def further(dim: Dim) -> ll.Constant:
            """The index of a word behind those of the frames."""
            words.append(dim)
            return I64(len(words) - 1)

        for reloc, pitch in images:
            self.relocs[reloc][2] = further(pitch)
        for r in plan.regions:
            steps = [I64(first[0] + r.first), I64(first[0] + r.end)]
            self.regions.append([*steps, I64(ends[r.first]), I64(ends[r.end]), further(r.count)])

        def address(pointer: Pointer) -> ll.Constant:
            """The index of a word that holds an address."""
            self.relocs.append([I64(len(words)), I64(self.base(pointer.buffer)), I64(-1)])
            return further(pointer.buffer.root.offset + pointer.offset)

        for b in plan.bindings:
            numbers = [self.symbols.index(b.symbols[0]), len(b.symbols)]
            self.bindings.append([address(b.vector), *map(I64, numbers), self.text(b.name)])
        self.checks += [[I64(plan.phase(dim)), self.text(message)] for dim, message in plan.checks.items()]
        self.checks += [[I64(-1), self.text(check.message)] for check in plan.all(Check)]
        places = self.places(plan, first[0])
        for end in plan.all(LoopEnd):
            start = end.start
            relocs = [I64(ends[places[edge][1] - first[0]]) for edge in (start, end)]
            bound = (I64(-1), address(start.condition)) if start.condition else (further(start.count or 0), I64(-1))
            self.loops.append([*relocs, *bound])
        self.marks += self.program(plan, first, places, address)
        self.words = max(self.words, len(words))
        ranges = zip(first, map(len, tables), strict=True)
        numbers = [symbol, value, *(edge for edges in ranges for edge in edges), len(words)]
        phases = self.table([[I64(plan.phase(*port.type.shape))] for port in plan.outputs])
        return [*map(I64, numbers), phases, self.layout(plan, words)]

    def places(self, plan: Plan, step: int) -> dict[Action, tuple[int, int]]:
        """The mark and the step at which every action of a program is, whose first step has the number ``step``."""
        places: dict[Action, tuple[int, int]] = {}
        mark = len(self.marks)
        for action in plan.program:
            if isinstance(action, Step):
                step += 1
            else:
                places[action] = mark, step
                mark += not isinstance(action, BranchEnd)
        return places

    def program(
        self,
        plan: Plan,
        first: Sequence[int],
        places: Mapping[Action, tuple[int, int]],
        address: Callable[[Pointer], ll.Constant],
    ) -> _Table:
        """The marks of a plan: all that is not a step, but for the ends of branches, to which others only go."""
        check, loop = count(first[4] + len(plan.checks)), count(first[5])
        bindings = {binding: number for number, binding in enumerate(plan.bindings, first[3])}
        loops = {end.start: next(loop) for end in plan.all(LoopEnd)}
        edges: list[LoopEnd | BranchElse | BranchEnd] = [
            *plan.all(LoopEnd),
            *plan.all(BranchElse),
            *plan.all(BranchEnd),
        ]
        behind = {(type(edge), edge.start): places[edge] for edge in edges}
        marks: _Table = []
        for action, (_, step) in places.items():
            index: int | ll.Constant = 0
            to = (0, 0)
            match action:
                case Binding():
                    kind, index = _MarkKind.BIND, bindings[action]
                case Rebinding():
                    kind, index = _MarkKind.BIND, bindings[action.binding]
                case Check():
                    kind, index = _MarkKind.CHECK, next(check)
                case LoopStart():
                    kind, index = _MarkKind.LOOP, loops[action]
                    to = _next(behind[LoopEnd, action])
                case LoopEnd():
                    kind, to = _MarkKind.REPEAT, places[action.start]
                case BranchStart():
                    kind, index = _MarkKind.BRANCH, address(action.condition)
                    to = _next(behind[BranchElse, action])
                case BranchElse():
                    kind, to = _MarkKind.ELSE, behind[BranchEnd, action.start]
                case _:
                    continue
            number = I64(index) if isinstance(index, int) else index
            marks.append([I64(step), I64(kind), number, I64(to[0]), I64(to[1])])
        return marks

    def base(self, buffer: Buffer) -> int:
        """What the offset of a buffer counts from, as in zs_reloc."""
        buffer = buffer.root
        if buffer.base == "arena":
            return 2 + len(self.plan.inputs) + len(self.plan.outputs) + buffer.index if buffer.index else 0
        outputs = 3 + len(self.plan.inputs)
        return {"weights": 1, "local": 2, "input": 3, "output": outputs}[buffer.base] + buffer.index

    def port(self, port: Port) -> list[ll.Value]:
        """Name, type, rank and dims; the dims of outputs come from ``layout``."""
        numbers: dict[Symbol | None, int] = {s: -1 - i for i, s in enumerate(self.plan.symbols)}
        dims = [d if isinstance(d, int) else numbers.get(as_symbol(d), 0) for d in port.type.shape]
        table = self.table([[I64(d)] for d in dims])
        return [self.text(port.name), I32(DTYPE_CODES[port.type.dtype.value]), I32(port.type.rank), table]

    def layout(self, plan: Plan, words: Sequence[Dim]) -> ll.Function:
        """``layout(symbols, words, bytes, output_dims, checks)``: constants are copied, expressions computed.

        The symbols are the model's, of which a variant's plan does without one.
        """
        name = self.module.get_unique_name("zs_layout")
        function = ll.Function(self.module, ll.FunctionType(ll.VoidType(), [POINTER] * 5), name)
        function.linkage = "internal"
        symbols, out, bytes, output_dims, checks = function.args
        builder = ll.IRBuilder(function.append_basic_block("entry"))
        values: dict[Dim | Symbol, ll.Value] = {}
        for i, s in enumerate(self.symbols):
            values[s] = builder.load(builder.gep(symbols, [I64(i)], source_etype=I64), typ=I64)
        if words:
            fixed = self.constant(
                ll.Constant(ll.ArrayType(I64, len(words)), [w if isinstance(w, int) else 0 for w in words])
            )
            builder.call(self.copy, [out, fixed, I64(8 * len(words)), ll.IntType(1)(0)])
        dims = [d for port in plan.outputs for d in port.type.shape]
        stores: list[tuple[ll.Value, int, Dim]] = [(out, i, w) for i, w in enumerate(words) if not isinstance(w, int)]
        arena, *late = plan.arenas
        stores += [(bytes, 0, arena), (bytes, 1, plan.local)]
        stores += [(output_dims, i, d) for i, d in enumerate(dims)]
        every = [*plan.checks, *(check.zero for check in plan.all(Check))]
        stores += [(checks, i, dim) for i, dim in enumerate(every)]
        for pointer, i, dim in stores:
            builder.store(_evaluate(builder, dim, values), builder.gep(pointer, [I64(i)], source_etype=I64))
        reals: dict[Dim | Symbol, ll.Value] = {s: builder.sitofp(values[s], F64) for s in self.symbols}
        for i, size in enumerate(late):
            sizes = [port.type.elements * port.type.dtype.bytes for port in plan.outputs]
            needed = [size, *(other for other in sizes if plan.phase(other) == i + 1)]
            endless: ll.Value = ll.Constant(ll.IntType(1), 0)
            for dim in needed:
                # Products of sizes that only data decide about can leave 64 bits.
                large = builder.fcmp_ordered(">=", _evaluate_real(builder, dim, reals), F64(float(LARGEST_MEMORY)))
                endless = builder.or_(endless, large)
            bytes_now = builder.select(endless, I64(_TOO_LARGE), _evaluate(builder, size, values))
            builder.store(bytes_now, builder.gep(bytes, [I64(2 + i)], source_etype=I64))
        builder.ret_void()
        return function

    def table(self, entries: Sequence[Sequence[ll.Value]]) -> ll.Constant:
        """A constant array of structs, or NULL if it has none."""
        if not entries:
            return ll.Constant(POINTER, None)
        structs = [ll.Constant.literal_struct(list(entry)) for entry in entries]
        return self.constant(ll.Constant(ll.ArrayType(structs[0].type, len(structs)), structs))

    def text(self, text: str, section: str = "") -> ll.GlobalVariable:
        """A NUL-terminated string."""
        data = bytearray(text.encode() + b"\0")
        variable = self.constant(ll.Constant(ll.ArrayType(_I8, len(data)), data))
        variable.section = section
        return variable

    def constant(self, value: ll.Constant) -> ll.GlobalVariable:
        """A private constant; its name is a number, since names from the model never become symbols."""
        variable = ll.GlobalVariable(self.module, value.type, f"constant{next(self.texts)}")
        variable.initializer, variable.global_constant, variable.linkage = value, True, "internal"
        return variable


def _next(place: tuple[int, int]) -> tuple[int, int]:
    """The place behind a mark."""
    return place[0] + 1, place[1]


def _evaluate(builder: ll.IRBuilder, dim: Dim, values: dict[Dim | Symbol, ll.Value]) -> ll.Value:
    """Code for a dim; expressions that occur more than once are computed once."""
    if isinstance(dim, int):
        return I64(dim)
    if dim in values:
        return values[dim]
    total: ll.Value = I64(0)
    for monomial, coefficient in dim.terms:
        term: ll.Value = I64(coefficient)
        for atom in monomial:
            if isinstance(atom, Symbol):
                factor = values[atom]
            else:
                a, b = (_evaluate(builder, d, values) for d in (atom.left, atom.right))
                factor = _call(builder, atom.function, a, b, bounds(atom.left)[0] < 0)
            term = builder.mul(term, factor)
        total = builder.add(total, term)
    values[dim] = total
    return total


def _evaluate_real(builder: ll.IRBuilder, dim: Dim, values: dict[Dim | Symbol, ll.Value]) -> ll.Value:
    """Code for a dim in double precision, where no product is too large; quotients are not rounded down."""
    if isinstance(dim, int):
        return F64(float(dim))
    if dim in values:
        return values[dim]
    total: ll.Value = F64(0.0)
    for monomial, coefficient in dim.terms:
        term: ll.Value = F64(float(coefficient))
        for atom in monomial:
            if isinstance(atom, Symbol):
                factor = values[atom]
            else:
                a, b = (_evaluate_real(builder, d, values) for d in (atom.left, atom.right))
                if atom.function in ("min", "max"):
                    factor = builder.select(builder.fcmp_ordered("<" if atom.function == "min" else ">", a, b), a, b)
                else:
                    factor = builder.fdiv(a, b) if atom.function == "floordiv" else b
            term = builder.fmul(term, factor)
        total = builder.fadd(total, term)
    values[dim] = total
    return total


def _call(builder: ll.IRBuilder, function: str, a: ll.Value, b: ll.Value, signed: bool) -> ll.Value:
    if function in ("min", "max"):
        return builder.select(builder.icmp_signed("<" if function == "min" else ">", a, b), a, b)
    quotient = builder.sdiv(a, b)
    if signed:
        # Round down, not towards zero.
        inexact = builder.icmp_signed("!=", builder.mul(quotient, b), a)
        down = builder.and_(inexact, builder.icmp_signed("<", a, I64(0)))
        quotient = builder.sub(quotient, builder.zext(down, I64))
    return quotient if function == "floordiv" else builder.sub(a, builder.mul(quotient, b))
