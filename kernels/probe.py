"""What this machine can do: the peak of its multipliers, and how fast it reads memory.

    print(fma_peak(Target.host()), "GFLOP/s,", read_bandwidth(Target.host(), 64 << 20), "GB/s")

A ``Probe`` is a call of a known amount of work, to be timed in turns with a kernel; the two functions time one alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import llvmlite.ir as ll
import numpy as np

from ..ir.types import DType
from .builder import F32, Builder
from .spec import Spec
from .target import Target
from .timing import Call, Jit, Team

Array = np.ndarray[Any, Any]

_RESULT = 128  # bytes of each thread's result: threads that write to neighbouring lines would wait for each other

# Independent chains: two pipes times a latency of four or five cycles, and no more than 16 registers hold.
_CHAINS = 12
_FMA_STEPS = 1 << 14
_READ_VECTORS = 8


class _ProbeSpec(Spec):
    @property
    def words(self) -> list[str]:
        return ["x", "y", "steps"]


@dataclass(frozen=True)
class _FmaSpec(_ProbeSpec):
    """``steps`` times an FMA on each of the chains, which the threads share out; nothing but registers."""

    @property
    def family(self) -> str:
        return "probe_fma"

    def emit(self, target: Target) -> ll.Module:
        b, lanes = Builder(self.symbol(target), self.words, target), target.lanes
        x, bytes = b.pointer("x"), target.vector_bytes
        factor, term, *chains = (
            b.load_vector(b.at(x, i * bytes), DType.FLOAT32, lanes) for i in range(2 + _CHAINS)
        )  # fmt: skip
        with b.loop("step", *b.share(b.word("steps")), carry=chains) as step:
            step.carry(*(b.fma(chain, factor, term) for chain in step.carried))
        _store_sum(b, step.carried)
        return b.finish()


@dataclass(frozen=True)
class _ReadSpec(_ProbeSpec):
    """Adds up ``steps`` times eight vectors, which the threads share out, each as one ascending run."""

    @property
    def family(self) -> str:
        return "probe_read"

    def emit(self, target: Target) -> ll.Module:
        b, lanes = Builder(self.symbol(target), self.words, target), target.lanes
        x, bytes = b.pointer("x"), target.vector_bytes
        zero = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
        with b.loop("step", *b.share(b.word("steps")), carry=[zero] * _READ_VECTORS) as step:
            line = b.at(x, b.mul(step.index, _READ_VECTORS * bytes))
            vectors = [b.load_vector(b.at(line, i * bytes), DType.FLOAT32, lanes) for i in range(_READ_VECTORS)]
            step.carry(*(b.ir.fadd(total, v) for total, v in zip(step.carried, vectors, strict=True)))
        _store_sum(b, step.carried)
        return b.finish()


def _store_sum(b: Builder, values: list[ll.Value]) -> None:
    """Uses the results, so that computing them is not left out."""
    total, *rest = values
    for value in rest:
        total = b.ir.fadd(total, value)
    b.store(total, b.at(b.pointer("y"), b.mul(b.thread, _RESULT)), DType.FLOAT32)


@dataclass(frozen=True)
class Probe:
    """A call that does ``work`` in all threads together: floating-point operations, or bytes read."""

    call: Call
    work: float


def fma_probe(jit: Jit, threads: int) -> Probe:
    """Fused multiply-adds of float32, two operations each, in registers only."""
    # Halving and adding a half keeps the numbers near one: neither denormal nor infinite.
    x = np.concatenate([np.full(2, 0.5), np.arange(1, 1 + _CHAINS)]).repeat(jit.target.lanes).astype(np.float32)
    call = jit.call(_FmaSpec(), {"steps": _FMA_STEPS}, {"x": x, "y": _results(threads)})
    return Probe(call, 2.0 * _FMA_STEPS * _CHAINS * jit.target.lanes)


def read_probe(jit: Jit, bytes: int, threads: int, huge: bool = True) -> Probe:
    """Reads of a working set of about ``bytes`` bytes, on ``huge`` pages or not, over and over: what is small enough
    comes from a cache."""
    step = _READ_VECTORS * jit.target.vector_bytes
    steps = max(threads, -(-bytes // step))
    arrays = {"x": np.ones(steps * step // 4, np.float32), "y": _results(threads)}
    return Probe(jit.call(_ReadSpec(), {"steps": steps}, arrays, huge), float(steps * step))


def _results(threads: int) -> Array:
    return np.zeros((threads, _RESULT // 4), np.float32)


def fma_peak(target: Target, threads: int = 1, rounds: int = 10) -> float:
    """The most float32 operations of ``threads`` threads together, in GFLOP/s: the median of some rounds."""
    return _rate(fma_probe(Jit(target), threads), threads, rounds)


def read_bandwidth(target: Target, bytes: int, threads: int = 1, rounds: int = 10, huge: bool = True) -> float:
    """How fast ``threads`` threads together read a working set of ``bytes`` bytes again and again, in GB/s."""
    return _rate(read_probe(Jit(target), bytes, threads, huge), threads, rounds)


def _rate(probe: Probe, threads: int, rounds: int) -> float:
    return probe.work / float(np.median(Team(threads).turns([probe.call], rounds))) / 1e9
