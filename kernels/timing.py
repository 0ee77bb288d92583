"""Time of kernels: several take turns in one process, so that a machine that drifts slows all of them alike.

What is compared is the ratio of two times of one round. A time is that of the slowest of the threads, which start
together; starting them, and what Python costs, is left out.
"""

from __future__ import annotations

import ctypes
import math
import os
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import llvmlite.ir as ll
import numpy as np

from .builder import Builder
from .jit import InProcess, Kernel
from .pages import place
from .spec import Spec
from .target import Target

Array = np.ndarray[Any, Any]

# What a kernel is run for in one round, in seconds: long beside the clock's steps, short beside a machine's moods.
_SLICE = 2e-3


@dataclass(frozen=True)
class _RepeatSpec(Spec):
    """Calls a kernel ``count`` times, so that the time of a short one is not that of Python's call."""

    @property
    def family(self) -> str:
        return "repeat"

    @property
    def words(self) -> list[str]:
        return ["kernel", "frame", "count"]

    def emit(self, target: Target) -> ll.Module:
        b = Builder(self.symbol(target), self.words, target)
        _, thread, threads, scratch = b.function.args
        kernel, frame = b.at(b.pointer("kernel"), 0), b.pointer("frame")
        # llvmlite calls what has the type of a function, though LLVM's pointers have none; a gep does not print it.
        kernel.type = b.function.function_type.as_pointer()
        with b.loop("call", 0, b.word("count")):
            b.ir.call(kernel, [frame, thread, threads, scratch])
        return b.finish()


@dataclass(frozen=True)
class Call:
    """A kernel with its frame; ``arrays`` is the memory that the frame points to. Made by ``Jit.call``."""

    arrays: Mapping[str, Array]
    _frame: Array
    _kernel: Kernel
    _repeat: Kernel
    _process: InProcess  # kept alive, and the code with it
    _scratch: Array

    def run(self, thread: int, threads: int, count: int) -> float:
        """The part of one thread, ``count`` times; the seconds that this took."""
        address = ctypes.cast(self._kernel, ctypes.c_void_p).value  # type: ignore[arg-type]
        frame = np.array([address, self._frame.ctypes.data, count], np.int64)
        start = time.perf_counter()
        self._repeat(frame.ctypes.data, thread, threads, self._scratch[thread % len(self._scratch)].ctypes.data)
        return time.perf_counter() - start


class Jit:
    """Kernels of one target, compiled into this process, each once."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._process = InProcess(target)
        self._kernels: dict[Spec, Kernel] = {}

    def call(
        self,
        spec: Spec,
        words: Mapping[str, int],
        arrays: Mapping[str, Array],
        huge: bool = True,
        scratch: int = 0,
    ) -> Call:
        """A call whose frame has ``words`` and, where a word is called like an array, the address of a copy of it.

        The copies lie in memory of their own, on ``huge`` pages if there are any. The kernel uses ``scratch`` bytes of
        memory for itself; if it uses any, it must run on one thread.
        """
        placed = place(arrays, huge)
        frame = [placed[word].ctypes.data if word in placed else words[word] for word in spec.words]
        kernels = self._compiled(spec), self._compiled(_RepeatSpec())
        own = place({"scratch": np.zeros((1, scratch), np.uint8)}, huge)["scratch"]
        return Call(placed, np.array(frame, np.int64), *kernels, self._process, own)

    def _compiled(self, spec: Spec) -> Kernel:
        if spec not in self._kernels:
            self._kernels[spec] = self._process.function(spec.emit(self.target), spec.symbol(self.target))
        return self._kernels[spec]


class Team:
    """So many threads, started once, that run kernels together, each on a CPU of its own if there are enough."""

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads)
        self._barrier = threading.Barrier(threads)
        self._cpus = sorted(os.sched_getaffinity(0))

    def seconds(self, call: Call, count: int = 1) -> float:
        """Time of one call in seconds, the mean of ``count`` of them that follow one that is not counted."""

        def part(thread: int) -> float:
            if self.threads > 1:
                # Threads that wake each other often end on one CPU, and stay there for long.
                os.sched_setaffinity(0, {self._cpus[thread % len(self._cpus)]})
            call.run(thread, self.threads, 1)
            self._barrier.wait()
            return call.run(thread, self.threads, count)

        # Every thread waits at the barrier for the others, so none takes two parts.
        return max(self._pool.map(part, range(self.threads))) / count

    def turns(self, calls: Sequence[Call], rounds: int) -> Array:
        """Seconds of each call in each round: float64[rounds, calls]."""
        counts = [math.ceil(_SLICE / self.seconds(call)) for call in calls]
        times = [[self.seconds(*pair) for pair in zip(calls, counts, strict=True)] for _ in range(rounds)]
        return np.array(times).reshape(rounds, len(calls))
