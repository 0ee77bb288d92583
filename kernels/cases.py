"""One table of kernel cases, for the numeric tests and for microbenchmarks: plain data that says what to compute.

``problems.build`` makes memory and the expected result of a case. Sizes stand around the edges of tiles.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..ir.types import DType
from .packing import Packing


@dataclass(frozen=True)
class StreamCase:
    """A contraction [m, k] over ``lanes`` lanes for ``images`` times ``strips``.

    Blocks of ``block_rows`` rows use the same inputs. ``taps`` inputs share a plane; panels are ``tiles`` tiles wide.
    If it ``gathers``, K blocks hold whole planes.
    """

    m: int
    k: int
    lanes: int
    density: float
    rows: int = 2
    vectors: int = 8
    packing: Packing = Packing.SPARSE
    block_rows: int = 1
    k_block: int = 1 << 20
    row_blocks: int = 1
    images: int = 1
    strips: int = 1
    last_lanes: int = 0
    taps: int = 1
    groups: int = 1
    bias: bool = False
    masked: bool = False
    epilogue: str = "plain"
    tiles: int = 2
    gathers: bool = False


@dataclass(frozen=True)
class WindowCase:
    """A window of ``taps`` positions over ``images`` times ``rows`` planes of ``lanes`` lanes."""

    function: str
    taps: int
    lanes: int
    rows: int = 3
    images: int = 2
    bias: bool = False
    masked: bool = False
    epilogue: str = "plain"


@dataclass(frozen=True)
class LinesCase:
    """A window that is compiled in, over ``images`` times ``rows`` planes of ``lines`` lines of ``columns``."""

    function: str
    window: tuple[int, int]
    lines: int
    columns: int
    step: int = 1
    stride: int = 1
    dilations: tuple[int, int] = (1, 1)
    rows: int = 3
    images: int = 2
    far: bool = False
    bias: bool = False
    masked: bool = False
    epilogue: str = "plain"


@dataclass(frozen=True)
class OuterCase:
    """A dense contraction [m, k] over runs of pixels, two lanes apart, for ``images``; ``taps`` if it gathers."""

    m: int
    k: int
    runs: tuple[int, ...]
    columns: int = 4
    k_block: int = 1 << 20
    images: int = 1
    taps: int = 0
    bias: bool = False
    masked: bool = False
    epilogue: str = "plain"


@dataclass(frozen=True)
class MatmulCase:
    """A product [m, k] x [k, lanes]; ``row_strip`` and ``k_strip`` cut the scalar operand's axes, 0: in one part."""

    m: int
    k: int
    lanes: int
    rows: int
    vectors: int
    strips: int = 1
    last_lanes: int = 0
    row_strip: int = 0
    k_strip: int = 0
    epilogue: str = "plain"


@dataclass(frozen=True)
class GemvCase:
    """A product [m, k] x [k], dense or ``sparse``; a residual has one element per output, a scale one for all."""

    m: int
    k: int
    bias: bool = False
    epilogue: str = "plain"
    density: float = 1.0
    sparse: bool = False


@dataclass(frozen=True)
class NestCase:
    """``function`` of operands of kinds ("unit", "pairs", "any", "splat"); ``pad`` surrounds the last axis.

    ``gather`` is the type of indices for the last axis, if there are any.
    """

    shape: tuple[int, ...]
    operands: tuple[str, ...] = ("unit",)
    function: str = "identity"
    dtype: DType = DType.FLOAT32
    pad: int = 0
    gather: str = ""


@dataclass(frozen=True)
class SplitCase:
    """A copy of ``lines`` that puts their even and their odd elements apart, ``pairs`` of them; ``pad`` surrounds the
    lines on all sides."""

    lines: int
    pairs: int
    dtype: DType = DType.FLOAT32
    pad: int = 0


@dataclass(frozen=True)
class TransposeCase:
    """A transposing copy over loops ``o0, o1, r, j``."""

    shape: tuple[int, int, int, int]


@dataclass(frozen=True)
class ReduceCase:
    """``outer`` reductions over ``r0`` times ``r1`` elements, for each of ``lanes`` lanes (0: along the elements)."""

    name: str
    outer: int
    r0: int
    r1: int
    lanes: int


@dataclass(frozen=True)
class IotaCase:
    """``n`` numbers."""

    n: int
    dtype: DType


