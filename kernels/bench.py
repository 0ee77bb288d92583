"""Speed of kernels by shape, density, tile and threads; ``python -m zeroskip.kernels.bench`` is ``zeroskip kernels``.

A kernel takes turns with the probes of ``kernels/probe.py``, so that its share of what the machine can do is a ratio
of times within one round, and does not depend on when it was measured. Every result is compared with numpy's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np

from .families import FAMILIES, Family, Problem
from .probe import fma_probe, read_probe
from .target import Target
from .timing import Call, Jit, Team
from .workload import UNSTRUCTURED, InvalidRequest, Pattern, Shape, Tile, weights

Array = np.ndarray[Any, Any]

CROSSOVER_DENSITIES = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)
"""Where sparse and dense are compared; the crossover is interpolated between two of them."""

_EPSILON = float(np.finfo(np.float32).eps)


class WrongResult(Exception):  # noqa: N818 - not the caller's mistake
    """A kernel computed something else than numpy."""


@dataclass(frozen=True)
class Request:
    """One measurement: a family of ``FAMILIES`` and what it works on; what is None the compiler's rules choose.

    ``density`` is the share of nonzeros of the left operand. InvalidRequest if this makes no sense.
    """

    family: str
    shape: Shape
    density: float
    pattern: Pattern = UNSTRUCTURED
    tile: Tile | None = None
    k_block: int | None = None
    threads: int = 1

    def __post_init__(self) -> None:
        find_family(self.family)
        self.pattern.check(self.shape, self.density)

    def __str__(self) -> str:
        return f"{self.family} {self.shape}, density {self.density:g}, threads {self.threads}"


def find_family(name: str) -> Family:
    """The family called ``name``; InvalidRequest if there is none."""
    if name not in FAMILIES:
        raise InvalidRequest(f"there is no kernel family '{name}'; choose from {', '.join(FAMILIES)}")
    return FAMILIES[name]


def requests(
    families: Sequence[str],
    shapes: Sequence[Shape] = (),
    densities: Sequence[float] = (),
    pattern: Pattern = UNSTRUCTURED,
    tiles: Sequence[Tile] = (),
    k_blocks: Sequence[int] = (),
    threads: Sequence[int] = (),
) -> list[Request]:
    """Every combination of what is given; where nothing is, the family's usual shape and density, and one thread."""
    result = []
    for name in families:
        family = find_family(name)
        usual = family.density if pattern.density is None else pattern.density
        choices = shapes or [family.shape], densities or [usual], tiles or (None,), k_blocks or (None,), threads or [1]
        result += [
            Request(name, shape, density, pattern, tile, k_block, count)
            for shape, density, tile, k_block, count in product(*choices)
        ]
    return result


@dataclass(frozen=True)
class Measurement:
    """What one request gave.

    ``density``  the share of nonzeros that the weights really have
    ``seconds``  the median time of one call
    ``gflops``   useful work, two operations for each nonzero and lane, in GFLOP/s
    ``bound``    what limits it: "fma", the multipliers, or "read", reading every array once
    ``limit``    how much of that the machine does: GFLOP/s for "fma", GB/s for "read"; the median
    ``share``    how much of the limit the kernel reaches: the median over rounds
    """

    request: Request
    density: float
    tile: Tile
    k_block: int
    seconds: float
    gflops: float
    bound: str
    limit: float
    share: float

    def record(self) -> dict[str, str | int | float]:
        """Numbers and text only, to be written as JSON."""
        request = self.request
        return {
            "family": request.family, "name": request.shape.name, "shape": str(request.shape),
            "density": self.density, "pattern": str(request.pattern), "tile": str(self.tile),
            "k_block": self.k_block, "threads": request.threads, "seconds": self.seconds, "gflops": self.gflops,
            "bound": self.bound, "limit": self.limit, "share": self.share,
        }  # fmt: skip


@dataclass(frozen=True)
class Crossover:
    """Times of a family that skips zeros in those of its dense one, for each of ``CROSSOVER_DENSITIES``."""

    family: str
    shape: Shape
    threads: int
    ratios: tuple[float, ...]

    @property
    def density(self) -> float | None:
        """The density at which both take the same time; None if there is none among those measured."""
        return crossing(CROSSOVER_DENSITIES, self.ratios)

    def record(self) -> dict[str, Any]:
        """Numbers, text and lists only, to be written as JSON."""
        return {
            "family": self.family, "name": self.shape.name, "shape": str(self.shape), "threads": self.threads,
            "crossover": self.density,
            "densities": list(CROSSOVER_DENSITIES), "sparse_to_dense": list(self.ratios),
        }  # fmt: skip


