"""From a plan to a library: kernels to objects, tables, weights, runtime, link."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path

import llvmlite.binding as llvm

from ... import __version__
from ...kernels.jit import compile_module, machine
from ...kernels.machine import Machine
from ...kernels.spec import Spec
from ...kernels.target import Target
from ...runtime.library import ABI
from ...runtime.native import header_text, llvm_text
from ...runtime.threads import available_threads
from ..cache import ObjectCache, key_of
from ..options import Options
from ..schedule.plan import Plan, Port
from .elf import write_weights
from .link import link_library
from .model import model_module
from .pool import run_jobs


def build(plan: Plan, options: Options, target: Target, output: Path) -> None:
    """Write the library, and its C header with the suffix ``.h`` beside it.

    CompileError if it cannot be linked, RuntimeError if a process that compiles kernels dies.
    """
    specs = {step.spec.symbol(target): step.spec for part in plan.plans for step in part.steps}
    manifest = json.dumps(make_manifest(plan, options, target, sorted(specs)), separators=(",", ":"))
    texts = {
        "runtime": llvm_text(options.prefix),
        "model": str(model_module(plan, target, options.prefix, manifest)),
    }
    objects = _objects(texts, specs, options, target)
    with tempfile.TemporaryDirectory(dir=output.parent) as temporary:
        files = []
        for number, data in enumerate(objects):
            files.append(Path(temporary) / f"{number}.o")
            files[-1].write_bytes(data)
        if plan.weights.arrays:
            files.append(Path(temporary) / "weights.o")
            write_weights(files[-1], plan.weights.arrays, f"{options.prefix}_weights")
        link_library(files, output, options.prefix)
    output.with_suffix(".h").write_text(header_text(options.prefix))


def _objects(texts: dict[str, str], specs: dict[str, Spec], options: Options, target: Target) -> list[bytes]:
    """Objects of LLVM texts and of kernels: those in the cache from there, the others compiled by several processes."""
    jobs: dict[str, Callable[[], bytes]] = {name: partial(_object, text) for name, text in texts.items()}
    jobs |= {symbol: partial(_kernel, spec, target, options.dump) for symbol, spec in specs.items()}
    keys = {name: key_of(text) for name, text in texts.items()}
    keys |= {symbol: key_of(f"{symbol} {spec!r} {target!r}") for symbol, spec in specs.items()}
    # Listings are written while compiling, so a dump compiles everything.
    cache = ObjectCache(None if options.dump else options.cache)
    found = {name: cache.load(key) for name, key in keys.items()}
    made = run_jobs({name: job for name, job in jobs.items() if found[name] is None}, available_threads())
    cache.store({keys[name]: data for name, data in made.items()})
    return [found[name] or made[name] for name in jobs]


def _kernel(spec: Spec, target: Target, dump: Path | None) -> bytes:
    """A kernel's object; the LLVM text and the assembly too if asked for."""
    code = compile_module(spec.emit(target), target, assembly=dump is not None)
    if dump is not None:
        (dump / f"30_{spec.symbol(target)}.ll").write_text(code.text)
        (dump / f"32_{spec.symbol(target)}.s").write_text(code.assembly)
    return code.object


def _object(text: str) -> bytes:
    """LLVM text compiled for baseline x86-64."""
    data: bytes = machine(None).emit_object(llvm.parse_assembly(text))
    return data


def make_manifest(plan: Plan, options: Options, target: Target, kernels: list[str]) -> dict[str, object]:
    """What the library tells about itself; plain JSON, the same for the same input."""

    def ports(ports: list[Port]) -> list[dict[str, object]]:
        return [
            {
                "name": p.name,
                "dtype": p.type.dtype.value,
                "shape": [d if isinstance(d, int) else str(d) for d in p.type.shape],
                **({"dynamic": True} if plan.phase(*p.type.shape) else {}),
            }
            for p in ports
        ]

    def steps(plan: Plan) -> dict[str, object]:
        relayouts = sum(step.name.startswith("relayout") for step in plan.steps)
        return {"tuned": plan.tuned, "steps": len(plan.steps), "relayouts": relayouts}

    return {
        "abi": ABI,
        "producer": f"zeroskip {__version__}",
        "prefix": options.prefix,
        "inputs": ports(plan.inputs),
        "outputs": ports(plan.outputs),
        "compounds": {name: asdict(compound) for name, compound in plan.compounds.items()},
        "dims": {s.name: [s.low, s.high] for s in plan.symbols},
        "target": {"name": target.name, "features": list(target.features)},
        "machine": (options.machine or Machine.of(target)).record(),
        "options": {"dense": options.dense, "disabled_passes": sorted(options.disabled_passes)},
        **steps(plan),
        "variants": [{"dims": {v.symbol.name: v.value}, **steps(v.plan)} for v in plan.variants],
        "weight_bytes": plan.weights.size,
        "kernels": kernels,
        "aliases": [],
    }
