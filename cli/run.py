"""``zeroskip run``."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
import typer

from ..compiler.diagnostics import CompileError
from ..compiler.feeds import is_known, random_feeds
from ..runtime import load_compiled
from .compile import Debug
from .errors import exit_codes

Library = Annotated[Path, typer.Argument(metavar="MODEL.so", help="A library made by zeroskip compile.")]
Inputs = Annotated[
    list[str] | None, typer.Option("--input", metavar="NAME=FILE.npy", help="An input; those not given are random.")
]


def run_command(
    library: Library,
    input: Inputs = None,
    output_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the outputs there as .npy files.")
    ] = None,
    threads: Annotated[int | None, typer.Option(min=1, help="By default as many as this process may use.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the random inputs.")] = 0,
    debug: Debug = False,
) -> None:
    """Run a compiled model once and show or save its outputs."""
    with exit_codes(debug):
        given = read_inputs(input or [])
        with load_compiled(library, threads=threads) as model:
            feeds = random_feeds(model.manifest, seed, given)
            if random := [name for name in feeds if name not in given]:
                print(f"zeroskip: random {', '.join(random)} from seed {seed}", file=sys.stderr)
            start = time.perf_counter()
            outputs = model.run_tensors(feeds)
            print(f"zeroskip: ran in {1e3 * (time.perf_counter() - start):.2f} ms", file=sys.stderr)
        for position, (name, array) in enumerate(outputs.items()):
            print(_describe(name, array) if output_dir is None else _save(output_dir, position, name, array))


def read_inputs(texts: list[str]) -> dict[str, npt.NDArray[Any]]:
    """The arrays of ``NAME=FILE.npy`` by name; CompileError for what is not understood or cannot be read."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for text in texts:
        name, _, file = text.partition("=")
        if not name or not file:
            raise CompileError(f"input '{text}' is not understood; write NAME=FILE.npy")
        if name in arrays:
            raise CompileError(f"input '{name}' is given twice; give --input {name}=FILE.npy once")
        try:
            array = np.load(file, allow_pickle=False)
        except OSError as error:
            raise CompileError(f"{file}: cannot be read ({error.strerror or error}); give a .npy file") from error
        except (ValueError, EOFError) as error:
            raise CompileError(f"{file}: is not a .npy file of numbers; write one with numpy.save") from error
        if not isinstance(array, np.ndarray):
            raise CompileError(f"{file}: holds several arrays; write one with numpy.save")
        arrays[name] = array
    return arrays


def _describe(name: str, array: npt.NDArray[Any]) -> str:
    extent = "x".join(map(str, array.shape)) or "scalar"
    numbers = array if is_known(array.dtype) else array.astype(np.float32)
    values = f"min {numbers.min():.6g}  mean {numbers.mean():.6g}  max {numbers.max():.6g}" if array.size else "empty"
    return f"{name}  {array.dtype.name} {extent}  {values}"


def _save(folder: Path, position: int, name: str, array: npt.NDArray[Any]) -> str:
    """The path written; an output whose name could lead out of the folder is called by its position."""
    path = folder / f"{name if re.fullmatch(r'[A-Za-z0-9_][A-Za-z0-9_.-]{,99}', name) else f'output_{position}'}.npy"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        np.save(path, array if is_known(array.dtype) else array.view(f"u{array.itemsize}"))
    except OSError as error:
        raise CompileError(f"{path}: cannot be written ({error.strerror}); give another --output-dir") from error
    return str(path)
