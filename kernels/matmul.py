"""Products of two activations (attention): the dense tile with its scalar operand in place, addressed by strides.

    y[r, l] = epilogue(sum over k of a[r, k] * x[k, l])

for every batch item, head and strip of lanes. Lanes are contiguous in ``x`` and ``y``. The rows and the summed index
of ``a`` may be tokens in strips, so both are addressed in two levels: index i lies at
``(i // n) * outer + (i % n) * inner``; ``n`` is a multiple of the tile's rows. Each output is one chain of fused
multiply-adds in ascending ``k``. ``x`` is read and ``y`` written in whole vectors. Threads write disjoint
(rows x lanes) rectangles.
"""

from __future__ import annotations

from dataclasses import dataclass

import llvmlite.ir as ll

from ..ir.types import DType
from .builder import F32, Builder
from .epilogue import PLAIN, Epilogue, EpilogueCode
from .spec import Spec
from .target import Target

_LOOPS = ("outer0", "outer1", "strip", "row")


@dataclass(frozen=True)
class MatmulSpec(Spec):
    """A tile of ``rows`` x ``vectors`` and what happens to the results."""

    rows: int
    vectors: int
    epilogue: Epilogue = PLAIN

    @property
    def family(self) -> str:
        """For example ``matmul_4x2_plain``."""
        return f"matmul_{self.rows}x{self.vectors}_{self.epilogue.tag}"

    @property
    def words(self) -> list[str]:
        """Frame words: counts ``outer0 outer1 strips rows k``; byte strides; ``row_block`` rows are one piece of
        work."""
        fixed = ["a", "x", "y", "outer0", "outer1", "strips", "rows", "k", "row_block", "vectors", "vectors_last"]
        fixed += ["a_outer0", "a_outer1", "a_row_n", "a_row_outer", "a_row", "a_k_n", "a_k_outer", "a_k"]
        fixed += ["x_outer0", "x_outer1", "x_strip", "x_k", "y_outer0", "y_outer1", "y_strip", "y_row"]
        return fixed + self.epilogue.words(_LOOPS)

    def emit(self, target: Target) -> ll.Module:
        """One function for any sizes."""
        b = Builder(self.symbol(target), self.words, target)
        p = {name: b.pointer(name) for name in ("a", "x", "y")}
        w = {name: b.word(name) for name in self.words if name not in p and not name.startswith("e")}
        epilogue = EpilogueCode(b, self.epilogue, _LOOPS)
        lanes = target.lanes
        chunks, blocks = b.ceildiv(w["vectors"], self.vectors), b.ceildiv(w["rows"], w["row_block"])
        outers = b.mul(b.mul(w["outer0"], w["outer1"]), w["strips"])
        start, stop = b.share(b.mul(b.mul(outers, chunks), blocks))
        with b.loop("item", start, stop) as item:
            rest, block = b.divmod(item.index, blocks)
            rest, chunk = b.divmod(rest, chunks)
            rest, strip = b.divmod(rest, w["strips"])
            outer0, outer1 = b.divmod(rest, w["outer1"])
            a = b.at(p["a"], b.mul(outer0, w["a_outer0"]), b.mul(outer1, w["a_outer1"]))
            x, y = (
                b.at(
                    p[n],
                    b.mul(outer0, w[f"{n}_outer0"]),
                    b.mul(outer1, w[f"{n}_outer1"]),
                    b.mul(strip, w[f"{n}_strip"]),
                )
                for n in ("x", "y")
            )
            operands = epilogue.advance(outer0=outer0, outer1=outer1, strip=strip)
            row0 = b.mul(block, w["row_block"])
            row1 = b.min(b.add(row0, w["row_block"]), w["rows"])
            last = b.equal(strip, b.sub(w["strips"], 1))
            first = b.mul(chunk, self.vectors)
            left = b.sub(b.ir.select(last, w["vectors_last"], w["vectors"]), first)

            def tile(vector: ll.Value, size: int) -> None:
                lane = b.mul(vector, lanes)
                xs = b.at(x, b.mul(lane, 4))
                with b.loop("row", row0, row1, self.rows) as row:
                    rows = [b.add(row.index, r) for r in range(self.rows)]
                    # Rows past the end read row 0 of the tile and are not stored.
                    exist = [b.ir.select(b.less(r, row1), r, row.index) for r in rows]
                    sums = self._sums(b, w, [self._row(b, w, a, r) for r in exist], xs, size, lanes)
                    for r, index in enumerate(rows):
                        with b.when(b.less(index, row1)):
                            values = epilogue.apply(
                                sums[r * size : (r + 1) * size], epilogue.advance(operands, row=index), lane
                            )
                            address = b.at(y, b.mul(index, w["y_row"]), b.mul(lane, 4))
                            for s, value in enumerate(values):
                                b.store(value, b.at(address, s * lanes * 4), DType.FLOAT32)

            with b.when(b.less(self.vectors - 1, left)):
                tile(first, self.vectors)
            with b.when(b.less(left, self.vectors)), b.loop("rest", 0, left) as rest_loop:
                tile(b.add(first, rest_loop.index), 1)
        return b.finish()

    def _row(self, b: Builder, w: dict[str, ll.Value], a: ll.Value, row: ll.Value) -> ll.Value:
        strip, inner = b.divmod(row, w["a_row_n"])
        return b.at(a, b.mul(strip, w["a_row_outer"]), b.mul(inner, w["a_row"]))

    def _sums(
        self, b: Builder, w: dict[str, ll.Value], a: list[ll.Value], x: ll.Value, size: int, lanes: int
    ) -> list[ll.Value]:
        zero = ll.Constant(ll.VectorType(F32, lanes), [0.0] * lanes)
        count = self.rows * size
        with b.loop("ko", 0, w["k"], w["a_k_n"], carry=[zero] * count + [x, *a]) as ko:
            sums, x, a = ko.carried[:count], ko.carried[count], ko.carried[count + 1 :]
            length = b.min(w["a_k_n"], b.sub(w["k"], ko.index))
            with b.loop("k", 0, length, carry=sums) as k:
                panel = b.at(x, b.mul(k.index, w["x_k"]))
                vectors = [b.load_vector(b.at(panel, s * lanes * 4), DType.FLOAT32, lanes) for s in range(size)]
                updated = []
                for r, pointer in enumerate(a):
                    scalar = b.splat(b.load(b.at(pointer, b.mul(k.index, w["a_k"])), DType.FLOAT32), lanes)
                    updated += [b.fma(scalar, v, k.carried[r * size + s]) for s, v in enumerate(vectors)]
                k.carry(*updated)
            ko.carry(*k.carried, b.at(x, b.mul(length, w["x_k"])), *(b.at(pointer, w["a_k_outer"]) for pointer in a))
        return ko.carried[:count]
