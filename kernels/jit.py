"""From LLVM IR to machine code: optimise a module, then give an object file, assembly, or a function to call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import llvmlite.binding as llvm
import llvmlite.ir as ll

from .target import Target

TRIPLE = "x86_64-unknown-linux-gnu"
Kernel = Callable[[int, int, int, int], int]

llvm.initialize_all_targets()
llvm.initialize_all_asmprinters()
llvm.initialize_native_asmparser()


def machine(target: Target | None, jit: bool = False) -> llvm.TargetMachine:
    """A target machine for position-independent code; None is baseline x86-64."""
    features = ",".join("+" + f for f in target.features) if target else ""
    return llvm.Target.from_triple(TRIPLE).create_target_machine(
        cpu="x86-64", features=features, opt=2, reloc="pic", codemodel="small", jit=jit
    )


def optimise(module: ll.Module, target: Target | None) -> llvm.ModuleRef:
    """Verify and optimise a module.

    Loops are unrolled and vectorised by the generators; LLVM's own unroller and vectorisers would undo their register
    allocation, so they are off.
    """
    module.triple = TRIPLE
    reference = llvm.parse_assembly(str(module))
    reference.verify()
    tuning = llvm.create_pipeline_tuning_options(speed_level=2)
    tuning.loop_unrolling = False
    tuning.loop_vectorization = False
    tuning.slp_vectorization = False
    tuning.loop_interleaving = False
    passes = llvm.create_pass_builder(machine(target), tuning)
    passes.getModulePassManager().run(reference, passes)
    return reference


@dataclass(frozen=True)
class Code:
    """What one module compiles to."""

    text: str
    object: bytes
    assembly: str


def compile_module(module: ll.Module, target: Target | None, assembly: bool = False) -> Code:
    """The object file; its optimised LLVM text and assembly if asked for, else empty."""
    reference = optimise(module, target)
    tm = machine(target)
    # Emitting changes the module, so the assembly is made from a copy.
    text = str(reference) if assembly else ""
    listing = tm.emit_assembly(llvm.parse_assembly(text)) if assembly else ""
    return Code(text, tm.emit_object(reference), listing)


class InProcess:
    """Kernels compiled into this process, for tests and microbenchmarks. Keep it alive while they are called."""

    def __init__(self, target: Target) -> None:
        backing = llvm.parse_assembly(f'target triple = "{TRIPLE}"')
        self._engine = llvm.create_mcjit_compiler(backing, machine(target, jit=True))
        self._target = target

    def function(self, module: ll.Module, name: str) -> Kernel:
        """The kernel ``name`` of a module as a function of (frame, thread, threads, scratch) -> status."""
        self._engine.add_module(optimise(module, self._target))
        self._engine.finalize_object()
        address = self._engine.get_function_address(name)
        arguments = (ctypes.c_void_p, ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p)
        return ctypes.CFUNCTYPE(ctypes.c_int32, *arguments)(address)
