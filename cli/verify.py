"""``zeroskip verify``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from ..compiler.limits import make_limits
from ..compiler.options import Options
from ..compiler.verify import verify_model
from .compile import Debug, Dense, Dim, DisablePass, LimitMemory, LimitNodes, Model, Target, parse_dims
from .errors import exit_codes
from .run import Inputs, read_inputs


def verify_command(
    model: Model,
    dim: Dim = None,
    target: Target = "host",
    dense: Dense = False,
    disable_pass: DisablePass = None,
    input: Inputs = None,
    limit_nodes: LimitNodes = None,
    limit_memory: LimitMemory = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the random inputs.")] = 0,
    debug: Debug = False,
) -> None:
    """Compile a model and compare its results with those of onnxruntime, or of the interpreter."""
    with exit_codes(debug), Console(stderr=True).status("compiling and comparing"):
        limits = make_limits(limit_nodes, limit_memory)
        options = Options(parse_dims(dim), target, dense, frozenset(disable_pass or ()), limits=limits)
        verdict = verify_model(model, options, seed, read_inputs(input or []))
    for name, error in verdict.errors.items():
        print(f"{name}  differs from {verdict.reference} by {error:.1e} of its largest value")