@dataclass(frozen=True)
class ScatterCase:
    """``updates`` rows of ``row`` elements sent to ``places`` rows of ``batch`` matrices; 0: single elements.

    Indices are of type ``index``.
    """

    batch: int
    updates: int
    places: int
    row: int
    function: str = "set"
    dtype: DType = DType.INT32
    index: DType = DType.INT64


@dataclass(frozen=True)
class CumulativeCase:
    """Running totals down the middle of ``shape``, from its end if ``reverse``."""

    shape: tuple[int, int, int]
    function: str
    exclusive: bool = False
    reverse: bool = False
    dtype: DType = DType.FLOAT32


@dataclass(frozen=True)
class SortCase:
    """Positions down the middle of ``shape`` in order; few values, so that many are equal, and NaN."""

    shape: tuple[int, int, int]
    descending: bool = False
    dtype: DType = DType.FLOAT32


@dataclass(frozen=True)
class RowSortCase:
    """Positions of ``n`` rows of ``m`` elements in order; few values, so that many are equal, and NaN."""

    n: int
    m: int
    dtype: DType = DType.FLOAT32


@dataclass(frozen=True)
class SuppressCase:
    """``lines`` orders of ``n`` boxes for each of ``batch``, of which at most ``limit`` are kept in a line."""

    batch: int
    lines: int
    n: int
    limit: int = 1 << 40
    threshold: float = 0.3
    dtype: DType = DType.FLOAT32


@dataclass(frozen=True)
class FoldCase:
    """``function`` over reduced loops inside outer ones, for ``lanes`` lanes; each operand follows these as a kind
    ("unit", "splat", "any") says."""

    function: str
    dtype: DType
    outer: tuple[int, ...]
    reduced: tuple[int, ...]
    lanes: int
    kinds: tuple[str, ...]
    bias: bool = False
    epilogue: str = "plain"


Case = (
    StreamCase
    | OuterCase
    | WindowCase
    | LinesCase
    | MatmulCase
    | GemvCase
    | NestCase
    | SplitCase
    | TransposeCase
    | ReduceCase
    | IotaCase
    | ScatterCase
    | CumulativeCase
    | SortCase
    | RowSortCase
    | SuppressCase
    | FoldCase
)

