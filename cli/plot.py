"""Pictures of measurements, with matplotlib if it is installed."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from ..kernels.bench import Measurement
from ..kernels.workload import InvalidRequest

_FORMATS = (".png", ".svg", ".pdf")


def check_plot(file: Path) -> None:
    """InvalidRequest if ``save_plot`` could not draw into a file of this name."""
    if importlib.util.find_spec("matplotlib") is None:
        raise InvalidRequest("--plot: matplotlib is not installed; pip install 'zeroskip[plot]'")
    if file.suffix not in _FORMATS:
        raise InvalidRequest(f"--plot: {file} is no picture; name a file that ends in {', '.join(_FORMATS)}")


def save_plot(measurements: Iterable[Measurement], file: Path) -> None:
    """Draw GFLOP/s of useful work over density, a line for all that else is equal."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - optional

    lines: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for m in measurements:
        r, block = m.request, f", K block {m.k_block}" if m.k_block else ""
        lines[f"{r.family} {r.shape}, tile {m.tile}{block}, threads {r.threads}"].append((m.density, m.gflops))
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.add_subplot(xlabel="density (share of nonzeros)", ylabel="useful GFLOP/s")
    for label, points in lines.items():
        axes.plot(*zip(*sorted(points), strict=True), marker="o", label=label)
    axes.set_ylim(bottom=0)
    axes.legend(fontsize="small")
    try:
        figure.savefig(file)
    except OSError as error:
        raise InvalidRequest(f"--plot: {file} cannot be written ({error.strerror}); name another file") from error
