"""Running compiled models: `load_compiled` and what it gives. Needs numpy only, so that a program starts fast."""

from __future__ import annotations

from .errors import Error, InvalidFeed, InvalidLibrary
from .manifest import read_manifest
from .memory import Memory
from .model import CompiledModel, Port, load_compiled
from .threads import available_threads

__all__ = [
    "CompiledModel",
    "Error",
    "InvalidFeed",
    "InvalidLibrary",
    "Memory",
    "Port",
    "available_threads",
    "load_compiled",
    "read_manifest",
]