_DENSITIES = (0.0, -1.0, 0.05, 0.5, 1.0)
_FORMS = {2: Packing.SPARSE, 4: Packing.BLOCKS, 6: Packing.DENSE}
"""The form of each tile below by its rows."""
_LANES = (1, 7, 16, 17, 61, 127, 128, 129)
STREAM = (
    *(StreamCase(m=13, k=37, lanes=lanes, density=0.3, k_block=16, row_blocks=3) for lanes in _LANES),
    *(StreamCase(m=m, k=37, lanes=lanes, density=0.2, rows=4, vectors=s, packing=_FORMS[4], block_rows=4, k_block=16)
      for m, lanes, s in ((1, 7, 1), (13, 61, 3), (16, 97, 6), (18, 129, 4))),
    *(StreamCase(m=m, k=k, lanes=61, density=d) for m, k in ((1, 1), (13, 37), (4, 0)) for d in _DENSITIES),
    *(
        StreamCase(m=m, k=37, lanes=97, density=0.6, rows=r, vectors=s, packing=Packing.DENSE, k_block=16, row_blocks=2)
        for r, s in ((6, 2), (12, 1), (6, 4), (12, 2), (24, 1))
        for m in (1, r - 1, r, r + 1, 29)
    ),
    *(
        StreamCase(13, 36, 61, 0.5, rows, vectors, _FORMS[rows], 1, 18, 2, 2, 3, 19, 9, 1, bias, masked, epilogue)
        for rows, vectors in ((2, 4), (4, 3), (6, 2))
        for bias, masked, epilogue in (
            (True, False, "plain"), (False, True, "relu"), (True, True, "residual"), (False, False, "scale"),
        )
    ),
    *(StreamCase(m=10, k=6, lanes=33, density=0.7, rows=r, vectors=2, packing=_FORMS[r], groups=g, taps=3, bias=True)
      for r in (2, 4, 6) for g in (2, 5)),
    *(StreamCase(9, 36, lanes, 0.5, r, 3, _FORMS[r], 1, k_block, 2, 2, 2, 19, 9, 1, True, True, "residual", 2, True)
      for r in (2, 4, 6) for k_block in (18, 36) for lanes in (48, 61)),
)  # fmt: skip
OUTER = (
    *(OuterCase(m, k, runs, k_block=7)
      for m, k in ((1, 1), (16, 20), (33, 7), (70, 15)) for runs in ((4,), (49,), (5, 9))),
    *(OuterCase(40, 18, (7, 7), 4, 9, 2, taps, bias, masked, epilogue)
      for taps in (0, 9) for bias, masked, epilogue in (
        (True, False, "relu"), (False, True, "residual"), (True, True, "scale"))),
)  # fmt: skip
WINDOW = (
    *(WindowCase(f, taps, lanes) for f in ("dot", "sum", "max") for taps, lanes in ((9, 7), (1, 129), (4, 64), (0, 5))
      if taps or f != "max"),
    *(WindowCase(f, 9, 61, bias=f != "max", masked=True, epilogue=e) for f, e in (
        ("dot", "relu"), ("sum", "residual"), ("max", "scale"))),
)  # fmt: skip
LINES = (
    *(LinesCase(f, (3, 3), lines, columns, step, stride, bias=f != "max")
      for f in ("dot", "sum", "max") for step, stride in ((1, 1), (2, 2))
      for lines, columns in ((1, 1), (2, 7), (5, 40))),
    *(LinesCase("dot", (3, 3), lines, columns, bias=True, masked=True, epilogue="relu")
      for lines in (1, 14, 15) for columns in (4, 5, 12, 13, 28, 29, 30)),
    *(LinesCase(f, (3, 3), 3, columns, 2, 2, bias=f != "max", masked=m, epilogue="residual")
      for f in ("dot", "sum", "max") for columns in (7, 61, 150) for m in (False, True)),
    *(LinesCase("dot", (3, 3), lines, 33, step, step, far=True, bias=True, masked=m, epilogue="scale")
      for lines in (13, 14, 29) for step in (1, 2) for m in (False, True)),
    *(LinesCase(f, window, 6, 21, step, stride, dilations) for f in ("dot", "max")
      for window, dilations in (
        ((1, 1), (1, 1)), ((1, 9), (1, 1)), ((4, 1), (2, 1)), ((2, 3), (3, 2)), ((5, 5), (1, 1)), ((7, 7), (1, 1)),
        ((3, 3), (1, 3)))
      for step, stride in ((1, 1), (2, 1), (3, 2))),
)  # fmt: skip
MATMUL = (
    *(MatmulCase(m, k, lanes, 4, 2) for m in (1, 4, 5, 29) for k, lanes in ((1, 7), (37, 33), (16, 64))),
    *(MatmulCase(29, 23, 33, 4, 4, strips=2, last_lanes=5, row_strip=8, k_strip=k, epilogue=e)
      for k, e in ((0, "plain"), (8, "residual"), (16, "scale"))),
)  # fmt: skip
GEMV = (
    *(GemvCase(m, k) for m in (1, 7, 63, 64, 65, 127, 128, 129) for k in (0, 1, 37)),
    *(GemvCase(131, 37, bias, epilogue) for bias in (False, True) for epilogue in ("relu", "residual", "scale")),
    *(GemvCase(m, k, True, density=d, sparse=True)
      for m in (1, 63, 64, 129) for k in (0, 1, 15, 16, 33, 200) for d in _DENSITIES),
    *(GemvCase(300, 100, bias, epilogue, 0.2, True)
      for bias in (False, True) for epilogue in ("relu", "residual", "scale")),
)  # fmt: skip
_WIDE = tuple(dtype for dtype in DType if not dtype.is_narrow)
# What only moves is alike for all narrow types of one size.
_MOVED = (*_WIDE, DType.BFLOAT16, DType.INT4)
NEST = (
    *(NestCase(shape, kinds, "add" if len(kinds) == 2 else "identity")
      for shape in ((1,), (17,), (2100,), (3, 1), (5, 31), (2, 3, 33))
      for kinds in (("unit",), ("pairs",), ("any",), ("splat",), ("unit", "any"), ("splat", "pairs"))),
    *(NestCase((3, 29), ("unit",), dtype=dtype) for dtype in _MOVED),
    *(NestCase((3, 29), ("unit",), dtype=dtype, pad=4) for dtype in _MOVED),
    *(NestCase(shape, (kind,), pad=pad) for shape in ((3, 29), (2, 41)) for kind in ("splat", "pairs", "any")
      for pad in (1, 4, 9)),
    *(NestCase((3, 37), ("pairs",), dtype=dtype) for dtype in _MOVED),
    *(NestCase((3, 29), (kind,), gather=index) for kind in ("unit", "any") for index in ("int32", "int64")),
)  # fmt: skip
SPLIT = (
    *(SplitCase(3, pairs, pad=pad) for pairs in (7, 8, 16, 33, 70) for pad in (0, 1, 4)),
    *(SplitCase(2, 37, dtype, 3) for dtype in _MOVED),
)
TRANSPOSE = tuple(
    TransposeCase((o0, o1, r, j)) for o0, o1 in ((1, 1), (2, 3)) for r in (1, 8, 17, 35) for j in (1, 7, 16, 33)
)
REDUCE = tuple(
    ReduceCase(name, outer, r0, r1, lanes)
    for name in ("sum", "max", "min", "prod", "mean", "softmax", "layer_norm")
    for outer, r0, r1, lanes in (
        (1, 1, 1, 0),
        (3, 2, 37, 0),
        (2, 1, 64, 0),
        (2, 3, 5, 33),
        (1, 7, 1, 129),
        (3, 2, 1, 1),
    )
)
_NUMBERS = tuple(dtype for dtype in _WIDE if dtype is not DType.BOOL)
INDEXING: tuple[Case, ...] = (
    *(IotaCase(n, dtype) for n in (1, 37) for dtype in _NUMBERS),
    *(ScatterCase(batch, updates, places, row, function) for function in ("set", "add", "max")
      for batch, updates, places, row in ((1, 5, 9, 1), (2, 40, 7, 33), (3, 30, 4, 0), (1, 100, 1, 16))),
    *(ScatterCase(2, 30, 4, row, dtype=dtype, index=DType.INT32) for row in (0, 37) for dtype in _MOVED),
)  # fmt: skip
ORDERING: tuple[Case, ...] = (
    *(CumulativeCase(shape, function, exclusive, reverse) for function in ("sum", "prod")
      for shape in ((3, 1, 1), (5, 37, 1), (2, 9, 33))
      for exclusive in (False, True) for reverse in (False, True)),
    *(CumulativeCase((2, 5, inner), "sum", dtype=dtype) for dtype in _NUMBERS for inner in (1, 19)),
    *(SortCase(shape, descending) for shape in ((1, 1, 1), (3, 2, 1), (2, 37, 3), (1, 256, 1), (1, 1025, 1))
      for descending in (False, True)),
    *(SortCase((2, 19, 2), True, dtype) for dtype in _NUMBERS),
    *(RowSortCase(n, m) for n, m in ((1, 1), (5, 0), (2, 2), (37, 1), (256, 3), (1025, 5))),
    *(RowSortCase(19, 2, dtype) for dtype in _NUMBERS),
    *(SuppressCase(batch, lines, n) for batch, lines, n in ((1, 1, 1), (1, 1, 70), (2, 3, 41))),
    *(SuppressCase(2, 2, 23, limit) for limit in (-1, 0, 1, 4)),
    SuppressCase(1, 2, 30, threshold=0.0, dtype=DType.FLOAT64),
)  # fmt: skip
FOLD = (
    *(FoldCase(function, dtype, outer, reduced, lanes, kinds)
      for function, kinds in (
        ("dot", ("splat", "unit")), ("dot", ("any", "splat")), ("sum", ("any",)), ("max", ("unit",)))
      for dtype in (DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.UINT8)
      for outer, reduced, lanes in (((), (), 1), ((3,), (5,), 17), ((2, 3), (2, 3, 4), 65), ((2,), (0,), 130))),
    *(FoldCase("dot", DType.FLOAT32, (2, 3), (4, 5), lanes, ("unit", "splat"), bias, epilogue)
      for lanes in (3, 61) for bias in (False, True) for epilogue in ("relu", "residual", "scale")),
)  # fmt: skip
CASES: tuple[Case, ...] = (
    *STREAM, *OUTER, *WINDOW, *LINES, *MATMUL, *GEMV, *NEST, *SPLIT, *TRANSPOSE, *REDUCE, *INDEXING, *ORDERING, *FOLD
)  # fmt: skip
