"""The cost model: how fast a machine is, and what a contraction takes on it.

The numbers come from a built-in table by target, so that the same model, options and target give the same bytes
wherever they are compiled, or from ``zeroskip calibrate``, which measures them on the machine at hand.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from .target import Target

# What an FMA of the tile of blocks takes, as a multiple of the dense tile's. `zeroskip kernels blocks --pattern 4x1`
# beside `zeroskip kernels dense` on Zen 5 with AVX-512, accumulators' trips counted: 1.11 with 25 percent of nonzeros,
# 1.13 with 10.
_BLOCKS = 1.1


@dataclass(frozen=True)
class Machine:
    """Speeds of one core.

    ``name``       of the processor
    ``fma``        peak of fused multiply-adds of float32, GFLOP/s
    ``bandwidth``  GB/s of reading working sets of so many bytes again and again, in ascending order of bytes
    ``barrier``    microseconds in which all threads meet
    ``dense``      time that an FMA of the dense tile takes, as a multiple of the peak's
    ``sparse``     the same for the sparse tile, accumulators' trips not counted
    ``trip``       time of loading and storing a vector of accumulators between K blocks, in FMAs of a vector at peak
    ``pick``       time that a vector of weights of the sparse product with one row takes, in FMAs of a vector at peak
    """

    name: str
    fma: float
    bandwidth: tuple[tuple[int, float], ...]
    barrier: float
    dense: float
    sparse: float
    trip: float
    pick: float

    def __post_init__(self) -> None:
        numbers = [self.fma, self.barrier, self.dense, self.sparse, self.trip, self.pick, *sum(self.bandwidth, ())]
        if not self.bandwidth or not all(_is_speed(number) for number in numbers):
            raise ValueError("speeds must be positive numbers")
        if any(a >= b for (a, _), (b, _) in pairwise(self.bandwidth)):
            raise ValueError("working sets must ascend")

    @classmethod
    def of(cls, target: Target) -> Machine:
        """The built-in machine of a target."""
        return BUILT_IN[target.name]

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Machine:
        """The machine that ``record`` gave; ValueError if something is missing, unknown or no speed."""
        try:
            sizes = tuple((bytes, speed) for bytes, speed in record["bandwidth"])
            return cls(**{**record, "bandwidth": sizes})
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not the speeds of a machine: {error}") from error

    def record(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self) | {"bandwidth": [list(pair) for pair in self.bandwidth]}

    def read(self, bytes: float) -> float:
        """Seconds for reading a working set of so many bytes once."""
        speed = next((speed for size, speed in self.bandwidth if bytes <= size), self.bandwidth[-1][1])
        return bytes / speed / 1e9

    def dense_seconds(self, m: int, k: int, lanes: int) -> float:
        """What a dense contraction [M, K] takes on one core for ``lanes`` lanes, whole vectors."""
        return max(2 * m * k * lanes * self.dense / self.fma / 1e9, self.read(4 * m * k))

    def blocks_seconds(self, m: int, weights: int, lanes: int, k_blocks: int) -> float:
        """What a contraction with M rows and so many weights takes, of which blocks of rows share a loaded input."""
        work = weights * self.dense * _BLOCKS + m * k_blocks * self.trip
        return max(2 * work * lanes / self.fma / 1e9, self.read(5 * weights))

    def sparse_seconds(self, m: int, nonzeros: int, lanes: int, k_blocks: int, width: float = 1.0) -> float:
        """What a sparse contraction with M rows and so many nonzeros takes; ``width`` is the price of narrow tiles."""
        work = (nonzeros * self.sparse + m * k_blocks * self.trip) * width
        return max(2 * work * lanes / self.fma / 1e9, self.read(8 * nonzeros))

    def sparse_row_seconds(self, vectors: float, lanes: int) -> float:
        """What a sparse product with one row takes that reads so many vectors of weights, of ``lanes`` lanes each."""
        return max(2 * vectors * lanes * self.pick / self.fma / 1e9, self.read(vectors * (5 * lanes + 2)))


def _is_speed(number: object) -> bool:
    """Whether a number, which may come from a file, is one that times can be computed with."""
    return isinstance(number, (int, float)) and not isinstance(number, bool) and 0 < number <= sys.float_info.max


_KIB, _MIB = 1 << 10, 1 << 20

# What `zeroskip calibrate --target …` says on a Zen 5, rounded; the barrier's time was between 0.1 and 0.3. Only the
# sparse tile of AVX-512 is not 1.1, as measured at 10 percent of nonzeros: with 1.2 the forms are predicted to be
# equally fast at 72 to 75 percent, where `zeroskip kernels sparse --crossover` has them at 72 to 76 for 1024x1024x128,
# 256x1024x208, 4096x1024x128 and 128x1152x784.
BUILT_IN = {
    "x86-64-v4": Machine(
        "built in: Zen 5, AVX-512", 241, ((24 * _KIB, 408), (512 * _KIB, 234), (16 * _MIB, 108), (128 * _MIB, 41)),
        barrier=0.2, dense=1.04, sparse=1.2, trip=8.0, pick=7.5,
    ),
    "x86-64-v3": Machine(
        "built in: Zen 5, AVX2", 120, ((16 * _KIB, 157), (256 * _KIB, 151), (16 * _MIB, 79), (128 * _MIB, 35)),
        barrier=0.2, dense=1.05, sparse=1.33, trip=6.1, pick=5.7,
    ),
}  # fmt: skip
