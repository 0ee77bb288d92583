"""``zeroskip inspect``."""

from __future__ import annotations

import json

from rich.console import Console
from rich.syntax import Syntax

from ..runtime import read_manifest
from .compile import Debug
from .errors import exit_codes
from .run import Library


def inspect_command(library: Library, debug: Debug = False) -> None:
    """Print what a compiled model holds, as JSON, without loading it."""
    with exit_codes(debug):
        text = json.dumps(read_manifest(library), indent=2)
    console = Console()
    if console.is_terminal:
        console.print(Syntax(text, "json", background_color="default", word_wrap=True))
    else:
        print(text)
