"""Problems: memory, frame words and expected results for the cases of ``cases.py``.

The result is computed slowly in float64. Memory that a kernel may touch but that holds nothing is NaN, so that what
leaks out of it is seen. The seed is fixed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..cases import (
    Case,
    CumulativeCase,
    FoldCase,
    GemvCase,
    IotaCase,
    LinesCase,
    MatmulCase,
    NestCase,
    OuterCase,
    ReduceCase,
    RowSortCase,
    ScatterCase,
    SortCase,
    SplitCase,
    StreamCase,
    SuppressCase,
    TransposeCase,
    WindowCase,
)
from ..target import Target
from .base import Address, Problem
from .contractions import gemv_problem, matmul_problem, outer_problem, stream_problem
from .indexing import (
    cumulative_problem,
    iota_problem,
    row_sort_problem,
    scatter_problem,
    sort_problem,
    suppress_problem,
)
from .loops import fold_problem, nest_problem, reduce_problem, split_problem, transpose_problem
from .windows import lines_problem, window_problem

_BUILDERS: dict[type[Case], Callable[[Any, Target, np.random.Generator], Problem]] = {
    StreamCase: stream_problem,
    OuterCase: outer_problem,
    WindowCase: window_problem,
    LinesCase: lines_problem,
    MatmulCase: matmul_problem,
    GemvCase: gemv_problem,
    NestCase: nest_problem,
    SplitCase: split_problem,
    TransposeCase: transpose_problem,
    ReduceCase: reduce_problem,
    IotaCase: iota_problem,
    ScatterCase: scatter_problem,
    CumulativeCase: cumulative_problem,
    SortCase: sort_problem,
    RowSortCase: row_sort_problem,
    SuppressCase: suppress_problem,
    FoldCase: fold_problem,
}


def build(case: Case, target: Target) -> Problem:
    """The problem that a case describes."""
    return _BUILDERS[type(case)](case, target, np.random.default_rng(7))


__all__ = ["Address", "Problem", "build"]
