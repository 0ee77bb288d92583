"""The passes over the graph, each a plain function ``(graph, options) -> number of rewrites`` in a file of its own."""

from __future__ import annotations

import time
from collections.abc import Callable

from ...ir import Graph, verify
from ...ir.ops import with_bodies
from ..diagnostics import CompileError
from ..options import Options
from .common_subexpressions import common_subexpressions
from .control_flow import control_flow
from .dead_code import dead_code
from .fold_constants import fold_constants
from .fold_scale import fold_scale
from .fuse_elementwise import fuse_elementwise
from .fuse_epilogue import fuse_epilogue
from .recognize_gelu import recognize_gelu
from .recognize_layer_norm import recognize_layer_norm
from .recognize_softmax import recognize_softmax
from .simplify import simplify

Pass = Callable[[Graph, Options], int]

PIPELINE: tuple[tuple[str, Pass], ...] = (
    ("dead_code", dead_code),
    ("fold_constants", fold_constants),
    ("control_flow", control_flow),
    # Makes literals of scalar constants, which the recognisers look for.
    ("simplify", simplify),
    # Exports repeat terms such as x - mean(x); merged, they are one pattern.
    ("common_subexpressions", common_subexpressions),
    ("recognize_softmax", recognize_softmax),
    ("recognize_layer_norm", recognize_layer_norm),
    ("recognize_gelu", recognize_gelu),
    # What the passes above left behind still counts as a use, and a second use hinders all that follow.
    ("dead_code", dead_code),
    # Before the epilogues take the maps it looks for.
    ("fold_scale", fold_scale),
    ("fuse_epilogue", fuse_epilogue),
    # Takes the maps that no epilogue could.
    ("fuse_elementwise", fuse_elementwise),
    # Fusion brings together steps that repeat or undo each other.
    ("simplify", simplify),
    ("dead_code", dead_code),
)


def run_passes(graph: Graph, options: Options, report: Callable[[str, int, float], None] | None = None) -> None:
    """Run the pipeline without ``options.disabled_passes``; ``report`` hears each pass's name, rewrites and seconds.

    When debugging, the graph is verified before the first and after each pass. CompileError for an unknown pass.
    """
    names = dict.fromkeys(name for name, _ in PIPELINE)
    if unknown := sorted(options.disabled_passes - names.keys()):
        raise CompileError(f"there is no pass '{unknown[0]}' to disable; the passes are {', '.join(names)}")
    if options.debug:
        verify(graph)
    for name, run in PIPELINE:
        if name in options.disabled_passes:
            continue
        start = time.perf_counter()
        rewrites = run_pass(run, graph, options)
        if report:
            report(name, rewrites, time.perf_counter() - start)
        if options.debug:
            verify(graph)


def run_pass(run: Pass, graph: Graph, options: Options) -> int:
    """Run one pass over the graph and the bodies of its control flow, inner ones first; returns the rewrites."""
    return sum(run(part, options) for part in with_bodies(graph))


__all__ = ["PIPELINE", "Pass", "run_pass", "run_passes"]
