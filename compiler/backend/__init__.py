"""From a plan to a library: kernels to objects, tables, weights, runtime, link."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import llvmlite.binding as llvm
import numpy as np

from ... import __version__
from ...kernels.jit import compile_module, machine
from ...kernels.spec import Spec
from ...kernels.target import Target
from ...runtime.native import header_text, llvm_text
from ..options import Options
from ..schedule.plan import Plan, Port
from .link import link_library
from .model import model_module, weights_module


def build(plan: Plan, options: Options, target: Target, output: Path) -> None:
    """Write the library, and its C header with the suffix ``.h`` beside it."""
    specs = {step.spec.symbol(target): step.spec for step in plan.steps}
    manifest = json.dumps(make_manifest(plan, options, target, sorted(specs)), separators=(",", ":"))
    with tempfile.TemporaryDirectory(dir=output.parent) as temporary:
        folder = Path(temporary)
        objects = [
            _object(folder / "runtime.o", llvm_text(options.prefix)),
            _object(folder / "model.o", str(model_module(plan, target, options.prefix, manifest))),
            *_kernels(specs, options, target, folder),
        ]
        if plan.weights:
            weights = folder / "weights.bin"
            _write_weights(plan, weights)
            objects.append(_object(folder / "weights.o", weights_module(weights, options.prefix)))
        link_library(objects, output, options.prefix)
    output.with_suffix(".h").write_text(header_text(options.prefix))


def _kernels(specs: dict[str, Spec], options: Options, target: Target, folder: Path) -> list[Path]:
    """One object for each kernel; the LLVM text and the assembly too if asked for."""
    objects = []
    for number, (symbol, spec) in enumerate(specs.items()):
        code = compile_module(spec.emit(target), target, assembly=options.dump is not None)
        objects.append(folder / f"kernel{number}.o")
        objects[-1].write_bytes(code.object)
        if options.dump is not None:
            (options.dump / f"30_{symbol}.ll").write_text(code.text)
            (options.dump / f"32_{symbol}.s").write_text(code.assembly)
    return objects


def make_manifest(plan: Plan, options: Options, target: Target, kernels: list[str]) -> dict[str, object]:
    """What the library tells about itself; plain JSON, the same for the same input."""

    def ports(ports: list[Port]) -> list[dict[str, object]]:
        return [
            {
                "name": p.name,
                "dtype": p.type.dtype.value,
                "shape": [d if isinstance(d, int) else str(d) for d in p.type.shape],
            }
            for p in ports
        ]

    return {
        "abi": 1,
        "producer": f"zeroskip {__version__}",
        "prefix": options.prefix,
        "inputs": ports(plan.inputs),
        "outputs": ports(plan.outputs),
        "dims": {s.name: [s.low, s.high] for s in plan.symbols},
        "target": {"name": target.name, "features": list(target.features)},
        "options": {"dense": options.dense, "disabled_passes": sorted(options.disabled_passes)},
        "steps": len(plan.steps),
        "relayouts": sum(step.name.startswith("relayout") for step in plan.steps),
        "weight_bytes": plan.weight_bytes,
        "kernels": kernels,
        "aliases": [],
    }


def _write_weights(plan: Plan, path: Path) -> None:
    with path.open("wb") as file:
        for buffer, array in plan.weights:
            assert isinstance(buffer.offset, int)
            file.write(bytes(buffer.offset - file.tell()))
            file.write(array.view(np.uint8).data if array.size else b"")


def _object(path: Path, text: str) -> Path:
    """Compile LLVM text for baseline x86-64."""
    path.write_bytes(machine(None).emit_object(llvm.parse_assembly(text)))
    return path