def crossing(densities: Sequence[float], ratios: Sequence[float]) -> float | None:
    """Where ``ratios``, on straight lines between ``densities``, first rise to 1; None if nowhere."""
    for (d0, r0), (d1, r1) in pairwise(zip(densities, ratios, strict=True)):
        if r0 < 1 <= r1:
            return d0 + (d1 - d0) * (1 - r0) / (r1 - r0)
    return None


class Bench:
    """Measures on one target, with memory on ``huge`` pages or not, the median of ``rounds`` turns."""

    def __init__(self, target: Target, huge: bool = True, rounds: int = 15) -> None:
        self.target, self.huge, self.rounds = target, huge, rounds
        self._jit = Jit(target)
        self._teams: dict[int, Team] = {}

    def measure(self, request: Request) -> Measurement:
        """Time one request. WrongResult if the kernel's result is not numpy's."""
        problem, call, nonzeros = self._prepare(request)
        work = 2.0 * nonzeros * request.shape.n
        bytes = sum(array.nbytes for array in problem.arrays.values())
        fma = fma_probe(self._jit, request.threads)
        read = read_probe(self._jit, bytes, request.threads, self.huge)
        times = self._team(request.threads).turns([call, fma.call, read.call], self.rounds)
        seconds, *limits = np.median(times, axis=0)
        rates = [probe.work / time for probe, time in zip((fma, read), limits, strict=True)]
        shares = [
            float(np.median(amount / probe.work * times[:, 1 + i] / times[:, 0]))
            for i, (amount, probe) in enumerate(((work, fma), (bytes, read)))
        ]
        bound = int(np.argmax(shares))
        return Measurement(
            request=request,
            density=nonzeros / (request.shape.m * request.shape.k),
            tile=problem.tile,
            k_block=problem.k_block,
            seconds=float(seconds),
            gflops=work / float(seconds) / 1e9,
            bound=("fma", "read")[bound],
            limit=float(rates[bound]) / 1e9,
            share=shares[bound],
        )

    def crossover(self, family: str, shape: Shape, pattern: Pattern = UNSTRUCTURED, threads: int = 1) -> Crossover:
        """Time a family that skips zeros at several densities in turns with its dense one, whose time no zero
        changes."""
        pair = requests([FAMILIES[family].dense], [shape], threads=[threads])
        pair += requests([family], [shape], CROSSOVER_DENSITIES, pattern, threads=[threads])
        calls = [self._prepare(request)[1] for request in pair]
        times = self._team(threads).turns(calls, self.rounds)
        ratios = np.median(times[:, 1:] / times[:, :1], axis=0)
        return Crossover(family, shape, threads, tuple(map(float, ratios)))

    def _prepare(self, request: Request) -> tuple[Problem, Call, int]:
        """The problem, its call, which has been checked, and the number of nonzeros."""
        shape = request.shape
        w = weights(shape, request.pattern, request.density)
        x = np.random.default_rng(1).standard_normal((shape.k, shape.n), np.float32)
        family = FAMILIES[request.family]
        problem = family.problem(self.target, w, x, request.tile, request.k_block)
        call = self._jit.call(problem.spec, problem.words, problem.arrays, self.huge)
        y = call.arrays["y"]
        y.fill(np.nan)
        self._team(request.threads).seconds(call)
        expected = w.astype(np.float64) @ x
        # Twice the bound of a chain of K fused multiply-adds.
        tolerance = 2 * _EPSILON * (shape.k + 1) * float(np.abs(w).max() * np.abs(x).max())
        error = float(np.abs(problem.result(y) - expected).max())
        if not error <= tolerance:
            raise WrongResult(f"{request}: the result differs from numpy's by {error:.2g}, allowed are {tolerance:.2g}")
        return problem, call, int(np.count_nonzero(w))

    def _team(self, threads: int) -> Team:
        return self._teams.setdefault(threads, Team(threads))


def main() -> None:
    """Become the command ``zeroskip kernels`` with the same arguments; kernels may not import the command line."""
    os.execv(sys.executable, [sys.executable, "-m", "zeroskip", "kernels", *sys.argv[1:]])


if __name__ == "__main__":
    main()
