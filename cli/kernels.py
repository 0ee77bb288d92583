"""``zeroskip kernels``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..compiler.options import find_target
from ..kernels.bench import CROSSOVER_DENSITIES, Bench, Crossover, Measurement, Request, requests
from ..kernels.families import FAMILIES
from ..kernels.target import Target as Processor
from ..kernels.workload import InvalidRequest, Pattern, Shape, Tile
from .compile import Debug, Target
from .errors import exit_codes
from .plot import check_plot, save_plot

_UNITS = {"fma": "GFLOP/s", "read": "GB/s"}


def kernels_command(
    family: Annotated[
        list[str] | None, typer.Argument(metavar="[FAMILY]...", help=f"{', '.join(FAMILIES)}; none lists them.")
    ] = None,
    shape: Annotated[
        list[str] | None, typer.Option(metavar="MxKxN", help="Outputs x inputs x lanes; may be repeated.")
    ] = None,
    shapes: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A list of shapes: lines of a name and MxKxN.")
    ] = None,
    density: Annotated[
        list[float] | None,
        typer.Option(help="Share of nonzeros, 0 to 1; may be repeated. 0.1 for families that skip zeros, else 1."),
    ] = None,
    pattern: Annotated[
        str, typer.Option(help="unstructured, 4x1 (4 rows share a pattern), or N:M (N of M inputs).")
    ] = "unstructured",
    tile: Annotated[
        list[str] | None, typer.Option(metavar="RxS", help="Rows x vectors of a tile, instead of the chosen ones.")
    ] = None,
    k_block: Annotated[
        list[int] | None, typer.Option(min=1, help="Inputs of a K block, instead of the chosen ones.")
    ] = None,
    threads: Annotated[list[int] | None, typer.Option(min=1, max=1024, help="May be repeated; 1 if not given.")] = None,
    huge_pages: Annotated[bool, typer.Option(help="Ask for memory on huge pages.")] = True,
    target: Target = "host",
    crossover: Annotated[
        bool, typer.Option("--crossover", help="Find where sparse and dense are equally fast.")
    ] = False,
    rounds: Annotated[int, typer.Option(min=1, max=10000, help="Turns of each kernel; medians are shown.")] = 15,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the results there.")] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw speed over density, as .png or .svg.")] = None,
    debug: Debug = False,
) -> None:
    """Time kernels by shape, density and tile, beside what the machine can do."""
    with exit_codes(debug):
        layers = [Shape.parse(text) for text in shape or ()] + [s for file in shapes or () for s in Shape.read(file)]
        if not family:
            if layers or crossover or json_file or plot:
                raise InvalidRequest(f"no kernel family is given; choose from {', '.join(FAMILIES)}")
            _list_families()
            return
        tiles, kind = [Tile.parse(text) for text in tile or ()], Pattern.parse(pattern)
        wanted = requests(family, layers, density or (), kind, tiles, k_block or (), threads or ())
        pairs = _pairs(wanted) if crossover else []
        _check_files(json_file, plot)
        bench = Bench(_runnable(target), huge_pages, rounds)
        measurements, crossovers = _measure(bench, wanted), _cross(bench, pairs)
        if json_file:
            results = {
                "measurements": [m.record() for m in measurements],
                "crossovers": [c.record() for c in crossovers],
            }
            _write(json_file, {"target": bench.target.name, "huge_pages": huge_pages, "rounds": rounds, **results})
        if plot:
            save_plot(measurements, plot)


def _list_families() -> None:
    for name, family in FAMILIES.items():
        print(f"{name:12}{family.title}; usually {family.shape}, density {family.density:g}")


def _runnable(name: str) -> Processor:
    target = find_target(name)
    if not target.runs_here():
        raise InvalidRequest(f"--target: this processor cannot run {name}; leave it out to time what it can")
    return target


def _pairs(wanted: Iterable[Request]) -> list[Request]:
    """A request for each family that skips zeros, shape and number of threads whose crossover is to be found."""
    pairs = {(r.family, r.shape, r.threads): r for r in wanted if FAMILIES[r.family].dense}
    if not pairs:
        names = ", ".join(name for name, family in FAMILIES.items() if family.dense)
        raise InvalidRequest(f"--crossover: it compares sparse with dense; name one of these families: {names}")
    for request in pairs.values():
        if request.pattern.density is not None:
            raise InvalidRequest(f"--crossover: pattern {request.pattern} has one density; give another --pattern")
    return list(pairs.values())


def _check_files(json_file: Path | None, plot: Path | None) -> None:
    """Refuse before the work what could not be written after it."""
    for option, file in (("--json", json_file), ("--plot", plot)):
        if file and not file.parent.is_dir():
            raise InvalidRequest(f"{option}: there is no folder {file.parent}; make it, or name another file")
        if file and file.is_dir():
            raise InvalidRequest(f"{option}: {file} is a folder; name a file in it")
    if plot:
        check_plot(plot)


def _measure(bench: Bench, wanted: Sequence[Request]) -> list[Measurement]:
    """Print a line for each measurement as soon as it is made."""
    width = max(len(_label(request.shape)) for request in wanted)
    heads = f"{'density':>8}{'tile':>7}{'K block':>9}{'threads':>9}{'time':>13}{'GFLOP/s':>10}  share of what bounds it"
    measurements: list[Measurement] = []
    for request in wanted:
        with Console(stderr=True).status(str(request)):
            m = bench.measure(request)
        if not measurements:
            print(f"{'family':12}{'shape':{width}}{heads}")
        measurements.append(m)
        print(
            f"{request.family:12}{_label(request.shape):{width}}{m.density:8.1%}{m.tile!s:>7}{m.k_block or '-':>9}"
            f"{request.threads:9}{1e6 * m.seconds:10.1f} us{m.gflops:10.1f}"
            f"  {m.share:.0%} of {m.limit:.0f} {_UNITS[m.bound]} ({m.bound})",
            flush=True,
        )
    return measurements


def _cross(bench: Bench, pairs: Iterable[Request]) -> list[Crossover]:
    """Print the crossover of each pair."""
    crossovers = []
    for request in pairs:
        with Console(stderr=True).status(f"sparse and dense {request.shape}"):
            crossovers.append(c := bench.crossover(request.family, request.shape, request.pattern, request.threads))
        place = f"{c.family} {_label(c.shape)}, threads {c.threads}"
        if c.density is not None:
            print(f"crossover {place}: sparse and dense are equally fast at density {c.density:.1%}")
        else:
            faster, edge = ("sparse", "up to") if c.ratios[-1] < 1 else ("dense", "down to")
            bound = CROSSOVER_DENSITIES[-1 if faster == "sparse" else 0]
            print(f"crossover {place}: {faster} is the faster one {edge} density {bound:.1%}")
    return crossovers


def _label(shape: Shape) -> str:
    return f"{shape.name} {shape}".strip()


def _write(file: Path, results: object) -> None:
    try:
        file.write_text(json.dumps(results, indent=2) + "\n")
    except OSError as error:
        raise InvalidRequest(f"--json: {file} cannot be written ({error.strerror}); name another file") from error
