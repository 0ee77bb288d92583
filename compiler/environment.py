"""The one module that reads the environment, and asks which machine this is.

``ZEROSKIP_DEBUG``  0, 1 (a line per stage with its time) or 2 (also a line per pass and per kernel), on stderr
``ZEROSKIP_DUMP``   a folder for the numbered forms of the program: ``00_import.ir`` ... ``32_kernels.s``
``XDG_CACHE_HOME``  the folder of all programs' caches, by default ``~/.cache``
"""

from __future__ import annotations

import os
from pathlib import Path

from .diagnostics import CompileError


def debug_level() -> int:
    """The level that ``ZEROSKIP_DEBUG`` asks for; CompileError if it is not a level."""
    text = os.environ.get("ZEROSKIP_DEBUG") or "0"
    if text not in ("0", "1", "2"):
        raise CompileError(f"ZEROSKIP_DEBUG={text}: not a debug level; use 0, 1 or 2")
    return int(text)


def dump_folder() -> Path | None:
    """The folder that ``ZEROSKIP_DUMP`` names, if any."""
    text = os.environ.get("ZEROSKIP_DUMP")
    return Path(text) if text else None


def cache_folder(name: str) -> Path | None:
    """The folder called ``name`` among what is kept between compilations; None if the user has no home."""
    # A relative path is to be ignored, says the XDG base directory specification.
    home = os.environ.get("XDG_CACHE_HOME", "")
    folder = home if os.path.isabs(home) else os.path.expanduser("~/.cache")
    return Path(folder) / "zeroskip" / name if os.path.isabs(folder) else None


def processor() -> str:
    """The processor's name as Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
