"""The whole way from an ONNX model to a shared library, on one screen."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import onnx

from ..ir import Graph, format_graph
from ..ir.coordinates import count_nonzero
from ..ir.ops import with_bodies
from ..runtime.native import is_our_header
from . import backend, calibration, environment, frontend, passes
from .diagnostics import CompileError, LogReporter, Reporter, Summary, refuse_large
from .limits import make_limits
from .options import Model, Options, find_target
from .variants import plan_with_variants
from .verify import verify_library


def compile_model(
    model: Model,
    output: str | os.PathLike[str] | None = None,
    *,
    dims: Mapping[str, int | tuple[int, int]] | None = None,
    target: str = "host",
    dense: bool = False,
    disabled_passes: Iterable[str] = (),
    dump: str | os.PathLike[str] | None = None,
    verify: bool = False,
    prefix: str = "zs",
    debug: int | None = None,
    cache: bool = True,
    tune: bool = False,
    calibrated: bool = False,
    limit_nodes: int | None = None,
    limit_memory: int | str | None = None,
    reporter: Reporter | None = None,
) -> Path:
    """Compile an ONNX model, given as a path, as bytes or as a ``ModelProto``, into a shared library; returns its path.

    ``output`` defaults to the model's path with the suffix ``.so``; the C header is written next to it. Both appear
    complete or not at all, and what stood there before stays until then. ``dims`` gives symbolic dims a size or an
    inclusive range of sizes; the other options are those of ``Options``. ``dump`` and ``debug`` default to the
    environment's ``ZEROSKIP_DUMP`` and ``ZEROSKIP_DEBUG``. With ``cache``, kernels are kept in the user's cache folder
    for the next compilation; the library's bytes do not depend on it. ``tune`` times a few forms of each contraction
    here, ``calibrated`` lets the cost model take what ``zeroskip calibrate`` measured here; both become part of the
    manifest. ``limit_nodes`` and ``limit_memory``, a number of bytes or a text such as "8G", refuse a model that
    becomes larger; see ``Limits``. CompileError for a model or an option that cannot be compiled.
    """
    if not isinstance(model, (str, os.PathLike, bytes, onnx.ModelProto)):
        raise CompileError(
            f"a model is a path, bytes or an onnx.ModelProto, not {type(model).__name__}; give one of these"
        )
    if isinstance(disabled_passes, str):
        disabled_passes = [disabled_passes]
    options = Options(
        dims={name: _interval(name, size) for name, size in (dims or {}).items()},
        target=target,
        dense=dense,
        disabled_passes=frozenset(disabled_passes),
        dump=Path(dump) if dump is not None else environment.dump_folder(),
        verify=verify,
        prefix=prefix,
        debug=environment.debug_level() if debug is None else debug,
        cache=environment.cache_folder("objects") if cache else None,
        machine=calibration.load(find_target(target)) if calibrated else None,
        tune=tune,
        limits=make_limits(limit_nodes, limit_memory),
    )
    library = _output_path(model, output)
    try:
        return _compile(model, library, options, reporter or LogReporter(options.debug))
    except MemoryError:
        raise CompileError(f"{library}: there is not enough memory to compile the model; make it smaller") from None


def _compile(model: Model, library: Path, options: Options, reporter: Reporter) -> Path:
    seconds: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        start = time.perf_counter()
        with reporter.stage(name), refuse_large():
            yield
        seconds[name] = time.perf_counter() - start

    def report_pass(name: str, rewrites: int, elapsed: float) -> None:
        reporter.detail(f"{name:<24} {rewrites:>6} rewrites {1e3 * elapsed:8.1f} ms")

    target = find_target(options.target)
    if options.tune and not target.runs_here():
        raise CompileError(f"tune: this processor does not run {target.name}; compile where it runs, or do not tune")
    with _beside(library) as folder:
        with stage("import"):
            graph = frontend.import_model(model, options.dims, options.limits)
            _dump(options, "00_import.ir", lambda: format_graph(graph))
        for symbol in frontend.defaulted_symbols(graph, options.dims):
            interval = f"{symbol.name}={symbol.low}..{symbol.high}"
            reporter.note(f"dim '{symbol.name}' has no bounds; taking {interval}, change it with --dim")
        with stage("passes"):
            passes.run_passes(graph, options, report_pass)
            _dump(options, "10_passes.ir", lambda: format_graph(graph))
        with stage("schedule"):
            plan = plan_with_variants(graph, options, target)
            _dump(options, "20_plan.txt", lambda: str(plan))
            _dump(options, "20_plan.json", lambda: json.dumps(plan.data(), indent=1))
        for step in [step for part in plan.plans for step in part.steps]:
            work = f"{step.flops} flops, {step.bytes()} bytes"
            reporter.detail(f"{step.name:<24} {step.spec.family}  {work}  {step.note}")
        with stage("backend"):
            backend.build(plan, options, target, folder / library.name)
        if options.verify:
            with stage("verify"):
                verify_library(folder / library.name, graph, options, target)
        for file in sorted(folder.iterdir(), key=lambda file: file.name == library.name):  # the library last
            os.replace(file, library.with_name(file.name))
    parameters, zeros = _count_weights(graph)
    operations = sum(len(part.nodes) for part in with_bodies(graph))
    kernels, *more = (Counter(step.spec.family for step in part.steps) for part in plan.plans)
    variants = {str(variant): counts for variant, counts in zip(plan.variants, more, strict=True)}
    size = library.stat().st_size
    reporter.finish(Summary(library, operations, parameters, zeros, size, seconds, kernels, variants))
    return library


def _interval(name: str, size: object) -> tuple[int, int]:
    """A dim's interval, given as one size or as a pair; CompileError for anything else."""
    match size:
        case int():
            return size, size
        case (int() as low, int() as high):
            return low, high
    raise CompileError(f"dim '{name}': {size!r} is neither a size nor a pair of sizes, such as {name}=(1, 8)")


