"""What a kernel is timed on: sizes, patterns of nonzeros, tiles; as text and as arrays.

Everything that is wrong with a request raises ``InvalidRequest``, whose message names the option and the remedy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_LARGEST = 1 << 30
_LINE = 16  # float32 of a cache line; fewer lanes take as much memory


class InvalidRequest(ValueError):  # noqa: N818 - as the runtime's InvalidFeed
    """A measurement cannot be made as asked; one line that names the option and the remedy."""


@dataclass(frozen=True)
class Shape:
    """``y [M, N] = w [M, K] x [K, N]``: outputs, inputs and lanes; ``name`` is a layer's, or empty."""

    m: int
    k: int
    n: int
    name: str = ""

    def __str__(self) -> str:
        return f"{self.m}x{self.k}x{self.n}"

    @classmethod
    def parse(cls, text: str, name: str = "", origin: str = "--shape") -> Shape:
        """The shape ``MxKxN``; ``origin`` is what a message calls its source."""
        match = re.fullmatch(r"(\d{1,12})x(\d{1,12})x(\d{1,12})", text)
        if not match or not all(map(int, match.groups())):
            raise InvalidRequest(f"{origin}: '{text}' is not a shape; write MxKxN with sizes from 1, as 1024x1024x128")
        m, k, n = map(int, match.groups())
        lanes = -(-n // _LINE) * _LINE
        if (bytes := 4 * (m * k + (m + k) * lanes)) > _LARGEST:
            raise InvalidRequest(f"{origin}: {text} needs {bytes / 2**30:.1f} GiB; give a shape of at most 1 GiB")
        return cls(m, k, n, name)

    @classmethod
    def read(cls, file: Path) -> list[Shape]:
        """The shapes of a list: a line for each, ``name MxKxN``; what follows a ``#`` is a comment."""
        try:
            lines = file.read_text().splitlines()
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not text"
            raise InvalidRequest(f"--shapes: {file} cannot be read ({reason}); give a list of shapes") from error
        shapes = []
        for number, line in enumerate(lines, 1):
            words, origin = line.split("#")[0].split(), f"--shapes: {file}, line {number}"
            if len(words) not in (0, 2):
                raise InvalidRequest(f"{origin}: '{line.strip()}' is not understood; write a name and MxKxN")
            if words:
                shapes.append(cls.parse(words[1], words[0], origin))
        if not shapes:
            raise InvalidRequest(f"--shapes: {file} holds no shape; write lines of a name and MxKxN")
        return shapes


@dataclass(frozen=True)
class Tile:
    """Rows of outputs and vectors of lanes that a kernel computes together in registers."""

    rows: int
    vectors: int

    def __str__(self) -> str:
        return f"{self.rows}x{self.vectors}"

    @classmethod
    def parse(cls, text: str) -> Tile:
        """The tile ``RxS``."""
        match = re.fullmatch(r"([1-9]\d?)x([1-9]\d?)", text)
        if not match:
            raise InvalidRequest(f"--tile: '{text}' is not a tile; write rows x vectors of lanes, as 2x4")
        return cls(int(match[1]), int(match[2]))


@dataclass(frozen=True)
class Pattern:
    """Where nonzeros lie: ``rows`` outputs in a row share their inputs; or ``keep`` of every ``of`` inputs are used.

    The density is free if ``of`` is 0, else the pattern fixes it.
    """

    rows: int = 1
    keep: int = 0
    of: int = 0

    def __str__(self) -> str:
        return f"{self.keep}:{self.of}" if self.of else f"{self.rows}x1" if self.rows > 1 else "unstructured"

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """The pattern ``unstructured``, ``4x1`` (blocks of rows) or ``2:4`` (N of M inputs)."""
        if text == "unstructured":
            return UNSTRUCTURED
        if match := re.fullmatch(r"([1-9]\d{0,5})x1", text):
            return cls(rows=int(match[1]))
        if (match := re.fullmatch(r"(\d{1,6}):(\d{1,6})", text)) and 1 <= int(match[1]) <= int(match[2]):
            return cls(keep=int(match[1]), of=int(match[2]))
        wanted = "write unstructured, 4x1 (blocks of 4 rows) or N:M with N of M inputs, as 2:4"
        raise InvalidRequest(f"--pattern: '{text}' is not a pattern; {wanted}")

    @property
    def density(self) -> float | None:
        """The share of nonzeros, if the pattern fixes it."""
        return self.keep / self.of if self.of else None

    def check(self, shape: Shape, density: float) -> None:
        """InvalidRequest if weights of this shape and density cannot have the pattern."""
        if not 0 <= density <= 1:
            raise InvalidRequest(f"--density: {density:g} is not a share of nonzeros; give a number from 0 to 1")
        if self.density is not None and abs(density - self.density) > 1e-9:
            raise InvalidRequest(
                f"--density: pattern {self} has density {self.density:g}, not {density:g}; leave out --density"
            )
        if self.of and shape.k % self.of:
            raise InvalidRequest(
                f"--pattern: {self} does not fit the {shape.k} inputs of {shape}; give K a multiple of {self.of}"
            )


UNSTRUCTURED = Pattern()
"""Every weight is zero or not on its own."""


def weights(shape: Shape, pattern: Pattern, density: float) -> Array:
    """Normal float32 weights [M, K], the same every time, of which about ``density`` are not zero."""
    random = np.random.default_rng(0)
    values = random.standard_normal((shape.m, shape.k), np.float32)
    if pattern.of:
        order = np.argsort(random.random((shape.m, shape.k // pattern.of, pattern.of)), axis=-1)
        kept = (order < pattern.keep).reshape(values.shape)
    else:
        blocks = random.random((-(-shape.m // pattern.rows), shape.k)) < density
        kept = blocks.repeat(pattern.rows, axis=0)[: shape.m]
    return values * kept
