"""A thin layer over llvmlite's IRBuilder in which the kernel generators are written.

Every kernel is one function ``int32 name(const int64_t *frame, int32 thread, int32 threads, char *scratch)``. The frame
holds 64-bit words, pointers and integers mixed; a kernel family lists the names of its words, and the generator reads
them by name. Scratch is memory of the thread alone; a family that needs it says how much.
All strides in frames are bytes. Threads share a kernel's work by their number alone, so nothing is handed out at run
time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import llvmlite.ir as ll

from ..ir.types import DType
from .target import Target

I1, I8, I32, I64 = (ll.IntType(n) for n in (1, 8, 32, 64))
F32, F64 = ll.FloatType(), ll.DoubleType()
POINTER = ll.PointerType()
Int: TypeAlias = "int | ll.Value"

STATUS_INDEX, STATUS_DIVISION = 6, 8
"""What a kernel returns when an index is out of range, and when an integer is divided by zero."""

_FLOATS = {DType.FLOAT32: F32, DType.FLOAT64: F64}


def memory_type(dtype: DType) -> ll.Type:
    """The LLVM type of one element in memory; narrow types are integers there, and in registers too."""
    return _FLOATS.get(dtype) or ll.IntType(8 * dtype.bytes)


def element_type(value: ll.Value) -> ll.Type:
    """The type of a scalar, or of a vector's elements."""
    return value.type.element if isinstance(value.type, ll.VectorType) else value.type


def with_element(like: ll.Value, element: ll.Type) -> ll.Type:
    """``element``, or a vector of it as wide as ``like``."""
    return ll.VectorType(element, like.type.count) if isinstance(like.type, ll.VectorType) else element


def constant(like: ll.Value, value: float | int, element: ll.Type | None = None) -> ll.Constant:
    """A number of the element type of ``like``, unless told another, and in every lane if that is a vector."""
    element = element or element_type(like)
    if isinstance(like.type, ll.VectorType):
        return ll.Constant(ll.VectorType(element, like.type.count), [value] * like.type.count)
    return ll.Constant(element, value)


class Loop:
    """A counted loop under construction: its index, its carried values, and how they continue."""

    def __init__(self, index: ll.Value, carried: list[ll.PhiInstr]) -> None:
        self.index = index
        self.carried: list[ll.Value] = list(carried)
        self.next: list[ll.Value] = list(carried)

    def carry(self, *values: ll.Value) -> None:
        """Set the carried values of the next round; after the loop ``carried`` holds the last round's."""
        assert len(values) == len(self.carried)
        self.next = list(values)