def _output_path(model: Model, output: str | os.PathLike[str] | None) -> Path:
    if output is None and not isinstance(model, (str, os.PathLike)):
        raise CompileError("a model that is no file has no default output; give the library's path as output")
    if isinstance(model, (str, os.PathLike)) and Path(model).is_dir():
        raise CompileError(f"{model}: is a folder; give the path of an ONNX model")
    library = Path(output) if output is not None else Path(str(model)).with_suffix(".so")
    header = library.with_suffix(".h")
    if header == library:
        raise CompileError(
            f"{library}: the suffix .h belongs to the C header beside the library; give another output path"
        )
    if header.exists() and not is_our_header(header):
        raise CompileError(f"{header}: would be overwritten, and is no header of a library; give another output path")
    if library.exists() and not library.is_file():
        raise CompileError(f"{library}: is not a file, so no library can be written there; give another output path")
    if isinstance(model, (str, os.PathLike)) and library.exists() and Path(model).exists() and library.samefile(model):
        raise CompileError(f"{library}: is the model itself; give another output path")
    return library


@contextmanager
def _beside(library: Path) -> Iterator[Path]:
    """A temporary folder on the file system of the library, so that its files move into place whole."""
    try:
        folder = tempfile.TemporaryDirectory(dir=library.parent, prefix=f".{library.name}.")
    except OSError as error:
        raise CompileError(f"{library}: cannot be written ({error.strerror}); give another output path") from error
    with folder as path:
        yield Path(path)


def _dump(options: Options, name: str, text: Callable[[], str]) -> None:
    if options.dump is not None:
        try:
            options.dump.mkdir(parents=True, exist_ok=True)
            (options.dump / name).write_text(text())
        except OSError as error:
            message = f"{options.dump}: cannot be written ({error.strerror}); give another dump folder"
            raise CompileError(message) from error


def _count_weights(graph: Graph) -> tuple[int, int]:
    constants = [value.data for part in with_bodies(graph) for value in part.constants()]
    weights = [data for data in constants if data is not None and data.dtype.kind == "f"]
    return sum(w.size for w in weights), sum(w.size - count_nonzero(w) for w in weights)
