"""``zeroskip compile``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..compiler.diagnostics import CompileError
from ..compiler.driver import compile_model
from ..compiler.environment import debug_level
from ..compiler.options import parse_dim
from .errors import exit_codes
from .report import ConsoleReporter

Model = Annotated[Path, typer.Argument(metavar="MODEL.onnx", help="The ONNX model.")]
Dim = Annotated[
    list[str] | None, typer.Option("--dim", metavar="NAME=LOW..HIGH", help="Bounds of a symbolic dim, or its size.")
]
Target = Annotated[str, typer.Option(help="host, x86-64-v3 (AVX2) or x86-64-v4 (AVX-512).")]
Dense = Annotated[bool, typer.Option("--dense", help="Compute zeros like any weight, for comparison.")]
DisablePass = Annotated[list[str] | None, typer.Option(metavar="NAME", help="Leave out a pass over the graph.")]
LimitNodes = Annotated[
    int | None, typer.Option(metavar="N", help="Refuse a model of more nodes, its functions inlined.")
]
LimitMemory = Annotated[
    str | None, typer.Option(metavar="BYTES", help="Refuse a model that needs more memory, such as 8G.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]


def compile_command(
    model: Model,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The library; by default the model's name with .so.")
    ] = None,
    dim: Dim = None,
    target: Target = "host",
    dense: Dense = False,
    disable_pass: DisablePass = None,
    dump: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write every form the program takes into a folder.")
    ] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Compare the library with the interpreter.")] = False,
    prefix: Annotated[str, typer.Option(help="What the names of the C functions begin with.")] = "zs",
    tune: Annotated[
        bool, typer.Option("--tune", help="Time a few forms of each layer here, and take the fastest.")
    ] = False,
    calibrated: Annotated[
        bool, typer.Option("--calibrated", help="Choose by what 'zeroskip calibrate' measured here.")
    ] = False,
    limit_nodes: LimitNodes = None,
    limit_memory: LimitMemory = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Compile every kernel, and keep none.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but errors.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print passes and kernels too.")] = False,
    debug: Debug = False,
) -> None:
    """Compile an ONNX model into a shared library and a C header."""
    with exit_codes(debug):
        compile_model(
            model,
            output,
            dims=parse_dims(dim),
            target=target,
            dense=dense,
            disabled_passes=disable_pass or (),
            dump=dump,
            verify=verify,
            prefix=prefix,
            cache=not no_cache,
            tune=tune,
            calibrated=calibrated,
            limit_nodes=limit_nodes,
            limit_memory=limit_memory,
            reporter=ConsoleReporter(0 if quiet else max(2 if verbose else 1, debug_level())),
        )


def parse_dims(texts: list[str] | None) -> dict[str, tuple[int, int]]:
    """What several ``--dim`` options say together; CompileError if one name is given twice."""
    dims: dict[str, tuple[int, int]] = {}
    for name, interval in map(parse_dim, texts or ()):
        if name in dims:
            raise CompileError(f"dim '{name}' is given twice; give --dim {name}=LOW..HIGH once")
        dims[name] = interval
    return dims
