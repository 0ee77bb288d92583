"""How the commands end when something is wrong: one line on stderr and an exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ..compiler.diagnostics import CompileError
from ..compiler.verify import MismatchError
from ..kernels.bench import WrongResult
from ..kernels.workload import InvalidRequest
from ..runtime import Error

INTERNAL_ERROR, BAD_INPUT = 1, 2


@contextmanager
def exit_codes(debug: bool) -> Iterator[None]:
    """Turns bad input into exit code 2 and anything else that fails into 1; tracebacks only with ``debug``."""
    try:
        yield
    except typer.Exit:
        raise
    except Exception as error:
        if debug:
            traceback.print_exc()
        if isinstance(error, (CompileError, InvalidRequest, Error)):
            code, lines = BAD_INPUT, str(error).splitlines()
        elif isinstance(error, (MismatchError, WrongResult)):
            code, lines = INTERNAL_ERROR, str(error).splitlines()
        else:
            what = " ".join(str(error).split()) or "no message"
            code = INTERNAL_ERROR
            lines = [f"internal error: {type(error).__name__}: {what}; --debug shows where, please report it"]
        for line in lines:
            print(f"zeroskip: {line}", file=sys.stderr)
        raise typer.Exit(code) from None
