"""Runs plans in this process, as unkindly as the contracts allow.

Between two barriers every thread walks all steps before the next thread starts, the last thread first, so a missing
barrier gives wrong results. In a region too: threads first walk images of their own, in order of threads, then they
share the others. The arena holds NaNs but for the zeros before planes. Arena, weights and feeds end, or with
two threads arena and weights begin, at an inaccessible page; outputs lie between canaries. Kernels are compiled once
for all tests of a process.
"""

from __future__ import annotations

import ctypes
import mmap
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from zeroskip.compiler.options import Options
from zeroskip.compiler.schedule import Plan, make_plan
from zeroskip.compiler.schedule.plan import Buffer, Pointer, Step, Word
from zeroskip.ir import Graph, interpret, verify
from zeroskip.ir.dims import Dim, as_symbol, evaluate
from zeroskip.kernels.builder import STATUS_DIVISION, STATUS_INDEX
from zeroskip.kernels.jit import InProcess, Kernel
from zeroskip.kernels.spec import Spec
from zeroskip.kernels.target import TARGETS, Target

HERE = [target for target in TARGETS if target.runs_here()]
CANARY = 0xA5


@cache
def _engine(target: Target) -> InProcess:
    return InProcess(target)


@cache
def kernel(spec: Spec, target: Target) -> Kernel:
    """The kernel of a spec as a function of this process."""
    return _engine(target).function(spec.emit(target), spec.symbol(target))


class Guarded:
    """A copy of an array whose end is the end of accessible memory."""

    def __init__(self, array: np.ndarray, before: bool = False) -> None:
        page = mmap.PAGESIZE
        inner = -(-max(array.nbytes, 1) // page) * page
        self._map = mmap.mmap(-1, inner + 2 * page)
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._map))
        self.address = start + page + (0 if before else inner - array.nbytes)
        ctypes.memmove(self.address, np.ascontiguousarray(array).ctypes.data, array.nbytes)
        protect = ctypes.CDLL(None, use_errno=True).mprotect
        for edge in (start, start + page + inner):
            assert protect(ctypes.c_void_p(edge), ctypes.c_size_t(page), 0) == 0


class Canaries:
    """Memory for an output between bytes that must stay as they are."""

    def __init__(self, shape: Sequence[int], dtype: np.dtype) -> None:
        self._bytes = np.full(int(np.prod(shape, dtype=np.int64)) * dtype.itemsize + 512, CANARY, np.uint8)
        self._inner = self._bytes[256:-256]
        self._shape, self._dtype = shape, dtype
        self.address = self._inner.ctypes.data

    def array(self) -> np.ndarray:
        """What was written, after checking the canaries."""
        assert (self._bytes[:256] == CANARY).all() and (self._bytes[-256:] == CANARY).all(), "written out of bounds"
        return self._inner.view(self._dtype).reshape(self._shape).copy()


def plan_of(graph: Graph, target: Target, dense: bool = False) -> Plan:
    """The graph's plan; changes the graph as ``make_plan`` does."""
    plan = make_plan(graph, Options(dense=dense), target)
    verify(graph)
    return plan


ERRORS = {STATUS_INDEX: IndexError, STATUS_DIVISION: ZeroDivisionError}


