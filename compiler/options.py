"""What a caller can ask of the compiler."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import onnx

from ..kernels.machine import Machine
from ..kernels.target import Target
from .diagnostics import CompileError
from .limits import Limits

Model = str | os.PathLike[str] | bytes | onnx.ModelProto
"""An ONNX model: the path of a file, the bytes of one, or the model itself."""

_LARGEST_EXTENT = 2**31 - 1


@dataclass(frozen=True)
class Options:
    """One compilation's settings; together with the model they decide every byte of the library.

    ``dims``             the interval, both ends included, of each symbolic dim; one value makes the dim static
    ``target``           host (this processor), x86-64-v3 (any with AVX2 and FMA) or x86-64-v4 (any with AVX-512)
    ``dense``            compute zeros like any weight, for comparison
    ``disabled_passes``  names of passes to leave out
    ``dump``             a folder for every form the program takes on its way
    ``verify``           compare the finished library with the interpreter
    ``prefix``           what the C functions' names begin with, so that two models can be linked into one program
    ``debug``            0, 1 or 2: how much is checked and told on the way
    ``cache``            a folder that keeps compiled kernels for the next compilation
    ``tune``             time a few forms of each contraction on this processor, and take the fastest
    ``limits``           how large the model may become
    ``machine``          what the cost model takes as the machine's speeds; None: what is built in for the target

    CompileError if a setting has no meaning.
    """

    dims: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    target: str = "host"
    dense: bool = False
    disabled_passes: frozenset[str] = frozenset()
    dump: Path | None = None
    verify: bool = False
    prefix: str = "zs"
    debug: int = 0
    cache: Path | None = None
    machine: Machine | None = None
    tune: bool = False
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", self.prefix):
            raise CompileError(f"prefix '{self.prefix}' cannot begin a C name; use letters, digits and underscores")
        for name, (low, high) in self.dims.items():
            if not 0 <= low <= high <= _LARGEST_EXTENT:
                remedy = f"give {name}=LOW..HIGH with 0 <= LOW <= HIGH < 2**31"
                raise CompileError(f"dim '{name}={low}..{high}' is not a range of sizes; {remedy}")


def parse_dim(text: str) -> tuple[str, tuple[int, int]]:
    """The name and interval that ``batch=1..8`` or ``batch=4`` says; CompileError for anything else."""
    match = re.fullmatch(r"\s*([^=]+?)\s*=\s*(\d{1,18})(?:\s*\.\.\s*(\d{1,18}))?\s*", text)
    if not match:
        raise CompileError(f"dim '{text}' is not understood; write NAME=SIZE or NAME=LOW..HIGH, such as batch=1..8")
    name, low, high = match.groups()
    return name, (int(low), int(high or low))


def find_target(name: str) -> Target:
    """The target called ``name``; CompileError if there is none, or "host" lacks what every target needs."""
    try:
        return Target.named(name)
    except ValueError as error:
        raise CompileError(f"target '{name}': {error}") from error
