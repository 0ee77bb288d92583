"""The command ``zeroskip``: every command parses its options, calls the compiler or the runtime, and prints."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import __version__
from .calibrate import calibrate_command
from .compile import compile_command
from .inspect import inspect_command
from .kernels import kernels_command
from .run import run_command
from .verify import verify_command

app = typer.Typer(name="zeroskip", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command("compile")(compile_command)
app.command("calibrate")(calibrate_command)
app.command("run")(run_command)
app.command("verify")(verify_command)
app.command("inspect")(inspect_command)
app.command("kernels")(kernels_command)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"zeroskip {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compiles ONNX networks for ordinary processors by skipping the zeros in their weights."""


def main() -> None:
    """Entry point of the command line."""
    app()