def run_plan(plan: Plan, target: Target, feeds: Mapping[str, np.ndarray], threads: int = 1) -> dict[str, np.ndarray]:
    """The outputs by name; IndexError or ZeroDivisionError if a kernel reports one."""
    symbols: dict[str, int] = {}
    for port in plan.inputs:
        for dim, extent in zip(port.type.shape, feeds[port.name].shape, strict=True):
            if found := as_symbol(dim):
                symbols[found.name] = extent

    def value(dim: Dim) -> int:
        return evaluate(dim, symbols)

    def starts(buffer: Buffer) -> list[int]:
        """Where a buffer of the arena, or of every thread behind it, begins."""
        place = value(buffer.root.offset)
        local = [value(plan.arenas[0]) + thread * value(plan.local) + place for thread in range(threads)]
        return {"arena": [place], "local": local}.get(buffer.base, [])

    image = np.full(value(plan.arenas[0]) + threads * value(plan.local), 0xFF, np.uint8)
    for step in plan.steps:
        for buffer in [*step.reads, *step.writes]:
            for start in starts(buffer):
                image[start - buffer.root.lead : start] = 0
    arena = Guarded(image, before=threads == 2)
    image = np.full(-(-plan.weights.size // 64) * 64, 0xFF, np.uint8)
    for buffer, array in plan.weights.arrays:
        start = value(buffer.offset)
        image[start : start + array.nbytes] = array.reshape(-1).view(np.uint8)
    weights = Guarded(image, before=threads == 2)
    inputs = [Guarded(feeds[port.name]) for port in plan.inputs]
    outputs = [Canaries([value(d) for d in p.type.shape], p.type.dtype.numpy) for p in plan.outputs]
    base = {"arena": [arena.address], "weights": [weights.address]}
    base |= {"input": [i.address for i in inputs], "output": [o.address for o in outputs]}
    assert plan.scratch % 64 == 0
    scratch = Canaries([plan.scratch // 4], np.dtype(np.float32))

    def call(step: Step, thread: int, of: int, image: int = 0, owner: int = 0) -> None:
        def word(word: Word) -> int:
            if not isinstance(word, Pointer):
                return value(word)
            buffer = word.buffer
            local = arena.address + value(plan.arenas[0]) + owner * value(plan.local)
            start = local if buffer.base == "local" else base[buffer.base][buffer.index]
            return (
                start + value(buffer.root.offset + word.offset) + (value(buffer.pitch) * image if buffer.whole else 0)
            )

        frame = np.array([word(w) for w in step.words.values()], np.int64)
        status = kernel(step.spec, target)(frame.ctypes.data, thread, of, scratch.address)
        if status:
            raise ERRORS[status]

    def together(steps: Sequence[Step], image: int = 0) -> None:
        group: list[Step] = []
        for step in [*steps, None]:
            if step is None or (step.barrier and group):
                for thread in reversed(range(threads)):
                    for one in group:
                        call(one, thread, threads, image)
                group = []
            group += [step] if step else []

    done = 0
    for region in plan.regions:
        together(plan.steps[done : region.first])
        steps, count, done = plan.steps[region.first : region.end], value(region.count), region.end
        share = count // threads
        for image in range(share * threads):
            for step in steps:
                call(step, 0, 1, image, owner=image // share)
        for image in range(share * threads, count):
            together(steps, image)
    together(plan.steps[done:])
    scratch.array()
    return {port.name: output.array() for port, output in zip(plan.outputs, outputs, strict=True)}


def assert_close(found: np.ndarray, wanted: np.ndarray, tolerance: float = 2e-5) -> None:
    """Equal shapes and types; float32 within ``tolerance`` of the largest finite number wanted, others equal.

    The tolerance of float64 is as many times smaller as its numbers are closer.
    """
    assert (found.dtype, found.shape) == (wanted.dtype, wanted.shape)
    if wanted.dtype.kind != "f":
        np.testing.assert_array_equal(found, wanted)
        return
    if wanted.dtype == np.float64:
        tolerance *= float(np.finfo(np.float64).eps / np.finfo(np.float32).eps)
    finite = np.abs(wanted[np.isfinite(wanted)])
    np.testing.assert_allclose(found, wanted, rtol=0, atol=tolerance * max(1.0, finite.max(initial=0)))


def check(graph: Graph, feeds: Mapping[str, np.ndarray], targets: Sequence[Target] = HERE) -> Plan:
    """The plan agrees with the interpreter; threads, targets and the dense form give equal bits. The last plan."""
    wanted = interpret(graph, feeds)
    first: dict[str, bytes] = {}
    plan = None
    for target in targets:
        for dense in (False, True):
            plan = plan_of(graph, target, dense)
            for threads in (1, 3) if dense else (1, 2, 3):
                found = run_plan(plan, target, feeds, threads)
                for name, array in wanted.items():
                    assert_close(found[name], array)
                    bits = first.setdefault(name, found[name].tobytes())
                    assert found[name].tobytes() == bits, f"{name}: other bits, {target.name}, {threads} threads"
    assert plan is not None
    return plan
