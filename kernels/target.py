"""What the code generator knows about a processor: vector width, registers, caches, required features.

A target is plain data and part of a library's identity: the same model, options and target give the same bytes. Cache
sizes therefore come from a table by instruction set, not from the machine the compiler happens to run on.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.binding as llvm


@dataclass(frozen=True)
class Target:
    """A processor to compile for.

    ``vector_bytes`` is the width of a vector register, ``registers`` their number; ``l1_bytes`` and ``l2_bytes`` are
    the data caches of one core; ``features`` are LLVM's names of what the code needs beyond baseline x86-64.
    """

    name: str
    vector_bytes: int
    registers: int
    l1_bytes: int
    l2_bytes: int
    features: tuple[str, ...]

    @property
    def lanes(self) -> int:
        """float32 elements of one vector."""
        return self.vector_bytes // 4

    @property
    def suffix(self) -> str:
        """The end of kernel symbols' names."""
        return {16: "sse", 32: "avx2", 64: "avx512"}[self.vector_bytes]

    @classmethod
    def named(cls, name: str) -> Target:
        """The target called ``name``; "host" is the best one this processor runs. ValueError for an unknown name."""
        if name == "host":
            return cls.host()
        for target in TARGETS:
            if target.name == name:
                return target
        raise ValueError(f"unknown target {name!r}; choose host, {', '.join(t.name for t in TARGETS)}")

    @classmethod
    def host(cls) -> Target:
        """The widest target whose features this processor has. ValueError if it has none of them."""
        for target in TARGETS:
            if target.runs_here():
                return target
        raise ValueError("this processor has no AVX2 and FMA; zeroskip needs both")

    def runs_here(self) -> bool:
        """Whether this processor has all features of the target."""
        present = llvm.get_host_cpu_features()
        return all(present.get(feature, False) for feature in self.features)


_V3 = ("avx2", "bmi", "bmi2", "f16c", "fma", "lzcnt", "movbe", "popcnt")
_V4 = (*_V3, "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl")

# The widest first. Caches are those of common cores of the kind: Zen 2 to 4 and Skylake; Ice Lake and Zen 5.
TARGETS = (
    Target("x86-64-v4", 64, 32, 48 << 10, 1 << 20, _V4),
    Target("x86-64-v3", 32, 16, 32 << 10, 512 << 10, _V3),
)