class Builder:
    """One kernel function under construction."""

    def __init__(self, name: str, words: Sequence[str], target: Target) -> None:
        self.target = target
        self.module = ll.Module(name)
        self.function = ll.Function(self.module, ll.FunctionType(I32, [POINTER, I32, I32, POINTER]), name)
        # Kernels are reached through the step table only; hidden, they cannot clash with another library's.
        self.function.linkage = "hidden"
        self.function.attributes.add("nounwind")
        frame, thread, threads, self.scratch = self.function.args
        frame.name, thread.name, threads.name, self.scratch.name = "frame", "thread", "threads", "scratch"
        self.ir = ll.IRBuilder(self.function.append_basic_block("entry"))
        self._frame = frame
        self._status: ll.Value | None = None
        self._words = {word: index for index, word in enumerate(words)}
        assert len(self._words) == len(words), "two words of one name"
        self.thread = self.ir.zext(thread, I64, "thread64")
        self.threads = self.ir.zext(threads, I64, "threads64")

    # -- frame ----------------------------------------------------------------------------------------------------

    def word(self, name: str) -> ll.Value:
        """An integer of the frame."""
        return self.ir.load(self._word_address(name), name, typ=I64)

    def pointer(self, name: str) -> ll.Value:
        """A pointer of the frame."""
        return self.ir.load(self._word_address(name), name, typ=POINTER)

    def _word_address(self, name: str) -> ll.Value:
        return self.ir.gep(self._frame, [I32(self._words[name])], source_etype=I64, inbounds=True)

    # -- integers -------------------------------------------------------------------------------------------------

    def integer(self, value: Int) -> ll.Value:
        """A 64-bit integer."""
        return I64(value) if isinstance(value, int) else value

    def add(self, a: Int, *rest: Int) -> ll.Value:
        """Sum of 64-bit integers."""
        total = self.integer(a)
        for b in rest:
            total = self.ir.add(total, self.integer(b))
        return total

    def sub(self, a: Int, b: Int) -> ll.Value:
        """Difference of 64-bit integers."""
        return self.ir.sub(self.integer(a), self.integer(b))

    def mul(self, a: Int, b: Int) -> ll.Value:
        """Product of 64-bit integers."""
        return self.ir.mul(self.integer(a), self.integer(b))

    def div(self, a: Int, b: Int) -> ll.Value:
        """Quotient of non-negative 64-bit integers, rounded down."""
        return self.ir.udiv(self.integer(a), self.integer(b))

    def ceildiv(self, a: Int, b: Int) -> ll.Value:
        """Quotient of non-negative 64-bit integers, rounded up."""
        return self.div(self.sub(self.add(a, b), 1), b)

    def min(self, a: Int, b: Int) -> ll.Value:
        """The smaller of two signed 64-bit integers."""
        a, b = self.integer(a), self.integer(b)
        return self.ir.select(self.ir.icmp_signed("<", a, b), a, b)

    def max(self, a: Int, b: Int) -> ll.Value:
        """The larger of two signed 64-bit integers."""
        a, b = self.integer(a), self.integer(b)
        return self.ir.select(self.ir.icmp_signed(">", a, b), a, b)

    def less(self, a: Int, b: Int) -> ll.Value:
        """``a < b`` of signed 64-bit integers."""
        return self.ir.icmp_signed("<", self.integer(a), self.integer(b))

    def equal(self, a: Int, b: Int) -> ll.Value:
        """``a == b`` of 64-bit integers."""
        return self.ir.icmp_signed("==", self.integer(a), self.integer(b))

    def divmod(self, a: Int, b: Int) -> tuple[ll.Value, ll.Value]:
        """Quotient and remainder of non-negative 64-bit integers."""
        quotient = self.div(a, b)
        return quotient, self.sub(a, self.mul(quotient, b))

    def share(self, count: Int) -> tuple[ll.Value, ll.Value]:
        """This thread's part ``[start, stop)`` of ``count`` equal pieces of work."""
        start = self.div(self.mul(count, self.thread), self.threads)
        return start, self.div(self.mul(count, self.add(self.thread, 1)), self.threads)

    # -- control --------------------------------------------------------------------------------------------------

    @contextmanager
    def loop(self, name: str, start: Int, stop: Int, step: Int = 1, carry: Sequence[ll.Value] = ()) -> Iterator[Loop]:
        """``for index in range(start, stop, step)``; the body may be left out altogether."""
        ir = self.ir
        before = ir.block
        head, body, after = (ir.append_basic_block(f"{name}.{part}") for part in ("head", "body", "after"))
        ir.branch(head)
        ir.position_at_end(head)
        index = ir.phi(I64, name)
        index.add_incoming(self.integer(start), before)
        phis = [ir.phi(value.type, f"{name}.carried") for value in carry]
        for phi, value in zip(phis, carry, strict=True):
            phi.add_incoming(value, before)
        ir.cbranch(self.less(index, stop), body, after)
        ir.position_at_end(body)
        loop = Loop(index, phis)
        yield loop
        index.add_incoming(self.add(index, step), ir.block)
        for phi, value in zip(phis, loop.next, strict=True):
            phi.add_incoming(value, ir.block)
        ir.branch(head)
        ir.position_at_end(after)
        loop.carried = list(phis)

    @contextmanager
    def when(self, condition: ll.Value) -> Iterator[None]:
        """Run the body only if the condition holds."""
        with self.ir.if_then(condition):
            yield

    def pieces(self, start: ll.Value, count: ll.Value, sizes: Sequence[int]) -> Iterator[tuple[ll.Value, int]]:
        """Where pieces of ``sizes``, the largest first, that make up ``count`` begin; the body runs if one fits."""
        for size in sizes:
            fits = self.less(size - 1, count)
            with self.when(fits):
                yield start, size
            done = self.ir.select(fits, self.integer(size), self.integer(0))
            start, count = self.add(start, done), self.sub(count, done)

    def choose(
        self, condition: ll.Value, yes: Callable[[], list[ll.Value]], no: Callable[[], list[ll.Value]]
    ) -> list[ll.Value]:
        """The values of one of two branches, only one of which is run."""
        ends: list[tuple[ll.Block, list[ll.Value]]] = []
        with self.ir.if_else(condition) as (then, otherwise):
            with then:
                values = yes()
                ends.append((self.ir.block, values))
            with otherwise:
                values = no()
                ends.append((self.ir.block, values))
        merged = []
        for a, b in zip(ends[0][1], ends[1][1], strict=True):
            phi = self.ir.phi(a.type)
            phi.add_incoming(a, ends[0][0])
            phi.add_incoming(b, ends[1][0])
            merged.append(phi)
        return merged

    def repeat(
        self, name: str, values: list[ll.Value], body: Callable[[list[ll.Value]], tuple[ll.Value, list[ll.Value]]]
    ) -> list[ll.Value]:
        """Run ``body(values) -> (again, values)`` at least once, until ``again`` holds in no lane."""
        before, loop = self.ir.block, self.ir.append_basic_block(f"{name}.loop")
        self.ir.branch(loop)
        self.ir.position_at_end(loop)
        phis = [self.ir.phi(value.type, f"{name}.carried") for value in values]
        again, following = body(list(phis))
        for phi, value, next_value in zip(phis, values, following, strict=True):
            phi.add_incoming(value, before)
            phi.add_incoming(next_value, self.ir.block)
        after = self.ir.append_basic_block(f"{name}.after")
        self.ir.cbranch(self.some(again), loop, after)
        self.ir.position_at_end(after)
        return following

    def report(self, status: int, condition: ll.Value) -> None:
        """Let the kernel return ``status`` if the condition holds in some lane; it goes on nevertheless."""
        if self._status is None:
            with self.ir.goto_entry_block():
                self._status = self.ir.alloca(I32, name="status")
                self.ir.store(I32(0), self._status)
        with self.when(self.some(condition)):
            self.ir.store(I32(status), self._status)

    def finish(self) -> ll.Module:
        """End the function with what was reported, else with status 0, and give the module."""
        self.ir.ret(I32(0) if self._status is None else self.ir.load(self._status, typ=I32))
        return self.module

    # -- memory ---------------------------------------------------------------------------------------------------

    def at(self, pointer: ll.Value, *offsets: Int) -> ll.Value:
        """``pointer`` plus byte offsets."""
        return self.ir.gep(pointer, [self.add(*offsets)], source_etype=I8)

    def addresses(self, pointer: ll.Value, offsets: ll.Value) -> ll.Value:
        """``pointer`` plus a vector of byte offsets."""
        result = self.ir.gep(pointer, [offsets], source_etype=I8)
        # llvmlite takes the result of every gep for one pointer; LLVM gives as many as there are offsets.
        result.type = ll.VectorType(POINTER, offsets.type.count)
        return result

    def load(self, pointer: ll.Value, dtype: DType) -> ll.Value:
        """One element."""
        return self.ir.load(pointer, typ=memory_type(dtype), align=dtype.bytes)

    def load_vector(self, pointer: ll.Value, dtype: DType, lanes: int) -> ll.Value:
        """``lanes`` contiguous elements; aligned to an element only."""
        return self.ir.load(pointer, typ=ll.VectorType(memory_type(dtype), lanes), align=dtype.bytes)

    def store(self, value: ll.Value, pointer: ll.Value, dtype: DType) -> None:
        """Store an element or a vector; aligned to an element only."""
        self.ir.store(value, pointer, align=dtype.bytes)

    def prefetch(self, pointer: ll.Value, write: bool = False) -> None:
        """Bring the line at the address into the cache, to be written if ``write``; any address will do."""
        self.intrinsic("llvm.prefetch", ll.VoidType(), [pointer, I32(int(write)), I32(3), I32(1)], [POINTER])

    def first_lanes(self, count: ll.Value, lanes: int) -> ll.Value:
        """A mask of ``lanes`` lanes of which the first ``count`` are set."""
        numbers = ll.Constant(ll.VectorType(I32, lanes), list(range(lanes)))
        return self.ir.icmp_signed("<", numbers, self.splat(self.ir.trunc(self.min(count, lanes), I32), lanes))

    def load_mask(self, pointer: ll.Value, lanes: int) -> ll.Value:
        """One bit for each of ``lanes`` lanes, 8 or a multiple, the first in the lowest bit."""
        bits = self.ir.load(pointer, typ=ll.IntType(lanes), align=1)
        return self.ir.bitcast(bits, ll.VectorType(I1, lanes))

    def masked_load(self, pointer: ll.Value, dtype: DType, mask: ll.Value, otherwise: ll.Value) -> ll.Value:
        """Contiguous elements where the mask is set; the others are not touched and give ``otherwise``."""
        return self.intrinsic("llvm.masked.load", otherwise.type, [pointer, mask, otherwise], [otherwise.type, POINTER])

    def masked_store(self, value: ll.Value, pointer: ll.Value, dtype: DType, mask: ll.Value) -> None:
        """Store contiguous elements where the mask is set; the others are not touched."""
        self.intrinsic("llvm.masked.store", ll.VoidType(), [value, pointer, mask], [value.type, POINTER])

    def masked_gather(self, pointers: ll.Value, dtype: DType, mask: ll.Value, otherwise: ll.Value) -> ll.Value:
        """Elements at a vector of addresses where the mask is set."""
        return self.intrinsic(
            "llvm.masked.gather", otherwise.type, [pointers, mask, otherwise], [otherwise.type, pointers.type]
        )

    def masked_scatter(self, value: ll.Value, pointers: ll.Value, dtype: DType, mask: ll.Value) -> None:
        """Store elements at a vector of addresses where the mask is set."""
        self.intrinsic("llvm.masked.scatter", ll.VoidType(), [value, pointers, mask], [value.type, pointers.type])

    def look_up(self, name: str, rows: Sequence[Sequence[float]], row: ll.Value, column: int) -> ll.Value:
        """Elements of a table of float64 that becomes part of the module; ``row`` is one or a vector of 64-bit
        integers."""
        width = len(rows[0])
        type = ll.ArrayType(F64, len(rows) * width)
        table = self.module.globals.get(name)
        if table is None:
            table = ll.GlobalVariable(self.module, type, name)
            table.linkage, table.global_constant = "internal", True
            table.initializer = ll.Constant(type, [value for row_values in rows for value in row_values])
        pointer = self.at(self.ir.bitcast(table, POINTER), 8 * column)
        if not isinstance(row.type, ll.VectorType):
            return self.load(self.at(pointer, self.mul(row, 8 * width)), DType.FLOAT64)
        lanes = row.type.count
        offsets = self.ir.mul(row, ll.Constant(row.type, [8 * width] * lanes))
        every = ll.Constant(ll.VectorType(I1, lanes), [1] * lanes)
        zeros = ll.Constant(ll.VectorType(F64, lanes), [0.0] * lanes)
        return self.masked_gather(self.addresses(pointer, offsets), DType.FLOAT64, every, zeros)

    # -- vectors --------------------------------------------------------------------------------------------------

    def splat(self, scalar: ll.Value, lanes: int) -> ll.Value:
        """The scalar in every lane."""
        vector = ll.VectorType(scalar.type, lanes)
        single = self.ir.insert_element(ll.Constant(vector, ll.Undefined), scalar, I32(0))
        zeros = ll.Constant(ll.VectorType(I32, lanes), [0] * lanes)
        return self.ir.shuffle_vector(single, ll.Constant(vector, ll.Undefined), zeros)

    def some(self, condition: ll.Value) -> ll.Value:
        """Whether a condition holds in some lane."""
        if not isinstance(condition.type, ll.VectorType):
            return condition
        return self.intrinsic("llvm.vector.reduce.or", I1, [condition], [condition.type])

    def fma(self, a: ll.Value, b: ll.Value, c: ll.Value) -> ll.Value:
        """``a * b + c``, rounded once."""
        return self.intrinsic("llvm.fma", c.type, [a, b, c], [c.type])

    def intrinsic(
        self, name: str, result: ll.Type, arguments: Sequence[ll.Value], overloads: Sequence[ll.Type]
    ) -> ll.Value:
        """Call an LLVM intrinsic, its name completed by the overloaded types."""
        full = ".".join([name, *map(_mangle, overloads)])
        function = self.module.globals.get(full)
        if function is None:
            function = ll.Function(self.module, ll.FunctionType(result, [a.type for a in arguments]), full)
        return self.ir.call(function, arguments)


def _mangle(type: ll.Type) -> str:
    if isinstance(type, ll.VectorType):
        return f"v{type.count}{_mangle(type.element)}"
    if isinstance(type, ll.PointerType):
        return "p0"
    if isinstance(type, ll.IntType):
        return f"i{type.width}"
    return {F32: "f32", F64: "f64"}[type]
