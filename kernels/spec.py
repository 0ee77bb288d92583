"""What all kernel specs have in common: a name that is a function of their content."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass

import llvmlite.ir as ll

from .target import Target


@dataclass(frozen=True)
class Spec(ABC):
    """Everything that is compiled into a kernel; whatever else it needs comes from its frame.

    Two calls with equal specs share one function. Specs hold structure (tiles, element types, fused expressions), never
    sizes or strides, so a model needs few functions and a symbolic size costs nothing.
    """

    @property
    @abstractmethod
    def family(self) -> str:
        """A readable stem of the name, such as ``stream_1x8_add_max``."""

    @property
    @abstractmethod
    def words(self) -> list[str]:
        """The names of the frame's words, in order."""

    @abstractmethod
    def emit(self, target: Target) -> ll.Module:
        """The kernel as an LLVM module with one function, ``symbol(target)``."""

    def symbol(self, target: Target) -> str:
        """The function's name: the family, the target, and a hash of the whole spec."""
        digest = hashlib.sha256(repr(self).encode()).hexdigest()[:8]
        return f"{self.family}__{target.suffix}_{digest}"
