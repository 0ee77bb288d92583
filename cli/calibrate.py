"""``zeroskip calibrate``."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from ..compiler import calibration
from ..compiler.options import find_target
from .compile import Debug, Target
from .errors import exit_codes


def calibrate_command(target: Target = "host", debug: Debug = False) -> None:
    """Measure this machine, for 'zeroskip compile --calibrated'. Takes some seconds; leave the machine alone."""
    with exit_codes(debug):
        chosen = find_target(target)
        errors = Console(stderr=True)
        with errors.status("multipliers") as status:
            machine = calibration.measure(chosen, lambda name: status.update(name))
        path = calibration.save(machine, chosen)
        table = Table(box=None, show_header=False)
        table.add_row("processor", machine.name)
        table.add_row("multipliers", f"{machine.fma:.0f} GFLOP/s")
        for bytes, speed in machine.bandwidth:
            table.add_row(f"reading {bytes >> 10} KiB", f"{speed:.0f} GB/s")
        table.add_row("barrier", f"{machine.barrier:.2f} us")
        table.add_row("dense tile", f"{1 / machine.dense:.0%} of the multipliers")
        table.add_row("sparse tile", f"{1 / machine.sparse:.0%} of the multipliers")
        table.add_row("accumulators' trip", f"{machine.trip:.1f} multiplications")
        Console().print(table)
        errors.print(f"written to {path}", soft_wrap=True, highlight=False)
