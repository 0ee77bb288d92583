"""From a plan to a library: kernels to objects, tables, weights, runtime, link."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import llvmlite.binding as llvm
import numpy as np

from ...kernels.jit import compile_module, machine
from ...kernels.spec import Spec
from ...kernels.target import Target
from ...runtime.native import header_text, llvm_text
from ..options import Options
from ..schedule.plan import Plan, Port
from .link import link
from .model import model_module, weights_assembly

VERSION = "0.1.0"


@dataclass(frozen=True)
class Build:
    """What was built: how many steps run each kernel, and the library's size in bytes."""

    kernels: Mapping[str, int]
    bytes: int


def build(plan: Plan, options: Options, target: Target, output: Path) -> Build:
    """Write the library, and ``<name>.h`` beside it, into the folder of ``output``, which serves for temporary files
    too."""
    folder = output.parent
    objects = []
    specs: dict[str, Spec] = {}
    for step in plan.steps:
        specs.setdefault(step.spec.symbol(target), step.spec)
    texts: list[str] = []
    for number, spec in enumerate(specs.values()):
        code = compile_module(spec.emit(target), target, assembly=options.dump is not None)
        objects.append(folder / f"kernel{number}.o")
        objects[-1].write_bytes(code.object)
        texts.append(code.text)
        if options.dump is not None:
            (options.dump / f"30_{spec.symbol(target)}.ll").write_text(code.text)
            (options.dump / f"32_{spec.symbol(target)}.s").write_text(code.assembly)
    manifest = json.dumps(make_manifest(plan, options, target, sorted(specs)), separators=(",", ":"), ensure_ascii=True)
    module = model_module(plan, target, options.prefix, manifest)
    if plan.weights:
        weights = folder / "weights.bin"
        _write_weights(plan, weights)
        module_asm = weights_assembly(str(weights), f"{options.prefix}_weights")
        objects += [
            _object(
                folder / "weights.o",
                f"module asm {json.dumps(module_asm)}".replace("\\n", "\\0A").replace('\\"', "\\22"),
            )
        ]
    model = folder / "model.o"
    model.write_bytes(compile_module(module, None).object)
    objects = [_object(folder / "runtime.o", llvm_text(options.prefix)), model, *objects]
    link(objects, output, options.prefix)
    for file in [*objects, folder / "weights.bin"]:
        file.unlink(missing_ok=True)
    output.with_suffix(".h").write_text(header_text(options.prefix))
    return Build(Counter(step.spec.symbol(target) for step in plan.steps), output.stat().st_size)


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
        "producer": f"zeroskip {VERSION}",
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
