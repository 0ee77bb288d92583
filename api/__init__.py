"""zeroskip compiles ONNX networks for ordinary processors by skipping the zeros in their weights.

    path = zeroskip.compile_model("model.onnx", "model.so")
    model = zeroskip.load_compiled(path)
    outputs = model.run(None, {"x": array})

Names are imported when they are first used (PEP 562): a program that only runs compiled models never imports the
compiler, nor onnx, llvmlite and networkx that the compiler needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zeroskip.compiler.diagnostics import CompileError as CompileError
    from zeroskip.compiler.driver import compile_model as compile_model
    from zeroskip.runtime import CompiledModel as CompiledModel
    from zeroskip.runtime import Error as Error
    from zeroskip.runtime import InvalidFeed as InvalidFeed
    from zeroskip.runtime import InvalidLibrary as InvalidLibrary
    from zeroskip.runtime import load_compiled as load_compiled

__version__ = "0.1.0"

_HOMES = {
    "CompileError": "zeroskip.compiler.diagnostics",
    "compile_model": "zeroskip.compiler.driver",
    "CompiledModel": "zeroskip.runtime",
    "Error": "zeroskip.runtime",
    "InvalidFeed": "zeroskip.runtime",
    "InvalidLibrary": "zeroskip.runtime",
    "load_compiled": "zeroskip.runtime",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'zeroskip' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
